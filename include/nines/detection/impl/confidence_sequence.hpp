// SPDX-License-Identifier: BSL-1.0
// Confidence sequences by mixtures.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <nines/detection/tests/confidence_sequence.hpp>
#include <nines/detection/tests/log_tails.hpp>

namespace nines {

namespace detail {

/// Of a mixture at (s, v).
inline void check_mixture(const char* function, double s, double v, double rho) {
  require_finite(function, "s", s);
  require_nonnegative_finite(function, "v", v);
  require_positive_finite(function, "rho", rho);
  for (const double x : {std::abs(s), v, rho})  // squares and sums of them are numbers
    if (!(x <= 1e150)) fail(function, "s, v or rho", x, "at most 1e150");
  if (!(rho >= 1e-150)) fail(function, "rho", rho, "1e-150 or more");
}

}  // namespace detail

NINES_INLINE double normal_mixture_rho(double v_best, double alpha) {
  require_positive_finite("normal_mixture_rho", "v_best", v_best);
  require_open_interval("normal_mixture_rho", "alpha", alpha);
  const double twice = -2 * std::log(alpha);
  return v_best / (twice + std::log1p(twice));
}

NINES_INLINE double normal_mixture_bound(double v, double alpha, double rho) {
  detail::check_mixture("normal_mixture_bound", 0, v, rho);
  require_open_interval("normal_mixture_bound", "alpha", alpha);
  return std::sqrt((v + rho) * (std::log1p(v / rho) - 2 * std::log(alpha)));  // both logs add
}

NINES_INLINE double log_normal_mixture(double s, double v, double rho) {
  detail::check_mixture("log_normal_mixture", s, v, rho);
  const double total = v + rho;
  const double z = s / std::sqrt(2 * total);
  const double scale = std::log(4 * rho / total) / 2;
  if (z < 0) return scale + std::log(detail::scaled_erfc(-z) / 2);
  return scale + z * z + detail::log_half_erfc(-z);
}

NINES_INLINE double log_gamma_poisson_mixture(double s, double v, double rho, double c) {
  constexpr auto function = "log_gamma_poisson_mixture";
  detail::check_mixture(function, s, v, rho);
  require_positive_finite(function, "c", c);
  // theta = e^(c lambda) >= 1 has a gamma prior, cut off at 1, where lambda is 0 and the likelihood
  // 1: M is the density of the prior there over that of the posterior.
  const double prior = rho / (c * c);
  const double total = (v + rho) / (c * c);
  const double shape = total + s / c;
  if (!(shape > 0)) fail(function, "s", s, "more than -(v + rho) / c");
  if (!(prior > 1e-290) || !(total < 1e290) || !(shape < 1e290))
    fail(function, "c", c, "of a size by which rho and v can be divided");
  return detail::log_gamma_density(prior, prior) - detail::log_gamma_q(prior, prior) -
         (detail::log_gamma_density(shape, total) -  // a ratio of densities: the statistic itself
          detail::log_gamma_q(shape, total));
}

namespace detail {

/// Where `log_mixture(s)`, which grows with s >= 0, reaches 1/alpha: by bisection, to the last
/// bits.
template <class Mixture>
double mixture_bound(double alpha, const Mixture& log_mixture) {
  const double enough = -std::log(alpha);
  double low = 0;
  double high = 1;
  while (!(log_mixture(high) >= enough)) high *= 2;  // up to what a mixture refuses
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;  // the ends of a bracket
    if (middle == low || middle == high) break;
    (log_mixture(middle) < enough ? low : high) = middle;
  }
  return high;
}

}  // namespace detail

NINES_INLINE double one_sided_normal_bound(double v, double alpha, double rho) {
  detail::check_mixture("one_sided_normal_bound", 0, v, rho);
  require_open_interval("one_sided_normal_bound", "alpha", alpha);
  return detail::mixture_bound(alpha, [=](double s) { return log_normal_mixture(s, v, rho); });
}

NINES_INLINE double gamma_poisson_bound(double v, double alpha, double rho, double c) {
  detail::check_mixture("gamma_poisson_bound", 0, v, rho);
  require_open_interval("gamma_poisson_bound", "alpha", alpha);
  return detail::mixture_bound(alpha,
                               [=](double s) { return log_gamma_poisson_mixture(s, v, rho, c); });
}

NINES_INLINE rate_interval confidence_sequence(double events, double requests, count_model model,
                                               const rate_prior& prior,
                                               const probability<>& alpha) {
  constexpr auto function = "confidence_sequence";
  require_open_interval(function, "alpha", alpha);
  detail::check_prior(function, prior, model);
  detail::check_requests(function, requests, model);
  require_whole(function, "events", events, detail::most_events(model, requests));
  const bool poisson = model == count_model::poisson;
  if (requests == 0 && events > 0)
    fail(function, "events", events, "0 where there are no requests");
  if (requests == 0) return {0, poisson ? std::numeric_limits<double>::infinity() : 1};
  const auto is_excluded = [&](double rate) {
    const auto at = poisson ? event_rate::per_request(rate) : probability<>::from_value(rate);
    return log_e_value(events, requests, at, prior) >= -std::log(alpha.value());
  };
  // The e-value falls towards the observed rate, and grows beyond it.
  const double observed = events / requests;
  const auto edge = [&](double inside, double outside) {
    for (int i = 0; i < 2000; ++i) {
      const double middle = inside + (outside - inside) / 2;  // the ends of a bracket
      if (middle == inside || middle == outside) break;
      (is_excluded(middle) ? outside : inside) = middle;
    }
    return inside;
  };
  double most = poisson ? std::max(1.0, 2 * observed) : 1;
  while (poisson && !is_excluded(most))
    if (!((most *= 2) < event_rate::most)) give_up(function, "no rate up to 1e150 is excluded");
  return {is_excluded(0) ? edge(observed, 0) : 0, is_excluded(most) ? edge(observed, most) : most};
}

namespace detail {

inline void check_rule(const char* function, const event_rate& good, const probability<>& alpha,
                       double best_at) {
  require_open_interval(function, "alpha", alpha);
  require_positive_finite(function, "the good rate", good.mean());
  require_positive_finite(function, "best_at", best_at);
}

}  // namespace detail

NINES_INLINE gamma_poisson_rule::gamma_poisson_rule(const event_rate& good,
                                                    const probability<>& alpha, double best_at)
    : good_(good.mean()), model_(good.model()), enough_(-std::log(alpha.value())) {
  detail::check_rule("gamma_poisson_rule", good, alpha, best_at);
  // One-sided: twice the level of the two-sided one, which must stay below 1.
  rho_ = normal_mixture_rho(good_ * best_at, std::min(2 * alpha.value(), 0.999));
}

NINES_INLINE verdict gamma_poisson_rule::operator()(const evidence& seen) const {
  const double expected = good_ * seen.requests;
  if (!(seen.errors > expected)) return verdict::inconclusive;
  const double beyond = seen.errors - expected;  // the statistic itself, of input data
  return log_gamma_poisson_mixture(beyond, expected, rho_) >= enough_ ? verdict::roll_back
                                                                      : verdict::inconclusive;
}

NINES_INLINE normal_mixture_rule::normal_mixture_rule(const event_rate& good,
                                                      const probability<>& alpha, double best_at)
    : good_(good.mean()),
      spread_(good.model() == count_model::binomial
                  ? good.event_probability().value() * good.event_probability().complement()
                  : good.mean()),
      enough_(-std::log(alpha.value())) {
  detail::check_rule("normal_mixture_rule", good, alpha, best_at);
  require_positive_finite("normal_mixture_rule", "the variance of the good rate", spread_);
  rho_ = normal_mixture_rho(spread_ * best_at, std::min(2 * alpha.value(), 0.999));
}

NINES_INLINE verdict normal_mixture_rule::operator()(const evidence& seen) const {
  const double expected = good_ * seen.requests;
  if (!(seen.errors > expected)) return verdict::inconclusive;
  const double beyond = seen.errors - expected;  // the statistic itself, of input data
  return log_normal_mixture(beyond, spread_ * seen.requests, rho_) >= enough_
             ? verdict::roll_back
             : verdict::inconclusive;
}

}  // namespace nines
