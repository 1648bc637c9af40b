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

#include <algorithm>
#include <cmath>
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

namespace detail {

/// Whole numbers of machines: 30 % of 10 are 3, though 0.3 is no binary number.
inline double rounded_up(double x) {
  return std::ceil(x * (1 - 1e-12));  // benign: a constant
}
inline double rounded_down(double x) { return std::floor(x * (1 + 1e-12)); }

}  // namespace detail

/// Shares of the traffic, one after the other, beside the whole old fleet.
[[nodiscard]] inline rollout_plan canary(canary_settings settings) {
  double most = 0;
  for (const auto& stage : settings.stages) {
    double share = stage.share.value();
    const auto replicas = static_cast<double>(settings.replicas);
    if (settings.replicas > 0) share = detail::rounded_up(share * replicas) / replicas;
    if (settings.keeps_stable || stage.share.complement() > 0) most = std::max(most, share);
  }
  return rollout_plan({.stages = std::move(settings.stages),
                       .lag = settings.lag,
                       .rollback = settings.rollback,
                       .preparation = settings.preparation,
                       .peak_capacity = 1 + most});
}

/// Two fleets, and one switch of all traffic.
struct blue_green_settings {
  hours_in<double> preparation{0};  ///< of the second fleet, before the switch
  hours_in<double> switch_time{0};  ///< for all of the traffic, either way
  hours_in<double> bake{0};         ///< that the old fleet is kept
  reaction_lag lag;                 ///< of the reaction to a bad verdict
  std::size_t analyses = 1;         ///< evenly over the bake time
};

/// A second fleet, all of the traffic at a switch, and back by the same.
[[nodiscard]] inline rollout_plan blue_green(const blue_green_settings& settings) {
  return rollout_plan({.stages = {{.share = probability<>::always(),
                                   .bake = settings.bake,
                                   .analyses = settings.analyses,
                                   .ramp = settings.switch_time}},
                       .lag = settings.lag,
                       .rollback = {settings.switch_time, rollback_shape::linear},
                       .preparation = settings.preparation,
                       .peak_capacity = 2});
}

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

inline rolling_batches batches_of(std::size_t replicas, const probability<>& max_surge,
                                  const probability<>& max_unavailable) {
  if (replicas < 1) fail("rolling", "replicas", replicas, "1 or more");
  if (!(max_surge.value() + max_unavailable.value() > 0))
    fail("rolling", "max_surge and max_unavailable must not both be 0");
  const auto n = static_cast<double>(replicas);
  rolling_batches out;
  out.surge = static_cast<std::size_t>(rounded_up(max_surge.value() * n));
  out.unavailable = static_cast<std::size_t>(rounded_down(max_unavailable.value() * n));
  if (out.surge + out.unavailable == 0) out.unavailable = 1;
  const std::size_t batch = out.surge + out.unavailable;
  out.batches = (replicas + batch - 1) / batch;  // whole numbers: rounds up
  return out;
}

}  // namespace detail

/// The rounding of Kubernetes. *Throws* domain_error without replicas, or where both shares are 0.
[[nodiscard]] inline rolling_batches batches_of(const rolling_settings& settings) {
  return detail::batches_of(settings.replicas, settings.max_surge, settings.max_unavailable);
}

/// Batch by batch in place. The first serves once it is ready; until the last one is, those of one
/// batch that may be unavailable are missing. The way back takes the batches back at the same
/// speed.
[[nodiscard]] inline rollout_plan rolling(const rolling_settings& settings) {
  const rolling_batches b = batches_of(settings);
  const auto n = static_cast<double>(settings.replicas);
  plan_settings plan{
      .stages = {},
      .lag = settings.lag,
      .rollback = {static_cast<double>(b.batches) * settings.batch_time, rollback_shape::mirrored},
      .preparation = settings.preparation,
      .peak_capacity = 1 + static_cast<double>(b.surge) / n,
      .least_capacity = static_cast<double>(settings.replicas - b.unavailable) / n,
      .deploying_before = settings.batch_time,
      .deploying_after = static_cast<double>(b.batches - 1) * settings.batch_time};  // batches >= 1
  for (std::size_t i = 1; i <= b.batches; ++i) {
    const std::size_t done = std::min(settings.replicas, i * (b.surge + b.unavailable));
    const bool is_last = i == b.batches;
    const bool has_bake = is_last && settings.bake.count() > 0;
    plan.stages.push_back(
        {.share = is_last ? probability<>::always()
                          : probability<>::from_value(static_cast<double>(done) / n),
         .bake = has_bake ? settings.bake : settings.batch_time,
         .analyses = has_bake && settings.bake_analyses > 0 ? settings.bake_analyses
                                                            : settings.analyses_per_batch});
  }
  return rollout_plan(std::move(plan));
}

/// A redeployment of everything at once.
struct all_at_once_settings {
  hours_in<double> bake{0};           ///< after the release is in place
  hours_in<double> rollback_time{0};  ///< the redeployment of the old release, as of the new one
  reaction_lag lag;                   ///< of the reaction to a bad verdict
  std::size_t analyses = 1;           ///< evenly over the bake time
  hours_in<double> preparation{0};    ///< before the first request
};

/// Everything in place, at once: nothing serves meanwhile, on the way there and on the way back.
[[nodiscard]] inline rollout_plan all_at_once(const all_at_once_settings& settings) {
  return rollout_plan({.stages = {{.share = probability<>::always(),
                                   .bake = settings.bake,
                                   .analyses = settings.analyses}},
                       .lag = settings.lag,
                       .rollback = {settings.rollback_time, rollback_shape::down},
                       .preparation = settings.preparation,
                       .least_capacity = 0,
                       .deploying_before = settings.rollback_time});
}

}  // namespace nines
