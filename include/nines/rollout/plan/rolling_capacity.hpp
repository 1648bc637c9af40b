// SPDX-License-Identifier: BSL-1.0
// What a rolling update costs in availability: some replicas are missing, and then a zone fails.
//
//   rolling_capacity({.zones = {...}, .need = 10, .missing = 2, .share_of_time = 1_percent})
//     .steady      the probability that 10 replicas are up while nothing is rolled out
//     .worst       while 2 are missing, where it hurts most
//     .spread      while 2 are missing, taken evenly from the zones
//     .overall     over time, with the worst
//   load_lost_evenly(zones, 10, 2)   the share of the load that finds no replica meanwhile
//
// k-of-n over failure domains (combine/failure_domain.hpp) with replicas taken out. Where it hurts
// most is found by trying all ways to take them from the zones, up to 4e9 products; of zones that
// are alike, one order is enough. What the zones before the last leave up is convolved once for all
// that follow.
// Index: surge capacity.
#pragma once

#include <nines/duration/hours.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <vector>

namespace nines {

/// A zone, and the like replicas in it.
struct replica_zone {
  std::size_t replicas = 0;                      ///< in the zone
  probability<> replica;                         ///< the probability that one of them is up
  probability<> zone = probability<>::always();  ///< the probability that the zone is up
};

/// An update of replicas in zones.
struct rolling_capacity_settings {
  std::vector<replica_zone> zones;  ///< with all their replicas
  std::size_t need = 0;             ///< replicas that carry the load
  std::size_t missing = 0;          ///< during the update: max_unavailable, see batches_of
  probability<> share_of_time = probability<>::never();  ///< that an update is under way
};

/// The probability that `need` replicas are up, in four cases.
struct rolling_capacity_result {
  probability<> steady;   ///< while nothing is rolled out
  probability<> spread;   ///< during an update that takes replicas evenly from the zones
  probability<> worst;    ///< during an update that takes them where it hurts most
  probability<> overall;  ///< over time: the worst for its share, else steady
};

namespace detail {

probability<> enough_replicas(const std::vector<replica_zone>& zones, std::size_t need);

}  // namespace detail

/// The share of the load of `need` replicas that is lost on average while `missing` replicas are
/// down, taken evenly from the zones: with k up (need - k)/need of it. *Throws* domain_error unless
/// need is more than 0 and missing at most the replicas.
[[nodiscard]] double load_lost_evenly(const std::vector<replica_zone>& zones, std::size_t need,
                                      std::size_t missing);

/// The probability that enough replicas are up, at rest and during a rolling update. *Throws*
/// domain_error unless there is a zone, and need and missing are at most the replicas.
[[nodiscard]] rolling_capacity_result rolling_capacity(const rolling_capacity_settings& s);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/rolling_capacity.hpp>
#endif
