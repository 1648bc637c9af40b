// SPDX-License-Identifier: BSL-1.0
// Blue-green, canary, rolling, all at once: what does each take, and what does each risk?
//
//   nines strategies examples/rollouts/web_service.yaml --plot losses.svg
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "compare.hpp"
#include "service/service_file.hpp"

namespace strategies {

namespace {

struct options : entry_options {
  std::string plot;
};

/// A rollout with the risk of each of its strategies.
struct compared {
  const study& whole;
  const std::optional<strategy_prices>& price;
  std::vector<assessed> all;
};

bool run(const options& o) {
  const service_file f = read_service(o.file);
  const auto entries = chosen(f.rollouts, "rollouts", o.file, o.of);
  if (!o.plot.empty()) require_one(entries, "--plot");
  std::vector<named<compared>> list;
  for (const auto& [name, s] : entries)
    list.push_back({name, {s, *find_named(f.prices, name), assess_all(s)}});
  return answer(
      list, o.format, [](const compared& c) { return compare(c.whole, c.all, c.price); },
      [&](const compared& c) {
        if (!o.plot.empty()) draw_losses(c.whole, c.all, o.plot);
        return !c.whole.limit.any() || is_met(c.all);
      });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "rollouts").required();
  app.add_option("--plot", o.plot, "draw the chance of more failed requests into this SVG file");
  app.footer(exit_codes("a strategy keeps the limits", "no strategy does"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines strategies", asks, describe, run);
}

}  // namespace strategies
