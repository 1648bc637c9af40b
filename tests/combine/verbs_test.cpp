// SPDX-License-Identifier: BSL-1.0
// series, parallel, bridge, pivot, weighted_vote and powers: closed forms, enumeration, 100 digits.
#include <doctest/doctest.h>

#include <cmath>
#include <list>
#include <nines/combine.hpp>
#include <nines/probability.hpp>

#include "support/enumerate.hpp"
#include "support/exact.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using parts_list = std::vector<probability<double>>;

parts_list random_parts(random_source& random, std::size_t n) {
  parts_list parts;
  for (std::size_t i = 0; i < n; ++i) parts.push_back(random_part(random, 1e-15, 0.5));
  return parts;
}

bool same(const probability<double>& a, const probability<double>& b) {
  return a.value() == b.value() && a.complement() == b.complement();
}

}  // namespace

TEST_CASE("three zones of 99.5 % in parallel are 99.9999875 %, not 99.999875 %") {
  constexpr auto three = parallel(99.5_percent, 99.5_percent, 99.5_percent);
  CHECK(error_in_epsilons(three.complement(), mp("1.25e-7")) <= 1);
  static_assert(three > 99.999987_percent);
}

TEST_CASE("series and parallel of no part and of one part") {
  const auto always = probability<double>::always();
  const auto never = probability<double>::never();
  CHECK(same(series(), always));
  CHECK(same(parallel(), never));
  CHECK(same(series(parts_list{}), always));
  CHECK(same(parallel(parts_list{}), never));
  CHECK(same(series(copies(0, 99_percent)), always));
  CHECK(same(parallel(copies(0, 99_percent)), never));
  CHECK(same(series(99_percent), 99_percent));
  CHECK(same(parallel(99_percent), 99_percent));
}

TEST_CASE("series and parallel against exact rationals") {
  double worst = 0;
  for (int trial = 0; trial < trials(200); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto parts = random_parts(random, random.between(1, 40));
    probability<cpp_rational> all = probability<cpp_rational>::always();
    for (const auto& part : parts) all = nines::both(all, rational_of(part));
    CHECK(all.value() + all.complement() == 1);
    const probability<mp> exact(nines::unchecked, to_precise(all.value()),
                                to_precise(all.complement()));
    CAPTURE(trial);
    const double error = error_in_epsilons(series(parts), exact);
    CHECK(error <= 8);
    worst = std::max(worst, error);
    parts_list opposite;
    for (const auto& part : parts) opposite.push_back(!part);
    CHECK(error_in_epsilons(!parallel(opposite), exact) <= 8);
  }
  MESSAGE("largest error " << worst << " epsilon");
}

TEST_CASE("a million parts in a list: like ones n / 8 epsilon, unlike ones sqrt(n)") {
  const std::size_t n = is_optimised ? 1000000 : 50000;
  const auto part = probability<double>::from_complement(1e-9);
  const mp exact = -expm1(mp(n) * log1p(-mp(1e-9)));
  const double of_list = error_in_epsilons(series(std::vector(n, part)).complement(), exact);
  CHECK(of_list <= static_cast<double>(n) / 8);
  CHECK(error_in_epsilons(series(copies(n, part)).complement(), exact) <= 4);

  random_source random(1000000);
  parts_list unlike;
  mp up = 0;
  for (std::size_t i = 0; i < n / 10; ++i) {
    unlike.push_back(probability<double>::from_complement(random.log_uniform(1e-12, 1e-5)));
    up += log1p(-mp(unlike.back().complement()));
  }
  const double of_unlike = error_in_epsilons(series(unlike).complement(), -expm1(up));
  CHECK(of_unlike <= std::sqrt(static_cast<double>(n / 10)));
  MESSAGE("like parts: " << of_list << " epsilon, unlike parts: " << of_unlike);
}

TEST_CASE("every form of a part list gives the same") {
  random_source random(3);
  const auto v = random_parts(random, 4);
  const std::list<probability<double>> list(v.begin(), v.end());
  CHECK(same(series(v), series(v[0], v[1], v[2], v[3])));
  CHECK(same(series(list), series(v)));
  CHECK(same(parallel(v), parallel(v[0], v[1], v[2], v[3])));
  CHECK(same(parallel(list), parallel(v)));
}

TEST_CASE("powers: copies against the exact power, small and large") {
  double worst = 0;
  for (const double q : {1e-17, 1e-9, 1e-3, 0.1, 0.24, 0.26, 0.5}) {
    for (const std::size_t n : {1U, 2U, 3U, 10U, 100U, 1000U}) {
      const auto part = probability<double>::from_complement(q);
      const mp value = exp(mp(n) * log1p(-mp(q)));
      const probability<mp> exact(nines::unchecked, value, -expm1(mp(n) * log1p(-mp(q))));
      const double bound = 4;
      CAPTURE(q);
      CAPTURE(n);
      const double error = error_in_epsilons(series(copies(n, part)), exact);
      CHECK(error <= bound);
      CHECK(error_in_epsilons(!parallel(copies(n, !part)), exact) <= bound);
      worst = std::max(worst, error);
    }
  }
  MESSAGE("largest error " << worst << " epsilon");
  CHECK(epsilons_apart(series(copies(1934, 70_percent)).value(), 2.6279033441555031e-300) <= 4);
}

TEST_CASE("powers at compile time are right to n epsilon") {
  constexpr auto ten = series(copies(10, 99.99_percent));
  const auto exact = 1 - pow(1 - mp("0.0001"), 10);
  CHECK(error_in_epsilons(ten.complement(), exact) <= 10);
  static_assert(series(copies(0, 99_percent)) == probability<double>::always());
}

TEST_CASE("bridge: the closed form for five like parts") {
  for (const double p : {0.9, 0.5, 0.1, 1e-5}) {
    const auto part = probability<double>::from_value(p);
    const mp x = p;
    const mp exact = 2 * x * x + 2 * x * x * x - 5 * pow(x, 4) + 2 * pow(x, 5);
    CHECK(error_in_epsilons(bridge(part, part, part, part, part).value(), exact) <= 12);
    const auto opposite = !part;  // the bridge is its own dual
    CHECK(error_in_epsilons(bridge(opposite, opposite, opposite, opposite, opposite).complement(),
                            exact) <= 12);
  }
  static_assert(bridge(90_percent, 90_percent, 90_percent, 90_percent, 90_percent) > 97.8_percent);
}

TEST_CASE("bridge against all 32 states: 12 epsilon") {
  double worst = 0;
  for (int trial = 0; trial < trials(2000, 20); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto v = random_parts(random, 5);
    const auto exact = enumerate(precise_list(v, precise), [](state s) {
      const bool a = is_up(s, 0), b = is_up(s, 1), c = is_up(s, 2), d = is_up(s, 3);
      return (a && c) || (b && d) || (is_up(s, 4) && ((a && d) || (b && c)));
    });
    CAPTURE(trial);
    const double error = error_in_epsilons(bridge(v[0], v[1], v[2], v[3], v[4]), exact);
    CHECK(error <= 12);
    worst = std::max(worst, error);
  }
  MESSAGE("largest error " << worst << " epsilon");
}

TEST_CASE("pivot is the law of total probability, right to 2 epsilon") {
  for (int trial = 0; trial < trials(1000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto v = random_parts(random, 3);
    const auto e = precise_list(v, precise);
    const probability<mp> exact(
        nines::unchecked, e[0].value() * e[1].value() + e[0].complement() * e[2].value(),
        e[0].value() * e[1].complement() + e[0].complement() * e[2].complement());
    CAPTURE(trial);
    CHECK(error_in_epsilons(pivot(v[0], v[1], v[2]), exact) <= 2);
  }
}

TEST_CASE("a shared part must be conditioned on: 99.89001 %, not 99.98792 %") {
  constexpr auto s = 99.9_percent;
  constexpr auto x = 99_percent;
  constexpr auto right = pivot(s, parallel(x, x), probability<double>::never());
  CHECK(epsilons_apart(right.value(), 0.9989001) <= 2);
  constexpr auto wrong = parallel(series(s, x), series(s, x));
  CHECK(epsilons_apart(wrong.value(), 0.9998792199) <= 2);
}

TEST_CASE("weighted_vote against enumeration") {
  double worst = 0;
  for (int trial = 0; trial < trials(300, 20); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto parts = random_parts(random, random.between(1, 10));
    std::vector<weighted_part<double>> votes;
    std::size_t total = 0;
    for (const auto& part : parts) {
      votes.push_back({random.below(6), part});
      total += votes.back().weight;
    }
    const std::size_t threshold = random.between(0, total);
    const auto exact = enumerate(precise_list(parts, precise), [&](state s) {
      std::size_t sum = 0;
      for (std::size_t i = 0; i < votes.size(); ++i) sum += is_up(s, i) ? votes[i].weight : 0;
      return sum >= threshold;
    });
    CAPTURE(trial);
    const double error = error_in_epsilons(weighted_vote(threshold, votes), exact);
    CHECK(error <= 8);
    worst = std::max(worst, error);
  }
  MESSAGE("largest error " << worst << " epsilon");
}

TEST_CASE("weighted_vote: votes of one are at_least, and long lists stay precise") {
  random_source random(11);
  const auto parts = random_parts(random, 150);
  std::vector<weighted_part<double>> votes;
  for (const auto& part : parts) votes.push_back({.part = part});
  for (const std::size_t k : {1U, 20U, 75U, 120U, 150U}) {
    const auto exact = at_least(k, precise_list(parts, precise));
    CHECK(error_in_epsilons(weighted_vote(k, votes), exact) <= 16);
  }
}

TEST_CASE("weighted_vote: weights that add up to more than 2^64, and sums beyond memory") {
  using votes = std::vector<weighted_part<double>>;
  CHECK(weighted_vote(3, votes{{1, 50_percent}, {SIZE_MAX, 50_percent}, {5, 50_percent}}).value() ==
        0.75);
  CHECK(weighted_vote(SIZE_MAX, votes{{SIZE_MAX, 50_percent}, {SIZE_MAX, 50_percent}}).value() ==
        0.75);
  CHECK(weighted_vote(SIZE_MAX, votes{{SIZE_MAX - 1, 50_percent}, {1, 50_percent}}).value() ==
        0.25);
  votes unlike;
  for (std::size_t i = 0; i < 31; ++i) unlike.push_back({(std::size_t{1} << i) + 1, 50_percent});
  CHECK(message_of([&] {
          return weighted_vote(std::size_t{1} << 30, unlike, 1e6);
        }).starts_with("nines::weighted_vote: the sums of "));
}

TEST_CASE("weighted_vote: the ends, and a threshold out of reach") {
  using votes = std::vector<weighted_part<double>>;
  CHECK(same(weighted_vote(0, votes{}), probability<double>::always()));
  CHECK(same(weighted_vote(0, votes{{2, 99_percent}}), probability<double>::always()));
  CHECK(same(weighted_vote(2, votes{{2, 99_percent}}), 99_percent));
  CHECK(message_of([] { return weighted_vote(4, votes{{2, 99_percent}, {1, 99_percent}}); }) ==
        "nines::weighted_vote: threshold is 4, but must be at most the sum of the weights, 3");
  CHECK(message_of([] { return weighted_vote(1, votes{}); }) ==
        "nines::weighted_vote: threshold is 1, but must be at most the sum of the weights, 0");
}
