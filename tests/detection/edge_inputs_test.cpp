// SPDX-License-Identifier: BSL-1.0
// Tests, rules and plans asked with zero, infinity, NaN, the smallest and the largest numbers.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection.hpp>
#include <nines/probability.hpp>
#include <support/edge_inputs.hpp>
#include <support/message.hpp>
#include <vector>

using namespace nines;

namespace {

using nines_test::check_edge_answer;
using nines_test::edge_source;
using nines_test::is_answered;

void check_edge_answer_of(const rate_interval& rates) {
  CHECK(rates.lower >= 0);
  CHECK(rates.upper >= rates.lower);
}
template <class T>
void check_edge_answer_of(const stopping_probabilities<T>& dist) {
  for (std::size_t j = 0; j < dist.analyses(); ++j) check_edge_answer(dist.roll_back_by(j + 1));
  check_edge_answer(dist.expected_analyses());
}
/// Whether there is an answer, of any kind that has a check_edge_answer_of.
template <class Call>
void try_edges(const Call& call) {
  is_answered([&] {
    check_edge_answer_of(call());
    return 0;
  });
}

event_rate edge_rate(edge_source& draw) {
  if (draw.coin()) return draw.probability();
  try {
    return event_rate::per_request(draw.number());
  } catch (const nines::domain_error&) {
    return event_rate::per_request(0.01);
  }
}
evidence edge_evidence(edge_source& draw) {
  return {draw.whole(), draw.whole(), draw.whole(), draw.whole(), draw.count(), draw.count()};
}

void try_rule(const evidence& seen, const auto& make) {
  is_answered([&] {
    const auto rule = make();
    (void)rule(seen);
    return 0;
  });
}
stopping_options cheap_stopping() {
  stopping_options options;
  options.max_products = 1e5;
  return options;
}

void try_tests(edge_source& draw) {
  const evidence seen = edge_evidence(draw);
  const auto p = draw.probability();
  const double x = draw.number();
  CAPTURE(seen.errors);
  CAPTURE(seen.requests);
  CAPTURE(seen.baseline_errors);
  CAPTURE(seen.baseline_requests);
  CAPTURE(p.value());
  CAPTURE(x);
  is_answered([&] { return binomial_test(seen.errors, seen.requests, p); });
  is_answered([&] { return poisson_test(seen.errors, x); });
  is_answered([&] { return conditional_test(seen); });
  is_answered([&] { return fisher_test(seen); });
  is_answered([&] { return two_proportion_test(seen); });
  is_answered([&] {
    return hypergeometric_tail(seen.errors, seen.requests, seen.baseline_errors,
                               seen.baseline_requests);
  });
  try_edges([&] { return clopper_pearson(seen.errors, seen.requests, p); });
}

void try_beliefs(edge_source& draw) {
  const evidence seen = edge_evidence(draw);
  const rate_prior prior{draw.number(), draw.number()};
  const auto p = draw.probability();
  const event_rate rate = edge_rate(draw);
  const auto model = draw.coin() ? count_model::binomial : count_model::poisson;
  CAPTURE(seen.errors);
  CAPTURE(seen.requests);
  CAPTURE(seen.baseline_errors);
  CAPTURE(seen.baseline_requests);
  CAPTURE(prior.events);
  CAPTURE(prior.requests);
  CAPTURE(p.value());
  CAPTURE(rate.mean());
  is_answered([&] { return posterior_above(seen.errors, seen.requests, p, prior); });
  is_answered([&] { return posterior_worse(seen, prior); });
  is_answered([&] { return log_e_value(seen.errors, seen.requests, rate, prior); });
  is_answered([&] { return e_value(seen.errors, seen.requests, rate, prior); });
  try_edges([&] { return confidence_sequence(seen.errors, seen.requests, model, prior, p); });
  is_answered([&] {
    return sequential_p_value({seen.errors, seen.requests}, {p.value(), p.complement()},
                              {prior.events, prior.requests});
  });
  is_answered([&] {
    running_e_value running(p, prior);
    for (int i = 0; i < 8; ++i) running.observe(i % 3 == 0);
    check_edge_answer(running.value());
    return running.log_value();
  });
}

void try_mixtures(edge_source& draw) {
  const double s = draw.number();
  const double v = draw.number();
  const double alpha = draw.number();
  const double rho = draw.number();
  CAPTURE(s);
  CAPTURE(v);
  CAPTURE(alpha);
  CAPTURE(rho);
  is_answered([&] { return normal_mixture_rho(v, alpha); });
  is_answered([&] { return normal_mixture_bound(v, alpha, rho); });
  is_answered([&] { return log_normal_mixture(s, v, rho); });
  is_answered([&] { return log_gamma_poisson_mixture(s, v, rho, alpha); });
  is_answered([&] { return one_sided_normal_bound(v, alpha, rho); });
  is_answered([&] { return gamma_poisson_bound(v, alpha, rho, s); });
  is_answered([&] { return upper_fence(s, v, rho); });
}

void try_rules(edge_source& draw) {
  const evidence seen = edge_evidence(draw);
  const event_rate good = edge_rate(draw);
  const event_rate bad = edge_rate(draw);
  const error_probabilities errors{draw.probability(), draw.probability()};
  const auto& p = errors.missed;
  const double x = draw.number();
  CAPTURE(seen.errors);
  CAPTURE(seen.requests);
  CAPTURE(good.mean());
  CAPTURE(bad.mean());
  CAPTURE(errors.false_rollback.value());
  CAPTURE(p.value());
  CAPTURE(x);
  try_rule(seen, [&] { return ratio_above(x); });
  try_rule(seen, [&] { return after_requests(x, ratio_above(0.1)); });
  try_rule(seen, [&] { return gamma_poisson_rule(good, p, x); });
  try_rule(seen, [&] { return normal_mixture_rule(good, p, x); });
  try_rule(seen, [&] { return e_value_rule(good, {}, p); });
  try_rule(seen, [&] { return exact_rule(good, p); });
  try_rule(seen, [&] { return split_e_value_rule(x, x, p); });
  is_answered([&] {
    split_e_process process({x, 1}, p);
    (void)process.observe(seen);
    return process.log_e_value();
  });
  is_answered([&] {
    const sprt rule(good, bad, errors);
    check_edge_answer(rule.expected_requests_if_bad());
    check_edge_answer(rule.expected_requests_if_good());
    check_edge_answer(rule.events_per_request());
    return rule.log_ratio(seen.errors, seen.requests);
  });
  is_answered([&] {
    rollout_judge judge(ratio_above(0.1));
    (void)judge.observe(seen.errors, seen.requests, seen.baseline_errors, seen.baseline_requests);
    return 0;
  });
}

void try_sizes(edge_source& draw) {
  const event_rate good = edge_rate(draw);
  const event_rate bad = edge_rate(draw);
  const error_probabilities errors{draw.probability(), draw.probability()};
  const auto share = draw.probability();
  const auto time = draw.duration();
  const double x = draw.number();
  CAPTURE(good.mean());
  CAPTURE(bad.mean());
  CAPTURE(errors.false_rollback.value());
  CAPTURE(errors.missed.value());
  CAPTURE(share.value());
  CAPTURE(time.count());
  CAPTURE(x);
  is_answered([&] { return excess_rate("f", good, bad); });
  is_answered([&] { return requests_for_power({good, bad}, errors); });
  is_answered([&] { return fixed_sample_test({good, bad}, errors).requests; });
  is_answered([&] { return requests_without_error(share, errors.missed); });
  is_answered([&] { return traffic_for({x, 1}, share, time).per_hour(); });
  is_answered([&] {
    const request_rate traffic(x, time);
    check_edge_answer(traffic.per_hour());
    is_answered([&] { return traffic.in(time, share); });
    is_answered([&] { return traffic.time_for(x, share); });
    return 0;
  });
}

void try_times(edge_source& draw) {
  const hours_in<double> bake = draw.duration();
  const hours_in<double> interval = draw.duration();
  const hours_in<double> first = draw.duration();
  const double requests = draw.number();
  const std::size_t analyses = draw.count();
  CAPTURE(bake.count());
  CAPTURE(interval.count());
  CAPTURE(first.count());
  CAPTURE(requests);
  CAPTURE(analyses);
  is_answered([&] { return static_cast<double>(analyses_in(bake, interval)); });
  const rollout_stage stage{.share = probability<>::always(), .bake = bake};
  is_answered([&] {
    const auto watched = analysed_every(stage, interval);
    check_edge_answer(watched.to_first_analysis());
    return watched.unmonitored();
  });
  is_answered([&] {
    for (const auto& each : analysed_throughout({stage, stage}, {interval, first, analyses})) {
      check_edge_answer(each.to_first_analysis());
      check_edge_answer(each.unmonitored());
    }
    return 0;
  });
  is_answered([&] {
    const auto added = even_analyses(requests, analyses);
    CHECK(added.size() == analyses);
    return 0;
  });
}

void try_stopping(edge_source& draw) {
  const event_rate rate = edge_rate(draw);
  const std::vector<std::size_t> requests{draw.count(), draw.count(), draw.count()};
  const failure_limits limits{draw.count(), draw.count()};
  const double x = draw.number();
  stopping_options options = cheap_stopping();
  if (draw.coin()) options.least_mass = draw.number();
  if (draw.coin()) options.max_products = std::min(draw.number(), 1e5);
  if (draw.coin()) options.memory_limit = std::min(draw.number(), 1e8);
  CAPTURE(rate.mean());
  CAPTURE(requests[0]);
  CAPTURE(requests[1]);
  CAPTURE(requests[2]);
  CAPTURE(limits.allowed);
  CAPTURE(limits.consecutive_allowed);
  CAPTURE(x);
  CAPTURE(options.least_mass);
  try_edges([&] { return stopping_distribution(ratio_above(x), requests, rate, options); });
  try_edges([&] {
    return stopping_distribution(failed_checks(ratio_above(x), limits), requests, rate, options);
  });
  is_answered([&] {
    const auto fewest = failed_checks(ratio_above(0.1), limits).fewest_analyses();
    CHECK(fewest >= 1);
    return 0;
  });
  const std::vector<probability<>> fails{draw.probability(), draw.probability(),
                                         draw.probability()};
  try_edges([&] {
    const auto dist = stopping_distribution_of_checks(fails, limits, options);
    check_edge_answer_of(dist);
    return any_of<double>({dist, dist});
  });
  try_edges([&] { return repeated_z_test(x, draw.below(3), {draw.coin(), draw.number()}); });
}

void try_measurements(edge_source& draw) {
  const measurement_probabilities chances{draw.number(), draw.number(), draw.number()};
  const measurement_limits limits{draw.count(), draw.count(), draw.count(), draw.count(),
                                  draw.count()};
  const std::size_t measurements = draw.below(30);
  CAPTURE(chances.failure);
  CAPTURE(chances.inconclusive);
  CAPTURE(chances.error);
  CAPTURE(measurements);
  is_answered([&] {
    const auto dist = analysis_run_distribution(measurements, chances, limits, cheap_stopping());
    check_edge_answer(dist.aborts());
    check_edge_answer(dist.pauses());
    return dist.passes();
  });
}

void try_ranks(edge_source& draw) {
  std::vector<double> release;
  std::vector<double> baseline;
  for (std::size_t i = draw.below(4); i > 0; --i) release.push_back(draw.number());
  for (std::size_t i = draw.below(4); i > 0; --i) baseline.push_back(draw.number());
  is_answered([&] { return mann_whitney_u(release, baseline); });
  is_answered([&] { return mann_whitney_test(release, baseline); });
  is_answered([&] { return mann_whitney_estimate(release, baseline).probability; });
}

}  // namespace

TEST_CASE("no test, rule or plan answers NaN, whatever it is asked") {
  edge_source draw(20261130);
  for (int trial = 0; trial < nines_test::trials(2000); ++trial) {
    try_tests(draw);
    try_beliefs(draw);
    try_mixtures(draw);
    try_rules(draw);
    try_sizes(draw);
    try_times(draw);
    try_stopping(draw);
    try_measurements(draw);
    try_ranks(draw);
  }
}

TEST_CASE("what edges had answered wrongly: each has its right answer, or is refused by name") {
  using namespace nines::literals;
  const auto rare = probability<>::from_complement(1e-20);  // its value is 1, and 1 - it 0
  CHECK(requests_without_error(rare, 5_percent) ==
        doctest::Approx(std::log(0.05) / std::log(1e-20)).epsilon(1e-14));
  CHECK(requests_without_error(1_percent, probability<>::from_complement(1e-20)) ==
        doctest::Approx(-1e-20 / std::log(0.99)).epsilon(1e-14));
  CHECK(nines_test::message_of([] {
          return requests_for_power({1_percent, 2_percent}, {90_percent, 80_percent});
        }) == "nines::requests_for_power: missed is 0.8, but must be less than 1 - false_rollback");
  CHECK(failed_checks(ratio_above(0.1), {no_error_limit, no_error_limit}).fewest_analyses() ==
        no_error_limit);
  const auto good = probability<>::from_complement(1e-6);
  const sprt all_but_sure(good, probability<>::from_complement(1e-200));
  const sprt denormal(good, probability<>::from_complement(5e-324));
  CHECK(denormal.expected_requests_if_bad() ==
        doctest::Approx(all_but_sure.expected_requests_if_bad()).epsilon(1e-9));
  CHECK(upper_fence(-1.7e308, 1.7e308, 0) == 1.7e308);
  CHECK(nines_test::message_of([] {
          return stopping_distribution(ratio_above(0.1),
                                       {std::size_t{1} << 63, std::size_t{1} << 63}, 0_percent)
              .roll_back();
        }) == "no error");
}
