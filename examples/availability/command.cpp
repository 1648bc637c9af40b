// SPDX-License-Identifier: BSL-1.0
// How available is this architecture, what does it lose where, and what would change that?
//
//   nines availability examples/architectures/multi_zone.yaml
//   nines availability shop.yaml --what-if "zones=2" --what-if "app.instances=3, app.mttr=5 min"
//   nines availability examples/architectures/multi_zone.yaml --dot | dot -Tsvg > multi_zone.svg
#include "command.hpp"

#include <algorithm>
#include <iostream>

#include "inner_model.hpp"
#include "report.hpp"
#include "service/ask.hpp"
#include "service/document_edit.hpp"
#include "service/releases.hpp"

namespace availability {

namespace {

struct options : service_options {
  bool dot = false;
};

/// An architecture after a change: of its parts or, where there is none such, of the file.
scenario scenario_of(const std::string& change, const architecture& now, const std::string& text) {
  try {
    return {change, changed(now, change)};
  } catch (const input_error&) {
    const std::string keys = change.substr(0, change.find('='));
    if (std::count(keys.begin(), keys.end(), '.') < 2) throw;  // "app.mttr" is of a part
    try {
      return {change, with_releases(read_service_text(changed_text(text, change), change))};
    } catch (const input_error&) {  // what is wrong with the first is more to the point
    }
    throw;
  }
}

exit_code run(const options& o) {
  const what_is_left left = text_given(o);
  const architecture now = with_releases(read_service_text(left.text, o.file));
  std::vector<scenario> scenarios;
  for (const auto& change : changes_of(o)) scenarios.push_back(scenario_of(change, now, left.text));
  const report r = make_report(now, scenarios);
  answers a = answers_of({"availability", "availability", {{"", as_report(r)}}});
  say_left_out(a, left);
  if (!o.dot) return publish(a, o);
  write_dot(std::cout, r);
  return a.code();
}

void describe(command_line& app, options& o) {
  app.add_service(o).required();
  app.add_plot(o.plot, "how long each path is down");
  app.add_flag("--dot", o.dot, "a picture for Graphviz instead of the report");
  app.footer(exit_codes("every stated objective is met", "one is missed"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines availability", asks, describe, run);
}

}  // namespace availability
