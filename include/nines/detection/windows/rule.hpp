// SPDX-License-Identifier: BSL-1.0
// Checks of a sliding window: each judges the counts of the last k intervals, so that the windows
// of consecutive checks overlap, as a PromQL rate over 5 min that is asked each minute.
//
// Example:
//   const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 5);  // failureLimit: 2
//   stopping_distribution(rule, even_analyses(5400, 45), 0.7_percent).roll_back();
//
// One unlucky interval is seen by k checks, so failed checks come in clusters: limits of failures
// mean much less than with windows that do not overlap (failed_checks.hpp). Before there were k
// intervals a window has those that there are. Failures are counted as there.
// Index: scan statistic, moving sum (MOSUM).
#pragma once

#include <nines/detection/failed_checks.hpp>

namespace nines {

namespace detail {

inline void check_window(std::size_t intervals) {
  if (intervals < 2 || intervals > 1000)
    fail("sliding_window_checks", "intervals", intervals,
         "from 2 to 1000; failed_checks is of one");
}

}  // namespace detail

/// A rule for the sum of the last `intervals` intervals, and how many checks may fail it.
template <class Check>
class sliding_window_checks {
 public:
  /// *Throws* domain_error unless a window has from 2 to 1000 intervals (of one: failed_checks).
  sliding_window_checks(Check check, failure_limits limits, std::size_t intervals)
      : check_(std::move(check)), limits_(limits), intervals_(intervals) {
    detail::check_window(intervals);
  }
  [[nodiscard]] const Check& check() const { return check_; }  ///< of the counts of one window
  [[nodiscard]] const failure_limits& limits() const { return limits_; }  ///< of failed checks
  /// Of a window.
  [[nodiscard]] std::size_t intervals() const { return intervals_; }

 private:
  Check check_;
  failure_limits limits_;
  std::size_t intervals_;
};

/// The requests of intervals, and after which of them there is a check.
struct checked_intervals {
  std::vector<std::size_t> requests;  ///< of each
  std::size_t unchecked = 0;          ///< the first of them have no check, but stand in the windows
  /// At these intervals failures are counted anew, from none: stages that are judged by themselves.
  std::vector<std::size_t> restarts = {};

  /// The number of checks.
  [[nodiscard]] std::size_t checks() const {
    return requests.size() - std::min(unchecked, requests.size());
  }
};

namespace detail {

/// The least number of errors in each window at which its check fails; no_error_limit where it
/// cannot.
template <stopping_rule Check>
std::vector<std::size_t> failing_sums(const sliding_window_checks<Check>& rule,
                                      const checked_intervals& seen, const event_rate& rate) {
  std::vector<std::size_t> levels(seen.requests.size(), no_error_limit);
  for (std::size_t j = seen.unchecked; j < levels.size(); ++j) {
    evidence window{};
    for (std::size_t i = 0; i < std::min(j + 1, rule.intervals()); ++i)
      window.requests += static_cast<double>(seen.requests[j - i]);
    const double most =
        rate.model() == count_model::binomial
            ? window.requests
            : count_distribution<double>::most_masses(rate.mean() * window.requests) +
                  2 * rate.mean() * window.requests;
    if (!(most < most_counted)) continue;
    levels[j] =
        least_errors(rule.check(), window, static_cast<std::size_t>(most), verdict::roll_back);
  }
  return levels;
}

inline void check_intervals(const char* function, const checked_intervals& seen) {
  check_analyses(function, seen.requests);
  if (seen.checks() == 0) fail(function, "the number of checks", 0, "1 or more");
  for (const std::size_t at : seen.restarts)
    if (at >= seen.requests.size())
      fail(function, "an interval at which failures are counted anew", at,
           "less than their number, " + describe(seen.requests.size()));
}

}  // namespace detail
}  // namespace nines
