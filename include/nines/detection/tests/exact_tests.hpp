// SPDX-License-Identifier: BSL-1.0
// Exact tests of counts: how often would a good release look as bad as this one, or worse?
//
//   binomial_test(x, n, p0)                P(X >= x), X ~ Bin(n, p0)         known baseline
//   poisson_test(x, mean)                  P(X >= x), X ~ Poisson(mean)
//   conditional_test(seen)                 X ~ Bin(x + x_b, n / (n + n_b))   Poisson, side by side
//   fisher_test(seen)                      X ~ hypergeometric                binomial, side by side
//   two_proportion_test(seen)              normal, pooled: an approximation
//
// Each is one-sided, against more errors, and has both tails (the complement is P(X < x)). As
// rules: p_value_rule(test, alpha) rolls back where the p-value is at most alpha. A p-value is
// valid for one analysis; asked again and again it rolls back far more often
// (operating_characteristic.hpp says how often; e_values.hpp has what may be asked at any time).
// Accuracy: 1e-12; 1e-11 of counts above 1e8. Sources: Przyborowski & Wilenski 1940; Fisher 1935.
// Index: Fisher's exact test, two-proportion z-test, binomial test.
#pragma once

#include <nines/detection/event_rate.hpp>
#include <nines/detection/rule.hpp>
#include <nines/inline.hpp>

namespace nines {

namespace detail {

/// P(X >= x) of Bin(n, p).
probability<> binomial_tail(double x, double n, const probability<>& p);

/// P(X >= x) of Poisson(mean). The smaller side is at most exp(-deviance) (Chernoff); below any
/// double it is nothing.
probability<> poisson_tail(double x, double mean);

}  // namespace detail

/// P(X >= x): the tail that does not hold the mode is summed from its largest mass outwards.
probability<> hypergeometric_tail(double x, double draws, double marked, double total);

/// The probability of `errors` or more among `requests` that each fail with probability `good`.
[[nodiscard]] probability<> binomial_test(double errors, double requests,
                                          const probability<>& good);

/// The probability of `events` or more where `mean` are expected.
[[nodiscard]] probability<> poisson_test(double events, double mean);

/// Release beside baseline, by Poisson counts: given all errors, those of the release are binomial.
[[nodiscard]] probability<> conditional_test(const evidence& seen);

/// Release beside baseline, by binomial counts: given all errors, those of the release are
/// hypergeometric. *Throws* convergence_error where it may take more than 1e8 terms.
[[nodiscard]] probability<> fisher_test(const evidence& seen);

/// The z-test of two proportions, pooled, one-sided: an approximation, poor below some ten errors.
[[nodiscard]] probability<> two_proportion_test(const evidence& seen);

/// Rolls back where the p-value of a test is at most alpha: `test(evidence)` is a probability.
/// Before the first request it goes on.
template <class Test>
class p_value_rule {
 public:
  /// *Throws* domain_error unless 0 < alpha < 1.
  p_value_rule(Test test, const probability<>& alpha) : test_(std::move(test)), alpha_(alpha) {
    require_open_interval("p_value_rule", "alpha", alpha);
  }
  /// Rolls back where the p-value is at most alpha; inconclusive without requests. Never promotes.
  verdict operator()(const evidence& seen) const {
    if (!(seen.requests > 0)) return verdict::inconclusive;
    return test_(seen) <= alpha_ ? verdict::roll_back : verdict::inconclusive;
  }

 private:
  Test test_;
  probability<> alpha_;
};

/// The exact test against a known good rate, by the model of that rate.
[[nodiscard]] inline auto exact_rule(const event_rate& good, const probability<>& alpha) {
  return p_value_rule(
      [good](const evidence& seen) {
        return good.model() == count_model::poisson
                   ? detail::poisson_tail(seen.errors, good.mean() * seen.requests)
                   : detail::binomial_tail(seen.errors, seen.requests, good.event_probability());
      },
      alpha);
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/exact_tests.hpp>
#endif
