// SPDX-License-Identifier: BSL-1.0
// Which strategy for disasters: what does each cost, and what does it save?
//
//   nines dr examples/recovery_plans/web_shop_strategies.yaml --plot costs.svg
#include "command.hpp"

#include "analysis.hpp"
#include "service/ask.hpp"

namespace dr {

namespace {

using options = service_options;

answers run(const options& o) {
  return ask_file(o, [](const service_file& f) {
    return answers_of({"dr", "disaster", {{"region", analyse(disaster_of(f))}}});
  });
}

void describe(command_line& app, options& o) {
  app.add_service(o).required();
  app.add_plot(o.plot, "cost against down time");
  app.footer(exit_codes("a strategy meets the objectives", "no strategy does"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines dr", asks, describe, run);
}

}  // namespace dr
