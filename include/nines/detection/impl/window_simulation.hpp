// SPDX-License-Identifier: BSL-1.0
// One simulated run of checks after the other.
#pragma once

#include <cmath>
#include <nines/detection/windows/simulation.hpp>

namespace nines {

NINES_INLINE double stopping_estimate::standard_error() const {
  const auto n = static_cast<double>(runs);
  const double hits = (roll_back().value() * n + 1) / (n + 2);  // none at all is no error of 0
  const double others = (roll_back().complement() * n + 1) / (n + 2);
  return std::sqrt(hits * others / n);
}

namespace detail {

NINES_INLINE window_simulation::window_simulation(
    const failure_limits& limits, std::size_t intervals, const checked_intervals& seen,
    const event_rate& rate, std::vector<std::size_t> levels, const simulation_options& options)
    : failures_(limits.allowed, limits.consecutive_allowed, seen.checks()),
      window_(intervals),
      levels_(std::move(levels)),
      restarts_(levels_.size(), false),
      random_(options.seed) {
  double bytes = 0;
  for (std::size_t j = 0; j < levels_.size(); ++j) {
    if (j == 0 || seen.requests[j] != seen.requests[j - 1]) {
      const double mean = rate.mean() * static_cast<double>(seen.requests[j]);
      require_memory("simulate_stopping", "the tables of counts",
                     bytes += 3 * sizeof(double) * count_distribution<double>::most_masses(mean),
                     options.memory_limit);
      draws_.emplace_back(counts_of<double>(rate, seen.requests[j], 1e-30));
    }
    draws_of_.push_back(draws_.size() - 1);
  }
  for (const std::size_t at : seen.restarts) restarts_[at] = true;
}

NINES_INLINE std::size_t window_simulation::run() {
  sums_.assign(1, 0);
  std::size_t state = 0;
  for (std::size_t j = 0; j < levels_.size(); ++j) {
    sums_.push_back(sums_.back() + draws_[draws_of_[j]](random_));
    if (restarts_[j]) state = 0;
    const std::size_t before = sums_[j + 1 - std::min(j + 1, window_)];  // not below sums_[0]
    const bool fails = levels_[j] != no_error_limit && sums_.back() - before >= levels_[j];
    state = fails ? failures_.after_failure(state) : failures_.after_success(state);
    if (state == failures_.size()) return j;
  }
  return levels_.size();
}

NINES_INLINE stopping_probabilities<> shares_of(const std::vector<double>& stopped, double runs) {
  stopping_probabilities<> dist;
  double left = runs;
  for (const double n : stopped) {
    left -= n;  // whole numbers
    dist.rolled_back.push_back(n / runs);
    dist.promoted.push_back(0);
    dist.continuing.push_back(left / runs);
  }
  return dist;
}

NINES_INLINE void check_runs(const simulation_options& options, const checked_intervals& seen) {
  constexpr auto function = "simulate_stopping";
  check_intervals(function, seen);
  if (options.runs < 1) fail(function, "runs", options.runs, "1 or more");
  require_positive_finite(function, "max_draws", options.max_draws);
  work_budget(function, options.max_draws, "draws", "take fewer runs or more max_draws")
      .spend(static_cast<double>(options.runs) * static_cast<double>(seen.requests.size()));
}

}  // namespace detail

}  // namespace nines
