// SPDX-License-Identifier: BSL-1.0
// A double that counts what is done with it: so a test holds a cost that a comment states to what
// an algorithm does, in operations and not in seconds.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <cstdint>
#include <limits>
#include <ostream>
#include <type_traits>
#include <utility>

namespace nines_test {

/// What was done with numbers.
struct operations {
  std::uint64_t additions = 0;  ///< and differences
  std::uint64_t multiplications = 0;
  std::uint64_t divisions = 0;
  std::uint64_t functions = 0;  ///< elementary ones, roots included
  std::uint64_t comparisons = 0;

  /// All but comparisons.
  [[nodiscard]] double all() const {
    return static_cast<double>(additions + multiplications + divisions + functions);
  }
  [[nodiscard]] double products() const { return static_cast<double>(multiplications); }
  [[nodiscard]] double quotients() const { return static_cast<double>(divisions); }
};

inline operations& operations_so_far() {
  static thread_local operations all;
  return all;
}

/// A double; each operation with it is counted, signs are not.
class counted {
 public:
  constexpr counted() = default;
  template <class Number>
    requires std::is_arithmetic_v<Number>
  constexpr counted(Number x) : x_(static_cast<double>(x)) {}  // NOLINT: as a number type does

  template <class Number>
    requires std::is_arithmetic_v<Number>
  constexpr explicit operator Number() const {
    return static_cast<Number>(x_);
  }
  [[nodiscard]] constexpr double number() const { return x_; }

  counted& operator+=(const counted& y) { return *this = *this + y; }
  counted& operator-=(const counted& y) { return *this = *this - y; }
  counted& operator*=(const counted& y) { return *this = *this * y; }
  counted& operator/=(const counted& y) { return *this = *this / y; }
  friend counted operator+(const counted& x, const counted& y) {
    ++operations_so_far().additions;
    return x.x_ + y.x_;
  }
  friend counted operator-(const counted& x, const counted& y) {
    ++operations_so_far().additions;
    return x.x_ - y.x_;
  }
  friend counted operator*(const counted& x, const counted& y) {
    ++operations_so_far().multiplications;
    return x.x_ * y.x_;
  }
  friend counted operator/(const counted& x, const counted& y) {
    ++operations_so_far().divisions;
    return x.x_ / y.x_;
  }
  friend constexpr counted operator-(const counted& x) { return -x.x_; }
  friend bool operator==(const counted& x, const counted& y) {
    ++operations_so_far().comparisons;
    return x.x_ == y.x_;
  }
  friend auto operator<=>(const counted& x, const counted& y) {
    ++operations_so_far().comparisons;
    return x.x_ <=> y.x_;
  }

  friend counted exp(const counted& x) { return function(std::exp(x.x_)); }
  friend counted log(const counted& x) { return function(std::log(x.x_)); }
  friend counted log10(const counted& x) { return function(std::log10(x.x_)); }
  friend counted sqrt(const counted& x) { return function(std::sqrt(x.x_)); }
  friend counted expm1(const counted& x) { return function(std::expm1(x.x_)); }
  friend counted log1p(const counted& x) { return function(std::log1p(x.x_)); }
  friend counted pow(const counted& x, const counted& y) { return function(std::pow(x.x_, y.x_)); }
  friend counted abs(const counted& x) { return std::abs(x.x_); }
  friend counted fabs(const counted& x) { return std::abs(x.x_); }
  friend counted floor(const counted& x) { return std::floor(x.x_); }
  friend counted ceil(const counted& x) { return std::ceil(x.x_); }
  friend counted ldexp(const counted& x, int places) { return std::ldexp(x.x_, places); }
  friend counted frexp(const counted& x, int* places) { return std::frexp(x.x_, places); }
  friend std::ostream& operator<<(std::ostream& out, const counted& x) { return out << x.x_; }
  friend bool isfinite(const counted& x) { return std::isfinite(x.x_); }

 private:
  static counted function(double value) {
    ++operations_so_far().functions;
    return value;
  }

  double x_ = 0;
};

/// What call() does with counted numbers, on this thread.
template <class Call>
operations work_of(const Call& call) {
  operations_so_far() = {};
  static_cast<void>(call());
  return std::exchange(operations_so_far(), {});
}

}  // namespace nines_test

template <>
class std::numeric_limits<nines_test::counted> : public std::numeric_limits<double> {
  using number = nines_test::counted;
  using as_double = std::numeric_limits<double>;

 public:
  static constexpr number min() { return as_double::min(); }
  static constexpr number max() { return as_double::max(); }
  static constexpr number lowest() { return as_double::lowest(); }
  static constexpr number epsilon() { return as_double::epsilon(); }
  static constexpr number infinity() { return as_double::infinity(); }
  static constexpr number quiet_NaN() { return as_double::quiet_NaN(); }
  static constexpr number denorm_min() { return as_double::denorm_min(); }
};

template <>
struct Eigen::NumTraits<nines_test::counted> : Eigen::GenericNumTraits<nines_test::counted> {};
