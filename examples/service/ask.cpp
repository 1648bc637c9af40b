// SPDX-License-Identifier: BSL-1.0
#include "ask.hpp"

#include "common/program.hpp"
#include "document_edit.hpp"

namespace calculator {

namespace {

/// Runs f on the text of an option; a complaint, which may be about the text that f made, begins
/// with the option.
template <class F>
auto of_option(const std::string& option, const F& f) {
  try {
    return f();
  } catch (const input_error& e) {
    throw input_error(option + ": " + e.what());
  }
}

}  // namespace

std::string text_given(const service_options& o) {
  std::string text = read_file_text(o.file);
  if (!o.given.empty()) (void)read_service_text(text, o.file);  // complaints with their places
  for (const auto& given : o.given)
    text = of_option("--given", [&] { return text_given(text, given); });
  return text;
}

std::vector<std::string> changes_of(const service_options& o) {
  std::vector<std::string> changes = o.what_if;
  for (const auto& sweep : o.sweep)
    for (auto& change : of_option("--sweep", [&] { return swept(sweep); }))
      changes.push_back(std::move(change));
  return changes;
}

answers ask_file(const service_options& o,
                 const std::function<answers(const service_file&)>& analyse) {
  if (o.file.empty()) {
    if (!o.what_if.empty() || !o.sweep.empty() || !o.given.empty())
      throw input_error("--what-if, --sweep and --given: are of a FILE");
    return analyse({});
  }
  const std::string text = text_given(o);
  answers now = analyse(read_service_text(text, o.file));
  std::vector<named<answers>> after;
  for (const auto& change : changes_of(o))
    after.push_back({change, of_option("--what-if", [&] {
                       return analyse(read_service_text(changed_text(text, change), change));
                     })});
  return after.empty() ? now : compare(now, after);
}

}  // namespace calculator
