// SPDX-License-Identifier: BSL-1.0
// What checks of a sliding window refuse.
#pragma once

#include <nines/detection/windows/rule.hpp>

namespace nines {

namespace detail {

NINES_INLINE void check_window(std::size_t intervals) {
  if (intervals < 2 || intervals > 1000)
    fail("sliding_window_checks", "intervals", intervals,
         "from 2 to 1000; failed_checks is of one");
}

NINES_INLINE void check_intervals(const char* function, const checked_intervals& seen) {
  check_analyses(function, seen.requests);
  if (seen.checks() == 0) fail(function, "the number of checks", 0, "1 or more");
  for (const std::size_t at : seen.restarts)
    if (at >= seen.requests.size())
      fail(function, "an interval at which failures are counted anew", at,
           "less than their number, " + describe(seen.requests.size()));
}

}  // namespace detail

}  // namespace nines
