// SPDX-License-Identifier: BSL-1.0
// The usual ways to roll out, as plans: canary, blue-green, rolling, all at once.
//
//   canary({.stages = {{1_percent, 30min}, ...}, .lag = reaction_lag(2min)})
//   blue_green({.preparation = 30min, .switch_time = 5min, .bake = 24h, .lag = ...})
//   rolling({.replicas = 10, .max_surge = 25_percent, .max_unavailable = 25_percent,
//            .batch_time = 2min, .lag = ...})
//
// What each takes in capacity is computed from its settings, not quoted: a canary of at most 50 %
// beside a full fleet 1.5, blue-green 2, rolling 1 + surge. A rolling update is a canary whose
// shares are those of the replicas replaced so far. Rounding as in Kubernetes: surge up,
// unavailable down.
// Index: canary release, blue-green deployment, rolling update.
#pragma once

#include <nines/inline.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

/// A canary beside the old fleet, stage by stage.
struct canary_settings {
  std::vector<rollout_stage> stages;  ///< of rising shares
  reaction_lag lag;                   ///< of the reaction to a bad verdict
  rollback_path rollback = {};        ///< how the traffic is taken back
  hours_in<double> preparation{0};    ///< before the first request
  std::size_t replicas = 0;   ///< of the service; a canary is then whole replicas. 0: any share
  bool keeps_stable = false;  ///< the old fleet is kept whole also while all traffic is on the new
};

/// Shares of the traffic, one after the other, beside the whole old fleet.
[[nodiscard]] rollout_plan canary(canary_settings settings);

/// Two fleets, and one switch of all traffic.
struct blue_green_settings {
  hours_in<double> preparation{0};  ///< of the second fleet, before the switch
  hours_in<double> switch_time{0};  ///< for all of the traffic, either way
  hours_in<double> bake{0};         ///< that the old fleet is kept
  reaction_lag lag;                 ///< of the reaction to a bad verdict
  std::size_t analyses = 1;         ///< evenly over the bake time
};

/// A second fleet, all of the traffic at a switch, and back by the same.
[[nodiscard]] rollout_plan blue_green(const blue_green_settings& settings);

/// A rolling update, by the keys of a Kubernetes Deployment.
struct rolling_settings {
  std::size_t replicas = 0;  ///< of the service, 1 or more
  /// replicas above all, relative; rounded up
  probability<> max_surge = probability<>::from_value(0.25);
  /// replicas missing, relative; rounded down
  probability<> max_unavailable = probability<>::from_value(0.25);
  hours_in<double> batch_time{0};      ///< from one batch being ready to the next
  reaction_lag lag;                    ///< of the reaction to a bad verdict
  hours_in<double> bake{0};            ///< after the last batch; by default one batch time
  std::size_t analyses_per_batch = 1;  ///< evenly over each batch time; 1 or more
  std::size_t bake_analyses = 0;       ///< after the last batch; by default those of a batch
  hours_in<double> preparation{0};     ///< before the first request
};

/// How many replicas a rolling update moves at once.
struct rolling_batches {
  std::size_t surge = 0;        ///< above the replicas, rounded up
  std::size_t unavailable = 0;  ///< missing of them, rounded down; 1 where both would be 0
  std::size_t batches = 0;      ///< of surge + unavailable each, but for the last
};

namespace detail {

rolling_batches batches_of(std::size_t replicas, const probability<>& max_surge,
                           const probability<>& max_unavailable);

}  // namespace detail

/// The rounding of Kubernetes. *Throws* domain_error without replicas, or where both shares are 0.
[[nodiscard]] rolling_batches batches_of(const rolling_settings& settings);

/// Batch by batch in place. The first serves once it is ready; until the last one is, those of one
/// batch that may be unavailable are missing. The way back takes the batches back at the same
/// speed.
[[nodiscard]] rollout_plan rolling(const rolling_settings& settings);

/// A redeployment of everything at once.
struct all_at_once_settings {
  hours_in<double> bake{0};           ///< after the release is in place
  hours_in<double> rollback_time{0};  ///< the redeployment of the old release, as of the new one
  reaction_lag lag;                   ///< of the reaction to a bad verdict
  std::size_t analyses = 1;           ///< evenly over the bake time
  hours_in<double> preparation{0};    ///< before the first request
};

/// Everything in place, at once: nothing serves meanwhile, on the way there and on the way back.
[[nodiscard]] rollout_plan all_at_once(const all_at_once_settings& settings);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/strategies.hpp>
#endif
