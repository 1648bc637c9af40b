// SPDX-License-Identifier: BSL-1.0
// The usual ways to roll out, as plans.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/plan/strategies.hpp>

namespace nines {

namespace detail {

/// Whole numbers of machines: 30 % of 10 are 3, though 0.3 is no binary number.
inline double rounded_up(double x) {
  return std::ceil(x * (1 - 1e-12));  // benign: a constant
}

inline double rounded_down(double x) { return std::floor(x * (1 + 1e-12)); }

}  // namespace detail

NINES_INLINE rollout_plan canary(canary_settings settings) {
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

NINES_INLINE rollout_plan blue_green(const blue_green_settings& settings) {
  return rollout_plan({.stages = {{.share = probability<>::always(),
                                   .bake = settings.bake,
                                   .analyses = settings.analyses,
                                   .ramp = settings.switch_time}},
                       .lag = settings.lag,
                       .rollback = {settings.switch_time, rollback_shape::linear},
                       .preparation = settings.preparation,
                       .peak_capacity = 2});
}

namespace detail {

NINES_INLINE rolling_batches batches_of(std::size_t replicas, const probability<>& max_surge,
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

NINES_INLINE rolling_batches batches_of(const rolling_settings& settings) {
  return detail::batches_of(settings.replicas, settings.max_surge, settings.max_unavailable);
}

NINES_INLINE rollout_plan rolling(const rolling_settings& settings) {
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

NINES_INLINE rollout_plan all_at_once(const all_at_once_settings& settings) {
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
