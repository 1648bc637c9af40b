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
#include "report.hpp"

namespace CLI {  // CLI11, which takes seconds to compile: program.cpp alone reads it
class App;
class Option;
}  // namespace CLI

namespace calculator {

enum exit_code { fine = 0, missed = 1, bad_input = 2 };

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

/// What questions about entries of a file are asked with.
struct entry_options {
  std::string file;
  std::string format = "text";
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
  /// The file that describes the service.
  command_option add_service(std::string& file);
  /// The same with --of, as of `entries`, and --format; the option of the file.
  command_option add_entries(entry_options& o, const std::string& entries);
  /// The option --of, which chooses one of several entries.
  void add_of(std::string& of, const std::string& entries);
  /// The option --format; `text` says more of the first kind.
  void add_format(std::string& format, const std::string& text = "text");
  void footer(const std::string& text);

 private:
  CLI::App& app_;
};

/// The footer of a question whose limit or objective is `met`, or `missed`, or not stated.
std::string exit_codes(const std::string& met, const std::string& missed);

/// What run_program() does for options of any kind. `file` is read after the command line is known.
int run_command(int argc, char** argv, const char* name, const char* question,
                const std::string& file, const std::function<void(command_line&)>& describe,
                const std::function<bool()>& run);

/// `describe(command_line, options)` says which options there are, `run(options)` computes, prints,
/// and tells whether all that was asked for is met. What it throws for bad input is printed, with
/// the name of options.file where it does not say it itself. Nothing else leaves it: an exit code
/// of 0 means that all was computed, and all of it written.
template <class Options, class Describe, class Run>
int run_program(int argc, char** argv, const char* name, const char* question,
                const Describe& describe, const Run& run) {
  Options o;
  return run_command(
      argc, argv, name, question, o.file, [&](command_line& options) { describe(options, o); },
      [&] { return run(o); });
}

/// Throws what is being handled, with the name of the entry that it is about.
[[noreturn]] void rethrow_named(const std::string& entry);
/// On standard output, all of it.
void print_reports(const std::vector<named<report>>& reports, const std::string& format);

/// Whether all of standard output is written; says so where it is not.
bool all_written();

/// The report of each entry. Throws what analyse() does, with the name of the entry.
template <class Entries, class Analyse>
std::vector<named<report>> reports_of(Entries& entries, const Analyse& analyse) {
  std::vector<named<report>> reports;
  for (auto& [name, entry] : entries) {
    try {
      reports.push_back({name, analyse(entry)});
    } catch (...) {
      rethrow_named(name);
    }
  }
  return reports;
}

/// Writes the report of each entry, and then tells whether all of them are met: finish() is
/// called after the reports, which stand, come what may.
template <class Entries, class Analyse, class Finish>
bool answer(Entries& entries, const std::string& format, const Analyse& analyse,
            const Finish& finish) {
  print_reports(reports_of(entries, analyse), format);
  bool met = true;
  for (const auto& each : entries) met = finish(each.what) && met;
  return met;
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
