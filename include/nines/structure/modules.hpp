// SPDX-License-Identifier: BSL-1.0
// Modules: gates whose parts nobody else uses, so that each is computed apart.
//
// A gate is a module if all that it depends on is reached through it alone (Dutuit & Rauzy 1996
// find them by two walks, here the dominator tree shows them). Before, the inputs of an "all of"
// that share parts among themselves, but with nobody else, are put into gates of their own:
// partial modules. Linear up to a logarithm.
// Index: modularization of a fault tree.
#pragma once

#include <cstdint>
#include <nines/inline.hpp>
#include <nines/structure/dominators.hpp>
#include <nines/structure/simplify.hpp>
#include <vector>

namespace nines {

/// Which nodes that the top depends on are modules; parts and the top are.
[[nodiscard]] std::vector<std::uint8_t> modules(const gate_graph& graph,
                                                const dominator_tree& tree);

/// The same function, with inputs of an "all of" that share parts only among themselves in gates of
/// their own: partial modules. Part i stays node i + 1.
[[nodiscard]] rooted_graph with_partial_modules(const rooted_graph& from, std::size_t parts);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/modules.hpp>
#endif
