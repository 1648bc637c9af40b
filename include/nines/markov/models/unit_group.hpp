// SPDX-License-Identifier: BSL-1.0
// A group of like units where some are needed: what its models share.
//
// Most ready models count failed units: k of n, standby, shared load, imperfect coverage, common
// cause, quorum. Each is an aggregate of named fields and a function failure_process(group), which
// says at which rates units fail and are repaired. From this process come
//   the chain                              k_of_n(group), standby(group), ...
//   the closed form of the long run        as_repairable(group)
//   the closed form of the first failure   mttf(group), from no unit failed
// Both closed forms are positive sums over the failed units: O(n), some n epsilon.
#pragma once

#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/birth_death.hpp>

namespace nines {

/// The number of failed units from which on the group is down.
template <class Group>
  requires requires(const Group& g) { g.units - g.needed; }
[[nodiscard]] std::size_t failures_to_outage(const Group& g) {
  return g.units - g.needed + 1;
}

/// A model whose state is the number of failed units.
template <class G>
concept unit_group = requires(const G& g) {
  failure_process(g);
  failures_to_outage(g);
};

namespace detail {

/// The rates from 0, 1, ... failed units, each rate_from(i), and those back: repairs by the crews.
template <class T, class RateFrom>
birth_death<T> repaired_by_crews(std::size_t units, std::size_t crews, const T& repair_rate,
                                 const RateFrom& rate_from) {
  std::vector<T> births, deaths;
  for (std::size_t i = 0; i < units; ++i) {
    births.push_back(rate_from(i));
    deaths.push_back(count_of<T>(std::min(i + 1, crews)) * repair_rate);
  }
  return {std::move(births), std::move(deaths)};
}

/// The chain of a group.
template <class Group>
auto chain_of(const Group& group) {
  const auto process = failure_process(group);  // checks the fields first
  return process.as_chain(failures_to_outage(group));
}

}  // namespace detail

/// Availability and failure frequency of the group in the long run, in closed form. *Throws*
/// domain_error for a field out of its domain, by name.
template <unit_group Group>
[[nodiscard]] auto as_repairable(const Group& group) {
  const auto process = failure_process(group);  // checks the fields first
  return process.as_repairable(failures_to_outage(group));
}
/// The mean time from no unit failed to the first outage of the group, in closed form; infinite if
/// there is none, or where it is more than a T holds. *Throws* domain_error for a field out of its
/// domain, by name.
template <unit_group Group>
[[nodiscard]] auto mttf(const Group& group) {
  const auto process = failure_process(group);  // checks the fields first
  return process.mttf(failures_to_outage(group));
}

}  // namespace nines
