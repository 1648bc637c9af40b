// SPDX-License-Identifier: BSL-1.0
// parallel(parts...): up while at least one part is up. The mirror image of series().
//
//   q = q1 q2 ... qn        p = p1 + q1 p2 + q1 q2 p3 + ...        w = sum of wi * (q without qi)
//
// Assumes independent parts; parts that fail together need beta_factor() or a failure_domain.
// Accuracy: n epsilon at worst (like parts round alike: use copies), about sqrt(n) for unlike ones.
// Source: Barlow & Proschan 1975.
// Index: redundancy, 1oo2.
#pragma once

#include <nines/combine/fold.hpp>

namespace nines {

namespace detail {

struct parallel_fn {
  /// Parts as arguments; of no part it is impossible.
  [[nodiscard]] constexpr probability<double> operator()() const {
    return probability<double>::never();
  }
  template <part V, std::same_as<V>... Vs>
  [[nodiscard]] constexpr V operator()(const V& first, const Vs&... rest) const {
    V result = first;
    ((result = either(result, rest)), ...);
    if constexpr (sizeof...(rest) == 0)
      return result;
    else
      return agreed(result);
  }
  /// A range of parts.
  template <part_range R>
  [[nodiscard]] constexpr auto operator()(const R& parts) const {
    using V = element_t<R>;
    return fold(parts, always_down<V>(), [](const auto& a, const auto& b) { return either(a, b); });
  }
  /// Identical parts, O(1).
  template <part V>
  [[nodiscard]] constexpr V operator()(const copies<V>& parts) const {
    return parallel_of_copies(parts);
  }
  /// Lifetimes: the composition is one.
  template <timed_argument... As>
    requires(sizeof...(As) > 0)
  [[nodiscard]] constexpr auto operator()(const As&... parts) const {
    return composed_over_time<parallel_fn, As...>(*this, parts...);
  }
};

}  // namespace detail

/// The system that is up while any part is up: parallel(a, b, c), parallel(range) or
/// parallel(copies(n, part)), of probabilities, repairable parts or lifetimes.
inline constexpr detail::parallel_fn parallel{};

}  // namespace nines
