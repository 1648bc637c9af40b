// SPDX-License-Identifier: BSL-1.0
// Rollouts: rules of detection, plans, and the risk that they carry. The rules:
// nines/detection.hpp, which is opened here too.
//
//   canary, blue-green, rolling       rollout_plan, canary, ...      plan/plan.hpp, strategies.hpp
//   whole replicas (Argo)             canary_by_replicas             plan/whole_replicas.hpp
//   lag and way back                  reaction_at_mean, gone_within  plan/reaction.hpp
//   where a release gets to, when     trace, rollout_trajectory      risk/trajectory.hpp
//   failed checks pause it (Flagger)  assess_paused, trace_paused    risk/paused_steps.hpp
//   no answer, inconclusive (Argo)    assess_argo_analysis           risk/argo_analysis.hpp
//   windows longer than intervals     assess_sliding_windows         risk/sliding_windows.hpp
//   an analysis that sees nothing     with_blind_analysis            risk/blind_analysis.hpp
//   what may be released              release, regression            plan/release.hpp
//   exposure, loss exceedance         assess, rollout_risk           risk/assess.hpp, risk.hpp
//   how many requests fail            excess_errors_distribution     risk/excess_errors.hpp
//   why a lag belongs in it           constant_hazard_detection,     risk/memoryless_detection.hpp
//                                     best_bake_time
//   the cheapest schedule             cheapest_schedule              schedule/schedule.hpp
//   the shortest bake time            shortest_bake_time             plan/bake_time.hpp
//   down time by changes              change_failure_part            plan/change_failures.hpp
//   replicas and zones that fail      rolling_capacity               plan/rolling_capacity.hpp
//   cells and shuffle shards          cell_stages, shuffle_shard     plan/blast_radius.hpp
#pragma once

#include <nines/detection/analysis_run.hpp>
#include <nines/detection/boost_call.hpp>
#include <nines/detection/check_of_metrics.hpp>
#include <nines/detection/count_recursion.hpp>
#include <nines/detection/counted_errors.hpp>
#include <nines/detection/event_counts.hpp>
#include <nines/detection/event_rate.hpp>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/incremental.hpp>
#include <nines/detection/judge.hpp>
#include <nines/detection/mann_whitney/buckets.hpp>
#include <nines/detection/mann_whitney/rule.hpp>
#include <nines/detection/mann_whitney/test.hpp>
#include <nines/detection/mann_whitney/ties.hpp>
#include <nines/detection/mann_whitney/u_distribution.hpp>
#include <nines/detection/measurements.hpp>
#include <nines/detection/metrics_apart.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/repeated_significance_test.hpp>
#include <nines/detection/rule.hpp>
#include <nines/detection/sample_size.hpp>
#include <nines/detection/stage.hpp>
#include <nines/detection/stopping_distribution.hpp>
#include <nines/detection/tests/confidence_sequence.hpp>
#include <nines/detection/tests/deviance.hpp>
#include <nines/detection/tests/e_values.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/log_tails.hpp>
#include <nines/detection/tests/posterior.hpp>
#include <nines/detection/tests/split_e_process.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/detection/windows/bounds.hpp>
#include <nines/detection/windows/count_draws.hpp>
#include <nines/detection/windows/deeper_cuts.hpp>
#include <nines/detection/windows/failure_counter.hpp>
#include <nines/detection/windows/pending_sums.hpp>
#include <nines/detection/windows/rule.hpp>
#include <nines/detection/windows/simulation.hpp>
#include <nines/detection/windows/window_walk.hpp>
#include <nines/detection/with_baseline.hpp>
#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/rollout/plan/bake_time.hpp>
#include <nines/rollout/plan/blast_radius.hpp>
#include <nines/rollout/plan/change_failures.hpp>
#include <nines/rollout/plan/interim_analyses.hpp>
#include <nines/rollout/plan/measurement_instants.hpp>
#include <nines/rollout/plan/plan.hpp>
#include <nines/rollout/plan/reaction.hpp>
#include <nines/rollout/plan/release.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/plan/whole_replicas.hpp>
#include <nines/rollout/risk/argo_analysis.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/risk/assess_carried.hpp>
#include <nines/rollout/risk/assess_metrics.hpp>
#include <nines/rollout/risk/assess_with_baseline.hpp>
#include <nines/rollout/risk/blind_analysis.hpp>
#include <nines/rollout/risk/excess_errors.hpp>
#include <nines/rollout/risk/memoryless_detection.hpp>
#include <nines/rollout/risk/paused_steps.hpp>
#include <nines/rollout/risk/risk.hpp>
#include <nines/rollout/risk/sliding_windows.hpp>
#include <nines/rollout/risk/trace.hpp>
#include <nines/rollout/risk/trajectory.hpp>
#include <nines/rollout/schedule/schedule.hpp>
#include <nines/rollout/schedule/schedule_hull.hpp>
#include <nines/rollout/schedule/strategy_cost.hpp>
