// SPDX-License-Identifier: BSL-1.0
// A canary without a traffic router: its share of the traffic is its share of the replicas.
//
//   replicas_for(1_percent, {.replicas = 10})      1 of 11: of whole replicas the nearest share
//   canary_by_replicas({.stages = ..., .lag = ...}, {.replicas = 10})
//
// As Argo Rollouts without trafficRouting: the new release has the number of replicas whose share
// of all is nearest to the weight, the larger of two as near, of as many as ever or, where a surge
// is allowed, of one more; and never none nor all of them for a weight between. What runs at most
// and serves at least comes of going from one count to the next, one release at a time: old ones
// are stopped as far as may be unavailable, then new ones started within the surge, and only when
// these serve are more old ones stopped. Source: argoproj/argo-rollouts, utils/replicaset/canary.go
// and rollout/canary.go at 9f8d111.
#pragma once

#include <nines/inline.hpp>
#include <nines/rollout/plan/strategies.hpp>

namespace nines {

/// A fleet in which each replica gets as much of the traffic as any other.
struct replica_fleet {
  std::size_t replicas = 0;                                   ///< of the service, 1 or more
  probability<> max_surge = probability<>::from_value(0.25);  ///< above these, relative; rounded up
  /// of these, relative; rounded down
  probability<> max_unavailable = probability<>::from_value(0.25);
};

/// How many replicas run which release.
struct replica_split {
  std::size_t fresh = 0;                                            ///< of the new one
  std::size_t stable = 0;                                           ///< of the old one
  [[nodiscard]] std::size_t all() const { return fresh + stable; }  ///< replicas that run
};

/// The replicas that a weight amounts to. *Throws* domain_error without replicas, or where surge
/// and unavailable are both 0.
[[nodiscard]] replica_split replicas_for(const probability<>& weight, const replica_fleet& fleet);

/// A canary whose shares are those of its replicas. *Throws* as replicas_for, and where a weight
/// amounts to no replica at all.
[[nodiscard]] rollout_plan canary_by_replicas(canary_settings settings, const replica_fleet& fleet);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/whole_replicas.hpp>
#endif
