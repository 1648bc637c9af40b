// SPDX-License-Identifier: BSL-1.0
// Absorption and flattening: a smaller structure of the same function.
//
//   absorption   x and f(x, y)  =  x and f(true, y)       for whatever depends on f through that
//                x or  f(x, y)  =  x or  f(false, y)      gate alone: the gate dominates f
//   flattening   x and (y and z)  =  x and y and z        where nobody else uses (y and z)
//   factoring    (x and y) or (x and z)  =  x and (y or z)     where nobody else uses the products
//
// The first two are one pass over the dominator tree, repeated until nothing changes any more.
// Index: absorption law, distributive law.
#pragma once

#include <cstddef>
#include <nines/inline.hpp>
#include <nines/structure/gate_graph.hpp>

namespace nines {

/// A graph, and the literal in it that is asked about.
struct rooted_graph {
  gate_graph graph;  ///< parts first: part i is node i + 1
  literal top;       ///< what is asked about
};

/// The same function of the same parts, with fewer gates. Part i stays node i + 1. O(edges log
/// depth) a round; as many rounds as change something, 32 at most.
[[nodiscard]] rooted_graph simplified(rooted_graph from, std::size_t parts);

/// The same function with common factors taken out of sums of products: fewer inputs, not always
/// fewer gates. Part i stays node i + 1. O(edges) times the factors of a gate.
[[nodiscard]] rooted_graph with_common_factors(const rooted_graph& from, std::size_t parts);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/simplify.hpp>
#endif
