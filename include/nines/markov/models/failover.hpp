// SPDX-License-Identifier: BSL-1.0
// Standby that has to be switched in: detection, takeover, and a switch that may fail.
//
// `needed` units work, the others wait (cold, warm or hot). When a working unit fails and another
// waits, the group is down while the failure is detected and the other takes over; with probability
// 1 - c the switch fails, and people do it. The failure of a waiting unit harms nobody.
//   outage per failure of a working unit, while there is another:
//     detection + c takeover + (1 - c) manual_recovery
// Closed forms: as_repairable(group), mttf(group); see staged_birth_death.hpp for what they assume.
// For a pair in detail, failures during failover included, see primary_standby.hpp.
// Source: Trivedi & Bobbio 2017, section 9.6.
// Index: cold standby, hot standby, imperfect switching.
#pragma once

#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/k_of_n.hpp>
#include <nines/markov/models/staged_birth_death.hpp>

namespace nines {

/// `needed` working units and others in reserve, which take over after a while, or not.
template <class T = double>
struct failover_units {
  using scalar_type = T;
  std::size_t units = 2;                               ///< working and waiting
  std::size_t needed = 1;                              ///< working, from 1 to units
  model_duration<T> mttf{};                            ///< of a working unit
  model_duration<T> mttr{};                            ///< of each repair
  T dormancy_factor = zero<T>();                       ///< failure rate of a waiting unit, relative
  probability<T> coverage = probability<T>::always();  ///< the probability that the switch works
  model_duration<T> detection{};                       ///< of the failure of a working unit
  model_duration<T> takeover{};                        ///< by a waiting unit
  model_duration<T> manual_recovery{};                 ///< instead, when the switch fails
  std::size_t crews = unlimited_crews;                 ///< repairs at the same time
  double memory_limit = default_memory_limit;          ///< bytes; a larger chain is refused before
};

/// The process of the group, by the number of failed units; detection, takeover and manual recovery
/// are its stages. *Throws* domain_error for a field out of its domain, by name.
template <class T>
[[nodiscard]] staged_birth_death<T> failure_process(const failover_units<T>& g) {
  detail::check_needed("failover_group", "needed", g.needed, g.units, g.memory_limit);
  detail::check_at_least_one("failover_group", "crews", g.crews);
  detail::check_dormancy_factor("failover_group", g.dormancy_factor);
  const T failure = detail::rate_of("failover_group", "mttf", g.mttf);
  const T repair = detail::finite_rate_of("failover_group", "mttr", g.mttr);
  const T detection = detail::length_of("failover_group", "detection", g.detection);
  const T takeover = detail::length_of("failover_group", "takeover", g.takeover);
  const T manual = detail::length_of("failover_group", "manual_recovery", g.manual_recovery);
  const std::size_t spares = g.units - g.needed;
  std::vector<staged_transition<T>> staged_transitions;
  for (std::size_t i = 0; i < spares; ++i) {
    const T at_work = detail::count_of<T>(g.needed) * failure;
    const T covered = at_work * g.coverage.value();
    const T uncovered = at_work * g.coverage.complement();
    staged_transitions.push_back(
        {i, i + 1, covered, {{{"detection"}, detection}, {{"takeover"}, takeover}}});
    staged_transitions.push_back({i,
                                  i + 1,
                                  uncovered,
                                  {{{"detection before manual recovery", "detection"}, detection},
                                   {{"manual recovery"}, manual}}});
  }
  const auto at_once = [&](std::size_t failed) {
    return failed < spares ? T(detail::count_of<T>(spares - failed) * g.dormancy_factor * failure)
                           : T(detail::count_of<T>(g.units - failed) * failure);
  };
  return {detail::repaired_by_crews<T>(g.units, g.crews, repair, at_once),
          std::move(staged_transitions)};
}

/// The chain: the failed units, and for each number of them the stages of the failover. Labels
/// "up", "degraded", "detection", "takeover", "manual recovery". *Throws* domain_error for a field
/// out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> failover_group(const failover_units<T>& group) {
  return detail::chain_of(group);
}

}  // namespace nines
