// SPDX-License-Identifier: BSL-1.0
// Does what is left carry the load?
//
//   nines capacity examples/services/web_shop.yaml
#include "command.hpp"

#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "service/service_file.hpp"

namespace capacity {

namespace {

bool run(const entry_options& o) {
  const service_file f = read_service(o.file);
  const auto a = architecture_of(f);
  auto reports = std::vector<named<report>>{{"architecture", of_architecture(a)}};
  bool met = true;
  if (!f.demands.empty() || !o.of.empty())
    for (const auto& [name, d] : chosen(f.demands, "demands", o.file, o.of)) {
      reports.push_back({name, analyse(a, d)});
      met = keeps_limit(a, d) && met;
    }
  print_reports(reports, o.format);
  return met;
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
