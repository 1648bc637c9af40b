// SPDX-License-Identifier: BSL-1.0
// What does the next nine cost? The cheapest of all designs that the choices of a file make.
//
//   nines design examples/services/web_shop.yaml
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "report/overview.hpp"
#include "search.hpp"

namespace design {

namespace {

struct options {
  std::string file;
  std::string format = "text";
};

bool run(const options& o) {
  const report r = analyse(read_service(o.file), overview::missed_of);
  write_report(std::cout, r, o.format);
  return is_met(r);
}

void describe(command_line& app, options& o) {
  app.add_service(o.file).required();
  app.add_format(o.format);
  app.footer(exit_codes("a design meets all objectives", "no design does"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines design", asks, describe, run);
}

}  // namespace design
