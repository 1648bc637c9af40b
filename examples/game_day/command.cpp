// SPDX-License-Identifier: BSL-1.0
// What would a test show that takes something out?
//
//   nines game-day examples/services/web_shop.yaml
//   nines game-day examples/services/web_shop.yaml --out "zone a down, link order to cdn down"
#include "command.hpp"

#include <iostream>

#include "common/program.hpp"
#include "exercise.hpp"

namespace game_day {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::string out;
};

bool run(const options& o) {
  const service_file f = read_service(o.file);
  (void)architecture_of(f);
  const report r = o.out.empty() ? all_exercises(f) : exercise(f, o.out);
  write_report(std::cout, r, o.format);
  return is_met(r);
}

void describe(command_line& app, options& o) {
  app.add_service(o.file).required();
  app.add_option("--out", o.out,
                 "one exercise alone: \"zone a down\", \"app in b down, link order to app down\"")
      .one_at_a_time();
  app.add_format(o.format);
  app.footer(exit_codes("with --out every path meets its objective meanwhile", "one does not"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines game-day", asks, describe, run);
}

}  // namespace game_day
