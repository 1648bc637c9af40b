// SPDX-License-Identifier: BSL-1.0
// What a rolling update costs in availability: some replicas are missing, and then a zone fails.
//
//   rolling_capacity({.zones = {...}, .need = 10, .missing = 2, .share_of_time = 1_percent})
//     .steady      the chance that 10 replicas are up while nothing is rolled out
//     .worst       while 2 are missing, where it hurts most
//     .spread      while 2 are missing, taken evenly from the zones
//     .overall     over time, with the worst
//
// k-of-n over failure domains (combine/failure_domain.hpp) with replicas taken out. Where it hurts most
// is found by trying all ways to take them from the zones, at most 1e5.
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

/// Takes the replicas evenly, one after the other from the zone with the most left.
inline std::vector<replica_zone> without_evenly(std::vector<replica_zone> zones,
                                                std::size_t missing) {
  for (; missing > 0; --missing)
    --std::max_element(zones.begin(), zones.end(), [](const auto& a, const auto& b) {
        return a.replicas < b.replicas;
      })->replicas;
  return zones;
}

/// The least chance over all ways to take `missing` replicas from the zones from `first` on.
class worst_capacity {
 public:
  worst_capacity(std::vector<replica_zone> zones, std::size_t need)
      : zones_(std::move(zones)), need_(need) {}
  [[nodiscard]] probability<> without(std::size_t missing) {
    take(0, missing);
    return least_;
  }

 private:
  void take(std::size_t i, std::size_t missing) {
    if (i + 1 == zones_.size()) {
      if (missing > zones_[i].replicas) return;
      if (++ways_ > 100000)
        throw convergence_error(
            "nines::rolling_capacity: more than 1e5 ways to take the missing replicas");
      zones_[i].replicas -= missing;
      least_ = std::min(least_, enough_replicas(zones_, need_));
      zones_[i].replicas += missing;
      return;
    }
    const std::size_t most = std::min(missing, zones_[i].replicas);
    for (std::size_t taken = 0; taken <= most; ++taken) {
      zones_[i].replicas -= taken;
      take(i + 1, missing - taken);  // taken <= missing
      zones_[i].replicas += taken;
    }
  }

  std::vector<replica_zone> zones_;
  std::size_t need_;
  std::size_t ways_ = 0;
  probability<> least_ = probability<>::always();
};

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
  rolling_capacity_result out;
  out.steady = detail::enough_replicas(s.zones, s.need);
  out.spread = detail::enough_replicas(detail::without_evenly(s.zones, s.missing), s.need);
  out.worst = detail::worst_capacity(s.zones, s.need).without(s.missing);
  out.overall = pivot(s.share_of_time, out.worst, out.steady);
  return out;
}

}  // namespace nines
