// SPDX-License-Identifier: BSL-1.0
// The intervals that sliding windows see.
#pragma once

#include <cmath>
#include <nines/rollout/risk/sliding_windows.hpp>

namespace nines::detail {

/// The times of all analyses since the first bake time began. They must come an interval after each
/// other.
inline std::vector<hours_in<double>> even_times(const rollout_plan& plan) {
  constexpr auto function = "assess_sliding_windows";
  std::vector<hours_in<double>> times;
  hours_in<double> begin{0};
  for (const auto& stage : plan.stages()) {
    if (stage.ramp.count() > 0)
      fail(function, "windows over a ramp, which no analysis sees, cannot be judged");
    for (std::size_t j = 0; j < stage.analyses; ++j) {
      const auto at =
          begin + stage.to_first_analysis() + static_cast<double>(j) * stage.between_analyses();
      if (!times.empty()) {
        const double apart = (at - times.back()) / stage.between_analyses();  // times that grow
        if (!(std::abs(apart - 1) < 1e-6))
          fail(function, "the intervals from one check to the next", apart,
               "1: where windows overlap each stage must be a whole number of intervals, or one "
               "clock look at all");
      }
      times.push_back(at);
    }
    begin += stage.bake;
  }
  if (times.empty()) fail(function, "the number of checks", 0, "1 or more");
  return times;
}

NINES_INLINE window_analyses analyses_of_windows(const rollout_plan& plan,
                                                 const request_rate& traffic, std::size_t window,
                                                 bool by_stage, double memory_limit) {
  require_analyses(plan, memory_limit);
  const auto times = even_times(plan);
  window_analyses analyses;
  for (const auto& stage : plan.stages()) {
    if (by_stage && stage.analyses > 0) {
      std::size_t before = 0;
      for (const std::size_t n : analyses.checks) before += n;
      analyses.seen.restarts.push_back(before);
    }
    analyses.checks.push_back(stage.analyses);
  }
  hours_in<double> interval{0};
  for (const auto& stage : plan.stages())
    if (stage.analyses > 0) interval = stage.between_analyses();
  request_counter counter;
  const auto add = [&](hours_in<double> t) { return counter.by(requests_by(plan, traffic, t)); };
  for (std::size_t i = window; i > 0; --i) {
    const auto before = times.front() - static_cast<double>(i) * interval;  // input data
    const std::size_t came = before.count() > 0 ? add(before) : 0;
    if (i == window || came == 0) continue;  // before all windows, or the first request
    analyses.seen.requests.push_back(came);
    ++analyses.seen.unchecked;
  }
  for (std::size_t& at : analyses.seen.restarts) at += analyses.seen.unchecked;
  for (const auto t : times) check_seen(analyses.seen.requests.emplace_back(add(t)));
  return analyses;
}

NINES_INLINE simulation_options within_draws(simulation_options options,
                                             const checked_intervals& seen) {
  const double runs = std::floor(options.max_draws / static_cast<double>(seen.requests.size()));
  if (runs >= 1000 && runs < static_cast<double>(options.runs))
    options.runs = static_cast<std::size_t>(runs);
  return options;
}

}  // namespace nines::detail
