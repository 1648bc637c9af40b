// SPDX-License-Identifier: BSL-1.0
// An architecture as a structure: independent events and the gates that join them.
//
// Everything that can fail by itself is one event: a region, a zone, each instance, the cause that
// like instances share, the failover, the luck of a request that hits the cache. A zone is one
// event however many services stand in it; that is how failure domains and shared services are
// exact. Gates are stored after their inputs, so an index is a topological order.
#pragma once

#include <nines/budget.hpp>
#include <nines/combine.hpp>

#include "architecture.hpp"

namespace availability {

/// The work that a question may take: nodes looked at, while it is compiled and evaluated.
using work = nines::work_budget;

/// The work for one architecture with all its figures: some seconds.
work usual_work();

/// Runs f; where its work is more than there is, the complaint is about `where`.
template <class F>
auto within_work(const location& where, const F& f) {
  try {
    return f();
  } catch (const nines::convergence_error&) {
    where.fail(
        "its services share too many parts with one another for an exact answer; make one service "
        "with instances of those that fail alike, or ask about fewer of them at once");
  }
}

/// What an event belongs to: the unit of the report ("app" is one, whatever its number of
/// instances).
struct origin {
  enum class source { region, region_common, zone, service, service_common, failover, request };
  source what = source::service;
  std::size_t index = 0;  ///< of the region, zone or service
  std::string name;
  std::string no_outages = {};  ///< why it has no outages of some length, where that is not for
                                ///< want of an mttr
};

/// An independent event.
struct event {
  chance up;
  std::optional<hours> mttr = {};
  std::size_t origin = 0;
  std::size_t twin = 0;  ///< the first event of those that are alike: same origin, same zone
};

/// How a failover goes: the probability that it works at all, and the share of the primary's
/// downtime that is left when it is done.
struct takeover {
  chance success = chance::always();
  chance in_time = chance::always();
  std::optional<hours> time = {};

  /// That it has worked, while the primary is down.
  [[nodiscard]] chance done() const { return nines::series(success, in_time); }
  /// The same at the instant at which the primary fails.
  [[nodiscard]] chance at_once() const { return time ? chance::never() : success; }
};

struct node {
  /// A failover has the inputs primary, works, others: primary or (works and others).
  enum class gate { event, all_of, any_of, at_least, failover };
  gate kind = gate::event;
  std::size_t need = 1;             ///< of an at_least
  std::size_t event = 0;            ///< of an event
  std::vector<std::size_t> inputs;  ///< of the others
  /// What the inputs share: nodes to condition on, each after those that it shares with others.
  std::vector<std::size_t> pivots = {};
  /// For each input how many of the pivots, from the first on, it depends on.
  std::vector<std::size_t> ready = {};
  takeover switching = {};  ///< of a failover
};

struct system {
  std::vector<origin> origins;
  std::vector<event> events;
  std::vector<node> nodes;
  std::vector<std::size_t> paths;  ///< the node of each path

  /// Whether an event is part of what a node depends on, for each event.
  [[nodiscard]] std::vector<bool> events_of(std::size_t root) const;
};

/// The structure of an architecture. Throws input_error where it contradicts itself: unlike zones
/// with a common cause, a failover slower than the outages that it ends; and where the mean outages
/// that a failover needs take more than the work allows.
system compile(const architecture& a, work& w);
system compile(const architecture& a);

/// The pivots of a gate with these inputs: see sharing.cpp.
std::vector<std::size_t> shared_nodes(const std::vector<node>& nodes,
                                      const std::vector<std::size_t>& inputs, work& w);

/// For each input the number of pivots, from the first on, that it depends on.
std::vector<std::size_t> pivots_below(const std::vector<node>& nodes,
                                      const std::vector<std::size_t>& inputs,
                                      const std::vector<std::size_t>& pivots, work& w);

/// The inputs of an all_of (or any_of) with those of inputs that are the same in their place, each
/// once.
std::vector<std::size_t> flattened(const std::vector<node>& nodes, node::gate kind,
                                   const std::vector<std::size_t>& inputs);

/// How many pivots are open at once below a node, at most.
std::size_t pivot_depth(const system& s, std::size_t root);

}  // namespace availability
