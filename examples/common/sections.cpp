// SPDX-License-Identifier: BSL-1.0
#include "sections.hpp"

namespace calculator {

fields sections_of(const cursor& root) {
  for (const auto& [key, value] : root.entries())
    if (key == "apiVersion")
      value.fail(
          "a manifest is not read as it stands; write its steps or weights under strategy of an "
          "entry of rollouts, its limits under analysis, and how often requests fail under "
          "release");
  return {root,
          {"title", "currency", "regions", "services", "paths", "agreements", "budgets", "recovery",
           "disaster", "rollouts", "chains", "pairs", "demands", "choices"}};
}

void read_sections(const std::string& text, const std::string& file,
                   const std::function<void(const fields&)>& f) {
  read_document(text, file, "keys as services, paths and agreements",
                [&](const cursor& root) { f(sections_of(root)); });
}

void check_entry_name(const std::string& name, const location& where) {
  (void)cursor::of_text(name, where).name();
}

std::string title_of(const fields& entry, const std::string& name, const std::string& of_file,
                     const std::string& kind) {
  if (const auto* title = entry.find("title")) return title->line();
  return (of_file.empty() ? kind : of_file) + ": " + name;
}

}  // namespace calculator
