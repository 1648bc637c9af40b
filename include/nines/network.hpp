// SPDX-License-Identifier: BSL-1.0
// The room `network`: graphs whose links and nodes fail, and whether terminals stay connected.
//
//   the graph                               network                            graph.hpp
//   grids, rings, fabrics of data centres   grid, torus, fat_tree ...          generators.hpp
//   are two, k or all nodes connected       two_terminal_reliability ...       reliability.hpp
//   certain bounds where exact is too much  two_terminal_reliability_bounds    bracket.hpp
//   an estimate where bounds are too wide   two_terminal_reliability_estimate  estimate.hpp
//   which link or node matters how much     network_importance                importance.hpp
//   the next best link to add               links_to_add                      next_link.hpp
//   between all pairs; connected demand     all_pairs_reliability             pairs.hpp
#pragma once

#include <nines/network/bracket.hpp>
#include <nines/network/estimate.hpp>
#include <nines/network/generators.hpp>
#include <nines/network/graph.hpp>
#include <nines/network/importance.hpp>
#include <nines/network/next_link.hpp>
#include <nines/network/pairs.hpp>
#include <nines/network/reliability.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
