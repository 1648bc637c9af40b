// SPDX-License-Identifier: BSL-1.0
// Confidence sequences: bounds that hold at all times at once.
//
//   s: what was observed beyond expectation; v: its variance so far (Poisson: the expected count)
//   ln M(s, v) of a mixture: E M <= 1, so the probability that ever M >= 1/alpha is at most alpha
//     normal, two-sided   |s| <= sqrt((v + rho)(ln(1 + v/rho) + 2 ln(1/alpha)))
//     normal, one-sided   ln M = ln(4 rho/w)/2 + s^2/(2 w) + ln Phi(s/sqrt(w)),  w = v + rho
//     gamma-Poisson       for sums of steps of at most c, Poisson-like: counts of events (c = 1)
//
// `rho` places where the bound is tightest: at a variance of v_best. Assumes of the normal ones
// that steps are sub-Gaussian of variance v, of the gamma-Poisson one that the events are Poisson,
// or a sum of rare independent ones. Source: Howard, Ramdas, McAuliffe & Sekhon, Ann. Stat. 49,
// 2021 (and their confseq, whose reference values the tests have).
// Index: confidence sequence, anytime-valid inference.
#pragma once

#include <nines/detection/event_rate.hpp>
#include <nines/detection/rule.hpp>
#include <nines/detection/tests/e_values.hpp>
#include <nines/inline.hpp>

namespace nines {

/// The rho whose two-sided normal mixture is tightest at the variance v_best.
[[nodiscard]] double normal_mixture_rho(double v_best, double alpha);

/// The two-sided bound on |s| at the variance v, at level alpha.
[[nodiscard]] double normal_mixture_bound(double v, double alpha, double rho);

/// ln M of the one-sided normal mixture; s > 0 is evidence.
[[nodiscard]] double log_normal_mixture(double s, double v, double rho);

/// ln M of the gamma-Poisson mixture, for steps of at most c; s > 0 is evidence.
[[nodiscard]] double log_gamma_poisson_mixture(double s, double v, double rho, double c = 1);

/// One-sided bound on s at the variance v, at level alpha: where the normal mixture is 1/alpha.
[[nodiscard]] double one_sided_normal_bound(double v, double alpha, double rho);
/// The same by the gamma-Poisson mixture, for steps of at most c.
[[nodiscard]] double gamma_poisson_bound(double v, double alpha, double rho, double c = 1);

/// The rates that the e-value with this prior does not exclude: a confidence sequence. With a
/// probability of at least 1 - alpha the true rate is inside at all times at once. Beta-binomial or
/// gamma-Poisson mixture, by the model. *Throws* domain_error as log_e_value, and unless 0 < alpha
/// < 1.
[[nodiscard]] rate_interval confidence_sequence(double events, double requests, count_model model,
                                                const rate_prior& prior,
                                                const probability<>& alpha);

/// Rolls back once the gamma-Poisson mixture of the events beyond the good mean reaches 1/alpha.
/// May be asked at any analysis. `best_at` is the number of requests for which it is tightest.
class gamma_poisson_rule {
 public:
  /// *Throws* domain_error unless 0 < alpha < 1, and the good rate and best_at are more than 0.
  gamma_poisson_rule(const event_rate& good, const probability<>& alpha, double best_at);
  [[nodiscard]] count_model model() const { return model_; }  ///< of the good rate
  /// Rolls back where the mixture of the counts reaches 1/alpha; never promotes.
  verdict operator()(const evidence& seen) const;

 private:
  double good_;
  count_model model_;
  double enough_;
  double rho_ = 0;
};

/// The same by the one-sided normal mixture, as if the sums were normal: an approximation for many
/// events. Where few are expected it rolls back more often than alpha; take gamma_poisson_rule.
class normal_mixture_rule {
 public:
  /// *Throws* as gamma_poisson_rule, and unless the variance of the good rate is more than 0.
  normal_mixture_rule(const event_rate& good, const probability<>& alpha, double best_at);
  /// Rolls back where the mixture of the counts reaches 1/alpha; never promotes.
  verdict operator()(const evidence& seen) const;

 private:
  double good_, spread_, enough_;
  double rho_ = 0;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/confidence_sequence.hpp>
#endif
