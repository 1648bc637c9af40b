// SPDX-License-Identifier: BSL-1.0
// How often a burn-rate alert fires while nothing is wrong.
//
//   const service_traffic<> t{.requests_per_hour = 1000, .failing = 0.5_percent};
//   alert_probability(alert, t)                           at one instant, both sides
//   false_alert_probability(alert, t, month_30d, 1min)    at least once in a month: {lower, upper}
//
// Each request fails with the same probability, independently. So the failures in the short window,
// S, and in the rest of the long one, R, are independent counts, and with the numbers of failures
// k, k' that are too many in the long and in the short window
//   P(fires) = sum over j >= k' of P(S = j) P(R >= k - j):
// all terms positive, and so is its complement. Both tails are incomplete beta and gamma functions.
// A window of fewer than 1000 requests has no such k: their number scatters. There requests are a
// Poisson process, and the share of failures itself is compared (low_traffic.hpp).
// Over a period there is a certain bracket: an alert evaluated once per long window sees
// independent counts (lower). Evaluated n times, it fires by more failures or by fewer good
// requests, and increasing events of independent counts are associated, so the probability of no
// alert is at least that of n independent evaluations (upper).
// Source: Esary, Proschan & Walkup 1967 for the last. Cost: some multiples of sqrt(k) tails, about
// 3e4 at most: what would take more is a convergence_error, before it begins.
// Index: false alert probability.
#pragma once

#include <cmath>
#include <nines/combine/copies.hpp>
#include <nines/combine/parallel.hpp>
#include <nines/error.hpp>
#include <nines/probability/bounds.hpp>
#include <nines/slo/budget/burn_rate_alerts.hpp>
#include <nines/slo/budget/low_traffic.hpp>
#include <nines/slo/budget/window_failures.hpp>

namespace nines {

namespace detail {

/// A sum of terms that rise and then fall ever faster (log-concave), with the end in sight: once
/// they fall by a factor r, what is left is at most a term times r / (1 - r).
template <class T>
class falling_sum {
 public:
  explicit falling_sum(T first) : sum_(first) {}
  void add(T term) {
    sum_ += term;
    is_done_ = term < last_ && term * term <= std::numeric_limits<T>::epsilon() / 16 * sum_ *
                                                  (last_ - term);  // a bound, not a result
    last_ = term;
  }
  [[nodiscard]] T sum() const { return sum_; }
  [[nodiscard]] bool is_done() const { return is_done_; }

 private:
  T sum_;
  T last_ = 0;
  bool is_done_ = false;
};

/// The least number of failures, of a number of requests, whose share is above the threshold.
template <class T>
T failures_above(T threshold, T requests) {
  return std::floor(exact_limit(threshold * requests)) + 1;
}

/// From here on the number of requests in a window is taken for just its mean.
inline constexpr double many_requests = 1000;

/// An alert whose short window has few requests: of both windows, or of that one alone. They come
/// at random in either case, but of many only the failures are told from their mean.
template <class T>
probability<T> probability_beside_few(const burn_rate_alert<T>& alert,
                                      const service_traffic<T>& traffic, T recent, T before) {
  const std::size_t least = alert.rule().least_failures;
  const bool all_are_few = recent + before < T(many_requests);
  const low_traffic<T> few(alert.threshold(), least, recent, all_are_few ? before : T(0),
                           traffic.failing);
  if (all_are_few) return few.alert_probability();
  const failures_in<T> rest(before,
                            {traffic.requests_per_hour, traffic.failing, failure_count::poisson});
  const T enough = std::max(failures_above(alert.threshold(), recent + before), T(least));
  T fires = zero<T>();
  T rests = zero<T>();
  for (std::size_t j = 0; j < few.most_recently(); ++j) {
    const probability<T> here = few.recently(j);
    const probability<T> more = rest.at_least(enough - T(j));
    fires += here.value() * more.value();
    rests += here.value() * more.complement() + here.complement();
  }
  return both_sides("alert_probability", fires, rests);
}

template <class T>
void check_traffic(const char* function, const service_traffic<T>& t) {
  if (!(t.requests_per_hour > 0) || !is_finite(t.requests_per_hour))
    fail(function, "requests_per_hour", t.requests_per_hour, "more than 0, and finite");
  if (t.model == failure_count::binomial && !(t.failing.complement() > 0))
    fail(function, "failing", t.failing.value(), "less than 1");
}

/// How often an alert is evaluated in a period, in hours.
template <class T>
T check_analyses(const char* function, const burn_rate_alert<T>& alert, const service_traffic<T>& t,
                 const T& period, const T& step) {
  check_traffic(function, t);
  if (!(step > zero<T>())) fail(function, "step (in hours)", step, "more than 0");
  if (!(period >= alert.rule().long_window.count()) || !is_finite(period))
    fail(function, "period (in hours)", period, "at least the long window, and finite");
  const T evaluations = period / step;
  if (!(evaluations >= 1 && evaluations <= T(1e9)))
    fail(function, "period / step", evaluations, "from 1 to 1e9");
  return evaluations;
}

/// The probability of an alert on two windows of many requests.
template <class T>
probability<T> probability_of_many(const burn_rate_alert<T>& alert,
                                   const service_traffic<T>& traffic, const T& all,
                                   const T& recent) {
  const auto& rule = alert.rule();
  const T enough = std::max(failures_above(alert.threshold(), all), T(rule.least_failures));
  if (!(rule.short_window.count() > 0)) return failures_in<T>(all, traffic).at_least(enough);
  const failures_in<T> last(recent, traffic);
  const failures_in<T> rest(all - recent, traffic);
  const T from = failures_above(alert.threshold(), recent);
  const T to = std::max(from, enough);  // from here on the short window is enough
  if (std::is_floating_point_v<T> && from < last.min() &&
      enough < failures_in<T>(all, traffic).min())
    return probability<T>::always();  // the other side is below the range of T
  falling_sum<T> fires(last.at_least(to).value());
  falling_sum<T> rests(last.at_least(from).complement());
  const T begin = std::max(from, last.min());
  constexpr double most = 3e4;
  work_budget tails("alert_probability", most, "tails of counts",
                    "take fewer requests an hour: those of a part of the traffic");
  // From below the mean to where a normal distribution has nothing more; the sums may go on for a
  // while.
  const T spread = T(9) * sqrt_of(T(last.mean() + 1));
  const T about = std::min(T(to - begin), T(std::max(T(last.mean() - begin), zero<T>()) + spread));
  if (!tails.allows(static_cast<double>(about))) tails.spend(static_cast<double>(about));
  tails = {"alert_probability", 10 * most, "tails of counts", "this is more than it should take"};
  for (T j = begin; j < to && !(fires.is_done() && rests.is_done()); ++j) {
    const T here = last.exactly(j);
    if (!(here > 0) && j > last.mean()) break;  // nor do those that follow
    tails.spend(1);
    const probability<T> more = rest.at_least(enough - j);
    fires.add(here * more.value());
    rests.add(here * more.complement());
  }
  return both_sides("alert_probability", fires.sum(), rests.sum());
}

}  // namespace detail

/// The probability that the alert fires at one instant, and that it does not; never where its
/// threshold is 1 or more. *Throws* domain_error unless the traffic is more than 0;
/// convergence_error beyond the cost above, or beyond Boost.Math's tails. *Accuracy*: Boost.Math's
/// tails, on both sides. A window of 1000 requests changes from a Poisson number of requests to
/// exactly its mean: the probability of a fast rule drops there by some 15 to 35 % where it is 1e-4
/// or more, and by more where it is rarer.
template <class T>
[[nodiscard]] probability<T> alert_probability(
    const burn_rate_alert<T>& alert, const service_traffic<std::type_identity_t<T>>& traffic) {
  detail::check_traffic("alert_probability", traffic);
  const auto& rule = alert.rule();
  const bool has_short = rule.short_window.count() > 0;
  const auto requests = [&](const hours_in<T>& window) {
    return T(traffic.requests_per_hour * window.count());
  };
  if (alert.threshold() >= T(1)) return probability<T>::never();  // no share is above it
  const bool is_binomial = traffic.model == failure_count::binomial;
  const T quickly = requests(has_short ? rule.short_window : rule.long_window);
  if (is_binomial && quickly < T(detail::many_requests))
    return detail::probability_beside_few<T>(alert, traffic, quickly,
                                             requests(rule.long_window) - quickly);  // of input
  const auto counted = [&](const T& n) { return is_binomial ? T(std::round(n)) : n; };
  const T all = counted(requests(rule.long_window));
  const T recent = counted(requests(rule.short_window));
  try {
    return detail::probability_of_many<T>(alert, traffic, all, recent);
  } catch (const convergence_error&) {
    throw;
  } catch (const std::exception& e) {  // of Boost.Math
    give_up("alert_probability", std::string("a tail is not found: ") + e.what());
  }
}

/// Bounds of the probability that it fires at least once in a period, evaluated once per `step`.
/// *Throws* domain_error unless the period is at least the long window and 0 < step <= period.
template <class T, class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] bounds<T> false_alert_probability(
    const burn_rate_alert<T>& alert, const service_traffic<std::type_identity_t<T>>& traffic,
    std::chrono::duration<Rep1, Period1> period, std::chrono::duration<Rep2, Period2> step) {
  const T length = count_in<T>(period);
  const T evaluations =
      detail::check_analyses("false_alert_probability", alert, traffic, length, count_in<T>(step));
  const T apart = std::max(T(1), alert.rule().long_window.count() / count_in<T>(step));
  const probability<T> once = alert_probability(alert, traffic);
  const auto at_least_once = [&](T times) {
    return parallel(copies(static_cast<std::size_t>(times), once));
  };
  return {at_least_once(std::max(T(1), std::floor(evaluations / std::ceil(apart)))),
          at_least_once(std::ceil(evaluations))};
}

}  // namespace nines
