// SPDX-License-Identifier: BSL-1.0
// All questions that a file has sections for.
//
//   nines report examples/services/web_shop.yaml
//   nines examples/services/web_shop.yaml --format junit > results.xml
//   nines examples/services/web_shop.yaml --what-if app.instances=3 --given "zone a down"
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "overview.hpp"
#include "service/document_edit.hpp"

namespace overview {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::vector<std::string> what_if, given, sweep;
};

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

std::string text_of(const options& o) {
  std::string text = read_file_text(o.file);
  if (!o.given.empty()) (void)read_service_text(text, o.file);  // complaints with their places
  for (const auto& given : o.given)
    text = of_option("--given", [&] { return text_given(text, given); });
  return text;
}

std::vector<std::string> changes_of(const options& o) {
  std::vector<std::string> changes = o.what_if;
  for (const auto& sweep : o.sweep)
    for (auto& change : of_option("--sweep", [&] { return swept(sweep); }))
      changes.push_back(std::move(change));
  return changes;
}

bool run(const options& o) {
  const std::string text = text_of(o);
  const answers now = answer_all(read_service_text(text, o.file));
  const auto changes = changes_of(o);
  std::vector<named<answers>> after;
  for (const auto& change : changes)
    after.push_back({change, of_option("--what-if", [&] {
                       return answer_all(read_service_text(changed_text(text, change), change));
                     })});
  if (after.empty())
    write(std::cout, now, o.format);
  else
    write_report(std::cout, compare(now, after), o.format);
  return now.all_met();
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file, "describes the service, in YAML or JSON; - is standard input")
      .required();
  app.add_option("--format", o.format, "text, markdown, json, csv or junit (XML for CI)")
      .one_of({"text", "markdown", "json", "csv", "junit"})
      .shows_default();
  app.add_option("--what-if", o.what_if,
                 "other figures to compare, as \"app.mttr=5 min\" or\n"
                 "\"budgets.checkout.limit=5%, app.instances=3\"; repeatable")
      .one_at_a_time();
  app.add_option("--sweep", o.sweep, "a row of them: \"app.mttr=5 min..45 min\"").one_at_a_time();
  app.add_option("--given", o.given, "what is down for ever: \"zone a down\"; repeatable")
      .one_at_a_time();
  app.footer(
      "Exit codes: 0 every stated objective is met (or none is stated); 1 one is missed;\n"
      "2 bad input, with the place and the reason on standard error.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines report", asks, describe, run);
}

}  // namespace overview
