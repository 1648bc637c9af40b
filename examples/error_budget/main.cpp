// SPDX-License-Identifier: BSL-1.0
// What does an objective allow, when do its alerts notice an outage, how often do they cry wolf?
//
//   error_budget ../promises/checkout.yaml
//   error_budget ../promises/checkout.yaml --prometheus > rules.yaml
//   error_budget --objective 99.95% --window "28 d" --requests_per_hour 1000
#include <CLI/CLI.hpp>
#include <iostream>

#include "analysis.hpp"
#include "prometheus.hpp"

namespace {

using namespace error_budget;

enum exit_code { fine = 0, limit_exceeded = 1, bad_input = 2 };

struct options {
  std::string file;
  std::string format = "text";
  bool prometheus = false;
  std::map<std::string, std::string> given;
};

void set(const std::string& key, const std::string& text, plan& p) {
  try {
    for (const auto& f : figures())
      if (f.key == key) f.set(p, text);
  } catch (const std::invalid_argument& e) {
    throw input_error("--" + key + ": " + e.what());
  }
}

plan usual_plan() {
  plan p;
  p.alerts = workbook_alerts();
  return p;
}

int run(const options& o) {
  plan p = o.file.empty() ? usual_plan() : read_text(read_file_text(o.file, longest_file), o.file);
  for (const auto& [key, text] : o.given)
    if (!text.empty()) set(key, text, p);
  if (o.prometheus)
    write_prometheus(std::cout, p);
  else
    write_report(std::cout, analyse(p), o.format);
  return keeps_limit(p) ? fine : limit_exceeded;
}

void describe(CLI::App& app, options& o) {
  app.add_option("file", o.file, "the objective, in YAML or JSON");
  app.add_option("--format", o.format, "text, markdown, json or csv")
      ->check(CLI::IsMember({"text", "markdown", "json", "csv"}))
      ->capture_default_str();
  app.add_flag("--prometheus", o.prometheus, "the alerts as rules for Prometheus");
  for (const auto& f : figures())
    app.add_option("--" + std::string(f.key), o.given[f.key], f.meaning);
  app.footer(
      "Exit codes: 0 false pages are within the limit (or none is stated); 1 they are not for\n"
      "certain; 2 bad input, with the reason on standard error.");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("What does an objective allow, and when do its alerts fire?", "error_budget");
  options o;
  describe(app, o);
  try {
    app.parse(argc, argv);
    return run(o);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? fine : bad_input;
  } catch (const error_budget::input_error& e) {
    std::cerr << e.what() << "\n";
  } catch (const nines::domain_error& e) {
    std::cerr << (o.file.empty() ? "" : o.file + ": ") << e.what() << "\n";
  } catch (const nines::convergence_error& e) {
    std::cerr << (o.file.empty() ? "" : o.file + ": ") << e.what() << "\n";
  }
  return bad_input;
}
