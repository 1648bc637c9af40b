// SPDX-License-Identifier: BSL-1.0
#include "losses.hpp"

#include <algorithm>
#include <cmath>
#include <nines/rollout/plan/change_failures.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>

#include "analysis.hpp"

namespace rollout {

std::vector<nines::replica_zone> zones_of(const fleet& f) {
  std::vector<nines::replica_zone> zones(f.zones, {0, f.replica, f.zone});
  for (std::size_t i = 0; i < f.replicas; ++i) ++zones[i % f.zones].replicas;
  return zones;
}

std::size_t missing_of(const fleet& f, const nines::rollout_plan& plan) {
  const double left = plan.least_capacity() * static_cast<double>(f.replicas);
  return f.replicas - std::min(static_cast<std::size_t>(std::lround(left)), f.replicas);  // counts
}

namespace {

double lost_requests(const assessed& a, hours time) {
  return a.whole.traffic.in(time)*share_lost(a.whole, a.way.plan);
}
hours deployed_if_bad(const assessed& a) {
  hours time(0);
  for (const auto& each : a.risk.bad_trajectories())
    time += each.weight * nines::time_at_least_capacity(a.way.plan, each.trajectory);
  return time;
}

}  // namespace

double share_lost(const study& s, const nines::rollout_plan& plan) {
  if (!(plan.least_capacity() < 1)) return 0;
  if (plan.least_capacity() == 0) return 1;
  if (!s.capacity || s.capacity->need == 0) return 0;
  return nines::load_lost_evenly(zones_of(*s.capacity), s.capacity->need,
                                 missing_of(*s.capacity, plan));
}

double lost_if_good(const assessed& a) {
  return lost_requests(a, nines::time_at_least_capacity(a.way.plan, a.risk.good()));
}
double lost_if_bad(const assessed& a) { return lost_requests(a, deployed_if_bad(a)); }
double lost_at_most(const assessed& a) {
  const auto& plan = a.way.plan;
  if (!(plan.least_capacity() < 1)) return 0;
  return lost_requests(a, plan.deploying_before() + plan.deploying_after() + plan.way_back(1));
}

double failed_if_bad(const assessed& a) { return a.risk.excess_errors_if_bad() + lost_if_bad(a); }
double failed_by_any(const assessed& a) {
  const chance& bad = a.risk.prior_bad();
  return a.risk.expected_excess_errors() + bad.value() * lost_if_bad(a) +
         bad.complement() * lost_if_good(a);
}
double failed_if_bad_in(const assessed& a, const chance& c) {
  return a.risk.excess_errors_quantile_if_bad(c) + lost_at_most(a);
}
chance fails_more_if_bad(const assessed& a, double requests) {
  const double lost = lost_at_most(a);
  if (lost > requests) return chance::always();
  return a.risk.excess_errors_survival_if_bad(requests - lost);  // what is left of it
}
chance fails_more(const assessed& a, double requests) {
  const chance good = lost_if_good(a) > requests ? chance::always() : chance::never();
  return nines::pivot(a.risk.prior_bad(), fails_more_if_bad(a, requests), good);
}

double lost_by_any(const assessed& a) {
  return a.risk.prior_bad().value() * lost_if_bad(a) +
         a.risk.prior_bad().complement() * lost_if_good(a);
}

bad_exposure exposure_if_bad(const assessed& a) {
  bad_exposure sum;
  for (const auto& each : a.risk.bad_trajectories()) {
    const hours time = each.trajectory.exposed() +
                       each.trajectory.passes().value() * a.whole.year->time_to_restore;
    sum.exposed += each.weight * time;
    sum.failing += each.weight * time * (each.excess_errors_per_hour / a.whole.traffic.per_hour());
  }
  return sum;
}

chance available_with_changes(const assessed& a) {
  const auto& year = *a.whole.year;
  const auto [exposed, failing] = exposure_if_bad(a);
  const double bad =
      nines::change_failure_part({.deploys = year.per_year,
                                  .window = nines::year_365,
                                  .failure = a.risk.prior_bad(),
                                  .time_to_restore = exposed,
                                  .blast_radius = chance::from_value(failing / exposed)})
          .availability()
          .complement();
  const double lost = lost_by_any(a);
  const double failed = bad + year.per_year * lost / a.whole.traffic.in(nines::year_365);
  if (!(failed <= 1))
    throw nines::domain_error("changes: per_year is " + significant(year.per_year, 4) +
                              ", but deployments (" + a.way.name +
                              ") as long as these leave no time to serve");
  return chance::from_complement(failed);
}

}  // namespace rollout
