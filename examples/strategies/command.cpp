// SPDX-License-Identifier: BSL-1.0
// Blue-green, canary, rolling, all at once: what does each take, and what does each risk?
//
//   nines strategies examples/rollouts/web_service.yaml --plot losses.svg
#include "command.hpp"

#include "common/program.hpp"
#include "compare.hpp"
#include "rollout/study.hpp"
#include "service/ask.hpp"

namespace strategies {

namespace {

using options = entry_options;

answers run(const options& o) {
  return ask_file(o, [&](const service_file& f) {
    const auto entries = chosen(f.rollouts, "rollouts", o.file, o.of);
    std::vector<named<std::pair<study, std::optional<strategy_prices>>>> priced;
    for (const auto& [name, s] : entries)
      priced.push_back({name, {s, *find_named(f.prices, name)}});
    return answers_of(
        {"strategies", "rollouts",
         reports_of(priced, [](const auto& each) { return compare(each.first, each.second); })},
        f.title);
  });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "rollouts").required();
  app.add_plot(o.plot, "the chance of more failed requests");
  app.footer(exit_codes("a strategy keeps the limits", "no strategy does"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines strategies", asks, describe, run);
}

}  // namespace strategies
