// SPDX-License-Identifier: BSL-1.0
// The room `detection`: telling a bad release from a good one by counts.
//
//   how often a request fails           event_rate, request_rate    event_rate.hpp
//   a rule; a threshold on a ratio      stopping_rule, ratio_above  rule.hpp
//   k failed intervals (Argo, Flagger)  failed_checks               failed_checks.hpp
//   several metrics, one counter        check_of_metrics            check_of_metrics.hpp
//   several metrics, a counter each     metrics_apart               metrics_apart.hpp
//   all keys of a metric of Argo        analysis_run_distribution   measurements.hpp
//   windows longer than the interval    sliding_window_checks       windows/rule.hpp
//   certain bounds, or an estimate      bound_, simulate_stopping   windows/bounds.hpp
//   tests of counts, exact              fisher_test, ...            tests/exact_tests.hpp
//   Mann-Whitney, exact                 mann_whitney_test, ...      mann_whitney/test.hpp
//   what that really does               mann_whitney_rule           mann_whitney/rule.hpp
//   Wald's sequential test              sprt                        tests/sprt.hpp
//   e-values, mixture SPRT, two arms    e_value_rule, ...           tests/e_values.hpp
//   beside a baseline, by lines         split_e_process             tests/split_e_process.hpp
//   confidence sequences                confidence_sequence, ...    tests/confidence_sequence.hpp
//   posterior of a rate                 posterior_rule              tests/posterior.hpp
//   what a rule really does             operating_characteristic,   operating_characteristic.hpp
//                                       stopping_distribution
//   the same beside a baseline          ..._with_baseline           with_baseline.hpp
//   a z-test asked again and again      repeated_z_test             repeated_significance_test.hpp
//   traffic that a test needs           fixed_sample_test, ...      sample_size.hpp
//   when a stage is analysed            analysed_every, ...         stage.hpp
//   counts in, verdict out              rollout_judge, ...          judge.hpp
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
#include <nines/detection/mann_whitney/tie_patterns.hpp>
#include <nines/detection/mann_whitney/ties.hpp>
#include <nines/detection/mann_whitney/u_distribution.hpp>
#include <nines/detection/measurements.hpp>
#include <nines/detection/metrics_apart.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/pair_walk.hpp>
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
#include <nines/detection/tests/split_integrand.hpp>
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
