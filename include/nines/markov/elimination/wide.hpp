// SPDX-License-Identifier: BSL-1.0
// A positive number with an exponent of its own, for masses whose ratios no scalar type can hold.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <nines/scalar.hpp>

namespace nines::detail {

/// mantissa 2^exponent; the mantissa is 0 or from 0.5 to 1. Correct to a rounding of T.
template <std::floating_point T>
class wide {
 public:
  wide() = default;
  explicit wide(const T& x) : mantissa_(x) { normalise(); }

  wide& operator+=(const wide& other) {
    if (other.mantissa_ == 0) return *this;
    if (mantissa_ == 0) return *this = other;
    if (other.exponent_ > exponent_) {
      mantissa_ = other.mantissa_ + shifted(mantissa_, exponent_ - other.exponent_);
      exponent_ = other.exponent_;
    } else {
      mantissa_ += shifted(other.mantissa_, other.exponent_ - exponent_);
    }
    normalise();
    return *this;
  }
  [[nodiscard]] friend wide operator*(wide a, const wide& b) {
    a.mantissa_ *= b.mantissa_;
    a.exponent_ += b.exponent_;
    a.normalise();
    return a;
  }
  [[nodiscard]] friend wide operator/(wide a, const wide& b) {
    a.mantissa_ /= b.mantissa_;
    a.exponent_ -= b.exponent_;
    a.normalise();
    return a;
  }
  /// The nearest T: 0 where it is too small.
  [[nodiscard]] explicit operator T() const { return shifted(mantissa_, exponent_); }

 private:
  /// x 2^by, by clamped to what makes a difference.
  static T shifted(const T& x, long by) {
    constexpr long far = 4L * std::numeric_limits<T>::max_exponent;
    return std::ldexp(x, static_cast<int>(by < -far ? -far : by > far ? far : by));
  }
  void normalise() {
    int shift = 0;
    mantissa_ = std::frexp(mantissa_, &shift);
    exponent_ += shift;
  }

  T mantissa_ = 0;
  long exponent_ = 0;
};

}  // namespace nines::detail
