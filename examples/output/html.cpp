// SPDX-License-Identifier: BSL-1.0
#include <ostream>

#include "common/width.hpp"
#include "formats.hpp"
#include "svg.hpp"

namespace calculator {

namespace {

constexpr const char* style =
    "*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);"
    "font:16px/1.45 system-ui,sans-serif}main{max-width:68rem;margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.5rem}h2{font-size:1.25rem;margin-top:2.5rem;border-top:1px solid "
    "var(--faint);padding-top:1rem}h3{font-size:1rem;margin:1.5rem 0 .4rem}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px "
    "solid var(--faint)}th{color:var(--soft);font-weight:600}.r{text-align:right}"
    ".r,.w{white-space:nowrap}\n"
    ".met{color:var(--c2);font-weight:600}.missed{color:var(--limit);font-weight:700}"
    ".undecided{color:var(--c1);font-weight:600}p{white-space:pre-line;max-width:48rem}"
    "p.note{color:var(--soft)}.plot{display:block;width:100%;max-width:42rem;height:auto}\n"
    "@media(max-width:40rem){body{font-size:15px}main{padding:.7rem}th,td{padding-right:.5rem}}\n";

/// The class of a cell: a verdict, a figure, a word.
std::string class_of(const std::string& text, char alignment) {
  if (text == "met" || text == "kept" || text.ends_with(" met")) return "met";
  if (text == "MISSED" || text.ends_with(" MISSED") || text.starts_with("misses ")) return "missed";
  if (text == "not decided" || text.ends_with(" not decided")) return "undecided";
  if (alignment != '<') return "r";
  const bool is_word = text.find(' ') == std::string::npos && display_width(text) <= 24;
  return is_word && !text.empty() ? "w" : "";  // a figure as "1.4e-15%" is not broken at its sign
}

void write_cell(std::ostream& out, const char* tag, const std::string& text, char alignment) {
  const std::string kind = class_of(text, alignment);
  out << '<' << tag;
  if (!kind.empty()) out << " class=\"" << kind << '"';
  out << '>' << xml_text(text) << "</" << tag << '>';
}

void write_table(std::ostream& out, const table& t) {
  out << "<h3>" << xml_text(t.title) << "</h3>\n<div class=\"wide\"><table>\n";
  bool has_header = false;
  for (const auto& h : t.header) has_header = has_header || !h.empty();
  if (has_header) {
    out << "<tr>";
    for (std::size_t c = 0; c < t.header.size(); ++c)
      write_cell(out, "th", t.header[c], t.alignment[c]);
    out << "</tr>\n";
  }
  for (const auto& row : t.rows) {
    out << "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c) write_cell(out, "td", row[c], t.alignment[c]);
    out << "</tr>\n";
  }
  out << "</table></div>\n";
}

void write_paragraph(std::ostream& out, const std::string& text, const char* kind) {
  if (!text.empty()) out << "<p" << kind << ">" << xml_text(text) << "</p>\n";
}

/// A picture, or a line that says why there is none.
void write_picture(std::ostream& out, const std::function<plot()>& draw) {
  try {
    const plot p = draw();
    out << "<h3>" << xml_text(p.title) << "</h3>\n" << svg_element(p);
  } catch (const std::exception& e) {
    write_paragraph(out, "There is no picture: " + reason_of(e), " class=\"note\"");
  }
}

void write_report(std::ostream& out, const report& r) {
  write_paragraph(out, taken_lines(r.taken) + opening_lines(r.rates, r.warnings), "");
  for (const auto& picture : r.pictures) write_picture(out, picture);
  for (const auto& s : r.sections)
    if (s.readers != audience::programs) write_table(out, as_table(s));
  write_paragraph(out, r.notes, " class=\"note\"");
}

}  // namespace

void write_html(std::ostream& out, const answers& a) {
  out << "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
      << xml_text(summary_line(a)) << "</title>\n<style>\n"
      << svg_colours() << style << "</style></head>\n<body><main>\n<h1>"
      << xml_text(summary_line(a)) << "</h1>\n";
  if (!a.findings.empty()) write_table(out, as_table(findings_section(a)));
  const bool is_only = a.only_report() != nullptr;
  for (const auto& p : a.parts)
    for (const auto& [name, r] : p.reports) {
      if (!is_only) out << "<h2>" << xml_text(p.question + ": " + r.title) << "</h2>\n";
      write_report(out, r);
    }
  out << "</main></body></html>\n";
}

}  // namespace calculator
