// SPDX-License-Identifier: BSL-1.0
// What is the chance to break a service level agreement, this month and this year?
//
//   sla_risk ../promises/web_shop.yaml --plot exceedance.svg
//   sla_risk --mttf "30 d" --mttr "15 min" --objective 99.95% --limit 5%
#include <CLI/CLI.hpp>
#include <iostream>

#include "analysis.hpp"

namespace {

using namespace sla_risk;

enum exit_code { fine = 0, limit_exceeded = 1, bad_input = 2 };

struct options {
  std::string file;
  std::string format = "text";
  std::string plot;
  std::map<std::string, std::string> given;
};

void set(const std::string& key, const std::string& text, service& s) {
  try {
    for (const auto& f : figures())
      if (f.key == key) f.set(s, text);
  } catch (const std::invalid_argument& e) {
    throw input_error("--" + key + ": " + e.what());
  }
}

int run(const options& o) {
  service s = o.file.empty() ? service{} : read_text(read_file_text(o.file, longest_file), o.file);
  for (const auto& [key, text] : o.given) {
    if (text.empty()) continue;
    if (const auto reason = is_fixed(s, key)) throw input_error("--" + key + ": " + *reason);
    set(key, text, s);
  }
  if (!o.plot.empty()) draw_exceedance(s, o.plot);  // and then the report
  write_report(std::cout, analyse(s), o.format);
  return keeps_limit(s) ? fine : limit_exceeded;
}

void describe(CLI::App& app, options& o) {
  app.add_option("file", o.file, "the service, in YAML or JSON");
  app.add_option("--format", o.format, "text, markdown, json or csv")
      ->check(CLI::IsMember({"text", "markdown", "json", "csv"}))
      ->capture_default_str();
  app.add_option("--plot", o.plot, "draw the chance of more down time into this SVG file");
  for (const auto& f : figures())
    app.add_option("--" + std::string(f.key), o.given[f.key], f.meaning);
  app.footer(
      "Exit codes: 0 the chance of a breach is within the limit (or none is stated); 1 it is "
      "more;\n"
      "2 bad input, with the reason on standard error.");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("What is the chance to break a service level agreement?", "sla_risk");
  options o;
  describe(app, o);
  try {
    app.parse(argc, argv);
    return run(o);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? fine : bad_input;
  } catch (const sla_risk::input_error& e) {
    std::cerr << e.what() << "\n";
  } catch (const nines::domain_error& e) {
    std::cerr << (o.file.empty() ? "" : o.file + ": ") << e.what() << "\n";
  } catch (const nines::convergence_error& e) {
    std::cerr << (o.file.empty() ? "" : o.file + ": ") << e.what() << "\n";
  }
  return bad_input;
}
