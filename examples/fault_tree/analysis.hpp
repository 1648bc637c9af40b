// SPDX-License-Identifier: BSL-1.0
// What a fault tree says: the probability of its top event, or bounds of it; minimal cut sets; what
// each event matters; what uncertain inputs make of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/report.hpp"

namespace fault_tree {

using namespace calculator;

struct model;
struct tree;

/// What the report is to say.
struct questions {
  bool only_probability = false;  ///< nothing but the top event
  std::size_t sets = 20;          ///< how many of the likeliest minimal cut sets
  std::size_t events = 50;        ///< how many of the events that matter most
  std::size_t samples = 0;        ///< of uncertain inputs; none without them
  std::uint64_t seed = 1;
  double steps = 1e9;                ///< that the exact probability may take
  double components = 0;             ///< to be counted before bounds must do
  std::size_t divisions = 100;       ///< of cases, where bounds must do
  std::optional<chance> limit = {};  ///< the top event must not be likelier
  std::string written_limit = {};    ///< by the user
};

/// Everything that is asked of a tree.
report analyse(const model& m, const tree& t, const questions& asked);

}  // namespace fault_tree
