// SPDX-License-Identifier: BSL-1.0
// Rules that may be asked at any time: sprt, e_values, confidence_sequence,
// repeated_significance_test, judge.
#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss.hpp>
#include <nines/detection/judge.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/repeated_significance_test.hpp>
#include <nines/detection/tests/confidence_sequence.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;

TEST_CASE(
    "Wald's test, asked at each request: its probabilities of error are within Wald's bounds") {
  const sprt rule(5_percent, 20_percent, {5_percent, 10_percent});
  const auto oc =
      operating_characteristic(rule, std::vector<std::size_t>(400, 1), {5_percent, 20_percent});
  CHECK(oc.good.continuing.back() + oc.bad.continuing.back() < 1e-8);  // decided
  // Wald 1945: false <= alpha / (1 - beta), missed <= beta / (1 - alpha), and their sum <= both.
  CHECK(oc.false_rollback().value() <= 0.05 / 0.9);
  CHECK(oc.detection().complement() <= 0.1 / 0.95);
  CHECK(oc.false_rollback().value() + oc.detection().complement() <= 0.15);
  CHECK(oc.good.expected_analyses() == within(rule.expected_requests_if_good(), 0.25));
  CHECK(oc.bad.expected_analyses() == within(rule.expected_requests_if_bad(), 0.25));
  // Wald's identity: E[log ratio at the end] = E[looks] E[log ratio of one], by brute force over
  // ends. Each step overshoots, so the exact number is larger.
  CHECK(oc.bad.expected_analyses() > rule.expected_requests_if_bad());
}

TEST_CASE("Wald's test of rates that are close, or close to 1, against 60 digits") {
  const sprt close(probability<>::from_value(0.1), probability<>::from_value(0.1000001));
  CHECK(close.log_ratio(10, 100) == within(-5.5555522627713111e-12, 1e-8));
  CHECK(close.events_per_request() == within(0.10000004999999259, 1e-13));
  CHECK(close.expected_requests_if_bad() == within(75184203395772.381, 1e-13));
  CHECK(close.expected_requests_if_good() == within(52385185343910.877, 1e-13));
  const auto of_complements = [](double good, double bad) {
    return sprt(probability<>::from_complement(good), probability<>::from_complement(bad));
  };
  const sprt near_one = of_complements(1e-9, 1e-12);
  CHECK(near_one.log_ratio(10, 100) == within(-621.69797509840234, 1e-14));
  CHECK(near_one.expected_requests_if_bad() == within(4210192116.9731242, 1e-14));
  CHECK(near_one.expected_requests_if_good() == within(492537973.18595981, 1e-14));
  const sprt both = of_complements(1e-9, 9.99e-10);
  CHECK(both.log_ratio(10, 100) == within(-0.090045030012527013, 1e-13));
  CHECK(both.expected_requests_if_bad() == within(8351012828304398.2, 1e-12));
  const sprt nearer = of_complements(1e-19, 1e-20);  // of which a double sees no difference
  CHECK(nearer.log_ratio(10, 100) == within(-207.23265836946411, 1e-14));
  CHECK(nearer.expected_requests_if_bad() == within(6.2365838284353075e+19, 1e-14));
  CHECK(nearer.expected_requests_if_good() == within(2.0749445890623294e+19, 1e-14));
}

TEST_CASE("a symmetric walk: gambler's ruin") {
  // p0 = 1 - p1: an error is worth as much as a success. From these probabilities the limits lie at
  // 2.5 errors more and 1.5 less, which 3 and 2 are the first to cross.
  const sprt rule(20_percent, 80_percent,
                  {probability<>::from_value(7.0 / 255), probability<>::from_value(31.0 / 255)});
  CHECK(rule.roll_back_at() == within(2.5 * std::log(4.0), 1e-12));
  CHECK(rule.promote_at() == within(-1.5 * std::log(4.0), 1e-12));
  const auto oc =
      operating_characteristic(rule, std::vector<std::size_t>(400, 1), {20_percent, 80_percent});
  const auto ruin = [](double r) { return (r * r - std::pow(r, 5)) / (1 - std::pow(r, 5)); };
  const double missed = ruin(0.25);
  CHECK(oc.detection().complement() == within(missed, 1e-12));
  CHECK(oc.false_rollback().complement() == within(ruin(4), 1e-12));
  CHECK(oc.bad.expected_analyses() == within((3 * (1 - missed) - 2 * missed) / 0.6, 1e-12));
}

TEST_CASE("e-values: integrals of the likelihood ratio over the prior") {
  using quadrature = boost::math::quadrature::gauss<double, 30>;
  const double p0 = 0.02;
  const auto ratio = [&](double p) {  // 3 events in 80, prior Beta(2, 50)
    return std::pow(p / p0, 3) * std::pow((1 - p) / (1 - p0), 77) * p * std::pow(1 - p, 49) * 51 *
           50;
  };
  double sum = 0;
  for (int i = 0; i < 20; ++i) sum += quadrature::integrate(ratio, i * 0.05, (i + 1) * 0.05);
  CHECK(e_value(3, 80, 2_percent, {2, 52}) == within(sum, 1e-12));
  const auto poisson = [&](double m) {  // prior Gamma(2) per 50
    return std::pow(m / p0, 3) * std::exp(-(m - p0) * 80) * m * 2500 * std::exp(-50 * m);
  };
  sum = 0;
  for (int i = 0; i < 20; ++i) sum += quadrature::integrate(poisson, i * 0.05, (i + 1) * 0.05);
  CHECK(e_value(3, 80, event_rate::per_request(p0), {2, 50}) == within(sum, 1e-12));
  CHECK(e_value(0, 0, 2_percent, {2, 52}) == 1);
}

TEST_CASE("the gamma-Poisson mixture: an integral over lambda, and beyond a double") {
  using quadrature = boost::math::quadrature::gauss<double, 30>;
  const double rho = 3;
  const auto mixed = [&](double theta, double s, double v) {  // theta = e^lambda
    return std::exp(s * std::log(theta) - v * (theta - std::log(theta) - 1)) *
           std::pow(theta, rho - 1) * std::exp(-rho * theta);
  };
  const auto integral = [&](double s, double v) {
    double sum = 0;
    for (int i = 0; i < 60; ++i)
      sum += quadrature::integrate([&](double t) { return mixed(t, s, v); }, 1 + i * 0.5,
                                   1.5 + i * 0.5);
    return sum;
  };
  CHECK(log_gamma_poisson_mixture(9, 5, rho) ==
        within(std::log(integral(9, 5) / integral(0, 0)), 1e-12));
  // s and v so large that the density underflows: continuous there.
  const double below = log_gamma_poisson_mixture(1290, 500, rho);
  const double above = log_gamma_poisson_mixture(1310, 500, rho);
  const double middle = log_gamma_poisson_mixture(1300, 500, rho);
  CHECK(above > 670);
  CHECK(middle == within((below + above) / 2, 1e-4));
}

TEST_CASE("logarithms of e-values against 60 digits") {
  struct example {
    double events, requests;
    double good;
    rate_prior prior;
    double log_e;
  };
  // By log-gamma functions in mpmath.
  const example probabilities[] = {{1, 1000, 1e-3, {1, 1e9}, -12.816012722713327136},
                                   {12, 5000, 5e-4, {5000, 1e6}, 5.1387960478961202003},
                                   {12, 5000, 1e-3, {1, 1e6}, -57.980101680183981659},
                                   {1e6, 1e9, 1e-3, {1, 1000}, -6.9888172458606226271},
                                   {3, 100, 0.01, {1, 1e6}, -24.864770049897589665},
                                   {20, 1e9, 1e-9, {1, 1000}, 29.519084613965896848},
                                   {0, 1000, 0.02, {0.3, 2}, 18.225783693016737321},
                                   {5, 10, 0.5, {1e-3, 1}, -7.1153519169425251725},
                                   {3, 80, 0.02, {2, 52}, 0.014818419837238605391}};
  for (const auto& x : probabilities) {
    CAPTURE(x.log_e);
    const double log_e =
        log_e_value(x.events, x.requests, probability<>::from_value(x.good), x.prior);
    CHECK(std::abs(log_e - x.log_e) < 1e-13 * std::max(1.0, std::abs(x.log_e)));
    // The other side of the same.
    const double mirrored =
        log_e_value(x.requests - x.events, x.requests, probability<>::from_complement(x.good),
                    {x.prior.requests - x.prior.events, x.prior.requests});
    CHECK(std::abs(mirrored - x.log_e) < 1e-12 * std::max(1.0, std::abs(x.log_e)));
  }
  const auto poisson = [](double events, double requests, double good, const rate_prior& prior) {
    return log_e_value(events, requests, event_rate::per_request(good), prior);
  };
  CHECK(poisson(12, 5000, 1e-3, {1, 1e6}) == within(-57.970686891767266578, 1e-13));
  CHECK(poisson(12, 5000, 5e-4, {5000, 1e6}) == within(5.1466529542007458667, 1e-13));
  CHECK(poisson(12, 2.5, 5e-4, {1, 1}) > 0);  // what a mean is per need not be whole
}

TEST_CASE("e-values beyond a double") {
  const double x = log_e_value(5000, 10000, 0.1_percent, {1, 1000});
  CHECK(x > 700);
  CHECK(std::isinf(e_value(5000, 10000, 0.1_percent, {1, 1000})));
  running_e_value step(0.1_percent, {1, 1000});
  for (int i = 0; i < 10000; ++i) step.observe(i % 2 == 0);
  CHECK(step.log_value() == within(x, 1e-11));
  CHECK(std::isinf(log_e_value(1, 10, 0_percent, {1, 1000})));
  CHECK(log_e_value(0, 1000, 0_percent, {1, 1000}) < 0);
}

TEST_CASE(
    "Ville: a fair bet reaches 1/alpha with probability alpha at most, whatever the analyses") {
  const e_value_rule e(2_percent, {1, 20}, 5_percent);
  const gamma_poisson_rule g(2_percent, 5_percent, 1000);
  const normal_mixture_rule n(2_percent, 5_percent, 1000);
  const std::vector<std::size_t> analyses(1000, 2);
  for (const double chance : {stopping_distribution(e, analyses, 2_percent).roll_back().value(),
                              stopping_distribution(g, analyses, 2_percent).roll_back().value()}) {
    CHECK(chance <= 0.05);
    CHECK(chance > 0.005);
  }
  CHECK(stopping_distribution(e, analyses, 6_percent).roll_back().value() > 0.99);
  CHECK(stopping_distribution(g, analyses, 6_percent).roll_back().value() > 0.99);
  CHECK(stopping_distribution(n, analyses, 6_percent).roll_back().value() > 0.99);
}

TEST_CASE("bounds are where the mixtures reach 1/alpha") {
  const double rho = normal_mixture_rho(100, 0.1);
  CHECK(log_normal_mixture(one_sided_normal_bound(50, 0.05, rho), 50, rho) ==
        within(std::log(20.0), 1e-12));
  CHECK(log_gamma_poisson_mixture(gamma_poisson_bound(50, 0.05, rho, 2), 50, rho, 2) ==
        within(std::log(20.0), 1e-12));
  // Heavier tails bound less.
  CHECK(gamma_poisson_bound(50, 0.05, rho, 2) > gamma_poisson_bound(50, 0.05, rho, 0.01));
  CHECK(gamma_poisson_bound(50, 0.05, rho, 0.05) ==
        within(one_sided_normal_bound(50, 0.05, rho), 0.02));
}

TEST_CASE("mixtures far out, against 40 digits") {
  // By quadrature of the gamma tail in mpmath.
  CHECK(log_gamma_poisson_mixture(1e5, 1e4, 12.6) == within(163668.992708509301, 1e-14));
  CHECK(log_gamma_poisson_mixture(3e3, 1e6, 12.6) == within(-0.383873861010525309, 1e-13));
  CHECK(log_gamma_poisson_mixture(5e4, 1e6, 1e4) == within(1216.05598959468505, 1e-14));
  CHECK(log_gamma_poisson_mixture(-1e5, 1e6, 12.6) == within(-10.4006697142401391, 1e-13));
  CHECK(log_gamma_poisson_mixture(-50, 60, 3) == within(-3.47359899679944712, 1e-13));
  CHECK(log_gamma_poisson_mixture(1e6, 1e12, 1e9) == within(-2.43461962628475979, 1e-13));
  CHECK(log_gamma_poisson_mixture(-3e6, 1e12, 1e9) == within(-4.86852363019891227, 1e-13));
  CHECK(log_gamma_poisson_mixture(1e7, 1e13, 1e15) == within(0.265253573977297879, 1e-13));
  CHECK(log_normal_mixture(-1000, 100, 12.6) == within(-5.86681079296884159, 1e-14));
  CHECK(log_normal_mixture(-5, 100, 12.6) == within(-1.4342588487399626, 1e-14));
  CHECK(log_normal_mixture(-1e6, 1, 1) == within(-14.0413019106110015, 1e-14));
  CHECK(log_normal_mixture(50, 100, 12.6) == within(10.6993168421600374, 1e-14));
  const gamma_poisson_rule patient(0.1_percent, 1_percent, 1e15);
  CHECK(patient({.errors = 2, .requests = 1000}) == verdict::inconclusive);
}

TEST_CASE("the rates that are not excluded: Poisson counts") {
  const auto none = confidence_sequence(0, 0, count_model::poisson, {1, 1000}, 5_percent);
  CHECK(none.lower == 0);
  CHECK(std::isinf(none.upper));
  CHECK(confidence_sequence(0, 0, count_model::binomial, {1, 1000}, 5_percent).upper == 1);
  const auto many = confidence_sequence(1200, 100, count_model::poisson, {12, 1}, 5_percent);
  CHECK(many.lower < 12);
  CHECK(many.upper > 12);
  for (const double rate : {many.lower, many.upper})
    CHECK(e_value(1200, 100, event_rate::per_request(rate), {12, 1}) == within(20, 1e-9));
}

TEST_CASE("the rates that are not excluded") {
  for (const auto model : {count_model::binomial, count_model::poisson}) {
    const auto as = [&](double r) {
      return model == count_model::poisson ? event_rate::per_request(r)
                                           : event_rate(probability<>::from_value(r));
    };
    const auto i = confidence_sequence(12, 5000, model, {1, 1000}, 5_percent);
    CHECK(i.lower < 12.0 / 5000);
    CHECK(i.upper > 12.0 / 5000);
    CHECK(e_value(12, 5000, as(i.lower), {1, 1000}) == within(20, 1e-10));
    CHECK(e_value(12, 5000, as(i.upper), {1, 1000}) == within(20, 1e-10));
    CHECK(confidence_sequence(0, 5000, model, {1, 1000}, 5_percent).lower == 0);
  }
  const auto nothing = confidence_sequence(0, 0, count_model::binomial, {1, 1000}, 5_percent);
  CHECK(nothing.lower == 0);
  CHECK(nothing.upper == 1);
  CHECK(confidence_sequence(3, 3, count_model::binomial, {1, 2}, 5_percent).upper == 1);
}

TEST_CASE("three arms are two splits") {
  const double three = sequential_p_value({30, 20, 60}, {0.25, 0.25, 0.5}, {5, 5, 10});
  const double log_e = log_e_value(30, 110, 25_percent, {5, 20}) +
                       log_e_value(20, 80, probability<>::from_value(1.0 / 3), {5, 15});
  CHECK(three == within(std::min(1.0, std::exp(-log_e)), 1e-11));
}

TEST_CASE("one analysis of a z-test is what it says, and drift is power") {
  CHECK(repeated_z_test(1.959963984540054, 1).roll_back().value() == within(0.05, 1e-13));
  const auto one = repeated_z_test(1.6448536269514722, 1, {.one_sided = true, .drift = 1});
  CHECK(one.roll_back().value() ==
        within(boost::math::erfc((1.6448536269514722 - 1) / std::sqrt(2.0)) / 2, 1e-12));
  // Counts in the limit: Poisson of a large mean.
  const auto z = repeated_z_test(2, 5, {.one_sided = true});
  struct z_rule {
    verdict operator()(const evidence& seen) const {
      const double beyond = seen.errors - seen.requests;
      return beyond > 2 * std::sqrt(seen.requests) ? verdict::roll_back : verdict::inconclusive;
    }
  };
  const auto counts = stopping_distribution(z_rule{}, std::vector<std::size_t>(5, 10000),
                                            event_rate::per_request(1));
  CHECK(counts.roll_back().value() == within(z.roll_back().value(), 2e-2));
  CHECK(z.roll_back().value() + z.roll_back().complement() == within(1, 1e-12));
}

TEST_CASE("a z-test far from its limit, and too many analyses") {
  const auto far =
      repeated_z_test(2, nines_test::is_optimised ? 60 : 20, {.one_sided = true, .drift = -29});
  CHECK(far.continuing.back() == within(1, 1e-11));
  CHECK(far.roll_back().value() < 1e-15);
  CHECK_THROWS_WITH_AS(
      (void)repeated_z_test(25, 1000),
      "nines::repeated_z_test: takes more than 2e+08 exponentials; take fewer analyses",
      convergence_error);
}

TEST_CASE("the judge decides as its rule, and stays with it") {
  nines_test::random_source random(7);
  rollout_judge judge(sprt(1_percent, 5_percent));
  evidence seen;
  const sprt rule = judge.rule();
  while (judge.decided() == verdict::inconclusive) {
    const bool is_error = random.unit() < 0.05;
    seen.requests += 1;
    seen.errors += is_error ? 1 : 0;
    CHECK(judge.observe(is_error) == rule(seen));
  }
  CHECK(judge.decided() == verdict::roll_back);
  CHECK(judge.observe(0, 1e6) == verdict::roll_back);
  CHECK(judge.seen().requests == seen.requests + 1e6);
  rollout_judge rarely(ratio_above(0.1), 10);
  for (int i = 0; i < 9; ++i) CHECK(rarely.observe(true) == verdict::inconclusive);
  CHECK(rarely.observe(true) == verdict::roll_back);
  rollout_judge beside(split_e_value_rule(1, 1, 5_percent));
  CHECK_THROWS_AS(beside.observe(2, 1, 5, 1000), domain_error);
  CHECK_THROWS_AS(beside.observe(1, 2, 6, 5), domain_error);
  CHECK(beside.seen().baseline_requests == 0);  // nothing of it is left
  rollout_judge retries(sprt(event_rate::per_request(0.5), event_rate::per_request(2)));
  CHECK(retries.observe(12, 6) == verdict::roll_back);
  CHECK(beside.observe(5, 1000, 5, 1000) == verdict::inconclusive);
  CHECK(beside.observe(40, 1000, 5, 1000) == verdict::roll_back);
}

TEST_CASE("what they refuse") {
  CHECK(message_of([] { return sprt(2_percent, 1_percent); }) ==
        "nines::sprt: the good rate is 0.02, but must be less than the bad one, 0.01");
  CHECK(message_of([] { return sprt(0_percent, 1_percent); }) ==
        "nines::sprt: the good rate is 0, but must be more than 0");
  CHECK(message_of([] { return sprt(1_percent, 100_percent); }) ==
        "nines::sprt: the bad rate is 1, but must be less than 1");
  CHECK(message_of([] { return sprt(1_percent, 2_percent, {0_percent, 5_percent}); }) ==
        "nines::sprt: false_rollback is 0, but must be more than 0, and less than 1");
  CHECK(message_of([] { return sprt(1_percent, 2_percent, {50_percent, 50_percent}); }) ==
        "nines::sprt: missed is 0.5, but must be less than 1 - false_rollback");
  CHECK(message_of([] { return e_value(1, 2, 1_percent, {0, 1}); }) ==
        "nines::log_e_value: events of the prior is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return e_value(1, 2, 1_percent, {1, 1}); }) ==
        "nines::log_e_value: requests of the prior is 1, but must be more than 1, and finite");
  CHECK(message_of([] { return e_value(3, 2, 1_percent, {}); }) ==
        "nines::log_e_value: events is 3, but must be a whole number from 0 to 2");
  CHECK(message_of([] { return sequential_p_value({1}, {1}, {1}); }) ==
        "nines::sequential_p_value: the number of arms is 1, but must be 2 or more");
  CHECK(message_of([] { return sequential_p_value({1, 2}, {1}, {1}); }) ==
        "nines::sequential_p_value: counts, shares and prior must be lists of one size");
  CHECK(message_of([] { return e_value(1.5, 10, 1_percent, {}); }) ==
        "nines::log_e_value: events is 1.5, but must be a whole number from 0 to 10");
  CHECK(message_of([] { return e_value(1, 10.2, 1_percent, {}); }) ==
        "nines::log_e_value: requests is 10.2, but must be a whole number from 0 to "
        "9007199254740992");
  CHECK(message_of([] { return sequential_p_value({HUGE_VAL, 1}, {1, 1}, {1, 1}); }) ==
        "nines::sequential_p_value: a count is inf, but must be a whole number from 0 to "
        "9007199254740992");
  CHECK(message_of([] { return sequential_p_value({1, 2}, {1, 0}, {1, 1}); }) ==
        "nines::sequential_p_value: a share is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return e_value_rule(1_percent, {}, 0_percent); }) ==
        "nines::e_value_rule: alpha is 0, but must be more than 0, and less than 1");
  CHECK(message_of([] { return normal_mixture_rho(0, 0.05); }) ==
        "nines::normal_mixture_rho: v_best is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return log_gamma_poisson_mixture(-200, 100, 10); }) ==
        "nines::log_gamma_poisson_mixture: s is -200, but must be more than -(v + rho) / c");
  CHECK(message_of(
            [] { return confidence_sequence(0, 10, count_model::binomial, {1, 0}, 5_percent); }) ==
        "nines::confidence_sequence: requests of the prior is 0, but must be more than 1, and "
        "finite");
  CHECK(message_of([] { return confidence_sequence(1, 0, count_model::poisson, {}, 5_percent); }) ==
        "nines::confidence_sequence: events is 1, but must be 0 where there are no requests");
  CHECK(message_of([] { return gamma_poisson_rule(1_percent, 1_percent, 0); }) ==
        "nines::gamma_poisson_rule: best_at is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return gamma_poisson_rule(0_percent, 1_percent, 10); }) ==
        "nines::gamma_poisson_rule: the good rate is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return normal_mixture_rule(100_percent, 1_percent, 10); }) ==
        "nines::normal_mixture_rule: the variance of the good rate is 0, but must be more than 0, "
        "and "
        "finite");
  CHECK(message_of([] { return log_normal_mixture(std::nan(""), 1, 1); }) ==
        "nines::log_normal_mixture: s is nan, but must be finite");
  CHECK(message_of([] { return log_normal_mixture(1, HUGE_VAL, 1); }) ==
        "nines::log_normal_mixture: v is inf, but must be 0 or more, and finite");
  CHECK(message_of([] { return log_gamma_poisson_mixture(1, 1, 0); }) ==
        "nines::log_gamma_poisson_mixture: rho is 0, but must be more than 0, and finite");
  CHECK(message_of([] { return repeated_z_test(0, 5); }) ==
        "nines::repeated_z_test: limit is 0, but must be more than 0, and less than 30");
  CHECK(message_of([] { return repeated_z_test(2, 0); }) ==
        "nines::repeated_z_test: analyses is 0, but must be 1 or more");
  CHECK(message_of([] { return rollout_judge(ratio_above(0.1), 0); }) ==
        "nines::rollout_judge: every is 0, but must be 1 or more");
  rollout_judge judge(ratio_above(0.1));
  CHECK(message_of([&] { return judge.observe(2, 1); }) ==
        "nines::rollout_judge::observe: errors is 2, but must be from 0 to the requests");
  CHECK(message_of([] { return running_e_value(0_percent, {}); }) ==
        "nines::running_e_value: good is 0, but must be more than 0, and less than 1");
}

namespace {

/// The shortest plan of MIL-HDBK-781A, VI-D: reject and accept times in units of the lower MTBF,
/// of which a hundredth is a request here. The limits only change at these four instants.
struct test_plan_6d {
  static constexpr double reject_from[] = {2, 3, 3, 3};
  static constexpr double accept_up_to[] = {-1, 0, 1, 2};
  verdict operator()(const evidence& seen) const {
    if (seen.errors >= reject_from[seen.analysis - 1]) return verdict::roll_back;
    return seen.errors <= accept_up_to[seen.analysis - 1] ? verdict::promote
                                                          : verdict::inconclusive;
  }
};

}  // namespace

TEST_CASE("a published sequential plan: risks of 18.2 % and 19.2 %, of 20 % by name") {
  const std::vector<std::size_t> analyses = {36, 231, 165, 18};  // at 0.36, 2.67, 4.32 and 4.5
  const auto oc = operating_characteristic(
      test_plan_6d{}, analyses, {event_rate::per_request(0.01 / 3), event_rate::per_request(0.01)});
  CHECK(std::abs(oc.false_rollback().value() - 0.182) < 0.001);
  CHECK(std::abs(oc.detection().complement() - 0.192) < 0.001);
  // Written out by another program.
  CHECK(oc.false_rollback().value() == within(0.18249216585419276, 1e-12));
  CHECK(oc.detection().complement() == within(0.192581198351957, 1e-12));
}
