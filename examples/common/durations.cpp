// SPDX-License-Identifier: BSL-1.0
// Durations, months and mean times as people write them.
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

#include "scalars.hpp"

namespace calculator {

namespace {

/// A unit of `seconds` / `of` s; its names, and then empty ones.
struct unit {
  std::array<std::string_view, 6> names;
  double seconds;
  double of = 1;
};

constexpr double day = 86400;
const std::array units = {
    unit{{"ns", "nanosecond", "nanoseconds"}, 1, 1e9},
    unit{{"us", "µs", "μs", "microsecond", "microseconds"}, 1, 1e6},
    unit{{"ms", "msec", "millisecond", "milliseconds"}, 1, 1e3},
    unit{{"s", "sec", "secs", "second", "seconds"}, 1},
    unit{{"min", "m", "mins", "minute", "minutes"}, 60},
    unit{{"h", "hr", "hrs", "hour", "hours"}, 3600},
    unit{{"d", "day", "days"}, day},
    unit{{"w", "wk", "wks", "week", "weeks"}, 7 * day},
    unit{{"month", "months"}, 2629746},  // a twelfth of the mean Gregorian year
    unit{{"y", "yr", "yrs", "year", "years"}, 365 * day}};

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// A word of three letters and more in any case; a letter or two as they are: M is no m.
const unit* find_unit(const std::string& word) {
  const std::string name = word.size() < 3 ? word : lower(word);
  if (name.empty()) return nullptr;
  for (const auto& u : units)
    if (std::find(u.names.begin(), u.names.end(), name) != u.names.end()) return &u;
  return nullptr;
}

[[noreturn]] void refuse_unit(const std::string& text, const std::string& word) {
  if (word == "M" || word == "mo" || word == "mon")
    throw std::invalid_argument(quoted(text) +
                                " is not clear: write \"min\", or \"month\" (the mean one, "
                                "30.436875 d), or a month's days, as in \"30 d\"");
  throw std::invalid_argument(quoted(text) +
                              " needs a unit: ms, s, min, h, d, w or y (365 d), as in \"15 min\"");
}

std::string take_word(std::string& rest) {
  const auto is_letter = [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_letter);
  std::string word(rest.begin(), end);
  rest.erase(rest.begin(), end);
  rest.erase(0, rest.find_first_not_of(' '));
  return word;
}

/// "1h30m": the longest unit first, each once; in seconds.
double seconds_of(const std::string& plain, const std::string& text) {
  double sum = 0;
  const unit* before = nullptr;
  std::string rest = plain;
  do {
    const auto [x, after] = number_and_rest(rest, text);
    rest = after;
    const std::string word = take_word(rest);
    const unit* u = find_unit(word);
    if (u == nullptr) refuse_unit(text, word);
    if (before != nullptr && u >= before)
      throw std::invalid_argument(quoted(text) +
                                  " is not clear: the longest unit comes first, each once");
    if (before != nullptr && !(x >= 0))
      throw std::invalid_argument(quoted(text) + " has a sign within");
    sum += x * u->seconds / u->of;
    before = u;
  } while (!rest.empty());
  return sum;
}

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// The number of a month by its name, or its first three letters; 0 of another word.
int month_number(const std::string& word) {
  const std::string name = lower(word);
  for (std::size_t i = 0; i < months.size(); ++i)
    if (name == months[i] || name == months[i].substr(0, 3)) return static_cast<int>(i) + 1;
  return 0;
}

int days_in(int month, int year) {
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return is_leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool all_digits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

/// A month of a year, as "2027-02" or "February 2027"; or by its name alone, but not February.
std::optional<double> calendar_seconds(const std::string& plain, const std::string& text) {
  if (plain.size() == 7 && plain[4] == '-' && all_digits(plain.substr(0, 4)) &&
      all_digits(plain.substr(5))) {
    const int month = std::stoi(plain.substr(5));
    if (month < 1 || month > 12) throw std::invalid_argument(quoted(text) + " is no month");
    return days_in(month, std::stoi(plain.substr(0, 4))) * day;
  }
  std::string rest = plain;
  const int month = month_number(take_word(rest));
  if (month == 0) return std::nullopt;
  if (rest.size() == 4 && all_digits(rest)) return days_in(month, std::stoi(rest)) * day;
  if (!rest.empty()) return std::nullopt;
  if (month == 2)
    throw std::invalid_argument(quoted(text) + " has 28 or 29 days: name the year, as in 2027-02");
  return days_in(month, 2027) * day;
}

double seconds_of_any(const std::string& text) {
  const std::string plain = plain_blanks(text);
  if (is_calendar_month(plain))
    throw std::invalid_argument(quoted(text) +
                                " has from 28 to 31 days: name it, as in 2027-02, or "
                                "write \"30 d\", or \"month\" (the mean one, 30.436875 d)");
  if (const auto seconds = calendar_seconds(plain, text)) return *seconds;
  if (const std::string word = lower(plain); word.size() > 2 && find_unit(word) != nullptr)
    return find_unit(word)->seconds / find_unit(word)->of;  // "month"
  refuse_separators(plain);
  return seconds_of(plain, text);
}

hours checked(double seconds, const std::string& text) {
  if (!(seconds <= 1e15))
    throw std::invalid_argument(quoted(text) + " is longer than 30 million years");
  return hours(seconds / 3600);
}

/// What stands before and behind "/", "per", "a" or "an"; nothing where none does.
std::optional<std::pair<std::string, std::string>> split_rate(const std::string& plain) {
  for (const std::string_view separator : {"/", " per ", " a ", " an "}) {
    const auto at = plain.find(separator);
    if (at != std::string::npos)
      return {
          {plain_blanks(plain.substr(0, at)), plain_blanks(plain.substr(at + separator.size()))}};
  }
  return std::nullopt;
}

/// The events of a rate: a number, and perhaps what it counts.
double events(const std::string& part, const std::string& text) {
  const auto [x, what] = number_and_rest(part, text);
  static const std::array<std::string_view, 10> words = {
      "",       "time",    "times", "failure",  "failures",
      "outage", "outages", "event", "incident", "incidents"};
  if (std::find(words.begin(), words.end(), lower(what)) == words.end())
    throw std::invalid_argument(quoted(text) + " is no rate: write \"3 per year\", or \"1e-6/h\"");
  if (!(x > 0)) throw std::invalid_argument(quoted(text) + " must be more than zero");
  return x;
}

}  // namespace

bool is_calendar_month(const std::string& text) {
  const std::string plain = lower(plain_blanks(text));
  return plain == "calendar month" || plain == "1 calendar month" || plain == "a calendar month";
}

hours parse_duration_or_zero(const std::string& text) {
  if (plain_blanks(text) == "0") return hours(0);  // nothing is nothing in any unit
  const double seconds = seconds_of_any(text);
  if (!(seconds >= 0)) throw std::invalid_argument(quoted(text) + " must not be negative");
  return checked(seconds, text);
}

hours parse_duration(const std::string& text) {
  const double seconds = seconds_of_any(text);
  if (!(seconds > 0)) throw std::invalid_argument(quoted(text) + " must be more than zero");
  return checked(seconds, text);
}

double parse_request_rate(const std::string& text) {
  const auto rate = split_rate(plain_blanks(text));
  if (!rate) throw std::invalid_argument(quoted(text) + " is no rate: write \"120 / s\"");
  const auto [x, what] = number_and_rest(rate->first, text);
  const unit* one = find_unit(rate->second);
  if (one == nullptr || (!what.empty() && what != "requests"))
    throw std::invalid_argument(quoted(text) + " is no rate: write \"120 / s\"");
  const double per_hour = x * 3600 / (one->seconds / one->of);
  if (!(per_hour > 0 && per_hour <= 1e15))
    throw std::invalid_argument(quoted(text) + " must be more than 0 and at most 1e15 an hour");
  return per_hour;
}

hours parse_mean_time(const std::string& text) {
  const std::string plain = plain_blanks(text);
  const auto rate = split_rate(plain);
  const bool is_fit = plain.size() > 3 && lower(plain.substr(plain.size() - 3)) == "fit";
  if (!rate && !is_fit) return parse_duration(text);
  refuse_separators(plain);
  if (is_fit) return checked(3600e9 / events(plain.substr(0, plain.size() - 3), text), text);
  const unit* one = find_unit(rate->second);
  const double over = one != nullptr ? one->seconds / one->of : seconds_of_any(rate->second);
  return checked(over / events(rate->first, text), text);
}

}  // namespace calculator
