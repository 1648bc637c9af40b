// SPDX-License-Identifier: BSL-1.0
// What is the probability to break a service level agreement, this month and this year?
//
//   nines sla examples/promises/web_shop.yaml --plot exceedance.svg
//   nines sla --mttf "30 d" --mttr "15 min" --objective 99.95% --limit 5%
#include "command.hpp"

#include <iostream>

#include "analysis.hpp"
#include "common/program.hpp"
#include "service/service_file.hpp"

namespace sla {

namespace {

struct options : entry_options {
  std::string plot;
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

bool run(const options& o) {
  auto entries = o.file.empty()
                     ? std::vector<named<service>>{{"", {}}}
                     : chosen(read_service(o.file).agreements, "agreements", o.file, o.of);
  if (!o.plot.empty()) require_one(entries, "--plot");
  return answer(
      entries, o.format, [&](service& s) { return analyse(s = asked(std::move(s), o)); },
      [&](const service& s) {
        if (!o.plot.empty()) draw_exceedance(s, o.plot);
        return keeps_limit(s);
      });
}

void describe(command_line& app, options& o) {
  app.add_entries(o, "agreements");
  app.add_option("--plot", o.plot, "draw the chance of more down time into this SVG file");
  add_figures(app, figures(), o.given);
  app.footer(exit_codes("the chance of a breach is within the limit", "it is more"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines sla", asks, describe, run);
}

}  // namespace sla
