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

/// f(file); where that lacks what is asked, the reasons why that was left out.
template <class F>
answers analysed(const F& f, const what_is_left& left, const std::string& name) {
  try {
    answers a = f(read_service_text(left.text, name));
    say_left_out(a, left);
    return a;
  } catch (const input_error& e) {
    std::string why;
    for (const auto& each : left.left_out) why += "\n--given: " + each;
    throw input_error(e.what() + why);
  }
}

}  // namespace

what_is_left text_given(const service_options& o) {
  std::string text = read_file_text(o.file);
  if (o.given.empty()) return {std::move(text), {}};
  (void)read_service_text(text, o.file);  // complaints with their places
  for (const auto& given : o.given)
    text = of_option("--given", [&] { return text_given(text, given); });
  return askable(text, o.file);
}

void say_left_out(answers& a, const what_is_left& left) {
  if (a.parts.empty() || a.parts.front().reports.empty()) return;
  auto& warnings = a.parts.front().reports.front().what.warnings;
  for (const auto& each : left.left_out) warnings.push_back("has no answer then: " + each);
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
  const what_is_left left = text_given(o);
  answers now = analysed(analyse, left, o.file);
  std::vector<named<answers>> after;
  for (const auto& change : changes_of(o))
    after.push_back({change, of_option("--what-if", [&] {
                       const std::string changed = changed_text(left.text, change);
                       return analysed(
                           analyse,
                           o.given.empty() ? what_is_left{changed, {}} : askable(changed, change),
                           change);
                     })});
  return after.empty() ? now : compare(now, after);
}

}  // namespace calculator
