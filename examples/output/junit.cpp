// SPDX-License-Identifier: BSL-1.0
// Objectives as the test cases of JUnit, for continuous integration.
#include <algorithm>
#include <ostream>

#include "formats.hpp"

namespace calculator {

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

namespace {

void write_case(std::ostream& out, const finding& f) {
  const auto& o = f.objective;
  const std::string of = f.entry.empty() ? f.question : f.question + "." + f.entry;
  out << "    <testcase classname=\"" << xml_text(of) << "\" name=\""
      << xml_text(o.what + ", " + o.wanted) << "\"";
  if (o.stands.is_met())
    out << "/>\n";
  else if (o.stands.is_missed())
    out << ">\n      <failure message=\"" << xml_text("missed: " + o.reached)
        << "\"/>\n    </testcase>\n";
  else
    out << ">\n      <skipped message=\"" << xml_text("not decided: " + o.reached)
        << "\"/>\n    </testcase>\n";
}

}  // namespace

void write_junit(std::ostream& out, const answers& a) {
  const auto open = std::count_if(a.findings.begin(), a.findings.end(), [](const finding& f) {
    return f.objective.stands.is_undecided();
  });
  const std::size_t skipped = static_cast<std::size_t>(open);
  const std::size_t failed = a.findings.size() - a.met() - skipped;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\""
      << xml_text(a.title) << "\" tests=\"" << a.findings.size() << "\" failures=\"" << failed
      << "\" skipped=\"" << skipped << "\">\n";
  for (const auto& f : a.findings) write_case(out, f);
  out << "  </testsuite>\n</testsuites>\n";
}

}  // namespace calculator
