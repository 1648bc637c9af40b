// SPDX-License-Identifier: BSL-1.0
// The density of a repeated z-test, by Gauss-Legendre panels.
#pragma once

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <nines/detection/repeated_significance_test.hpp>
#include <nines/error.hpp>

namespace nines {

namespace detail {

struct density_node {
  double place, mass;
};

/// Nodes and weights on [low, high], in panels at most 3 standard deviations wide.
inline std::vector<density_node> gauss_panels(double low, double high) {
  using rule = boost::math::quadrature::gauss<double, 20>;
  const double width = high - low;  // the ends of a range, low < high
  const auto panels = static_cast<std::size_t>(width / 3) + 1;
  const double half = width / 2 / static_cast<double>(panels);
  std::vector<density_node> nodes;
  for (std::size_t i = 0; i < panels; ++i) {
    const double middle = low + half * static_cast<double>(2 * i + 1);
    for (std::size_t j = rule::abscissa().size(); j-- > 0;)
      nodes.push_back({middle - half * rule::abscissa()[j], half * rule::weights()[j]});
    for (std::size_t j = 0; j < rule::abscissa().size(); ++j)
      nodes.push_back({middle + half * rule::abscissa()[j], half * rule::weights()[j]});
  }
  return nodes;
}

/// P(normal step > x).
inline double above(double x) { return boost::math::erfc(x / std::sqrt(2.0)) / 2; }

/// The density of S at the nodes, from that one step before; returns the probability of being on
/// them.
inline double step_density(const std::vector<density_node>& now, double drift,
                           std::vector<density_node>& next) {
  constexpr double density = 0.39894228040143267794;  // 1 / sqrt(2 pi)
  constexpr double farthest = 12;                     // exp(-72)
  double continuing = 0;
  auto begin = now.begin();  // of those from which a step leads here; both are in order
  for (auto& to : next) {
    const double middle = to.place - drift;
    while (begin != now.end() && begin->place < middle - farthest) ++begin;
    double sum = 0;
    for (auto from = begin; from != now.end() && from->place <= middle + farthest; ++from) {
      const double step = middle - from->place;
      sum += from->mass * std::exp(-step * step / 2);
    }
    continuing += to.mass *= density * sum;
  }
  return continuing;
}

/// Where S is followed at analysis k, given that it has not stopped. On an open side there is less
/// than 1e-32 beyond 12 standard deviations; beyond 16 below a far limit, less than 1e-56.
struct followed_range {
  double low, high;
};

inline followed_range range_at(std::size_t analysis, double limit,
                               const repeated_significance_test& options) {
  const auto k = static_cast<double>(analysis);
  const double stop = limit * std::sqrt(k);
  if (!options.one_sided) return {-stop, stop};
  const double centre = k * options.drift;
  const double low = std::min(stop - 1, centre - 12 * std::sqrt(k));
  return {low, std::max(low + 1, std::min(stop, centre + 16 * std::sqrt(k)))};
}

inline void check_cost(double limit, std::size_t analyses,
                       const repeated_significance_test& options) {
  work_budget budget("repeated_z_test", 2e8, "exponentials", "take fewer analyses");
  for (std::size_t k = 1; k <= analyses; ++k) {
    const auto [low, high] = range_at(k, limit, options);
    const double nodes = 20 * ((high - low) / 3 + 1);  // the ends of a range
    budget.spend(nodes * std::min(nodes, 200.0));
  }
}

}  // namespace detail

NINES_INLINE stopping_probabilities<> repeated_z_test(double limit, std::size_t analyses,
                                                      const repeated_significance_test& options) {
  if (!(limit > 0) || !(limit < 30))
    fail("repeated_z_test", "limit", limit, "more than 0, and less than 30");
  if (analyses < 1) fail("repeated_z_test", "analyses", analyses, "1 or more");
  if (!(std::abs(options.drift) < 30))
    fail("repeated_z_test", "drift", options.drift, "between -30 and 30");
  detail::check_cost(limit, analyses, options);
  std::vector<detail::density_node> now = {{0, 1}};
  stopping_probabilities<> dist;
  for (std::size_t k = 1; k <= analyses; ++k) {
    const auto [low, high] = detail::range_at(k, limit, options);
    const double stop = limit * std::sqrt(static_cast<double>(k));
    double stopped = 0;
    for (const auto& from : now) {
      const double centre = from.place + options.drift;
      const double up = detail::above(stop - centre);
      stopped += from.mass * (options.one_sided ? up : up + detail::above(centre + stop));
    }
    auto next = detail::gauss_panels(low, high);
    dist.continuing.push_back(detail::step_density(now, options.drift, next));
    dist.rolled_back.push_back(stopped);
    dist.promoted.push_back(0);
    now = std::move(next);
  }
  return dist;
}

}  // namespace nines
