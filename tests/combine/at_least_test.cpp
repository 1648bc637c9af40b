// SPDX-License-Identifier: BSL-1.0
// at_least() on unlike parts: exact rationals, enumeration, 100 digits, limits, ways to call it.
#include <doctest/doctest.h>

#include <array>
#include <list>
#include <nines/combine.hpp>
#include <nines/probability.hpp>
#include <vector>

#include "support/enumerate.hpp"
#include "support/exact.hpp"
#include "support/message.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using parts_list = std::vector<probability<double>>;

parts_list random_parts(random_source& random, std::size_t n, double least = 1e-15,
                        std::size_t dead_in = 5) {
  parts_list parts;
  for (std::size_t i = 0; i < n; ++i) parts.push_back(random_part(random, least, 0.5, dead_in));
  return parts;
}

/// exactly[j]: the probability that j parts are up, as integers over a common power of two.
class exact_counts {
 public:
  explicit exact_counts(const parts_list& parts) : exactly_{1} {
    for (const auto& part : parts) add(part);
  }
  [[nodiscard]] std::vector<probability<mp>> all_thresholds() const {
    std::vector<probability<mp>> result;
    cpp_int fewer = 0;
    const cpp_int everything = cpp_int(1) << static_cast<unsigned>(places_);
    for (const auto& each : exactly_) {
      result.emplace_back(nines::unchecked, to_precise(everything - fewer, places_),
                          to_precise(fewer, places_));
      fewer += each;
    }
    return result;
  }

 private:
  void add(const probability<double>& part) {
    const bool mostly_up = part.complement() <= part.value();
    const dyadic small = dyadic_of(mostly_up ? part.complement() : part.value());
    const cpp_int large = (cpp_int(1) << static_cast<unsigned>(small.places)) - small.numerator;
    const cpp_int& up = mostly_up ? large : small.numerator;
    const cpp_int& down = mostly_up ? small.numerator : large;
    exactly_.push_back(0);
    for (std::size_t j = exactly_.size(); j-- > 0;)
      exactly_[j] = exactly_[j] * down + (j > 0 ? cpp_int(exactly_[j - 1] * up) : cpp_int(0));
    places_ += small.places;
  }

  std::vector<cpp_int> exactly_;
  int places_ = 0;
};

}  // namespace

TEST_CASE("unlike parts: every k against exact integers") {
  double worst = 0;
  for (int trial = 0; trial < trials(60, 20); ++trial) {
    random_source random(100 + static_cast<std::uint64_t>(trial));
    const std::size_t n = random.between(1, 70);
    const auto parts = random_parts(random, n, 1e-15, random.between(1, 10));
    const auto exact = exact_counts(parts).all_thresholds();
    for (std::size_t k = 0; k <= n; ++k) {
      const double error = error_in_epsilons(at_least(k, parts), exact[k]);
      CAPTURE(trial);
      CAPTURE(n);
      CAPTURE(k);
      if (!(error <= 12)) CHECK(error <= 12);
      worst = std::max(worst, error);
    }
  }
  MESSAGE("largest error " << worst << " epsilon");
}

TEST_CASE("unlike parts: every k against all 2^n states, n up to 12") {
  for (std::size_t n = 1; n <= (is_optimised ? 12U : 9U); ++n) {
    random_source random(n);
    const auto parts = random_parts(random, n, 1e-12);
    const auto exact = precise_list(parts, precise);
    for (std::size_t k = 0; k <= n; ++k) {
      const auto expected = enumerate(exact, [k](state s) { return count_up(s) >= k; });
      CAPTURE(n);
      CAPTURE(k);
      CHECK(error_in_epsilons(at_least(k, parts), expected) <= 4);
    }
  }
}

TEST_CASE("2000 parts of which 1000 may be down: both tails against 100 digits") {
  const std::size_t n = is_optimised ? 2000 : 300;
  random_source random(2000);
  const auto mostly_up = random_parts(random, n, 0.01, 100000);
  for (const std::size_t k : {n / 2, n - n / 20}) {
    const auto exact = at_least(k, precise_list(mostly_up, precise));
    CHECK(error_in_epsilons(at_least(k, mostly_up), exact) <= 64);
  }
}

TEST_CASE("results down to 1e-300 keep their digits") {
  random_source random(300);
  int tiny = 0;
  for (int trial = 0; trial < trials(300); ++trial) {
    const std::size_t n = random.between(10, 60);
    const std::size_t k = random.between(1, n);
    const auto parts = random_parts(random, n, 1e-30, random.one_in(2) ? 1 : 100000);
    const auto exact = at_least(k, precise_list(parts, precise_by_small_side));
    const mp smaller = std::min(exact.value(), exact.complement());
    if (smaller > 1e-300 && smaller < 1e-200) ++tiny;
    CAPTURE(trial);
    CHECK(error_in_epsilons(at_least(k, parts), exact) <= 12);
  }
  CHECK(tiny > trials(300) / 20);
}

TEST_CASE("a part list in every form gives the same") {
  random_source random(5);
  const auto v = random_parts(random, 5);
  const auto expected = at_least(3, v[0], v[1], v[2], v[3], v[4]);
  const auto same = [&expected](const probability<double>& p) {
    return p.value() == expected.value() && p.complement() == expected.complement();
  };
  CHECK(same(at_least(3, v)));
  CHECK(same(at_least(3, std::list<probability<double>>(v.begin(), v.end()))));
  CHECK(same(at_least(3, std::array{v[0], v[1], v[2], v[3], v[4]})));
  const probability<double> plain[] = {v[0], v[1], v[2], v[3], v[4]};
  CHECK(same(at_least(3, plain)));
}

TEST_CASE("at_least: no part, one part, and k at its ends") {
  using p = probability<double>;
  const p part = 99_percent;
  const auto same = [](const p& a, const p& b) {
    return a.value() == b.value() && a.complement() == b.complement();
  };
  CHECK(same(at_least(0, parts_list{}), p::always()));
  CHECK(same(at_least(0, std::list<p>{}), p::always()));
  CHECK(same(at_least(0, part, part), p::always()));
  CHECK(same(at_least(1, part), part));
  CHECK(same(at_least(2, part, part), series(part, part)));
  CHECK(same(at_least(1, part, part), parallel(part, part)));
}

TEST_CASE("at_least is constexpr") {
  constexpr auto a = 99_percent;
  static_assert(at_least(2, a, a, a) > 99.9_percent);
  static_assert(at_least(2, copies(3, a)) > 99.9_percent);
  static_assert(at_least(2, copies(3, a)) < 99.98_percent);
  CHECK(true);
}

TEST_CASE("at_least: k over n is refused in every form") {
  const probability<double> part = 99_percent;
  const std::string expected =
      "nines::at_least: k is 3, but must be at most the number of parts, 2";
  CHECK(message_of([&] { return at_least(3, part, part); }) == expected);
  CHECK(message_of([&] { return at_least(3, parts_list{part, part}); }) == expected);
  CHECK(message_of([&] { return at_least(3, std::list<probability<double>>{part, part}); }) ==
        expected);
  CHECK(message_of([&] { return at_least(3, copies(2, part)); }) == expected);
  CHECK(message_of([] { return at_least(1, parts_list{}); }) ==
        "nines::at_least: k is 1, but must be at most the number of parts, 0");
}

TEST_CASE("unlike parts without end are refused before they are counted") {
  const parts_list parts(1'000'000, probability<double>::from_value(0.999));
  const auto message = message_of([&] { return at_least(500'000, parts); });
  CHECK(message.find("nines::at_least: takes more than 1e+10 cells") == 0);
  CHECK(message.find("copies()") != std::string::npos);
  // Next to all, or next to none, are few cells.
  CHECK(at_least(999'999, parts).value() ==
        doctest::Approx(std::exp(-1000.5) * 1002).epsilon(2e-3));
  CHECK(at_least(2, parts).value() == 1);
}
