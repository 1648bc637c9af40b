// SPDX-License-Identifier: BSL-1.0
// Does what is left carry the load?
//
//   nines capacity examples/services/web_shop.yaml
#include "command.hpp"

#include "analysis.hpp"
#include "demand.hpp"
#include "service/ask.hpp"

namespace capacity {

namespace {

answers analyse_all(const service_file& f, const entry_options& o) {
  const auto a = architecture_of(f);
  std::vector<named<report>> reports{{"architecture", of_architecture(a)}};
  if (!f.demands.empty() || !o.of.empty())
    for (auto& each : reports_of(chosen(f.demands, "demands", o.file, o.of),
                                 [&a](const demand& d) { return analyse(a, d); }))
      reports.push_back(std::move(each));
  return answers_of({"capacity", "demands", std::move(reports)}, f.title);
}

answers run(const entry_options& o) {
  return ask_file(o, [&](const service_file& f) { return analyse_all(f, o); });
}

void describe(command_line& app, entry_options& o) {
  app.add_entries(o, "demands").required();
  app.footer(exit_codes("the limits of overload are kept", "one is not"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<entry_options>(argc, argv, "nines capacity", asks, describe, run);
}

}  // namespace capacity
