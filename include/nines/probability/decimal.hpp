// SPDX-License-Identifier: BSL-1.0
// Decimal text to a probability, correctly rounded on both sides, at compile time or run time.
//
// "99.9999999999995%" is the fraction N / 10^k; its complement is (10^k - N) / 10^k, an exact
// subtraction of integers. Each fraction is then rounded once, by long division, so the complement
// is exactly 5e-15 and not 4.99600361e-15, which is what 1 - 0.999999999999995 leaves.
#pragma once

#include <cstdint>
#include <limits>
#include <nines/probability/two_sided.hpp>
#include <string_view>

namespace nines::detail {

/// A natural number of up to 32768 bits, little-endian limbs; as much arithmetic as reading needs.
class natural {
 public:
  constexpr explicit natural(std::uint32_t x = 0) { multiply_add(1, x); }
  // Copies take only the limbs in use.
  constexpr natural(const natural& other) { *this = other; }
  constexpr natural& operator=(const natural& other) {
    if (this == &other) return *this;
    size_ = other.size_;
    for (int i = 0; i < size_; ++i) limb_[i] = other.limb_[i];
    return *this;
  }
  constexpr ~natural() = default;

  [[nodiscard]] constexpr bool is_zero() const { return size_ == 0; }
  /// *this = *this * factor + addend.
  constexpr void multiply_add(std::uint32_t factor, std::uint32_t addend) {
    std::uint64_t carry = addend;
    for (int i = 0; i < size_; ++i) {
      carry += std::uint64_t{limb_[i]} * factor;
      limb_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) limb_[size_++] = static_cast<std::uint32_t>(carry);
  }
  [[nodiscard]] constexpr int bit_length() const {
    int bits = 32 * size_;
    for (std::uint32_t top = size_ ? limb_[size_ - 1] : 1; size_ && !(top >> 31); top <<= 1) --bits;
    return bits;
  }
  constexpr void shift_left(int bits) {
    for (; bits >= 31; bits -= 31) multiply_add(std::uint32_t{1} << 31, 0);
    multiply_add(std::uint32_t{1} << bits, 0);
  }
  /// *this -= other, which must not be larger: exact.
  constexpr void subtract(const natural& other) {
    std::int64_t borrow = 0;
    for (int i = 0; i < size_; ++i) {
      borrow += std::int64_t{limb_[i]} - (i < other.size_ ? other.limb_[i] : 0);
      limb_[i] = static_cast<std::uint32_t>(borrow);
      borrow >>= 32;
    }
    while (size_ > 0 && limb_[size_ - 1] == 0) --size_;
  }
  friend constexpr std::strong_ordering operator<=>(const natural& a, const natural& b) {
    if (a.size_ != b.size_) return a.size_ <=> b.size_;
    for (int i = a.size_ - 1; i >= 0; --i)
      if (a.limb_[i] != b.limb_[i]) return a.limb_[i] <=> b.limb_[i];
    return std::strong_ordering::equal;
  }
  template <class T>
  [[nodiscard]] constexpr T to() const {
    T sum = zero<T>();
    for (int i = size_ - 1; i >= 0; --i)
      sum = sum * constant<T>(4294967296.0) + constant<T>(limb_[i]);
    return sum;
  }

  [[nodiscard]] static constexpr natural power_of_ten(int exponent) {
    natural result(1);
    for (int i = 0; i < exponent; ++i) result.multiply_add(10, 0);
    return result;
  }

 private:
  std::uint32_t limb_[1024];  // the first size_ are in use
  int size_ = 0;
};

/// mantissa * 2^exponent, where every intermediate product is exact.
template <std::floating_point T>
constexpr T scale_by_power_of_two(std::uint64_t mantissa, int exponent) {
  T x = static_cast<T>(mantissa);
  for (; exponent > 0; --exponent) x *= 2;
  for (; exponent < 0; ++exponent) x /= 2;
  return x;
}

/// numerator / denominator: correctly rounded (to nearest, ties to even) for the built-in types,
/// within 2 epsilon for the others. Subnormal results are rounded correctly too.
template <class T>
constexpr T quotient(natural numerator, natural denominator) {
  if (numerator.is_zero()) return zero<T>();
  if constexpr (!std::floating_point<T>) {
    if constexpr (scalar_traits<T>::is_lanes)
      return constant<T>(quotient<typename scalar_traits<T>::lane_type>(numerator, denominator));
    else
      return numerator.to<T>() / denominator.to<T>();
  } else {
    using limits = std::numeric_limits<T>;
    int exponent = numerator.bit_length() - denominator.bit_length();
    (exponent > 0 ? denominator : numerator).shift_left(exponent > 0 ? exponent : -exponent);
    if (numerator < denominator) {
      numerator.shift_left(1);
      --exponent;
    }
    int bits = limits::digits;  // fewer below the normal range
    if (exponent < limits::min_exponent - 1) bits -= limits::min_exponent - 1 - exponent;
    if (bits < 0) return zero<T>();
    std::uint64_t mantissa = 0;
    for (int i = 0; i < bits; ++i) {
      const bool one = numerator >= denominator;
      if (one) numerator.subtract(denominator);
      numerator.shift_left(1);
      mantissa = 2 * mantissa + (one ? 1 : 0);
    }
    const auto half = numerator <=> denominator;  // twice the remainder against the divisor
    if (half > 0 || (half == 0 && mantissa % 2 == 1)) ++mantissa;
    if (mantissa == 0 && bits == 64) {  // 2^64 - 1 of an 80-bit mantissa rounded up
      mantissa = std::uint64_t{1} << 63;
      ++exponent;
    }
    return scale_by_power_of_two<T>(mantissa, exponent - bits + 1);
  }
}

/// A decimal number as read: digits * 10^-places.
struct decimal {
  natural digits;
  int places = 0;
};

/// How many decimal places a text may have: a little more than the smallest long double has.
inline constexpr int most_decimal_places = 5000;

/// Throws the domain_error "function: "text" is wrong so".
[[noreturn]] inline void refuse_text(std::string_view function, std::string_view text,
                                     std::string_view what) {
  const std::string shown(text.size() <= 100 ? text : text.substr(0, 100));
  fail(function, "\"" + shown + (text.size() <= 100 ? "\" " : "...\" ") + std::string(what));
}

/// Reads `digits[.digits][e[+-]digits]`, `fewer_places` of whose decimals the unit has moved (2 for
/// a per cent). Throws domain_error that quotes the text.
class decimal_reader {
 public:
  constexpr decimal_reader(std::string_view function, std::string_view text, std::string_view whole)
      : function_(function), rest_(text), whole_(whole) {}

  constexpr decimal read(int extra_places = 0) {
    if (!rest_.empty() && rest_[0] == '-') refuse("is negative");
    decimal number;
    const int whole_digits = read_digits(number.digits, most_decimal_places);
    int places = 0;
    if (take('.')) places = read_digits(number.digits, most_decimal_places - whole_digits);
    if (whole_digits + places == 0) refuse("is not a number");
    places += extra_places;
    if (take('e') || take('E')) places -= read_exponent();
    if (!rest_.empty()) refuse("has characters after the number");
    if (places > most_decimal_places) refuse("has more than 5000 decimal places");
    for (; places < 0 && !number.digits.is_zero(); ++places) {
      if (number.digits.bit_length() > 4096) refuse("is too large");
      number.digits.multiply_add(10, 0);
    }
    number.places = places < 0 ? 0 : places;
    return number;
  }

 private:
  constexpr int read_digits(natural& into, int most) {
    int count = 0;
    for (; !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; ++count) {
      if (count == most) refuse("has more than 5000 digits");
      into.multiply_add(10, static_cast<std::uint32_t>(rest_[0] - '0'));
      rest_.remove_prefix(1);
    }
    return count;
  }
  constexpr int read_exponent() {
    const bool negative = take('-');
    if (!negative) take('+');
    int exponent = 0;
    if (rest_.empty()) refuse("has an empty exponent");
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      if (exponent < 100000) exponent = 10 * exponent + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return negative ? -exponent : exponent;
  }
  constexpr bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[noreturn]] void refuse(std::string_view what) const { refuse_text(function_, whole_, what); }

  std::string_view function_;
  std::string_view rest_;
  std::string_view whole_;
};

/// The probability whose value (or, with `of_complement`, whose complement) is the decimal number.
/// Throws domain_error if it is over one, or so near 0 or 1 that a side would underflow to zero.
template <class T>
constexpr probability<T> exact_probability(std::string_view function, std::string_view text,
                                           const decimal& number, bool of_complement = false) {
  const natural one = natural::power_of_ten(number.places);
  if (number.digits > one) refuse_text(function, text, "is more than 1");
  natural other = one;
  other.subtract(number.digits);  // exact: integers
  T side = quotient<T>(number.digits, one);
  T opposite = quotient<T>(other, one);
  const bool lost = (!number.digits.is_zero() && scalar_traits<T>::all(side == zero<T>())) ||
                    (!other.is_zero() && scalar_traits<T>::all(opposite == zero<T>()));
  if (lost) refuse_text(function, text, "is closer to 0 or 1 than the number type can hold");
  if (of_complement) return {unchecked, opposite, side};
  return {unchecked, side, opposite};
}

}  // namespace nines::detail
