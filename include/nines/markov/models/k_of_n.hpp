// SPDX-License-Identifier: BSL-1.0
// k of n like units with repair crews, with or without standby, with or without a shared load.
//
// With i failed, n - i units are left, and k are enough:
//   k_of_n        all work                           they fail at (n - i) lambda
//   standby       k work, the others wait            k lambda + (n - k - i) dormancy lambda
//   load_sharing  all share a load that stays        (n - i) lambda (n / (n - i))^exponent
// and min(i, crews) are under repair at mu. With fewer than k left all of them work. Each is a
// birth-death process, so as_repairable(group) and mttf(group) are closed forms (unit_group.hpp).
//
// Assumes exponential times, like units, repair as good as new; a failure is always covered and
// the switch takes no time (coverage.hpp and failover.hpp are for the rest).
// Sources: Trivedi & Bobbio 2017, sections 9.4 and 10.2; Rausand, Barros &
// Hoyland 2021, section 11.
// Index: MTTDL, machine repairman model, load sharing, dormancy factor.
#pragma once

#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/unit_group.hpp>

namespace nines {

/// n units, all working, where `needed` are enough.
template <class T = double>
struct k_of_n_units {
  using scalar_type = T;
  std::size_t units = 1;                       ///< n
  std::size_t needed = 1;                      ///< to be up, from 1 to n
  model_duration<T> mttf{};                    ///< of each unit
  model_duration<T> mttr{};                    ///< of each repair
  std::size_t crews = unlimited_crews;         ///< repairs at the same time
  double memory_limit = default_memory_limit;  ///< bytes; a larger chain is refused before
};

/// `needed` working units, and the others in reserve: cold (dormancy 0), warm, or hot (1).
template <class T = double>
struct standby_units {
  using scalar_type = T;
  std::size_t units = 2;     ///< working and waiting
  std::size_t needed = 1;    ///< at work, from 1 to units
  model_duration<T> mttf{};  ///< of a working unit
  model_duration<T> mttr{};  ///< of each repair
  /// Failure rate of a waiting unit over that of a working one.
  T dormancy_factor = zero<T>();
  std::size_t crews = unlimited_crews;         ///< repairs at the same time
  double memory_limit = default_memory_limit;  ///< bytes; a larger chain is refused before
};

/// n units that carry one load together: the fewer are left, the faster each fails.
template <class T = double>
struct load_sharing_units {
  using scalar_type = T;
  std::size_t units = 2;                ///< n
  std::size_t needed = 1;               ///< to be up, from 1 to n
  model_duration<T> mttf{};             ///< of a unit while all share the load
  model_duration<T> mttr{};             ///< of each repair
  T load_exponent = one<T>();           ///< rate ~ load^exponent; 0: the load does not matter
  std::size_t crews = unlimited_crews;  ///< repairs at the same time
  double memory_limit = default_memory_limit;  ///< bytes; a larger chain is refused before
};

namespace detail {

/// How fast units fail with `failed` of them failed, `needed` of the rest at work.
template <class T>
T standby_failure_rate(std::size_t units, std::size_t needed, std::size_t failed, const T& failure,
                       const T& dormancy_factor) {
  const std::size_t left = units - failed;
  const std::size_t working = std::min(left, needed);
  const std::size_t waiting = left - working;
  return failure * (count_of<T>(working) + count_of<T>(waiting) * dormancy_factor);
}
template <class T>
void check_dormancy_factor(std::string_view function, const T& dormancy_factor) {
  if (!is_in_unit_interval(dormancy_factor))
    fail(function, "dormancy_factor", dormancy_factor, "in [0, 1]");
}

}  // namespace detail

/// The process of the group, by the number of failed units; rates per hour. *Throws* domain_error
/// for a field out of its domain, by name.
template <class T>
[[nodiscard]] birth_death<T> failure_process(const k_of_n_units<T>& g) {
  detail::check_needed("k_of_n", "needed", g.needed, g.units, g.memory_limit);
  detail::check_at_least_one("k_of_n", "crews", g.crews);
  const T failure = detail::rate_of("k_of_n", "mttf", g.mttf);
  const T repair = detail::finite_rate_of("k_of_n", "mttr", g.mttr);
  return detail::repaired_by_crews<T>(g.units, g.crews, repair, [&](std::size_t failed) {
    return T(detail::count_of<T>(g.units - failed) * failure);
  });
}
/// The same for a group with waiting units.
template <class T>
[[nodiscard]] birth_death<T> failure_process(const standby_units<T>& g) {
  detail::check_needed("standby", "needed", g.needed, g.units, g.memory_limit);
  detail::check_at_least_one("standby", "crews", g.crews);
  detail::check_dormancy_factor("standby", g.dormancy_factor);
  const T failure = detail::rate_of("standby", "mttf", g.mttf);
  const T repair = detail::finite_rate_of("standby", "mttr", g.mttr);
  return detail::repaired_by_crews<T>(g.units, g.crews, repair, [&](std::size_t failed) {
    return detail::standby_failure_rate(g.units, g.needed, failed, failure, g.dormancy_factor);
  });
}
/// The same for a group that shares a load.
template <class T>
[[nodiscard]] birth_death<T> failure_process(const load_sharing_units<T>& g) {
  detail::check_needed("load_sharing", "needed", g.needed, g.units, g.memory_limit);
  detail::check_at_least_one("load_sharing", "crews", g.crews);
  if (!is_nonnegative(g.load_exponent) || !is_finite(g.load_exponent))
    fail("load_sharing", "load_exponent", g.load_exponent, "0 or more, and finite");
  const T failure = detail::rate_of("load_sharing", "mttf", g.mttf);
  const T repair = detail::finite_rate_of("load_sharing", "mttr", g.mttr);
  return detail::repaired_by_crews<T>(g.units, g.crews, repair, [&](std::size_t failed) {
    const T left = detail::count_of<T>(g.units - failed);
    const T load = detail::count_of<T>(g.units) / left;  // of each, 1 while all are up
    return T(left * failure * exp_of(T(g.load_exponent * log_of(load))));
  });
}

/// The chain of the failed units: states "0 failed", "1 failed", ..., labels "up" and "degraded"
/// (up, though some are failed). *Throws* domain_error for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> k_of_n(const k_of_n_units<T>& group) {
  return detail::chain_of(group);
}
/// The chain of a group with waiting units, likewise.
template <class T = double>
[[nodiscard]] chain<T> standby(const standby_units<T>& group) {
  return detail::chain_of(group);
}
/// The chain of a group that shares a load, likewise.
template <class T = double>
[[nodiscard]] chain<T> load_sharing(const load_sharing_units<T>& group) {
  return detail::chain_of(group);
}

}  // namespace nines
