// SPDX-License-Identifier: BSL-1.0
// The instants of a clock with two steps.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/plan/measurement_instants.hpp>

namespace nines::detail {

NINES_INLINE instants_between instants_of(const measurement_clock& clock) {
  constexpr int most = 1000;
  if (!(clock.retry.count() > 0)) return {1, 1};
  for (int retries = 1; retries <= most; ++retries) {
    const double answers = clock.interval / clock.retry * retries;
    const double whole = std::round(answers);
    if (whole >= 1 && whole <= 1e6 && std::abs(answers - whole) <= 1e-9 * whole)
      return {static_cast<std::size_t>(whole), static_cast<std::size_t>(retries)};
  }
  fail("assess_argo_analysis", "interval (in times of a retry)", clock.interval / clock.retry,
       "a ratio of whole numbers, the second at most " + describe(most));
}

NINES_INLINE instants_of_plan::instants_of_plan(const rollout_plan& plan,
                                                const measurement_clock& clock)
    : next_(instants_of(clock)),
      step_(clock.interval / static_cast<double>(next_.answers)),
      first_(clock.first) {
  hours_in<double> begin{0};
  auto settings = plan.settings();
  for (auto& stage : settings.stages) {
    const double before = begin.count() > 0 ? by(begin) : 0;
    begin += stage.bake;
    stage.analyses = static_cast<std::size_t>(by(begin) - before);
    stage.interval = step_;
    const auto at = first_ + before * step_ - (begin - stage.bake);  // input data
    stage.first = std::max(at, step_ * 1e-12);                       // one at once sees no request
    if (stage.analyses == 0) stage.first = hours_in<double>(0);
    counts_.push_back(stage.analyses);
  }
  if (!(by(begin) >= 1))
    fail("assess_argo_analysis", "the plan is over before the first measurement");
  settings_ = std::move(settings);
}

NINES_INLINE std::size_t instants_of_plan::before_stage(std::size_t i) const {
  std::size_t sum = 0;
  for (std::size_t k = 0; k < i; ++k) sum += counts_[k];
  return sum;
}

NINES_INLINE double instants_of_plan::by(hours_in<double> t) const {
  const double steps = (t - first_) / step_;
  const double n = std::floor(steps + std::max(1e-9, 1e-12 * steps)) + 1;
  if (!(n <= most_analyses)) fail("assess_argo_analysis", "instants", n, "at most 1e9");
  return std::max(n, 0.0);
}

NINES_INLINE std::vector<std::size_t> seen_at_instants(const rollout_plan& plan,
                                                       const request_rate& traffic,
                                                       const instants_of_plan& instants,
                                                       hours_in<double> interval, std::size_t n) {
  std::vector<std::size_t> seen;
  seen.reserve(n);
  const auto by = [&](hours_in<double> t) {
    const double came = t.count() > 0 ? requests_by(plan, traffic, t) : 0;
    if (!(came < 1e15)) fail("assess_argo_analysis", "requests", came, "less than 1e15");
    return static_cast<std::size_t>(std::floor(came * (1 + 1e-12) + 0.5));  // a tie is one more
  };
  for (std::size_t i = 0; i < n; ++i) {
    const auto t = instants.at(i);
    const std::size_t now = by(t);
    seen.push_back(now - std::min(now, by(t - interval)));  // counts; input data
  }
  return seen;
}

}  // namespace nines::detail
