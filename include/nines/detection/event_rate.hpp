// SPDX-License-Identifier: BSL-1.0
// What a release is monitored by: how often a request is bad, and the traffic that shows it.
//
//   event_rate(0.2_percent)           each request fails with this probability (binomial counts)
//   event_rate::per_request(0.002)    events come at this mean (Poisson counts): log lines, retries
//   request_rate(1000, 1s)            of the whole service
//   traffic.in(30min, 1_percent)      18000 requests
//
// Assumes that requests are independent of each other; where they are not (one client in a retry
// loop) count what is: clients, minutes.
#pragma once

#include <cmath>
#include <nines/duration/hours.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// How counts are distributed: each request fails or not (binomial), or events come at a mean rate
/// and one request may have several (Poisson).
enum class count_model { binomial, poisson };

/// How often a request has the event that is monitored: an error, a timeout, a slow answer.
class event_rate {
 public:
  /// A probability for each request, by which counts are binomial.
  constexpr event_rate(const probability<>& p)  // NOLINT(google-explicit-constructor)
      : mean_(p.value()), probability_(p) {}
  /// The largest mean of a request: products of it with counts are numbers.
  static constexpr double most = 1e150;
  /// A mean for each request, by which counts are Poisson. *Throws* domain_error unless it is 0 to
  /// 1e150.
  [[nodiscard]] static constexpr event_rate per_request(double mean) {
    if (!is_nonnegative(mean) || !(mean <= most))
      fail("event_rate::per_request", "mean", mean, "0 or more, and at most 1e150");
    event_rate rate{probability<>::never()};
    rate.model_ = count_model::poisson;
    rate.mean_ = mean;
    return rate;
  }

  /// how its counts are distributed
  [[nodiscard]] constexpr count_model model() const { return model_; }
  /// The expected number of events of a request.
  [[nodiscard]] constexpr double mean() const { return mean_; }
  /// Of a binomial rate, both sides of the probability.
  [[nodiscard]] constexpr const probability<>& event_probability() const { return probability_; }

 private:
  count_model model_ = count_model::binomial;
  double mean_;
  probability<> probability_;
};

/// An interval for a rate.
struct rate_interval {
  double lower = 0;  ///< the smallest rate in it
  double upper = 1;  ///< the largest; more than 1 for a Poisson rate alone
};

/// The requests that reach a service. Immutable.
class request_rate {
 public:
  /// *Throws* domain_error unless requests, time and their quotient are more than 0, and finite.
  template <class Rep, class Period>
  constexpr request_rate(double requests, std::chrono::duration<Rep, Period> per) {
    require_positive_duration("request_rate", "per", per);
    if (!(requests > 0) || !is_finite(requests))
      fail("request_rate", "requests", requests, "more than 0, and finite");
    per_hour_ = requests / count_in<double>(per);
    require_positive_finite("request_rate", "requests per hour", per_hour_);
  }

  /// requests per hour of the whole service
  [[nodiscard]] constexpr double per_hour() const { return per_hour_; }
  /// The requests that a share of the traffic brings in a time. *Throws* domain_error for a time
  /// that is negative, or not finite.
  template <class Rep, class Period>
  [[nodiscard]] constexpr double in(std::chrono::duration<Rep, Period> time,
                                    const probability<>& share = probability<>::always()) const {
    require_duration("request_rate::in", "time", time);
    if (!is_finite(count_in<double>(time)))
      fail("request_rate::in", "time", count_in<double>(time), "finite");
    return per_hour_ * share.value() * count_in<double>(time);
  }
  /// How long a share of the traffic takes to bring that many requests. *Throws* domain_error for a
  /// share of 0 or a negative number.
  [[nodiscard]] constexpr hours_in<double> time_for(
      double requests, const probability<>& share = probability<>::always()) const {
    if (!(share.value() > 0)) fail("request_rate::time_for", "share", share.value(), "more than 0");
    if (!is_nonnegative(requests))
      fail("request_rate::time_for", "requests", requests, "0 or more");
    return hours_in<double>(requests / (per_hour_ * share.value()));
  }

 private:
  double per_hour_ = 0;
};

namespace detail {

/// Whole numbers up to 2^53 are exact.
inline constexpr double most_counted = 9007199254740992.0;

/// Requests are counted; what a Poisson mean is per need not be whole.
inline void check_requests(const char* function, double requests, count_model model) {
  if (model == count_model::binomial) return require_whole(function, "requests", requests);
  if (!is_nonnegative(requests) || !(requests <= event_rate::most))
    fail(function, "requests", requests, "0 or more, and at most 1e150");
}
/// The most events that a number of requests may have.
inline double most_events(count_model model, double requests) {
  return model == count_model::poisson ? most_counted : requests;
}

}  // namespace detail

/// Whether two rates have the same model, mean and event probability, to the last digit.
inline bool is_same_rate(const event_rate& a, const event_rate& b) {
  return a.model() == b.model() && a.mean() == b.mean() &&
         a.event_probability() == b.event_probability();
}

namespace detail {
/// By how much one rate exceeds another of its model, from the sides that hold the digits.
inline double difference(const event_rate& larger, const event_rate& smaller) {
  const auto& a = larger.event_probability();
  const auto& b = smaller.event_probability();
  if (larger.model() == count_model::binomial && b.value() > 0.5 && a.value() > 0.5)
    return b.complement() - a.complement();  // input data
  return larger.mean() - smaller.mean();     // input data
}

}  // namespace detail

/// By how much a bad rate exceeds a good one. *Throws* domain_error unless they are of one model,
/// and the bad one is the larger.
inline double excess_rate(const char* function, const event_rate& good, const event_rate& bad) {
  if (good.model() != bad.model())
    fail(function, "the good and the bad rate must be of the same model of counts");
  const bool is_larger = good.model() == count_model::poisson
                             ? good.mean() < bad.mean()
                             : good.event_probability() < bad.event_probability();
  if (!is_larger)
    fail(function, "the good rate", good.mean(), "less than the bad one, " + describe(bad.mean()));
  return detail::difference(bad, good);
}

}  // namespace nines
