// SPDX-License-Identifier: BSL-1.0
// The state on which the coming checks of a sliding window depend: the sums that their windows have
// so far.
//
// A sum far below what its check still needs, or so far above that the check fails anyway, need not
// be known exactly: it is kept between two ends. Beyond them it is moved to a value that makes
// failures less likely (for a lower bound of the probability to roll back) or more likely (for an
// upper one). A rule of failed checks is monotone in all sums, so both bounds are certain, wherever
// the ends are. The ends are Bernstein's bounds of what is still to come, and of what can have
// come: of both the probability is at most `cut`. Source of the bounds: Boucheron, Lugosi &
// Massart, Concentration Inequalities, 2013, 2.8.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <nines/inline.hpp>
#include <vector>

namespace nines::detail {

/// Which bound of the probability to roll back.
enum class bound_side { lower, upper };

/// The level of a check that cannot fail, or is none.
inline constexpr std::size_t never_fails = std::numeric_limits<std::size_t>::max();
/// More errors than any check needs.
inline constexpr std::size_t surely_fails = std::size_t{1} << 62;

/// Where a count of this mean is, but for `cut` on either side, x = -ln(cut); binomial or Poisson.
struct likely_counts {
  double low, high;

  likely_counts(double mean, double x);
};

/// The places of one sum.
class pending_sum {
 public:
  /// One whose check is of no concern: one place.
  pending_sum() = default;
  /// Known from `low` to `high`; its check fails from `level` on.
  pending_sum(std::size_t low, std::size_t high, std::size_t level, bound_side side)
      : low_(low),
        high_(high),
        level_(level),
        is_needed_(true),
        below_(side == bound_side::lower ? 1 : 0),
        above_(side == bound_side::upper && high < level ? 1 : 0) {}

  [[nodiscard]] std::size_t places() const {
    return is_needed_ ? high_ + 1 - low_ + below_ + above_ : 1;
  }
  [[nodiscard]] std::size_t place_of(std::size_t sum) const {
    if (!is_needed_ || sum < low_) return 0;
    if (sum <= high_) return sum - low_ + below_;
    return high_ - low_ + below_ + above_;
  }
  [[nodiscard]] std::size_t sum_at(std::size_t place) const {
    if (!is_needed_ || place < below_) return 0;
    const std::size_t sum = low_ + place - below_;
    return sum <= high_ ? sum : level_;
  }
  /// The first place from which on the check fails with `more` errors added; places() if at none.
  [[nodiscard]] std::size_t fails_from(std::size_t more) const {
    if (!is_needed_) return 1;
    if (more >= level_) return 0;
    const std::size_t missing = level_ - more;
    if (missing <= low_) return below_;
    return std::min(missing - low_ + below_, places() - (missing <= level_ ? above_ : 0));
  }

 private:
  std::size_t low_ = 0, high_ = 0, level_ = surely_fails;
  bool is_needed_ = false;
  std::size_t below_ = 0, above_ = 0;
};

/// The sums of all coming checks.
class pending_sums {
 public:
  /// `levels` are those at which the checks fail, `means` those of the counts.
  pending_sums(std::vector<std::size_t> levels, const std::vector<double>& means,
               std::size_t intervals, double cut, bound_side side);
  [[nodiscard]] double cut() const { return cut_; }
  [[nodiscard]] bound_side side() const { return side_; }
  /// Before an interval. Number i, from 1 to intervals - 1, is of the check whose window has the
  /// last i intervals, and the rest of it still to come.
  [[nodiscard]] std::vector<pending_sum> before(std::size_t next) const;

 private:
  /// The sum of the intervals [begin, next), of a window that ends before `end`.
  [[nodiscard]] pending_sum between(std::size_t begin, std::size_t next, std::size_t end) const;

  std::vector<std::size_t> levels_;
  std::vector<double> total_;  // means of all intervals before
  std::size_t intervals_;
  double cut_, x_;
  bound_side side_;
};

}  // namespace nines::detail

#ifndef NINES_COMPILED
#include <nines/detection/impl/pending_sums.hpp>
#endif
