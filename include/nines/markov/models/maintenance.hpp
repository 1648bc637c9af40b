// SPDX-License-Identifier: BSL-1.0
// Preventive maintenance of a unit that ages: does it pay, and how often?
//
// Life passes through m phases of equal mean length, so that a new unit lives an Erlang time: the
// more phases, the sharper its age of failure. Maintenance starts after a mean interval in a phase
// from `first_phase` on (0: at any age; later: when its condition shows) and takes the unit out of
// service for a while. Repair and maintenance make it as new, or are minimal: repair leaves the age
// that the unit failed at, maintenance makes it one phase younger.
//   as new:   time in phase k = time in phase k-1 * a / (a + d_k)
//   minimal:  time in phase k = (failures + time in phase k+1 * d_(k+1)) / a
// with a the rate of ageing and d_k of maintenance. Assumes that maintenance comes after an
// exponential time: a schedule by the clock does a little better. Accuracy: 4 m epsilon.
// Source: Barlow & Proschan 1965, chapter 4; Trivedi & Bobbio 2017, chapter 13 (phases).
// Index: preventive maintenance, condition-based maintenance, minimal repair.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/recursions.hpp>
#include <nines/repairable/repairable.hpp>

namespace nines {

/// How much of its age a unit loses.
enum class restoration {
  as_new,   ///< all
  minimal,  ///< by repair none, by maintenance one phase
};

/// A unit with phases of age, its repair and its maintenance.
template <class T = double>
struct maintained_unit {
  using scalar_type = T;
  std::size_t phases = 2;       ///< of age, 1 or more
  model_duration<T> mttf{};     ///< of a new unit without maintenance
  model_duration<T> mttr{};     ///< of a repair
  model_duration<T> interval =  ///< to the next maintenance
      hours_in<T>(std::numeric_limits<T>::infinity());
  model_duration<T> maintenance{};             ///< how long it takes; may be 0
  std::size_t first_phase = 0;                 ///< the youngest that is maintained, counted from 0
  restoration repaired = restoration::as_new;  ///< what a repair restores
  restoration maintained = restoration::as_new;  ///< what maintenance restores
  double memory_limit = default_memory_limit;    ///< bytes; a larger chain is refused before
};

namespace detail {

/// The rates of a maintained unit, checked.
template <class T>
struct ageing_rates {
  explicit ageing_rates(const maintained_unit<T>& unit)
      : phases(unit.phases),
        ageing(count_of<T>(phases) * rate_of("preventive_maintenance", "mttf", unit.mttf)),
        repair(finite_rate_of("preventive_maintenance", "mttr", unit.mttr)),
        length(length_of("preventive_maintenance", "maintenance", unit.maintenance)) {
    check_at_least_one("preventive_maintenance", "phases", phases);
    require_memory("preventive_maintenance", "a chain of " + std::to_string(phases) + " phases",
                   300. * static_cast<double>(phases), unit.memory_limit);
    if (!(ageing > zero<T>()))
      fail("preventive_maintenance", "mttf (in hours)", unit.mttf.hours, "finite");
    if (!(unit.first_phase < phases))
      fail("preventive_maintenance", "first_phase", unit.first_phase,
           "less than the number of phases, " + std::to_string(phases));
    const T rate = rate_of("preventive_maintenance", "interval", unit.interval);
    const bool is_minimal = unit.maintained == restoration::minimal;
    for (std::size_t k = 0; k < phases; ++k)  // in phase 0 there is no younger one to go back to
      maintenance.push_back(k >= unit.first_phase && (k > 0 || !is_minimal) ? rate : zero<T>());
  }

  std::size_t phases;
  T ageing, repair, length;
  std::vector<T> maintenance;  // rate in each phase
};

/// The time in each phase, in proportion.
template <class T>
std::vector<T> time_in_phases(const maintained_unit<T>& unit, const ageing_rates<T>& r) {
  const std::size_t last = r.phases - 1;
  const bool stays_old = unit.repaired == restoration::minimal;
  std::vector<T> time(r.phases, one<T>());
  if (unit.maintained == restoration::minimal) {
    for (std::size_t k = last; k-- > 0;)
      time[k] = ((stays_old ? zero<T>() : T(time[last] * r.ageing)) +
                 time[k + 1] * r.maintenance[k + 1]) /
                r.ageing;
    return time;
  }
  for (std::size_t k = 1; k < r.phases; ++k) {
    const T leaving = k == last && stays_old ? r.maintenance[k] : T(r.ageing + r.maintenance[k]);
    if (!(leaving > zero<T>())) {  // never left: the long run is there
      std::fill(time.begin(), time.end(), zero<T>());
      time[k] = one<T>();
    } else {
      time[k] = time[k - 1] * (r.ageing / leaving);
    }
  }
  return time;
}

}  // namespace detail

/// The chain: states "phase 0", ..., "failed", "maintenance in phase 0", ...; labels "up",
/// "degraded" (up, but not in phase 0), "failed", "maintenance". *Throws* domain_error for a field
/// out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> preventive_maintenance(const maintained_unit<T>& unit) {
  const detail::ageing_rates<T> r(unit);
  const std::size_t last = r.phases - 1;
  const std::size_t failed = r.phases;
  chain_builder<T> b;
  std::vector<std::string> names;
  std::vector<std::size_t> up, maintained;
  for (std::size_t k = 0; k < r.phases; ++k) {
    up.push_back(k);
    names.push_back("phase " + std::to_string(k));
    b.add(k, k + 1, r.ageing);  // from the last one: a failure
  }
  names.emplace_back("failed");
  b.add(failed, unit.repaired == restoration::as_new ? 0 : last, r.repair);
  for (std::size_t k = 0; k < r.phases; ++k) {
    if (!(r.maintenance[k] > zero<T>())) continue;
    const std::size_t to = unit.maintained == restoration::as_new ? 0 : k - 1;
    if (r.length > zero<T>()) {
      const std::size_t here = names.size();
      maintained.push_back(here);
      names.push_back("maintenance in phase " + std::to_string(k));
      b.add(k, here, r.maintenance[k]).add(here, to, one<T>() / r.length);
    } else {
      b.add(k, to, r.maintenance[k]);
    }
  }
  b.names(std::move(names)).label("up", up).label("failed", {failed});
  up.erase(up.begin());
  return b.label("degraded", up).label("maintenance", maintained).build();
}

/// Availability and how often the unit leaves service, by failure or for maintenance, in the long
/// run. *Throws* as preventive_maintenance.
template <class T>
[[nodiscard]] repairable<T> as_repairable(const maintained_unit<T>& unit) {
  const detail::ageing_rates<T> r(unit);
  const std::vector<T> time = detail::time_in_phases(unit, r);
  const T failures = time.back() * r.ageing;
  T up = zero<T>();
  T maintenances = zero<T>();
  for (std::size_t k = 0; k < r.phases; ++k) {
    up += time[k];
    maintenances += time[k] * r.maintenance[k];
  }
  const T down = failures / r.repair + maintenances * r.length;
  const T total = up + down;
  const T leaves = r.length > zero<T>() ? T(failures + maintenances) : failures;
  return {probability<T>::from_computed_sides(T(up / total), T(down / total)), T(leaves / total)};
}

/// The mean time from new to the first failure, maintenance included. *Throws* as
/// preventive_maintenance.
template <class T>
[[nodiscard]] hours_in<T> mttf(const maintained_unit<T>& unit) {
  const detail::ageing_rates<T> r(unit);
  T sum = zero<T>();
  if (unit.maintained == restoration::minimal) {
    T step = zero<T>();  // the mean time from phase k to k + 1
    for (std::size_t k = 0; k < r.phases; ++k) {
      step = one<T>() / r.ageing +
             detail::product_over(r.maintenance[k], T(r.length + step), r.ageing);
      sum += step;
    }
    return hours_in<T>(sum);
  }
  for (std::size_t k = 0; k < r.phases; ++k) {  // from new past phase k, maintenance included
    const T leaving = r.ageing + r.maintenance[k];
    const T once = (one<T>() + r.maintenance[k] * r.length) / r.ageing;
    sum = once + detail::product_over(sum, leaving, r.ageing);
  }
  return hours_in<T>(sum);
}

}  // namespace nines
