// SPDX-License-Identifier: BSL-1.0
// How much traffic a test needs to mean anything, and what counts say of a rate.
//
// Example:
//   const auto test = fixed_sample_test({.good = 0.05_percent, .bad = 0.2_percent},
//                                   {.false_rollback = 1_percent, .missed = 5_percent});
//   test.requests, test.roll_back_from;              // 7850 requests, roll back from 10 errors on
//   const request_rate traffic(100, 1s);
//   traffic.time_for(test.requests, 1_percent);      // the bake time of a stage, for it
//   traffic_for(test, 1_percent, 30min);             // the traffic, for a bake time
//   requests_without_error(0.1_percent, 5_percent);  // 2995, the rule of three, exactly
//   clopper_pearson(5, 1800, 95_percent);            // an exact interval for the rate
//
// fixed_sample_test has exact tails. For each critical count c there is a least n that sees enough
// of a bad release; the larger c, the fewer good ones are rolled back at that n, so c is found by
// bisection.
// Index: sample size, Clopper-Pearson interval, rule of three.
#pragma once

#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/inline.hpp>

namespace nines {

/// A test by one analysis: roll back from `roll_back_from` events on, among `requests`.
struct fixed_sample_design {
  double requests = 0;        ///< at the analysis, a whole number
  double roll_back_from = 0;  ///< events, a whole number
};

namespace detail {

probability<> tail_of(const event_rate& rate, double x, double n);

}  // namespace detail

/// The smallest number of requests for which a count tells good from bad with these probabilities
/// of error, and the count. *Throws* domain_error unless the good rate is the smaller and the
/// probabilities are more than 0 and less than 1; convergence_error where it takes 1e6 errors or
/// 1e15 requests.
[[nodiscard]] fixed_sample_design fixed_sample_test(const rate_pair& rates,
                                                    const error_probabilities& errors = {});

/// The traffic of the whole service with which a stage brings that many requests in its bake time:
/// with less of it the test cannot keep its probabilities. *Throws* domain_error for a share or a
/// time of 0.
[[nodiscard]] request_rate traffic_for(const fixed_sample_design& test, const probability<>& share,
                                       hours_in<double> bake);

/// How many requests without an error exclude a rate as large as this, but for a probability:
/// ln(probability) / ln(1 - rate).
[[nodiscard]] double requests_without_error(const probability<>& rate, const probability<>& prob);

/// The requests that the normal approximation asks for: ((z_a s_good + z_b s_bad) / excess)^2. It
/// may miss fixed_sample_test() by a third where few errors are expected. *Source*: Fleiss 1981.
[[nodiscard]] double requests_for_power(const rate_pair& rates,
                                        const error_probabilities& errors = {});

/// The exact interval of Clopper & Pearson 1934: each end is missed with at most half of what
/// `confidence` leaves. *Throws* domain_error unless the counts are whole, and 0 < confidence < 1.
[[nodiscard]] rate_interval clopper_pearson(double events, double requests,
                                            const probability<>& confidence);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/sample_size.hpp>
#endif
