// SPDX-License-Identifier: BSL-1.0
// What every question's command does: options, a run, errors, an exit code.
//
//   int command(int argc, char** argv) {
//     return run_program<options>(argc, argv, "nines name", "What is asked?", describe, run);
//   }
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "figure.hpp"
#include "output/answers.hpp"

namespace CLI {  // CLI11, which takes seconds to compile: program.cpp alone reads it
class App;
class Option;
}  // namespace CLI

namespace calculator {

/// One option of the command line.
class command_option {
 public:
  explicit command_option(CLI::Option* option) : option_(option) {}
  command_option required() const;
  /// The help tells what it is when it is left out.
  command_option shows_default() const;
  /// One value at a time, with all its commas.
  command_option one_at_a_time() const;
  command_option one_of(const std::vector<std::string>& values) const;

 private:
  CLI::Option* option_;
};

/// What every question is asked with.
struct question_options {
  std::string file;  ///< empty where there is none
  std::string format = "text";
  std::string plot;  ///< the file of a picture
  bool progress = false;
};

/// What questions about a file that describes a service are asked with, too.
struct service_options : question_options {
  std::vector<std::string> what_if, given, sweep;
};

/// What questions about entries of such a file are asked with, too.
struct entry_options : service_options {
  std::string of;
};

/// The options of a program, while it says what they are.
class command_line {
 public:
  explicit command_line(CLI::App& app) : app_(app) {}
  command_option add_option(const std::string& name, std::string& value,
                            const std::string& meaning);
  command_option add_option(const std::string& name, std::vector<std::string>& values,
                            const std::string& meaning);
  void add_flag(const std::string& name, bool& value, const std::string& meaning);
  /// The file that describes the service, --format, --what-if, --sweep and --given; the option of
  /// the file.
  command_option add_service(service_options& o);
  /// The same with --of, which chooses one of several `entries`.
  command_option add_entries(entry_options& o, const std::string& entries);
  /// The option --format; `text` says more of the first kind.
  void add_format(std::string& format, const std::string& text = "text");
  /// The option --plot: `drawn` into a file.
  void add_plot(std::string& plot, const std::string& drawn);
  /// The option --progress, of what may take more than two seconds.
  void add_progress(bool& progress);
  void footer(const std::string& text);

 private:
  CLI::App& app_;
};

/// The footer of a question: its exit codes, of what is `met`, or `missed`.
std::string exit_codes(const std::string& met, const std::string& missed);

/// What run_program() does for options of any kind. `file` is read after the command line is known.
int run_command(int argc, char** argv, const char* name, const char* question,
                const std::string& file, const std::function<void(command_line&)>& describe,
                const std::function<exit_code()>& run);

/// Writes answers on standard output, and a picture where one is asked for: the report stands, come
/// what may. The exit code that the objectives make.
exit_code publish(const answers& a, const question_options& o);

inline exit_code code_of(exit_code code) { return code; }
inline exit_code code_of(bool is_met) { return is_met ? fine : missed; }

/// `describe(command_line, options)` says which options there are, `run(options)` computes, and
/// returns answers, which are published; or prints by itself, and returns an exit code, or whether
/// all that was asked for is met. What it throws for bad input is printed, with the name of
/// options.file where it does not say it itself. Nothing else leaves it: an exit code of 0 means
/// that all was computed, and all of it written.
template <class Options, class Describe, class Run>
int run_program(int argc, char** argv, const char* name, const char* question,
                const Describe& describe, const Run& run) {
  Options o;
  return run_command(
      argc, argv, name, question, o.file, [&](command_line& options) { describe(options, o); },
      [&] {
        if constexpr (requires { publish(run(o), o); })
          return publish(run(o), o);
        else
          return code_of(run(o));
      });
}

/// Throws what is being handled, with the name of the entry that it is about.
[[noreturn]] void rethrow_named(const std::string& entry);

/// Whether all of standard output is written; says so where it is not.
bool all_written();

/// The report of each entry. Throws what analyse() does, with the name of the entry.
template <class Entries, class Analyse>
std::vector<named<report>> reports_of(const Entries& entries, const Analyse& analyse) {
  std::vector<named<report>> reports;
  for (const auto& [name, entry] : entries) {
    try {
      reports.push_back({name, analyse(entry)});
    } catch (...) {
      rethrow_named(name);
    }
  }
  return reports;
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
void add_figures(command_line& options, const std::vector<figure<Subject>>& figures,
                 given_figures& given) {
  for (const auto& f : figures) options.add_option(f.option(), given[f.key], f.meaning);
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
