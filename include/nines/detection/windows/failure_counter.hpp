// SPDX-License-Identifier: BSL-1.0
// The number of failed checks, in all and in a row, as far as limits of failures distinguish them.
#pragma once

#include <cstddef>

namespace nines::detail {

/// The states of a count of failures, in all and in a row. State 0 is none.
class failure_counter {
 public:
  /// `allowed` failures are tolerated in all, and `consecutive_allowed` in a row. A limit that
  /// cannot bind within `checks` is not counted.
  failure_counter(std::size_t allowed, std::size_t consecutive_allowed, std::size_t checks)
      : counts_(allowed < checks ? 1 : 0),
        most_(counts_ > 0 ? allowed : 0),
        runs_(consecutive_allowed < (counts_ > 0 ? most_ : checks) ? 1 : 0),
        most_in_a_row_(runs_ > 0 ? consecutive_allowed : 0) {}

  [[nodiscard]] std::size_t size() const { return (most_ + 1) * (most_in_a_row_ + 1); }
  [[nodiscard]] std::size_t after_success(std::size_t state) const {
    return state - state % (most_in_a_row_ + 1);  // no run; the remainder of it is not larger
  }
  /// The state after one more failure; size() where it rolls back.
  [[nodiscard]] std::size_t after_failure(std::size_t state) const {
    const std::size_t failures = state / (most_in_a_row_ + 1) + counts_;
    const std::size_t run = state % (most_in_a_row_ + 1) + runs_;
    if (failures > most_ || run > most_in_a_row_) return size();
    return failures * (most_in_a_row_ + 1) + run;
  }

 private:
  std::size_t counts_, most_;         // 1 if failures in all are limited, else 0
  std::size_t runs_, most_in_a_row_;  // the same of those in a row
};

}  // namespace nines::detail
