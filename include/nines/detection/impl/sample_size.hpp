// SPDX-License-Identifier: BSL-1.0
// Sample sizes by bisection of exact tails.
#pragma once

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <nines/detection/boost_call.hpp>
#include <nines/detection/sample_size.hpp>

namespace nines {

namespace detail {

NINES_INLINE probability<> tail_of(const event_rate& rate, double x, double n) {
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

NINES_INLINE fixed_sample_design fixed_sample_test(const rate_pair& rates,
                                                   const error_probabilities& errors) {
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

NINES_INLINE request_rate traffic_for(const fixed_sample_design& test, const probability<>& share,
                                      hours_in<double> bake) {
  if (!(share.value() > 0)) fail("traffic_for", "share", share.value(), "more than 0");
  require_positive_duration("traffic_for", "bake (in hours)", bake);
  return {test.requests / share.value(), bake};
}

NINES_INLINE double requests_without_error(const probability<>& rate, const probability<>& prob) {
  require_open_interval("requests_without_error", "rate", rate);
  require_open_interval("requests_without_error", "probability", prob);
  const auto log_of = [](const probability<>& p) {  // by the side that has the digits
    return p.value() < 0.5 ? std::log(p.value()) : std::log1p(-p.complement());
  };
  return log_of(prob) / log_of(!rate);
}

NINES_INLINE double requests_for_power(const rate_pair& rates, const error_probabilities& errors) {
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

NINES_INLINE rate_interval clopper_pearson(double events, double requests,
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
