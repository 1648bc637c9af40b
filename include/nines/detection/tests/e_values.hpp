// SPDX-License-Identifier: BSL-1.0
// Evidence that may be looked at whenever one likes: e-values of mixtures, and mixture SPRTs.
//
//   E = integral of (likelihood at p / likelihood at p0) over a prior of p
//     = prior density at p0 / posterior density at p0                       (Savage & Dickey)
//
// While a release is good, E reaches 1/alpha, at any analysis ever, with a probability of at most
// alpha (Ville 1939): peeking is free. A rule that rolls back at E >= 1/alpha is the mixture SPRT
// (Robbins 1970). Two arms and more: Lindon & Malek, NeurIPS 2022 (arXiv 2011.03567); 1/E is their
// p-value.
//
// ln E is a sum of deviances (deviance.hpp), in one of two forms: by the rates that prior and
// posterior put before all against p0, or by what the counts add to the prior. The one with the
// smaller terms is taken. Accuracy: 2e-12 of ln E, or of 1.
// Index: e-value, Ville's inequality, Bayes factor, always-valid p-value.
#pragma once

#include <nines/detection/event_rate.hpp>
#include <nines/detection/rule.hpp>
#include <nines/inline.hpp>
#include <vector>

namespace nines {

/// What is believed of a rate beforehand: Beta(events, requests - events) of a probability,
/// Gamma(events) per `requests` of a Poisson mean. Both numbers are as of requests seen: events /
/// requests is the mean.
struct rate_prior {
  double events = 1;       ///< seen beforehand, as if
  double requests = 1000;  ///< among these requests, as if
};

namespace detail {

/// Refuses numbers so far from 1 that differences of their logarithms have no digits.
void check_believed(const char* function, const char* argument, double x);
void check_prior(const char* function, const rate_prior& prior, count_model model);

/// ln of B(a + x, b + y) / (B(a, b) p^x q^y).
double log_beta_e_value(double a, double b, double x, double y, const probability<>& p);

}  // namespace detail

/// ln E of a number of events among a number of requests, against a good rate. *Throws*
/// domain_error unless the counts are whole, and the prior is one.
[[nodiscard]] double log_e_value(double events, double requests, const event_rate& good,
                                 const rate_prior& prior);

/// E of a number of events among a number of requests: fair bets against the good rate have
/// multiplied a stake by E. Infinite over 1e308.
[[nodiscard]] double e_value(double events, double requests, const event_rate& good,
                             const rate_prior& prior);

/// The p-value, valid at any time, of counts that a split of traffic should divide by `shares`
/// (which sum to one), with a Dirichlet prior (Lindon & Malek): min(1, 1/E). *Throws* domain_error
/// unless there are two arms or more and the lists are of one size, positive but for the counts.
[[nodiscard]] double sequential_p_value(const std::vector<double>& counts,
                                        const std::vector<double>& shares,
                                        const std::vector<double>& prior);

/// Rolls back once E against a known good rate reaches 1 / alpha and the release is the worse: the
/// mixture SPRT. May be asked at any analysis.
class e_value_rule {
 public:
  /// *Throws* domain_error for a prior out of its range, and unless 0 < alpha < 1.
  e_value_rule(const event_rate& good, const rate_prior& prior, const probability<>& alpha);
  [[nodiscard]] count_model model() const { return good_.model(); }  ///< of the good rate
  /// Rolls back where there are more errors than expected and E >= 1 / alpha; never promotes.
  verdict operator()(const evidence& seen) const;

 private:
  event_rate good_;
  rate_prior prior_;
  double enough_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/e_values.hpp>
#endif
