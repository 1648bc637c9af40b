// SPDX-License-Identifier: BSL-1.0
// two_sided_sum<T>: a probability added up from masses, each on the side it belongs to.
//
// An algorithm that divides all outcomes into cases (a walk over counts, a convolution, a mixture)
// adds the probability of each case to the side on which the case ends. Both sides are then sums of
// numbers that are not negative, and they make 1 but for rounding: a million masses may come to
// 1 + 1e-13. The smaller sum holds the digits, and the larger one follows it.
#pragma once

#include <cassert>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// Adds up both sides of a probability. `result()` reads them.
template <scalar T = double>
class two_sided_sum {
 public:
  using scalar_type = T;

  constexpr two_sided_sum() = default;
  /// Begins with what is known of each side.
  constexpr two_sided_sum(T value, T complement)
      : value_(std::move(value)), complement_(std::move(complement)) {}

  /// Adds a mass to the side of the event, or to that of its opposite.
  constexpr void add(bool happens, const T& mass) {
    happens ? add_value(mass) : add_opposite(mass);
  }
  /// Adds the probability of a case in which the event happens.
  constexpr void add_value(const T& mass) { value_ = value_ + mass; }
  /// Adds the probability of a case in which it does not.
  constexpr void add_opposite(const T& mass) { complement_ = complement_ + mass; }
  /// Adds a case of the probability `weight`, in which the event has the probability `given`.
  constexpr void add_case(const T& weight, const probability<T>& given) {
    add_value(weight * given.value());
    add_opposite(weight * given.complement());
  }

  /// The mass of the event so far.
  [[nodiscard]] constexpr const T& value() const noexcept { return value_; }
  /// the mass of its opposite so far
  [[nodiscard]] constexpr const T& complement() const noexcept { return complement_; }

  /// The probability, as from_computed_sides() makes it. Without NDEBUG it asserts that the two
  /// sums make 1 within 2^-26, or 2^-10 where T is not double: a mass that was forgotten, or
  /// counted twice, is a bug of the algorithm. *Throws* domain_error for a negative sum or NaN.
  [[nodiscard]] constexpr probability<T> result() const {
    probability<T> sides = probability<T>::from_computed_sides(value_, complement_);
    assert(makes_one() && "the masses of a two_sided_sum do not make 1");
    return sides;
  }
  /// The same where the masses are those of a larger whole, which divides them: the conditional
  /// probability value / (value + complement). *Throws* domain_error if there is no mass at all.
  [[nodiscard]] constexpr probability<T> normalised() const {
    const T all = value_ + complement_;
    require_positive("two_sided_sum::normalised", "sum of all masses", all);
    return probability<T>::from_computed_sides(T(value_ / all), T(complement_ / all));
  }

 private:
  [[nodiscard]] constexpr bool makes_one() const {
    using traits = scalar_traits<T>;
    if constexpr (requires { traits::agrees_later; }) {
      return true;  // numbers that nobody has checked yet
    } else {
      // A number of another precision may have been made of floats, whose sides differ by more.
      constexpr bool fine = std::same_as<typename traits::lane_type, double>;
      const T slack = constant<T>(fine ? 0x1p-26 : 0x1p-10);
      const T sum = value_ + complement_;
      return traits::all(sum <= one<T>() + slack) && traits::all(sum + slack >= one<T>());
    }
  }

  T value_ = zero<T>();
  T complement_ = zero<T>();
};

}  // namespace nines
