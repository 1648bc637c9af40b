// SPDX-License-Identifier: BSL-1.0
// A primary and its standby: what does each step of the failover cost, in minutes a year?
//
//   failover ../models/failover.yaml
//   failover --mttf "30 d" --detection "30 s" --promotion "60 s" --coverage 99%
#include <CLI/CLI.hpp>
#include <iostream>

#include "analysis.hpp"

namespace {

using namespace failover;

enum exit_code { fine = 0, objective_missed = 1, bad_input = 2 };

struct options {
  std::string file;
  std::string format = "text";
  std::string objective;
  std::map<std::string, std::string> given;
};

void set(const std::string& key, const std::string& text, pair& p) {
  try {
    if (key == "objective") p.objective = parse_probability(text);
    for (const auto& f : figures())
      if (f.key == key) f.set(p, text);
  } catch (const std::invalid_argument& e) {
    throw input_error("--" + key + ": " + e.what());
  }
}

int run(const options& o) {
  pair p = o.file.empty() ? usual_pair() : read_text(read_file_text(o.file, longest_file), o.file);
  for (const auto& [key, text] : o.given)
    if (!text.empty()) set(key, text, p);
  write_report(std::cout, analyse(p), o.format);
  return meets_objective(p) ? fine : objective_missed;
}

void describe(CLI::App& app, options& o) {
  app.add_option("file", o.file, "the pair, in YAML or JSON");
  app.add_option("--format", o.format, "text, markdown, json or csv")
      ->check(CLI::IsMember({"text", "markdown", "json", "csv"}))
      ->capture_default_str();
  for (const auto& f : figures())
    app.add_option("--" + std::string(f.key), o.given[f.key], f.meaning);
  app.add_option("--objective", o.given["objective"], "the availability promised");
  app.footer(
      "Exit codes: 0 the stated objective is met (or none is stated); 1 it is missed;\n"
      "2 bad input, with the reason on standard error.");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("What does each step of a failover cost, in minutes a year?", "failover");
  options o;
  describe(app, o);
  try {
    app.parse(argc, argv);
    return run(o);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? fine : bad_input;
  } catch (const failover::input_error& e) {
    std::cerr << e.what() << "\n";
  } catch (const nines::domain_error& e) {
    std::cerr << e.what() << "\n";
  }
  return bad_input;
}
