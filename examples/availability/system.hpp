// SPDX-License-Identifier: BSL-1.0
// An architecture as a structure: independent events and the gates that join them.
//
// Everything that can fail by itself is one event: a region, a zone, each instance, the cause that
// like instances share, the failover, the luck of a request that hits the cache. A zone is one
// event however many services stand in it; that is how failure domains and shared services are
// exact. Gates are stored after their inputs, so an index is a topological order.
#pragma once

#include "architecture.hpp"

namespace availability {

/// What an event belongs to: the unit of the report ("app" is one, whatever its number of
/// instances).
struct origin {
  enum class source { region, region_common, zone, service, service_common, failover, request };
  source what = source::service;
  std::size_t index = 0;  ///< of the region, zone or service
  std::string name;
};

/// An independent event.
struct event {
  chance up;
  std::optional<hours> mttr = {};
  std::size_t origin = 0;
  std::size_t twin = 0;  ///< the first event of those that are alike: same origin, same zone
};

struct node {
  enum class gate { event, all_of, any_of, at_least };
  gate kind = gate::event;
  std::size_t need = 1;             ///< of an at_least
  std::size_t event = 0;            ///< of an event
  std::vector<std::size_t> inputs;  ///< of the others
  /// What the inputs share: nodes to condition on, each after those that it shares with others.
  std::vector<std::size_t> pivots;
};

struct system {
  std::vector<origin> origins;
  std::vector<event> events;
  std::vector<node> nodes;
  std::vector<std::size_t> paths;  ///< the node of each path

  /// Whether an event is part of what a node depends on, for each event.
  [[nodiscard]] std::vector<bool> events_of(std::size_t root) const;
};

/// Nodes that may be conditioned on inside one another; the cost doubles with each.
inline constexpr std::size_t most_pivots = 18;

/// The structure of an architecture. Throws input_error where it contradicts itself: unlike zones
/// with a common cause, a failover slower than the outage that it ends, too much sharing.
system compile(const architecture& a);

/// The pivots of a gate with these inputs: see sharing.cpp.
std::vector<std::size_t> shared_nodes(const std::vector<node>& nodes,
                                      const std::vector<std::size_t>& inputs);

/// How many pivots are open at once below a node, at most.
std::size_t pivot_depth(const system& s, std::size_t root);

}  // namespace availability
