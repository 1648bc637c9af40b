// SPDX-License-Identifier: BSL-1.0
// Elementary functions of a block of numbers, a register at a time.
#pragma once

#include <Eigen/Core>
#include <bit>
#include <cstdint>
#include <nines/density/quadrature.hpp>

namespace nines::detail {

/// A block as Eigen computes with it.
using double_lanes = Eigen::Array<double, static_cast<int>(std::tuple_size_v<double_block>), 1>;
inline auto lanes_of(double_block& x) { return Eigen::Map<double_lanes>(x.data()); }
inline auto lanes_of(const double_block& x) { return Eigen::Map<const double_lanes>(x.data()); }

/// e^x = 2^k e^r, |r| <= ln 2 / 2, by the Taylor polynomial of degree 12; to 2 epsilon, from
/// 1e-307 up. No branch, table or division: half the time of Eigen's exp, of
/// which sums mostly consist.
NINES_INLINE void quick_exp_each(double_block& x) {
  constexpr double round = 0x1.8p52;  // added, the last bits are a whole number
  const double_lanes y = lanes_of(x).max(-707.0).min(709.0);
  const double_lanes shifted = y * 1.4426950408889634 + round;
  const double_lanes k = shifted - round;
  const double_lanes r = (y - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33;  // k ln 2, exactly
  double_lanes p = r * (1.0 / 479001600) + 1.0 / 39916800;
  p = ((p * r + 1.0 / 3628800) * r + 1.0 / 362880) * r + 1.0 / 40320;
  p = ((p * r + 1.0 / 5040) * r + 1.0 / 720) * r + 1.0 / 120;
  p = ((p * r + 1.0 / 24) * r + 1.0 / 6) * r + 0.5;
  p = (p * r + 1.0) * r + 1.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    const auto exponent = std::bit_cast<std::uint64_t>(shifted[at]) + 1023;
    x[i] = p[at] * std::bit_cast<double>(exponent << 52);
  }
}
/// log(2^k m) = k ln 2 + log m, m from sqrt(1/2) to sqrt(2), by the series of 2 atanh(s) with
/// s = (m - 1) / (m + 1); to 2 epsilon, of normal positive numbers; NaN of infinity and NaN. No
/// branch or table: some half of the time of Eigen's log.
NINES_INLINE void quick_log_each(double_block& x) {
  constexpr std::uint64_t root = 0x3fe6a09e667f3bcd;  // the bits of sqrt(1/2)
  constexpr double whole = 0x1p52;                    // its last bits are a whole number
  double_lanes m;
  double_lanes k;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    const auto bits = std::bit_cast<std::uint64_t>(x[i]);
    const std::uint64_t beyond = bits - root;  // whose first 12 bits are k
    m[at] = std::bit_cast<double>(bits - ((beyond >> 52) << 52));
    const std::uint64_t biased = (beyond + (std::uint64_t{1} << 63)) >> 52;  // k + 2048
    k[at] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(whole) | biased) - (whole + 2048);
  }
  const double_lanes f = m - 1.0;  // exact
  const double_lanes s = f / (f + 2.0);
  const double_lanes z = s * s;
  double_lanes p = z * (2.0 / 23) + 2.0 / 21;
  p = ((p * z + 2.0 / 19) * z + 2.0 / 17) * z + 2.0 / 15;
  p = ((p * z + 2.0 / 13) * z + 2.0 / 11) * z + 2.0 / 9;
  p = ((p * z + 2.0 / 7) * z + 2.0 / 5) * z + 2.0 / 3;
  const double_lanes low =
      k * 0x1.a39ef35793c76p-33 + (lanes_of(x) - lanes_of(x));        // 0, NaN of infinity
  lanes_of(x) = k * 0x1.62e42feep-1 + (f - (s * (f - p * z) - low));  // k ln 2, exactly
}

NINES_INLINE void quick_add_polynomial(const double_block& v, double low, double scale,
                                       const double* c, std::size_t terms, double_block& sum) {
  const double_lanes x = (lanes_of(v) - low) * scale - 1.0;
  double_lanes value = double_lanes::Constant(c[terms - 1]);
  for (std::size_t k = terms - 1; k-- > 0;) value = value * x + c[k];
  lanes_of(sum) += value;
}

}  // namespace nines::detail
