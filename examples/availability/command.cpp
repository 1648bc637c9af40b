// SPDX-License-Identifier: BSL-1.0
// How available is this architecture, what does it lose where, and what would change that?
//
//   nines availability examples/architectures/multi_zone.yaml
//   nines availability shop.yaml --what-if "zones=2" --what-if "app.instances=3, app.mttr=5 min"
//   nines availability examples/architectures/multi_zone.yaml --dot | dot -Tsvg > multi_zone.svg
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "inner_model.hpp"
#include "report.hpp"
#include "service/releases.hpp"

namespace availability {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::vector<std::string> what_if;
  bool dot = false;
};

bool run(const options& o) {
  const report r = make_report(with_releases(read_service(o.file)), o.what_if);
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
  app.add_service(o.file).required();
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
