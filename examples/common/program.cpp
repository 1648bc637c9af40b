// SPDX-License-Identifier: BSL-1.0
#include "common/program.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <new>

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

void print_reports(const std::vector<named<report>>& reports, const std::string& format) {
  write_reports(std::cout, reports, format);
  std::cout.flush();
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
command_option command_line::add_service(std::string& file) {
  return add_option("file", file, "describes the service, in YAML or JSON");
}
command_option command_line::add_entries(entry_options& o, const std::string& entries) {
  const command_option file = add_service(o.file);
  add_of(o.of, entries);
  add_format(o.format);
  return file;
}
void command_line::add_format(std::string& format, const std::string& text) {
  add_option("--format", format, text + ", markdown, json or csv")
      .one_of({"text", "markdown", "json", "csv"})
      .shows_default();
}
void command_line::add_of(std::string& of, const std::string& entries) {
  add_option("--of", of, "which of the file's " + entries + ", by its name; all if left out");
}
void command_line::footer(const std::string& text) { app_.footer(text); }

std::string exit_codes(const std::string& met, const std::string& missed) {
  return "Exit codes: 0 " + met + " (or none is stated); 1 " + missed +
         ";\n2 bad input, with the reason on standard error.";
}

int run_command(int argc, char** argv, const char* name, const char* question,
                const std::string& file, const std::function<void(command_line&)>& describe,
                const std::function<bool()>& run) {
  CLI::App app(question, name);
  command_line options(app);
  describe(options);
  try {
    app.parse(argc, argv);
    const int code = run() ? fine : missed;
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
