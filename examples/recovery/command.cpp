// SPDX-License-Identifier: BSL-1.0
// How long until service is back after a failure, and how much is lost?
//
//   nines recovery examples/recovery_plans/database_failover.yaml --plot timeline.svg
#include "command.hpp"

#include "analysis.hpp"
#include "plan.hpp"
#include "service/ask.hpp"

namespace recovery {

namespace {

struct options : entry_options {
  std::string rto;
  std::string rpo;
};

void set(const char* option, const std::string& text, std::optional<objective>& o,
         objective (*parse)(const std::string&)) {
  if (!text.empty()) o = from_option(option, [&] { return parse(text); });
}

/// A plan with what the command line says of it.
plan asked(plan p, const options& o) {
  set("--rto", o.rto, p.rto, parse_objective);
  set("--rpo", o.rpo, p.rpo, parse_loss_objective);
  if (p.rpo && !p.loss) throw input_error("--rpo: the file says nothing of a loss");
  return p;
}

answers run(const options& o) {
  return ask_file(o, [&](const service_file& f) {
    const auto entries = chosen(f.recovery, "recovery", o.file, o.of);
    return answers_of({"recovery", "recovery",
                       reports_of(entries, [&](const plan& p) { return analyse(asked(p, o)); })},
                      f.title);
  });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "plans of recovery").required();
  app.add_plot(o.plot, "the chance that each step is over");
  app.add_option("--rto", o.rto, "recovery within, as \"5 min in 99%\"");
  app.add_option("--rpo", o.rpo, "loss of at most, as \"1 h in 95%\"");
  app.footer(exit_codes("the objectives are met", "one is missed"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines recovery", asks, describe, run);
}

}  // namespace recovery
