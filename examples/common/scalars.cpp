// SPDX-License-Identifier: BSL-1.0
// Text to the scalar types, with the reason where it is none.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "cursor.hpp"

namespace calculator {

namespace {

std::string quoted(const std::string& text) {
  const std::string shown = text.size() > 40 ? text.substr(0, 40) + "..." : text;
  return "\"" + shown + "\"";
}

/// A finite number and what follows it.
std::pair<double, std::string> number_and_unit(const std::string& text) {
  double x = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error == std::errc::result_out_of_range)
    throw std::invalid_argument(quoted(text) + " is out of range");
  if (error != std::errc() || !std::isfinite(x))
    throw std::invalid_argument(quoted(text) + " is not a number");
  std::string unit(end, text.data() + text.size());
  unit.erase(0, unit.find_first_not_of(' '));
  return {x, unit};
}

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

}  // namespace

chance parse_probability(const std::string& text) {
  try {
    return nines::parse(text);
  } catch (const nines::domain_error& e) {
    const std::string what = e.what();
    const std::string reason = what.substr(std::min(what.find(": "), what.size() - 2) + 2);
    const bool forgotten =
        reason.find("more than 1") != std::string::npos && text.find('%') == std::string::npos;
    throw std::invalid_argument(reason + (forgotten ? " (100%); did you mean " + text + "%?" : ""));
  }
}

hours parse_duration(const std::string& text) {
  static const std::vector<std::pair<std::string, double>> units = {
      {"ms", 1e-3}, {"s", 1},         {"min", 60},       {"h", 3600},
      {"d", 86400}, {"w", 7 * 86400}, {"y", 365 * 86400}};
  const auto [x, unit] = number_and_unit(text);
  const auto found = std::find_if(units.begin(), units.end(),
                                  [&name = unit](const auto& u) { return u.first == name; });
  if (found == units.end())
    throw std::invalid_argument(
        quoted(text) + " needs a unit: ms, s, min, h, d, w or y (365 d), as in \"15 min\"");
  if (!(x > 0)) throw std::invalid_argument(quoted(text) + " must be more than zero");
  if (!(x * found->second <= 1e15))
    throw std::invalid_argument(quoted(text) + " is longer than 30 million years");
  return hours(x * found->second / 3600);
}

std::size_t parse_count(const std::string& text, std::size_t least, std::size_t most) {
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
  const auto [x, unit] = number_and_unit(text);
  if (!unit.empty()) throw std::invalid_argument(quoted(text) + " is not a number");
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
