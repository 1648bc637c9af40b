// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/windows/pending_sums.hpp>

using namespace nines;
using detail::bound_side;
using detail::pending_sum;

TEST_CASE("sums between their ends stay, those beyond move to the side of the bound") {
  for (const auto side : {bound_side::lower, bound_side::upper}) {
    const bool is_lower = side == bound_side::lower;
    CAPTURE(is_lower);
    const pending_sum sum(10, 20, 30, side);
    CHECK(sum.places() == 12);
    for (std::size_t s = 0; s < 60; ++s) {
      CAPTURE(s);
      const std::size_t moved = sum.sum_at(sum.place_of(s));
      if (s >= 10 && s <= 20)
        CHECK(moved == s);
      else if (is_lower)
        CHECK(moved == (s < 10 ? 0 : 20));
      else
        CHECK(moved == (s < 10 ? 10 : 30));
      CHECK(
          (s < 30 && is_lower ? moved <= s : moved >= std::min<std::size_t>(s, is_lower ? 0 : 30)));
    }
  }
}

TEST_CASE("a check fails from the first place whose sum suffices") {
  for (const auto side : {bound_side::lower, bound_side::upper})
    for (const std::size_t low : {0U, 4U, 7U})
      for (const std::size_t high : {7U, 9U, 12U}) {
        const pending_sum sum(low, high, 12, side);
        for (std::size_t more = 0; more < 20; ++more) {
          CAPTURE(more);
          std::size_t first = 0;
          while (first < sum.places() && sum.sum_at(first) + more < 12) ++first;
          CHECK(sum.fails_from(more) == first);
        }
      }
  CHECK(pending_sum().fails_from(1000) == 1);  // of no concern
  CHECK(pending_sum().places() == 1);
}

TEST_CASE("what is likely: Bernstein's bounds hold") {
  const double cut = 1e-6;
  for (const double mean : {0.01, 0.8, 5.0, 50.0, 700.0}) {
    CAPTURE(mean);
    const detail::likely_counts likely(mean, -std::log(cut));
    double below = 0;
    double above = 0;
    for (double k = 0; k < mean + 30 * std::sqrt(mean) + 50; ++k) {
      const double mass = std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
      if (k < likely.low) below += mass;
      if (k > likely.high) above += mass;
    }
    CHECK(below <= cut);
    CHECK(above <= cut);
    CHECK(likely.high < mean + 6 * std::sqrt(mean) + 20);
  }
  CHECK(detail::likely_counts(0, 14).high == 0);
}

TEST_CASE("the coming checks, and which sums are in doubt") {
  // Windows of 3; each check fails from 40, each count has mean 10.
  const std::vector<std::size_t> levels(6, 40);
  const std::vector<double> means(6, 10.0);
  const detail::pending_sums sums(levels, means, 3, 1e-4, bound_side::upper);
  CHECK(sums.before(0).size() == 2);
  CHECK(sums.before(0).back().sum_at(sums.before(0).back().place_of(0)) < 40);
  // The last interval: the check after it needs the sum of two; the next is never made.
  const auto last = sums.before(5);
  CHECK(last[0].places() == 1);
  CHECK(last[1].places() > 10);
  CHECK(last[1].sum_at(last[1].place_of(25)) == 25);
  // One count of mean 10 is hardly 40: a sum of 0 is as good as one a little larger.
  CHECK(last[1].sum_at(last[1].place_of(0)) > 0);
  CHECK(last[1].sum_at(last[1].place_of(39)) == 39);
  // None where no check can fail.
  const std::vector<std::size_t> none(6, detail::never_fails);
  for (const auto& sum : detail::pending_sums(none, means, 3, 1e-4, bound_side::lower).before(2))
    CHECK(sum.places() == 1);
}
