// SPDX-License-Identifier: BSL-1.0
// The probability of breaking a service level agreement, and what that costs.
//
//   breach_probability(repairable(days(30), 15min), {99.95_percent, month_30d})       26.2 %
//   breach_probability(downtime_distribution<>(c, 0, month_30d), budget)   a system, as a chain
//   exceedance_curve(d, hours(8), 1000)        the probability of more than each of 1000 times
//   expected_credit(d, month_30d, {{99.99_percent, 0.1}, {99_percent, 0.3}})
//
// All need only a distribution of the down time in a window (cumulative_downtime): unit_downtime,
// or downtime_distribution of <nines/markov/occupation/downtime_distribution.hpp>, which is exact
// for a system of several units and for repair times of phases. A distribution that has a window()
// must have that of the agreement. A mean says little here: of MTTF 30 d and MTTR 15 min it is
// 99.965 %.
// Index: service level agreement (SLA), service credit.
#pragma once

#include <nines/error.hpp>
#include <nines/slo/budget/error_budget.hpp>
#include <nines/slo/downtime/unit_downtime.hpp>
#include <span>

namespace nines {

/// A distribution of the down time in a window, which is asked for its cdf at many times at once.
template <class Dist>
concept cumulative_downtime =
    requires(const Dist& dist, std::vector<decltype(dist.mean())> durations) {
      { dist.cdf(durations).front().complement() };
      {
        dist.cdf(durations.front())
      } -> std::same_as<probability<typename decltype(dist.mean())::rep>>;
    };

/// The scalar of a distribution.
template <cumulative_downtime Dist>
using scalar_of_distribution = typename decltype(std::declval<const Dist&>().mean())::rep;

namespace detail {

/// A distribution of another window than that of the agreement answers another question.
template <class Dist, class T>
void check_window([[maybe_unused]] const char* function, [[maybe_unused]] const Dist& dist,
                  [[maybe_unused]] const T& window) {
  if constexpr (requires { dist.window(); }) {
    const T own = count_in<T>(dist.window());
    const T apart = own > window ? own - window : window - own;
    if (!(apart <= constant<T>(1e-12) * own))
      fail(function, "window (in hours)", window, "that of the distribution, " + describe(own));
  }
}

}  // namespace detail

/// The probability that the down time is more than the budget of an agreement. *Throws*
/// domain_error where the distribution's window is not that of the agreement.
template <cumulative_downtime Dist>
[[nodiscard]] probability<scalar_of_distribution<Dist>> breach_probability(
    const Dist& dist, const error_budget<scalar_of_distribution<Dist>>& promise) {
  detail::check_window("breach_probability", dist, promise.window().count());
  return !dist.cdf(promise.time());
}
/// The same of a part or a system by its mean up and down times, taken as exponential.
template <class T>
[[nodiscard]] probability<T> breach_probability(
    const repairable<T>& part, const error_budget<std::type_identity_t<T>>& promise,
    initial_condition start = initial_condition::up) {
  return breach_probability(unit_downtime<T>(part, promise.window(), start), promise);
}

/// A point of an exceedance curve: the probability of more down time than that.
template <class T>
struct exceedance {
  hours_in<T> down;                   ///< the time
  nines::probability<T> probability;  ///< that the down time is longer
};

/// The probability of more than each of `points` times, evenly spread from 0 to `longest`. *Throws*
/// domain_error for a longest of 0 or infinity, fewer than two points, and a memory_limit that is
/// negative or NaN; convergence_error, before it begins, for points that take more bytes than
/// memory_limit. *Cost*: that of cdf for all times at once.
template <cumulative_downtime Dist, class Rep, class Period>
[[nodiscard]] std::vector<exceedance<scalar_of_distribution<Dist>>> exceedance_curve(
    const Dist& dist, std::chrono::duration<Rep, Period> longest, std::size_t points = 1000,
    double memory_limit = default_memory_limit) {
  using T = scalar_of_distribution<Dist>;
  require_positive_duration("exceedance_curve", "longest", longest);
  if (!is_finite(count_in<T>(longest)))
    fail("exceedance_curve", "longest (in hours)", count_in<T>(longest), "finite");
  if (!(points >= 2)) fail("exceedance_curve", "points", points, "2 or more");
  require_nonnegative("exceedance_curve", "memory_limit", memory_limit);
  require_memory("exceedance_curve", std::to_string(points) + " points",
                 static_cast<double>(points) * 8 * sizeof(T), memory_limit);
  std::vector<hours_in<T>> times;
  times.reserve(points);
  for (std::size_t i = 0; i < points; ++i)
    times.emplace_back(
        T(count_in<T>(longest) * T(static_cast<double>(i)) / T(static_cast<double>(points - 1))));
  const std::vector<probability<T>> within = dist.cdf(times);
  std::vector<exceedance<T>> curve;
  curve.reserve(points);
  for (std::size_t i = 0; i < points; ++i) curve.push_back({times[i], !within[i]});
  return curve;
}

/// What is given back when the availability of a window is below an amount: a share of the bill.
template <class T = double>
struct credit_tier {
  probability<T> below;  ///< the availability under which the tier applies
  T credit;              ///< the share of the bill that is given back there, in [0, 1]
};

namespace detail {

template <class T>
void check_tiers(std::span<const credit_tier<T>> tiers) {
  constexpr auto function = "expected_credit";
  if (tiers.empty()) fail(function, "there is no tier");
  T before = zero<T>();
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    const std::string name = "tiers[" + std::to_string(i) + "]";
    if (!(tiers[i].credit >= before) || !is_finite(tiers[i].credit))
      fail(function, name + ".credit", tiers[i].credit, "at least that of the tier before");
    if (!(tiers[i].credit <= one<T>()))
      fail(function, name + ".credit", tiers[i].credit, "at most 1, all of the bill");
    if (i > 0 && !(tiers[i].below < tiers[i - 1].below))
      fail(function, name + ".below", tiers[i].below.value(), "less than that of the tier before");
    before = tiers[i].credit;
  }
}

}  // namespace detail

/// The mean share of the bill that is given back: sum of (credit_j - credit_(j-1)) P(D > x_j), x_j
/// the down time at which tier j begins. Tiers from the highest availability down. *Throws*
/// domain_error for tiers in another order, credits that fall or are more than 1, and a window that
/// is not the distribution's.
template <cumulative_downtime Dist, class Rep, class Period>
[[nodiscard]] scalar_of_distribution<Dist> expected_credit(
    const Dist& dist, std::chrono::duration<Rep, Period> window,
    std::span<const credit_tier<scalar_of_distribution<Dist>>> tiers) {
  using T = scalar_of_distribution<Dist>;
  detail::check_tiers(tiers);
  require_positive_duration("expected_credit", "window", window);
  if (!is_finite(count_in<T>(window)))
    fail("expected_credit", "window (in hours)", count_in<T>(window), "finite");
  detail::check_window("expected_credit", dist, count_in<T>(window));
  std::vector<hours_in<T>> times;
  for (const auto& tier : tiers) times.push_back(downtime(tier.below, window));
  const std::vector<probability<T>> within = dist.cdf(times);
  T mean = zero<T>();
  T before = zero<T>();
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    mean += (tiers[i].credit - before) * within[i].complement();  // input data, not negative
    before = tiers[i].credit;
  }
  return mean;
}
/// The same from a list in braces.
template <cumulative_downtime Dist, class Rep, class Period>
[[nodiscard]] scalar_of_distribution<Dist> expected_credit(
    const Dist& dist, std::chrono::duration<Rep, Period> window,
    std::initializer_list<credit_tier<scalar_of_distribution<Dist>>> tiers) {
  return expected_credit(dist, window, std::span(tiers.begin(), tiers.size()));
}

}  // namespace nines
