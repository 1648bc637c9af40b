// SPDX-License-Identifier: BSL-1.0
// Wald's test: its limits, and what a request tells.
#pragma once

#include <cmath>
#include <nines/detection/tests/deviance.hpp>
#include <nines/detection/tests/sprt.hpp>

namespace nines {

NINES_INLINE sprt::sprt(const event_rate& good, const event_rate& bad,
                        const error_probabilities& errors)
    : good_(good), bad_(bad), errors_(errors) {
  const double excess = excess_rate("sprt", good, bad);
  if (!(good.mean() > 0)) fail("sprt", "the good rate", good.mean(), "more than 0");
  require_open_interval("sprt", "false_rollback", errors.false_rollback);
  require_open_interval("sprt", "missed", errors.missed);
  if (!(errors.missed < !errors.false_rollback))
    fail("sprt", "missed", errors.missed.value(),
         "less than 1 - false_rollback");  // words; the sides are compared
  roll_back_at_ = std::log(errors.missed.complement() / errors.false_rollback.value());
  promote_at_ = std::log(errors.missed.value() / errors.false_rollback.complement());
  per_event_ = std::log1p(excess / good.mean());
  if (!is_finite(per_event_))
    fail("sprt", "the good rate", good.mean(), "nearer to the bad one, " + describe(bad.mean()));
  if (good.model() == count_model::poisson) {
    per_request_ = -excess;
  } else {
    const double fine = good.event_probability().complement();
    const double rest = bad.event_probability().complement();
    if (!(rest > 0)) fail("sprt", "the bad rate", bad.mean(), "less than 1");
    per_request_ = rest < fine / 2 ? std::log(rest / fine) : std::log1p(-excess / fine);
    per_event_ -= per_request_;  // of opposite sign: a sum
  }
}

NINES_INLINE double sprt::log_ratio(double events, double requests) const {
  const double ratio = events * per_event_ + requests * per_request_;  // the statistic itself
  if (!is_finite(ratio)) {
    require_finite("sprt::log_ratio", "events", events);
    require_finite("sprt::log_ratio", "requests", requests);
  }
  return ratio;
}

NINES_INLINE verdict sprt::operator()(const evidence& seen) const {
  const double ratio = log_ratio(seen.errors, seen.requests);
  if (ratio >= roll_back_at_) return verdict::roll_back;
  return ratio <= promote_at_ ? verdict::promote : verdict::inconclusive;
}

NINES_INLINE double sprt::expected_requests_if_bad() const {
  return (errors_.missed.complement() * roll_back_at_ +  // Wald's formula: a mean of both ends
          errors_.missed.value() * promote_at_) /
         divergence(bad_, good_);
}

NINES_INLINE double sprt::expected_requests_if_good() const {
  return -(errors_.false_rollback.value() * roll_back_at_ +
           errors_.false_rollback.complement() * promote_at_) /
         divergence(good_, bad_);
}

NINES_INLINE double sprt::divergence(const event_rate& truth, const event_rate& other) {
  using detail::deviance;
  const double more = detail::difference(other, truth);
  const double events = deviance(truth.mean(), other.mean(), more);
  if (truth.model() == count_model::poisson) return events;
  return events + deviance(truth.event_probability().complement(),
                           other.event_probability().complement(), -more);
}

}  // namespace nines
