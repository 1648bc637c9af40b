// SPDX-License-Identifier: BSL-1.0
// What does this rollout risk, and what would it need to risk less?
//
//   nines rollout examples/rollouts/bank_1000_rps.yaml
//   nines rollout examples/rollouts/web_service.yaml --plot loss.svg --curves loss
#include "command.hpp"

#include "common/program.hpp"
#include "curves.hpp"
#include "service/ask.hpp"
#include "study.hpp"

namespace rollout {

namespace {

struct options : entry_options {
  std::string curves = "live";
  std::string strategy;
};

const strategy& strategy_of(const study& s, const options& o) {
  if (o.strategy.empty() && s.strategies.size() == 1) return s.strategies.front();
  std::string names;
  for (const auto& each : s.strategies) {
    if (each.name == o.strategy) return each;
    names += (names.empty() ? "" : ", ") + each.name;
  }
  throw input_error(o.strategy.empty()
                        ? o.file + ": has several strategies; choose one by --strategy: " + names
                        : "--strategy: must be one of those in the file: " + names);
}

answers run(const options& o) {
  return ask_file(o, [&](const service_file& f) {
    const auto entries = chosen(f.rollouts, "rollouts", o.file, o.of);
    return answers_of({"rollout", "rollouts",
                       reports_of(entries,
                                  [&](const study& s) {
                                    return report_on(s, strategy_of(s, o).name, o.curves);
                                  })},
                      f.title);
  });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "rollouts").required();
  app.add_option("--strategy", o.strategy, "which, if the file has several");
  app.add_plot(o.plot, "curves");
  app.add_option("--curves", o.curves,
                 "which: live (chance that it is still there), excess (failed requests), budget\n"
                 "(the same of the error budget), loss (chance of more)")
      .one_of(kinds_of_curves())
      .shows_default();
  app.footer(exit_codes("the limits are kept", "one is missed"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines rollout", asks, describe, run);
}

}  // namespace rollout
