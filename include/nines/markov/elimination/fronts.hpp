// SPDX-License-Identifier: BSL-1.0
// Which states are eliminated together.
//
// States that are linked to the same later states when they go are eliminated together, in a front:
// a dense matrix of its pivots and of its border, the later states they are linked to. A front
// passes what its border gains to its parent in the tree of fronts. Fronts are merged while that
// adds few zeros, because dense products run many times faster than scattered ones.
// Sources: Duff & Reid 1983 (multifrontal); Ashcraft & Grimes 1989 (relaxed supernodes).
// Index: multifrontal method.
#pragma once

#include <nines/inline.hpp>
#include <nines/markov/elimination/graph.hpp>

namespace nines::detail {

/// Which states are eliminated, in which fronts.
struct elimination_fronts {
  struct front {
    state_number first;         ///< the position of its first pivot
    state_number pivots;        ///< how many; they stand one after the other
    state_number parent;        ///< front; no_state for a root
    state_number children = 0;  ///< how many
    std::size_t border;         ///< where its border begins in `borders`
    state_number outside = 0;   ///< how many states its border has

    [[nodiscard]] std::size_t size() const { return std::size_t{pivots} + outside; }
    [[nodiscard]] std::size_t entries() const { return pivots * (size() + outside); }
  };

  std::vector<state_number> order;    ///< order[k] is the state at position k
  std::vector<state_number> borders;  ///< positions, ascending in each front
  std::vector<front> fronts;          ///< children before parents

  [[nodiscard]] std::span<const state_number> border(const front& f) const {
    return {borders.data() + f.border, f.outside};
  }
};

/// All states in one front, in their own order; the last in a front of its own if it is to be kept.
inline elimination_fronts one_front(state_number size, bool keep_last) {
  elimination_fronts result;
  for (state_number i = 0; i < size; ++i) result.order.push_back(i);
  if (!keep_last) {
    if (size > 0) result.fronts.push_back({0, size, no_state, 0, 0, 0});
  } else if (size > 1) {
    result.borders.push_back(size - 1);
    result.fronts.push_back({0, size - 1, 1, 0, 0, 1});
    result.fronts.push_back({size - 1, 1, no_state, 1, 1, 0});
  } else {
    result.fronts.push_back({0, 1, no_state, 0, 0, 0});
  }
  return result;
}

/// The fronts of a chain, in the order that predicts few operations; the last state in a front of
/// its own if it is to be kept.
elimination_fronts planned_fronts(const state_graph& graph, bool keep_last);

/// How many states a separator of a chain has: the border between two halves.
std::size_t separator_size(const state_graph& graph);

}  // namespace nines::detail

#ifndef NINES_COMPILED
#include <nines/markov/impl/fronts.hpp>
#endif
