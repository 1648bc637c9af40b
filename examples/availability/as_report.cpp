// SPDX-License-Identifier: BSL-1.0
// The report on an architecture: its tables, for people and for programs.
#include <algorithm>

#include "architecture.hpp"
#include "report.hpp"
#include "sections.hpp"

namespace availability {

namespace {

using nines::year_365;

/// Whether some path has a rate of failures to show.
bool has_rates(const report& r) {
  return std::any_of(r.now.paths.begin(), r.now.paths.end(),
                     [](const auto& p) { return p.failures_per_hour && *p.failures_per_hour > 0; });
}

/// Whether the file speaks of repairs, so that people expect such rates.
bool has_repairs(const architecture& a) {
  const auto repaired = [](const auto& each) { return each.self.mttr.has_value(); };
  return std::any_of(a.regions.begin(), a.regions.end(), repaired) ||
         std::any_of(a.zones.begin(), a.zones.end(), repaired) ||
         std::any_of(a.services.begin(), a.services.end(),
                     [](const auto& s) { return s.own && s.own->mttr; });
}

/// What the tables cannot say, and why.
std::string remarks(const report& r) {
  std::string text;
  for (const auto& p : r.now.paths) {
    if (!p.rate_unknown.empty() && (has_rates(r) || has_repairs(r.about)))
      text += "How often " + p.name + " fails is not known: " + p.rate_unknown + ".\n";
    if (p.failures_per_hour && p.has_partial_outages && has_rates(r))
      text += "An outage that only some requests of " + p.name +
              " meet counts as that share of a failure.\n";
    if (p.up_at_most)
      text += "The availability of " + p.name + " is between " + human_percent(p.up) + " and " +
              human_percent(*p.up_at_most) + "; the lower one is shown.\n";
    if (p.parts_left_out)
      text += "Where " + p.name + " loses its downtime is left out: that takes too much work.\n";
  }
  if (r.changes_left_out)
    text += "Some of the usual changes are left out: they take too much work.\n";
  return text;
}

constexpr const char* assumptions =
    "A year is 365 d, a month 30 d. Parts fail independently but for their zones, regions and\n"
    "common causes; what a path shares is counted once, exactly. Shares overlap where parts back\n"
    "each other up, so they need not add up to 100%.\n";

/// How much of the time each path is down, beside what it may be.
plot paths_plot(const report& r) {
  curve reached{"down", {}, curve::kind::dots};
  curve allowed{"objective", {}, curve::kind::limit};
  plot p{r.about.title + ": down a year", "hours a year", "", true, false, {}};
  const auto year = [](const chance& up) { return nines::downtime(up, year_365).count(); };
  for (const auto& path : r.now.paths) {
    const auto row = static_cast<double>(p.rows.size());
    p.rows.push_back(path.name);
    reached.points.emplace_back(year(path.up), row);
    reached.names.push_back(human_time(nines::downtime(path.up, year_365)));
    if (path.objective) allowed.points.emplace_back(year(*path.objective), row);
  }
  p.curves.push_back(std::move(reached));
  if (!allowed.points.empty()) p.curves.push_back(std::move(allowed));
  return p;
}

std::vector<section> sections_of(const report& r) {
  std::vector<section> list{paths_section(r, has_rates(r))};
  for (const auto& p : r.now.paths) {
    if (!p.parts.empty()) list.push_back(parts_section(p.name, p.up, p.parts));
    if (!p.cuts.empty()) list.push_back(cuts_section(p));
  }
  if (r.now.paths.size() > 1 && r.now.overall.complement() > 0 && !r.now.parts.empty())
    list.push_back(parts_section("everything together", r.now.overall, r.now.parts));
  for (const auto& i : r.interiors)
    for (auto t : i.tables) {
      t.key = "model_" + t.key;
      t.about = {"service", i.service};
      list.push_back(std::move(t));
    }
  if (r.about.has_costs()) list.push_back(costs_section(r));
  if (r.changes.empty()) return list;
  list.push_back(changes_section(r));
  list.push_back(changed_paths_section(r));
  return list;
}

}  // namespace

std::optional<double> cost_per_nine(const figures& before, const figures& after) {
  const double cost =
      after.running_cost - before.running_cost;  // money, for people: a few digits do
  const double gain =
      nines::number_of_nines(after.overall) - nines::number_of_nines(before.overall);
  if (!(cost > 0 && gain > 0)) return {};
  return cost / gain;
}

calculator::report as_report(const report& r) {
  calculator::report said{.title = r.about.title.empty() ? "Availability" : r.about.title,
                          .sections = sections_of(r),
                          .notes = remarks(r) + assumptions,
                          .warnings = r.about.warnings};
  for (const auto& p : r.now.paths)
    if (p.objective) {
      said.objectives.push_back(
          {"availability of " + p.name, "at least " + human_percent(*p.objective),
           bracket(human_percent(p.up), human_percent(p.up_at_most.value_or(p.up))), p.met});
    }
  const bool is_drawn = std::any_of(r.now.paths.begin(), r.now.paths.end(),
                                    [](const auto& p) { return p.up.complement() > 0; });
  if (is_drawn) said.pictures.emplace_back([r] { return paths_plot(r); });
  return said;
}

}  // namespace availability
