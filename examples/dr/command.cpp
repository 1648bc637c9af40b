// SPDX-License-Identifier: BSL-1.0
// Which strategy for disasters: what does each cost, and what does it save?
//
//   nines dr examples/recovery_plans/web_shop_strategies.yaml --plot costs.svg
#include "command.hpp"

#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "service/service_file.hpp"

namespace dr {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::string plot;
};

bool run(const options& o) {
  const service s = disaster_of(read_service(o.file));
  const auto all = assess(s);
  write_report(std::cout, analyse(s, all), o.format);
  if (!o.plot.empty()) draw_costs(s, all, o.plot);  // the report stands, come what may
  return is_met(s, all);
}

void describe(command_line& app, options& o) {
  app.add_service(o.file).required();
  app.add_format(o.format);
  app.add_option("--plot", o.plot, "draw cost against down time into this SVG file");
  app.footer(exit_codes("a strategy meets the objectives", "no strategy does"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines dr", asks, describe, run);
}

}  // namespace dr
