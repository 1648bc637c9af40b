// SPDX-License-Identifier: BSL-1.0
// Objectives, alerts and down times made from, and asked with, zero, infinity, NaN, the smallest
// and the largest numbers.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/distribution/boost.hpp>
#include <nines/slo.hpp>
#include <support/edge_inputs.hpp>
#include <support/message.hpp>
#include <vector>

using namespace nines;

namespace slo_edge_inputs {

using nines_test::check_edge_answer;
using nines_test::edge_source;
using nines_test::is_answered;

/// No time, share or number of requests is below 0.
void check_size(double x) {
  check_edge_answer(x);
  CHECK(x >= 0);
}
template <class Period>
void check_size(std::chrono::duration<double, Period> d) {
  check_size(d.count());
}
template <class Call>
void try_size(const Call& call, int line = __builtin_LINE()) {
  CAPTURE(line);
  is_answered(call, [](const auto& answer) { check_size(answer); });
}
template <class Call>
void try_bounds(const Call& call, int line = __builtin_LINE()) {
  CAPTURE(line);
  is_answered(call, [](const bounds<double>& b) {
    check_edge_answer(b.lower);
    check_edge_answer(b.upper);
    CHECK(b.lower <= b.upper);
  });
}

initial_condition any_start(edge_source& draw) {
  constexpr std::array all = {initial_condition::up, initial_condition::down,
                              initial_condition::stationary};
  return all[draw.below(3)];
}

error_budget<> any_budget(edge_source& draw) {
  const auto objective = draw.probability();
  const auto window = draw.duration();
  CAPTURE(objective.complement());
  CAPTURE(window.count());
  return {objective, window};
}

void try_budget(edge_source& draw) {
  const auto b = any_budget(draw);
  const double x = draw.number(), y = draw.number();
  const auto p = draw.probability();
  const auto t = draw.duration();
  CAPTURE(x);
  CAPTURE(y);
  CAPTURE(p.value());
  CAPTURE(t.count());
  try_size([&] { return b.time(); });
  try_size([&] { return b.requests(x); });
  try_size([&] { return b.burn_rate(p); });
  try_size([&] { return b.burn_rate_to_consume(p, t); });
  try_size([&] { return b.consumed_by(t, p); });
  try_size([&] { return b.consumed_by_requests(x, y); });
  try_size([&] { return b.time_to_exhaust(x); });
}

void try_alert(edge_source& draw) {
  const burn_rate_alert<> alert(any_budget(draw),
                                {draw.number(), draw.duration(), draw.duration()});
  const auto p = draw.probability();
  const service_traffic<> traffic{draw.number(), draw.probability(),
                                  draw.coin() ? failure_count::binomial : failure_count::poisson};
  const auto period = draw.duration(), step = draw.duration();
  CAPTURE(p.value());
  CAPTURE(traffic.requests_per_hour);
  CAPTURE(traffic.failing.value());
  CAPTURE(period.count());
  CAPTURE(step.count());
  try_size([&] { return alert.threshold(); });
  try_size([&] { return alert.detection_time(p); });
  try_size([&] { return alert.reset_time(p); });
  try_size([&] { return alert.budget_consumed(); });
  try_size([&] { return alert.least_traffic(draw.count()); });
  is_answered([&] { return alert_probability(alert, traffic); });
  try_bounds([&] { return false_alert_probability(alert, traffic, period, step); });
  is_answered([&] {
    return estimate_false_alerts(alert, traffic, period, step, {.work = 1e5}).probability;
  });
}

void try_downtime(edge_source& draw) {
  const auto mttf = draw.duration(), mttr = draw.duration(), window = draw.duration();
  const auto start = any_start(draw);
  CAPTURE(mttf.count());
  CAPTURE(mttr.count());
  CAPTURE(window.count());
  const unit_downtime<> d(mttf, mttr, window, start);
  const auto t = draw.duration();
  const auto p = draw.probability();
  CAPTURE(t.count());
  CAPTURE(p.value());
  CAPTURE(p.complement());
  is_answered([&] { return d.cdf(t); });
  try_size([&] { return d.density(t); });
  try_size([&] { return d.mean(); });
  try_size([&] { return d.variance(); });
  try_size([&] { return d.quantile(p); });
  try_size([&] { return expected_credit(d, d.window(), {{draw.probability(), 0.1}}); });
  is_answered([&] { return breach_probability(d, {draw.probability(), window}); });
}

void try_required(edge_source& draw) {
  const auto b = any_budget(draw);
  const auto p = draw.probability();
  const auto t = draw.duration(), other = draw.duration();
  const auto windows = draw.coin() ? draw.count() : 1 + draw.below(40);
  CAPTURE(p.value());
  CAPTURE(p.complement());
  CAPTURE(t.count());
  CAPTURE(other.count());
  CAPTURE(windows);
  const auto start = any_start(draw);
  try_size([&] { return required_mttr(b, p, t, start); });
  try_size([&] { return required_mttf(b, p, t, start); });
  try_bounds([&] {
    const auto from_up = draw.probability();
    return any_breach_probability(std::max(p, from_up), std::min(p, from_up), windows);
  });
  try_bounds([&] {
    return any_breach_probability(repairable(t, other), b, std::min<std::size_t>(windows, 1000),
                                  start);
  });
}

void try_objectives(edge_source& draw) {
  std::vector<request_count<>> slices;
  for (std::size_t i = draw.below(5); i-- > 0;) slices.push_back({draw.number(), draw.number()});
  std::vector<probability<>> objectives;
  std::vector<double> weights;
  for (std::size_t i = draw.below(5); i-- > 0;)
    objectives.push_back(draw.probability()), weights.push_back(draw.number());
  is_answered([&] { return by_occurrences(slices); });
  is_answered([&] { return by_timeslices(slices, draw.probability()); });
  is_answered([&] { return by_ratio_timeslices(slices); });
  is_answered([&] { return composite_occurrences(objectives, weights); });
  is_answered([&] { return composite_ratio_timeslices(objectives); });
  try_bounds([&] { return composite_timeslices(objectives); });
}

}  // namespace slo_edge_inputs

using namespace slo_edge_inputs;

TEST_CASE("no question about an objective is answered by NaN, whatever it is asked") {
  for (const auto& attempt : {try_budget, try_alert, try_downtime, try_required, try_objectives})
    for (int trial = 0; trial < nines_test::trials(4000); ++trial) {
      CAPTURE(trial);
      edge_source draw(static_cast<std::uint64_t>(trial));
      is_answered([&] { return attempt(draw), 0.0; });
    }
}

TEST_CASE("what edges had answered wrongly: objectives have the right answer") {
  constexpr double most = std::numeric_limits<double>::max();
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const std::vector<probability<>> objectives = {probability<>::from_complement(0.01),
                                                 probability<>::from_complement(0.03)};
  for (const double weight : {most, 1.0, least})
    CHECK(composite_occurrences<double>(objectives, {weight, weight}).complement() ==
          doctest::Approx(0.02));
  // 0 / 0 and 0 times infinity: no share of a budget is none, however short the time to spend it.
  const error_budget<> tiny(probability<>::from_complement(least), hours_in<double>(1e4));
  CHECK(tiny.burn_rate_to_consume(probability<>::never(), hours_in<double>(least)) == 0);
  CHECK(tiny.consumed_by(hours_in<double>(0)) == 0);
  // A repair of no time that 1 / MTTR can be held of, and a failure after all time.
  const unit_downtime<> brief(hours_in<double>(1), hours_in<double>(1e-307), hours_in<double>(1));
  CHECK(brief.mean().count() == doctest::Approx(1e-307).scale(0));
  const unit_downtime<> never(hours_in<double>(std::numeric_limits<double>::infinity()),
                              hours_in<double>(most), hours_in<double>(1));
  CHECK(never.mean().count() == 0);
  CHECK(never.variance() == 0);
  const auto hour = hours_in<double>(1);
  const unit_downtime<> ages(hour, hour, hours_in<double>(most / 4));
  CHECK(ages.mean().count() == doctest::Approx(most / 8).epsilon(1e-9));
  CHECK_THROWS_AS(unit_downtime<>(1.5 * hour, hour, hours_in<double>(most)), domain_error);
  // A window that begins up is broken no sooner than one as it is found.
  CHECK(nines_test::message_of([] {
          return any_breach_probability(probability<>::from_value(0.1),
                                        probability<>::from_value(0.2), 12);
        }) ==
        "nines::any_breach_probability: from_up is 0.2, but must be at most that of a window as it "
        "is found, 0.1");
  // Bounds of one objective are that objective.
  const auto low = probability<>::from_value(8.15134e-5);
  CHECK(composite_timeslices<double>({low}).lower == low);
}

TEST_CASE("a slice keeps an objective that it meets in exact arithmetic") {
  for (int percent = 1; percent < 100; ++percent)  // 0.29 * 100 is 28.999999999999996
    for (const double requests : {100.0, 700.0, 3000.0, 1e15}) {
      const double failed = percent * requests / 100;
      const auto objective = probability<>::from_complement(percent / 100.0);
      CAPTURE(percent);
      CAPTURE(requests);
      CHECK(by_timeslices<double>({{failed, requests}}, objective).value() == 1);
      if (requests < 1e15)
        CHECK(by_timeslices<double>({{failed + 1, requests}}, objective).value() == 0);
    }
  const auto all = probability<>::always();
  CHECK(by_timeslices<double>({{0, 1e15}}, all).value() == 1);
  CHECK(by_timeslices<double>({{1, 1e15}}, all).value() == 0);
}
