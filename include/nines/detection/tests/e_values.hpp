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

#include <algorithm>
#include <cmath>
#include <limits>
#include <nines/detection/event_rate.hpp>
#include <nines/detection/rule.hpp>
#include <nines/detection/tests/deviance.hpp>
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
inline void check_believed(const char* function, const char* argument, double x) {
  require_positive_finite(function, argument, x);
  if (!(x >= 1e-9) || !(x <= 1e15)) fail(function, argument, x, "from 1e-9 to 1e15");
}
inline void check_prior(const char* function, const rate_prior& prior, count_model model) {
  check_believed(function, "events of the prior", prior.events);
  const double least = model == count_model::binomial ? prior.events : 0;
  if (!(prior.requests > least) || !is_finite(prior.requests))
    fail(function, "requests of the prior", prior.requests,
         "more than " + describe(least) + ", and finite");
  check_believed(function, "requests of the prior", prior.requests);
  if (model == count_model::binomial)  // input data, and requests is the larger
    check_believed(function, "requests less events of the prior", prior.requests - prior.events);
}

/// A sum of terms, and how large they are.
struct sum_of_terms {
  double value = 0;
  double size = 0;
  void add(double term) {
    value += term;
    size += std::abs(term);
  }
};
inline double smaller_terms(const sum_of_terms& a, const sum_of_terms& b) {
  return a.size <= b.size ? a.value : b.value;
}

/// ln of a/((a + b) p): of a rate near 1 by the other side.
inline double log_of_rates(double a, double b, double p, double q) {
  const double all = a + b;
  if (a < b) return std::log(a / (all * p));
  return std::log1p((all * q - b) / (all * p));  // given data, small against the 1
}

/// ln of B(a + x, b + y) / (B(a, b) p^x q^y).
inline double log_beta_e_value(double a, double b, double x, double y, const probability<>& p) {
  const double prior = a + b;
  const double n = x + y;
  if (n == 0) return 0;
  const double q = p.complement();
  if ((p.value() == 0 && x > 0) || (q == 0 && y > 0))
    return std::numeric_limits<double>::infinity();
  sum_of_terms added;
  added.add(deviance(a + x, a));
  added.add(deviance(b + y, b));
  added.add(-deviance(prior + n, prior));
  if (x > 0) added.add(x * log_of_rates(a, b, p.value(), q));
  if (y > 0) added.add(y * log_of_rates(b, a, q, p.value()));
  sum_of_terms rates = added;  // of posterior and prior, against p
  if (p.value() > 0 && q > 0) {
    rates = {};
    rates.add(deviance(a + x, (prior + n) * p.value()) + deviance(b + y, (prior + n) * q));
    rates.add(-(deviance(a, prior * p.value()) + deviance(b, prior * q)));
  }
  return smaller_terms(added, rates) + gamma_ratio_rest(a, x) + gamma_ratio_rest(b, y) -
         gamma_ratio_rest(prior, n);  // logarithms of the numbers: small
}

/// The same of a Poisson mean per request with a Gamma prior.
inline double log_gamma_e_value(const rate_prior& prior, double x, double n, double mean) {
  const double a = prior.events;
  const double before = prior.requests * mean;
  const double after = (prior.requests + n) * mean;
  if (mean == 0 && x > 0) return std::numeric_limits<double>::infinity();
  sum_of_terms added;
  added.add(deviance(a + x, a));
  if (x > 0) added.add(x * std::log(a / before));
  added.add(-(a + x) * std::log1p(n / prior.requests));
  added.add(n * mean);
  sum_of_terms rates = added;
  if (mean > 0) {
    rates = {};
    rates.add(deviance(a + x, after));
    rates.add(-deviance(a, before));
  }
  return smaller_terms(added, rates) + gamma_ratio_rest(a, x);
}

}  // namespace detail

/// ln E of a number of events among a number of requests, against a good rate. *Throws*
/// domain_error unless the counts are whole, and the prior is one.
[[nodiscard]] inline double log_e_value(double events, double requests, const event_rate& good,
                                        const rate_prior& prior) {
  constexpr auto function = "log_e_value";
  detail::check_prior(function, prior, good.model());
  detail::check_requests(function, requests, good.model());
  require_whole(function, "events", events, detail::most_events(good.model(), requests));
  if (good.model() == count_model::poisson)
    return detail::log_gamma_e_value(prior, events, requests, good.mean());
  const double missing = prior.requests - prior.events;  // input data, checked to be positive
  const double fine = requests - events;                 // counts: exact
  return detail::log_beta_e_value(prior.events, missing, events, fine, good.event_probability());
}

/// E of a number of events among a number of requests: fair bets against the good rate have
/// multiplied a stake by E. Infinite over 1e308.
[[nodiscard]] inline double e_value(double events, double requests, const event_rate& good,
                                    const rate_prior& prior) {
  return std::exp(log_e_value(events, requests, good, prior));
}

/// The p-value, valid at any time, of counts that a split of traffic should divide by `shares`
/// (which sum to one), with a Dirichlet prior (Lindon & Malek): min(1, 1/E). *Throws* domain_error
/// unless there are two arms or more and the lists are of one size, positive but for the counts.
[[nodiscard]] inline double sequential_p_value(const std::vector<double>& counts,
                                               const std::vector<double>& shares,
                                               const std::vector<double>& prior) {
  constexpr auto function = "sequential_p_value";
  if (counts.size() < 2) fail(function, "the number of arms", counts.size(), "2 or more");
  if (shares.size() != counts.size() || prior.size() != counts.size())
    fail(function, "counts, shares and prior must be lists of one size");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    require_whole(function, "a count", counts[i]);
    require_positive_finite(function, "a share", shares[i]);
    detail::check_believed(function, "a number of the prior", prior[i]);
  }
  // Arm by arm: each one against all that follow it.
  double log_e = 0;
  double count = counts.back();
  double share = shares.back();
  double weight = prior.back();
  for (std::size_t i = counts.size() - 1; i-- > 0;) {
    const probability<> own(unchecked, shares[i] / (shares[i] + share),
                            share / (shares[i] + share));
    log_e += detail::log_beta_e_value(prior[i], weight, counts[i], count, own);
    count += counts[i];
    share += shares[i];
    weight += prior[i];
  }
  return std::min(1.0, std::exp(-log_e));
}

/// Rolls back once E against a known good rate reaches 1 / alpha and the release is the worse: the
/// mixture SPRT. May be asked at any analysis.
class e_value_rule {
 public:
  /// *Throws* domain_error for a prior out of its range, and unless 0 < alpha < 1.
  e_value_rule(const event_rate& good, const rate_prior& prior, const probability<>& alpha)
      : good_(good), prior_(prior), enough_(-std::log(alpha.value())) {
    detail::check_prior("e_value_rule", prior, good.model());
    require_open_interval("e_value_rule", "alpha", alpha);
  }
  [[nodiscard]] count_model model() const { return good_.model(); }  ///< of the good rate
  /// Rolls back where there are more errors than expected and E >= 1 / alpha; never promotes.
  verdict operator()(const evidence& seen) const {
    if (!(seen.errors > good_.mean() * seen.requests)) return verdict::inconclusive;
    return log_e_value(seen.errors, seen.requests, good_, prior_) >= enough_
               ? verdict::roll_back
               : verdict::inconclusive;
  }

 private:
  event_rate good_;
  rate_prior prior_;
  double enough_;
};

}  // namespace nines
