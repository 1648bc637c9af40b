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

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <nines/detection/boost_call.hpp>
#include <nines/detection/tests/e_values.hpp>
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

/// The probability that the rate of errors is above the limit, after these events in these
/// requests.
[[nodiscard]] inline probability<> posterior_above(double events, double requests,
                                                   const probability<>& limit,
                                                   const rate_prior& prior) {
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

/// The probability that the release fails more often than the baseline, each with its own prior of
/// the same shape. *Throws* domain_error unless counts and `prior.events` are whole numbers;
/// convergence_error for more than 1e7 errors, each of which is a term.
[[nodiscard]] inline probability<> posterior_worse(const evidence& seen, const rate_prior& prior) {
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

/// The probability that a release which passed is bad after all: Bayes, from the probabilities to
/// roll back a bad and a good one. *Throws* domain_error where nothing can pass.
[[nodiscard]] inline probability<> bad_given_passed(const probability<>& prior_bad,
                                                    const probability<>& detection,
                                                    const probability<>& false_rollback) {
  const double bad = prior_bad.value() * detection.complement();
  const double good = prior_bad.complement() * false_rollback.complement();
  if (!(bad + good > 0)) fail("bad_given_passed", "no release passes");
  return {unchecked, bad / (bad + good), good / (bad + good)};
}

/// The probability that a rollback was justified.
[[nodiscard]] inline probability<> bad_given_rolled_back(const probability<>& prior_bad,
                                                         const probability<>& detection,
                                                         const probability<>& false_rollback) {
  const double bad = prior_bad.value() * detection.value();
  const double good = prior_bad.complement() * false_rollback.value();
  if (!(bad + good > 0)) fail("bad_given_rolled_back", "no release is rolled back");
  return {unchecked, bad / (bad + good), good / (bad + good)};
}

/// Rolls back where the posterior probability of being above a limit is at least `sure`.
class posterior_rule {
 public:
  /// *Throws* domain_error for a prior out of its range, and unless 0 < sure < 1.
  posterior_rule(const probability<>& limit, const rate_prior& prior, const probability<>& sure)
      : limit_(limit), prior_(prior), sure_(sure) {
    detail::check_prior("posterior_rule", prior, count_model::binomial);
    require_open_interval("posterior_rule", "sure", sure);
  }
  /// Rolls back where P(p > limit) >= sure, given the counts; never promotes.
  verdict operator()(const evidence& seen) const {
    return posterior_above(seen.errors, seen.requests, limit_, prior_) >= sure_
               ? verdict::roll_back
               : verdict::inconclusive;
  }

 private:
  probability<> limit_;
  rate_prior prior_;
  probability<> sure_;
};

/// Rolls back where the posterior probability of being worse than the baseline is at least `sure`.
class posterior_worse_rule {
 public:
  /// *Throws* domain_error for a prior out of its range, and unless 0 < sure < 1.
  posterior_worse_rule(const rate_prior& prior, const probability<>& sure)
      : prior_(prior), sure_(sure) {
    detail::check_prior("posterior_worse_rule", prior, count_model::binomial);
    require_open_interval("posterior_worse_rule", "sure", sure);
  }
  /// Rolls back where P(p_release > p_baseline) >= sure, given the counts; never promotes.
  verdict operator()(const evidence& seen) const {
    return posterior_worse(seen, prior_) >= sure_ ? verdict::roll_back : verdict::inconclusive;
  }

 private:
  rate_prior prior_;
  probability<> sure_;
};

}  // namespace nines
