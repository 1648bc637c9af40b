// SPDX-License-Identifier: BSL-1.0
#include "scalars.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <nines/probability.hpp>
#include <numeric>

#include "width.hpp"

namespace calculator {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

void replace_all(std::string& text, const std::string& what, const char* by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.replace(at, what.size(), by);
}

/// Where separators stand between two digits.
std::vector<std::size_t> between_digits(const std::string& text, const std::string& separators) {
  std::vector<std::size_t> places;
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (separators.find(text[i]) != std::string::npos && is_digit(text[i - 1]) &&
        is_digit(text[i + 1]))
      places.push_back(i);
  return places;
}

std::string without(const std::string& text, const std::string& separators) {
  auto places = between_digits(text, separators);
  std::string bare = text;
  for (; !places.empty(); places.pop_back()) bare.erase(places.back(), 1);
  return bare;
}

std::size_t digits_from(const std::string& text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && is_digit(text[at + n])) ++n;
  return n;
}

[[noreturn]] void refuse_commas(const std::string& text, const std::vector<std::size_t>& commas) {
  const std::size_t at = commas.back();
  const bool has_point_before = text.rfind('.', at) != std::string::npos;
  const bool has_point_after = text.find('.', at) != std::string::npos;
  std::string decimal = without(text.substr(0, at), ".") + "." + text.substr(at + 1);
  if (commas.size() > 1 || has_point_after)
    throw std::invalid_argument(quoted(text) + " has commas: write " + without(text, ","));
  if (has_point_before || digits_from(text, at + 1) != 3)
    throw std::invalid_argument(quoted(text) + " has a decimal comma: write " + decimal);
  throw std::invalid_argument(quoted(text) + " has a comma: write " + without(text, ",") + ", or " +
                              decimal + " if it is a decimal comma");
}

}  // namespace

std::string quoted(const std::string& text) {
  const auto letters = code_points(text);
  std::size_t bytes = text.size();
  if (letters.size() > 40) {  // whole letters
    bytes = 0;
    for (std::size_t n = 0; n < 40; ++n) do
        ++bytes;
      while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80);
  }
  return "\"" + text.substr(0, bytes) + (bytes < text.size() ? "..." : "") + "\"";
}

std::string plain_blanks(const std::string& text) {
  std::string plain = text;
  for (const char* blank : {"\u00A0", "\u2007", "\u2009", "\u202F", "\t"})
    replace_all(plain, blank, " ");
  replace_all(plain, "\u2019", "'");
  plain.erase(0, plain.find_first_not_of(' '));
  plain.erase(plain.find_last_not_of(' ') + 1);
  return plain;
}

void refuse_separators(const std::string& text) {
  const auto commas = between_digits(text, ",");
  if (!commas.empty()) refuse_commas(text, commas);
  if (!between_digits(text, " '_").empty())
    throw std::invalid_argument(quoted(text) + " has digits apart: write " + without(text, " '_"));
}

std::pair<double, std::string> number_and_rest(const std::string& text, const std::string& whole) {
  double x = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error == std::errc::result_out_of_range)
    throw std::invalid_argument(quoted(whole) + " is out of range");
  if (error != std::errc() || !std::isfinite(x))
    throw std::invalid_argument(quoted(whole) + " is not a number");
  std::string rest(end, text.data() + text.size());
  rest.erase(0, rest.find_first_not_of(' '));
  return {x, rest};
}

chance parse_probability(const std::string& text) {
  const std::string plain = plain_blanks(text);
  refuse_separators(plain);
  try {
    return nines::parse(plain);
  } catch (const nines::domain_error& e) {
    const std::string reason = reason_of(e);
    const bool forgotten =
        reason.find("more than 1") != std::string::npos && plain.find('%') == std::string::npos;
    throw std::invalid_argument(reason +
                                (forgotten ? " (100%); did you mean " + plain + "%?" : ""));
  }
}

std::size_t parse_count(const std::string& text, std::size_t least, std::size_t most) {
  refuse_separators(text);
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  const bool whole = error != std::errc::invalid_argument && end == text.data() + text.size();
  if (!whole) throw std::invalid_argument(quoted(text) + " is not a whole number of 0 or more");
  if (error != std::errc() || n < least || n > most)
    throw std::invalid_argument(quoted(text) + " must be from " + std::to_string(least) + " to " +
                                std::to_string(most));
  return n;
}

double parse_amount(const std::string& text) {
  const std::string plain = plain_blanks(text);
  refuse_separators(plain);
  const auto [x, rest] = number_and_rest(plain, text);
  if (!rest.empty()) throw std::invalid_argument(quoted(text) + " is not a number");
  if (!(x >= 0 && x <= 1e15)) throw std::invalid_argument(quoted(text) + " must be from 0 to 1e15");
  return x;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t least =
      std::min<std::size_t>(4, word.size() / 2 + 1);  // further away it is another word
  for (const auto& c : candidates) {
    const std::size_t d = word.size() > 64 ? least : edit_distance(word, c);
    if (d < least) {
      least = d;
      best = c;
    }
  }
  return best.empty() ? "" : ", did you mean " + best + "?";
}

}  // namespace calculator
