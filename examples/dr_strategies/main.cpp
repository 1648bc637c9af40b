// SPDX-License-Identifier: BSL-1.0
// Which strategy for disasters: what does each cost, and what does it save?
//
//   dr_strategies ../recovery_plans/web_shop_strategies.yaml --plot costs.svg
#include <CLI/CLI.hpp>
#include <iostream>

#include "analysis.hpp"

namespace {

using namespace dr_strategies;

enum exit_code { fine = 0, objectives_missed = 1, bad_input = 2 };

struct options {
  std::string file;
  std::string format = "text";
  std::string plot;
};

int run(const options& o) {
  const service s = read_text(read_file_text(o.file, recovery::longest_file), o.file);
  const auto all = assess(s);
  if (!o.plot.empty()) draw_costs(s, all, o.plot);  // and then the report
  write_report(std::cout, analyse(s, all), o.format);
  return is_met(s, all) ? fine : objectives_missed;
}

void describe(CLI::App& app, options& o) {
  app.add_option("file", o.file, "the service, in YAML or JSON")->required();
  app.add_option("--format", o.format, "text, markdown, json or csv")
      ->check(CLI::IsMember({"text", "markdown", "json", "csv"}))
      ->capture_default_str();
  app.add_option("--plot", o.plot, "draw cost against down time into this SVG file");
  app.footer(
      "Exit codes: 0 a strategy meets the objectives (or none is stated); 1 no strategy does;\n"
      "2 bad input, with the reason on standard error.");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Which strategy for disasters, at what cost?", "dr_strategies");
  options o;
  describe(app, o);
  try {
    app.parse(argc, argv);
    return run(o);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? fine : bad_input;
  } catch (const dr_strategies::input_error& e) {
    std::cerr << e.what() << "\n";
  } catch (const nines::domain_error& e) {
    std::cerr << o.file << ": " << e.what() << "\n";
  } catch (const nines::convergence_error& e) {
    std::cerr << o.file << ": " << e.what() << "\n";
  }
  return bad_input;
}
