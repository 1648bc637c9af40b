// SPDX-License-Identifier: BSL-1.0
// bounds<T>: a probability that is known to lie between two others.
//
// Both ends have both sides, so a bracket around 1 - 1e-12 may be as narrow as 1e-28. The verbs of
// <nines/combine.hpp> compose bounds: certain in, certain out.
#pragma once

#include <nines/probability/two_sided.hpp>

namespace nines {

/// Certain bounds of a probability: lower <= probability <= upper.
template <scalar T = double>
struct bounds {
  probability<T> lower, upper;  ///< both included

  /// Whether p may be the probability that the bounds are of.
  [[nodiscard]] constexpr bool contains(const probability<T>& p) const {
    return lower <= p && p <= upper;
  }
  /// The bounds of the opposite event.
  [[nodiscard]] constexpr bounds operator!() const { return {!upper, !lower}; }
  friend constexpr bool operator==(const bounds&, const bounds&) = default;
};

namespace detail {

/// The probability with its smaller side changed by `epsilons` relative epsilons, and the larger in
/// agreement: 1 is left as it is, and 0.
template <class T>
constexpr probability<T> lowered(const probability<T>& p, double epsilons) {
  const auto slack = constant<T>(
      epsilons *
      static_cast<double>(std::numeric_limits<typename scalar_traits<T>::lane_type>::epsilon()));
  const auto value_is_smaller = p.value() < p.complement();
  return larger_follows(
      choose(value_is_smaller, T(p.value() / (one<T>() + slack)), p.value()),
      choose(value_is_smaller, p.complement(), T(p.complement() * (one<T>() + slack))));
}
template <class T>
constexpr probability<T> raised(const probability<T>& p, double epsilons) {
  return !lowered(!p, epsilons);
}

}  // namespace detail

/// Bounds that are further apart by `epsilons` relative epsilons at each end: what rounding may
/// have moved them.
template <class T>
constexpr bounds<T> widened(const probability<T>& lower, const probability<T>& upper,
                            double epsilons) {
  return {detail::lowered(lower, epsilons), detail::raised(upper, epsilons)};
}

}  // namespace nines
