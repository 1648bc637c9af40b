// SPDX-License-Identifier: BSL-1.0
// Wald's sequential probability ratio test: good or bad, as soon as the counts say so.
//
//   log ratio of x events in n requests
//     binomial   x ln(p1/p0) + (n - x) ln(q1/q0)          Poisson   x ln(l1/l0) - (l1 - l0) n
//   roll back at ln((1 - missed)/false_rollback) or more,
//   promote at ln(missed/(1 - false_rollback)) or less
//
// Among all tests with its error probabilities it needs the fewest requests on average (Wald &
// Wolfowitz 1948). Wald's figures (expected_requests_if_good, ..._if_bad) leave out by how much the
// limits are overshot; operating_characteristic() of operating_characteristic.hpp gives the exact
// ones, for any analyses. As a rule it promotes early. Source: Wald, Sequential Tests of
// Statistical Hypotheses, Ann. Math. Stat. 16, 1945.
// Index: sequential probability ratio test, average sample number.
#pragma once

#include <cmath>
#include <nines/detection/event_rate.hpp>
#include <nines/detection/rule.hpp>
#include <nines/detection/tests/deviance.hpp>

namespace nines {

/// Wald's test of a good rate against a bad one. A rule.
class sprt {
 public:
  /// *Throws* domain_error unless the good rate is the smaller, is not 0, and the probabilities of
  /// error are more than 0 and less than 1 together.
  sprt(const event_rate& good, const event_rate& bad, const error_probabilities& errors = {})
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

  [[nodiscard]] count_model model() const { return good_.model(); }  ///< of both rates
  /// log-likelihood ratio: ln((1 - missed) / false_rollback)
  [[nodiscard]] double roll_back_at() const { return roll_back_at_; }
  /// log-likelihood ratio: ln(missed / (1 - false_rollback))
  [[nodiscard]] double promote_at() const { return promote_at_; }
  /// The logarithm of the likelihood of a bad release over that of a good one. *Throws*
  /// domain_error where there is none: a count is infinite or NaN.
  [[nodiscard]] double log_ratio(double events, double requests) const {
    const double ratio = events * per_event_ + requests * per_request_;  // the statistic itself
    if (!is_finite(ratio)) {
      require_finite("sprt::log_ratio", "events", events);
      require_finite("sprt::log_ratio", "requests", requests);
    }
    return ratio;
  }
  /// How many events a request may bring on the limits: their slope.
  [[nodiscard]] double events_per_request() const { return -per_request_ / per_event_; }
  /// Compares log_ratio() with both limits; may be asked at any analysis.
  verdict operator()(const evidence& seen) const {
    const double ratio = log_ratio(seen.errors, seen.requests);
    if (ratio >= roll_back_at_) return verdict::roll_back;
    return ratio <= promote_at_ ? verdict::promote : verdict::inconclusive;
  }

  /// Wald's approximation of the requests until it stops, if bad; in the unit of a Poisson rate.
  [[nodiscard]] double expected_requests_if_bad() const {
    return (errors_.missed.complement() * roll_back_at_ +  // Wald's formula: a mean of both ends
            errors_.missed.value() * promote_at_) /
           divergence(bad_, good_);
  }
  /// The same for a good release.
  [[nodiscard]] double expected_requests_if_good() const {
    return -(errors_.false_rollback.value() * roll_back_at_ +
             errors_.false_rollback.complement() * promote_at_) /
           divergence(good_, bad_);
  }
  /// What one request tells on average (Kullback & Leibler), where `truth` holds against `other`.
  [[nodiscard]] static double divergence(const event_rate& truth, const event_rate& other) {
    using detail::deviance;
    const double more = detail::difference(other, truth);
    const double events = deviance(truth.mean(), other.mean(), more);
    if (truth.model() == count_model::poisson) return events;
    return events + deviance(truth.event_probability().complement(),
                             other.event_probability().complement(), -more);
  }

 private:
  event_rate good_, bad_;
  error_probabilities errors_;
  double roll_back_at_ = 0;
  double promote_at_ = 0;
  double per_event_ = 0;
  double per_request_ = 0;
};

}  // namespace nines
