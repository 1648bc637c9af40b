// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine/series.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/measures/availability.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using doctest::Approx;
using nines_test::message_of;
using nines_test::mp;
using nines_test::within_epsilons;

namespace {

/// n units of which k are needed, as many crews as given, by the number of failed units.
template <class T = double>
nines::chain<T> units(int n, int k, int crews, const T& failure, const T& repair) {
  nines::chain_builder<T> b(static_cast<std::size_t>(n) + 1);
  for (int i = 0; i < n; ++i) {
    const auto failed = static_cast<std::size_t>(i);
    b.add(failed, failed + 1, T(n - i) * failure);
    b.add(failed + 1, failed, T(std::min(i + 1, crews)) * repair);
  }
  return b
      .label("up", nines::state_set::where(static_cast<std::size_t>(n) + 1,
                                           [&](std::size_t i) { return int(i) <= n - k; }))
      .build();
}

/// A random chain in one class; the first `up` states are up.
nines::chain<> random_ring(nines_test::random_source& random, std::size_t n, std::size_t up) {
  nines::chain_builder<> b(n);
  for (std::size_t i = 0; i < n; ++i) {
    b.add(i, (i + 1) % n, random.log_uniform(1e-6, 1));
    b.add(i, random.below(n), random.log_uniform(1e-6, 1));
  }
  return b.label("up", nines::state_set::where(n, [&](auto i) { return i < up; })).build();
}

}  // namespace

TEST_CASE("one unit is its own repairable part") {
  const auto c = units(1, 1, 1, 1e-3, 0.5);
  const auto part = nines::as_repairable(c);
  CHECK(part.availability().value() == within_epsilons(0.5 / 0.501));
  CHECK(part.availability().complement() == within_epsilons(1e-3 / 0.501));
  CHECK(part.mean_up_time().count() == within_epsilons(1000));
  CHECK(part.mean_down_time().count() == within_epsilons(2));
  CHECK(part.mtbf().count() == within_epsilons(1002));
  CHECK(nines::steady_availability(c) == part.availability());
  CHECK(nines::mttf(c, 0).count() == within_epsilons(1000));
  CHECK(nines::mttr(c, 1).count() == within_epsilons(2));
}

TEST_CASE("worked cases") {
  const double l = 1e-3;
  const double m = 0.5;
  CHECK(nines::mttf(units(2, 1, 2, l, m), 0).count() == within_epsilons((3 * l + m) / (2 * l * l)));
  CHECK(nines::mttf(units(3, 2, 3, l, m), 0).count() == within_epsilons((5 * l + m) / (6 * l * l)));
  const double r = l / m;
  CHECK(nines::steady_availability(units(2, 1, 1, l, m)).complement() ==
        within_epsilons(2 * r * r / (1 + 2 * r + 2 * r * r)));
  // Reference: birth-death sums in 60 digits.
  CHECK(nines::steady_availability(units(5, 3, 1, l, m)).complement() ==
        within_epsilons(4.7711429794397019636e-7));
}

TEST_CASE("rare failures keep their digits") {
  const auto c = units(5, 3, 5, 1e-7, 1.0);
  const auto exact = units<mp>(5, 3, 5, mp(1e-7), mp(1));
  const auto report = nines::report_availability(c, 0);
  const auto precise = nines::report_availability(exact, 0);
  // Reference: elimination in quadruple precision.
  CHECK(report.long_run.availability().complement() == within_epsilons(9.9999955000012586e-21));
  CHECK(report.mttf.count() == within_epsilons(3.3333355000007838e+19));
  const auto near = [](const auto& x, const mp& y) {
    return nines_test::error_in_epsilons(x, y) < 16;
  };
  CHECK(near(report.long_run.failures_per_hour(), precise.long_run.failures_per_hour()));
  CHECK(near(report.long_run.mean_up_time().count(), precise.long_run.mean_up_time().count()));
  CHECK(near(report.long_run.mean_down_time().count(), precise.long_run.mean_down_time().count()));
  CHECK(near(report.mttf_in_operation->count(), precise.mttf_in_operation->count()));
  CHECK(near(report.mttr_in_outage->count(), precise.mttr_in_outage->count()));
}

TEST_CASE("MTTF has as many values as there are starts") {
  nines_test::random_source random(7);
  for (int trial = 0; trial < 50; ++trial) {
    const std::size_t n = random.between(3, 12);
    const auto c = random_ring(random, n, random.between(1, n - 1));
    const auto& up = c.states("up");
    const auto report = nines::report_availability(c, 0);
    // Repaired, the system lives its mean up time; failed, it is down for its mean down time.
    const auto repaired = nines::stationary_entries(c, up);
    const auto failed = nines::stationary_entries(c, !up);
    CHECK(nines::mttf(c, repaired).count() ==
          within_epsilons(report.long_run.mean_up_time().count(), 500));
    CHECK(nines::mttr(c, failed).count() ==
          within_epsilons(report.long_run.mean_down_time().count(), 500));
    // Found in operation, it is inside an up time chosen by its length: E X^2 / (2 E X).
    const auto residual = [](const nines::first_passage<>& passage, const auto& from) {
      const auto first = passage.moments(1);
      const auto second = passage.moments(2);
      double x = 0;
      double xx = 0;
      for (std::size_t i = 0; i < from.size(); ++i) {
        if (from[i] > 0) x += from[i] * first[i], xx += from[i] * second[i];
      }
      return xx / (2 * x);
    };
    CHECK(report.mttf_in_operation->count() ==
          within_epsilons(residual(nines::first_passage<>(c, !up), repaired), 500));
    CHECK(report.mttr_in_outage->count() ==
          within_epsilons(residual(nines::first_passage<>(c, up), failed), 500));
    const auto found = nines::stationary_within(c, up);
    CHECK(nines::mttf(c, found).count() == within_epsilons(report.mttf_in_operation->count(), 500));
  }
}

TEST_CASE("a chain composes like any part") {
  const auto pair = units(2, 1, 1, 1e-3, 0.5);
  const auto part = nines::as_repairable(pair);
  const auto two = nines::series(part, part);
  CHECK(two.failures_per_hour() ==
        within_epsilons(2 * part.failures_per_hour() * part.availability().value()));
  CHECK(two.availability().complement() ==
        within_epsilons(part.availability().complement() * (1 + part.availability().value())));
}

TEST_CASE("rates per second give the same hours") {
  nines::chain_builder<> b;
  b.rates_per(std::chrono::seconds(1));
  b.add("up", "down", 1e-3 / 3600).add("down", "up", 0.5 / 3600).label("up", {"up"});
  const auto report = nines::report_availability(b.build(), 0);
  CHECK(report.long_run.failures_per_hour() == within_epsilons(1 / 1002.0));
  CHECK(report.long_run.mean_down_time().count() == within_epsilons(2));
  CHECK(report.mttf.count() == within_epsilons(1000));
  CHECK(report.mttr_in_outage->count() == within_epsilons(2));
}

TEST_CASE("what cannot fail, and what cannot be repaired") {
  const auto immortal =
      nines::chain_builder<>().add("a", "b", 1).add("b", "a", 2).label("up", {"a", "b"}).build();
  auto report = nines::report_availability(immortal, 0);
  CHECK(report.long_run.availability().complement() == 0);
  CHECK(std::isinf(report.long_run.mean_up_time().count()));
  CHECK(std::isinf(report.mttf.count()));
  CHECK(report.long_run.mean_down_time().count() == 0);

  const auto mortal = nines::chain_builder<>().add("ok", "dead", 0.25).label("up", {"ok"}).build();
  report = nines::report_availability(mortal, 0);
  CHECK(report.long_run.availability().value() == 0);
  CHECK(std::isinf(report.long_run.mean_down_time().count()));
  CHECK(report.long_run.mean_up_time().count() == 0);
  CHECK(report.mttf.count() == 4);
  CHECK(std::isinf(report.mttr_in_outage->count()));
  CHECK(std::isinf(nines::mttr(mortal, 1).count()));
  CHECK(nines::mttf(mortal, 1).count() == 0);  // it is down at once

  const auto safe = nines::chain_builder<>()
                        .add("start", "dead", 1)
                        .add("start", "safe", 3)
                        .label("up", {"start", "safe"})
                        .build();
  CHECK(std::isinf(nines::mttf(safe, 0).count()));
  const auto part = nines::as_repairable_from(safe, 0);
  CHECK(part.availability().value() == 0.75);
  CHECK(part.failures_per_hour() == 0);
}

TEST_CASE("arguments that have no meaning") {
  const auto c = units(2, 1, 1, 1e-3, 0.5);
  CHECK(message_of([&] { return nines::as_repairable(c, "serving"); }) ==
        "nines::chain::states: there is no label 'serving'");
  CHECK(message_of([&] { return nines::mttf(c, 0, nines::state_set(3)); }) ==
        "nines::mttf: no state is up");
  CHECK(message_of([&] { return nines::mttf(c, 0, nines::state_set(2, {0})); }) ==
        "nines::mttf: size of up is 2, but must be the number of states, 3");
  CHECK(message_of([&] { return nines::mttr(c, 3); }) ==
        "nines::mttr: the state to start from is 3, but must be less than the number of states, 3");
  CHECK(message_of([&] { return nines::mttr(c, std::vector<double>{1, 1, 0}); }) ==
        "nines::mttr: sum of from is 2, but must be 1");
  const auto mortal = nines::chain_builder<>().add("ok", "dead", 1).label("up", {"ok"}).build();
  CHECK(message_of([&] { return nines::stationary_within(mortal, mortal.states("up")); }) ==
        "nines::stationary_within: the set is not visited in the long run");
  CHECK(message_of([&] { return nines::stationary_entries(mortal, mortal.states("up")); }) ==
        "nines::stationary_entries: the set is not entered in the long run");
  const auto fork =
      nines::chain_builder<>().add("s", "a", 1).add("s", "b", 1).label("up", {"s", "a"}).build();
  CHECK_THROWS_AS((void)nines::as_repairable(fork), nines::domain_error);
}

TEST_CASE("nobody finds up what is dead in the long run, nor down what never fails") {
  const auto mortal = nines::chain_builder<>().add("ok", "dead", 0.25).label("up", {"ok"}).build();
  const auto report = nines::report_availability(mortal, 0);
  CHECK_FALSE(report.mttf_in_operation.has_value());
  CHECK(report.mttr_in_outage.has_value());
  const auto immortal =
      nines::chain_builder<>().add("a", "b", 1).add("b", "a", 2).label("up", {"a", "b"}).build();
  CHECK_FALSE(nines::report_availability(immortal, 0).mttr_in_outage.has_value());
}

TEST_CASE("a start is a state of the chain, not a fraction or a negative number") {
  static_assert(!std::is_constructible_v<nines::start<double>, double>);
  static_assert(!std::is_constructible_v<nines::start<double>, float>);
  const auto c = nines::chain_builder<>().add("ok", "dead", 0.25).label("up", {"ok"}).build();
  CHECK(
      message_of([&] { return nines::mttf(c, -1); }) ==
      "nines::mttf: the state to start from is -1, but must be less than the number of states, 2");
  CHECK(message_of([&] { return nines::mttf(c, 2); }) ==
        "nines::mttf: the state to start from is 2, but must be less than the number of states, 2");
}
