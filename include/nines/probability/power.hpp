// SPDX-License-Identifier: BSL-1.0
// Powers: the probability that n independent events of one probability all happen, on both sides.
//
//   p^n    1 - p^n = q (1 + p + ... + p^(n-1))
//
// At run time from the logarithm of the side that holds the digits; elsewhere by squaring.
#pragma once

#include <bit>
#include <cstddef>
#include <limits>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// n equal terms joined by an operation that is associative, by doubling; `none` where n is 0.
/// *Cost*: 2 log2(n) operations.
template <class V, class Join>
constexpr V joined_copies(V term, std::size_t n, V none, const Join& join) {
  V result = std::move(none);
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) result = join(result, term);
    if (n > 1) term = join(term, term);
  }
  return result;
}

/// x^n by squaring.
template <class T>
constexpr T integer_power(const T& x, std::size_t n) {
  return joined_copies(x, n, one<T>(), [](const T& a, const T& b) { return T(a * b); });
}

/// x^n and 1 + x + ... + x^(n-1), by repeated squaring.
template <class T>
struct power_and_sum {
  T power;  ///< x^n
  T sum;    ///< 1 + x + ... + x^(n-1), which is 0 for n = 0
};
/// Both by repeated squaring. *Cost*: at most 3 log2(n) multiplications.
template <class T>
constexpr power_and_sum<T> power_sum(const T& x, std::size_t n) {
  if (n == 0) return {one<T>(), zero<T>()};
  if (n == 1) return {x, one<T>()};
  // power is x^m, and sum 1 + x + ... + x^(m-1), for m the leading bits of n: first two of them.
  std::size_t bit = std::bit_floor(n) / 2;
  T power = x * x;
  T sum = one<T>() + x;
  while (true) {
    if ((n & bit) != 0) {
      sum = sum + power;
      power = power * x;
    }
    bit /= 2;
    if (bit == 0) return {power, sum};
    sum = sum + sum * power;
    power = power * power;
  }
}

/// p^n on both sides for any T: the complement is q (1 + p + ... + p^(n-1)).
namespace detail {

template <class T>
constexpr probability<T> power_by_squaring(const probability<T>& p, std::size_t n) {
  if (n == 0) return probability<T>::always();
  const auto [value, sum] = power_sum(p.value(), n);
  return probability<T>::from_computed_sides(value, T(p.complement() * sum));
}

/// What the value of a part that is mostly up lacks of one minus its complement: both differences
/// are exact, or nearly so.
template <std::floating_point T>
constexpr T rounded_off(const probability<T>& p) {
  return (T(1) - p.value()) - p.complement();  // input data; the first is exact from 1/2 on
}

/// (1 - complement)^count, complement below a half. One minus it is rounded to `base`, by up
/// to half an epsilon; its power by `count` times as much, which may be all of it:
///   1 - complement = base + d,   count log(1 + d / base) = count d (1 / base - d / 2 + ...)
template <std::floating_point T>
T power_near_one(const T& complement, const T& count) {
  using limits = std::numeric_limits<T>;
  if (count * complement > -log_of(limits::denorm_min())) return 0;
  const T base = 1 - complement;        // what that rounds off is d
  const T d = (1 - base) - complement;  // input data; the first is exact, the second nearly
  const T shift = count * d;
  const T rest = fma_of(count, d, -shift) + shift * ((1 - base) / base - d / 2);
  if (const T power = pow_of(base, count); power >= limits::min())
    return power * exp_of(shift) * (1 + rest);
  const T root = pow_of(base, count / 2) * exp_of(shift / 2) * (1 + rest / 2);
  return root * root;
}

/// What n has besides its leading bits, which are as many as T holds.
template <std::floating_point T>
constexpr std::size_t trailing_bits(std::size_t n) {
  const int width = static_cast<int>(std::bit_width(n)) - std::numeric_limits<T>::digits;
  return width > 0 ? n % (std::size_t{1} << width) : 0;
}

}  // namespace detail

/// The probability that n independent events of probability p all happen: p^n and 1 - p^n.
/// *Accuracy*, built-in T at run time: 4 epsilon on both sides; other T and compile time: n
/// epsilon. *Cost*: O(1), or O(log n).
template <class T>
constexpr probability<T> power(const probability<T>& p, std::size_t n) {
  if constexpr (std::floating_point<T>) {
    if (!std::is_constant_evaluated()) {
      if (n == 0) return probability<T>::always();
      if (const std::size_t rest = detail::trailing_bits<T>(n); rest != 0) {
        const auto most = power(p, n - rest);
        const auto last = power(p, rest);
        return probability<T>::from_computed_sides(
            T(most.value() * last.value()),
            T(most.complement() + most.value() * last.complement()));
      }
      const T count = static_cast<T>(n);
      const bool mostly_up = p.complement() < p.value();
      const T logarithm = count * (mostly_up ? log1p_of(-p.complement()) : log_of(p.value()));
      const T value =
          mostly_up ? detail::power_near_one(p.complement(), count) : pow_of(p.value(), count);
      return probability<T>::from_computed_sides(value, T(0) - expm1_of(logarithm));
    }
  }
  return detail::power_by_squaring(p, n);
}

}  // namespace nines
