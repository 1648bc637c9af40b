// SPDX-License-Identifier: BSL-1.0
// A quorum group: n members that vote (Raft, Paxos, a replicated log, a lock service).
//
// Writes need a majority (or the quorum that is asked for) and a leader: when the leader fails, or
// a quorum is back after an outage, an election takes time. Reads, of possibly old data, need fewer
// members, one by default, and no leader. With i of n failed, members fail at (n - i) lambda, the
// leader among them at lambda, and min(i, crews) are under repair.
// Closed forms: as_repairable(group) and mttf(group) of writes, as_repairable_for_reads(group); see
// staged_birth_death.hpp for what they assume (an election is short).
// Sources: Ongaro & Ousterhout 2014; the chain: Trivedi & Bobbio 2017, section 10.2.
// Index: leader election, majority quorum.
#pragma once

#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/staged_birth_death.hpp>
#include <nines/markov/models/unit_group.hpp>

namespace nines {

/// The members of a group that decides by vote.
template <class T = double>
struct quorum_members {
  using scalar_type = T;
  std::size_t units = 3;                ///< members, n
  std::size_t write_quorum = 0;         ///< 0: a majority
  std::size_t read_quorum = 1;          ///< members that a read needs, at most the write quorum
  model_duration<T> mttf{};             ///< of a member
  model_duration<T> mttr{};             ///< of each repair
  model_duration<T> election{};         ///< how long there is no leader after one is lost
  std::size_t crews = unlimited_crews;  ///< repairs at the same time
  double memory_limit = default_memory_limit;  ///< bytes; a larger chain is refused before

  /// How many members a write needs.
  [[nodiscard]] std::size_t needed_to_write() const {
    return write_quorum == 0 ? units / 2 + 1 : write_quorum;
  }
};

/// The number of failed members from which on there are no writes.
template <class T>
[[nodiscard]] std::size_t failures_to_outage(const quorum_members<T>& g) {
  return g.units - g.needed_to_write() + 1;  // counts, checked by failure_process
}

/// The process of writes, by the number of failed members; elections are its stages. *Throws*
/// domain_error for a field out of its domain, by name.
template <class T>
[[nodiscard]] staged_birth_death<T> failure_process(const quorum_members<T>& g) {
  detail::check_needed("quorum_group", "write_quorum", g.needed_to_write(), g.units,
                       g.memory_limit);
  if (g.read_quorum < 1 || g.read_quorum > g.needed_to_write())
    fail("quorum_group", "read_quorum", g.read_quorum,
         "from 1 to the write quorum, " + std::to_string(g.needed_to_write()));
  detail::check_at_least_one("quorum_group", "crews", g.crews);
  const T failure = detail::rate_of("quorum_group", "mttf", g.mttf);
  const T repair = detail::finite_rate_of("quorum_group", "mttr", g.mttr);
  const T election = detail::length_of("quorum_group", "election", g.election);
  const std::size_t outage = failures_to_outage(g);
  const auto without_leader = [&](std::size_t failed) {
    const std::size_t left = g.units - failed;
    return T(detail::count_of<T>(failed + 1 < outage ? left - 1 : left) * failure);
  };
  auto process = detail::repaired_by_crews<T>(g.units, g.crews, repair, without_leader);
  const transition_stage<T> vote{{"election", "readable"}, election};
  const transition_stage<T> vote_again{{"election after an outage", "election", "readable"},
                                       election};
  std::vector<staged_transition<T>> staged_transitions;
  for (std::size_t i = 0; i + 1 < outage; ++i)
    staged_transitions.push_back({i, i + 1, failure, {vote}});
  std::vector<T> deaths = process.deaths();
  staged_transitions.push_back({outage, outage - 1, deaths[outage - 1], {vote_again}});
  deaths[outage - 1] = zero<T>();
  return {birth_death<T>(process.births(), std::move(deaths)), std::move(staged_transitions)};
}

/// The chain: the failed members, and the elections. Labels "up" (writes go through), "degraded",
/// "election", "readable". *Throws* domain_error for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> quorum_group(const quorum_members<T>& group) {
  const auto process = failure_process(group);  // checks the fields first
  auto builder = process.builder(failures_to_outage(group));
  for (std::size_t i = 0; i + group.read_quorum <= group.units; ++i) builder.label("readable", {i});
  return builder.build();
}

/// The long run of reads, in closed form. *Throws* as quorum_group.
template <class T>
[[nodiscard]] repairable<T> as_repairable_for_reads(const quorum_members<T>& group) {
  const auto process = failure_process(group);  // checks the fields first
  const birth_death<T> members = process.without_stages();
  const state_distribution<T> pi = members.stationary();
  const std::size_t outage = group.units - group.read_quorum + 1;
  const auto readable = pi.in(state_set::where(pi.mass.size(), [&](auto i) { return i < outage; }));
  const T elections = process.time_in_stages(pi);
  const T total = one<T>() + elections;
  const T failures = pi.mass[outage - 1] * members.births()[outage - 1];
  return {probability<T>::from_computed_sides(T((readable.value() + elections) / total),
                                              T(readable.complement() / total)),
          T(failures / total)};
}

}  // namespace nines
