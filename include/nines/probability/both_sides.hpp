// SPDX-License-Identifier: BSL-1.0
// The two sides of a probability, as two sums found them, with a check that they are of one event.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines {
namespace detail {

/// Throws the convergence_error of two sides that contradict each other; apart from what calls it,
/// which stays short enough to be inlined.
template <class T>
[[noreturn]] void fail_sides(std::string_view function, const T& value, const T& complement) {
  give_up(function, "the two sides of a probability, " + describe(value) + " and " +
                        describe(complement) + ", do not add up to 1");
}

}  // namespace detail

/// Neither side exceeds 1, and where rounding has drifted the larger follows the smaller. *Throws*
/// convergence_error where they differ by more than rounding, or are NaN.
template <class T>
probability<T> both_sides(std::string_view function, const T& value, const T& complement) {
  const T sum = value + complement;
  if (!(value >= zero<T>() && complement >= zero<T>() && sum > constant<T>(0.999999) &&
        sum < constant<T>(1.000001)))
    detail::fail_sides(function, value, complement);
  return probability<T>::from_computed_sides(value, complement);
}

}  // namespace nines
