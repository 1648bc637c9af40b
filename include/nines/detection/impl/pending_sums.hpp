// SPDX-License-Identifier: BSL-1.0
// The sums of the coming checks of a window.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/detection/windows/pending_sums.hpp>

namespace nines::detail {

NINES_INLINE likely_counts::likely_counts(double mean, double x)
    : low(std::floor(std::max(0.0, mean - std::sqrt(2 * x * mean)))),  // an end of a range
      high(std::ceil(mean + x / 3 + std::sqrt(x * x / 9 + 2 * x * mean))) {
  if (!(mean > 0)) high = low = 0;
}

NINES_INLINE pending_sums::pending_sums(std::vector<std::size_t> levels,
                                        const std::vector<double>& means, std::size_t intervals,
                                        double cut, bound_side side)
    : levels_(std::move(levels)),
      total_(1, 0.0),
      intervals_(intervals),
      cut_(cut),
      x_(-std::log(cut)),
      side_(side) {
  for (const double mean : means) total_.push_back(total_.back() + mean);
}

NINES_INLINE std::vector<pending_sum> pending_sums::before(std::size_t next) const {
  std::vector<pending_sum> sums;
  for (std::size_t i = 1; i < intervals_; ++i) {
    const std::size_t check = next + intervals_ - 1 - i;  // i < intervals_
    const std::size_t begin = next - std::min(i, next);
    const bool is_needed = check < levels_.size() && levels_[check] != never_fails;
    sums.push_back(is_needed ? between(begin, next, check + 1) : pending_sum());
  }
  return sums;
}

NINES_INLINE pending_sum pending_sums::between(std::size_t begin, std::size_t next,
                                               std::size_t end) const {
  const std::size_t level = levels_[end - 1];
  const auto needed = static_cast<double>(level);
  const likely_counts so_far(total_[next] - total_[begin], x_);  // sums that grow
  const likely_counts more(total_[end] - total_[next], x_);      // the same
  const double from = std::max(0.0, needed - more.high - 1);     // up to it the check does not fail
  const double to = std::max(0.0, needed - more.low);            // from it on the check fails
  const bool is_lower = side_ == bound_side::lower;
  // A sum that was moved before may be where no sum can have come to by itself.
  const double high = is_lower ? std::max(0.0, std::min(to, so_far.high)) : to;
  const double low = std::min(high, is_lower ? from : std::max(from, so_far.low));
  return {static_cast<std::size_t>(low), static_cast<std::size_t>(high), level, side_};
}

}  // namespace nines::detail
