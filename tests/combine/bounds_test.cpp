// SPDX-License-Identifier: BSL-1.0
// Bounds: certain in, certain out. In 100 digits the exact system lies between them.
#include <doctest/doctest.h>

#include <nines/combine.hpp>
#include <nines/probability.hpp>
#include <vector>

#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using between = bounds<double>;

/// Bounds around a part, wide or as narrow as a point.
struct bounded_part {
  between given;
  probability<mp> lower, inside, upper;
};
bounded_part random_bounded(random_source& random) {
  const auto a = random_part(random, 1e-12, 0.5);
  const auto b = random.one_in(3) ? a : random_part(random, 1e-12, 0.5);
  const between given = a < b ? between{a, b} : between{b, a};
  const auto lower = precise_by_small_side(given.lower);
  const auto upper = precise_by_small_side(given.upper);
  return {given, lower, pivot(probability<mp>::from_value(mp(1) / 3), lower, upper), upper};
}
bool holds(const between& found, const probability<mp>& exact) {
  return precise_by_small_side(found.lower) <= exact && exact <= precise_by_small_side(found.upper);
}

/// Composes bounds, and three exact systems: the result holds them, and is hardly any wider.
template <class Compose>
void check_system(const std::vector<bounded_part>& parts, const Compose& compose) {
  std::vector<between> given;
  std::vector<probability<mp>> exact[3];
  for (const auto& part : parts) {
    given.push_back(part.given);
    exact[0].push_back(part.lower);
    exact[1].push_back(part.inside);
    exact[2].push_back(part.upper);
  }
  const between found = compose(given);
  for (const auto& system : exact) CHECK(holds(found, compose(system)));
  CHECK(error_in_epsilons(found.lower, compose(exact[0])) <= 100);
  CHECK(error_in_epsilons(found.upper, compose(exact[2])) <= 100);
}

}  // namespace

TEST_CASE("bounds of a system hold what its parts may be, to the last bit") {
  random_source random(20264);
  for (int run = 0; run < 100; ++run) {
    std::vector<bounded_part> parts;
    for (std::size_t n = random.between(5, 9); n > 0; --n) parts.push_back(random_bounded(random));
    const std::size_t k = random.between(1, parts.size());
    check_system(parts, [](const auto& p) { return series(p); });
    check_system(parts, [](const auto& p) { return parallel(p); });
    check_system(parts, [k](const auto& p) { return at_least(k, p); });
    check_system(parts, [](const auto& p) { return bridge(p[0], p[1], p[2], p[3], p[4]); });
  }
}

TEST_CASE("a pivot whose system is worse while the condition holds has its bounds, too") {
  const between condition{50_percent, 75_percent};
  const between result = pivot(condition, [](const between& state) { return !state; });
  CHECK(result.contains(25_percent));
  CHECK(result.contains(50_percent));
  CHECK(error_in_epsilons(result.lower.value(), mp(0.25)) <= 8);
  CHECK(error_in_epsilons(result.upper.value(), mp(0.5)) <= 8);
}

TEST_CASE("what is certain stays so, and the opposite has the opposite bounds") {
  using joined = algebra<between>;
  CHECK(series(joined::always(), joined::always()) == joined::always());
  CHECK(parallel(joined::never(), joined::never()) == joined::never());
  CHECK(series(std::vector<between>{}) == joined::always());
  CHECK(at_least(0, between{50_percent, 60_percent}) == joined::always());
  const between part{99_percent, 3_nines};
  CHECK((!part).lower == !(3_nines));
  CHECK((!part).upper == 1_percent);
  CHECK(part.contains(99.5_percent));
  CHECK(!part.contains(98.9_percent));
}
