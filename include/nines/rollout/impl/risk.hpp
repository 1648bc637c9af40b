// SPDX-License-Identifier: BSL-1.0
// The figures of a risk.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/risk/risk.hpp>

namespace nines {

namespace detail {

/// P(X >= x) of Poisson(mean); 40 standard deviations away it is 1 or 0, to exp(-800).
inline probability<> poisson_at_least(double x, double mean) {
  const double far = 40 * std::sqrt(std::max(x, mean));
  if (x > mean + far) return probability<>::never();
  if (mean > x + far) return probability<>::always();
  return poisson_tail(x, mean);
}

}  // namespace detail

NINES_INLINE probability<> bad_trajectory::excess_errors_survival(double requests) const {
  if (excess) return excess->survival(requests);
  double value = 0;
  double complement = 0;
  for (const auto& end : trajectory.ends()) {
    const auto more = detail::poisson_at_least(std::floor(requests) + 1,
                                               end.exposed.count() * excess_errors_per_hour);
    value += end.probability * more.value();
    complement += end.probability * more.complement();
  }
  return probability<>::from_computed_sides(value, complement);
}

NINES_INLINE probability<> rollout_risk::detection() const {
  return if_bad([](const bad_trajectory& b) { return !b.trajectory.passes(); });
}

NINES_INLINE probability<> rollout_risk::bad_reaches_everyone() const {
  return if_bad([](const bad_trajectory& b) { return b.trajectory.reaches_everyone(); });
}

NINES_INLINE probability<> rollout_risk::bad_given_passed() const {
  return nines::bad_given_passed(prior_bad(), detection(), false_rollback());
}

NINES_INLINE probability<> rollout_risk::bad_given_rolled_back() const {
  return nines::bad_given_rolled_back(prior_bad(), detection(), false_rollback());
}

NINES_INLINE probability<> rollout_risk::live_at(hours_in<double> t) const {
  return mix(if_bad([t](const bad_trajectory& b) { return b.trajectory.live_at(t); }),
             good_.live_at(t));
}

NINES_INLINE double rollout_risk::excess_errors_if_bad() const {
  return excess([](const rollout_trajectory& c) { return c.exposed(); });
}

NINES_INLINE double rollout_risk::excess_errors_in_reaction_if_bad() const {
  return excess([](const rollout_trajectory& c) { return c.exposed_in_reaction(); });
}

NINES_INLINE double rollout_risk::excess_errors_if_bad_by(hours_in<double> t) const {
  return excess([t](const rollout_trajectory& c) { return c.exposed_by(t); });
}

NINES_INLINE double rollout_risk::expected_excess_errors() const {
  return prior_bad().value() * excess_errors_if_bad();
}

NINES_INLINE probability<> rollout_risk::excess_errors_survival_if_bad(double requests) const {
  if (!(requests >= 0))
    fail("rollout_risk::excess_errors_survival", "requests", requests, "0 or more");
  return if_bad([requests](const bad_trajectory& b) { return b.excess_errors_survival(requests); });
}

NINES_INLINE probability<> rollout_risk::excess_errors_survival(double requests) const {
  return mix(excess_errors_survival_if_bad(requests), probability<>::never());
}

NINES_INLINE double rollout_risk::excess_errors_quantile(const probability<>& not_exceeded) const {
  return smallest_excess_errors(not_exceeded,
                                [this](double x) { return excess_errors_survival(x); });
}

NINES_INLINE double rollout_risk::excess_errors_quantile_if_bad(
    const probability<>& not_exceeded) const {
  return smallest_excess_errors(not_exceeded,
                                [this](double x) { return excess_errors_survival_if_bad(x); });
}

NINES_INLINE probability<> rollout_risk::mix(const probability<>& bad,
                                             const probability<>& good) const {
  const auto& prior = prior_bad();
  return probability<>::from_computed_sides(
      prior.value() * bad.value() + prior.complement() * good.value(),
      prior.value() * bad.complement() + prior.complement() * good.complement());
}

}  // namespace nines
