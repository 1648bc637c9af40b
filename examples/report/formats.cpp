// SPDX-License-Identifier: BSL-1.0
// The formats of a whole report. JSON and CSV are documented in the README beside the questions.
#include <ostream>
#include <sstream>

#include "common/json.hpp"
#include "overview.hpp"

namespace overview {

namespace {

constexpr double schema_version = 1;

section findings_section(const answers& a) {
  section t{"objectives",
            "Objectives",
            "<<<<<<",
            {"question", "of", "objective", "wanted", "reached", ""},
            {"question", "entry", "objective", "wanted", "reached", "verdict"},
            {}};
  for (const auto& f : a.findings)
    t.rows.push_back({f.question, f.entry, f.objective.what, f.objective.wanted,
                      f.objective.reached, f.objective.met ? "met" : "MISSED"});
  return t;
}

void write_tables(std::ostream& out, const answers& a, const std::string& format) {
  const bool is_markdown = format == "markdown";
  out << (is_markdown ? "# " : "") << summary_line(a) << "\n\n";
  const table findings = as_table(findings_section(a));
  if (!a.findings.empty())
    out << (is_markdown ? markdown_table(findings) : text_table(findings)) << "\n";
  if (a.architecture) {
    is_markdown ? availability::write_markdown(out, *a.architecture)
                : availability::write_text(out, *a.architecture);
  }
  for (const auto& p : a.parts) {
    if (a.architecture || &p != &a.parts.front()) out << "\n";
    write_reports(out, p.reports, format);
  }
}

void write_finding(json_writer& json, const finding& f) {
  json.object([&] {
    json.member("question", f.question);
    json.member("entry", f.entry);
    json.member("objective", f.objective.what);
    json.member("wanted", f.objective.wanted);
    json.member("reached", f.objective.reached);
    json.member("met", f.objective.met);
  });
}

void write_json(std::ostream& out, const answers& a) {
  json_writer json(out);
  json.object([&] {
    json.member("schema_version", schema_version);
    json.member("title", a.title);
    json.member("ok", a.all_met());
    json.key("missed").array([&] {
      for (const auto& f : a.findings)
        if (!f.objective.met) write_finding(json, f);
    });
    json.key("objectives").array([&] {
      for (const auto& f : a.findings) write_finding(json, f);
    });
    if (a.architecture) {
      json.key("availability");
      availability::write_object(json, *a.architecture);
    }
    for (const auto& p : a.parts) {
      json.key(p.section);
      write_objects(json, p.reports);
    }
  });
  out << '\n';
}

/// The lines of a CSV text but for its header, each after a prefix.
void write_prefixed(std::ostream& out, const std::string& csv, const std::string& prefix) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) out << prefix << line << '\n';
}

void write_csv(std::ostream& out, const answers& a) {
  out << "section,table,entry,item,quantity,value\n";
  for (const auto& f : a.findings)
    out << f.question << ",objectives," << csv_field(f.entry) << ',' << csv_field(f.objective.what)
        << ",met," << (f.objective.met ? 1 : 0) << '\n';
  if (a.architecture) {
    std::ostringstream csv;
    availability::write_csv(csv, *a.architecture);
    write_prefixed(out, csv.str(), "availability,");
  }
  for (const auto& p : a.parts) {
    std::ostringstream csv;
    write_reports(csv, p.reports, "csv");
    write_prefixed(out, csv.str(), p.section + ",");
  }
}

std::string xml_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '"')
      escaped += "&quot;";
    else
      escaped += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return escaped;
}

void write_case(std::ostream& out, const finding& f) {
  const auto& o = f.objective;
  out << "    <testcase classname=\"" << xml_text(f.question + "." + f.entry) << "\" name=\""
      << xml_text(o.what + ", " + o.wanted) << "\"";
  if (o.met)
    out << "/>\n";
  else
    out << ">\n      <failure message=\"" << xml_text("missed: " + o.reached)
        << "\"/>\n    </testcase>\n";
}

void write_junit(std::ostream& out, const answers& a) {
  const auto counts = [](std::size_t all, std::size_t met) {
    return " tests=\"" + std::to_string(all) + "\" failures=\"" + std::to_string(all - met) + "\"";
  };
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\""
      << xml_text(a.title) << "\"" << counts(a.findings.size(), a.met()) << ">\n";
  for (const auto& f : a.findings) write_case(out, f);
  out << "  </testsuite>\n</testsuites>\n";
}

}  // namespace

void write(std::ostream& out, const answers& a, const std::string& format) {
  if (format == "json") return write_json(out, a);
  if (format == "csv") return write_csv(out, a);
  if (format == "junit") return write_junit(out, a);
  write_tables(out, a, format);
}

}  // namespace overview
