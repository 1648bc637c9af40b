// SPDX-License-Identifier: BSL-1.0
// A primary and its standby: what does each step of the failover cost, in minutes a year?
//
//   nines failover examples/models/failover.yaml
//   nines failover --mttf "30 d" --detection "30 s" --promotion "60 s" --coverage 99%
#include "command.hpp"

#include <algorithm>
#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "pair.hpp"
#include "service/ask.hpp"

namespace failover {

namespace {

struct options : entry_options {
  std::string objective;
  given_figures given;
};

/// The pairs of a file, or one of options.
pairs read_all(const service_file& f, const options& o) {
  const bool said = std::any_of(o.given.begin(), o.given.end(),
                                [](const auto& figure) { return !figure.second.empty(); });
  if (o.file.empty() && !said)
    throw input_error(
        "nines failover: needs a FILE, or figures as in --mttf \"30 d\"; --help says which there "
        "are");
  if (o.file.empty()) return {{"", usual_pair()}};
  return chosen(f.pairs, "pairs", o.file, o.of);
}

/// A pair with what the command line says of it.
pair asked(pair p, const options& o) {
  set_figures(figures(), o.given, p);
  if (!o.objective.empty()) {
    p.objective = from_option("--objective", [&] { return parse_probability(o.objective); });
    p.written["objective"] = o.objective;
  }
  return p;
}

answers run(const options& o) {
  return ask_file(o, [&](const service_file& f) {
    return answers_of(
        {"failover", "pairs",
         reports_of(read_all(f, o), [&](const pair& p) { return analyse(asked(p, o)); })},
        f.title);
  });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "pairs");
  add_figures(app, figures(), o.given);
  app.add_option("--objective", o.objective, "the availability promised");
  app.footer("Figures that are not given are assumed, and the report says which.\n" +
             exit_codes("the stated objective is met", "it is missed"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines failover", asks, describe, run);
}

}  // namespace failover
