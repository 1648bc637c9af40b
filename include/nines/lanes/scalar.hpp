// SPDX-License-Identifier: BSL-1.0
// Lanes: Eigen::Array<double, N, 1> as a scalar, so that one evaluation serves N scenarios or
// instants.
//
//   probability<lanes<8>> availability = probability<lanes<8>>::from_complement(...);
//   series(availability, parallel(a, b)).complement()          // eight answers
#pragma once

#include <Eigen/Core>
#include <nines/scalar.hpp>

namespace nines {

/// N doubles that are computed side by side.
template <int N>
using lanes = Eigen::Array<double, N, 1>;

template <class S, int N>
struct scalar_traits<Eigen::Array<S, N, 1>> {
  static_assert(N > 0, "lanes have a fixed number");
  using lane_type = S;
  using array = Eigen::Array<S, N, 1>;
  static constexpr bool is_lanes = true;
  static constexpr int lanes = N;
  static S lane(const array& x, std::ptrdiff_t i) { return x[i]; }
  static array constant(double x) { return array::Constant(static_cast<S>(x)); }
  template <class Comparison>
  static bool all(const Comparison& holds) {
    return holds.all();
  }
  template <class Mask>
  static array select(const Mask& mask, const array& yes, const array& no) {
    return mask.select(yes, no);
  }
};

}  // namespace nines
