// SPDX-License-Identifier: BSL-1.0
// What every calculator's main does: options, a run, errors, an exit code.
//
//   int main(int argc, char** argv) {
//     return run_program<options>(argc, argv, "name", "What does it ask?", describe, run);
//   }
#pragma once

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "figure.hpp"

namespace calculator {

enum exit_code { fine = 0, missed = 1, bad_input = 2 };

/// `describe(app, options)` says which options there are, `run(options)` computes, prints, and tells
/// whether all that was asked for is met. What it throws for bad input is printed, with the name of
/// options.file where it does not say it itself.
template <class Options, class Describe, class Run>
int run_program(int argc, char** argv, const char* name, const char* question,
                const Describe& describe, const Run& run) {
  CLI::App app(question, name);
  Options o;
  describe(app, o);
  const auto refuse = [](const std::string& where, const std::exception& e) {
    std::cerr << (where.empty() ? "" : where + ": ") << e.what() << "\n";
    return bad_input;
  };
  try {
    app.parse(argc, argv);
    return run(o) ? fine : missed;
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? fine : bad_input;
  } catch (const input_error& e) {
    return refuse("", e);
  } catch (const nines::domain_error& e) {
    return refuse(o.file, e);
  } catch (const nines::convergence_error& e) {
    return refuse(o.file, e);
  }
}

/// The option --format; `text` says more of the first kind.
inline void add_format(CLI::App& app, std::string& format, const std::string& text = "text") {
  app.add_option("--format", format, text + ", markdown, json or csv")
      ->check(CLI::IsMember({"text", "markdown", "json", "csv"}))
      ->capture_default_str();
}

/// Runs `parse` on the text of an option; a complaint begins with the option's name.
template <class Parse>
auto from_option(const std::string& name, const Parse& parse) {
  try {
    return parse();
  } catch (const std::invalid_argument& e) {
    throw input_error(name + ": " + e.what());
  }
}

/// Figures as the command line has them: an option each, empty unless given.
using given_figures = std::map<std::string, std::string>;

template <class Subject>
void add_figures(CLI::App& app, const std::vector<figure<Subject>>& figures, given_figures& given) {
  for (const auto& f : figures) app.add_option(f.option(), given[f.key], f.meaning);
}
/// Sets what is given.
template <class Subject>
void set_figures(const std::vector<figure<Subject>>& figures, const given_figures& given,
                 Subject& subject) {
  for (const auto& f : figures)
    if (const auto& text = given.at(f.key); !text.empty())
      from_option(f.option(), [&] { f.set(subject, text); });
}

}  // namespace calculator
