// SPDX-License-Identifier: BSL-1.0
// The vocabulary of checks: what an argument must be.
//
//   require_positive("f", "x", x)      nines::f: x is -1, but must be more than 0
//
// Each throws the domain_error that names the function, the argument, its value and, of lanes, the
// first lane that is wrong. NaN fails each. A function checks once, at the boundary. Whoever adds a
// function or a value of their own may use them; `function` then is its name after nines::.
#pragma once

#include <nines/scalar.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace nines {

/// fail() for a check that x did not pass in every lane: names the first lane i where holds(i) is
/// false.
template <class T, class Holds>
[[noreturn]] void fail_where(std::string_view function, std::string_view argument, const T& x,
                             std::string_view rule, const Holds& holds) {
  if constexpr (requires { scalar_traits<T>::lane(x, 0); }) {
    for (std::ptrdiff_t i = 0; i < scalar_traits<T>::lanes; ++i)
      if (!holds(i))
        fail(function, std::string(argument) + " in lane " + std::to_string(i), lane_of(x, i),
             rule);
  }
  fail(function, argument, x, rule);
}

/// Throws the domain_error that x must be `rule` unless holds(x), which is asked of all lanes at
/// once, and of each to name the first that is wrong.
template <class T, class Holds>
constexpr void require_that(std::string_view function, std::string_view argument, const T& x,
                            std::string_view rule, const Holds& holds) {
  if (!holds(x))
    fail_where(function, argument, x, rule, [&](std::ptrdiff_t i) { return holds(lane_of(x, i)); });
}
/// The same of x beside a bound: `compare` is <= or <.
template <class T, class Compare>
constexpr void require_order(std::string_view function, std::string_view argument, const T& x,
                             const T& bound, std::string_view rule, const Compare& compare) {
  if (!scalar_traits<T>::all(compare(x, bound)))
    fail_where(function, argument, x, rule,
               [&](std::ptrdiff_t i) { return bool(compare(lane_of(x, i), lane_of(bound, i))); });
}

/// 0 <= x <= 1.
template <class T>
constexpr void require_unit_interval(std::string_view function, std::string_view argument,
                                     const T& x) {
  require_that(function, argument, x, "in [0, 1]",
               [](const auto& y) { return is_in_unit_interval(y); });
}
/// 0 < x < 1.
template <class T>
constexpr void require_open_interval(std::string_view function, std::string_view argument,
                                     const T& x) {
  require_that(function, argument, x, "more than 0, and less than 1", [](const auto& y) {
    using number = std::remove_cvref_t<decltype(y)>;
    return is_positive(y) && scalar_traits<number>::all(y < one<number>());
  });
}
/// 0 <= x, which may be infinite.
template <class T>
constexpr void require_nonnegative(std::string_view function, std::string_view argument, const T& x,
                                   std::string_view rule = "0 or more") {
  require_that(function, argument, x, rule, [](const auto& y) { return is_nonnegative(y); });
}
/// 0 < x, which may be infinite.
template <class T>
constexpr void require_positive(std::string_view function, std::string_view argument, const T& x,
                                std::string_view rule = "more than 0") {
  require_that(function, argument, x, rule, [](const auto& y) { return is_positive(y); });
}
/// Neither infinite nor NaN.
template <class T>
constexpr void require_finite(std::string_view function, std::string_view argument, const T& x,
                              std::string_view rule = "finite") {
  require_that(function, argument, x, rule, [](const auto& y) { return is_finite(y); });
}
/// 0 <= x, and finite.
template <class T>
constexpr void require_nonnegative_finite(std::string_view function, std::string_view argument,
                                          const T& x) {
  constexpr std::string_view rule = "0 or more, and finite";
  require_nonnegative(function, argument, x, rule);
  require_finite(function, argument, x, rule);
}
/// 0 < x, and finite.
template <class T>
constexpr void require_positive_finite(std::string_view function, std::string_view argument,
                                       const T& x) {
  constexpr std::string_view rule = "more than 0, and finite";
  require_positive(function, argument, x, rule);
  require_finite(function, argument, x, rule);
}
/// x <= most.
template <class T>
constexpr void require_at_most(std::string_view function, std::string_view argument, const T& x,
                               const T& most, std::string_view rule) {
  require_order(function, argument, x, most, rule,
                [](const auto& y, const auto& z) { return y <= z; });
}
/// x < limit.
template <class T>
constexpr void require_less(std::string_view function, std::string_view argument, const T& x,
                            const T& limit, std::string_view rule) {
  require_order(function, argument, x, limit, rule,
                [](const auto& y, const auto& z) { return y < z; });
}
/// A whole number from 0 to `most`, given as a floating-point one; most <= 2^53.
constexpr void require_whole(std::string_view function, std::string_view argument, double x,
                             double most = 0x1p53) {
  const bool in_range = x >= 0 && x <= most && x <= 0x1p53;
  if (!in_range || static_cast<double>(static_cast<unsigned long long>(x)) != x)
    fail(function, argument, x, "a whole number from 0 to " + describe(most));
}

}  // namespace nines
