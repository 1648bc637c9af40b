// SPDX-License-Identifier: BSL-1.0
// The requests that the analyses of a plan see, and those that none sees.
//
//   requests before analysis j of a stage = traffic between the times of the analyses j - 1 and j
//
// They are whole numbers: what has come by an analysis is rounded, so that no request is lost
// between two. Where evidence is carried the first analysis of a stage also sees what came after
// the last analysis of the stage before.
#pragma once

#include <nines/detection/operating_characteristic.hpp>
#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

/// What the analyses of a plan see.
struct plan_analyses {
  std::vector<std::vector<std::size_t>> seen;  ///< before each analysis of each stage
  std::vector<std::size_t> unseen_first;  ///< of each stage, before what its first analysis sees
  std::vector<std::size_t> unseen;        ///< after the last of each stage
  std::size_t unseen_before = 0;          ///< before what the first analysis of all sees
};

/// When a plan is analysed.
struct analysis_settings {
  /// Each analysis judges its interval by itself: the first sees no more.
  bool by_intervals = false;
  double memory_limit = default_memory_limit;  ///< bytes of the list of analyses
  double times = 1;  ///< the requests, of those of the plan: of a baseline
};

}  // namespace nines

namespace nines::detail {

/// Whole requests between points in time, from what had come by each.
class request_counter {
 public:
  /// Those since the last call.
  [[nodiscard]] std::size_t by(double requests);

 private:
  std::size_t seen_ = 0;
};

/// The products that a stopping distribution takes, about: n requests, spread over k analyses, the
/// products of a band of masses some 70 standard deviations wide with steps of 38, and its analyses
/// themselves.
double products_about(double errors, double analyses);

/// Analyses are stored one by one, with their distribution and what ends there.
void require_analyses(const rollout_plan& plan, double memory_limit);

void check_seen(std::size_t requests);

/// The requests that have come by a time, of bake times alone.
double requests_by(const rollout_plan& plan, const request_rate& traffic, hours_in<double> time);

}  // namespace nines::detail

namespace nines {

/// The requests that the analyses of each stage see, each stage by itself. *Throws* domain_error
/// for an analysis that sees none, convergence_error where the plan takes more than memory_limit
/// bytes.
plan_analyses analyses_by_stage(const rollout_plan& plan, const request_rate& traffic,
                                const analysis_settings& settings = {});

/// The same of one clock over all stages, whose evidence is carried on.
plan_analyses analyses_throughout(const rollout_plan& plan, const request_rate& traffic,
                                  const analysis_settings& settings = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/interim_analyses.hpp>
#endif
