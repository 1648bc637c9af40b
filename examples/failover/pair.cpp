// SPDX-License-Identifier: BSL-1.0
#include "pair.hpp"

#include <stdexcept>

namespace failover {

namespace {

/// A duration that may be 0: the step is left out.
hours parse_step(const std::string& text) { return parse_duration_or_zero(text); }

}  // namespace

pair usual_pair() {
  pair p;
  const auto set = [&](const char* key, const char* text) {
    for (const auto& f : figures())
      if (std::string_view(f.key) == key) f.set(p, text);
  };
  set("mttf", "30 d");
  set("mttr", "1 h");
  set("detection", "30 s");
  set("promotion", "60 s");
  set("coverage", "99%");
  set("manual_recovery", "1 h");
  set("rebuild", "2 h");
  set("failback", "30 s");
  return p;
}

const std::vector<figure<pair>>& figures() {
  static const std::vector<figure<pair>> list = {
      {"mttf", "mean time to failure of a node",
       [](pair& p, const std::string& t) { p.nodes.mttf = parse_mean_time(t); }},
      {"mttr", "mean time to repair a node",
       [](pair& p, const std::string& t) { p.nodes.mttr = parse_duration(t); }},
      {"detection", "until a failure of the primary is noticed",
       [](pair& p, const std::string& t) { p.nodes.detection = parse_step(t); }},
      {"promotion", "until the standby serves",
       [](pair& p, const std::string& t) { p.nodes.promotion = parse_step(t); }},
      {"coverage", "the chance that the failover works",
       [](pair& p, const std::string& t) { p.nodes.coverage = parse_probability(t); }},
      {"manual_recovery", "until people have repaired a failover that did not work",
       [](pair& p, const std::string& t) { p.nodes.manual_recovery = parse_step(t); }},
      {"rebuild", "until a repaired node is a standby again",
       [](pair& p, const std::string& t) { p.nodes.rebuild = parse_step(t); }},
      {"failback", "planned outage to go back to the first node; 0: the roles stay",
       [](pair& p, const std::string& t) { p.nodes.failback = parse_step(t); }},
      {"dormancy", "failure rate of the standby, relative to the primary's",
       [](pair& p, const std::string& t) { p.nodes.dormancy_factor = parse_amount(t); }},
      {"crews", "how many nodes can be repaired at once",
       [](pair& p, const std::string& t) { p.nodes.crews = parse_count(t, 1, 2); }}};
  return list;
}

pair read_pair(const cursor& c) {
  const fields given(c, keys_of(figures(), {"title", "objective"}));
  pair p = usual_pair();
  if (const auto* title = given.find("title")) p.title = title->line();
  if (const auto* objective = given.find("objective")) {
    p.objective = objective->probability();
    p.written["objective"] = objective->text();
  }
  read_figures(given, figures(), p);
  return p;
}

pairs read_pairs(const fields& top) {
  const auto* title = top.find("title");
  const std::string of_file = title != nullptr ? title->line() : "";
  return read_section<pair>(top, "pairs", [&](const std::string& name, const cursor& c) {
    pair p = read_pair(c);
    p.title = title_of(fields(c, keys_of(figures(), {"title", "objective"})), name, of_file,
                       usual_pair().title);
    return p;
  });
}

}  // namespace failover
