// SPDX-License-Identifier: BSL-1.0
// All that a file says: the answers to every question that it has a section for, and which of its
// objectives are met.
#pragma once

#include <iosfwd>

#include "availability/report.hpp"
#include "service/service_file.hpp"

namespace overview {

using namespace calculator;

/// The reports of a section, one for each of its entries.
struct part {
  std::string question;  ///< a word of the command line
  std::string section;   ///< a key of the file
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
  std::optional<availability::report> architecture = {};
  std::vector<part> parts = {};
  std::vector<finding> findings = {};  ///< of all objectives that are stated

  [[nodiscard]] std::size_t met() const;
  [[nodiscard]] bool all_met() const { return met() == findings.size(); }
};

/// Throws input_error where the file has nothing to report on.
answers answer_all(const service_file& f);

/// The objectives of a file that are missed, in words.
std::vector<std::string> missed_of(const service_file& f);

/// "Web shop: 8 of 9 objectives met".
std::string summary_line(const answers& a);

/// What changes lead to: the objectives that are reached otherwise than now.
report compare(const answers& now, const std::vector<named<answers>>& after);

/// Writes "text", "markdown", "json", "csv", or "junit": a test case for each objective.
void write(std::ostream& out, const answers& a, const std::string& format);

}  // namespace overview
