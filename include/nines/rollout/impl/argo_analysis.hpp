// SPDX-License-Identifier: BSL-1.0
// Runs of Argo Rollouts as the rollout takes them.
#pragma once

#include <nines/rollout/risk/argo_analysis.hpp>

namespace nines {

namespace detail {

NINES_INLINE stopping_probabilities<> as_stopping(const analysis_run_probabilities& run) {
  const std::size_t n = run.failed.size();
  stopping_probabilities<> dist;
  for (std::size_t i = 0; i < n; ++i)
    dist.rolled_back.push_back(run.failed[i] + run.error[i] + run.inconclusive[i]);
  dist.promoted.assign(n, 0.0);
  std::vector<double> later(n + 1, run.running);  // that it ends in any way after an instant
  for (std::size_t i = n; i-- > 0;)
    later[i] = later[i + 1] + dist.rolled_back[i] + run.successful[i];
  double successful = 0;
  for (std::size_t i = 0; i < n; ++i)
    dist.continuing.push_back(later[i + 1] + (successful += run.successful[i]));
  return dist;
}

NINES_INLINE argo_run_ends ends_of(const analysis_run_probabilities& run) {
  double sums[4] = {0, 0, 0, 0};
  const std::vector<double>* masses[] = {&run.failed, &run.error, &run.inconclusive,
                                         &run.successful};
  for (std::size_t k = 0; k < 4; ++k)
    for (const double m : *masses[k]) sums[k] += m;
  const auto side = [&](std::size_t k) {
    double others = run.running;
    for (std::size_t j = 0; j < 4; ++j) others += j == k ? 0 : sums[j];
    return probability<>::from_computed_sides(sums[k], others);
  };
  return {side(0), side(1), side(2), side(3)};
}

NINES_INLINE void check_argo_analysis(const argo_analysis& run) {
  constexpr auto function = "assess_argo_analysis";
  require_positive_duration(function, "interval (in hours)", run.interval);
  require_positive_duration(function, "retry (in hours)", run.retry);
  require_duration(function, "first (in hours)", run.first);
  for (const auto time : {run.interval, run.first, run.retry})
    if (!is_finite(time.count())) fail(function, "a time (in hours)", time.count(), "finite");
}

/// Each measurement by a known probability.
inline argo_analysis_risk assess_argo_known(const rollout_plan& plan, const request_rate& traffic,
                                            const release& change,
                                            const check_failure_probabilities& fails,
                                            const argo_analysis& run,
                                            const stopping_options& options) {
  return assess_argo(
      plan, traffic, change, run,
      [&](const event_rate& rate) {
        const auto& each = is_same_rate(rate, change.good()) ? fails.good : fails.bad;
        return [each](std::size_t) { return each; };
      },
      options);
}

}  // namespace detail

NINES_INLINE argo_analysis_risk assess_argo_analysis(const rollout_plan& plan,
                                                     const request_rate& traffic,
                                                     const release& change,
                                                     const check_failure_probabilities& fails,
                                                     const argo_analysis& run,
                                                     const stopping_options& options) {
  return detail::assess_argo_known(plan, traffic, change, fails, run, options);
}

}  // namespace nines
