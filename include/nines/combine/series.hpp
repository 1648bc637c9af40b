// SPDX-License-Identifier: BSL-1.0
// series(parts...): up while every part is up.
//
//   p = p1 p2 ... pn        q = q1 + p1 q2 + p1 p2 q3 + ...        w = sum of wi * (p without pi)
//
// Assumes independent parts. A part that occurs twice is not independent of itself: condition on it
// with pivot(). Accuracy: n epsilon at worst (like parts round alike: use copies), about sqrt(n)
// for unlike ones. Source: Barlow & Proschan 1975.
// Index: reliability block diagram, series system.
#pragma once

#include <nines/combine/fold.hpp>

namespace nines {

namespace detail {

struct series_fn {
  static constexpr bool sums_hazards = true;  ///< of lifetimes

  /// Parts as arguments; of no part it is certain.
  [[nodiscard]] constexpr probability<double> operator()() const {
    return probability<double>::always();
  }
  template <part V, std::same_as<V>... Vs>
  [[nodiscard]] constexpr V operator()(const V& first, const Vs&... rest) const {
    V result = first;
    ((result = both(result, rest)), ...);
    if constexpr (sizeof...(rest) == 0)
      return result;
    else
      return agreed(result);
  }
  /// A range of parts.
  template <part_range R>
  [[nodiscard]] constexpr auto operator()(const R& parts) const {
    using V = element_t<R>;
    return fold(parts, always_up<V>(), [](const auto& a, const auto& b) { return both(a, b); });
  }
  /// Identical parts, O(1).
  template <part V>
  [[nodiscard]] constexpr V operator()(const copies<V>& parts) const {
    return series_of_copies(parts);
  }
  /// Lifetimes: the composition is one.
  template <timed_argument... As>
    requires(sizeof...(As) > 0)
  [[nodiscard]] constexpr auto operator()(const As&... parts) const {
    return composed_over_time<series_fn, As...>(*this, parts...);
  }
};

}  // namespace detail

/// The system that is up while every part is up: series(a, b, c), series(range) or
/// series(copies(n, part)), of probabilities, repairable parts or lifetimes.
inline constexpr detail::series_fn series{};

}  // namespace nines
