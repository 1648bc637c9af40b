// SPDX-License-Identifier: BSL-1.0
// Rollouts: rules of detection, plans, and the risk that they carry.
//
//   how often a request fails, how many come   event_rate, request_rate             rollout/event_rate.hpp
//   what a rule is; threshold on a ratio       watch_rule, ratio_above, at_the_end  rollout/verdict.hpp
//   k failed intervals (Argo, Flagger)         failed_checks                        rollout/failed_checks.hpp
//   all keys of a metric of Argo Rollouts      watch_measurements                   rollout/measurements.hpp
//   binomial, Poisson, Fisher, two proportions fisher_test, p_value_rule, ...       rollout/count_tests.hpp
//   Mann-Whitney, exact; its normal estimate   mann_whitney_test, ..._estimate      rollout/mann_whitney.hpp
//   what that really does, ties or not         mann_whitney_rule, mann_whitney_law  rollout/mann_whitney_rule.hpp
//   Wald's sequential test                     sprt                                 rollout/sprt.hpp
//   e-values, mixture SPRT, two arms           e_value_rule, sequential_p_value     rollout/e_values.hpp
//   beside a baseline, line by line            split_e_process                      rollout/split_e_process.hpp
//   confidence sequences                       rates_not_excluded, ...              rollout/confidence_sequence.hpp
//   posterior of a rate, of a release          posterior_rule, bad_given_passed     rollout/posterior.hpp
//   what a rule really does, exactly           operate, watch                       rollout/watch.hpp
//   the same beside an observed baseline       watch_beside                         rollout/watch_beside.hpp
//   a z-test asked again and again             z_test_looks                         rollout/normal_looks.hpp
//   traffic for a test to mean anything        smallest_test, clopper_pearson       rollout/sample_size.hpp
//   a plan; canary, blue-green, rolling        rollout_plan, canary, rolling, ...   rollout/plan.hpp, strategies.hpp
//   when a stage is looked at                  watched_each, watch_throughout       rollout/stage.hpp
//   a canary of whole replicas (Argo)          canary_by_replicas, replicas_for     rollout/whole_replicas.hpp
//   lag and way back as laws of durations      reaction_at_mean, gone_within        rollout/reaction.hpp
//   where a release gets to, and when          follow, rollout_course               rollout/course.hpp
//   failed checks that hold the step (Flagger) assess_held, follow_held             rollout/held_steps.hpp
//   what may be released                       release, regression                  rollout/release.hpp
//   exposure, false rollback, loss exceedance  assess, rollout_risk                 rollout/assess.hpp, risk.hpp
//   how many bad requests there will be        excess_law                           rollout/excess_law.hpp
//   why a lag belongs in the model             notice_each, best_watch_time         rollout/memoryless.hpp
//   the cheapest schedule                      cheapest_schedule, schedule_watches  rollout/schedule.hpp
//   the smallest bake time                     smallest_bake                        rollout/bake_time.hpp
//   counts in, verdict out                     rollout_judge, running_e_value       rollout/judge.hpp
//   unavailability that changes bring          part_that_changes                    rollout/change_failures.hpp
//   replicas missing while a zone fails        rolling_capacity                     rollout/rolling_capacity.hpp
//   cells and shuffle shards                   cell_stages, shuffle_shard           rollout/blast_radius.hpp
#pragma once

#include <nines/probability/literals.hpp>  // 99.9_percent
#include <nines/rollout/assess.hpp>
#include <nines/rollout/bake_time.hpp>
#include <nines/rollout/blast_radius.hpp>
#include <nines/rollout/boost_call.hpp>
#include <nines/rollout/chance_of_sums.hpp>
#include <nines/rollout/change_failures.hpp>
#include <nines/rollout/confidence_sequence.hpp>
#include <nines/rollout/count_tests.hpp>
#include <nines/rollout/course.hpp>
#include <nines/rollout/e_values.hpp>
#include <nines/rollout/event_rate.hpp>
#include <nines/rollout/excess_law.hpp>
#include <nines/rollout/failed_checks.hpp>
#include <nines/rollout/growing_watch.hpp>
#include <nines/rollout/held_steps.hpp>
#include <nines/rollout/judge.hpp>
#include <nines/rollout/mann_whitney.hpp>
#include <nines/rollout/mann_whitney_buckets.hpp>
#include <nines/rollout/mann_whitney_law.hpp>
#include <nines/rollout/mann_whitney_rule.hpp>
#include <nines/rollout/mann_whitney_ties.hpp>
#include <nines/rollout/measurements.hpp>
#include <nines/rollout/memoryless.hpp>
#include <nines/rollout/normal_looks.hpp>
#include <nines/rollout/plan.hpp>
#include <nines/rollout/posterior.hpp>
#include <nines/rollout/reaction.hpp>
#include <nines/rollout/release.hpp>
#include <nines/rollout/risk.hpp>
#include <nines/rollout/rolling_capacity.hpp>
#include <nines/rollout/sample_size.hpp>
#include <nines/rollout/schedule.hpp>
#include <nines/rollout/split_e_process.hpp>
#include <nines/rollout/sprt.hpp>
#include <nines/rollout/stage.hpp>
#include <nines/rollout/strategies.hpp>
#include <nines/rollout/verdict.hpp>
#include <nines/rollout/watch.hpp>
#include <nines/rollout/watch_beside.hpp>
#include <nines/rollout/watch_law.hpp>
#include <nines/rollout/whole_replicas.hpp>
