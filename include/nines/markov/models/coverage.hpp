// SPDX-License-Identifier: BSL-1.0
// Imperfect coverage: k of n units, where not every failure is survived.
//
// While enough units are left, the failure of one is covered with probability c: the group goes on,
// after a reconfiguration if that takes time. Else it takes the whole group down, until recovery (a
// reboot, people). Few uncovered failures outweigh all that redundancy gains, which is why c, not
// n, decides: doubling the units doubles the uncovered failures.
// Closed forms: as_repairable(group), mttf(group); see staged_birth_death.hpp for what they assume.
// Source: Arnold 1973; Heimann, Mittal & Trivedi 1990; Trivedi & Bobbio 2017, section 9.6.
// Index: fault coverage.
#pragma once

#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/staged_birth_death.hpp>
#include <nines/markov/models/unit_group.hpp>

namespace nines {

/// n units, all working, where `needed` are enough, with coverage.
template <class T = double>
struct covered_units {
  using scalar_type = T;
  std::size_t units = 2;                               ///< n
  std::size_t needed = 1;                              ///< to be up, from 1 to n
  model_duration<T> mttf{};                            ///< of each unit
  model_duration<T> mttr{};                            ///< of each repair
  probability<T> coverage = probability<T>::always();  ///< of a failure, by the rest
  model_duration<T> reconfiguration{};                 ///< outage after a covered failure
  model_duration<T> recovery{};                        ///< outage after an uncovered one
  std::size_t crews = unlimited_crews;                 ///< repairs at the same time
  double memory_limit = default_memory_limit;          ///< bytes; a larger chain is refused before
};

/// The process of the group, by the number of failed units; outages are its stages. *Throws*
/// domain_error for a field out of its domain, by name.
template <class T>
[[nodiscard]] staged_birth_death<T> failure_process(const covered_units<T>& g) {
  detail::check_needed("imperfect_coverage", "needed", g.needed, g.units, g.memory_limit);
  detail::check_at_least_one("imperfect_coverage", "crews", g.crews);
  const T failure = detail::rate_of("imperfect_coverage", "mttf", g.mttf);
  const T repair = detail::finite_rate_of("imperfect_coverage", "mttr", g.mttr);
  const T covered = detail::length_of("imperfect_coverage", "reconfiguration", g.reconfiguration);
  const T uncovered = detail::length_of("imperfect_coverage", "recovery", g.recovery);
  const std::size_t spares = g.units - g.needed;
  const auto rate_from = [&](std::size_t failed) {
    return T(detail::count_of<T>(g.units - failed) * failure);
  };
  std::vector<staged_transition<T>> staged_transitions;
  for (std::size_t i = 0; i < spares; ++i) {
    staged_transitions.push_back(
        {i, i + 1, rate_from(i) * g.coverage.value(), {{{"reconfiguration"}, covered}}});
    staged_transitions.push_back(
        {i, i + 1, rate_from(i) * g.coverage.complement(), {{{"uncovered"}, uncovered}}});
  }
  return {detail::repaired_by_crews<T>(
              g.units, g.crews, repair,
              [&](std::size_t failed) { return failed < spares ? zero<T>() : rate_from(failed); }),
          std::move(staged_transitions)};
}

/// The chain: the failed units, and for each number of them the reconfiguration and the uncovered
/// outage. Labels "up", "degraded", "reconfiguration", "uncovered". *Throws* domain_error for a
/// field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> imperfect_coverage(const covered_units<T>& group) {
  return detail::chain_of(group);
}

}  // namespace nines
