// SPDX-License-Identifier: BSL-1.0
// Fabrics of a data centre that hold so many hosts: how available is the way between the two racks
// for which that is worst, and what do switches and links cost?
#pragma once

#include <nines/probability/bounds.hpp>
#include <string>
#include <vector>

#include "common/report.hpp"

namespace fabric {

using namespace calculator;

/// What is asked.
struct wish {
  std::size_t hosts = 1, hosts_per_rack = 1;  ///< the latter of leaf-spines; fat-trees have k / 2
  chance link, node;                          ///< the availability of a link, and of a switch
  double link_cost = 0, switch_cost = 0;
  std::size_t most_spines = 8;
  chance objective;
  std::string written_objective, written_link, written_node;  ///< by the user
  bool racks_count = false;  ///< whether the switches of the two racks must be up, too
};

/// A fabric that holds the hosts.
struct candidate {
  std::string name;
  std::size_t hosts, switches, links;
  double cost;
  nines::bounds<double> available;  ///< between the two worst racks
  standing meets;
};

/// Leaf-spines of 1, 2, ... spines, and the fat-trees of the three smallest switches that do; the
/// cheapest first.
std::vector<candidate> candidates(const wish& w);

report analyse(const wish& w, const std::vector<candidate>& list);

}  // namespace fabric
