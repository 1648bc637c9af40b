// SPDX-License-Identifier: BSL-1.0
// How available is this architecture, what does it lose where, and what would change that?
//
//   nines availability examples/architectures/multi_zone.yaml
//   nines availability examples/architectures/multi_zone.yaml --what-if "zones=2" --what-if "app.instances=3, app.mttr=5 min"
//   nines availability examples/architectures/multi_zone.yaml --dot | dot -Tsvg > multi_zone.svg
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "inner_model.hpp"
#include "report.hpp"
#include "service/service_file.hpp"

namespace availability {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::vector<std::string> what_if;
  bool dot = false;
};

/// " (without x, y)", if there are any.
std::string without(const std::vector<std::string>& services) {
  std::string list;
  for (const auto& s : services) list += (list.empty() ? " (without " : ", ") + s;
  return list.empty() ? "" : list + ")";
}

/// The changes that someone asks for, or else the usual ones, as far as the work goes.
void add_changes(report& r, const options& o) {
  work w = usual_work();
  for (const auto& changes : o.what_if) {
    const architecture after = changed(r.about, changes);
    r.changes.push_back({changes + without(lost_services(after)), summarise(after, w)});
  }
  if (!o.what_if.empty()) return;
  for (const auto& s : usual_changes(r.about, r.now, w)) {
    try {
      r.changes.push_back({s.label, summarise(s.changed, w)});
    } catch (const input_error&) {  // no work is left
      break;
    }
  }
  r.changes_left_out = w.left() < 0;
}

report make_report(const options& o) {
  report r{.about = architecture_of(read_service(o.file)), .now = {}, .changes = {}};
  r.now = analyse(r.about);
  add_changes(r, o);
  for (const auto& service : r.about.services)
    if (service.model) r.interiors.push_back({service.name, inside(*service.model, service.name)});
  return r;
}

bool run(const options& o) {
  const report r = make_report(o);
  if (o.dot)
    write_dot(std::cout, r);
  else if (o.format == "text")
    write_text(std::cout, r);
  else if (o.format == "markdown")
    write_markdown(std::cout, r);
  else if (o.format == "json")
    write_json(std::cout, r);
  else
    write_csv(std::cout, r);
  return r.now.met();
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file, "describes the service, in YAML or JSON").required();
  app.add_format(o.format);
  app.add_option(
         "--what-if", o.what_if,
         "changes to compare, as \"zones=3\" or \"app.instances=3, db.mttr=5 min\"; repeatable")
      .one_at_a_time();
  app.add_flag("--dot", o.dot, "a picture for Graphviz instead of the report");
  app.footer(
      "Exit codes: 0 every stated objective is met (or none is stated); 1 one is missed;\n"
      "2 bad input, with file:line:column: key: reason on standard error.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines availability", asks, describe, run);
}

}  // namespace availability
