// SPDX-License-Identifier: BSL-1.0
// probability<T>: a probability that keeps every digit, on both sides.
//
// An availability of 0.999999999 read from a double has lost the digits that people pay for: they
// are in the complement. A probability therefore holds `value` and `complement`, each computed
// without subtraction, each with full relative precision, from 1e-300 to 1 - 1e-300. Neither
// exceeds 1, and the two do not contradict each other: where rounding has drifted the larger side
// follows the smaller one (from_computed_sides).
//
// There is no `+` and no implicit conversion: a probability is composed by the verbs of
// <nines/combine.hpp>, which know what independence means. Text is read by
// <nines/probability/text.hpp>, literals are in <nines/probability/literals.hpp>.
// Index: two-sided probability.
#pragma once

#include <compare>
#include <nines/error.hpp>
#include <string>
#include <utility>

namespace nines {

template <scalar T>
class probability;

/// Marks two sides that an algorithm's own sums found, and that need no check.
struct unchecked_t {};
/// Marks two sides as right by construction: probability(unchecked, value, complement).
inline constexpr unchecked_t unchecked{};

/// The two sides in agreement: the smaller, and one minus it, which is exact or rounded once.
/// Without a check; lane by lane without a branch.
template <class T>
[[gnu::always_inline]] constexpr probability<T> larger_follows(const T& value,
                                                               const T& complement) {
  const auto value_is_smaller = value < complement;
  const T all = one<T>();
  return {unchecked, choose(value_is_smaller, value, T(all - complement)),
          choose(value_is_smaller, T(all - value), complement)};
}

/// The probability of an event, and of its complement: an availability, a reliability at an
/// instant, the probability that an objective is met. Immutable; default-constructed it is
/// `never()`.
template <scalar T = double>
class probability {
 public:
  using scalar_type = T;

  /// The impossible event, as never().
  constexpr probability() : probability(never()) {}

  /// Both sides as they are, for algorithms whose two sides are right by construction.
  constexpr probability(unchecked_t /*tag*/, T value, T complement)
      : value_(std::move(value)), complement_(std::move(complement)) {}

  /// The same probability in another precision: each side is converted. Throws domain_error where a
  /// side becomes 0 that is none: 1 - 1e-60 is not certain, as a float would have it.
  template <class U>
    requires(!std::same_as<T, U>)
  constexpr explicit probability(const probability<U>& other)
      : value_(static_cast<T>(other.value())), complement_(static_cast<T>(other.complement())) {
    if constexpr (!scalar_traits<T>::is_lanes && !scalar_traits<U>::is_lanes) {
      check_kept("value", other.value(), value_);
      check_kept("complement", other.complement(), complement_);
    }
  }

  /// The certain event: value 1, complement 0.
  [[nodiscard]] static constexpr probability always() { return {unchecked, one<T>(), zero<T>()}; }
  /// The impossible event: value 0, complement 1.
  [[nodiscard]] static constexpr probability never() { return {unchecked, zero<T>(), one<T>()}; }

  /// From the probability itself. Use it where the value holds the digits: below one half, or a
  /// measured ratio. Throws domain_error unless 0 <= value <= 1.
  [[nodiscard]] static constexpr probability from_value(T value) {
    check("probability::from_value", "value", value);
    T complement = one<T>() - value;  // input data: exact from 1/2 to 1, rounded once below
    return {unchecked, std::move(value), std::move(complement)};
  }
  /// From the probability of the complement (an unavailability, say), which then holds the digits.
  /// Throws domain_error unless 0 <= complement <= 1.
  [[nodiscard]] static constexpr probability from_complement(T complement) {
    check("probability::from_complement", "complement", complement);
    T value = one<T>() - complement;  // input data: as above, with the sides exchanged
    return {unchecked, std::move(value), std::move(complement)};
  }
  /// From both sides, each with its digits. Throws domain_error unless both lie in [0, 1] and
  /// their sum is 1 within the square root of epsilon (long computations drift): beyond 4 epsilon
  /// the larger side follows the smaller.
  [[nodiscard]] static constexpr probability from_sides(T value, T complement) {
    check("probability::from_sides", "value", value);
    check("probability::from_sides", "complement", complement);
    const T sum = value + complement;
    const auto near_one = [](const auto& x, double slack) {
      using number = std::remove_cvref_t<decltype(x)>;
      using traits = scalar_traits<number>;
      return traits::all(x <= one<number>() + constant<number>(slack)) &&
             traits::all(x + constant<number>(slack) >= one<number>());
    };
    if (!near_one(sum, slack_of_sum()))
      fail_where("probability::from_sides", "value + complement", sum, "1",
                 [&](std::ptrdiff_t i) { return near_one(lane_of(sum, i), slack_of_sum()); });
    const auto epsilon =
        static_cast<double>(std::numeric_limits<typename scalar_traits<T>::lane_type>::epsilon());
    if (near_one(sum, 4 * epsilon)) return {unchecked, std::move(value), std::move(complement)};
    return larger_follows(value, complement);
  }
  /// The way to make a probability of two sides that an algorithm has computed, each by sums,
  /// products and quotients of numbers that are not negative. (two_sided_sum adds masses up.)
  /// Rounding may have left the sides a little off: the smaller one holds the digits and stays as
  /// it is, the larger one becomes one minus it. So neither exceeds 1, and they do not contradict
  /// each other. That the two are one event and its opposite is the caller's promise: nothing here
  /// looks at their sum. A T whose sides agree only at the end of a computation (see
  /// scalar_traits::agrees_later) is taken as it is. *Throws* domain_error for a negative side or
  /// NaN. *Accuracy*: the smaller side as it is, the larger to half an epsilon of it.
  [[nodiscard]] static constexpr probability from_computed_sides(T value, T complement) {
    if constexpr (requires { scalar_traits<T>::agrees_later; }) {
      return {unchecked, std::move(value), std::move(complement)};
    } else {
      require_nonnegative("probability::from_computed_sides", "value", value);
      require_nonnegative("probability::from_computed_sides", "complement", complement);
      return larger_follows(value, complement);
    }
  }
  /// From the odds value : complement, any number from 0 to infinity; 999 is 0.999.
  [[nodiscard]] static constexpr probability from_odds(const T& odds) {
    require_nonnegative("probability::from_odds", "odds", odds);
    const T one = nines::one<T>();
    const T total = one + odds;
    if constexpr (scalar_traits<T>::is_lanes)  // infinity / infinity is 1 here
      return larger_follows(choose(odds - odds == zero<T>(), T(odds / total), one), T(one / total));
    else
      return is_finite(odds) ? larger_follows(T(odds / total), T(one / total)) : always();
  }
  /// From a number of nines, which need not be whole: 3 is 0.999, and the complement of 3.5 is
  /// 10^-3.5. Both sides are right to 4 epsilon (for 10^-k times 1 + k, the conditioning of a
  /// power). Throws domain_error if nines < 0 or 10^-nines underflows.
  [[nodiscard]] static constexpr probability from_nines(const T& nines) {
    require_nonnegative("probability::from_nines", "nines", nines);
    const T exponent = zero<T>() - nines * ln10<T>();
    const T value = zero<T>() - expm1_of(exponent);
    T complement = [&] {
      if constexpr (std::floating_point<T>)
        return pow_of(T(10), -nines);
      else
        return exp_of(exponent);
    }();
    if (!scalar_traits<T>::all(complement > zero<T>()))
      fail_where("probability::from_nines", "nines", nines, "few enough for 10^-nines to be held",
                 [&](std::ptrdiff_t i) { return bool(lane_of(complement, i) > 0); });
    return larger_follows(value, complement);
  }

  /// The probability of the event.
  [[nodiscard]] constexpr const T& value() const noexcept { return value_; }
  /// The probability that the event does not happen; never computed as 1 - value.
  [[nodiscard]] constexpr const T& complement() const noexcept { return complement_; }
  /// value : complement; infinite for the certain event.
  [[nodiscard]] constexpr T odds() const { return value_ / complement_; }

  /// The probability of the opposite event: the sides exchanged.
  [[nodiscard]] constexpr probability operator!() const { return {unchecked, complement_, value_}; }

  /// Compares by the side that holds the digits: the smaller one. 1 - 1e-20 > 1 - 1e-19.
  [[nodiscard]] friend constexpr std::partial_ordering operator<=>(const probability& a,
                                                                   const probability& b)
    requires(!scalar_traits<T>::is_lanes)
  {
    return (a.value_ < a.complement_ || b.value_ < b.complement_)
               ? order(a.value_, b.value_)
               : order(b.complement_, a.complement_);
  }
  [[nodiscard]] friend constexpr bool operator==(const probability& a, const probability& b)
    requires(!scalar_traits<T>::is_lanes)
  {
    return (a <=> b) == 0;
  }

 private:
  static constexpr double slack_of_sum() {
    return std::same_as<typename scalar_traits<T>::lane_type, float> ? 0x1p-12 : 0x1p-26;
  }
  static constexpr void check(const char* function, const char* argument, const T& x) {
    require_unit_interval(function, argument, x);
  }
  template <class U>
  static constexpr void check_kept(const char* side, const U& from, const T& to) {
    if (to == zero<T>() && !(from == zero<U>()))
      fail("probability", std::string(side) + " is " + describe(from) +
                              ", closer to 0 than the number type can hold");
  }
  // Not a defaulted <=> of T: a multiprecision or autodiff number has only < and ==.
  static constexpr std::partial_ordering order(const T& a, const T& b) {
    if (a < b) return std::partial_ordering::less;
    if (b < a) return std::partial_ordering::greater;
    return a == b ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
  }

  T value_;
  T complement_;
};

namespace detail {
template <class>
struct is_probability : std::false_type {};
template <class T>
struct is_probability<probability<T>> : std::true_type {};

/// Throws the convergence_error of two sides that contradict each other; apart from what calls it,
/// which stays short enough to be inlined.
template <class T>
[[noreturn]] void fail_sides(std::string_view function, const T& value, const T& complement) {
  give_up(function, "the two sides of a probability, " + describe(value) + " and " +
                        describe(complement) + ", do not add up to 1");
}

}  // namespace detail

/// Neither 0 nor 1: each side more than 0.
template <class T>
constexpr void require_open_interval(std::string_view function, std::string_view argument,
                                     const probability<T>& p) {
  if (!scalar_traits<T>::all(p.value() > zero<T>()) ||
      !scalar_traits<T>::all(p.complement() > zero<T>()))
    fail_where(function, argument, p.value(), "more than 0, and less than 1",
               [&p](std::ptrdiff_t i) {
                 return bool(lane_of(p.value(), i) > 0) && bool(lane_of(p.complement(), i) > 0);
               });
}

/// A probability of two sides that sums have found: neither exceeds 1, and where rounding has
/// drifted the larger follows the smaller. *Throws* convergence_error where they differ by more
/// than rounding, or are NaN.
template <class T>
probability<T> both_sides(std::string_view function, const T& value, const T& complement) {
  constexpr double slack = std::same_as<T, float> ? 0x1p-12 : 1e-6;
  constexpr double least = 1 - slack;  // a tolerance
  const T sum = value + complement;
  if (!(value >= zero<T>() && complement >= zero<T>() && sum > constant<T>(least) &&
        sum < constant<T>(1 + slack)))
    detail::fail_sides(function, value, complement);
  return probability<T>::from_computed_sides(value, complement);
}

}  // namespace nines
