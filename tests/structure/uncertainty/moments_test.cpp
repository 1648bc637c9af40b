// SPDX-License-Identifier: BSL-1.0
// The mean and the variance of a top event against all states of uncertain parts, in 100 digits.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/uncertainty/moments.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

/// A part that is up with one probability or another.
struct two_values {
  probability<double> values[2];
  double share = 0.5;  // of the first

  [[nodiscard]] probability_moments<mp> moments() const {
    const mp a = precise_by_small_side(values[0]).value();
    const mp b = precise_by_small_side(values[1]).value();
    const mp w = share;
    const mp mean = w * a + (1 - w) * b;
    return {{unchecked, mean, 1 - mean}, w * (1 - w) * (a - b) * (a - b)};
  }
};

/// By evaluation for each of the 2^n combinations of values.
probability_moments<mp> by_enumeration(const compiled_structure& of,
                                       const std::vector<two_values>& parts) {
  probability_moments<mp> found{probability<mp>::never(), 0};
  mp mean = 0;
  std::vector<std::pair<mp, mp>> weighed;
  for (state s = 0; s < state{1} << parts.size(); ++s) {
    mp weight = 1;
    std::vector<probability<mp>> values;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      weight *= is_up(s, i) ? mp(parts[i].share) : 1 - mp(parts[i].share);
      values.push_back(precise_by_small_side(parts[i].values[is_up(s, i) ? 0 : 1]));
    }
    weighed.emplace_back(weight, evaluate(of, values).complement());
    mean += weight * weighed.back().second;
  }
  for (const auto& [weight, value] : weighed)
    found.variance += weight * (value - mean) * (value - mean);
  found.mean = {unchecked, mean, 1 - mean};
  return found;
}

std::vector<two_values> draw_uncertain_parts(random_source& random, std::size_t count) {
  std::vector<two_values> list;
  for (std::size_t i = 0; i < count; ++i)
    list.push_back(
        {{random_part(random, 1e-9), random_part(random, 1e-9)}, random.uniform(0.01, 0.99)});
  return list;
}

template <class T>
std::vector<probability_moments<T>> moments_of(const std::vector<two_values>& parts) {
  std::vector<probability_moments<T>> list;
  for (const auto& each : parts) {
    const auto exact = each.moments();
    list.push_back({probability<T>(unchecked, T(exact.mean.value()), T(exact.mean.complement())),
                    T(exact.variance)});
  }
  return list;
}

}  // namespace

TEST_CASE("random structures of uncertain parts have the moments of all combinations") {
  random_source random(1441);
  double worst_coherent = 0;
  double worst_other = 0;
  int coherent = 0;
  for (int run = 0; run < trials(500); ++run) {
    const auto drawn = draw_structure(random, 6, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    const auto parts = draw_uncertain_parts(random, drawn.parts);
    const auto exact = by_enumeration(compiled, parts);
    const auto found = top_event_moments(compiled, moments_of<double>(parts));
    const auto precisely = top_event_moments(compiled, moments_of<mp>(parts));
    CHECK(abs(precisely.variance - exact.variance) <= mp(1e-90));
    CHECK(error_in_epsilons(found.mean, exact.mean) <= 64);
    if (exact.variance < 1e-250) continue;
    const double error = error_in_epsilons(found.variance, exact.variance);
    if (compiled.is_coherent()) {
      worst_coherent = std::max(worst_coherent, error);
      ++coherent;
    } else {
      const mp scale = exact.mean.value() * exact.mean.complement();
      worst_other = std::max(worst_other,
                             static_cast<double>(abs(mp(found.variance) - exact.variance) / scale));
    }
  }
  CHECK(coherent > 10);
  CHECK(worst_coherent <= 1e5);  // twelve bits of a difference may cancel, twice
  CHECK(worst_other <= 1e-13);
}

TEST_CASE("a module of uncertain parts is one itself") {
  structure_builder b;
  const auto pair = b.any_of(b.parts({"a", "b"}));
  const auto vote = b.at_least(2, {b.part("c"), b.part("d"), b.part("e")});
  const auto of = compile(b.build(b.all_of({pair, vote, b.part("f")}), logic::failure));
  random_source random(1442);
  const auto parts = draw_uncertain_parts(random, 6);
  const auto exact = by_enumeration(of, parts);
  const auto found = top_event_moments(of, moments_of<double>(parts));
  CHECK(error_in_epsilons(found.variance, exact.variance) <= 1000);
}

TEST_CASE("a single part, and none that matters") {
  structure_builder b;
  const auto of = compile(b.build(b.part("a"), logic::failure));
  const auto found = top_event_moments<double>(of, {{probability<double>::from_value(0.9), 0.01}});
  CHECK(found.mean.value() == doctest::Approx(0.1));
  CHECK(found.variance == 0.01);
  structure_builder c;
  const auto x = c.part("x");
  const auto sure = compile(c.build(c.any_of({x, !x}), logic::failure));
  CHECK(top_event_moments<double>(sure, {{probability<double>::from_value(0.5), 0.01}}).variance ==
        0);
}

TEST_CASE("refused: too much variance, NaN, too few parts, too much memory") {
  structure_builder b;
  const auto of = compile(b.build(b.all_of(b.parts({"a", "b"}))));
  const auto half = probability<double>::from_value(0.5);
  using list = std::vector<probability_moments<double>>;
  CHECK_THROWS_WITH_AS((void)top_event_moments(of, list{{half, 0.3}, {half, 0.0}}),
                       doctest::Contains("at most mean (1 - mean)"), domain_error);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS((void)top_event_moments(of, list{{half, nan}, {half, 0.0}}), domain_error);
  CHECK_THROWS_AS((void)top_event_moments(of, list{{half, 0.1}}), domain_error);
  CHECK_THROWS_AS((void)top_event_moments(of, list{{half, 0.1}, {half, 0.1}}, {.memory_limit = 1}),
                  convergence_error);
}
