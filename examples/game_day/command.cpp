// SPDX-License-Identifier: BSL-1.0
// What would a test show that takes something out?
//
//   nines game-day examples/services/web_shop.yaml
//   nines game-day examples/services/web_shop.yaml --out "zone a down, link order to cdn down"
#include "command.hpp"

#include "exercise.hpp"
#include "service/ask.hpp"

namespace game_day {

namespace {

struct options : service_options {
  std::string out;
};

answers run(const options& o) {
  return ask_file(o, [&](const service_file& f) {
    (void)architecture_of(f);
    return answers_of(
        {"game_day", "exercises", {{"", o.out.empty() ? all_exercises(f) : exercise(f, o.out)}}},
        f.title);
  });
}

void describe(command_line& app, options& o) {
  app.add_service(o).required();
  app.add_option("--out", o.out,
                 "one exercise alone: \"zone a down\", \"app in b down, link order to app down\"")
      .one_at_a_time();
  app.footer(exit_codes("with --out every path meets its objective meanwhile", "one does not"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines game-day", asks, describe, run);
}

}  // namespace game_day
