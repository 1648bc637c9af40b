// SPDX-License-Identifier: BSL-1.0
// A Markov model: how available is it, how does it fail, what does each rate matter?
//
//   nines markov examples/models/primary_standby.yaml --plot curves.svg
//   nines markov chain.tra --up up --unit s     explicit files; chain.lab, ... beside it
#include "command.hpp"

#include <filesystem>
#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "curves.hpp"
#include "dot.hpp"
#include "explicit_files.hpp"
#include "model.hpp"
#include "reader.hpp"
#include "service/service_file.hpp"

namespace markov {

namespace {

struct options {
  std::string file;
  std::string format = "text";
  std::string up = "up";
  std::string initial = "init";
  std::string unit = "1 h";
  std::string plot;
  std::string of;
  std::vector<std::string> instants = {"1 h", "1 d", "30 d", "365 d"};
  bool dot = false;
};

subject from_explicit_files(const options& o) {
  const bool is_one = !o.unit.empty() && o.unit.find_first_of("0123456789") == std::string::npos;
  const hours unit =
      from_option("--unit", [&] { return parse_duration(is_one ? "1 " + o.unit : o.unit); });
  nines::chain<double> c = read_explicit(find_files(o.file), unit);
  const auto labelled = [&](const std::string& name) {
    return from_option("--up, --initial", [&]() -> nines::state_set { return c.states(name); });
  };
  subject s{.title = std::filesystem::path(o.file).stem().string(),
            .chain = c,
            .up = labelled(o.up),
            .initial = std::vector<double>(c.size(), 0)};
  const auto initial = labelled(o.initial).states();
  if (initial.empty()) throw input_error("--initial: no state has the label '" + o.initial + "'");
  for (const std::size_t state : initial)
    s.initial[state] = 1 / static_cast<double>(initial.size());
  return s;
}

std::vector<named<subject>> read_subjects(const options& o) {
  std::vector<named<subject>> list;
  if (std::filesystem::path(o.file).extension() == ".tra")
    list.push_back({"", from_explicit_files(o)});
  else
    for (const auto& [name, m] : chosen(read_service(o.file).chains, "chains", o.file, o.of))
      list.push_back({name, as_subject(m)});
  for (auto& [name, s] : list) {
    if (s.up.empty()) throw input_error(o.file + ": no state is up");
    for (const auto& text : o.instants)
      s.instants.push_back(from_option("--at", [&] { return parse_duration(text); }));
  }
  return list;
}

void write_picture(const subject& s) {
  write_dot(std::cout, s.title, s.chain, s.up,
            nines::steady_state(s.chain, std::span<const double>(s.initial)).mass);
}

bool run(const options& o) {
  const auto entries = read_subjects(o);
  if (o.dot) require_one(entries, "--dot");
  if (!o.plot.empty()) require_one(entries, "--plot");
  if (o.dot) write_picture(entries.front().what);
  const auto finish = [&](const subject& s) {
    if (!o.plot.empty()) draw_curves(s, o.plot);
    return meets_objective(s);
  };
  return o.dot ? finish(entries.front().what) : answer(entries, o.format, analyse, finish);
}

void describe(command_line& app, options& o) {
  app.add_option("file", o.file,
                 "describes the service, in YAML or JSON; or explicit transitions (.tra)")
      .required();
  app.add_of(o.of, "chains");
  app.add_format(o.format);
  app.add_option("--at", o.instants, "when to ask A(t) and R(t), as \"1 h\" \"30 d\"");
  app.add_option("--plot", o.plot, "draw A(t) and R(t) into this SVG file");
  app.add_flag("--dot", o.dot, "a picture for Graphviz instead of the report");
  app.add_option("--up", o.up, "of explicit files: the label of the up states").shows_default();
  app.add_option("--initial", o.initial,
                 "of explicit files: the label of the initial states, each as likely")
      .shows_default();
  app.add_option("--unit", o.unit, "of explicit files: the time that rates are per, as s or 24 h")
      .shows_default();
  app.footer(
      "Exit codes: 0 the stated objective is met (or none is stated); 1 it is missed;\n"
      "2 bad input, with the place and the reason on standard error.");
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines markov", asks, describe, run);
}

}  // namespace markov
