// SPDX-License-Identifier: BSL-1.0
// What is the probability to break a service level agreement, this month and this year?
//
//   nines sla examples/promises/web_shop.yaml --plot exceedance.svg
//   nines sla --mttf "30 d" --mttr "15 min" --objective 99.95% --limit 5%
#include "command.hpp"

#include "analysis.hpp"
#include "service.hpp"
#include "service/ask.hpp"
#include "service/service_file.hpp"

namespace sla {

namespace {

struct options : entry_options {
  given_figures given;
};

/// An agreement with what the command line says of it.
service asked(service s, const options& o) {
  for (const auto& f : figures())
    if (const auto reason = is_fixed(s, f.key); reason && !o.given.at(f.key).empty())
      throw input_error(f.option() + ": " + *reason);
  set_figures(figures(), o.given, s);
  if (!o.given.at("mttf").empty() || !o.given.at("mttr").empty()) s.path.reset();
  return at_worst_month(complete(std::move(s)));
}

answers run(const options& o) {
  return ask_file(o, [&](const service_file& f) {
    std::vector<named<service>> entries(1);  // of the command line alone
    if (!o.file.empty()) entries = chosen(f.agreements, "agreements", o.file, o.of);
    return answers_of({"sla", "agreements",
                       reports_of(entries, [&](const service& s) { return analyse(asked(s, o)); })},
                      f.title);
  });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "agreements");
  app.add_plot(o.plot, "the chance of more down time");
  add_figures(app, figures(), o.given);
  app.footer(exit_codes("the chance of a breach is within the limit", "it is more"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines sla", asks, describe, run);
}

}  // namespace sla
