// SPDX-License-Identifier: BSL-1.0
// model_cut_sets(gate): what brings a path down together: single points, pairs, the likeliest sets.
//
// Minimal cut sets of parts that are alike (two of the three instances in a zone) mean the same to
// people: they are one entry, with how many sets it stands for and the sum of their probabilities.
// All sets are counted; of those that are listed the likeliest come first.
// Index: cut sets of a service.
#pragma once

#include <map>
#include <nines/inline.hpp>
#include <nines/topology/gate_system.hpp>

namespace nines {

/// Like minimal cut sets as one entry.
struct model_cut_set {
  std::map<std::size_t, std::size_t> parts;  ///< the first of like parts, and how many of them
  double sets = 0;                           ///< how many minimal cut sets it stands for
  double sum = 0;  ///< of their probabilities: that all of its parts are down, to first order

  /// How many parts there are in each of the sets.
  [[nodiscard]] std::size_t order() const;
};

/// The minimal cut sets of a gate.
struct model_cut_sets {
  double count = 0;       ///< of all of them
  double rare_event = 0;  ///< the sum of the probabilities of all of them: at least that it is down
  std::vector<model_cut_set> likeliest;  ///< the likeliest first
};

/// "zone a + 2 like app 1 in b".
[[nodiscard]] std::string describe_cut_set(const service_graph& graph, const model_cut_set& of);

/// The minimal cut sets of a gate; entries are made of the `most` likeliest sets. *Throws*
/// convergence_error unless the gate is exact, and where all sets together take more than
/// `memory_limit` bytes.
[[nodiscard]] model_cut_sets likeliest_cut_sets(const gate_system& of, std::size_t most = 1000,
                                                double memory_limit = 1e8);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/cut_sets.hpp>
#endif
