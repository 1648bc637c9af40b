// SPDX-License-Identifier: BSL-1.0
#include "format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "width.hpp"

namespace calculator {

namespace {

template <class... Args>
std::string number(double x, Args... how) {
  std::array<char, 400> buffer;
  return {buffer.data(),
          std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, how...).ptr};
}

std::string padded(const std::string& text, std::size_t to, char alignment) {
  const std::string blanks(to - std::min(to, display_width(text)), ' ');
  return alignment == '<' ? text + blanks : blanks + text;
}

std::vector<std::size_t> column_widths(const table& t) {
  std::vector<std::size_t> widths;
  for (const auto& cell : t.header) widths.push_back(std::max<std::size_t>(display_width(cell), 3));
  for (const auto& row : t.rows)
    for (std::size_t c = 0; c < row.size(); ++c)
      widths[c] = std::max(widths[c], display_width(row[c]));
  return widths;
}

std::string join(const table& t, const std::vector<std::string>& row,
                 const std::vector<std::size_t>& widths, const char* gap) {
  std::string line;
  for (std::size_t c = 0; c < row.size(); ++c)
    line += (c ? gap : "") + padded(row[c], widths[c], t.alignment[c]);
  return line;
}

}  // namespace

std::string significant(double x, int digits) {
  if (std::isnan(x)) return "undefined";
  const std::string text = number(x, std::chars_format::scientific, digits - 1);
  double rounded = 0;
  std::from_chars(text.data(), text.data() + text.size(), rounded);
  return number(rounded);
}

std::string round_trip(double x) { return number(x); }

std::string human_percent(const chance& p) {
  if (p.complement() == 0) return "100%";  // its other side may be a sum that is off by a bit
  if (p.value() == 0) return "0%";
  const bool by_value = p.value() < p.complement();
  const std::string digits =
      number(by_value ? p.value() : p.complement(), std::chars_format::scientific, 3);
  return nines::to_string(nines::parse(by_value ? digits : "1-" + digits));
}

std::string percent(const chance& p, int digits) {
  const std::string text = significant(100 * p.value(), digits);
  if (p.complement() == 0) return "100%";
  return text == "100" ? nines::to_string(p, std::min(digits, 2)) : text + "%";
}

std::string percent(double share, int digits) {
  if (std::isnan(share)) return "undefined";
  if (std::isinf(share)) return "unbounded";
  const bool is_all = std::abs(share - 1) <= 8 * std::numeric_limits<double>::epsilon();
  std::string text = significant(100 * share, digits);
  for (; !is_all && text == "100" && digits < 17; ++digits) text = significant(100 * share, digits);
  return text + "%";
}

std::string bracket(const std::string& least, const std::string& most) {
  return least == most ? least : least + " to " + most;
}

std::string human_time(hours t) {
  if (std::isnan(t.count())) return "undefined";
  if (std::isinf(t.count())) return "for ever";
  struct unit {
    const char* name;
    double seconds;
    double from;  // seconds
  };
  static constexpr unit units[] = {{"y", 365 * 86400, 3650 * 86400.0},
                                   {"d", 86400, 864000},
                                   {"h", 3600, 3600},
                                   {"min", 60, 120},
                                   {"s", 1, 1},
                                   {"ms", 1e-3, 1e-3},
                                   {"µs", 1e-6, 1e-6},
                                   {"ns", 1e-9, 1e-9}};
  const double seconds = t.count() * 3600;
  if (seconds == 0) return "0";
  for (const auto& u : units)
    if (seconds * (1 + 1e-12) >= u.from) return significant(seconds / u.seconds, 4) + " " + u.name;
  return significant(seconds, 4) + " s";
}

std::string human_nines(const chance& p) {
  if (p.complement() == 0) return "all";
  return number(nines::number_of_nines(p), std::chars_format::fixed, 2);
}

std::string human_money(double amount) {
  const bool cents = std::abs(amount) < 1e5 && amount != std::round(amount);
  std::string text = number(std::abs(amount), std::chars_format::fixed, cents ? 2 : 0);
  for (std::size_t i = text.size() - (cents ? 3 : 0); i > 3;) text.insert(i -= 3, 1, ',');
  if (amount < 0 && text != "0") text.insert(0, 1, '-');
  return text;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string dot_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

namespace {

constexpr std::size_t most_columns = 100;

/// The end of the longest beginning of a text that takes no more columns, at a blank if there is
/// one; at least one character.
std::size_t break_of(const std::string& text, std::size_t most) {
  std::size_t end = 0, blank = 0;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    const bool begins = i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (!begins) continue;
    if (display_width(std::string_view(text).substr(0, i)) > most && end > 0) break;
    end = i;
    if (i == text.size() || text[i] == ' ') blank = i;
  }
  return end == text.size() || blank == 0 ? end : blank;
}

std::vector<std::string> wrapped(std::string text, std::size_t most) {
  std::vector<std::string> lines;
  do {
    const std::size_t end = break_of(text, most);
    lines.push_back(text.substr(0, end));
    text.erase(0, text.find_first_not_of(' ', end) == std::string::npos
                      ? text.size()
                      : text.find_first_not_of(' ', end));
  } while (!text.empty());
  return lines;
}

/// Takes from the widest columns until a line has room for all, if each keeps a few letters.
void make_room(std::vector<std::size_t>& widths) {
  const auto line = [&] {
    std::size_t sum = 0;
    for (const std::size_t w : widths) sum += w + 2;
    return sum;
  };
  while (line() > most_columns) {
    auto& widest = *std::max_element(widths.begin(), widths.end());
    if (widest <= 8) return;
    --widest;
  }
}

/// A row as lines: a cell that has no room goes on in the next.
std::string row_lines(const table& t, const std::vector<std::string>& row,
                      const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> cells;
  std::size_t most = 1;
  for (std::size_t c = 0; c < row.size(); ++c) {
    cells.push_back(wrapped(row[c], widths[c]));
    most = std::max(most, cells.back().size());
  }
  std::string out;
  for (std::size_t i = 0; i < most; ++i) {
    std::vector<std::string> part;
    for (const auto& lines : cells) part.push_back(i < lines.size() ? lines[i] : "");
    std::string line = "  " + join(t, part, widths, "  ");
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace

std::string within_columns(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    for (const auto& line : wrapped(text.substr(begin, end - begin), most_columns))
      out += line + "\n";
    begin = end + 1;
  }
  return out;
}

std::string text_table(const table& t) {
  auto widths = column_widths(t);
  make_room(widths);
  std::string out = within_columns(t.title);
  const bool has_header = std::any_of(t.header.begin(), t.header.end(),
                                      [](const std::string& cell) { return !cell.empty(); });
  if (has_header) out += row_lines(t, t.header, widths);
  for (const auto& row : t.rows) out += row_lines(t, row, widths);
  return out;
}

std::string markdown_table(const table& t) {
  const auto widths = column_widths(t);
  std::string out = t.title.empty() ? "" : "## " + t.title + "\n\n";
  const auto add = [&](const std::vector<std::string>& row) {
    out += "| " + join(t, row, widths, " | ") + " |\n";
  };
  add(t.header);
  out += "|";
  for (std::size_t c = 0; c < widths.size(); ++c) {
    const bool left = t.alignment[c] == '<';
    out += left ? ":" : "-";
    out.append(widths[c], '-') += left ? "-|" : ":|";
  }
  out += "\n";
  for (const auto& row : t.rows) add(row);
  return out;
}

}  // namespace calculator
