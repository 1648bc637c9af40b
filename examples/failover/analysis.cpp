// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include "common/format.hpp"
#include "pair.hpp"

namespace failover {

namespace {

using nines::year_365;

double minutes_a_year(double unavailability) {
  return unavailability * nines::minutes_in<double>(year_365).count();
}
cell minutes_cell(double unavailability) {
  const double minutes = minutes_a_year(unavailability);
  return {significant(minutes, 4), minutes};
}

section long_run_section(const pair& p, const nines::repairable<double>& r) {
  const chance& up = r.availability();
  section t{"long_run", "In the long run", "<>", {"", ""}, {"quantity", "value"}, {}};
  t.rows.push_back({"availability", probability_cell(up)});
  t.rows.push_back({"down a year", time_cell(nines::downtime(up, year_365))});
  t.rows.push_back({"failures a year", number_cell(r.failure_frequency(year_365), 4)});
  t.rows.push_back({"mean up time", time_cell(r.mean_up_time())});
  t.rows.push_back({"mean down time", time_cell(r.mean_down_time())});
  if (p.objective)
    t.rows.push_back({"objective",
                      {human_percent(*p.objective) + (meets_objective(p) ? " met" : " MISSED"),
                       p.objective->value()}});
  return t;
}

/// The figures that the rest is computed from, and which of them nobody gave.
section figures_section(const pair& p) {
  const auto& n = p.nodes;
  const std::vector<std::pair<const char*, cell>> shown = {
      {"mttf", time_cell(hours(n.mttf.hours))},
      {"mttr", time_cell(hours(n.mttr.hours))},
      {"detection", time_cell(hours(n.detection.hours))},
      {"promotion", time_cell(hours(n.promotion.hours))},
      {"coverage", probability_cell(n.coverage)},
      {"manual_recovery", time_cell(hours(n.manual_recovery.hours))},
      {"rebuild", time_cell(hours(n.rebuild.hours))},
      {"failback", time_cell(hours(n.failback.hours))},
      {"dormancy", number_cell(n.dormancy_factor, 4)},
      {"crews", number_cell(static_cast<double>(n.crews), 2)}};
  section t{
      "figures", "The pair, as read", "<><", {"figure", "is", ""}, {"figure", "value", "origin"},
      {}};
  for (const auto& [key, value] : shown)
    t.rows.push_back({key, value, p.written.count(key) != 0 ? "" : "assumed"});
  return t;
}

/// A step of the failover: how long it takes, and the share of all time in it.
struct step {
  std::string name;
  double takes;  // hours
  double share;
};

std::vector<step> steps(const pair& p) {
  const auto share = nines::shares_of(p.nodes);
  const auto& n = p.nodes;
  return {{"detection", n.detection.hours, share.detecting},
          {"promotion", n.promotion.hours, share.promoting},
          {"manual recovery of a failover", n.manual_recovery.hours, share.manual_recovery},
          {"failback", n.failback.hours, share.failing_back},
          {"repair, both nodes down", n.mttr.hours, share.both_down}};
}

section steps_section(const pair& p, const nines::repairable<double>& r) {
  section t{"steps",
            "What each step costs",
            "<>>>",
            {"down in", "takes", "minutes a year", "share"},
            {"step", "hours_each", "minutes_a_year", "share"},
            {}};
  const double down = r.availability().complement();
  for (const auto& s : steps(p))
    t.rows.push_back(
        {s.name, time_cell(hours(s.takes)), minutes_cell(s.share), share_cell(s.share / down)});
  t.rows.push_back({"all", "", minutes_cell(down), share_cell(1)});
  return t;
}

/// A change, and whether it changes anything.
struct change {
  const char* name;
  bool (*applies)(const nines::primary_standby_pair<double>&);
  void (*make)(nines::primary_standby_pair<double>&);
};

const change changes[] = {
    {"no time for detection", [](auto& n) { return n.detection.hours > 0; },
     [](auto& n) { n.detection = hours(0); }},
    {"no time for promotion", [](auto& n) { return n.promotion.hours > 0; },
     [](auto& n) { n.promotion = hours(0); }},
    {"every failover works", [](auto& n) { return n.coverage.complement() > 0; },
     [](auto& n) { n.coverage = chance::always(); }},
    {"manual recovery in half the time", [](auto& n) { return n.coverage.complement() > 0; },
     [](auto& n) { n.manual_recovery = hours(n.manual_recovery.hours / 2); }},
    {"no failback", [](auto& n) { return n.failback.hours > 0; },
     [](auto& n) { n.failback = hours(0); }},
    {"no time for the rebuild", [](auto& n) { return n.rebuild.hours > 0; },
     [](auto& n) { n.rebuild = hours(0); }},
    {"both nodes can be repaired at once", [](auto& n) { return n.crews < 2; },
     [](auto& n) { n.crews = 2; }},
    {"nodes fail half as often", [](auto&) { return true; },
     [](auto& n) { n.mttf = hours(2 * n.mttf.hours); }}};

section changes_section(const pair& p, const nines::repairable<double>& now) {
  section t{"changes",
            "What if: minutes a year",
            "<>>",
            {"change", "down", "saved"},
            {"change", "minutes_a_year", "minutes_saved"},
            {}};
  const double before = now.availability().complement();
  t.rows.push_back({"as it is", minutes_cell(before), ""});
  for (const auto& c : changes) {
    if (!c.applies(p.nodes)) continue;
    pair other = p;
    c.make(other.nodes);
    const double after = long_run(other).availability().complement();
    t.rows.push_back({c.name, minutes_cell(after), minutes_cell(before - after)});  // for people
  }
  return t;
}

}  // namespace

nines::repairable<double> long_run(const pair& p) { return nines::as_repairable(p.nodes); }

bool meets_objective(const pair& p) {
  if (!p.objective) return true;
  return reaches(long_run(p).availability(), *p.objective);
}

report analyse(const pair& p) {
  const auto now = long_run(p);
  report r{p.title,
           {figures_section(p), long_run_section(p, now), steps_section(p, now),
            changes_section(p, now)},
           "A year is 365 d. All times are means of exponential laws.\n"};
  const auto doubt = [&](const char* key, const chance& read) {
    const auto text = p.written.find(key);
    if (text != p.written.end())
      add_doubt(r.warnings, {key, read, text->second}, rate_of::successes);
  };
  doubt("coverage", p.nodes.coverage);
  if (p.objective) {
    doubt("objective", *p.objective);
    r.objectives.push_back({"availability", "at least " + human_percent(*p.objective),
                            human_percent(now.availability()), meets_objective(p)});
  }
  return r;
}

}  // namespace failover
