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
#include "service/ask.hpp"

namespace markov {

namespace {

struct options : entry_options {
  std::string up = "up";
  std::string initial = "init";
  std::string unit = "1 h";
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

bool is_explicit(const options& o) { return std::filesystem::path(o.file).extension() == ".tra"; }

std::vector<named<subject>> read_subjects(const service_file& f, const options& o) {
  std::vector<named<subject>> list;
  if (is_explicit(o))
    list.push_back({"", from_explicit_files(o)});
  else
    for (const auto& [name, m] : chosen(f.chains, "chains", o.file, o.of))
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

answers answer(const service_file& f, const options& o) {
  return answers_of({"markov", "chains", reports_of(read_subjects(f, o), analyse)}, f.title);
}

exit_code print_picture(const options& o) {
  const auto f = is_explicit(o) ? service_file{} : read_service_text(text_given(o).text, o.file);
  const auto entries = read_subjects(f, o);
  require_one(entries, "--dot");
  write_picture(entries.front().what);
  return meets_objective(entries.front().what) ? fine : missed;
}

exit_code run(const options& o) {
  if (o.dot) return print_picture(o);
  if (is_explicit(o)) return publish(answer({}, o), o);
  return publish(ask_file(o, [&](const service_file& f) { return answer(f, o); }), o);
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "chains").required();
  app.add_option("--at", o.instants, "when to ask A(t) and R(t), as \"1 h\" \"30 d\"");
  app.add_plot(o.plot, "A(t) and R(t)");
  app.add_flag("--dot", o.dot, "a picture for Graphviz instead of the report");
  app.add_option("--up", o.up, "of explicit files: the label of the up states").shows_default();
  app.add_option("--initial", o.initial,
                 "of explicit files: the label of the initial states, each as likely")
      .shows_default();
  app.add_option("--unit", o.unit, "of explicit files: the time that rates are per, as s or 24 h")
      .shows_default();
  app.footer(exit_codes("the stated objective is met", "it is missed"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines markov", asks, describe, run);
}

}  // namespace markov
