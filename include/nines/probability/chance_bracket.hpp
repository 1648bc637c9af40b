// SPDX-License-Identifier: BSL-1.0
// A chance that is known to lie between two others.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines {

/// For certain lower <= chance <= upper; both ends have both sides.
template <scalar T = double>
struct chance_bracket {
  probability<T> lower, upper;

  [[nodiscard]] constexpr bool contains(const probability<T>& p) const {
    return lower <= p && p <= upper;
  }
  /// The bracket of the opposite event.
  [[nodiscard]] constexpr chance_bracket operator!() const { return {!upper, !lower}; }
};

}  // namespace nines
