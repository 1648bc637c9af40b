// SPDX-License-Identifier: BSL-1.0
// How often a node of a system fails, and for how long.
//
// A part of unavailability q and mean repair time MTTR fails q / MTTR times an hour; the node fails
// at the rates of its parts, each while it is critical. A failover that takes time begins when its
// primary fails, so each such failure is an outage of the node, if only of that length. What is
// down for ever (availability 0 %), or never down, does not fail. An outage that only a share of
// the requests meet counts as that share of one: the figures are the mean over requests.
#pragma once

#include "system.hpp"

namespace availability {

/// Why it is not known how often a node fails: "dns has no mttr"; empty if it is known.
std::string unknown_rate(const system& s, std::size_t root);

/// Failures an hour of a node of which that is known.
double failures_per_hour(const system& s, std::size_t root, work* w = nullptr);

/// Outages of one kind: the share of all time that they take, and their mean length.
struct outages {
  double down = 0;
  hours each{};
};

/// The outages of a node: those that failovers end in time, by the failover, and all the others.
/// The mean lengths are infinite where it is down for ever; it must be known how often it fails.
std::vector<outages> kinds_of_outage(const system& s, std::size_t root, work* w = nullptr);

/// The share of the time in these outages that is left when each has lasted so long: of those of a
/// mean length m, 1 - time / m, or nothing where they are shorter.
chance share_after(hours time, const std::vector<outages>& kinds);

}  // namespace availability
