// SPDX-License-Identifier: BSL-1.0
// Answers as CSV, a figure a line.
#include <cmath>
#include <ostream>

#include "formats.hpp"

namespace calculator {

namespace {

std::string field(const cell& c) {
  if (!c.value) return csv_field(c.text);
  return std::isnan(*c.value) ? "" : round_trip(*c.value);
}

/// The lines of one report, or of all of them together.
class csv_lines {
 public:
  csv_lines(std::ostream& out, const std::string& section, const std::string& entry)
      : out_(out), begin_(section + ',' + csv_field(entry) + ',') {}

  void line(const std::string& table, const std::string& of, const std::string& item,
            const std::string& quantity, const std::string& field) const {
    out_ << begin_ << table << ',' << csv_field(of) << ',' << csv_field(item) << ',' << quantity
         << ',' << field << '\n';
  }

  void lines(const section& s) const {
    const cell_keys keys(s);
    for (const auto& row : s.rows)
      for (std::size_t i = 1; i < row.size(); ++i) {
        if (s.keys[i].empty()) continue;
        const std::string item = s.is_list() ? "" : row[0].text;
        const std::string name = keys.of(row, i);
        line(s.key, s.about.second, item, name, field(row[i]));
        if (row[i].complement)
          line(s.key, s.about.second, item, name + "_complement", round_trip(*row[i].complement));
      }
  }

  void lines(const report& r) const {
    for (const auto& t : r.taken) {
      line("taken", "", t.key, "text", csv_field(t.text));
      line("taken", "", t.key, "from", csv_field(t.from));
    }
    for (const auto& x : r.rates) {
      line("as_read", "", "", snake_case(x.name), round_trip(x.read.value()));
      line("as_read", "", "", snake_case(x.name) + "_complement", round_trip(x.read.complement()));
    }
    for (const auto& w : r.warnings) line("warnings", "", "", "text", csv_field(w));
    for (const auto& s : r.sections)
      if (s.readers != audience::people) lines(s);
  }

 private:
  std::ostream& out_;
  std::string begin_;
};

}  // namespace

void write_csv(std::ostream& out, const answers& a) {
  out << "section,entry,table,of,item,quantity,value\n";
  const csv_lines whole(out, "", "");
  whole.line("summary", "", "", "schema_version", round_trip(schema_version));
  whole.line("summary", "", "", "ok", a.all_met() ? "true" : "false");
  for (const auto& f : a.findings) {
    whole.line("objectives", f.question, f.entry, snake_case(f.objective.what) + "_verdict",
               f.objective.stands.key());
  }
  for (const auto& p : a.parts)
    for (const auto& [name, r] : p.reports) csv_lines(out, p.section, name).lines(r);
}

}  // namespace calculator
