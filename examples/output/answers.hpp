// SPDX-License-Identifier: BSL-1.0
// What the program answers, whatever was asked: reports on the entries of a file's sections, and
// where the objectives stand that they state. Each question makes one; all formats are written from
// it.
#pragma once

#include <iosfwd>

#include "common/report.hpp"

namespace calculator {

enum exit_code { fine = 0, missed = 1, bad_input = 2, no_verdict = 3 };

/// The reports of a section, one for each of its entries; or one without a name.
struct part {
  std::string question;  ///< a word of the command line
  std::string section;   ///< a key of the file, or else the question as one
  std::vector<named<report>> reports;
};

/// An objective, and where it stands.
struct finding {
  std::string question;
  std::string entry;
  objective_result objective;
};

struct answers {
  std::string title;
  std::vector<part> parts = {};
  std::vector<finding> findings = {};  ///< of all objectives that are stated

  /// Adds reports, and the objectives that they state.
  void add(part p);
  [[nodiscard]] std::size_t met() const;
  [[nodiscard]] bool all_met() const { return met() == findings.size(); }
  /// Missed if one is; else no_verdict if bounds leave one open.
  [[nodiscard]] exit_code code() const;
  /// The only report; nullptr where there are several.
  [[nodiscard]] const report* only_report() const;
};

/// Answers of one part, called as the file is or, where the part has one report, as that is.
answers answers_of(part p, const std::string& title_of_file = "");

/// "4 of 5 objectives met", "1 of 2 objectives met, 1 not decided".
std::string met_of_all(const answers& a);
/// "Web shop: 8 of 9 objectives met".
std::string summary_line(const answers& a);

/// What changes lead to: the objectives now, and what is reached otherwise.
answers compare(const answers& now, const std::vector<named<answers>>& after);

/// The names of all formats: "text", "markdown", "json", "csv", "junit" (a test case for each
/// objective, as XML) and "html".
const std::vector<std::string>& formats();
void write(std::ostream& out, const answers& a, const std::string& format);

}  // namespace calculator
