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
#include <new>

#include "figure.hpp"

namespace calculator {

enum exit_code { fine = 0, missed = 1, bad_input = 2 };

/// Says on standard error what is being thrown; bad_input.
inline int say_why(const std::string& file) {
  const std::string where = file.empty() ? "" : file + ": ";
  try {
    throw;
  } catch (const input_error& e) {
    std::cerr << e.what() << "\n";
  } catch (const nines::domain_error& e) {
    std::cerr << where << reason_of(e) << "\n";
  } catch (const nines::convergence_error& e) {
    std::cerr << where << reason_of(e) << "\n";
  } catch (const std::bad_alloc&) {
    std::cerr << where << "takes more memory than there is\n";
  } catch (const std::exception& e) {
    std::cerr << where
              << "cannot be computed, for a reason that is a fault of this program: " << e.what()
              << "\n";
  }
  return bad_input;
}

/// Whether all of standard output is written; says so where it is not.
inline bool all_written() {
  std::cout.flush();
  if (std::cout) return true;
  std::cerr << "standard output: cannot be written; what is there is not all of it\n";
  return false;
}

/// `describe(app, options)` says which options there are, `run(options)` computes, prints, and
/// tells whether all that was asked for is met. What it throws for bad input is printed, with the
/// name of options.file where it does not say it itself. Nothing else leaves it: an exit code of 0
/// means that all was computed, and all of it written.
template <class Options, class Describe, class Run>
int run_program(int argc, char** argv, const char* name, const char* question,
                const Describe& describe, const Run& run) {
  CLI::App app(question, name);
  Options o;
  describe(app, o);
  try {
    app.parse(argc, argv);
    const int code = run(o) ? fine : missed;
    return all_written() ? code : bad_input;
  } catch (const CLI::ParseError& e) {
    const bool is_fine = app.exit(e) == 0;
    return all_written() && is_fine ? fine : bad_input;
  } catch (...) {
    std::cout.flush();  // a report that is there stands, whatever failed after it
    return say_why(shown_name(o.file));
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
      from_option(f.option(), [&] { f.read(subject, text); });
}

}  // namespace calculator
