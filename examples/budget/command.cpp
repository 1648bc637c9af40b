// SPDX-License-Identifier: BSL-1.0
// What does an objective allow, when do its alerts notice an outage, how often do they cry wolf?
//
//   nines budget examples/promises/checkout.yaml
//   nines budget examples/promises/checkout.yaml --prometheus > rules.yaml
//   nines budget --objective 99.95% --window "28 d" --requests_per_hour 1000
#include "command.hpp"

#include <iostream>

#include "analysis.hpp"
#include "plan.hpp"
#include "prometheus.hpp"
#include "service/ask.hpp"

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

std::vector<named<plan>> entries_of(const service_file& f, const options& o) {
  if (o.file.empty()) return {{"", {}}};
  return chosen(f.budgets, "budgets", o.file, o.of);
}

exit_code print_prometheus(const options& o) {
  const auto f = o.file.empty() ? service_file{} : read_service_text(text_given(o).text, o.file);
  const auto entries = entries_of(f, o);
  require_one(entries, "--prometheus");
  const plan p = asked(entries.front().what, o);
  write_prometheus(std::cout, p);
  const auto kept = keeps_limit(p);
  return kept.is_met() ? fine : kept.is_missed() ? missed : no_verdict;
}

exit_code run(const options& o) {
  if (o.prometheus) return print_prometheus(o);
  return publish(ask_file(o,
                          [&](const service_file& f) {
                            return answers_of(
                                {"budget", "budgets",
                                 reports_of(entries_of(f, o),
                                            [&](const plan& p) { return analyse(asked(p, o)); })},
                                f.title);
                          }),
                 o);
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "budgets");
  app.add_flag("--prometheus", o.prometheus, "the alerts as rules for Prometheus");
  add_figures(app, figures(), o.given);
  app.footer(exit_codes("false pages are within the limit", "they are more"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines budget", asks, describe, run);
}

}  // namespace budget
