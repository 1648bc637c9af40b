// SPDX-License-Identifier: BSL-1.0
// What does the next nine cost? The cheapest of all designs that the choices of a file make.
//
//   nines design examples/services/web_shop.yaml
#include "command.hpp"

#include "report/overview.hpp"
#include "search.hpp"
#include "service/ask.hpp"

namespace design {

namespace {

answers run(const service_options& o) {
  return ask_file(o, [](const service_file& f) {
    return answers_of({"design", "choices", {{"", analyse(f, overview::missed_of)}}}, f.title);
  });
}

void describe(command_line& app, service_options& o) {
  app.add_service(o).required();
  app.footer(exit_codes("a design meets all objectives", "no design does"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<service_options>(argc, argv, "nines design", asks, describe, run);
}

}  // namespace design
