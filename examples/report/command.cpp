// SPDX-License-Identifier: BSL-1.0
// All questions that a file has sections for.
//
//   nines report examples/services/web_shop.yaml
//   nines examples/services/web_shop.yaml --format junit > results.xml
//   nines examples/services/web_shop.yaml --what-if app.instances=3 --given "zone a down"
#include "command.hpp"

#include "overview.hpp"
#include "service/ask.hpp"

namespace overview {

namespace {

using options = service_options;

answers run(const options& o) { return ask_file(o, answer_all); }

void describe(command_line& app, options& o) {
  app.add_service(o).required();
  app.footer(exit_codes("every stated objective is met", "one is missed"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines report", asks, describe, run);
}

}  // namespace overview
