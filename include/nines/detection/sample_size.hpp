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

#include <boost/math/special_functions/erf.hpp>
#include <nines/detection/boost_call.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/sprt.hpp>

namespace nines {

/// A test by one analysis: roll back from `roll_back_from` events on, among `requests`.
struct fixed_sample_design {
  double requests = 0;        ///< at the analysis, a whole number
  double roll_back_from = 0;  ///< events, a whole number
};

namespace detail {

inline probability<> tail_of(const event_rate& rate, double x, double n) {
  return rate.model() == count_model::poisson ? poisson_tail(x, rate.mean() * n)
                                              : binomial_tail(x, n, rate.event_probability());
}

/// The least whole n for which `holds`, which is false below it and true from it on.
template <class Holds>
double least_whole(const char* function, const Holds& holds) {
  double high = 1;
  while (!holds(high))
    if ((high *= 2) > 1e15) give_up(function, "takes over 1e15 requests");
  double low = std::floor(high / 2);
  while (high - low > 1) {  // whole numbers, low < high
    const double middle = std::floor(low + (high - low) / 2);
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace detail

/// The smallest number of requests for which a count tells good from bad with these probabilities
/// of error, and the count. *Throws* domain_error unless the good rate is the smaller and the
/// probabilities are more than 0 and less than 1; convergence_error where it takes 1e6 errors or
/// 1e15 requests.
[[nodiscard]] inline fixed_sample_design fixed_sample_test(const rate_pair& rates,
                                                           const error_probabilities& errors = {}) {
  constexpr auto function = "fixed_sample_test";
  (void)excess_rate(function, rates.good, rates.bad);
  require_open_interval(function, "false_rollback", errors.false_rollback);
  require_open_interval(function, "missed", errors.missed);
  const auto requests_to_see = [&](double c) {
    return detail::least_whole(
        function, [&](double n) { return (!detail::tail_of(rates.bad, c, n)) <= errors.missed; });
  };
  const auto holds = [&](double c) {
    return detail::tail_of(rates.good, c, requests_to_see(c)) <= errors.false_rollback;
  };
  double high = 1;
  while (!holds(high))
    if ((high *= 2) > 1e6) give_up("fixed_sample_test", "takes more than 1e6 errors");
  double low = std::floor(high / 2);
  while (high - low > 1) {  // whole numbers, low < high
    const double middle = std::floor((low + high) / 2);
    (holds(middle) ? high : low) = middle;
  }
  return {requests_to_see(high), high};
}

/// The traffic of the whole service with which a stage brings that many requests in its bake time:
/// with less of it the test cannot keep its probabilities. *Throws* domain_error for a share or a
/// time of 0.
[[nodiscard]] inline request_rate traffic_for(const fixed_sample_design& test,
                                              const probability<>& share, hours_in<double> bake) {
  if (!(share.value() > 0)) fail("traffic_for", "share", share.value(), "more than 0");
  require_positive_duration("traffic_for", "bake (in hours)", bake);
  return {test.requests / share.value(), bake};
}

/// How many requests without an error exclude a rate as large as this, but for a probability:
/// ln(probability) / ln(1 - rate).
[[nodiscard]] inline double requests_without_error(const probability<>& rate,
                                                   const probability<>& prob) {
  require_open_interval("requests_without_error", "rate", rate);
  require_open_interval("requests_without_error", "probability", prob);
  const auto log_of = [](const probability<>& p) {  // by the side that has the digits
    return p.value() < 0.5 ? std::log(p.value()) : std::log1p(-p.complement());
  };
  return log_of(prob) / log_of(!rate);
}

/// The requests that the normal approximation asks for: ((z_a s_good + z_b s_bad) / excess)^2. It
/// may miss fixed_sample_test() by a third where few errors are expected. *Source*: Fleiss 1981.
[[nodiscard]] inline double requests_for_power(const rate_pair& rates,
                                               const error_probabilities& errors = {}) {
  constexpr auto function = "requests_for_power";
  const double excess = excess_rate(function, rates.good, rates.bad);
  require_open_interval(function, "false_rollback", errors.false_rollback);
  require_open_interval(function, "missed", errors.missed);
  if (!(errors.missed < !errors.false_rollback))  // else no request is needed
    fail(function, "missed", errors.missed.value(), "less than 1 - false_rollback");  // words
  const auto spread = [](const event_rate& r) {
    return std::sqrt(r.model() == count_model::poisson
                         ? r.mean()
                         : r.event_probability().value() * r.event_probability().complement());
  };
  const auto z = [](const probability<>& p) {
    return p.value() <= p.complement()
               ? std::sqrt(2.0) * boost::math::erfc_inv(2 * p.value())
               : -std::sqrt(2.0) * boost::math::erfc_inv(2 * p.complement());
  };
  const double root =
      (z(errors.false_rollback) * spread(rates.good) + z(errors.missed) * spread(rates.bad)) /
      excess;
  return root * root;
}

/// The exact interval of Clopper & Pearson 1934: each end is missed with at most half of what
/// `confidence` leaves. *Throws* domain_error unless the counts are whole, and 0 < confidence < 1.
[[nodiscard]] inline rate_interval clopper_pearson(double events, double requests,
                                                   const probability<>& confidence) {
  constexpr auto function = "clopper_pearson";
  require_whole(function, "requests", requests);
  require_whole(function, "events", events, requests);
  require_open_interval(function, "confidence", confidence);
  const double half = confidence.complement() / 2;
  const double fine = requests - events;  // counts: exact
  rate_interval interval;
  return detail::boost_call(function, [&] {
    if (events > 0) interval.lower = boost::math::ibeta_inv(events, fine + 1, half);
    if (fine > 0) interval.upper = boost::math::ibetac_inv(events + 1, fine, half);
    return interval;
  });
}

}  // namespace nines
