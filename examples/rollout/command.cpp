// SPDX-License-Identifier: BSL-1.0
// What does this rollout risk, and what would it need to risk less?
//
//   nines rollout examples/rollouts/bank_1000_rps.yaml
//   nines rollout examples/rollouts/web_service.yaml --plot loss.svg --curves loss
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "curves.hpp"
#include "service/service_file.hpp"

namespace rollout {

namespace {

struct options : entry_options {
  std::string plot;
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

bool run(const options& o) {
  const auto entries = chosen(read_service(o.file).rollouts, "rollouts", o.file, o.of);
  if (!o.plot.empty()) require_one(entries, "--plot");
  std::vector<named<assessed>> all;
  for (const auto& [name, s] : entries)
    all.push_back({name, assess_strategy(s, strategy_of(s, o))});
  return answer(all, o.format, analyse, [&](const assessed& a) {
    if (!o.plot.empty()) draw(a, o.curves, o.plot);
    return keeps_limits(a);
  });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "rollouts").required();
  app.add_option("--strategy", o.strategy, "which, if the file has several");
  app.add_option("--plot", o.plot, "draw curves into this SVG file");
  app.add_option("--curves", o.curves,
                 "which: live (chance that it is still there), excess (failed requests), budget\n"
                 "(the same of the error budget), loss (chance of more)")
      .one_of(kinds_of_curves())
      .shows_default();
  app.footer(
      "Exit codes: 0 the limits are kept (or none is stated); 1 one is missed; 2 bad input, with\n"
      "the reason on standard error.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines rollout", asks, describe, run);
}

}  // namespace rollout
