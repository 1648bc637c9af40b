// SPDX-License-Identifier: BSL-1.0
// Posterior probabilities of rates, by incomplete beta functions and sums of their terms.
#pragma once

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <nines/detection/boost_call.hpp>
#include <nines/detection/tests/posterior.hpp>
#include <nines/discrete/binomial.hpp>

namespace nines {

namespace detail {

/// P(X > x) of X ~ Beta(a, b), by the side of x that holds the digits.
inline probability<> beta_above(double a, double b, const probability<>& x) {
  if (x.value() <= x.complement())
    return probability<>::from_computed_sides(boost::math::ibetac(a, b, x.value()),
                                              boost::math::ibeta(a, b, x.value()));
  return probability<>::from_computed_sides(boost::math::ibeta(b, a, x.complement()),
                                            boost::math::ibetac(b, a, x.complement()));
}

}  // namespace detail

NINES_INLINE probability<> posterior_above(double events, double requests,
                                           const probability<>& limit, const rate_prior& prior) {
  constexpr auto function = "posterior_above";
  detail::check_prior(function, prior, count_model::binomial);
  if (!(requests >= 0) || !is_finite(requests))
    fail(function, "requests", requests, "0 or more, and finite");
  if (!(events >= 0) || !(events <= requests))
    fail(function, "events", events, "from 0 to the requests");
  const double a = prior.events + events;
  const double b = prior.requests - prior.events + requests - events;
  return detail::boost_call(function, [&] { return detail::beta_above(a, b, limit); });
}

namespace detail {

/// P(x > y) for x ~ Beta(a, b), y ~ Beta(c, d), a and c whole: the sum over i < a of
/// B(c + i, b + d) / ((b + i) B(1 + i, b) B(c, d)), by the ratio of its terms (Evan Miller 2015).
inline double beta_exceeds(double a, double b, double c, double d) {
  wide_number<double> term;  // at i = 0 it is B(c, b + d) / B(c, d), which may be below any double
  for (double j = 0; j < c; ++j) term.multiply((d + j) / (b + d + j));
  double sum = 0;
  for (double i = 0; i < a; ++i) {
    sum += term.value();
    term.multiply((c + i) / (c + b + d + i) * ((b + i) / (i + 1)));
  }
  return sum;
}

}  // namespace detail

NINES_INLINE probability<> posterior_worse(const evidence& seen, const rate_prior& prior) {
  constexpr auto function = "posterior_worse";
  detail::check_prior(function, prior, count_model::binomial);
  if (prior.events != std::floor(prior.events))
    fail(function, "events of the prior", prior.events, "a whole number");
  for (const auto& [errors, requests] : {std::pair(seen.errors, seen.requests),
                                         std::pair(seen.baseline_errors, seen.baseline_requests)}) {
    require_whole(function, "requests", requests);
    require_whole(function, "errors", errors, requests);
  }
  if (!(prior.events + seen.errors + seen.baseline_errors <= 1e7))
    give_up("posterior_worse", "takes more than 1e7 terms, one for each error");
  const double fine = prior.requests - prior.events;  // input data, checked to be positive
  const double a = prior.events + seen.errors;
  const double b = fine + (seen.requests - seen.errors);  // counts: exact
  const double c = prior.events + seen.baseline_errors;
  const double d = fine + (seen.baseline_requests - seen.baseline_errors);  // counts: exact
  return probability<>::from_computed_sides(detail::beta_exceeds(a, b, c, d),
                                            detail::beta_exceeds(c, d, a, b));
}

NINES_INLINE probability<> bad_given_passed(const probability<>& prior_bad,
                                            const probability<>& detection,
                                            const probability<>& false_rollback) {
  const double bad = prior_bad.value() * detection.complement();
  const double good = prior_bad.complement() * false_rollback.complement();
  if (!(bad + good > 0)) fail("bad_given_passed", "no release passes");
  return {unchecked, bad / (bad + good), good / (bad + good)};
}

NINES_INLINE probability<> bad_given_rolled_back(const probability<>& prior_bad,
                                                 const probability<>& detection,
                                                 const probability<>& false_rollback) {
  const double bad = prior_bad.value() * detection.value();
  const double good = prior_bad.complement() * false_rollback.value();
  if (!(bad + good > 0)) fail("bad_given_rolled_back", "no release is rolled back");
  return {unchecked, bad / (bad + good), good / (bad + good)};
}

NINES_INLINE posterior_rule::posterior_rule(const probability<>& limit, const rate_prior& prior,
                                            const probability<>& sure)
    : limit_(limit), prior_(prior), sure_(sure) {
  detail::check_prior("posterior_rule", prior, count_model::binomial);
  require_open_interval("posterior_rule", "sure", sure);
}

NINES_INLINE verdict posterior_rule::operator()(const evidence& seen) const {
  return posterior_above(seen.errors, seen.requests, limit_, prior_) >= sure_
             ? verdict::roll_back
             : verdict::inconclusive;
}

NINES_INLINE posterior_worse_rule::posterior_worse_rule(const rate_prior& prior,
                                                        const probability<>& sure)
    : prior_(prior), sure_(sure) {
  detail::check_prior("posterior_worse_rule", prior, count_model::binomial);
  require_open_interval("posterior_worse_rule", "sure", sure);
}

NINES_INLINE verdict posterior_worse_rule::operator()(const evidence& seen) const {
  return posterior_worse(seen, prior_) >= sure_ ? verdict::roll_back : verdict::inconclusive;
}

}  // namespace nines
