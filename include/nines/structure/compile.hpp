// SPDX-License-Identifier: BSL-1.0
// compile(structure): from gates to decisions, exactly, under a budget.
//
// The structure is simplified and divided into modules. A module of independent inputs becomes a
// chain (all of) or a lattice (k of n) at once; any other becomes a binary decision diagram, by the
// first of four orders of its parts that fits into few nodes, then into many more, and so
// on: no order is always the best. Where a million nodes do not suffice, common factors are taken
// out before more is tried. Cost: exponential at worst, and limited; in practice fault trees
// of hundreds of parts take milliseconds.
// Index: fault tree.
#pragma once

#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/structure/decision_graph.hpp>
#include <nines/structure/model.hpp>

namespace nines {

/// What a compilation may take.
struct compile_options {
  double memory_limit = default_memory_limit;  ///< bytes
  double step_limit = 1e10;  ///< steps of decision diagrams, some 1e7 a second, in all
};

/// The compiled form of a structure. *Throws* convergence_error where it takes more than `options`
/// allow.
[[nodiscard]] compiled_structure compile(const structure& from,
                                         const compile_options& options = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/compile.hpp>
#endif
