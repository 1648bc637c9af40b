// SPDX-License-Identifier: BSL-1.0
// Repairable parts and systems: closed forms, frequencies by enumeration, inverses, bad input.
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <list>
#include <nines/combine.hpp>
#include <nines/duration.hpp>
#include <nines/lanes/scalar.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <vector>

#include "support/enumerate.hpp"
#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;
using namespace std::chrono_literals;

namespace {

using part_list = std::vector<repairable<double>>;
constexpr double infinite = std::numeric_limits<double>::infinity();

part_list random_parts(random_source& random, std::size_t n) {
  part_list parts;
  for (std::size_t i = 0; i < n; ++i)
    parts.push_back(
        repairable<double>::from_hours(random.log_uniform(1, 1e6), random.log_uniform(1e-3, 1e3)));
  return parts;
}

/// The system of `parts` that is up when `up(state)` says so, by all 2^n states in 100 digits.
template <class Up>
repairable<mp> by_states(const part_list& parts, const Up& up) {
  std::vector<probability<mp>> probabilities;
  std::vector<mp> frequencies;
  for (const auto& each : parts) {
    probabilities.push_back(precise(each.availability()));
    frequencies.push_back(mp(each.failures_per_hour()));
  }
  return {enumerate(probabilities, up), enumerate_frequency(probabilities, frequencies, up)};
}

void check_close(const repairable<double>& computed, const repairable<mp>& exact, double epsilons) {
  CHECK(error_in_epsilons(computed.availability(), exact.availability()) <= epsilons);
  CHECK(error_in_epsilons(computed.failures_per_hour(), exact.failures_per_hour()) <= epsilons);
}

bool same(const repairable<double>& a, const repairable<double>& b) {
  return a.availability().value() == b.availability().value() &&
         a.availability().complement() == b.availability().complement() &&
         a.failures_per_hour() == b.failures_per_hour();
}

}  // namespace

TEST_CASE("one part: A = MTTF / (MTTF + MTTR), f = 1 / (MTTF + MTTR)") {
  constexpr repairable part(720h, 1h);
  CHECK(epsilons_apart(part.availability().value(), 0.9986130374479889043) <= 1);
  CHECK(part.availability().complement() == 1.0 / 721);
  CHECK(part.failures_per_hour() == 1.0 / 721);
  CHECK(epsilons_apart(part.mean_up_time().count(), 720.0) <= 2);
  CHECK(epsilons_apart(part.mean_down_time().count(), 1.0) <= 2);
  CHECK(epsilons_apart(part.mtbf().count(), 721.0) <= 2);
  CHECK(epsilons_apart(part.failure_frequency(year_365), 8760.0 / 721) <= 2);
  static_assert(repairable(720h, 1h).availability() > 99.86_percent);
}

TEST_CASE("durations of any unit: 30 d and 15 min") {
  const repairable part(std::chrono::days(30), 15min);
  CHECK(epsilons_apart(part.availability().complement(), 0.25 / 720.25) <= 1);
  CHECK(same(part, repairable(720h, 900s)));
  CHECK(same(part, repairable<double>::from_hours(720, 0.25)));
}

TEST_CASE("MTBF by the IEC is MTTF + MTTR; from_mtbf takes that") {
  const auto iec = repairable<double>::from_mtbf(std::chrono::days(30), 1h);
  CHECK(epsilons_apart(iec.availability().value(), 0.99861111111111111111) <= 1);
  CHECK(epsilons_apart(iec.mean_up_time().count(), 719.0) <= 2);
  CHECK(epsilons_apart(iec.mtbf().count(), 720.0) <= 2);
}

TEST_CASE("parts that never fail, or are repaired at once") {
  const repairable<double> perfect(hours_in<double>(infinite), 1h);
  CHECK(perfect.availability() == probability<double>::always());
  CHECK(perfect.failures_per_hour() == 0);
  CHECK(perfect.mean_up_time().count() == infinite);
  CHECK(perfect.mean_down_time().count() == 0);
  CHECK(perfect.mtbf().count() == infinite);
  const repairable instant(100h, 0h);
  CHECK(instant.availability() == probability<double>::always());
  CHECK(instant.failures_per_hour() == 0.01);
  CHECK(instant.mean_down_time().count() == 0);
  const repairable<double> dead(probability<double>::never(), 0);
  CHECK(dead.mean_up_time().count() == 0);
  CHECK(dead.mean_down_time().count() == infinite);
}

TEST_CASE("series of three: 18.16 failures a year, 1.614 h each") {
  const auto system = series(repairable(720h, 1h), repairable(2160h, 4h), repairable(4380h, 30min));
  CHECK(epsilons_apart(system.failure_frequency(year_365), 18.161239716842207297) <= 4);
  CHECK(epsilons_apart(system.mean_down_time().count(), 1.6142193145889792231) <= 4);
  // MUT of a series system is 1 / sum of the failure rates.
  const double rates = 1.0 / 720 + 1.0 / 2160 + 1.0 / 4380;
  CHECK(epsilons_apart(system.mean_up_time().count(), 1 / rates) <= 4);
}

TEST_CASE("parallel of two: mean down time 1 / (mu1 + mu2)") {
  const auto pair = parallel(repairable(720h, 1h), repairable(2160h, 4h));
  CHECK(epsilons_apart(pair.mean_down_time().count(), 0.8) <= 4);
  // f = U1 U2 (mu1 + mu2), where a part has U = MTTR / MTBF.
  CHECK(epsilons_apart(pair.failures_per_hour(), 1.0 / 721 * (4.0 / 2164) * 1.25) <= 4);
}

TEST_CASE("identical parts: k of n fails k C(n, k) A^(k-1) U^(n-k) times a cycle of one") {
  const repairable part(1000h, 2h);
  const mp up = mp(1000) / 1002;
  for (std::size_t n = 1; n <= 8; ++n) {
    mp choose = 1;
    for (std::size_t k = 1; k <= n; ++k) {
      choose = choose * (n - k + 1) / k;
      const mp exact = k * choose * pow(up, static_cast<int>(k) - 1) *
                       pow(1 - up, static_cast<int>(n - k)) / 1002;
      const auto system = at_least(k, copies(n, part));
      CAPTURE(n);
      CAPTURE(k);
      CHECK(error_in_epsilons(system.failures_per_hour(), exact) <= 8);
      if (k == 1)  // all n are being repaired: MDT is MTTR / n
        CHECK(epsilons_apart(system.mean_down_time().count(), 2 / static_cast<double>(n)) <= 8);
    }
  }
}

TEST_CASE("series, parallel and k of n against all states, n up to 10") {
  for (std::size_t n = 1; n <= (is_optimised ? 10U : 6U); ++n) {
    random_source random(n);
    const auto parts = random_parts(random, n);
    for (std::size_t k = 1; k <= n; ++k) {
      CAPTURE(n);
      CAPTURE(k);
      const auto exact = by_states(parts, [k](state s) { return count_up(s) >= k; });
      check_close(at_least(k, parts), exact, 8);
      if (k == n) check_close(series(parts), exact, 8);
      if (k == 1) check_close(parallel(parts), exact, 8);
    }
  }
}

TEST_CASE("bridge against all 32 states") {
  for (int trial = 0; trial < trials(50); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto v = random_parts(random, 5);
    const auto exact = by_states(v, [](state s) {
      const bool a = is_up(s, 0), b = is_up(s, 1), c = is_up(s, 2), d = is_up(s, 3);
      return (a && c) || (b && d) || (is_up(s, 4) && ((a && d) || (b && c)));
    });
    CAPTURE(trial);
    check_close(bridge(v[0], v[1], v[2], v[3], v[4]), exact, 12);
  }
}

TEST_CASE("large systems against 100 digits, both sides and the frequency") {
  for (int trial = 0; trial < trials(40, 20); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const std::size_t n = random.between(20, 120);
    const auto parts = random_parts(random, n);
    std::vector<repairable<mp>> exact;
    for (const auto& each : parts)
      exact.emplace_back(precise(each.availability()), mp(each.failures_per_hour()));
    const std::size_t k = random.between(1, n);
    CAPTURE(trial);
    check_close(at_least(k, parts), at_least(k, exact), 16);
    check_close(series(parts), series(exact), 16);
    check_close(parallel(parts), parallel(exact), 16);
  }
}

TEST_CASE("copies, lists and arguments give the same") {
  random_source random(4);
  const auto v = random_parts(random, 4);
  const std::list<repairable<double>> list(v.begin(), v.end());
  CHECK(same(series(v), series(v[0], v[1], v[2], v[3])));
  CHECK(same(series(list), series(v)));
  CHECK(same(parallel(list), parallel(v)));
  CHECK(same(at_least(2, list), at_least(2, v)));
  CHECK(same(at_least(2, v), at_least(2, v[0], v[1], v[2], v[3])));
  const repairable part(500h, 3h);
  const std::vector like(7, part);
  const auto close = [](const repairable<double>& a, const repairable<double>& b) {
    const repairable<mp> exact(precise(b.availability()), mp(b.failures_per_hour()));
    check_close(a, exact, 8);
  };
  close(series(copies(7, part)), series(like));
  close(parallel(copies(7, part)), parallel(like));
  for (std::size_t k = 1; k <= 7; ++k) close(at_least(k, copies(7, part)), at_least(k, like));
}

TEST_CASE("no part, one part, no part needed") {
  const repairable part(500h, 3h);
  CHECK(same(series(part), part));
  CHECK(same(parallel(part), part));
  CHECK(same(at_least(1, part), part));
  CHECK(series(part_list{}).availability() == probability<double>::always());
  CHECK(series(part_list{}).failures_per_hour() == 0);
  CHECK(parallel(part_list{}).availability() == probability<double>::never());
  CHECK(parallel(copies(0, part)).failures_per_hour() == 0);
  CHECK(series(copies(0, part)).failures_per_hour() == 0);
  CHECK(at_least(0, part, part).failures_per_hour() == 0);
  CHECK(at_least(0, copies(3, part)).availability() == probability<double>::always());
}

TEST_CASE("what if: another MTTR or MTTF") {
  const repairable part(720h, 4h);
  const auto faster = part.with_mttr(2h);
  CHECK(epsilons_apart(faster.mean_up_time().count(), 720.0) <= 4);
  CHECK(epsilons_apart(faster.mean_down_time().count(), 2.0) <= 4);
  const auto sturdier = part.with_mttf(std::chrono::days(60));
  CHECK(epsilons_apart(sturdier.mean_up_time().count(), 1440.0) <= 4);
  CHECK(epsilons_apart(sturdier.mean_down_time().count(), 4.0) <= 4);
  // A system, too, has an up time to keep.
  const auto pair = parallel(part, part).with_mttr(1h);
  CHECK(epsilons_apart(pair.mean_down_time().count(), 1.0) <= 4);
}

TEST_CASE("required_mttr and required_mttf are inverses of the availability") {
  CHECK(epsilons_apart(minutes_in<double>(required_mttr(4_nines, std::chrono::days(90))).count(),
                       12.961296129612961296) <= 2);
  CHECK(required_mttf(probability<double>::always(), 1h).count() == infinite);
  CHECK(required_mttr(probability<double>::always(), 1h).count() == 0);
  for (int trial = 0; trial < trials(500); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto target = random_part(random, 1e-12, 0.5);
    const hours_in<double> given(random.log_uniform(1e-3, 1e6));
    CAPTURE(trial);
    const auto by_mttr = repairable(given, required_mttr(target, given)).availability();
    CHECK(error_in_epsilons(by_mttr, precise(target)) <= 4);
    const auto by_mttf = repairable(required_mttf(target, given), given).availability();
    CHECK(error_in_epsilons(by_mttf, precise(target)) <= 4);
    const mp up = mp(target.value()), down = mp(target.complement()), h = mp(given.count());
    CHECK(error_in_epsilons(required_mttr(target, given).count(), mp(h * down / up)) <= 2);
    CHECK(error_in_epsilons(required_mttf(target, given).count(), mp(h * up / down)) <= 2);
    const hours_in<double> repair(random.log_uniform(1e-3, 1e6));
    const mp cycle = h + mp(repair.count());
    const repairable part(given, repair);
    CHECK(error_in_epsilons(part.availability().value(), mp(h / cycle)) <= 2);
    CHECK(error_in_epsilons(part.availability().complement(), mp(repair.count() / cycle)) <= 2);
    CHECK(error_in_epsilons(part.failures_per_hour(), mp(1 / cycle)) <= 2);
  }
}

TEST_CASE("a part that never fails keeps its repair time; nothing else tells one") {
  const repairable<double> never(hours_in<double>(infinite), 30min);
  CHECK(epsilons_apart(never.with_mttf(1000h).availability().complement(), 0.5 / 1000.5) <= 1);
  CHECK(never.with_mttr(2h).with_mttf(1000h).mean_down_time().count() == doctest::Approx(2));
  CHECK(message_of([&] { return series(never, never).with_mttf(1h); }) ==
        "nines::repairable::with_mttf: nothing tells the repair time: there are no failures");
  using two = lanes<2>;
  const auto lanes_of = repairable<two>::from_hours(two(100, infinite), two(1, 0.5));
  CHECK(lanes_of.availability().value()[1] == 1);
  CHECK(lanes_of.failures_per_hour()[1] == 0);
  const auto again = lanes_of.with_mttf(hours_in<two>(two(100, 1000)));
  CHECK(epsilons_apart(again.availability().complement()[1], 0.5 / 1000.5) <= 1);
}

TEST_CASE("times at the ends of what a double holds") {
  const repairable<double> wide(hours_in<double>(1e308), hours_in<double>(1e308));
  CHECK(wide.availability().value() == 0.5);
  CHECK(wide.availability().complement() == 0.5);
  CHECK(epsilons_apart(wide.mean_up_time().count(), 1e308) <= 4);
  const auto in_lanes = repairable<lanes<2>>::from_hours({1e308, 3}, {1e308, 1});
  CHECK(in_lanes.availability().value()[0] == 0.5);
  CHECK(in_lanes.availability().value()[1] == 0.75);
  CHECK(message_of([] { return repairable<double>::from_hours(5e-324, 0); }) ==
        "nines::repairable: failures_per_hour is inf, but must be 0 or more, and finite");
}

TEST_CASE("infinite windows and times: what never fails does not, in lanes either") {
  const hours_in<double> for_ever(infinite);
  CHECK(repairable<double>(for_ever, 1h).failure_frequency(for_ever) == 0);
  CHECK(repairable(1h, 1h).failure_frequency(for_ever) == infinite);
  CHECK(required_mttr(probability<double>::always(), for_ever).count() == infinite);
  CHECK(required_mttr(4_nines, for_ever).count() == infinite);
  CHECK(message_of([&] { return required_mttf(4_nines, for_ever); }) ==
        "nines::required_mttf: mttr is inf, but must be more than 0, and finite");
  const auto at_once = repairable<lanes<2>>::from_hours({100, 10}, {1, 0});
  CHECK(parallel(at_once, at_once).mean_down_time().count()[1] == 0);
  CHECK(parallel(at_once, at_once).mean_down_time().count()[0] == doctest::Approx(0.5));
}

TEST_CASE("bad times") {
  const double nan = std::nan("");
  const auto of = [](double mttf, double mttr) {
    return message_of([=] { return repairable(hours_in<double>(mttf), hours_in<double>(mttr)); });
  };
  CHECK(of(0, 1) == "nines::repairable: mttf (in hours) is 0, but must be more than 0");
  CHECK(of(-1, 1) == "nines::repairable: mttf (in hours) is -1, but must be more than 0");
  CHECK(of(nan, 1) == "nines::repairable: mttf (in hours) is nan, but must be more than 0");
  CHECK(of(1, -2) == "nines::repairable: mttr (in hours) is -2, but must be 0 or more, and finite");
  CHECK(of(1, nan) ==
        "nines::repairable: mttr (in hours) is nan, but must be 0 or more, and finite");
  CHECK(of(1, infinite) ==
        "nines::repairable: mttr (in hours) is inf, but must be 0 or more, and finite");
  CHECK(message_of([] { return repairable<double>::from_mtbf(2h, 2h); }) ==
        "nines::repairable::from_mtbf: mttr (in hours) is 2, but must be from 0 to less than the "
        "MTBF");
  CHECK(message_of([] { return repairable<double>::from_mtbf(2h, -1h); }) ==
        "nines::repairable::from_mtbf: mttr (in hours) is -1, but must be from 0 to less than the "
        "MTBF");
}

TEST_CASE("bad frequencies, windows and targets") {
  CHECK(message_of([] { return repairable<double>(4_nines, -1); }) ==
        "nines::repairable: failures_per_hour is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return repairable<double>(4_nines, std::nan("")); }) ==
        "nines::repairable: failures_per_hour is nan, but must be 0 or more, and finite");
  CHECK(message_of([] { return repairable(1h, 1h).failure_frequency(-1h); }) ==
        "nines::repairable::failure_frequency: window is -1, but must be 0 or more");
  CHECK(message_of([] { return required_mttr(4_nines, 0h); }) ==
        "nines::required_mttr: mttf is 0, but must be more than 0");
  CHECK(message_of([] { return required_mttr(probability<double>::never(), 1h); }) ==
        "nines::required_mttr: availability is 0, but must be more than 0");
  CHECK(message_of([] { return required_mttf(4_nines, 0h); }) ==
        "nines::required_mttf: mttr is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return at_least(3, copies(2, repairable(1h, 1h))); }) ==
        "nines::at_least: k is 3, but must be at most the number of parts, 2");
}
