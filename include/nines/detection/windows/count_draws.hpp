// SPDX-License-Identifier: BSL-1.0
// Draws of a count by the table of its distribution: the same on every platform.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace nines::detail {

/// `Counts` has first(), last() and less_than(k) = P(X < k). A search begins at the count of the
/// slot that a uniform number falls in: some steps, for few counts or many.
template <class Counts>
class count_draws {
 public:
  explicit count_draws(Counts counts) : counts_(std::move(counts)), begins_(slots) {
    std::size_t from = counts_.first();
    for (std::size_t i = 0; i < slots; ++i)
      begins_[i] = from = first_above(static_cast<double>(i) / static_cast<double>(slots), from);
  }
  /// The least k with P(X <= k) > u, where u is uniform from `random`, of 64 bits.
  template <class Random>
  [[nodiscard]] std::size_t operator()(Random& random) const {
    return at(static_cast<double>(random() >> 11) * 0x1p-53);
  }
  /// The same of a number that is 0 or more, and less than 1.
  [[nodiscard]] std::size_t at(double u) const {
    return first_above(u, begins_[static_cast<std::size_t>(u * static_cast<double>(slots))]);
  }

 private:
  static constexpr std::size_t slots = 1024;
  [[nodiscard]] std::size_t first_above(double u, std::size_t from) const {
    while (from < counts_.last() && !(counts_.less_than(from + 1) > u)) ++from;
    return from;
  }

  Counts counts_;
  std::vector<std::size_t> begins_;
};

}  // namespace nines::detail
