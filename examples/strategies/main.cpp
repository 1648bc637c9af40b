// SPDX-License-Identifier: BSL-1.0
// Blue-green, canary, rolling, all at once: what does each take, and what does each risk?
//
//   strategies ../rollouts/web_service.yaml --plot losses.svg
#include <CLI/CLI.hpp>
#include <iostream>

#include "compare.hpp"

namespace {

using namespace strategies;

enum exit_code { fine = 0, limits_missed = 1, bad_input = 2 };

struct options {
  std::string file;
  std::string format = "text";
  std::string plot;
};

int run(const options& o) {
  const study s = read_text(read_file_text(o.file, longest_file), o.file);
  const auto all = assess_all(s);
  if (!o.plot.empty()) draw_losses(s, all, o.plot);  // and then the report
  write_report(std::cout, compare(s, all), o.format);
  return !s.limit.any() || is_met(all) ? fine : limits_missed;
}

void describe(CLI::App& app, options& o) {
  app.add_option("file", o.file, "the rollout and its strategies, in YAML or JSON")->required();
  app.add_option("--format", o.format, "text, markdown, json or csv")
      ->check(CLI::IsMember({"text", "markdown", "json", "csv"}))
      ->capture_default_str();
  app.add_option("--plot", o.plot, "draw the chance of more failed requests into this SVG file");
  app.footer(
      "Exit codes: 0 a strategy keeps the limits (or none is stated); 1 no strategy does;\n"
      "2 bad input, with the reason on standard error.");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Which way to roll out takes what, and risks what?", "strategies");
  options o;
  describe(app, o);
  try {
    app.parse(argc, argv);
    return run(o);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? fine : bad_input;
  } catch (const strategies::input_error& e) {
    std::cerr << e.what() << "\n";
  } catch (const nines::domain_error& e) {
    std::cerr << o.file << ": " << e.what() << "\n";
  } catch (const nines::convergence_error& e) {
    std::cerr << o.file << ": " << e.what() << "\n";
  }
  return bad_input;
}
