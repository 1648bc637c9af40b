// SPDX-License-Identifier: BSL-1.0
// A network: are two nodes, some, or all of them connected, and what does each part matter?
//
//   nines network examples/topologies/three_sites.csv --from Berlin --to Rome --node 99.99%
//   nines network Abilene.graphml --all --link 99.9% --dot | dot -Tsvg > abilene.svg
#include "command.hpp"

#include <algorithm>
#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "common/progress.hpp"
#include "common/scalars.hpp"

namespace network {

namespace {

struct options : question_options {
  std::string from, to;
  std::vector<std::string> terminals;
  bool all = false;
  std::string link, node, objective, add, width = "1%", work = "3e7";
  std::vector<std::string> groups;
  bool dot = false;
};

/// Set by Ctrl-C: a search for bounds ends with those that it has reached.
std::optional<chance> given(const std::string& option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return from_option(option, [&] { return parse_probability(text); });
}

/// "name=99.9%".
void add_group(defaults& d, const std::string& text) {
  const std::size_t sign = text.rfind('=');
  if (sign == std::string::npos || sign == 0)
    throw input_error("--group: " + quoted(text) + " is not written as name=99.9%");
  const auto up = given("--group", text.substr(sign + 1));
  if (!up) throw input_error("--group: " + quoted(text) + " has no availability");
  d.groups[text.substr(0, sign)] = *up;
}

std::vector<std::size_t> terminals_of(const options& o, const topology& t) {
  const int ways =
      (o.all ? 1 : 0) + (o.terminals.empty() ? 0 : 1) + (o.from.empty() && o.to.empty() ? 0 : 1);
  if (ways != 1 || o.from.empty() != o.to.empty())
    throw input_error(
        "say which nodes must be connected: --from A --to B, --terminal A "
        "--terminal B ..., or --all");
  std::vector<std::size_t> nodes;
  const auto add = [&](const std::string& option, const std::string& name) {
    if (!t.has_node(name)) throw input_error(option + ": " + t.no_node(name));
    nodes.push_back(t.node(name, {o.file, 1, 1, ""}));
    if (std::count(nodes.begin(), nodes.end(), nodes.back()) > 1)
      throw input_error(option + ": " + quoted(name) + " stands there twice");
  };
  for (const auto& name : o.terminals) add("--terminal", name);
  if (!o.from.empty()) add("--from", o.from);
  if (!o.to.empty()) add("--to", o.to);
  for (std::size_t v = 0; v < t.nodes().size() && o.all; ++v) nodes.push_back(v);
  return nodes;
}

subject read_subject(const options& o) {
  const topology t = read_topology(o.file);
  defaults d{given("--link", o.link), given("--node", o.node), {}};
  for (const auto& text : o.groups) add_group(d, text);
  const auto terminals = terminals_of(o, t);
  subject s{t.title, build(t, d), terminals, given("--objective", o.objective), o.objective};
  if (t.is_directed && terminals.size() != 2)
    throw input_error("links lead in one direction: ask for two nodes, --from A --to B");
  if (terminals.size() < 2) throw input_error("there must be two nodes or more to connect");
  s.relative_width = given("--width", o.width)->value();
  s.added = given("--add", o.add);
  s.work = from_option("--work", [&] { return parse_amount(o.work); });
  if (!(s.relative_width > 0)) throw input_error("--width: must be more than 0");
  return s;
}

exit_code run(const options& o) {
  const subject s = read_subject(o);
  if (o.dot) {
    write_dot(std::cout, s, importances(s));
    return fine;
  }
  catch_interrupts();
  const auto a = ask(s, [](double share) { return says_done(share); });
  const auto table = says_done(1) ? importances(s) : boxed<nines::importance_table<double>>();
  return publish(answers_of({"network", "network", {{"", analyse(s, a, table)}}}), o);
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file,
                 "the topology: GraphML (.graphml), SNDlib native (.txt), DOT (.dot), CSV (.csv)")
      .required();
  app.add_format(o.format);
  app.add_progress(o.progress);
  app.add_option("--from", o.from,
                 "one of two nodes that must be connected, or where a way begins");
  app.add_option("--to", o.to, "the other one");
  app.add_option("--terminal", o.terminals, "one of several nodes that must be connected")
      .one_at_a_time();
  app.add_flag("--all", o.all, "all nodes must be connected");
  app.add_option("--link", o.link, "the availability of links of which the file has none");
  app.add_option("--node", o.node, "the same of nodes; else they never fail");
  app.add_option("--group", o.groups, "what fails together: name=99.9%; the file says who is in it")
      .one_at_a_time();
  app.add_option("--objective", o.objective, "what the availability must reach");
  app.add_option("--add", o.add, "what one link more would do, wherever, of this availability");
  app.add_option("--width", o.width, "of bounds, relative, where exact takes too much")
      .shows_default();
  app.add_option("--work", o.work, "states that a search may visit; 1e7 take a second or two")
      .shows_default();
  app.add_flag("--dot", o.dot, "a picture for Graphviz instead of the report");
  app.footer("Ctrl-C ends a search for bounds with those that it has reached.\n" +
             exit_codes("the stated objective is met", "it is missed"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines network", asks, describe, run);
}

}  // namespace network
