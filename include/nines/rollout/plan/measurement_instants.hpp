// SPDX-License-Identifier: BSL-1.0
// A plan looked at on the instants of a clock that has two steps: an interval after an answer, and
// a retry after a measurement that had none.
//
// Both are whole numbers of instants: an interval of 1 min and a retry of 10 s have one each 10 s,
// 7 s and 10 s one each second. A measurement sees the requests of the interval before it, whole
// numbers of what had come by both its ends. The clock stands still while a stage ramps.
#pragma once

#include <nines/detection/analysis_run.hpp>
#include <nines/rollout/plan/interim_analyses.hpp>

namespace nines::detail {

/// When measurements are.
struct measurement_clock {
  hours_in<double> interval{0};
  hours_in<double> first{0};  ///< after the first bake time began
  hours_in<double> retry{0};  ///< 0: none
};

/// The instants of an interval and of a retry: the least whole numbers in their ratio.
inline instants_between instants_of(const measurement_clock& clock) {
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

/// The instants of all stages, from the first measurement on.
class instants_of_plan {
 public:
  instants_of_plan(const rollout_plan& plan, const measurement_clock& clock)
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
      stage.first = std::max(at, step_ * 1e-12);  // one at once sees no request
      if (stage.analyses == 0) stage.first = hours_in<double>(0);
      counts_.push_back(stage.analyses);
    }
    if (!(by(begin) >= 1))
      fail("assess_argo_analysis", "the plan is over before the first measurement");
    settings_ = std::move(settings);
  }

  [[nodiscard]] const instants_between& next() const { return next_; }
  [[nodiscard]] rollout_plan plan() const { return rollout_plan(settings_); }
  [[nodiscard]] hours_in<double> at(std::size_t i) const {
    return first_ + static_cast<double>(i) * step_;
  }
  [[nodiscard]] std::size_t of_stage(std::size_t i) const { return counts_[i]; }
  [[nodiscard]] std::size_t before_stage(std::size_t i) const {
    std::size_t sum = 0;
    for (std::size_t k = 0; k < i; ++k) sum += counts_[k];
    return sum;
  }

 private:
  /// How many there are by a time; one at it is in time.
  [[nodiscard]] double by(hours_in<double> t) const {
    const double steps = (t - first_) / step_;
    const double n = std::floor(steps + std::max(1e-9, 1e-12 * steps)) + 1;
    if (!(n <= most_analyses)) fail("assess_argo_analysis", "instants", n, "at most 1e9");
    return std::max(n, 0.0);
  }

  instants_between next_;
  hours_in<double> step_, first_;
  plan_settings settings_{.stages = {}, .lag = reaction_lag::none()};
  std::vector<std::size_t> counts_;
};

/// The requests that a measurement at each instant would see: those of the interval before it.
inline std::vector<std::size_t> seen_at_instants(const rollout_plan& plan,
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
