// SPDX-License-Identifier: BSL-1.0
// Text to the scalar types, for files and the command line. Each function throws a
// std::invalid_argument that quotes the text, says what is wrong with it, and how it is written.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input.hpp"

namespace calculator {

/// "99.95%", "0.9995", "3 nines", "1-1e-9".
chance parse_probability(const std::string& text);
/// "15 min", "5m", "1h30m", "2 h 30 min", "90 seconds"; "month" (the mean one, 30.436875 d), "3
/// months", "2027-02", "February 2027", "April". More than zero; years have 365 d.
hours parse_duration(const std::string& text);
/// The same, or zero: "0 s".
hours parse_duration_or_zero(const std::string& text);
/// A duration, or how often it happens, of which the mean time is the inverse: "500 FIT" (failures
/// in 1e9 h), "1e-6/h", "1e-6 per hour", "3 per year", "3 failures a year", "1 / 30 d".
hours parse_mean_time(const std::string& text);
/// Requests an hour, of "120 / s", "3.6e5/h".
double parse_request_rate(const std::string& text);
std::size_t parse_count(const std::string& text, std::size_t least, std::size_t most);
double parse_amount(const std::string& text);

/// The lengths of a calendar month, in days.
inline constexpr int calendar_month_days[] = {28, 29, 30, 31};
/// Whether a text is "calendar month" (or "1 calendar month"), whose length is not one duration.
bool is_calendar_month(const std::string& text);

/// A text in quotes, cut where it is long.
std::string quoted(const std::string& text);
/// ", did you mean x?" for the candidate nearest to a word, or nothing.
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

/// Parts of the parsers: blanks of any kind as ' ', none at the ends; nor typographic apostrophes.
std::string plain_blanks(const std::string& text);
/// Throws where digits are written as 99,75 or 175,000 or 175 000.
void refuse_separators(const std::string& text);
/// A finite number at the beginning of a text, and what follows it and its blanks; `whole` is
/// quoted where it fails.
std::pair<double, std::string> number_and_rest(const std::string& text, const std::string& whole);

}  // namespace calculator
