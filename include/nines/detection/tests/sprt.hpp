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

#include <nines/detection/event_rate.hpp>
#include <nines/detection/rule.hpp>
#include <nines/inline.hpp>

namespace nines {

/// Wald's test of a good rate against a bad one. A rule.
class sprt {
 public:
  /// *Throws* domain_error unless the good rate is the smaller, is not 0, and the probabilities of
  /// error are more than 0 and less than 1 together.
  sprt(const event_rate& good, const event_rate& bad, const error_probabilities& errors = {});

  [[nodiscard]] count_model model() const { return good_.model(); }  ///< of both rates
  /// log-likelihood ratio: ln((1 - missed) / false_rollback)
  [[nodiscard]] double roll_back_at() const { return roll_back_at_; }
  /// log-likelihood ratio: ln(missed / (1 - false_rollback))
  [[nodiscard]] double promote_at() const { return promote_at_; }
  /// The logarithm of the likelihood of a bad release over that of a good one. *Throws*
  /// domain_error where there is none: a count is infinite or NaN.
  [[nodiscard]] double log_ratio(double events, double requests) const;
  /// How many events a request may bring on the limits: their slope.
  [[nodiscard]] double events_per_request() const { return -per_request_ / per_event_; }
  /// Compares log_ratio() with both limits; may be asked at any analysis.
  verdict operator()(const evidence& seen) const;

  /// Wald's approximation of the requests until it stops, if bad; in the unit of a Poisson rate.
  [[nodiscard]] double expected_requests_if_bad() const;
  /// The same for a good release.
  [[nodiscard]] double expected_requests_if_good() const;
  /// What one request tells on average (Kullback & Leibler), where `truth` holds against `other`.
  [[nodiscard]] static double divergence(const event_rate& truth, const event_rate& other);

 private:
  event_rate good_, bad_;
  error_probabilities errors_;
  double roll_back_at_ = 0;
  double promote_at_ = 0;
  double per_event_ = 0;
  double per_request_ = 0;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/sprt.hpp>
#endif
