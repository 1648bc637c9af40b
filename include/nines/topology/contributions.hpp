// SPDX-License-Identifier: BSL-1.0
// contributions(gate): what each unit of a service costs a path: what would be gone were it
// perfect.
//
//   saved = Q - Q(unit perfect) = sum over its parts i of q_i B_i(its parts before i perfect)
//
// A difference would lose the digits that it is about; this sum is of positive terms, with B the
// importance of Birnbaum. Units that back each other up are each counted in full, so shares of all
// of them need not add up to one.
// Accuracy: that of Birnbaum's importance. Source: Birnbaum 1969 (improvement potential).
// Index: improvement potential.
#pragma once

#include <nines/inline.hpp>
#include <nines/topology/gate_system.hpp>

namespace nines {

/// What one unit means to one gate.
struct unit_contribution {
  std::size_t unit = 0;  ///< of the graph
  double saved = 0;      ///< the unavailability that would be gone if the unit were perfect
  probability<double> share = probability<double>::never();  ///< of all unavailability, the same
  bool single_point = false;  ///< the gate is surely down while one part of the unit is
};

/// What each unit costs a gate, the largest first; those that mean the same keep their order.
/// *Throws* convergence_error unless the gate is exact, and where it takes more passes than `work`
/// allows: visits of decisions, some 1e8 a second.
[[nodiscard]] std::vector<unit_contribution> contributions(const gate_system& of,
                                                           double work_limit = 1e9);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/contributions.hpp>
#endif
