// SPDX-License-Identifier: BSL-1.0
// The fabric of a data centre: which one is good enough, and what does it cost?
//
//   nines fabric --hosts 400 --link 99.9% --switch 99.9% --objective 99.99% --switch-cost 8000
#include "command.hpp"

#include "analysis.hpp"
#include "common/program.hpp"
#include "common/scalars.hpp"

namespace fabric {

namespace {

struct options : question_options {
  std::string hosts, per_rack = "16", spines = "8";
  std::string link, node, objective = "99.99%";
  std::string link_cost = "100", switch_cost = "5000";
  bool count_racks = false;
};

template <class Parse>
auto read(const std::string& option, const std::string& text, const Parse& parse) {
  return from_option(option, [&] { return parse(text); });
}

wish read_wish(const options& o) {
  const auto count = [](std::size_t most) {
    return [most](const std::string& text) { return parse_count(text, 1, most); };
  };
  wish w{.hosts = read("--hosts", o.hosts, count(4000)),
         .hosts_per_rack = read("--hosts-per-rack", o.per_rack, count(1000)),
         .link = read("--link", o.link, parse_probability),
         .node = read("--switch", o.node, parse_probability),
         .link_cost = read("--link-cost", o.link_cost, parse_amount),
         .switch_cost = read("--switch-cost", o.switch_cost, parse_amount),
         .most_spines = read("--most-spines", o.spines, count(64)),
         .objective = read("--objective", o.objective, parse_probability),
         .written_objective = o.objective,
         .written_link = o.link,
         .written_node = o.node,
         .racks_count = o.count_racks};
  if (w.hosts / w.hosts_per_rack > 250)
    throw input_error("--hosts-per-rack: that makes more than 250 racks");
  return w;
}

answers run(const options& o) {
  const wish w = read_wish(o);
  return answers_of({"fabric", "fabric", {{"", analyse(w, candidates(w))}}});
}

void describe(command_line& app, options& o) {
  app.add_option("--hosts", o.hosts, "how many hosts there are to connect").required();
  app.add_option("--link", o.link, "the availability of a link").required();
  app.add_option("--switch", o.node, "the availability of a switch").required();
  app.add_option("--objective", o.objective, "of the way between any two racks").shows_default();
  app.add_option("--hosts-per-rack", o.per_rack, "of leaf-spines; a rack of a fat-tree has k / 2")
      .shows_default();
  app.add_option("--most-spines", o.spines, "leaf-spines of 1 to so many spines").shows_default();
  app.add_option("--link-cost", o.link_cost, "of a link between switches").shows_default();
  app.add_option("--switch-cost", o.switch_cost, "of a switch").shows_default();
  app.add_flag("--count-racks", o.count_racks, "the switches of the two racks must be up, too");
  app.add_format(o.format);
  app.footer(exit_codes("one of them reaches the objective", "none does"));
}

}  // namespace

int command(int argc, char** argv) {
  return run_program<options>(argc, argv, "nines fabric", asks, describe, run);
}

}  // namespace fabric
