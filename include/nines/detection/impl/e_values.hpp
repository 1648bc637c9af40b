// SPDX-License-Identifier: BSL-1.0
// E-values as sums of deviances.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <nines/detection/tests/deviance.hpp>
#include <nines/detection/tests/e_values.hpp>

namespace nines {

namespace detail {

NINES_INLINE void check_believed(const char* function, const char* argument, double x) {
  require_positive_finite(function, argument, x);
  if (!(x >= 1e-9) || !(x <= 1e15)) fail(function, argument, x, "from 1e-9 to 1e15");
}

NINES_INLINE void check_prior(const char* function, const rate_prior& prior, count_model model) {
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

NINES_INLINE double log_beta_e_value(double a, double b, double x, double y,
                                     const probability<>& p) {
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

NINES_INLINE double log_e_value(double events, double requests, const event_rate& good,
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

NINES_INLINE double e_value(double events, double requests, const event_rate& good,
                            const rate_prior& prior) {
  return std::exp(log_e_value(events, requests, good, prior));
}

NINES_INLINE double sequential_p_value(const std::vector<double>& counts,
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

NINES_INLINE e_value_rule::e_value_rule(const event_rate& good, const rate_prior& prior,
                                        const probability<>& alpha)
    : good_(good), prior_(prior), enough_(-std::log(alpha.value())) {
  detail::check_prior("e_value_rule", prior, good.model());
  require_open_interval("e_value_rule", "alpha", alpha);
}

NINES_INLINE verdict e_value_rule::operator()(const evidence& seen) const {
  if (!(seen.errors > good_.mean() * seen.requests)) return verdict::inconclusive;
  return log_e_value(seen.errors, seen.requests, good_, prior_) >= enough_ ? verdict::roll_back
                                                                           : verdict::inconclusive;
}

}  // namespace nines
