// SPDX-License-Identifier: BSL-1.0
#include "sections.hpp"

namespace calculator {

namespace {

/// Formats of others that people have beside their services. None is read; each has sections here
/// that say the same.
struct foreign_format {
  const char* key;     ///< at the root of the file
  const char* begins;  ///< its value
  const char* name;
  const char* what_to_do;
};
constexpr const char* write_budget =
    "; write its objective and window into an entry of budgets, and its alerts, if it has any, "
    "under alerts there";
constexpr const char* write_rollout =
    "; write its steps or weights under strategy of an entry of rollouts, its limits under "
    "analysis, and how often requests fail under release";
constexpr foreign_format foreign_formats[] = {
    {"apiVersion", "argoproj.io/", "a manifest of Argo Rollouts", write_rollout},
    {"apiVersion", "flagger.app/", "a manifest of Flagger", write_rollout},
    {"apiVersion", "openslo/", "a manifest of OpenSLO", write_budget},
    {"apiVersion", "openslo.com/", "a manifest of OpenSLO", write_budget},
    {"apiVersion", "pyrra.dev/", "a manifest of Pyrra", write_budget},
    {"apiVersion", "sloth.slok.dev/", "a manifest of Sloth", write_budget},
    {"version", "prometheus/", "a specification of Sloth", write_budget},
    {"Type", "AWS::ResilienceHub::", "a policy of AWS Resilience Hub",
     "; write the rto and the rpo of each class of disruptions into an entry of recovery"},
    {"Type", "AWS::", "a resource of AWS CloudFormation", ""},
    {"AWSTemplateFormatVersion", "", "a template of AWS CloudFormation", ""},
    {"apiVersion", "", "a manifest of Kubernetes", ""}};

/// Fails where a file is of another format, and says which.
void refuse_foreign(const cursor& root) {
  for (const auto& [key, value] : root.entries())
    for (const auto& format : foreign_formats)
      if (key == format.key && value.is_scalar() && value.text().starts_with(format.begins))
        value.fail(std::string("this is ") + format.name + ", which is not read as it stands" +
                   format.what_to_do);
}

}  // namespace

fields sections_of(const cursor& root) {
  refuse_foreign(root);
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
