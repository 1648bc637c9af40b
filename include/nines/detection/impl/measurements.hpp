// SPDX-License-Identifier: BSL-1.0
// What Argo refuses, and the walks of its analysis runs.
#pragma once

#include <algorithm>
#include <nines/detection/measurements.hpp>

namespace nines {

namespace detail {

/// What Argo's validation refuses.
inline void check_limits(const measurement_limits& limits) {
  constexpr auto function = "analysis_run_distribution";
  const bool limits_failure = limits.failure_limit != measurement_limits::no_failure_limit;
  if (!limits_failure && limits.consecutive_success_limit == 0)
    fail(function, "failure_limit and consecutive_success_limit cannot both be none");
  if (limits.count == 0) return;
  const double needed = static_cast<double>(limits.consecutive_success_limit) +
                        (limits_failure ? static_cast<double>(limits.failure_limit) : 0);
  if (!(static_cast<double>(limits.count) >= needed))
    fail(function, "count", limits.count,
         "at least failure_limit and consecutive_success_limit together, " + describe(needed));
  if (limits.count < limits.inconclusive_limit)
    fail(function, "count", limits.count,
         "at least inconclusive_limit, " + describe(limits.inconclusive_limit));
}

/// A walk within the limits and the budget, at its beginning.
inline measurement_walk begun_walk(const measurement_limits& limits, std::size_t measurements,
                                   const instants_between& next, const stopping_options& options) {
  constexpr auto function = "analysis_run_distribution";
  check_limits(limits);
  auto budget = budget_of(function, options);
  measurement_walk walk(limits, measurements, next);
  const auto held = static_cast<double>(walk.instants());
  budget.spend((walk.states() + held) * static_cast<double>(measurements));
  require_memory(function, "the walk over outcomes", held * sizeof(double) * walk.states(),
                 options.memory_limit);
  walk.begin();
  return walk;
}

}  // namespace detail

NINES_INLINE analysis_run_probabilities
analysis_run_distribution(std::size_t measurements, const measurement_probabilities& probabilities,
                          const measurement_limits& limits, const stopping_options& options) {
  constexpr auto function = "analysis_run_distribution";
  double all = 0;
  for (const double p : {probabilities.failure, probabilities.inconclusive, probabilities.error}) {
    if (!(p >= 0) || !(p <= 1)) fail(function, "a probability", p, "from 0 to 1");
    all += p;
  }
  if (!(all <= 1 + 1e-12)) fail(function, "the sum of the probabilities", all, "at most 1");
  auto walk = detail::begun_walk(limits, measurements, {}, options);
  analysis_run_probabilities dist;
  const double success = std::max(0.0, 1 - all);  // what they leave, of input data
  for (std::size_t j = 0; j < measurements; ++j)
    walk.step({probabilities.failure, probabilities.inconclusive, probabilities.error, success},
              dist);
  return dist;
}

NINES_INLINE analysis_run_probabilities
analysis_run_distribution(const std::vector<measurement>& instants, const instants_between& next,
                          const measurement_limits& limits, const stopping_options& options) {
  constexpr auto function = "analysis_run_distribution";
  if (next.answers == 0) fail(function, "answers", 0, "1 or more");
  if (next.retries == 0) fail(function, "retries", 0, "1 or more");
  auto walk = detail::begun_walk(limits, instants.size(), next, options);
  analysis_run_probabilities dist;
  for (const auto& each : instants) walk.step(detail::masses_of(each), dist);
  return dist;
}

}  // namespace nines
