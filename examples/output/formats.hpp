// SPDX-License-Identifier: BSL-1.0
// The formats of answers. JSON and CSV are documented in the README beside the questions, and JSON
// by output.schema.json.
#pragma once

#include "answers.hpp"

namespace calculator {

void write_tables(std::ostream& out, const answers& a, bool markdown);
void write_json(std::ostream& out, const answers& a);
void write_csv(std::ostream& out, const answers& a);
void write_junit(std::ostream& out, const answers& a);
/// One page that needs nothing else, light or dark as its reader's screen is.
void write_html(std::ostream& out, const answers& a);

/// The objectives, as people see them.
section findings_section(const answers& a);
/// A text in XML or HTML.
std::string xml_text(const std::string& text);
/// The version of the shapes of JSON and CSV.
inline constexpr double schema_version = 2;

}  // namespace calculator
