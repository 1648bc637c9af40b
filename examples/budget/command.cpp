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
#include "service/service_file.hpp"

namespace budget {

namespace {

struct options : entry_options {
  bool prometheus = false;
  given_figures given;
};

/// A plan with what the command line says of it.
plan asked(plan p, const options& o) {
  set_figures(figures(), o.given, p);
  return complete(std::move(p));
}

bool run(const options& o) {
  auto entries = o.file.empty() ? std::vector<named<plan>>{{"", {}}}
                                : chosen(read_service(o.file).budgets, "budgets", o.file, o.of);
  if (!o.prometheus)
    return answer(
        entries, o.format, [&](plan& p) { return analyse(p = asked(std::move(p), o)); },
        keeps_limit);
  require_one(entries, "--prometheus");
  const plan p = asked(entries.front().what, o);
  write_prometheus(std::cout, p);
  return keeps_limit(p);
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "budgets");
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
