// SPDX-License-Identifier: BSL-1.0
// Health checks, backups, copies and prices made from, and asked with, zero, infinity, NaN, the
// smallest and the largest numbers.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/recovery.hpp>
#include <support/edge_inputs.hpp>
#include <vector>

using namespace nines;

namespace recovery_edge_inputs {

using nines_test::check_edge_answer;
using nines_test::edge_source;
using nines_test::is_answered;
using in_seconds = seconds_in<double>;

/// No time, cost or number is below 0.
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
void try_share(const Call& call, int line = __builtin_LINE()) {
  CAPTURE(line);
  is_answered(call);
}

/// What a time that has been made answers.
template <class Call>
void try_time(edge_source& draw, const Call& make, int line = __builtin_LINE()) {
  CAPTURE(line);
  const auto t = draw.duration<in_seconds>();
  const auto p = draw.probability();
  CAPTURE(t.count());
  CAPTURE(p.value());
  CAPTURE(p.complement());
  is_answered([&] {
    const random_time<double> dist = make();
    is_answered([&] { return cdf(dist, t); });
    try_size([&] { return pdf(dist, t, in_seconds(1)); });
    try_size([&] { return mean(dist); });
    try_size([&] { return quantile(dist, p); });
    return 0.0;
  });
}

void try_checks(edge_source& draw) {
  const health_check<> check{draw.duration<in_seconds>(),
                             draw.coin() ? draw.below(6) : draw.count(),
                             draw.duration<in_seconds>()};
  const auto failing = draw.probability();
  const std::size_t checks = draw.coin() ? draw.below(100) : draw.count();
  const std::size_t other = draw.below(6);
  CAPTURE(check.interval.count());
  CAPTURE(check.threshold);
  CAPTURE(check.timeout.count());
  CAPTURE(failing.value());
  CAPTURE(failing.complement());
  CAPTURE(checks);
  try_time(draw, [&] { return detection_time(check); });
  if (check.threshold < 6) try_time(draw, [&] { return grey_detection_time(check, failing); });
  try_size([&] { return mean_checks_to_detect(check.threshold, failing); });
  try_size([&] { return mean_time_between_alarms(check, failing); });
  if (checks < 100) try_share([&] { return detected_within(checks, check.threshold, failing); });
  try_share([&] { return share_in_service(check.threshold, other, failing); });
}

void try_backups(edge_source& draw) {
  const backup_schedule<> schedule{draw.duration<in_seconds>(), draw.duration<in_seconds>(),
                                   draw.probability()};
  CAPTURE(schedule.interval.count());
  CAPTURE(schedule.takes.count());
  CAPTURE(schedule.success.value());
  CAPTURE(schedule.success.complement());
  try_time(draw, [&] { return backup_loss(schedule); });
  const auto p = draw.probability();
  const auto within = draw.duration<in_seconds>();
  CAPTURE(within.count());
  try_time(draw, [&] { return lag_from_objective(p, within); });
  try_time(draw, [&] {
    return replica_loss<double>({{draw.probability(), random_time<double>(fixed_time<>(within))},
                                 {p, random_time<double>(fixed_time<>(in_seconds(1)))}});
  });
  try_time(draw, [&] { return dns_cutover(within); });
  try_size([&] {
    return writes_lost_per_year<double>({{draw.number(), exponential_time<>(within)}},
                                        draw.number());
  });
}

void try_costs(edge_source& draw) {
  const copy_prices<> prices{draw.number(), draw.number()};
  const auto part = draw.probability(), beta = draw.probability();
  const double x = draw.number();
  const std::size_t n = draw.coin() ? draw.below(10) : draw.count();
  CAPTURE(prices.copy);
  CAPTURE(prices.outage_hour);
  CAPTURE(part.complement());
  CAPTURE(beta.value());
  CAPTURE(x);
  CAPTURE(n);
  try_size([&] { return yearly_cost(n, x, prices); });
  try_size([&] { return value_of_improvement(part, beta, x); });
  is_answered([&] {
    const cost_of_copies<> cost(prices, part, beta);
    try_share([&] { return cost.availability(n); });
    try_size([&] { return cost.running(n); });
    try_size([&] { return cost.outages(n); });
    try_size([&] { return cost.total(n); });
    try_size([&] { return cost.floor(); });
    try_size([&] { return cost.saved_by_next(n); });
    try_size([&] { return static_cast<double>(cost.best()); });
    return 0.0;
  });
  is_answered([&] {
    std::vector<cost_line<>> lines;
    for (std::size_t i = draw.below(5); i-- > 0;) lines.push_back({draw.number(), draw.number()});
    for (const auto& from : cheapest_by_price(lines)) check_size(from.price);
    return 0.0;
  });
}

void try_assessments(edge_source& draw) {
  const auto outage = draw.duration<in_seconds>(), loss = draw.duration<in_seconds>();
  const double rate = draw.number(), other = draw.number(), running = draw.number();
  const outage_prices<> prices{draw.number(), draw.number()};
  CAPTURE(outage.count());
  CAPTURE(loss.count());
  CAPTURE(rate);
  CAPTURE(other);
  CAPTURE(running);
  CAPTURE(prices.outage_hour);
  CAPTURE(prices.lost_hour);
  is_answered([&] {
    const random_time<double> fixed = fixed_time<>(outage), lost = exponential_time<>(loss);
    const outage_cause<> one("a", rate, fixed, lost), two("b", other, lost, fixed);
    const assessment<> a({"s", running, {one, two}}, prices);
    try_share([&] { return a.availability(); });
    try_size([&] { return a.outages_per_year(); });
    try_size([&] { return a.downtime_per_year(); });
    try_size([&] { return a.loss_per_year(); });
    try_size([&] { return a.downtime_from(one); });
    try_size([&] { return a.total_cost(); });
    try_time(draw, [&] { return a.recovery_time(); });
    return 0.0;
  });
}

}  // namespace recovery_edge_inputs

using namespace recovery_edge_inputs;

TEST_CASE("no question about a recovery is answered by NaN, whatever it is asked") {
  for (const auto& attempt : {try_checks, try_backups, try_costs, try_assessments})
    for (int trial = 0; trial < nines_test::trials(2000); ++trial) {
      CAPTURE(trial);
      edge_source draw(static_cast<std::uint64_t>(trial));
      is_answered([&] { return attempt(draw), 0.0; });
    }
}
