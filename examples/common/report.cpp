// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include <cmath>
#include <ostream>

#include "json.hpp"
#include "width.hpp"

namespace calculator {

namespace {

void write_value(json_writer& json, const cell& c) {
  if (c.complement)
    json.object([&] {
      json.member("value", *c.value);
      json.member("complement", *c.complement);
    });
  else if (c.value)
    json.value(*c.value);
  else
    json.value(c.text);
}

void write_opening(json_writer& json, const report& r) {
  if (!r.taken.empty())
    json.key("taken").array([&] {
      for (const auto& t : r.taken)
        json.object([&] {
          json.member("key", t.key);
          json.member("text", t.text);
          json.member("from", t.from);
        });
    });
  if (!r.rates.empty())
    json.key("as_read").object([&] {
      for (const auto& x : r.rates) {
        json.key(x.name);
        write_value(json, probability_cell(x.read));
      }
    });
  if (!r.warnings.empty())
    json.key("warnings").array([&] {
      for (const auto& w : r.warnings) json.value(w);
    });
}

void write_object(json_writer& json, const report& r) {
  json.object([&] {
    json.member("title", r.title);
    write_opening(json, r);
    write_members(json, r.sections);
  });
}

/// Behind the name of its table each line has `entry`.
void write_csv_lines(std::ostream& out, const report& r, const std::string& entry) {
  for (const auto& t : r.taken)
    out << "taken," << entry << csv_field(t.key) << ",text," << csv_field(t.text) << '\n'
        << "taken," << entry << csv_field(t.key) << ",from," << csv_field(t.from) << '\n';
  for (const auto& x : r.rates)
    out << "as_read," << entry << csv_field(x.name) << ",value," << round_trip(x.read.value())
        << '\n';
  for (const auto& w : r.warnings) out << "warning," << entry << ",text," << csv_field(w) << '\n';
  for (const auto& s : r.sections)
    write_lines(out, s, entry.empty() ? s.key : s.key + "," + entry.substr(0, entry.size() - 1));
}

void write_tables(std::ostream& out, const report& r, bool markdown) {
  out << (markdown ? "# " : "") << r.title << "\n\n";
  const std::string opening = taken_lines(r.taken) + opening_lines(r.rates, r.warnings);
  if (!opening.empty()) out << opening << "\n";
  for (const auto& s : r.sections)
    out << (markdown ? markdown_table(as_table(s)) : text_table(as_table(s))) << "\n";
  out << r.notes;
}

}  // namespace

table as_table(const section& s) {
  table t{s.title, s.alignment, s.header, {}};
  for (const auto& row : s.rows) {
    t.rows.emplace_back();
    for (const auto& c : row) t.rows.back().push_back(c.text);
  }
  return t;
}

void write_members(json_writer& json, const std::vector<section>& sections) {
  for (const auto& s : sections)
    json.key(s.key).array([&] {
      for (const auto& row : s.rows)
        json.object([&] {
          for (std::size_t i = 0; i < row.size(); ++i) {
            json.key(s.keys[i]);
            write_value(json, row[i]);
          }
        });
    });
}

void write_objects(json_writer& json, const std::vector<named<report>>& reports) {
  json.object([&] {
    for (const auto& [name, r] : reports) {
      json.key(name);
      write_object(json, r);
    }
  });
}

void write_lines(std::ostream& out, const section& s, const std::string& prefix) {
  for (const auto& row : s.rows)
    for (std::size_t i = 1; i < row.size(); ++i) {
      const std::string head = prefix + ',' + csv_field(row[0].text) + ',' + s.keys[i];
      const bool is_undefined = row[i].value && std::isnan(*row[i].value);
      out << head << ','
          << (is_undefined   ? ""
              : row[i].value ? round_trip(*row[i].value)
                             : csv_field(row[i].text))
          << '\n';
      if (row[i].complement)
        out << head << "_complement," << round_trip(*row[i].complement) << '\n';
    }
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
cell time_cell(hours t) { return {human_time(t), t.count()}; }
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

void write_report(std::ostream& out, const report& r, const std::string& format) {
  write_reports(out, {{"", r}}, format);
}

namespace {

void write_json(std::ostream& out, const std::vector<named<report>>& reports, bool are_named) {
  json_writer json(out);
  if (!are_named) {
    write_object(json, reports.front().what);
  } else {
    write_objects(json, reports);
  }
  out << '\n';
}

void write_csv(std::ostream& out, const std::vector<named<report>>& reports, bool are_named) {
  out << "table," << (are_named ? "entry," : "") << "item,quantity,value\n";
  for (const auto& [name, r] : reports)
    write_csv_lines(out, r, are_named ? csv_field(name) + "," : "");
}

}  // namespace

void write_reports(std::ostream& out, const std::vector<named<report>>& reports,
                   const std::string& format) {
  const bool are_named = !reports.empty() && !reports.front().name.empty();
  if (format == "json") return write_json(out, reports, are_named);
  if (format == "csv") return write_csv(out, reports, are_named);
  for (const auto& [name, r] : reports) {
    if (&r != &reports.front().what) out << '\n';
    write_tables(out, r, format == "markdown");
  }
}

}  // namespace calculator
