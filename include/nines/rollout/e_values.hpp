// SPDX-License-Identifier: BSL-1.0
// Evidence that may be looked at whenever one likes: e-values of mixtures, and mixture SPRTs.
//
//   E = integral of (likelihood at p / likelihood at p0) over a prior of p
//     = prior density at p0 / posterior density at p0                       (Savage & Dickey)
//
// While a release is good, E reaches 1/alpha, at any look ever, with a chance of at most alpha
// (Ville 1939): peeking is free. A rule that rolls back at E >= 1/alpha is the mixture SPRT (Robbins
// 1970). Two arms and more: Lindon & Malek, NeurIPS 2022 (arXiv 2011.03567); 1/E is their p-value.
//
// The ratio of densities is Boost.Math's (1e-13), without differences of log-gammas, wherever the
// posterior density is in the range of a double; beyond, E > 1e300 and its logarithm is right to
// 1e-12 of itself.
#pragma once

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <nines/rollout/event_rate.hpp>
#include <nines/rollout/verdict.hpp>
#include <vector>

namespace nines {

/// What is believed of a rate beforehand: Beta(events, requests - events) of a chance, Gamma(events)
/// per `requests` of a Poisson mean. Both numbers are as of requests seen: events / requests is the
/// mean.
struct rate_prior {
  double events = 1;
  double requests = 1000;
};

namespace detail {

inline void check_prior(const char* function, const rate_prior& prior, count_model model) {
  if (!(prior.events > 0) || !is_finite(prior.events))
    fail(function, "events of the prior", prior.events, "more than 0, and finite");
  const double least = model == count_model::binomial ? prior.events : 0;
  if (!(prior.requests > least) || !is_finite(prior.requests))
    fail(function, "requests of the prior", prior.requests,
         "more than " + describe(least) + ", and finite");
}

/// ln of B(a + x, b + y) / (B(a, b) p^x q^y).
inline double log_beta_e_value(double a, double b, double x, double y, const probability<>& p) {
  using boost::math::ibeta_derivative;
  if (x + y == 0) return 0;
  if (p.value() == 0 || p.complement() == 0) {
    if ((p.value() == 0 ? x : y) > 0) return std::numeric_limits<double>::infinity();
  } else {
    const double prior = ibeta_derivative(a, b, p.value());
    const double posterior = ibeta_derivative(a + x, b + y, p.value());
    if (prior > 1e-290 && posterior > 1e-290) return std::log(prior / posterior);
  }
  using boost::math::lgamma;
  const double before = lgamma(a) + lgamma(b) - lgamma(a + b);  // over 1e300: see the top
  const double after = lgamma(a + x) + lgamma(b + y) - lgamma(a + b + x + y);
  const double null =
      (x > 0 ? x * std::log(p.value()) : 0) + (y > 0 ? y * std::log(p.complement()) : 0);
  return after - before - null;
}

/// The same of a Poisson mean per request with a Gamma prior.
inline double log_gamma_e_value(const rate_prior& prior, double x, double n, double mean) {
  using boost::math::gamma_p_derivative;
  using boost::math::lgamma;
  if (mean == 0)
    return x > 0 ? std::numeric_limits<double>::infinity()
                 : -prior.events * std::log1p(n / prior.requests);
  const double before = prior.requests * gamma_p_derivative(prior.events, prior.requests * mean);
  const double total = prior.requests + n;
  const double after = total * gamma_p_derivative(prior.events + x, total * mean);
  if (before > 1e-290 && after > 1e-290) return std::log(before / after);
  return lgamma(prior.events + x) - lgamma(prior.events) -  // over 1e300: see the top
         prior.events * std::log1p(n / prior.requests) - x * std::log(total * mean) + n * mean;
}

}  // namespace detail

/// ln E of so many events among so many requests, against a good rate. *Throws* domain_error unless
/// the counts are whole, and the prior is one.
[[nodiscard]] inline double log_e_value(double events, double requests, const event_rate& good,
                                        const rate_prior& prior) {
  constexpr auto function = "log_e_value";
  detail::check_prior(function, prior, good.model());
  if (!(requests >= 0) || !detail::is_finite(requests))
    detail::fail(function, "requests", requests, "0 or more, and finite");
  const bool poisson = good.model() == count_model::poisson;
  if (!(events >= 0) || !(poisson || events <= requests) || !detail::is_finite(events))
    detail::fail(function, "events", events, "0 or more, and at most the requests");
  if (poisson) return detail::log_gamma_e_value(prior, events, requests, good.mean());
  const double missing = prior.requests - prior.events;  // input data, checked to be positive
  const double fine = requests - events;                 // counts: exact
  return detail::log_beta_e_value(prior.events, missing, events, fine, good.chance());
}

/// E of so many events among so many requests: fair bets against the good rate have multiplied a
/// stake by so much. Infinite over 1e308.
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
  if (counts.size() < 2) detail::fail(function, "the number of arms", counts.size(), "2 or more");
  if (shares.size() != counts.size() || prior.size() != counts.size())
    detail::fail(function, "counts, shares and prior must be lists of one size");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!(counts[i] >= 0)) detail::fail(function, "a count", counts[i], "0 or more");
    if (!(shares[i] > 0)) detail::fail(function, "a share", shares[i], "more than 0");
    if (!(prior[i] > 0)) detail::fail(function, "a number of the prior", prior[i], "more than 0");
  }
  // Arm by arm: each one against all that follow it.
  double log_e = 0;
  double count = counts.back();
  double share = shares.back();
  double weight = prior.back();
  for (std::size_t i = counts.size() - 1; i-- > 0;) {
    const probability<> own(detail::unchecked, shares[i] / (shares[i] + share),
                            share / (shares[i] + share));
    log_e += detail::log_beta_e_value(prior[i], weight, counts[i], count, own);
    count += counts[i];
    share += shares[i];
    weight += prior[i];
  }
  return std::min(1.0, std::exp(-log_e));
}

/// Rolls back once E against a known good rate reaches 1 / alpha and the release is the worse: the
/// mixture SPRT. May be asked at any look.
class e_value_rule {
 public:
  e_value_rule(const event_rate& good, const rate_prior& prior, const probability<>& alpha)
      : good_(good), prior_(prior), enough_(-std::log(alpha.value())) {
    detail::check_prior("e_value_rule", prior, good.model());
    if (!(alpha.value() > 0) || !(alpha.complement() > 0))
      detail::fail("e_value_rule", "alpha", alpha.value(), "more than 0, and less than 1");
  }
  verdict operator()(const evidence& seen) const {
    if (!(seen.errors > good_.mean() * seen.requests)) return verdict::go_on;
    return log_e_value(seen.errors, seen.requests, good_, prior_) >= enough_ ? verdict::roll_back
                                                                             : verdict::go_on;
  }

 private:
  event_rate good_;
  rate_prior prior_;
  double enough_;
};

/// The same for a baseline observed side by side: of all errors the release should have its share of
/// the requests. The split of the traffic must not change while it counts.
class split_e_value_rule {
 public:
  /// With a Beta(release, baseline) prior of the release's share of the errors.
  split_e_value_rule(double release, double baseline, const probability<>& alpha)
      : release_(release), baseline_(baseline), enough_(-std::log(alpha.value())) {
    if (!(release > 0) || !(baseline > 0))
      detail::fail("split_e_value_rule", "a number of the prior", std::min(release, baseline),
                   "more than 0");
    if (!(alpha.value() > 0) || !(alpha.complement() > 0))
      detail::fail("split_e_value_rule", "alpha", alpha.value(), "more than 0, and less than 1");
  }
  verdict operator()(const evidence& seen) const {
    if (!(seen.errors * seen.baseline_requests > seen.baseline_errors * seen.requests))
      return verdict::go_on;
    const double all = seen.requests + seen.baseline_requests;
    const probability<> share(detail::unchecked, seen.requests / all, seen.baseline_requests / all);
    return detail::log_beta_e_value(release_, baseline_, seen.errors, seen.baseline_errors,
                                    share) >= enough_
               ? verdict::roll_back
               : verdict::go_on;
  }

 private:
  double release_, baseline_, enough_;
};

}  // namespace nines
