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

namespace failover {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::string objective;
  given_figures given;
};

/// The pair of a file, of options, or of a file with other figures by options.
pair read_all(const options& o) {
  const bool said = std::any_of(o.given.begin(), o.given.end(),
                                [](const auto& figure) { return !figure.second.empty(); });
  if (o.file.empty() && !said)
    throw input_error(
        "nines failover: needs a FILE, or figures as in --mttf \"30 d\"; --help says which there are");
  pair p = o.file.empty() ? usual_pair() : read_text(read_file_text(o.file), o.file);
  set_figures(figures(), o.given, p);
  return p;
}

bool run(const options& o) {
  pair p = read_all(o);
  if (!o.objective.empty()) {
    p.objective = from_option("--objective", [&] { return parse_probability(o.objective); });
    p.written["objective"] = o.objective;
  }
  write_report(std::cout, analyse(p), o.format);
  return meets_objective(p);
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file, "the pair, in YAML or JSON");
  app.add_format(o.format);
  add_figures(app, figures(), o.given);
  app.add_option("--objective", o.objective, "the availability promised");
  app.footer(
      "Figures that are not given are assumed, and the report says which.\n"
      "Exit codes: 0 the stated objective is met (or none is stated); 1 it is missed;\n"
      "2 bad input, with the reason on standard error.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines failover", asks, describe, run);
}

}  // namespace failover
