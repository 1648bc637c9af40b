// SPDX-License-Identifier: BSL-1.0
// A time with what it has lost to rounding.
//
// Where a density far out is narrow, as that of a second after a year is, a time does not tell
// where in it it lies. So where tables are made and summed, times are the sum of two numbers.
//
//   instant      time + rest      as exact as twice the digits
//
// Source: Knuth, The Art of Computer Programming 2, 4.2.2, theorem B.
// Index: error-free transformation.
#pragma once

#include <nines/scalar.hpp>

namespace nines::detail {

template <class T>
struct instant {
  T time, rest = zero<T>();

  /// The sum of two numbers, nothing lost.
  static instant sum(const T& a, const T& b) {
    const T whole = a + b;
    const T of_b = whole - a;  // exact, as those below: what each has in the sum
    return {whole, (a - (whole - of_b)) + (b - of_b)};
  }
  /// A time after another.
  [[nodiscard]] instant since(const T& start) const {
    const instant whole = sum(time, zero<T>() - start);  // exact
    return {whole.time, whole.rest + rest};
  }
  /// As one number.
  [[nodiscard]] T rounded() const { return time + rest; }
};

}  // namespace nines::detail
