// SPDX-License-Identifier: BSL-1.0
// Every kind of random time as a step, a repair or a life, each against another method.
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <nines/combine.hpp>
#include <nines/distribution.hpp>
#include <nines/markov/chain/semi_markov.hpp>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/passage/passage_distribution.hpp>
#include <nines/markov/passage/phase_type_algebra.hpp>
#include <nines/probability/literals.hpp>
#include <nines/timing.hpp>
#include <nines/timing/probability_before.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::within;

namespace {

/// The integral of f over [from, to].
template <class F>
double integral_over(const F& f, double from, double to) {
  static boost::math::quadrature::tanh_sinh<double> rule;
  return rule.integrate(f, from, to, 1e-12);
}

}  // namespace

TEST_CASE("durations are steps: alone, beside others, as alternatives and pauses") {
  CHECK(sequence(30s, 1min).quantile(50_percent).count() == 90);
  const auto plan = sequence(30s, exponential_time(10s));
  CHECK(cdf(plan, 30s) == probability<>::never());
  CHECK(survival(plan, 40s).value() == within(std::exp(-1), 1e-14));
  CHECK(mean(plan).count() == within(40, 1e-15));
  CHECK(mean(first_of(1h, exponential_time(10s))).count() == within(10, 1e-9));
  CHECK(support(all_of(20s, uniform_time(10s, 30s))).first.count() == 20);
  CHECK(mean(mixture(25_percent, 1min, 2min)).count() == within(105, 1e-15));
  CHECK(mean(retry(10s, 50_percent, 1min)).count() == within(10 + 70, 1e-9));
  CHECK(cdf(timeout(exponential_time(1h), 10min, 5min), 15min) == probability<>::always());
  const std::vector<std::chrono::seconds> steps{10s, 20s, 30s};
  CHECK(sequence(steps).mean().count() == 60);
  const random_time<> fixed = 15min;
  CHECK(fixed.max().count() == 900);
}

TEST_CASE("a lifetime is a step: cold standby, and a life of Boost.Math beside its own time") {
  // Two units one after the other: the sum of two exponentials, and of two Weibull lives.
  const lifetime part(boost::math::exponential(1e-3));
  const auto standby = sequence(part, part);
  for (const double t : {10.0, 1000.0, 20000.0})
    CHECK(survival(standby, hours_in<double>(t)).value() ==
          within(std::exp(-1e-3 * t) * (1 + 1e-3 * t), 1e-9));
  const boost::math::weibull wearing(0.7, 500);
  const auto twice = sequence(lifetime(wearing), lifetime(wearing));
  const auto same = sequence(weibull_time(0.7, 500h), weibull_time(0.7, 500h));
  for (const auto& p : {1_percent, 50_percent, 99.9_percent})
    CHECK(bx_life(twice, p).count() == within(bx_life(same, p).count(), 1e-8));
  CHECK(mean(twice).count() == within(2 * 3600 * mean(wearing), 1e-10));
}

TEST_CASE("a standby that is switched in by a lognormal time") {
  // One unit, the switch, the other: P(over by t) is a double integral.
  const boost::math::exponential first(0.01);
  const boost::math::lognormal switching(1, 0.5);
  const auto up_and_switching = sequence(lifetime(first), lifetime(switching), lifetime(first));
  const auto pair_over = [&](double t) {  // of both units by t
    return -std::expm1(-0.01 * t) - 0.01 * t * std::exp(-0.01 * t);
  };
  for (const double t : {5.0, 50.0, 400.0}) {
    CAPTURE(t);
    const double expected =
        integral_over([&](double s) { return pdf(switching, s) * pair_over(t - s); }, 0, t);
    CHECK(cdf(up_and_switching, hours_in<double>(t)).value() == within(expected, 1e-8));
  }
}

TEST_CASE("a system of lives is a step, and a plan is a life") {
  const lifetime disk(boost::math::exponential(0.01));
  const auto mirror = parallel(copies(2, disk));
  const auto spare = sequence(mirror, disk);  // the mirror, then a spare
  CHECK(mean(spare).count() == within(250.0 * 3600, 1e-10));
  // S(t): 2 e^-at (1 + at) - e^-at ... by convolution of 2a(e^-as - e^-2as) with e^-a(t - s)
  const double x = 0.5;
  const double s = 2 * std::exp(-x) - std::exp(-2 * x) + 2 * std::exp(-x) * (x + std::expm1(-x));
  CHECK(survival(spare, 50h).value() == within(s, 1e-9));
  const auto plan = sequence(uniform_time(0h, 10h), uniform_time(0h, 10h));  // a triangle
  CHECK(b10_life(plan).count() == within(std::sqrt(20.0), 1e-9));
  CHECK(hazard(plan, 10h) == within(0.2, 1e-9));
  CHECK(mean_residual_life(plan, 10h).count() == within(10.0 / 3, 1e-9));
  CHECK(conditional_survival(plan, 10h, 5h).value() == within(0.25, 1e-9));
}

TEST_CASE("a plan is a part of a system that lives once") {
  const auto plan = sequence(uniform_time(0h, 10h), uniform_time(0h, 10h));
  const auto two_of_three = at_least(2, copies(3, lifetime(plan)));
  for (const double t : {2.0, 10.0, 17.0}) {
    CAPTURE(t);
    const double over = t < 10 ? t * t / 200 : 1 - (20 - t) * (20 - t) / 200;
    CHECK(cdf(two_of_three, hours_in<double>(t)).value() ==
          within(over * over * (3 - 2 * over), 1e-9));
  }
  // The last of two plans as a life, and as a plan.
  const auto pair = parallel(lifetime(plan), lifetime(exponential_time(5h)));
  const auto last = all_of(plan, exponential_time(5h));
  CHECK(mean(pair).count() == within(mean(last).count(), 1e-9));
  CHECK(bx_life(pair, 99_percent).count() == within(bx_life(last, 99_percent).count(), 1e-9));
  CHECK(support(lifetime(plan)).second.count() == within(20.0 * 3600, 1e-14));
}

TEST_CASE("which of two is over first, of any kinds") {
  const lifetime part(boost::math::exponential(0.02));
  CHECK(probability_before(part, 50h).value() == within(-std::expm1(-1), 1e-10));
  CHECK(probability_before(50h, part).value() == within(std::exp(-1), 1e-10));
  CHECK(probability_before(part, exponential_time(25h)).value() == within(1.0 / 3, 1e-9));
  const boost::math::weibull life(2, 100);
  const boost::math::lognormal repair(3, 1);
  const double expected = integral_over(
      [&](double u) {
        const double t = u / (1 - u);
        return pdf(repair, t) * cdf(boost::math::complement(life, t)) / ((1 - u) * (1 - u));
      },
      0, 1);
  CHECK(probability_before(lifetime(repair), lifetime(life)).value() == within(expected, 1e-8));
}

TEST_CASE("a phase type is a step: the same chain as one, and beside a time that is none") {
  const auto repair = phase_type<>::fit(0.5, 0.7);  // of half an hour
  const auto restart = phase_type<>::erlang(2, 8.0);
  const auto both = sequence(repair, restart);  // a phase type again
  static_assert(std::is_same_v<decltype(both), const phase_type<>>);
  const auto added = sequence(random_time<>(repair), random_time<>(restart));
  const auto last = all_of(random_time<>(repair), random_time<>(restart));
  for (const auto t : {10min, 45min, 180min}) {
    CHECK(cdf(added, t).value() == within(cdf(both, t).value(), 1e-9));
    CHECK(survival(added, t).value() == within(survival(both, t).value(), 1e-9));
    CHECK(cdf(last, t).value() == within(cdf(all_of(repair, restart), t).value(), 1e-11));
  }
  const auto retried = retry(random_time<>(repair), 75_percent);
  CHECK(survival(retried, 3h).value() ==
        within(survival(retry(repair, 75_percent), 3h).value(), 1e-8));
  const auto plan = sequence(20min, uniform_time(0min, 30min), restart);
  const double expected = integral_over(
      [&](double u) { return cdf(restart, hours_in<double>(1 - 1 / 3.0 - u)).value() / 0.5; }, 0,
      0.5);
  CHECK(cdf(plan, 1h).value() == within(expected, 1e-9));
  CHECK(mean(plan).count() == within((20 + 15 + 15) * 60, 1e-12));
  const auto quick = phase_type<>::exponential(3.0);
  CHECK(probability_before(quick, phase_type<>::exponential(1.0)).value() == within(0.75, 1e-9));
}

TEST_CASE("a first passage is a step: a pair fails, and then is repaired by a plan") {
  const auto pair = chain_builder<>()
                        .add("both", "one", 0.02)
                        .add("one", "both", 1.0)
                        .add("one", "none", 0.01)
                        .build();
  const passage_time<> failure(pair, state_set(3, {2}), point_mass<double>(3, 0));
  const auto recovery = sequence(15min, exponential_time(2h));
  const auto cycle = sequence(failure, recovery);
  // The same in one chain: the plan's exponential time is a state, its fixed time a shift.
  const auto whole = chain_builder<>()
                         .add("both", "one", 0.02)
                         .add("one", "both", 1.0)
                         .add("one", "none", 0.01)
                         .add("none", "repaired", 0.5)
                         .build();
  const passage_time<> repaired(whole, state_set(4, {3}), point_mass<double>(4, 0));
  for (const double t : {1.0, 100.0, 5000.0, 50000.0}) {
    CAPTURE(t);
    const auto expected = cdf(repaired, hours_in<double>(t));
    const auto found = cdf(cycle, hours_in<double>(t + 0.25));
    CHECK(found.value() == within(expected.value(), 1e-8));
    CHECK(found.complement() == within(expected.complement(), 1e-8));
  }
  CHECK(mean(cycle).count() == within(mean(repaired).count() + 900, 1e-12));
  CHECK(bx_life(cycle, 10_percent).count() ==
        within(bx_life(repaired, 10_percent).count() + 0.25, 1e-9));
  CHECK(probability_before(failure, 1000h).value() == within(cdf(failure, 1000h).value(), 1e-9));
}

TEST_CASE("a semi-Markov standby, switched in by a lognormal time, else repaired by a plan") {
  // A cycle: up, then switched over (98 %) or repaired by hand; by means alone.
  const lognormal_time<> switching(90s, 0.5);
  const auto by_hand = sequence(10min, switching, uniform_time(0min, 60min));
  const double switched = 90 * std::exp(0.125);
  const double repaired = 600 + switched + 1800;
  const auto long_run = [&](auto unit) {
    semi_markov<> s;
    s.add("up", "switching", 0.98).add("up", "by hand", 0.02).lasts("up", 500h);
    s.add("switching", "up", 1).lasts("switching", switching);
    s.add("by hand", "up", 1).lasts("by hand", by_hand);
    s.label("up", {"up"}).times_in(unit);
    return as_repairable(s.long_run());
  };
  const double down = 0.98 * switched + 0.02 * repaired;
  for (const auto& system : {long_run(1h), long_run(std::chrono::hours(24))}) {
    CHECK(system.availability().complement() == within(down / (1.8e6 + down), 1e-12));
    CHECK(seconds_in<double>(system.mean_down_time()).count() == within(down, 1e-12));
  }
  semi_markov<> s;
  CHECK(nines_test::message_of([&] { s.lasts("up", never<>()); }) ==
        "nines::semi_markov::lasts: mean of 'up' in seconds is inf, but must be more than 0, and "
        "finite");
}
