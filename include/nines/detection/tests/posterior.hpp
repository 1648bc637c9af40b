// SPDX-License-Identifier: BSL-1.0
// What to believe after the counts: the posterior of a rate of errors, and of a release.
//
//   posterior_above(x, n, limit, prior)     P(p > limit), p ~ Beta(a + x, b + n - x)
//   posterior_worse(seen, prior)            P(p_release > p_baseline)
//   bad_given_passed(prior, detection, false_rollback)     and bad_given_rolled_back
//
// A belief is no test: a release that is good may look bad at some of many analyses, and a
// dashboard that shows the posterior all the time alarms more often than it says. For 12 errors in
// 5000 and a limit of 0.1 % the posterior is 0.991, the e-value (e_values.hpp) only 5.5. Accuracy:
// that of Boost.Math's incomplete beta; sums of positive terms elsewhere.
// Index: posterior probability, positive predictive value.
#pragma once

#include <nines/detection/tests/e_values.hpp>
#include <nines/inline.hpp>

namespace nines {

/// The probability that the rate of errors is above the limit, after these events in these
/// requests.
[[nodiscard]] probability<> posterior_above(double events, double requests,
                                            const probability<>& limit, const rate_prior& prior);

/// The probability that the release fails more often than the baseline, each with its own prior of
/// the same shape. *Throws* domain_error unless counts and `prior.events` are whole numbers;
/// convergence_error for more than 1e7 errors, each of which is a term.
[[nodiscard]] probability<> posterior_worse(const evidence& seen, const rate_prior& prior);

/// The probability that a release which passed is bad after all: Bayes, from the probabilities to
/// roll back a bad and a good one. *Throws* domain_error where nothing can pass.
[[nodiscard]] probability<> bad_given_passed(const probability<>& prior_bad,
                                             const probability<>& detection,
                                             const probability<>& false_rollback);

/// The probability that a rollback was justified.
[[nodiscard]] probability<> bad_given_rolled_back(const probability<>& prior_bad,
                                                  const probability<>& detection,
                                                  const probability<>& false_rollback);

/// Rolls back where the posterior probability of being above a limit is at least `sure`.
class posterior_rule {
 public:
  /// *Throws* domain_error for a prior out of its range, and unless 0 < sure < 1.
  posterior_rule(const probability<>& limit, const rate_prior& prior, const probability<>& sure);
  /// Rolls back where P(p > limit) >= sure, given the counts; never promotes.
  verdict operator()(const evidence& seen) const;

 private:
  probability<> limit_;
  rate_prior prior_;
  probability<> sure_;
};

/// Rolls back where the posterior probability of being worse than the baseline is at least `sure`.
class posterior_worse_rule {
 public:
  /// *Throws* domain_error for a prior out of its range, and unless 0 < sure < 1.
  posterior_worse_rule(const rate_prior& prior, const probability<>& sure);
  /// Rolls back where P(p_release > p_baseline) >= sure, given the counts; never promotes.
  verdict operator()(const evidence& seen) const;

 private:
  rate_prior prior_;
  probability<> sure_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/posterior.hpp>
#endif
