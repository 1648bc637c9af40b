// SPDX-License-Identifier: BSL-1.0
// Common cause: k of n units, and shocks that fail all of them at once.
//
// Of the failure rate of a unit, the share beta comes from shocks that all units have in common
// (the beta factor); shocks of another origin may be added by their mean interval. Between shocks
// units fail on their own, and min(i, crews) are under repair. With s the rate of shocks:
//   pi_i death_i = pi_(i-1) birth_(i-1) + s (pi_0 + ... + pi_(i-1))      the flow past i - 1
// a recursion of positive terms, so the long run has a closed form, and so has the first outage.
// Accuracy: some n epsilon. Cost: O(n). Source of the model: IEC 61508-6, Fleming 1975.
// Index: Marshall-Olkin shock.
#pragma once

#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/unit_group.hpp>

namespace nines {

/// n units, all working, where `needed` are enough, under shocks.
template <class T = double>
struct common_cause_units {
  using scalar_type = T;
  std::size_t units = 2;                          ///< n
  std::size_t needed = 1;                         ///< to be up, from 1 to n
  model_duration<T> mttf{};                       ///< of each unit, all causes
  model_duration<T> mttr{};                       ///< of each repair
  probability<T> beta = probability<T>::never();  ///< share of its failures that hit all units
  model_duration<T> shock_interval =              ///< between shocks beyond those of beta
      hours_in<T>(std::numeric_limits<T>::infinity());
  std::size_t crews = unlimited_crews;         ///< repairs at the same time
  double memory_limit = default_memory_limit;  ///< bytes; a larger chain is refused before
};

/// A birth-death process with shocks that lead from every state to the last one.
template <class T = double>
class birth_death_with_common_cause {
 public:
  using scalar_type = T;

  /// From a process and the rate of shocks per hour. *Throws* domain_error for a rate that is
  /// negative or not finite.
  birth_death_with_common_cause(birth_death<T> process, T shock_rate)
      : process_(std::move(process)), shock_rate_(std::move(shock_rate)) {
    if (!is_nonnegative(shock_rate_) || !is_finite(shock_rate_))
      fail("birth_death_with_common_cause", "shock_rate", shock_rate_, "0 or more, and finite");
  }

  /// The shares of time with 0, 1, ... failed, by the recursion above. *Cost*: O(n).
  [[nodiscard]] state_distribution<T> stationary() const {
    return {detail::shares_by_ratio<T>(process_.size() - 1, [&](std::size_t i, const T& share) {
      return T((share * process_.births()[i] + shock_rate_) / process_.deaths()[i]);
    })};
  }
  /// The share of time with fewer than `up` failed, and how often that ends.
  [[nodiscard]] repairable<T> as_repairable(std::size_t up) const {
    const state_distribution<T> pi = stationary();
    const auto level =
        pi.in(state_set::where(process_.size(), [up](std::size_t i) { return i < up; }));
    const T own = pi.mass[up - 1] * process_.births()[up - 1];
    return {level, T(own + level.value() * shock_rate_)};
  }
  /// The mean time from 0 failed until `up` are.
  [[nodiscard]] hours_in<T> mttf(std::size_t up) const {
    const std::vector<T> exits(up, shock_rate_);
    return hours_in<T>(
        detail::time_to_leave<T>(std::span(process_.births()).first(up), process_.deaths(), exits));
  }
  /// The chain: labels "up", "degraded", and "all failed", which a shock leaves behind.
  [[nodiscard]] chain<T> as_chain(std::size_t up) const {
    chain_builder<T> b = process_.builder(up);
    const std::size_t last = process_.size() - 1;
    for (std::size_t i = 0; i < last; ++i) b.add(i, last, shock_rate_);
    return b.label("all failed", {last}).build();
  }

 private:
  birth_death<T> process_;
  T shock_rate_;
};

/// The process of the group, by the number of failed units; rates per hour. *Throws* domain_error
/// for a field out of its domain, by name.
template <class T>
[[nodiscard]] birth_death_with_common_cause<T> failure_process(const common_cause_units<T>& g) {
  detail::check_needed("common_cause", "needed", g.needed, g.units, g.memory_limit);
  detail::check_at_least_one("common_cause", "crews", g.crews);
  const T failure = detail::rate_of("common_cause", "mttf", g.mttf);
  const T repair = detail::finite_rate_of("common_cause", "mttr", g.mttr);
  const T shocks = detail::rate_of("common_cause", "shock_interval", g.shock_interval);
  const T own = failure * g.beta.complement();
  return {detail::repaired_by_crews<T>(
              g.units, g.crews, repair,
              [&](std::size_t failed) { return T(detail::count_of<T>(g.units - failed) * own); }),
          T(failure * g.beta.value() + shocks)};
}

/// The chain of the failed units under shocks. Labels "up", "degraded", "all failed". *Throws*
/// domain_error for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> common_cause(const common_cause_units<T>& group) {
  return detail::chain_of(group);
}

}  // namespace nines
