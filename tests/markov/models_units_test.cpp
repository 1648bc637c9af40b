// SPDX-License-Identifier: BSL-1.0
// Models of one unit: repairable, maintained, rejuvenated; and units that only a test finds failed.
#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <nines/markov/models/maintenance.hpp>
#include <nines/markov/models/proof_test.hpp>
#include <nines/markov/models/rejuvenation.hpp>
#include <nines/markov/models/repairable_unit.hpp>

#include "support/message.hpp"
#include "support/models.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace std::chrono_literals;
using nines_test::check_long_run;
using nines_test::hours_of;
using nines_test::mean_time;
using nines_test::message_of;
using nines_test::mp;
using nines_test::random_source;
using nines_test::trials;
using nines_test::within;

namespace {}  // namespace

TEST_CASE("repairable unit: the chain, the part and the course in time") {
  random_source random(20261124);
  for (int trial = 0; trial < trials(100); ++trial) {
    const double mttf = mean_time(random);
    const double mttr = mean_time(random);
    const double t = random.log_uniform(1e-6, 1e12);
    const auto unit = [&]<class T>() {
      return single_unit<T>{.mttf = hours_of<T>(mttf), .mttr = hours_of<T>(mttr)};
    };
    check_long_run(unit, [](const auto& u) { return repairable_unit(u); }, 8);
    const auto computed = point_availability(unit.operator()<double>(), hours_of<double>(t));
    const auto exact = point_availability(unit.operator()<mp>(), hours_of<mp>(t));
    // exp(-x) loses x epsilon, which matters only while its value does.
    CHECK(nines_test::error_in_epsilons(computed, exact) <= 10);
    CHECK(abs(exact.value() + exact.complement() - 1) < 1e-95);
  }
  const single_unit<> unit{.mttf = 1000h, .mttr = 2h};
  CHECK(point_availability(unit, 0h).value() == 1);
  CHECK(point_availability(unit, 0h).complement() == 0);
  // Trivedi & Bobbio 2017, section 9.1: the derivative at 0 is -1/mttf, the limit A.
  CHECK(point_availability(unit, 1ns).complement() == within(1 / 3.6e12 / 1000, 1e-12));
  CHECK(point_availability(unit, 100000h).complement() == within(2.0 / 1002, 1e-14));
  CHECK(point_availability(
            single_unit<>{.mttf = hours_of<double>(std::numeric_limits<double>::infinity()),
                          .mttr = 1h},
            5h)
            .value() == 1);
}

TEST_CASE("preventive maintenance: the closed forms are those of the chain") {
  random_source random(20261224);
  const auto as_chain = [](const auto& u) { return preventive_maintenance(u); };
  for (int trial = 0; trial < trials(60); ++trial) {
    const std::size_t phases = random.between(1, 6);
    const std::size_t first = random.below(phases);
    const double mttf_new = mean_time(random);
    const double mttr = mean_time(random);
    const double interval = mean_time(random);
    const double length = random.one_in(3) ? 0 : mean_time(random);
    const auto repaired = random.one_in(2) ? restoration::as_new : restoration::minimal;
    const auto maintained = random.one_in(2) ? restoration::as_new : restoration::minimal;
    const auto unit = [&]<class T>() {
      return maintained_unit<T>{.phases = phases,
                                .mttf = hours_of<T>(mttf_new),
                                .mttr = hours_of<T>(mttr),
                                .interval = hours_of<T>(interval),
                                .maintenance = hours_of<T>(length),
                                .first_phase = first,
                                .repaired = repaired,
                                .maintained = maintained};
    };
    check_long_run(unit, as_chain, 60);
    const auto c = as_chain(unit.operator()<mp>());
    const mp exact = mttf(unit.operator()<mp>()).count();
    CHECK(nines_test::error_in_epsilons(nines_test::time_to_failure(c, !c.states("failed")),
                                        exact) < 1e4);
    CHECK(nines_test::error_in_epsilons(mttf(unit.operator()<double>()).count(), exact) <= 60);
  }
}

TEST_CASE("preventive maintenance: limits") {
  const maintained_unit<> unit{.phases = 4, .mttf = 1000h, .mttr = 20h};
  // Without maintenance it is the repairable unit, whatever the distribution of its life.
  CHECK(as_repairable(unit).availability().complement() == within(20.0 / 1020, 1e-14));
  CHECK(mttf(unit).count() == within(1000, 1e-14));
  CHECK(preventive_maintenance(unit).states("maintenance").empty());
  // A life without memory gains nothing from maintenance; an ageing one does.
  auto lasting = unit;
  lasting.phases = 1;
  lasting.interval = 200h;
  CHECK(mttf(lasting).count() == within(1000, 1e-14));
  auto ageing = unit;
  ageing.interval = 200h;
  CHECK(mttf(ageing).count() > 2000);
  // Minimal repair leaves it old: from then on it fails after the last phase only, every 250 h.
  auto old = unit;
  old.repaired = restoration::minimal;
  CHECK(as_repairable(old).mean_up_time().count() == within(250, 1e-14));
  CHECK(as_repairable(old).availability().complement() == within(20.0 / 270, 1e-14));
  CHECK(nines_test::long_run(preventive_maintenance(old)).availability().complement() ==
        within(20.0 / 270, 1e-14));
  const auto c = preventive_maintenance(ageing);
  CHECK(c.states("degraded").states() == std::vector<std::size_t>{1, 2, 3});
  CHECK(c.name(4) == "failed");
}

TEST_CASE("preventive maintenance: errors") {
  CHECK(message_of([] { return preventive_maintenance({.phases = 0, .mttf = 1h, .mttr = 1h}); }) ==
        "nines::preventive_maintenance: phases is 0, but must be 1 or more");
  CHECK(message_of([] {
          return preventive_maintenance({.phases = 2, .mttf = 1h, .mttr = 1h, .first_phase = 2});
        }) ==
        "nines::preventive_maintenance: first_phase is 2, but must be less than the number of "
        "phases, 2");
  CHECK(message_of([] {
          return preventive_maintenance({.mttf = 1h, .mttr = 1h, .interval = 0h});
        }) == "nines::preventive_maintenance: interval (in hours) is 0, but must be more than 0");
  CHECK(message_of(
            [] { return preventive_maintenance({.mttf = 1h, .mttr = 1h, .maintenance = -1h}); }) ==
        "nines::preventive_maintenance: maintenance (in hours) is -1, but must be 0 or more, and "
        "finite");
}

TEST_CASE("software rejuvenation") {
  random_source random(20261324);
  for (int trial = 0; trial < trials(40); ++trial) {
    const double ageing = mean_time(random), mttf = mean_time(random), mttr = mean_time(random);
    const double interval = mean_time(random), length = mean_time(random);
    const auto software = [&]<class T>() {
      return ageing_software<T>{.ageing = hours_of<T>(ageing),
                                .mttf = hours_of<T>(mttf),
                                .mttr = hours_of<T>(mttr),
                                .interval = hours_of<T>(interval),
                                .rejuvenation = hours_of<T>(length)};
    };
    check_long_run(software, [](const auto& s) { return software_rejuvenation(s); }, 12);
  }
  // Huang, Kintala, Kolettis & Fulton 1995: a year of 12 * 30 * 24 h, robust for 7 days, a failure
  // a year once aged, 30 min to repair, 20 min to rejuvenate. Their trade:
  // rejuvenation costs uptime.
  const ageing_software<> never{.ageing = 168h, .mttf = 8640h, .mttr = 30min};
  auto fortnightly = never;
  fortnightly.interval = 336h;
  fortnightly.rejuvenation = 20min;
  const double year = 8640;
  CHECK(year * as_repairable(never).availability().complement() ==
        within(year * 0.5 / 8808.5, 1e-14));
  CHECK(year * as_repairable(fortnightly).availability().complement() >
        year * as_repairable(never).availability().complement());
  // It pays when it is short enough: a failure of 5 h, a rejuvenation of 5 min.
  auto slow = never, quick = fortnightly;
  slow.mttr = quick.mttr = 50h;
  slow.mttf = quick.mttf = 400h;
  quick.rejuvenation = 5min;
  CHECK(as_repairable(quick).availability() > as_repairable(slow).availability());
  CHECK(message_of([] {
          return software_rejuvenation({.ageing = 1h, .mttf = 1h, .mttr = 1h, .interval = 1h});
        }) ==
        "nines::software_rejuvenation: rejuvenation (in hours) is 0, but must be more than 0, and "
        "finite");
  CHECK(as_repairable(
            ageing_software<>{.ageing = 1h,
                              .mttf = hours_of<double>(std::numeric_limits<double>::infinity()),
                              .mttr = 1h})
            .availability()
            .complement() == 0);
}

TEST_CASE("proof tests: the mean over the interval, both sides") {
  random_source random(20261424);
  for (int trial = 0; trial < trials(60); ++trial) {
    const std::size_t n = random.between(1, 8);
    const std::size_t k = random.between(1, n);
    const double x = random.log_uniform(1e-12, random.one_in(3) ? 30 : 1);
    const auto group = [&]<class T>(double length) {
      return tested_units<T>{
          .units = n, .needed = k, .mttf = hours_of<T>(1), .interval = hours_of<T>(length)};
    };
    const auto computed = pfd_avg(group.operator()<double>(x));
    const auto exact = pfd_avg(group.operator()<mp>(x));
    CHECK(nines_test::error_in_epsilons(computed, exact) <= 16);
    CHECK(abs(exact.value() + exact.complement() - 1) < 1e-90);
    // Another way: the mean of the binomial tails over the interval, by quadrature.
    const auto failed_at = [&](double u) {
      const double age = u * x;
      const probability<double> up(nines::unchecked, std::exp(-age), -std::expm1(-age));
      return at_least(k, copies(n, up)).complement();
    };
    double mean = 0;
    for (int piece = 0; piece < 8; ++piece)
      mean += boost::math::quadrature::gauss<double, 30>::integrate(failed_at, piece / 8.0,
                                                                    (piece + 1) / 8.0);
    CHECK(computed.value() == within(mean, 1e-11));
  }
}

TEST_CASE("proof tests: 16 epsilon for up to 8 units, 40 for up to 64") {
  random_source random(20261201);
  for (int trial = 0; trial < trials(2000); ++trial) {
    const std::size_t most = random.one_in(2) ? 8 : 64;
    const std::size_t n = random.between(1, most);
    const std::size_t k = random.between(1, n);
    // Where few units are left, and the logarithm's series is long, too.
    const double x =
        random.one_in(2) ? random.log_uniform(0.5, 10) : random.log_uniform(1e-30, 1e3);
    const auto group = [&]<class T>() {
      return tested_units<T>{
          .units = n, .needed = k, .mttf = hours_of<T>(1), .interval = hours_of<T>(x)};
    };
    CAPTURE(n);
    CAPTURE(k);
    CAPTURE(x);
    CHECK(nines_test::error_in_epsilons(pfd_avg(group.operator()<double>()),
                                        pfd_avg(group.operator()<mp>())) <= (n > 8 ? 40 : 16));
  }
}

TEST_CASE("proof tests: the terms that textbooks print") {
  // IEC 61508-6, annex B, and Rausand 2014, section 8.3: C(n, m) x^m / (m + 1), m = n - k + 1.
  const double x = 1e-7;
  const auto pfd = [&](std::size_t k, std::size_t n) {
    return pfd_avg(
               {.units = n, .needed = k, .mttf = hours_of<double>(1e7 * 8760), .interval = 8760h})
        .value();
  };
  CHECK(pfd(1, 1) == within(x / 2, 1e-6));
  CHECK(pfd(1, 2) == within(x * x / 3, 1e-6));
  CHECK(pfd(2, 2) == within(x, 1e-6));
  CHECK(pfd(1, 3) == within(x * x * x / 4, 1e-6));
  CHECK(pfd(2, 3) == within(x * x, 1e-6));
  CHECK(pfd(2, 4) == within(x * x * x, 1e-6));
  CHECK(pfd(3, 3) == within(1.5 * x, 1e-6));
  // One unit: 1 - (1 - exp(-x)) / x.
  CHECK(pfd_avg({.mttf = 1h, .interval = 2h}).value() == within(1 + std::expm1(-2.0) / 2, 1e-14));
  CHECK(pfd_avg({.mttf = 1h, .interval = 0h}).value() == 0);
}

TEST_CASE("proof tests: the chain between tests, and errors") {
  const auto c = between_tests({.units = 3, .needed = 2, .mttf = 100h, .interval = 10h});
  CHECK(c.states("up").states() == std::vector<std::size_t>{0, 1});
  CHECK(c.rates().coeff(0, 1) == within(0.03, 1e-14));
  CHECK(c.rates().coeff(1, 0) == 0);
  // Rausand et al. 2021: two of three without repair live 5 / (6 lambda).
  CHECK(nines_test::time_to_failure(c, c.states("up")) == within(500.0 / 6, 1e-14));
  CHECK(message_of([] { return between_tests({.units = 2, .needed = 3, .mttf = 1h}); }) ==
        "nines::pfd_avg: needed is 3, but must be from 1 to the number of units, 2");
  CHECK(message_of([] { return pfd_avg({.mttf = 1h, .interval = -1h}); }) ==
        "nines::pfd_avg: interval (in hours) is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return pfd_avg({.interval = 1h}); }) ==
        "nines::pfd_avg: mttf (in hours) is 0, but must be more than 0");
}

TEST_CASE("proof tests: probabilities far below those whose squares can be held") {
  const auto pfd = [](std::size_t units, std::size_t needed, double x) {
    return pfd_avg(
               {.units = units, .needed = needed, .mttf = hours_in<double>(1 / x), .interval = 1h})
        .value();
  };
  // x^m C(n, m) / (m + 1); the last five by quadrature in 60 digits.
  CHECK(pfd(1, 1, 1e-200) == within(5e-201, 8));
  CHECK(pfd(2, 1, 1e-120) == within(1e-240 / 3, 8));
  CHECK(pfd(5, 1, 3.4e-57) == within(7.5725706666666666667e-284, 16));
  CHECK(pfd(8, 1, 1e-36) == within(1e-288 / 9, 16));
  CHECK(pfd(1, 1, 1e-160) == within(5e-161, 8));
  CHECK(pfd(8, 3, 0.01) == within(3.8385245024830397833e-12, 16));
  CHECK(pfd(3, 2, 0.04) == within(0.0015223775462166003607, 16));
  CHECK(pfd(3, 2, 0.05) == within(0.0023495220780164318737, 16));
  CHECK(pfd(8, 1, 0.0156) == within(3.6846821529759633179e-16, 16));
  CHECK(message_of([&] { return pfd(std::size_t{1} << 40, 1, 0.1); }).find("GiB") !=
        std::string::npos);
}
