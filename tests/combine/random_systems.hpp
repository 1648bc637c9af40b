// SPDX-License-Identifier: BSL-1.0
// Random series-parallel-k-of-n systems, and the measurement of their error against 100 digits.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nines/combine.hpp>
#include <string>
#include <vector>

#include "support/precise.hpp"
#include "support/random.hpp"

namespace nines_test {

/// A tree: leaves are parts, inner nodes are verbs.
struct random_system {
  enum class verb { leaf, series, parallel, at_least };
  verb how = verb::leaf;
  std::size_t threshold = 0;
  std::size_t part = 0;
  std::vector<random_system> children = {};

  /// "S(3/5(..x)P(..))": S series, P parallel, k/n at least k of n, a dot a part.
  [[nodiscard]] std::string describe() const {
    if (how == verb::leaf) return ".";
    std::string text = how == verb::series     ? "S("
                       : how == verb::parallel ? "P("
                                               : std::to_string(threshold) + "/" +
                                                     std::to_string(children.size()) + "(";
    for (const auto& child : children) text += child.describe();
    return text + ")";
  }
};

/// A random tree over `parts` parts, numbered from `first` on.
inline random_system grow(random_source& random, std::size_t parts, std::size_t first = 0) {
  if (parts == 1) return {.how = random_system::verb::leaf, .part = first};
  const std::size_t groups =
      random.one_in(5) ? parts : random.between(2, std::min<std::size_t>(parts, 12));
  random_system system;
  for (std::size_t group = 0; group < groups; ++group) {
    const std::size_t left = groups - group - 1;  // each of which needs a part
    const std::size_t mine = left == 0 ? parts : 1 + random.below(parts - left);
    system.children.push_back(grow(random, mine, first));
    first += mine;
    parts -= mine;
  }
  using verb = random_system::verb;
  system.how = std::vector{verb::series, verb::parallel, verb::at_least}[random.below(3)];
  if (system.how == verb::at_least) system.threshold = random.between(1, groups);
  return system;
}

template <class T>
nines::probability<T> evaluate(const random_system& system,
                               const std::vector<nines::probability<T>>& parts) {
  if (system.how == random_system::verb::leaf) return parts[system.part];
  std::vector<nines::probability<T>> children;
  children.reserve(system.children.size());
  for (const auto& child : system.children) children.push_back(evaluate(child, parts));
  switch (system.how) {
    case random_system::verb::series:
      return nines::series(children);
    case random_system::verb::parallel:
      return nines::parallel(children);
    default:
      return nines::at_least(system.threshold, children);
  }
}

/// The largest error met, in epsilons, and where.
struct worst_case {
  double error = 0;
  std::uint64_t seed = 0;
  std::string system = {};
  int both_sides_seen = 0;  ///< systems of which both sides are over 1e-300
};

/// One system from one seed: up to 200 parts, unavailability or availability 1e-15 to 1e-1.
template <class Convert>
void measure_system(worst_case& worst, std::uint64_t seed, const Convert& convert) {
  random_source random(seed);
  const auto size = static_cast<std::size_t>(random.log_uniform(2, 201));
  const random_system system = grow(random, size);
  std::vector<nines::probability<double>> parts;
  const std::size_t dead_in = random.between(1, 12);
  for (std::size_t i = 0; i < size; ++i) parts.push_back(random_part(random, 1e-15, 1e-1, dead_in));
  const auto exact = evaluate(system, precise_list(parts, convert));
  const double error = error_in_epsilons(evaluate(system, parts), exact);
  if (exact.value() > 1e-300 && exact.complement() > 1e-300) ++worst.both_sides_seen;
  if (!(error <= worst.error)) worst = {error, seed, system.describe(), worst.both_sides_seen};
}

template <class Convert>
worst_case measure_systems(std::uint64_t first_seed, int count, const Convert& convert) {
  worst_case worst;
  for (int i = 0; i < count; ++i)
    measure_system(worst, first_seed + static_cast<std::uint64_t>(i), convert);
  return worst;
}

}  // namespace nines_test
