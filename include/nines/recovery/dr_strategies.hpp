// SPDX-License-Identifier: BSL-1.0
// The usual disaster-recovery strategies, from the same parameters of the same parts.
//
//                        a zone is lost   its region is lost              also runs, elsewhere
//   single zone          wait             wait                            -
//   multi-zone           fail over        wait                            -
//   backup and restore   fail over        start servers, restore          backups
//   pilot light          fail over        start servers while promoting   data, few servers
//   warm standby         fail over        scale up while promoting        data, some servers
//   active-active        fail over        only route                      all
//
// Detection, decision and routing come with each move to another region, which races with the
// repair of the lost one. A zone alone loses no data (copies in other zones are synchronous); a
// region that is left loses what its backup or copy lacks. A region lost is the common cause of its
// zones, and both regions may be lost at once; all zones may be down without it. Assumes zones, and
// regions, that fail independently but for that, and outages of several of them at once that last
// exponentially. Figures are those of one user: of two active regions each serves half of them.
// Index: pilot light, warm standby, multi-region active-active.
#pragma once

#include <nines/combine/parallel.hpp>
#include <nines/density/random_time.hpp>
#include <nines/recovery/strategy.hpp>
#include <nines/timing/sequence.hpp>
#include <utility>

namespace nines {

/// What fails, how fast one recovers, and what all of it costs: the figures of the parts.
template <class T = double>
struct dr_parameters {
  // what fails: a zone by itself, a whole region ("no power for 10 h, once in 20 years")
  hours_in<T> zone_mttf;         ///< of one zone by itself
  random_time<T> zone_repair;    ///< until the zone is back
  hours_in<T> region_mttf;       ///< of the whole region at once
  random_time<T> region_repair;  ///< until the region is back
  // how fast: from one zone to the next, detection included; and to another region
  random_time<T> zone_failover;  ///< detection included
  random_time<T> detect;         ///< that the region is lost
  random_time<T> decide;         ///< to leave it
  random_time<T> start_servers;  ///< from nothing
  random_time<T> scale_up;       ///< from some servers to all
  random_time<T> restore;        ///< data from a backup
  random_time<T> promote;        ///< a copy of the data to the primary
  random_time<T> route;          ///< clients to the other region
  // what is lost with a region
  random_time<T> backup_loss;      ///< what the newest usable backup lacks, in time
  random_time<T> replication_lag;  ///< what a copy of the data lacks, in time
  // what it costs a year
  T servers;              ///< as many as carry the load
  T data;                 ///< a copy of the data, with its traffic
  T backups;              ///< in another region
  T pilot_share;          ///< of the servers that a pilot light keeps
  T warm_share;           ///< of the servers that a warm standby keeps
  std::size_t zones = 3;  ///< of a region, two or more; the loss of one leaves enough servers
};

namespace detail {

/// The causes that strategies share, and their prices.
template <class T>
class dr_catalogue {
 public:
  explicit dr_catalogue(const dr_parameters<T>& f) : f_(f) {
    if (f.zones < 2) fail("dr_strategies", "zones", f.zones, "2 or more");
    check_share("pilot_share", f.pilot_share);
    check_share("warm_share", f.warm_share);
    for (const auto& [name, price] : {std::pair{"servers", f.servers}, std::pair{"data", f.data},
                                      std::pair{"backups", f.backups}})
      if (!is_nonnegative(price) || !is_finite(price))
        fail("dr_strategies", name, price, "0 or more, and finite");
  }

  [[nodiscard]] strategy<T> single_zone() const {
    return {"single zone",
            f_.servers + f_.data,
            {{"zone", rate(f_.zone_mttf), f_.zone_repair}, region_waits()}};
  }
  [[nodiscard]] strategy<T> multi_zone() const {
    return {"multi-zone", home_cost(), {zone(), all_zones(), region_waits()}};
  }
  /// A home of several zones, and another region.
  [[nodiscard]] strategy<T> two_regions(std::string name, const T& elsewhere,
                                        const std::vector<random_time<T>>& steps,
                                        const random_time<T>& loss) const {
    std::vector<random_time<T>> move{f_.detect, f_.decide};
    move.insert(move.end(), steps.begin(), steps.end());
    move.push_back(f_.route);
    return {std::move(name),
            home_cost() + elsewhere,
            {zone(), all_zones(),
             repair_or_fail_over<T>("region", rate(f_.region_mttf), f_.region_repair,
                                    sequence(move), loss),
             all_down("both regions", 2, f_.region_mttf, f_.region_repair)}};
  }
  /// As many servers that the loss of a zone leaves enough, and a copy of the data in each zone.
  [[nodiscard]] T home_cost() const {
    const T n = T(f_.zones);
    return f_.servers * (n / (n - 1)) + f_.data * n;  // a whole number: exact
  }

 private:
  static void check_share(const char* argument, const T& share) {
    if (!is_in_unit_interval(share)) fail("dr_strategies", argument, share, "in [0, 1]");
  }
  static T rate(const hours_in<T>& mttf) {
    require_positive_duration("dr_strategies", "mean time to failure", mttf);
    return count_in<T>(year_365) / mttf.count();
  }
  [[nodiscard]] outage_cause<T> zone() const {
    return {"zone", rate(f_.zone_mttf), f_.zone_failover};
  }
  [[nodiscard]] outage_cause<T> all_zones() const {
    return all_down("all zones", f_.zones, f_.zone_mttf, f_.zone_repair);
  }
  [[nodiscard]] outage_cause<T> region_waits() const {
    return {"region", rate(f_.region_mttf), f_.region_repair};
  }
  /// All of several independent parts at once, until the first is back.
  static outage_cause<T> all_down(std::string name, std::size_t n, const hours_in<T>& mttf,
                                  const random_time<T>& repair) {
    const auto all = parallel(copies(n, repairable<T>(mttf, hours_in<T>(repair.mean()))));
    return {std::move(name), rate(all.mean_up_time()), exponential_time<T>(all.mean_down_time())};
  }

  dr_parameters<T> f_;
};

}  // namespace detail

/// The six strategies of this header, from the least prepared on. *Throws* domain_error unless
/// zones >= 2, times to failure are more than 0, shares in [0, 1] and costs 0 or more.
template <class T>
[[nodiscard]] std::vector<strategy<T>> dr_strategies(const dr_parameters<T>& f) {
  const detail::dr_catalogue<T> of(f);
  return {
      of.single_zone(),
      of.multi_zone(),
      of.two_regions("backup and restore", f.backups, {f.start_servers, f.restore}, f.backup_loss),
      of.two_regions("pilot light", f.data + f.servers * f.pilot_share,
                     {all_of(f.start_servers, f.promote)}, f.replication_lag),
      of.two_regions("warm standby", f.data + f.servers * f.warm_share,
                     {all_of(f.scale_up, f.promote)}, f.replication_lag),
      of.two_regions("active-active", of.home_cost(), {}, f.replication_lag)};
}

}  // namespace nines
