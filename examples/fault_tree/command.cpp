// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"

#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "common/scalars.hpp"
#include "dot.hpp"
#include "reader.hpp"
#include "tree.hpp"

namespace fault_tree {

namespace {

struct options : question_options {  // its file is empty: that is said in each message
  std::vector<std::string> files;
  std::string top;
  std::string mission_time = "8760 h";
  std::string sets = "20", events = "50", samples = "0", seed = "1", divisions = "100",
              steps = "1e9", count = "0";
  std::string limit;
  bool probability = false;
  bool dot = false;
};

std::size_t count_of(const char* option, const std::string& text, std::size_t most) {
  return from_option(option, [&] { return parse_count(text, 0, most); });
}

questions asked_by(const options& o) {
  constexpr std::size_t most_rows = 100000;
  questions asked;
  asked.only_probability = o.probability;
  asked.sets = count_of("--sets", o.sets, most_rows);
  asked.events = count_of("--events", o.events, most_rows);
  asked.samples = count_of("--samples", o.samples, 100000000);
  if (asked.samples == 1) throw input_error("--samples: 1 says nothing of how far it may be off");
  asked.seed = count_of("--seed", o.seed, 1000000000);
  asked.divisions = count_of("--divisions", o.divisions, most_rows);
  asked.components = from_option("--count", [&] { return parse_amount(o.count); });
  asked.steps = from_option("--steps", [&] { return parse_amount(o.steps); });
  if (!o.limit.empty()) {
    asked.limit = from_option("--limit", [&] { return parse_probability(o.limit); });
    asked.written_limit = o.limit;
  }
  return asked;
}

exit_code run(const options& o) {
  const questions asked = asked_by(o);
  const hours mission =
      from_option("--mission-time", [&] { return parse_duration_or_zero(o.mission_time); });
  const model m = read_files(o.files, mission.count());
  const std::size_t top = find_top(m, o.top);
  if (o.dot) {
    (void)make_tree(m, top);  // refuses what the report would refuse
    write_dot(std::cout, m, top);
    return fine;
  }
  report said = analyse(m, make_tree(m, top), asked);
  return publish(answers_of({"fault-tree", "fault_tree", {{"", std::move(said)}}}), o);
}

void describe(command_line& app, options& o) {
  app.add_option("files", o.files,
                 "a model in the Open-PSA Model Exchange Format (XML), or several")
      .required();
  app.add_format(o.format);
  app.add_progress(o.progress);
  app.add_option("--top", o.top, "the gate that is the top event, if several are no inputs");
  app.add_option("--mission-time", o.mission_time, "the system mission time").shows_default();
  app.add_option("--limit", o.limit, "the top event must not be likelier than that");
  app.add_option("--sets", o.sets, "how many of the likeliest minimal cut sets").shows_default();
  app.add_option("--events", o.events, "how many of the most critical events").shows_default();
  app.add_option("--samples", o.samples, "how many samples of uncertain inputs").shows_default();
  app.add_option("--seed", o.seed, "the seed of the samples").shows_default();
  app.add_option("--steps", o.steps, "after how many steps bounds must do; some 1e7 a second")
      .shows_default();
  app.add_option("--count", o.count,
                 "count so many components before bounds do: 1e8 may take minutes, and 4 GB")
      .shows_default();
  app.add_option("--divisions", o.divisions, "where only bounds are found: how far to narrow them")
      .shows_default();
  app.add_flag("--probability", o.probability, "the probability of the top event alone");
  app.add_flag("--dot", o.dot, "a picture for Graphviz instead of the report");
  app.footer(exit_codes("the limit is kept", "it is exceeded"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines fault-tree", asks, describe, run);
}

}  // namespace fault_tree
