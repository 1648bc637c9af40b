// SPDX-License-Identifier: BSL-1.0
// Figures as people read them: units that fit, digits that mean something, columns that line up.
#pragma once

#include <string>
#include <vector>

#include "input.hpp"

namespace calculator {

/// "99.9975%": four digits of the complement, all the nines before them.
std::string human_percent(const chance& p);
/// The same to `digits` significant ones of the value; where those would round to 100%, two of
/// the complement: a probability below 1 is never 100%, one above 0 never 0%.
std::string percent(const chance& p, int digits);
/// Of a share that has no other side, which may be more than 1: 100% is within rounding of 1 only.
/// "undefined" of NaN.
std::string percent(double share, int digits);
/// What is known between two ends, written as figures are: "74.41% to 74.49%"; once where both read
/// alike.
std::string bracket(const std::string& least, const std::string& most);
/// "43.8 h", "52.56 min", "3.942 s", "0"; "for ever" of infinity, "undefined" of NaN.
std::string human_time(hours t);
/// "4.60"; "all" of the certain event.
std::string human_nines(const chance& p);
/// "30,109.50", "4,390,000".
std::string human_money(double amount);
/// `digits` significant digits, without trailing zeros; "undefined" of NaN.
std::string significant(double x, int digits);
/// The shortest text that reads back as x.
std::string round_trip(double x);

/// A text as a field of CSV.
std::string csv_field(const std::string& text);
/// A text between the quotation marks of a label of DOT, for Graphviz.
std::string dot_escaped(const std::string& text);

/// Rows of cells under a header; all columns but those marked '<' are flush right.
struct table {
  std::string title;
  std::string alignment;  ///< one '<' or '>' a column
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

/// The lines of a text, those that are too long for a terminal broken at blanks.
std::string within_columns(const std::string& text);

/// The table with aligned columns for a terminal, or in Markdown.
std::string text_table(const table& t);
std::string markdown_table(const table& t);

}  // namespace calculator
