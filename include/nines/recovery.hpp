// SPDX-License-Identifier: BSL-1.0
// The room `recovery`: how long until service is back, what is lost, and what it all costs. Times
// and losses are distributions of durations, composed by the verbs of nines/timing.hpp.
//
//   when do health checks notice             detection_time, detected_within   health_check.hpp
//   ... a failure that some checks see       grey_detection_time               health_check.hpp
//   ... and how often for nothing            mean_time_between_alarms          health_check.hpp
//   when do clients go elsewhere             dns_cutover                       routing.hpp
//   how long until service is back (RTO)     recovery_plan, meets              plan.hpp
//   which step takes the most of it          timeline, shares_at               plan.hpp
//   what backups and shipped logs lose       backup_loss                       backup.hpp
//   what replicas lose; writes a year (RPO)  lag_from_objective, replica_loss  replication.hpp
//   how many copies are worth it             cost_of_copies                    copy_cost.hpp
//   what a strategy is in a year             assessment, repair_or_fail_over   strategy.hpp
//   single zone ... active-active            dr_strategies                     dr_strategies.hpp
//   where each is the cheapest               cheapest_by_price, pareto_front   cheapest.hpp
#pragma once

#include <nines/density/piecewise_uniform.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/recovery/backup.hpp>
#include <nines/recovery/cheapest.hpp>
#include <nines/recovery/copy_cost.hpp>
#include <nines/recovery/dr_strategies.hpp>
#include <nines/recovery/health_check.hpp>
#include <nines/recovery/plan.hpp>
#include <nines/recovery/replication.hpp>
#include <nines/recovery/routing.hpp>
#include <nines/recovery/strategy.hpp>
#include <nines/timing/probability_before.hpp>
