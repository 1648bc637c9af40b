// SPDX-License-Identifier: BSL-1.0
// Exact rationals as an oracle: numbers as they are stored, and the nearest one to a fraction.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>
#include <nines/probability/two_sided.hpp>

#include "support/precise.hpp"

namespace nines_test {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

/// x = numerator * 2^-places, exactly.
struct dyadic {
  cpp_int numerator;
  int places = 0;
};
inline dyadic dyadic_of(double x) {
  int exponent = 0;
  const double mantissa = std::frexp(x, &exponent);
  dyadic result{cpp_int(std::ldexp(mantissa, 53)), 53 - exponent};
  for (; result.numerator != 0 && result.numerator % 2 == 0; --result.places) result.numerator /= 2;
  return result;
}

inline cpp_rational rational_of(double x) {
  const dyadic d = dyadic_of(x);
  if (d.places < 0) return cpp_rational(d.numerator << static_cast<unsigned>(-d.places));
  return cpp_rational(d.numerator, cpp_int(1) << static_cast<unsigned>(d.places));
}

/// Both sides of a part as exact rationals that add up to one, from its smaller side.
inline nines::probability<cpp_rational> rational_of(const nines::probability<double>& p) {
  const bool up = p.complement() <= p.value();
  const cpp_rational small = rational_of(up ? p.complement() : p.value());
  const nines::probability<cpp_rational> q(nines::unchecked, cpp_rational(1 - small), small);
  return up ? q : !q;
}

/// numerator * 2^-places in 100 digits; only the leading 400 bits are looked at.
inline mp to_precise(const cpp_int& numerator, int places) {
  if (numerator == 0) return 0;
  const unsigned top = msb(numerator);
  if (top <= 400) return ldexp(mp(numerator), -places);
  const unsigned dropped = top - 400;
  return ldexp(mp(cpp_int(numerator >> dropped)), static_cast<int>(dropped) - places);
}
inline mp to_precise(const cpp_rational& x) { return mp(numerator(x)) / mp(denominator(x)); }

/// floor(numerator * 2^shift / denominator), and whether anything was left.
struct shifted_quotient {
  cpp_int floor;
  int half;  ///< the rest against one half: -1 less, 0 equal, 1 more
};
inline shifted_quotient divide_shifted(cpp_int numerator, cpp_int denominator, int shift) {
  if (shift >= 0)
    numerator <<= static_cast<unsigned>(shift);
  else
    denominator <<= static_cast<unsigned>(-shift);
  cpp_int floor;
  cpp_int rest;
  divide_qr(numerator, denominator, floor, rest);
  return {floor, cpp_int(2 * rest).compare(denominator)};
}

/// The number of type T that is nearest to numerator / denominator, ties to even.
template <class T>
T nearest(const cpp_int& numerator, const cpp_int& denominator) {
  if (numerator == 0) return 0;
  using limits = std::numeric_limits<T>;
  // The exponent of the last bit: as precise as T, but not below its smallest subnormal number.
  int last = static_cast<int>(msb(numerator)) - static_cast<int>(msb(denominator)) - limits::digits;
  last = std::max(last, limits::min_exponent - limits::digits);
  auto q = divide_shifted(numerator, denominator, -last);
  if (q.floor != 0 && msb(q.floor) >= static_cast<unsigned>(limits::digits))
    q = divide_shifted(numerator, denominator, -++last);
  if (q.half > 0 || (q.half == 0 && q.floor % 2 == 1)) ++q.floor;
  return std::ldexp(static_cast<T>(q.floor), last);
}

}  // namespace nines_test
