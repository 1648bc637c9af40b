// SPDX-License-Identifier: BSL-1.0
// What a rolling update costs in availability: some replicas are missing, and then a zone fails.
//
//   rolling_capacity({.zones = {...}, .need = 10, .missing = 2, .share_of_time = 1_percent})
//     .steady      the chance that 10 replicas are up while nothing is rolled out
//     .worst       while 2 are missing, where it hurts most
//     .spread      while 2 are missing, taken evenly from the zones
//     .overall     over time, with the worst
//
// k-of-n over failure domains (combine/failure_domain.hpp) with replicas taken out. Where it hurts
// most is found by trying every zone for each missing replica in turn (greedy), which for like zones
// is right: taking from the zone that is left largest keeps the rest more even.
#pragma once

#include <algorithm>
#include <nines/combine/failure_domain.hpp>
#include <nines/combine/pivot.hpp>
#include <nines/duration/hours.hpp>
#include <nines/rollout/strategies.hpp>

namespace nines {

/// A zone, and the like replicas in it.
struct replica_zone {
  std::size_t replicas = 0;
  probability<> replica;
  probability<> zone = probability<>::always();
};

struct rolling_capacity_settings {
  std::vector<replica_zone> zones;
  std::size_t need = 0;     ///< replicas that carry the load
  std::size_t missing = 0;  ///< during the update: max_unavailable, see batches_of
  probability<> share_of_time = probability<>::never();  ///< that an update is under way
};

struct rolling_capacity_result {
  probability<> steady, spread, worst, overall;
};

namespace detail {

inline probability<> enough_replicas(const std::vector<replica_zone>& zones, std::size_t need) {
  failure_domain<> all;
  for (const auto& zone : zones)
    all.domains.push_back({.self = zone.zone, .hosts = {{zone.replicas, zone.replica}}});
  if (need > all.capacity()) return probability<>::never();
  return at_least_capacity(need, all);
}

/// Takes one replica after the other from the zone for which `better(a, b)` prefers a.
template <class Better>
std::vector<replica_zone> without(std::vector<replica_zone> zones, std::size_t missing,
                                  const Better& better) {
  for (; missing > 0; --missing) {
    std::size_t chosen = zones.size();
    for (std::size_t i = 0; i < zones.size(); ++i)
      if (zones[i].replicas > 0 && (chosen == zones.size() || better(zones, i, chosen))) chosen = i;
    --zones[chosen].replicas;
  }
  return zones;
}

}  // namespace detail

/// The chance that enough replicas are up, at rest and during a rolling update. *Throws* domain_error
/// unless there is a zone, and need and missing are at most the replicas.
[[nodiscard]] inline rolling_capacity_result rolling_capacity(const rolling_capacity_settings& s) {
  constexpr auto function = "rolling_capacity";
  if (s.zones.empty()) detail::fail(function, "the number of zones", 0, "1 or more");
  std::size_t replicas = 0;
  for (const auto& zone : s.zones) replicas += zone.replicas;
  const auto most = "at most the replicas, " + detail::describe(replicas);
  if (s.need > replicas) detail::fail(function, "need", s.need, most);
  if (s.missing > replicas) detail::fail(function, "missing", s.missing, most);
  const auto from_largest = [](const auto& zones, std::size_t a, std::size_t b) {
    return zones[a].replicas > zones[b].replicas;
  };
  const auto from_worst = [&s](const auto& zones, std::size_t a, std::size_t b) {
    const auto take = [&](std::size_t i) {
      auto left = zones;
      --left[i].replicas;
      return detail::enough_replicas(left, s.need);
    };
    return take(a) < take(b);
  };
  rolling_capacity_result out;
  out.steady = detail::enough_replicas(s.zones, s.need);
  out.spread = detail::enough_replicas(detail::without(s.zones, s.missing, from_largest), s.need);
  out.worst = detail::enough_replicas(detail::without(s.zones, s.missing, from_worst), s.need);
  out.overall = pivot(s.share_of_time, out.worst, out.steady);
  return out;
}

}  // namespace nines
