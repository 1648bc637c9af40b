// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include <cmath>
#include <limits>

#include "width.hpp"

namespace calculator {

table as_table(const section& s) {
  table t{s.title, {}, {}, std::vector<std::vector<std::string>>(s.rows.size())};
  for (std::size_t c = 0; c < s.header.size(); ++c) {
    if (s.alignment[c] == '-') continue;
    t.alignment += s.alignment[c];
    t.header.push_back(s.header[c]);
    for (std::size_t r = 0; r < s.rows.size(); ++r)
      if (c < s.rows[r].size()) t.rows[r].push_back(s.rows[r][c].text);
  }
  return t;
}

std::string snake_case(const std::string& text) {
  std::string key;
  for (const char32_t c : code_points(text)) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      key += static_cast<char>(is_upper ? c - 'A' + 'a' : c);
    else if (c == '%')
      key += "_percent";
    else if (!key.empty() && key.back() != '_')
      key += '_';
  }
  while (!key.empty() && key.back() == '_') key.pop_back();
  return key.empty() || (key[0] >= '0' && key[0] <= '9') ? "x_" + key : key;
}

namespace {

/// The unit of a column whose figures all have the same.
std::string unit_of(const section& s, std::size_t column) {
  std::string unit;
  for (const auto& row : s.rows) {
    if (column >= row.size() || !row[column].value) continue;
    if (!unit.empty() && unit != row[column].unit) return "";
    unit = row[column].unit;
  }
  return unit;
}

/// A key that ends with the unit, if there is one.
std::string with_unit(const std::string& key, const std::string& unit) {
  return key.empty() || unit.empty() || key.ends_with(unit) ? key : key + "_" + unit;
}

}  // namespace

cell_keys::cell_keys(const section& s) : is_list_(s.is_list()) {
  for (std::size_t c = 0; c < s.keys.size(); ++c)
    columns_.push_back(with_unit(s.keys[c], unit_of(s, c)));
}
std::string cell_keys::of(const std::vector<cell>& row, std::size_t column) const {
  return is_list_ ? with_unit(snake_case(row[0].text), row[column].unit) : columns_[column];
}

cell probability_cell(const chance& p) {
  cell c(human_percent(p), p.value());
  c.complement = p.complement();
  return c;
}
cell risk_cell(const chance& p) {
  cell c(percent(p, 4), p.value());
  c.complement = p.complement();
  return c;
}

namespace {

/// What is seen in none of some runs, or in all of them.
cell seen_in_runs(cell c, const chance& p, double runs) {
  if (!(runs > 0) || (p.value() > 0 && p.complement() > 0)) return c;
  const double unseen = 3 / runs;  // the rule of three: exp(-3) is below 5%
  if (!(unseen < 0.5)) return undefined_cell();
  const auto limit = chance::from_value(unseen);
  c.text = p.value() > 0 ? "above " + percent(!limit, 2) : "below " + percent(limit, 2);
  return c;
}

}  // namespace

cell probability_cell(const chance& p, double runs) {
  return seen_in_runs(probability_cell(p), p, runs);
}
cell risk_cell(const chance& p, double runs) { return seen_in_runs(risk_cell(p), p, runs); }
cell undefined_cell() { return {"-", std::numeric_limits<double>::quiet_NaN()}; }
cell time_cell(hours t) { return {human_time(t), t}; }
cell number_cell(double x, int digits) { return {significant(x, digits), x}; }
cell share_cell(double share) { return {percent(share, 3), share}; }
cell percent_change_cell(double elasticity) {
  if (std::abs(elasticity) < 1e-9) return {"0%", elasticity};  // rounding of a difference
  return {(elasticity > 0 ? "+" : "") + significant(elasticity, 3) + "%", elasticity};
}

void say_how_many(section& s, std::size_t all) {
  if (s.rows.size() < all)
    s.title += ", " + std::to_string(s.rows.size()) + " of " + std::to_string(all);
}

std::string opening_lines(const std::vector<rate>& rates,
                          const std::vector<std::string>& warnings) {
  std::string lines;
  for (const auto& x : rates)
    lines += (lines.empty() ? "As read: " : ", ") + x.name + " " + percent_as_read(x.read) +
             (x.written.empty() ? " (assumed)" : "");
  if (!lines.empty()) lines += ".\n";
  for (const auto& w : warnings) lines += "Warning: " + w + "\n";
  return lines;
}

std::string taken_lines(const std::vector<taken_figure>& taken) {
  std::string lines, from;
  std::size_t column = 0;
  const auto add = [&](const std::string& words) {
    const std::size_t width = display_width(words);
    const bool breaks = column > 0 && column + width > 98;
    lines += breaks ? "\n  " + words.substr(words.find_first_not_of(' ')) : words;
    column = breaks ? width + 2 : column + width;
  };
  for (const auto& t : taken) {
    if (!lines.empty()) lines += t.from == from ? "," : ".\n";
    if (t.from != from) column = 0;
    add((t.from == from ? " " : "Taken from " + t.from + ": ") + t.key + " " + t.text);
    from = t.from;
  }
  return lines.empty() ? "" : lines + ".\n";
}

}  // namespace calculator
