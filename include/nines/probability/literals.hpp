// SPDX-License-Identifier: BSL-1.0
// Literals that keep their digits: 99.95_percent, 0.9995_probability, 4_nines.
//
// They are raw literals: the decimal text itself is read, at compile time, so the complement of
// 99.99999_percent is exactly 1e-7, correctly rounded, and a wrong literal does not compile.
// Index: numeric literal.
#pragma once

#include <nines/probability/text.hpp>

namespace nines {

/// `using namespace nines::literals;` brings in the suffixes.
inline namespace literals {

/// 99.95_percent.
[[nodiscard]] consteval probability<double> operator""_percent(const char* text) {
  return detail::exact_probability<double>("_percent", text,
                                           detail::decimal_reader("_percent", text, text).read(2));
}
/// 0.9995_probability.
[[nodiscard]] consteval probability<double> operator""_probability(const char* text) {
  return detail::exact_probability<double>(
      "_probability", text, detail::decimal_reader("_probability", text, text).read());
}
/// 4_nines is 99.99 %; 3.5_nines is evaluated at run time, whole numbers at compile time.
[[nodiscard]] constexpr probability<double> operator""_nines(const char* text) {
  return detail::nines_from_decimal<double>("_nines", text,
                                            detail::decimal_reader("_nines", text, text).read());
}

}  // namespace literals
}  // namespace nines
