// SPDX-License-Identifier: BSL-1.0
// Blue-green, canary, rolling, all at once: what does each take, and what does each risk?
//
//   nines strategies examples/rollouts/web_service.yaml --plot losses.svg
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "compare.hpp"

namespace strategies {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::string plot;
};

bool run(const options& o) {
  const study s = read_text(read_file_text(o.file), o.file);
  const auto all = assess_all(s);
  write_report(std::cout, compare(s, all), o.format);
  if (!o.plot.empty()) draw_losses(s, all, o.plot);  // the report stands, come what may
  return !s.limit.any() || is_met(all);
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file, "the rollout and its strategies, in YAML or JSON").required();
  app.add_format(o.format);
  app.add_option("--plot", o.plot, "draw the chance of more failed requests into this SVG file");
  app.footer(
      "Exit codes: 0 a strategy keeps the limits (or none is stated); 1 no strategy does;\n"
      "2 bad input, with the reason on standard error.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines strategies", asks, describe, run);
}

}  // namespace strategies
