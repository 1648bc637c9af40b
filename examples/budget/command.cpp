// SPDX-License-Identifier: BSL-1.0
// What does an objective allow, when do its alerts notice an outage, how often do they cry wolf?
//
//   nines budget examples/promises/checkout.yaml
//   nines budget examples/promises/checkout.yaml --prometheus > rules.yaml
//   nines budget --objective 99.95% --window "28 d" --requests_per_hour 1000
#include "command.hpp"

#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "prometheus.hpp"

namespace budget {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  bool prometheus = false;
  given_figures given;
};

bool run(const options& o) {
  plan p = o.file.empty() ? plan{} : read_text(read_file_text(o.file), o.file);
  set_figures(figures(), o.given, p);
  p = complete(std::move(p));
  if (o.prometheus)
    write_prometheus(std::cout, p);
  else
    write_report(std::cout, analyse(p), o.format);
  return keeps_limit(p);
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file, "the objective, in YAML or JSON");
  app.add_format(o.format);
  app.add_flag("--prometheus", o.prometheus, "the alerts as rules for Prometheus");
  add_figures(app, figures(), o.given);
  app.footer(
      "Exit codes: 0 false pages are within the limit (or none is stated); 1 they are not for\n"
      "certain; 2 bad input, with the reason on standard error.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines budget", asks, describe, run);
}

}  // namespace budget
