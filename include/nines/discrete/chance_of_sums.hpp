// SPDX-License-Identifier: BSL-1.0
// A chance from the sums of its both sides.
//
// Each side is a sum of masses that only add up to one but for rounding: a million of them may come
// to 1 + 1e-13. The smaller sum holds the digits; the larger then follows it, so that the sides do
// not contradict each other, and neither exceeds 1.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines::detail {

template <class T>
[[nodiscard]] probability<T> chance_of_sums(const T& value, const T& complement) {
  return larger_follows(value, complement);
}

}  // namespace nines::detail
