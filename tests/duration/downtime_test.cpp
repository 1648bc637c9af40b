// SPDX-License-Identifier: BSL-1.0
// Windows, and the down time that an availability allows in one: worked figures, inverses, bad
// input.
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <nines/duration.hpp>
#include <nines/lanes/scalar.hpp>
#include <nines/probability.hpp>

#include "support/message.hpp"
#include "support/not_a_number.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;
using namespace std::chrono_literals;

namespace {

template <class Duration>
double minutes_of(Duration d) {
  return minutes_in<double>(d).count();
}

constexpr bool same(const probability<double>& a, const probability<double>& b) {
  return a.value() == b.value() && a.complement() == b.complement();
}

}  // namespace

TEST_CASE("windows are what their names say") {
  static_assert(day == 24h && week == 7 * day && rolling_7d == week);
  static_assert(month_30d == 30 * day && quarter_90d == 3 * month_30d);
  static_assert(year_365 == 365 * day && year_365 == 8760h);
  static_assert(year_julian == 365 * day + 6h);
  static_assert(rolling_28d == 4 * week && rolling_30d == month_30d && rolling_90d == quarter_90d);
  static_assert(year_gregorian == std::chrono::years{1});
  static_assert(month_gregorian == std::chrono::months{1});
  static_assert(12 * month_gregorian == year_gregorian);
}

TEST_CASE("std::chrono::months{1} is 30.436875 days: 43.83 minutes of 99.9 %, not 43.2 or 40.32") {
  static_assert(std::chrono::duration<double>(std::chrono::months{1}).count() / 86400 == 30.436875);
  CHECK(epsilons_apart(minutes_of(downtime(3_nines, std::chrono::months{1})), 43.8291) <= 2);
  CHECK(epsilons_apart(minutes_of(downtime(3_nines, month_gregorian)), 43.8291) <= 2);
  CHECK(epsilons_apart(minutes_of(downtime(3_nines, month_30d)), 43.2) <= 2);
  CHECK(epsilons_apart(minutes_of(downtime(3_nines, rolling_28d)), 40.32) <= 2);
}

TEST_CASE("the table of nines: per year, month, week and day") {
  CHECK(epsilons_apart(downtime(2_nines, year_365).count(), 87.6) <= 2);
  CHECK(epsilons_apart(minutes_of(downtime(4_nines, year_365)), 52.56) <= 2);
  CHECK(epsilons_apart(minutes_of(downtime(5_nines, year_365)), 5.256) <= 2);
  CHECK(epsilons_apart(minutes_of(downtime(99.95_percent, month_30d)), 21.6) <= 2);
  CHECK(epsilons_apart(minutes_of(downtime(3_nines, week)), 10.08) <= 2);
  CHECK(epsilons_apart(seconds_in<double>(downtime(4_nines, day)).count(), 8.64) <= 2);
  static_assert(downtime(4_nines, year_365) < 53min && downtime(4_nines, year_365) > 52min);
}

TEST_CASE("downtime uses the complement only: no digit is lost at 25 nines") {
  const auto ten_spares = probability<double>::from_complement(4.8828125e-26);
  const double milliseconds = 1000 * seconds_in<double>(downtime(ten_spares, year_365)).count();
  CHECK(epsilons_apart(milliseconds, 1.53984375e-15) <= 2);
  CHECK(downtime(probability<double>::always(), year_365).count() == 0);
  CHECK(downtime(probability<double>::never(), year_365) == year_365);
}

TEST_CASE("downtime is right to 1.5 epsilon, in any unit") {
  for (int trial = 0; trial < trials(500); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto part = random_part(random, 1e-300, 0.5);
    const double seconds = random.log_uniform(1e-9, 1e12);
    const mp exact = mp(part.complement()) * mp(seconds) / 3600;
    CAPTURE(trial);
    CHECK(error_in_epsilons(downtime(part, seconds_in<double>(seconds)).count(), exact) <= 1.5);
  }
}

TEST_CASE("downtime in the scalar of the probability") {
  const auto part = probability<mp>::from_complement(mp("1e-40"));
  CHECK(abs(downtime(part, year_365).count() / mp("8.76e-37") - 1) < 1e-99);
  CHECK(downtime(probability<float>::from_complement(0.5F), 2h).count() == 1.0F);
}

TEST_CASE("availability_from_downtime is the inverse of downtime") {
  static_assert(availability_from_downtime(876h, year_365) == 90_percent);
  CHECK(availability_from_downtime(27 * 5min, year_365).complement() == 2.25 / 8760);
  CHECK(availability_from_downtime(0h, year_365) == probability<double>::always());
  CHECK(availability_from_downtime(8760h, year_365) == probability<double>::never());
  for (int trial = 0; trial < trials(500); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto part = random_part(random, 1e-12, 0.5);
    const auto back = availability_from_downtime(downtime(part, month_30d), month_30d);
    CAPTURE(trial);
    CHECK(epsilons_apart(back.complement(), part.complement()) <= 2);
  }
}

TEST_CASE("availability_from_requests: counts, both sides") {
  static_assert(availability_from_requests(1.0, 1e6) == 6_nines);
  CHECK(availability_from_requests(0.0, 10.0) == probability<double>::always());
  CHECK(availability_from_requests(10.0, 10.0) == probability<double>::never());
  CHECK(availability_from_requests(1.0, 3.0).value() == 2.0 / 3);
  CHECK(availability_from_requests<long double>(1, 1e15L).complement() == 1e-15L);
}

TEST_CASE("availability_from_requests: whole numbers of any type become doubles") {
  static_assert(std::same_as<decltype(availability_from_requests(3, 1000)), probability<double>>);
  CHECK(same(availability_from_requests(3, 1000), availability_from_requests(3.0, 1000.0)));
  const long long failed = 12'345;
  const long long total = 1'000'000'000;
  CHECK(epsilons_apart(availability_from_requests(failed, total).value(), 0.999987655) <= 1);
  CHECK(availability_from_requests(failed, total).complement() == 1.2345e-5);
  CHECK(same(availability_from_requests(std::uint8_t{1}, 4.0F), 75_percent));
  CHECK(same(availability_from_requests(1U, std::int64_t{4}), 75_percent));
  // All but one of 2^64 - 1: the difference is one of whole numbers.
  CHECK(availability_from_requests(UINT64_MAX - 1, UINT64_MAX).value() == std::ldexp(1.0, -64));
  CHECK(message_of([] { return availability_from_requests(-1, 2U); }) ==
        "nines::availability_from_requests: failed is -1, but must be from 0 to the total");
  CHECK(message_of([] { return availability_from_requests(3U, 2); }) ==
        "nines::availability_from_requests: failed is 3, but must be from 0 to the total");
  CHECK(message_of([] { return availability_from_requests(0, 0); }) ==
        "nines::availability_from_requests: total is 0, but must be more than 0");
}

TEST_CASE("down nearly all the time: whole numbers of a unit are subtracted as such") {
  using std::chrono::nanoseconds;
  const nanoseconds year(year_365);
  CHECK(epsilons_apart(availability_from_downtime(year - 1s, year).value(), 1.0 / 31536000) <= 1);
  CHECK(epsilons_apart(availability_from_downtime(year - 1ns, year).value(), 1 / 3.1536e16) <= 1);
  CHECK(epsilons_apart(availability_from_downtime(year - 1ns, year_365).value(), 1 / 3.1536e16) <=
        1);
  // Beyond what nanoseconds can count in 64 bits, hours serve.
  const std::chrono::hours long_ago(std::int64_t{1} << 60);
  CHECK(epsilons_apart(availability_from_downtime(nanoseconds(INT64_MAX), long_ago).complement(),
                       std::ldexp(1.0, 3) / 3.6e12) <= 2);
  static_assert(same(availability_from_downtime(1min, 4min), 75_percent));
}

TEST_CASE("an infinite window: no down time of what is never down, else without end") {
  const hours_in<double> for_ever(std::numeric_limits<double>::infinity());
  CHECK(downtime(probability<double>::always(), for_ever).count() == 0);
  CHECK(downtime(4_nines, for_ever) == for_ever);
  CHECK(downtime(4_nines, 0h).count() == 0);
  using two = lanes<2>;
  const probability<two> sides(nines::unchecked, {1, 0.75}, {0, 0.25});
  const two lost = downtime(sides, for_ever).count();
  CHECK(lost[0] == 0);
  CHECK(lost[1] == for_ever.count());
  for (const auto down : {1.0, for_ever.count()})
    CHECK(
        message_of([&] { return availability_from_downtime(hours_in<double>(down), for_ever); }) ==
        "nines::availability_from_downtime: window is inf, but must be more than 0, and finite");
}

TEST_CASE("bad windows and down times") {
  CHECK(message_of([] { return downtime(4_nines, -1h); }) ==
        "nines::downtime: window is -1, but must be 0 or more");
  CHECK(message_of([] { return downtime(4_nines, hours_in<double>(not_a_number)); }) ==
        "nines::downtime: window is nan, but must be 0 or more");
  CHECK(message_of([] { return availability_from_downtime(1h, 0h); }) ==
        "nines::availability_from_downtime: window is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return availability_from_downtime(-1min, 1h); }) ==
        "nines::availability_from_downtime: down is -1, but must be 0 or more");
  CHECK(message_of([] { return availability_from_downtime(90min, 1h); }) ==
        "nines::availability_from_downtime: down (in hours) is 1.5, but must be at most the "
        "window");
}

TEST_CASE("bad counts of requests") {
  const auto of = [](double failed, double total) {
    return message_of([=] { return availability_from_requests(failed, total); });
  };
  CHECK(of(0, 0) == "nines::availability_from_requests: total is 0, but must be more than 0");
  CHECK(of(0, -1) == "nines::availability_from_requests: total is -1, but must be more than 0");
  CHECK(of(0, not_a_number) ==
        "nines::availability_from_requests: total is nan, but must be more than 0");
  CHECK(of(0, std::numeric_limits<double>::infinity()) ==
        "nines::availability_from_requests: total is inf, but must be finite");
  CHECK(of(-1, 2) ==
        "nines::availability_from_requests: failed is -1, but must be from 0 to the total");
  CHECK(of(3, 2) ==
        "nines::availability_from_requests: failed is 3, but must be from 0 to the total");
  CHECK(of(not_a_number, 2) ==
        "nines::availability_from_requests: failed is nan, but must be from 0 to the total");
}
