// SPDX-License-Identifier: BSL-1.0
// bounds<T>: a probability that is known to lie between two others.
//
// Both ends have both sides, so a bracket around 1 - 1e-12 may be as narrow as 1e-28. The verbs of
// <nines/combine.hpp> compose bounds: certain in, certain out.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines {

/// For certain lower <= probability <= upper.
template <scalar T = double>
struct bounds {
  probability<T> lower, upper;

  /// Whether p may be the probability that the bounds are of.
  [[nodiscard]] constexpr bool contains(const probability<T>& p) const {
    return lower <= p && p <= upper;
  }
  /// The bounds of the opposite event.
  [[nodiscard]] constexpr bounds operator!() const { return {!upper, !lower}; }
  friend constexpr bool operator==(const bounds&, const bounds&) = default;
};

}  // namespace nines
