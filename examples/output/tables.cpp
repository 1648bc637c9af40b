// SPDX-License-Identifier: BSL-1.0
// Answers for people, as text for a terminal or in Markdown.
#include <ostream>

#include "formats.hpp"

namespace calculator {

section findings_section(const answers& a) {
  section t{"objectives",
            "Objectives",
            "<<<<<<",
            {"question", "of", "objective", "wanted", "reached", ""},
            {"question", "entry", "objective", "wanted", "reached", "verdict"},
            {}};
  for (const auto& f : a.findings)
    t.rows.push_back({f.question, f.entry, f.objective.what, f.objective.wanted,
                      f.objective.reached, f.objective.stands.words()});
  return t;
}

namespace {

void write_body(std::ostream& out, const report& r, bool markdown) {
  const std::string opening = taken_lines(r.taken) + opening_lines(r.rates, r.warnings);
  const auto lines = [markdown](const std::string& text) {
    return markdown ? text : within_columns(text);
  };
  if (!opening.empty()) out << lines(opening) << "\n";
  for (const auto& s : r.sections)
    if (s.readers != audience::programs)
      out << (markdown ? markdown_table(as_table(s)) : text_table(as_table(s))) << "\n";
  out << lines(r.notes);
}

}  // namespace

void write_tables(std::ostream& out, const answers& a, bool markdown) {
  const char* const heading = markdown ? "# " : "";
  out << heading << summary_line(a) << "\n\n";
  if (const auto* only = a.only_report()) return write_body(out, *only, markdown);
  const table findings = as_table(findings_section(a));
  if (!a.findings.empty())
    out << (markdown ? markdown_table(findings) : text_table(findings)) << "\n";
  bool is_first = true;
  for (const auto& p : a.parts)
    for (const auto& each : p.reports) {
      out << (is_first ? "" : "\n") << heading << each.what.title << "\n\n";
      write_body(out, each.what, markdown);
      is_first = false;
    }
}

}  // namespace calculator
