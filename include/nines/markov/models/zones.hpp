// SPDX-License-Identifier: BSL-1.0
// Instances in zones: a zone that fails takes all its instances with it.
//
// Each of z zones holds h instances. An instance fails and is repaired by the crews of its zone; a
// zone fails at s and is restored at r, and its instances then start afresh. The service is up
// while `needed` instances are, wherever they are.
//   The chain counts zones by condition (j instances failed, or out): zones are alike, so that is
//   exact lumping, C(z + h + 1, z) states in place of (h + 2)^z.
//   Zones are independent, so the long run has a closed form: per zone by the flow past j,
//     pi_j birth_j = pi_(j+1) death_j + s (pi_(j+1) + ... + pi_h),     out: s / (s + r)
//   and the instances of all zones by adding zone to zone. All terms are positive.
// Accuracy: some z h epsilon. Cost: O((z h)^2) for the closed form.
// Source of the question: AWS, "Availability and Beyond" 2021 (zones as fault containers).
// Index: availability zone.
#pragma once

#include <nines/markov/chain/explore.hpp>
#include <nines/markov/models/arguments.hpp>
#include <nines/markov/models/recursions.hpp>
#include <nines/repairable/repairable.hpp>

namespace nines {

/// Like instances, as many in each of several zones.
template <class T = double>
struct zoned_instances {
  using scalar_type = T;
  std::size_t zones = 3;         ///< z
  std::size_t instances = 1;     ///< in each zone
  std::size_t needed = 1;        ///< of all
  model_duration<T> mttf{};      ///< of an instance
  model_duration<T> mttr{};      ///< of an instance
  model_duration<T> zone_mttf =  ///< of a zone
      hours_in<T>(std::numeric_limits<T>::infinity());
  model_duration<T> zone_mttr = hours_in<T>(one<T>());  ///< of a zone
  std::size_t crews = unlimited_crews;                  ///< in each zone
  double memory_limit = default_memory_limit;           ///< bytes; a larger chain is refused before
};

/// A state: how many zones have 0, 1, ... failed instances; last, how many are out.
struct zone_counts {
  std::vector<std::size_t> zones;  ///< zones[j]: with j failed instances; the last: out

  /// The instances that are up, of `instances` a zone.
  [[nodiscard]] std::size_t up() const {
    const std::size_t instances = zones.size() - 2;
    std::size_t sum = 0;
    for (std::size_t j = 0; j < instances; ++j) sum += zones[j] * (instances - j);
    return sum;
  }
  [[nodiscard]] std::size_t out() const { return zones.back(); }  ///< zones that are out

  friend bool operator==(const zone_counts&, const zone_counts&) = default;
  friend std::size_t hash_value(const zone_counts& s) {
    std::size_t hash = 0;
    for (const std::size_t count : s.zones) hash = hash * 31 + count;
    return hash;
  }
  friend std::string to_string(const zone_counts& s) {
    std::string text = std::to_string(s.up()) + " up (zones by failed instances:";
    for (std::size_t j = 0; j + 1 < s.zones.size(); ++j) text += " " + std::to_string(s.zones[j]);
    return text + "; out: " + std::to_string(s.out()) + ")";
  }
};

namespace detail {

/// The rates of a zone, checked.
template <class T>
struct zone_rates {
  explicit zone_rates(const zoned_instances<T>& z) : instances(z.instances) {
    check_at_least_one("multi_zone", "zones", z.zones);
    check_at_least_one("multi_zone", "instances", z.instances);
    check_at_least_one("multi_zone", "crews", z.crews);
    const double all = count_of<double>(z.zones) * count_of<double>(z.instances);
    work_budget("multi_zone", 1e12, "additions", "take fewer zones or instances").spend(all * all);
    if (z.needed < 1 || z.needed > z.zones * z.instances)
      fail("multi_zone", "needed", z.needed,
           "from 1 to the number of all instances, " + std::to_string(z.zones * z.instances));
    const T failure = rate_of("multi_zone", "mttf", z.mttf);
    const T repair = finite_rate_of("multi_zone", "mttr", z.mttr);
    for (std::size_t j = 0; j < instances; ++j) {
      births.push_back(count_of<T>(instances - j) * failure);
      deaths.push_back(count_of<T>(std::min(j + 1, z.crews)) * repair);
    }
    births.push_back(zero<T>());
    zone_failure = rate_of("multi_zone", "zone_mttf", z.zone_mttf);
    zone_repair = finite_rate_of("multi_zone", "zone_mttr", z.zone_mttr);
  }

  std::size_t instances;
  std::vector<T> births, deaths;
  T zone_failure, zone_repair;
};

/// The shares of 0 .. h failed instances of a zone, and of the zone out, last.
template <class T>
std::vector<T> shares_of_zone(const zone_rates<T>& z) {
  const std::size_t h = z.instances;
  std::vector<T> share = shares_by_ratio<T>(h, [&](std::size_t i, const T& a) {
    const std::size_t j = h - 1 - i;
    return T((a * z.deaths[j] + z.zone_failure) / z.births[j]);
  });
  std::reverse(share.begin(), share.end());
  const T both = z.zone_failure + z.zone_repair;
  for (T& s : share) s = s * z.zone_repair / both;
  share.push_back(z.zone_failure / both);
  return share;
}

/// The distribution of the instances that are up in one zone more.
template <class T>
std::vector<T> add_zone(const std::vector<T>& up, const std::vector<T>& share) {
  const std::size_t h = share.size() - 2;
  std::vector<T> result(up.size() + h, zero<T>());
  for (std::size_t u = 0; u < up.size(); ++u) {
    for (std::size_t j = 0; j <= h; ++j) result[u + h - j] += up[u] * share[j];
    result[u] += up[u] * share[h + 1];
  }
  return result;
}

}  // namespace detail

/// The chain of the zones, explored from all up. Labels "up", "degraded" (up, but not all is),
/// "zone out" (one or more). *Throws* domain_error for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> multi_zone(const zoned_instances<T>& group) {
  const detail::zone_rates<T> z(group);
  const std::size_t h = z.instances;
  zone_counts all_up{std::vector<std::size_t>(h + 2, 0)};
  all_up.zones[0] = group.zones;
  const auto transitions = [&](const zone_counts& from, auto& emit) {
    const auto move = [&](std::size_t a, std::size_t b, const T& rate) {
      if (from.zones[a] == 0) return;
      zone_counts to = from;
      --to.zones[a];
      ++to.zones[b];
      emit(std::move(to), T(detail::count_of<T>(from.zones[a]) * rate));
    };
    for (std::size_t j = 0; j < h; ++j) {
      move(j, j + 1, z.births[j]);
      move(j + 1, j, z.deaths[j]);
    }
    for (std::size_t j = 0; j <= h; ++j) move(j, h + 1, z.zone_failure);
    move(h + 1, 0, z.zone_repair);
  };
  auto model = explore<T>(all_up, transitions, {.memory_limit = group.memory_limit});
  model.label("up", [&](const zone_counts& s) { return s.up() >= group.needed; });
  model.label("degraded", [&](const zone_counts& s) {
    return s.up() >= group.needed && s.up() < group.zones * h;
  });
  model.label("zone out", [](const zone_counts& s) { return s.out() > 0; });
  return std::move(model).chain();
}

/// The long run in closed form. *Throws* as multi_zone.
template <class T>
[[nodiscard]] repairable<T> as_repairable(const zoned_instances<T>& group) {
  const detail::zone_rates<T> z(group);
  const std::vector<T> share = detail::shares_of_zone(z);
  const std::size_t h = z.instances;
  std::vector<T> others{one<T>()};  // instances up in all zones but one
  for (std::size_t i = 1; i < group.zones; ++i) others = detail::add_zone(others, share);
  const std::vector<T> all = detail::add_zone(others, share);
  T up = zero<T>();
  T down = zero<T>();
  for (std::size_t u = 0; u < all.size(); ++u) (u >= group.needed ? up : down) += all[u];
  // One zone goes from `before` instances up to `after`: the service fails if the others have
  // enough with the former, and too few with the latter.
  const auto between = [&](std::size_t before, std::size_t after) {
    T sum = zero<T>();
    for (std::size_t u = 0; u < others.size(); ++u)
      if (u + before >= group.needed && u + after < group.needed) sum += others[u];
    return sum;
  };
  T failures = zero<T>();
  for (std::size_t j = 0; j <= h; ++j) {
    if (j < h) failures += share[j] * z.births[j] * between(h - j, h - j - 1);
    failures += share[j] * z.zone_failure * between(h - j, 0);
  }
  return {probability<T>::from_computed_sides(up, down),
          T(detail::count_of<T>(group.zones) * failures)};
}

}  // namespace nines
