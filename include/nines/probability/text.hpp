// SPDX-License-Identifier: BSL-1.0
// Text to probability and back, with both sides kept.
//
// Example:
//   parse("99.95%"), parse("0.9995"), parse("1e-9");   // the value, in per cent or as a fraction
//   parse("3.5 nines");                                // -log10(complement)
//   parse("1-4.8828125e-26");                          // the complement, after "1-"
//   parse("0.9995|0.0005");                            // both sides, where no decimal gives both
//
// Decimals are correctly rounded on both sides. to_string(p) writes the first of these forms that
// parse() turns back into the same two numbers, bit by bit; to_string(p, digits) and << round the
// small side.
// Index: number of nines.
#pragma once

#include <charconv>
#include <iosfwd>
#include <nines/probability/decimal.hpp>
#include <string>

namespace nines {

/// The number of nines, -log10(complement): 3 for 99.9 %, 3.301 for 99.95 %, infinity for the
/// certain event. Accurate to a few epsilon at both ends: below one half it is taken from the
/// value.
template <class T>
[[nodiscard]] T number_of_nines(const probability<T>& p) {
  const T none = zero<T>();
  if constexpr (std::floating_point<T>) {
    if (p.value() < p.complement()) return none - log1p_of(-p.value()) / ln10<T>();
    return none - log10_of(p.complement());  // a change of sign, and no negative zero
  } else {
    const auto mostly_down = p.value() < p.complement();
    const T value = choose(mostly_down, p.value(), none);
    return choose(mostly_down, T(none - log1p_of(T(none - value))),
                  T(none - log_of(p.complement()))) /
           ln10<T>();
  }
}

namespace detail {

constexpr std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Removes `suffix` and the blanks before it; false, and nothing done, where it is not there.
constexpr bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text = trim(text.substr(0, text.size() - suffix.size()));
  return true;
}

/// 10^-k for the decimal k of a text "k nines": exact where k is whole.
template <class T>
constexpr probability<T> nines_from_decimal(std::string_view function, std::string_view text,
                                            const decimal& k) {
  natural whole = k.digits;
  if (k.places == 0 && whole <= natural(most_decimal_places)) {
    decimal complement{natural(1), 0};
    for (; !whole.is_zero(); whole.subtract(natural(1))) ++complement.places;
    return exact_probability<T>(function, text, complement, true);
  }
  return probability<T>::from_nines(quotient<T>(k.digits, natural::power_of_ten(k.places)));
}

template <class T>
constexpr probability<T> parse_one_side(std::string_view function, std::string_view text,
                                        std::string_view whole) {
  if (take_suffix(text, "nines") || take_suffix(text, "nine"))
    return nines_from_decimal<T>(function, whole, decimal_reader(function, text, whole).read());
  const bool of_complement = text.starts_with("1-") || text.starts_with("1 -");
  if (of_complement) text = trim(text.substr(text.find('-') + 1));
  const int places = take_suffix(text, "%") ? 2 : 0;
  return exact_probability<T>(function, whole, decimal_reader(function, text, whole).read(places),
                              of_complement);
}

/// The shortest digits that read back as x; with an exponent, unless asked otherwise:
/// "4.8828125e-26".
template <std::floating_point T>
std::string shortest(T x, std::chars_format format = std::chars_format::scientific) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x, format).ptr;
  return {buffer, end};
}

/// digits * 10^exponent of a text made by shortest(), without the point.
struct split_decimal {
  std::string digits;
  int exponent = 0;

  explicit split_decimal(std::string_view text) {
    const auto e = text.find('e');
    const bool negative = text[e + 1] == '-';
    for (const char c : text.substr(e + 2)) exponent = 10 * exponent + (c - '0');
    if (negative) exponent = -exponent;
    for (const char c : text.substr(0, e))
      if (c != '.') digits += c;
    exponent -= static_cast<int>(digits.size()) - 1;
  }
};

/// digits * 10^exponent in plain notation: "0.0025", "25", "2500".
inline std::string plain(std::string digits, int exponent) {
  if (exponent >= 0) return digits + std::string(static_cast<std::size_t>(exponent), '0');
  const auto places = static_cast<std::size_t>(-exponent);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

/// 1 - digits * 10^exponent in per cent, by subtraction of the decimal digits: exact.
inline std::string percent_of_complement(const split_decimal& q) {
  std::string digits(static_cast<std::size_t>(-q.exponent),
                     '9');  // 10^-exponent - 1, then minus (q - 1)
  std::string borrow = std::string(digits.size() - q.digits.size(), '0') + q.digits;
  int carry = 1;
  for (std::size_t i = digits.size(); i-- > 0;) {
    const int digit = 9 - (borrow[i] - '0') + carry;
    carry = digit / 10;
    digits[i] = static_cast<char>('0' + digit % 10);
  }
  const auto first = digits.find_first_not_of('0');
  return plain(first == std::string::npos ? "0" : digits.substr(first), q.exponent + 2) + "%";
}

}  // namespace detail

/// Reads a probability from text in one of the forms at the top of this header.
/// *Throws* domain_error that quotes the text: not a number, below 0 or over 1, sides that do not
/// add up to one, a side too small for T to hold. *Accuracy*: both sides correctly rounded for the
/// built-in T (for a fractional number of nines, 4 epsilon).
template <class T = double>
[[nodiscard]] constexpr probability<T> parse(std::string_view text) {
  constexpr std::string_view function = "parse";
  const std::string_view trimmed = detail::trim(text);
  const auto bar = trimmed.find('|');
  if (bar == std::string_view::npos) return detail::parse_one_side<T>(function, trimmed, text);
  const auto value =
      detail::parse_one_side<T>(function, detail::trim(trimmed.substr(0, bar)), text);
  const auto complement =
      detail::parse_one_side<T>(function, detail::trim(trimmed.substr(bar + 1)), text);
  return probability<T>::from_sides(value.value(), complement.value());
}

namespace detail {

/// The side that holds the digits.
template <std::floating_point T>
struct small_side {
  bool is_value;
  T side;

  explicit small_side(const probability<T>& p)
      : is_value(p.value() <= p.complement()), side(is_value ? p.value() : p.complement()) {}

  /// The text of the probability, given the digits of this side, to as many places as they need: in
  /// per cent, or below 1e-17 (p or 1 - p) with an exponent.
  [[nodiscard]] std::string text(const std::string& digits) const {
    if (!(side > 0)) return side == 0 ? (is_value ? "0%" : "100%") : "nan";
    if (side < T(1e-17)) return is_value ? digits : "1-" + digits;
    const split_decimal split(digits);
    return is_value ? plain(split.digits, split.exponent + 2) + "%" : percent_of_complement(split);
  }
};

}  // namespace detail

/// The shortest text that parse() turns back into both sides of p, bit by bit (of sides that agree
/// to 4 epsilon, as from_sides() takes them).
template <std::floating_point T>
[[nodiscard]] std::string to_string(const probability<T>& p) {
  const detail::small_side small(p);
  std::string text = small.text(small.side > 0 ? detail::shortest(small.side) : "");
  if (!(small.side >= 0)) return text;  // no number: only a bug makes one
  const auto back = parse<T>(text);
  if (back.value() == p.value() && back.complement() == p.complement()) return text;
  return detail::shortest(p.value(), std::chars_format::general) + "|" +
         detail::shortest(p.complement(), std::chars_format::general);
}

/// The same for people: its small side rounded to `digits` significant ones, so that 6 digits of
/// 99.9999875 % are all of it. *Throws* domain_error unless 1 <= digits <= 40.
template <std::floating_point T>
[[nodiscard]] std::string to_string(const probability<T>& p, int digits) {
  if (digits < 1 || digits > 40) fail("to_string", "digits", digits, "from 1 to 40");
  const detail::small_side small(p);
  if (!(small.side > 0)) return small.text({});
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, small.side,
                                 std::chars_format::scientific, digits - 1)
                       .ptr;
  std::string text(buffer, end);
  const auto e = text.find('e');
  const auto last = text.find_last_not_of('0', e - 1);  // 1.2500e-07 is 1.25e-07
  text.erase(text[last] == '.' ? last : last + 1, e - (text[last] == '.' ? last : last + 1));
  return small.text(text);
}

/// Writes to_string(p, precision of the stream); for a T that only a stream can write, both sides
/// as "value|complement".
template <class Char, class Traits, class T>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& out,
                                             const probability<T>& p) {
  if constexpr (std::floating_point<T>) {
    const auto digits = out.precision() < 1 ? 1 : out.precision() > 40 ? 40 : out.precision();
    return out << to_string(p, static_cast<int>(digits)).c_str();
  } else {
    return out << p.value() << '|' << p.complement();
  }
}

}  // namespace nines
