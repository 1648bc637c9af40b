// SPDX-License-Identifier: BSL-1.0
// A step of a sweep: what is decided in it, which nodes enter before it, which leave after it.
// Index: decision step of a frontier search.
#pragma once

#include <nines/network/state/partition.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines::detail {

/// Places in the list of slots of a plan.
struct slot_range {
  std::uint32_t begin = 0, end = 0;
};

/// Which outcome of a step leaves every state as it is; the other then comes to states that neither
/// changes.
enum class kept_outcome : unsigned char { neither, down, up };

/// One decision: is a link, or a node, or a group up?
template <class T>
struct frontier_step {
  probability<T> up;
  bool is_link = false;
  frontier_slot from = 0, to = 0;  ///< of a link; a node or a group is `from`
  slot_range groups;               ///< that must be up for it to be up
  slot_range enter, enter_marked;  ///< before it: nodes that never fail, and terminals among them
  slot_range leave;                ///< after it
  slot_range twins;                ///< classes of nodes that are alike after it; twins.hpp
  bool is_last_of_from = false, is_last_of_to = false;  ///< of a link: whether that node leaves
  /// Of a link: `from` leaves, and the other end enters in its place, joined to all it was joined
  /// to, or to nothing. Neither is in the lists.
  bool is_passed_on = false;
  kept_outcome keeps = kept_outcome::neither;
  bool is_terminal = false;             ///< of a node
  bool is_source = false;               ///< whether the source of a directed problem enters
  std::uint32_t terminals_to_come = 0;  ///< once all of this step have entered
  /// Of a directed problem: the slots below 64 whose nodes have all links to them decided after
  /// this step, and all links from them.
  std::uint64_t in_done = 0, out_done = 0;

  /// Which outcome keeps the states of an undirected problem, if none of its nodes are alike.
  [[nodiscard]] kept_outcome kept() const {
    if (is_passed_on) return kept_outcome::up;
    const auto is_empty = [](const slot_range& range) { return range.begin == range.end; };
    if (!is_empty(leave) || !is_empty(enter_marked)) return kept_outcome::neither;
    if (is_link) return kept_outcome::down;
    return is_terminal || !is_empty(groups) ? kept_outcome::neither : kept_outcome::up;
  }
};

}  // namespace nines::detail
