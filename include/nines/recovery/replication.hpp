// SPDX-License-Identifier: BSL-1.0
// The data loss (RPO) with replicas that lag, and what that is in writes a year.
//
//   asynchronous copy      the loss is its lag: any distribution of a duration
//   objective of a lag     "99.99 % within 15 min": exponential of the mean r / ln(1 / eps)
//   a copy of a copy       sequence(lag, lag of the next)
//   the best of several    first_of(lag, lag)
//   copies tried in turn   w_1 L_1 + (1 - w_1) (w_2 L_2 + ...); what is left is lost for good
//   writes lost a year     sum over failures of rate * E[loss] * writes per second
//
// Assumes independent copies and steady traffic. Accuracy: the parts'.
// Index: replication lag.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/timing/mixture.hpp>
#include <string>

namespace nines {

/// The exponential lag that meets an objective: within a time with a probability. *Throws*
/// domain_error unless the time is more than 0 and the probability is in (0, 1).
template <class T, class Rep, class Period>
[[nodiscard]] exponential_time<T> lag_from_objective(const probability<T>& p,
                                                     std::chrono::duration<Rep, Period> within) {
  constexpr auto function = "lag_from_objective";
  const T seconds = seconds_of<T>(function, "within", within, true);
  if (!(p.value() > 0 && p.complement() > 0))
    fail(function, "probability", p.value(), "more than 0 and less than 1");
  const T logarithm = p.value() < p.complement() ? log1p_of(T(-p.value())) : log_of(p.complement());
  return exponential_time<T>(seconds_in<T>(seconds / -logarithm));
}

/// A copy that can be used with some probability, and what is lost with it.
template <class T = double>
struct data_copy {
  probability<T> usable;  ///< when it is needed
  random_time<T> loss;    ///< how much is lost with it, in time
};

/// The loss with copies that are tried in this order until one can be used; with none of them all
/// is lost, which is a loss without end. *Throws* domain_error for no copy.
template <class T>
[[nodiscard]] random_time<T> replica_loss(const std::vector<data_copy<T>>& copies) {
  if (copies.empty()) fail("replica_loss", "needs at least one copy");
  std::vector<weighted_time<T>>
      parts;  // side by side: a stack as deep as a list is long may overflow
  parts.reserve(copies.size() + 1);
  T left = one<T>();  // that none before can be used
  for (const auto& copy : copies) {
    const T weight = left * copy.usable.value();
    if (weight > 0) parts.push_back({weight, copy.loss});
    left *= copy.usable.complement();
  }
  if (left > 0) parts.push_back({left, never<T>()});
  return mixture(std::move(parts));
}

/// A kind of failure: how often a year, and what is lost each time.
template <class T = double>
struct loss_mode {
  T failures_per_year;  ///< 0 or more, and finite
  random_time<T> loss;  ///< at each failure, in time
};

/// How many writes are lost a year, on average. *Throws* domain_error for a rate that is negative
/// or not finite.
template <class T>
[[nodiscard]] T writes_lost_per_year(const std::vector<loss_mode<T>>& modes,
                                     const T& writes_per_second) {
  constexpr auto function = "writes_lost_per_year";
  const auto check = [](const char* argument, const T& x) {
    if (!is_nonnegative(x) || !is_finite(x)) fail(function, argument, x, "0 or more, and finite");
  };
  check("writes_per_second", writes_per_second);
  T seconds = zero<T>();
  for (const auto& mode : modes) {
    check("failures_per_year", mode.failures_per_year);
    seconds += priced(mode.failures_per_year, mode.loss.mean_seconds());
  }
  return priced(seconds, writes_per_second);
}

}  // namespace nines
