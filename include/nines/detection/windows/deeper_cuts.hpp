// SPDX-License-Identifier: BSL-1.0
// How rare outcomes must be to be left out: the deepest cut that a budget of work allows.
#pragma once

#include <algorithm>
#include <cmath>

namespace nines::detail {

/// Cuts that get deeper as far as a budget is likely to allow. What one costs grows as a power of
/// its logarithm, which rises from 3 to the number of intervals, and is measured on the way.
class deeper_cuts {
 public:
  [[nodiscard]] double cut() const { return std::exp(-x_); }
  /// Moves on after a cut that took so much, where a deeper one may take `most`; returns whether it
  /// is so much deeper that it is worth it.
  bool inconclusive(double spent, double most) {
    if (last_spent_ > 0)
      power_ = std::max(1.0, std::log(spent / last_spent_) / std::log(x_ / last_x_) + 0.7);
    const double more = std::min(3.0, std::pow(most / spent, 1 / power_));
    last_spent_ = spent;
    last_x_ = x_;
    x_ = std::min(deepest, x_ * more);
    return is_deeper();
  }
  /// Turns back half the way after a cut that took too much.
  bool go_back() {
    x_ = (x_ + last_x_) / 2;
    return is_deeper();
  }

 private:
  [[nodiscard]] bool is_deeper() const {
    return last_x_ > 0 && (x_ > 1.2 * last_x_ || (x_ >= deepest && last_x_ < deepest));
  }
  static constexpr double deepest = 644;  // exp of it is 1e280
  double x_ = 4.6;                        // the first cut is 1 %
  double power_ = 3;
  double last_x_ = 0, last_spent_ = 0;
};

}  // namespace nines::detail
