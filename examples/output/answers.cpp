// SPDX-License-Identifier: BSL-1.0
#include "answers.hpp"

#include <algorithm>

#include "formats.hpp"

namespace calculator {

void answers::add(part p) {
  for (const auto& [name, r] : p.reports)
    for (const auto& o : r.objectives) findings.push_back({p.question, name, o});
  parts.push_back(std::move(p));
}

std::size_t answers::met() const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [](const finding& f) { return f.objective.stands.is_met(); }));
}

exit_code answers::code() const {
  if (all_met()) return fine;
  const bool is_missed = std::any_of(findings.begin(), findings.end(), [](const finding& f) {
    return f.objective.stands.is_missed();
  });
  return is_missed ? missed : no_verdict;
}

const report* answers::only_report() const {
  const bool is_one = parts.size() == 1 && parts.front().reports.size() == 1;
  return is_one ? &parts.front().reports.front().what : nullptr;
}

answers answers_of(part p, const std::string& title_of_file) {
  answers a;
  a.add(std::move(p));
  a.title = a.only_report() != nullptr ? a.only_report()->title : title_of_file;
  return a;
}

std::string met_of_all(const answers& a) {
  const auto open = std::count_if(a.findings.begin(), a.findings.end(), [](const finding& f) {
    return f.objective.stands.is_undecided();
  });
  return std::to_string(a.met()) + " of " + std::to_string(a.findings.size()) +
         (a.findings.size() == 1 ? " objective met" : " objectives met") +
         (open > 0 ? ", " + std::to_string(open) + " not decided" : "");
}

std::string summary_line(const answers& a) {
  return a.title + ": " + (a.findings.empty() ? "no objective is stated" : met_of_all(a));
}

const std::vector<std::string>& formats() {
  static const std::vector<std::string> all = {"text", "markdown", "json", "csv", "junit", "html"};
  return all;
}

void write(std::ostream& out, const answers& a, const std::string& format) {
  if (format == "json") return write_json(out, a);
  if (format == "csv") return write_csv(out, a);
  if (format == "junit") return write_junit(out, a);
  if (format == "html") return write_html(out, a);
  write_tables(out, a, format == "markdown");
}

}  // namespace calculator
