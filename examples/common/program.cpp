// SPDX-License-Identifier: BSL-1.0
#include "common/program.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <new>
#include <optional>

#include "progress.hpp"

namespace calculator {

namespace {

/// Says on standard error what is being thrown; bad_input.
int say_why(const std::string& file) {
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

}  // namespace

void rethrow_named(const std::string& entry) {
  try {
    throw;
  } catch (const nines::domain_error& e) {
    throw nines::domain_error(entry.empty() ? e.what() : entry + ": " + e.what());
  } catch (const nines::convergence_error& e) {
    throw nines::convergence_error(entry.empty() ? e.what() : entry + ": " + e.what());
  }
}

bool all_written() {
  std::cout.flush();
  if (std::cout) return true;
  std::cerr << "standard output: cannot be written; what is there is not all of it\n";
  return false;
}

command_option command_option::required() const {
  option_->required();
  return *this;
}
command_option command_option::shows_default() const {
  option_->capture_default_str();
  return *this;
}
command_option command_option::one_at_a_time() const {
  option_->allow_extra_args(false)->delimiter('\0');
  return *this;
}
command_option command_option::one_of(const std::vector<std::string>& values) const {
  option_->check(CLI::IsMember(values));
  return *this;
}

command_option command_line::add_option(const std::string& name, std::string& value,
                                        const std::string& meaning) {
  return command_option(app_.add_option(name, value, meaning));
}
command_option command_line::add_option(const std::string& name, std::vector<std::string>& values,
                                        const std::string& meaning) {
  return command_option(app_.add_option(name, values, meaning));
}
void command_line::add_flag(const std::string& name, bool& value, const std::string& meaning) {
  app_.add_flag(name, value, meaning);
}
command_option command_line::add_service(service_options& o) {
  const command_option file =
      add_option("file", o.file, "describes the service, in YAML or JSON; - is standard input");
  add_format(o.format);
  add_option("--what-if", o.what_if,
             "other figures to compare, as \"app.mttr=5 min\" or\n"
             "\"budgets.checkout.limit=5%, app.instances=3\"; repeatable")
      .one_at_a_time();
  add_option("--sweep", o.sweep, "a row of them: \"app.mttr=5 min..45 min\"").one_at_a_time();
  add_option("--given", o.given, "what is down for ever: \"zone a down\"; repeatable")
      .one_at_a_time();
  add_progress(o.progress);
  return file;
}
command_option command_line::add_entries(entry_options& o, const std::string& entries) {
  const command_option file = add_service(o);
  add_option("--of", o.of, "which of the file's " + entries + ", by its name; all if left out");
  return file;
}
void command_line::add_format(std::string& format, const std::string& text) {
  add_option("--format", format, text + ", markdown, json, csv, junit (XML for CI) or html")
      .one_of(formats())
      .shows_default();
}
void command_line::add_plot(std::string& plot, const std::string& drawn) {
  add_option("--plot", plot, "draw " + drawn + " into this SVG file");
}
void command_line::add_progress(bool& progress) {
  add_flag("--progress", progress, "tell how far it is, also where no terminal is there to see it");
}
void command_line::footer(const std::string& text) { app_.footer(text); }

std::string exit_codes(const std::string& met, const std::string& missed) {
  return "Exit codes: 0 " + met + " (or nothing is stated); 1 " + missed +
         ";\n2 bad input, with the place and the reason on standard error; 3 bounds do not decide.";
}

namespace {

/// The only report, which a picture is of.
const report& drawn_report(const answers& a) {
  std::string names;
  for (const auto& p : a.parts)
    for (const auto& each : p.reports) names += (names.empty() ? "" : ", ") + each.name;
  if (const auto* only = a.only_report()) {
    if (only->pictures.empty()) throw input_error("--plot: there is nothing to draw");
    return *only;
  }
  throw input_error("--plot: is of one entry" +
                    (names.empty() ? "" : "; choose it by --of: " + names));
}

}  // namespace

exit_code publish(const answers& a, const question_options& o) {
  if (o.format != "html") end_progress();  // whose pictures may take long
  if (o.plot.empty()) {
    write(std::cout, a, o.format);
    return a.code();
  }
  const report& r = drawn_report(a);
  write(std::cout, a, o.format);
  std::cout.flush();
  for (const auto& remark : write_svg(r.pictures.front(), o.plot)) std::cerr << remark << "\n";
  return a.code();
}

namespace {

/// Whether it is asked for, or there is a terminal; of questions that have the option.
bool shows_progress(const CLI::App& app) {
  const auto* option = app.get_option_no_throw("--progress");
  return option != nullptr && (option->count() > 0 || ::isatty(STDERR_FILENO) == 1);
}

}  // namespace

int run_command(int argc, char** argv, const char* name, const char* question,
                const std::string& file, const std::function<void(command_line&)>& describe,
                const std::function<exit_code()>& run) {
  CLI::App app(question, name);
  command_line options(app);
  describe(options);
  try {
    app.parse(argc, argv);
    std::optional<progress> shown;
    if (shows_progress(app)) shown.emplace(name);
    const exit_code code = run();
    return all_written() ? code : bad_input;
  } catch (const CLI::ParseError& e) {
    const bool is_fine = app.exit(e) == 0;
    return all_written() && is_fine ? fine : bad_input;
  } catch (...) {
    std::cout.flush();  // a report that is there stands, whatever failed after it
    return say_why(shown_name(file));
  }
}

}  // namespace calculator
