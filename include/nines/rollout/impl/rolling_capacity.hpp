// SPDX-License-Identifier: BSL-1.0
// Where missing replicas hurt most, and what the others carry.
#pragma once

#include <algorithm>
#include <nines/algebra.hpp>
#include <nines/combine/failure_domain.hpp>
#include <nines/discrete/counts.hpp>
#include <nines/error.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>

namespace nines {

namespace detail {

NINES_INLINE probability<> enough_replicas(const std::vector<replica_zone>& zones,
                                           std::size_t need) {
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

/// The replicas that are up: P(k), k from 0 on.
using up_distribution = std::vector<double>;

inline bool are_alike(const replica_zone& a, const replica_zone& b) {
  return a.replicas == b.replicas && a.replica == b.replica && a.zone == b.zone;
}

inline up_distribution distribution_of(const replica_zone& zone) {
  const auto hosts = count_distribution<double>::binomial(zone.replica, zone.replicas);
  up_distribution dist(zone.replicas + 1, 0);
  for (std::size_t k = 0; k < dist.size(); ++k) dist[k] = zone.zone.value() * hosts.at(k);
  dist[0] += zone.zone.complement();
  return dist;
}

inline up_distribution both_up(const up_distribution& a, const up_distribution& b) {
  up_distribution sum(a.size() + b.size() - 1, 0);
  for (std::size_t i = 0; i < a.size(); ++i) add_times(a[i], b.data(), b.size(), sum.data() + i);
  return sum;
}

/// Finds where missing replicas hurt most.
class worst_capacity {
 public:
  worst_capacity(std::vector<replica_zone> zones, std::size_t need)
      : zones_(std::move(zones)), need_(need) {
    for (std::size_t i = 0; i < zones_.size(); ++i)  // those alike side by side
      std::stable_partition(
          at(i + 1), zones_.end(),
          [&first = zones_[i]](const replica_zone& other) { return are_alike(first, other); });
  }

  /// The zones without the replicas that are missing.
  [[nodiscard]] std::vector<replica_zone> without(std::size_t missing) {
    dists_.clear();
    for (auto zone : zones_) {
      auto& dists = dists_.emplace_back();
      const std::size_t most = std::min(missing, zone.replicas);
      for (std::size_t taken = 0; taken <= most; ++taken, --zone.replicas)
        dists.push_back(distribution_of(zone));
    }
    taken_.assign(zones_.size(), 0);
    worst_.clear();
    take(0, missing, {1});
    for (std::size_t i = 0; i < zones_.size(); ++i) zones_[i].replicas -= worst_[i];
    return zones_;
  }

 private:
  [[nodiscard]] std::vector<replica_zone>::iterator at(std::size_t i) {
    return zones_.begin() + static_cast<std::ptrdiff_t>(i);
  }
  /// Takes `missing` replicas from the zones from i on; `before` are up in those before it.
  void take(std::size_t i, std::size_t missing, const up_distribution& before) {
    if (i == zones_.size()) return;
    std::size_t alike = 1;  // it and those like it that follow; none of these gives more than it
    while (i + alike < zones_.size() && are_alike(zones_[i], zones_[i + alike])) ++alike;
    std::size_t others = 0;
    for (std::size_t k = i + alike; k < zones_.size(); ++k) others += zones_[k].replicas;
    std::size_t most = std::min(missing, zones_[i].replicas);
    if (i > 0 && are_alike(zones_[i - 1], zones_[i])) most = std::min(most, taken_[i - 1]);
    const bool is_last = i + 1 == zones_.size();
    const std::size_t share = missing > others ? (missing - others + alike - 1) / alike : 0;
    for (std::size_t taken = is_last ? missing : share; taken <= most; ++taken) {
      taken_[i] = taken;
      const up_distribution& own = dists_[i][taken];
      if (is_last)
        compare(before, own);
      else
        take_more(i, missing - taken, before, own);
    }
  }
  void take_more(std::size_t i, std::size_t missing, const up_distribution& before,
                 const up_distribution& own) {
    budget_.spend(static_cast<double>(before.size()) * static_cast<double>(own.size()));
    take(i + 1, missing, both_up(before, own));
  }
  void compare(const up_distribution& before, const up_distribution& last) {
    budget_.spend(static_cast<double>(before.size() + last.size()));
    double sides[2] = {0, 0};  // enough, and not
    std::vector<double> fewer(last.size() + 1, 0);
    for (std::size_t k = 0; k < last.size(); ++k) fewer[k + 1] = fewer[k] + last[k];
    double more = 0;  // of the last zone, from k on
    std::size_t k = last.size();
    for (std::size_t i = 0; i < before.size(); ++i) {
      const std::size_t wanted = need_ > i ? need_ - i : 0;
      while (k > wanted) more += last[--k];
      sides[0] += before[i] * more;
      sides[1] += before[i] * fewer[std::min(wanted, last.size())];
    }
    const auto p = probability<>::from_computed_sides(sides[0], sides[1]);
    if (!worst_.empty() && least_ <= p) return;
    least_ = p;
    worst_ = taken_;
  }

  std::vector<replica_zone> zones_;
  std::size_t need_;
  std::vector<std::vector<up_distribution>> dists_;  // of each zone, by the replicas taken
  work_budget budget_{"rolling_capacity", 4e9, "products to try all ways to take the replicas",
                      "state fewer zones, or alike ones"};
  std::vector<std::size_t> taken_, worst_;
  probability<> least_;
};

}  // namespace detail

NINES_INLINE double load_lost_evenly(const std::vector<replica_zone>& zones, std::size_t need,
                                     std::size_t missing) {
  constexpr auto function = "load_lost_evenly";
  std::size_t replicas = 0;
  for (const auto& zone : zones) replicas += zone.replicas;
  if (need < 1) fail(function, "need", need, "1 or more");
  if (missing > replicas)
    fail(function, "missing", missing, "at most the replicas, " + describe(replicas));
  const auto all = static_cast<double>(replicas);
  work_budget("load_lost_evenly", 1e10, "products", "state fewer replicas")
      .spend(all * all + all * static_cast<double>(zones.size()));
  detail::up_distribution up{1};
  for (const auto& zone : detail::without_evenly(zones, missing))
    up = detail::both_up(up, detail::distribution_of(zone));
  double lost = 0;
  for (std::size_t k = 0; k < std::min(need, up.size()); ++k)
    lost += up[k] * (static_cast<double>(need - k) / static_cast<double>(need));  // k < need
  return lost;
}

namespace detail {

/// The memory of worst_capacity: a distribution for each number of replicas that a zone may lack.
inline double bytes_of_distributions(const std::vector<replica_zone>& zones, std::size_t missing) {
  double held = 0;
  for (const auto& zone : zones)
    held += static_cast<double>(std::min(missing, zone.replicas) + 1) *
            static_cast<double>(zone.replicas + 1);
  return sizeof(double) * held;
}

}  // namespace detail

NINES_INLINE rolling_capacity_result rolling_capacity(const rolling_capacity_settings& s) {
  constexpr auto function = "rolling_capacity";
  if (s.zones.empty()) fail(function, "the number of zones", 0, "1 or more");
  std::size_t replicas = 0;
  for (const auto& zone : s.zones) replicas += zone.replicas;
  const auto most = "at most the replicas, " + describe(replicas);
  if (s.need > replicas) fail(function, "need", s.need, most);
  if (s.missing > replicas) fail(function, "missing", s.missing, most);
  require_memory(function, "an update of " + describe(replicas) + " replicas",
                 detail::bytes_of_distributions(s.zones, s.missing));
  rolling_capacity_result out;
  out.steady = detail::enough_replicas(s.zones, s.need);
  out.spread = detail::enough_replicas(detail::without_evenly(s.zones, s.missing), s.need);
  out.worst =
      detail::enough_replicas(detail::worst_capacity(s.zones, s.need).without(s.missing), s.need);
  out.overall = pivot(s.share_of_time, out.worst, out.steady);
  return out;
}

}  // namespace nines
