// SPDX-License-Identifier: BSL-1.0
#include "exercise.hpp"

#include <algorithm>
#include <nines/topology/given.hpp>
#include <nines/topology/report.hpp>

#include "availability/service_model.hpp"
#include "capacity/analysis.hpp"
#include "capacity/demand.hpp"
#include "recovery/plan.hpp"
#include "service/releases.hpp"

namespace game_day {

namespace {

std::string link_name(const std::string& from, const std::string& to) {
  return "link " + from + " to " + to;
}

/// The dependencies of whatever has that name: a path or a service.
template <class Visit>
void visit_links(nines::service_model& model, const Visit& visit) {
  for (auto& path : model.paths)
    for (auto& each : path.needs) visit(path.name, each);
  for (auto& service : model.services) {
    for (auto& each : service.needs) visit(service.name, each);
    if (service.any)
      for (auto& each : service.any->of) visit(service.name, each);
  }
}

/// The model with each link as something that can be taken out by its name.
nines::service_model with_links(nines::service_model model) {
  std::vector<nines::service> links;
  visit_links(model, [&](const std::string& from, nines::service_dependency& on) {
    const std::string name = link_name(from, on.service);
    const auto known = std::find_if(links.begin(), links.end(),
                                    [&](const auto& each) { return each.name == name; });
    if (known == links.end())
      links.push_back({.name = name, .own = nines::component{}, .needs = {{on.service}}});
    on.service = name;
  });
  model.services.insert(model.services.end(), links.begin(), links.end());
  return model;
}

struct target {
  std::string kind, name;  ///< "zone", and what it is called in the model
};

/// One instance of each group of like ones.
void add_hosts(const nines::service_model& model, std::vector<target>& to) {
  for (const auto& each : model.services) {
    if (!each.own || each.instance_count() < 2 || each.common_cause.complement() == 0) continue;
    if (each.zones.empty()) to.push_back({"host", each.name + " 1"});
    for (const auto& placed : each.zones)
      to.push_back({"host", each.name + (placed.count > 1 ? " 1" : "") + " in " + placed.zone});
  }
}

/// Whether a part stands for what releases take down: nobody can take that out. (No name in a file
/// has a colon.)
bool is_of_releases(const std::string& service) { return service.find(": ") != std::string::npos; }

std::vector<target> targets_of(const nines::service_model& model) {
  std::vector<target> list;
  for (const auto& region : model.regions) {
    list.push_back({"region", region.name});
    for (const auto& zone : region.zones) list.push_back({"zone", zone.name});
  }
  for (const auto& each : model.services)
    if (!is_of_releases(each.name)) list.push_back({"service", each.name});
  add_hosts(model, list);
  auto copy = model;
  std::vector<std::string> links;
  visit_links(copy, [&](const std::string& from, const nines::service_dependency& on) {
    if (!is_of_releases(on.service)) links.push_back(link_name(from, on.service));
  });
  for (const auto& each : links)
    if (std::none_of(list.begin(), list.end(), [&](const auto& t) { return t.name == each; }))
      list.push_back({"link", each});
  return list;
}

/// "order, browse", "all paths", or "-".
template <class Holds>
std::string names_where(const nines::model_figures& figures, const Holds& holds) {
  std::string names;
  std::size_t count = 0;
  for (const auto& path : figures.paths) {
    if (!holds(path)) continue;
    names += (names.empty() ? "" : ", ") + path.name;
    ++count;
  }
  return count == 0 ? "-" : count > 1 && count == figures.paths.size() ? "all paths" : names;
}
std::string down_paths(const nines::model_figures& f) {
  return names_where(f, [](const auto& path) { return path.up.upper.value() == 0; });
}
std::string missed_paths(const nines::model_figures& f) {
  return names_where(f, [](const auto& path) { return !path.met.value_or(false); });
}

std::string title_of_file(const service_file& f) {
  return f.title.empty() ? shown_name(f.name) : f.title;
}

}  // namespace

report all_exercises(const service_file& f) {
  const auto a = with_releases(f);  // all else goes on as usual
  section t{"exercises",
            "While this alone is taken out",
            "<<><<",
            {"", "taken out", "all requests", "surely down", "below their objective"},
            {"kind", "taken_out", "available", "down", "missed"},
            {}};
  availability::with_places(a, [&] {
    const auto model = with_links(availability::model_of(a));
    const auto add = [&](const std::string& kind, const std::string& name,
                         const nines::part_states& known) {
      const auto found = nines::summarise(model, known);
      t.rows.push_back({kind, name, probability_cell(found.overall.lower), down_paths(found),
                        missed_paths(found)});
    };
    add("", "nothing", {});
    for (const auto& each : targets_of(availability::model_of(a)))
      add(each.kind, each.name, {.up = {}, .down = {each.name}});
    return 0;
  });
  return {
      title_of_file(f),
      {std::move(t)},
      "Each is taken out by itself, for as long as the exercise lasts; all else fails as usual.\n"
      "--out \"zone a down\" has one of them in full.\n"};
}

namespace {

/// Where the objective of a path stands.
standing stands(const nines::path_figures& path) {
  return path.met ? standing(*path.met) : standing::undecided();
}

section paths_section(const nines::model_figures& now, const nines::model_figures& then) {
  section t{"paths",
            "The paths meanwhile",
            "<>>>>><",
            {"path", "as it is", "then", "failures a day", "each lasts", "objective", ""},
            {"path", "now", "then", "failures_per_day", "outage_hours", "objective", "verdict"},
            {}};
  for (std::size_t i = 0; i < then.paths.size(); ++i) {
    const auto& path = then.paths[i];
    const bool has_rate = path.failures_per_hour && *path.failures_per_hour > 0;
    t.rows.push_back(
        {path.name, probability_cell(now.paths[i].up.lower), probability_cell(path.up.lower),
         has_rate ? number_cell(*path.failures_per_hour * 24, 3) : cell("-"),
         has_rate ? time_cell(hours(path.down_in_outages / *path.failures_per_hour)) : cell("-"),
         path.objective ? probability_cell(*path.objective) : cell("-"),
         path.objective ? stands(path).words() : ""});
  }
  return t;
}

/// The loads that the file states.
section loads_section(const service_file& f, const nines::part_states& known) {
  section t{"loads",
            "Loads meanwhile",
            "<<>>>",
            {"demand", "on", "carried as it is", "then", "lost of it"},
            {"demand", "service", "now", "then", "lost_share"},
            {}};
  for (const auto& [name, d] : f.demands) {
    const auto then = capacity::against(*f.architecture, d, known);
    t.rows.push_back({name, d.service,
                      probability_cell(capacity::against(*f.architecture, d).carried),
                      probability_cell(then.carried), share_cell(then.lost_share)});
  }
  return t;
}

/// The recoveries that the file has for what is taken out.
section recoveries_section(const service_file& f, const nines::part_states& known) {
  section t{"recoveries",
            "What the file says of recovering from that",
            "<>>>",
            {"recovery", "mean", "95% by", "99% by"},
            {"recovery", "mean_hours", "p95_hours", "p99_hours"},
            {}};
  for (const auto& [name, plan] : f.recovery)
    for (const auto& taken : plan.taken) {
      const auto space = taken.from.find(' ');
      if (std::find(known.down.begin(), known.down.end(), taken.from.substr(space + 1)) ==
          known.down.end())
        continue;
      const auto time = nines::recovery_plan<>(plan.steps).time();
      t.rows.push_back({name, time_cell(time.mean()),
                        time_cell(time.quantile(chance::from_complement(0.05))),
                        time_cell(time.quantile(chance::from_complement(0.01)))});
      break;
    }
  return t;
}

/// What loads know of: regions, zones and services as a whole.
nines::part_states without_parts(const availability::architecture& a, nines::part_states known) {
  const auto is_in = [](const auto& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto& each) { return each.name == name; });
  };
  for (auto* list : {&known.up, &known.down})
    list->erase(std::remove_if(list->begin(), list->end(),
                               [&](const auto& name) {
                                 return !is_in(a.regions, name) && !is_in(a.zones, name) &&
                                        !is_in(a.services, name);
                               }),
                list->end());
  return known;
}

}  // namespace

report exercise(const service_file& f, const std::string& given) {
  const auto a = with_releases(f);  // all else goes on as usual
  report r{title_of_file(f) + ": " + given, {}, ""};
  try {
    const auto known = nines::parse_states(given);
    const auto model = with_links(availability::model_of(a));
    const auto then = nines::assess(model, known);
    r.sections.push_back(paths_section(nines::assess(model), then));
    const auto parts = without_parts(a, known);
    if (!f.demands.empty()) r.sections.push_back(loads_section(f, parts));
    if (auto t = recoveries_section(f, known); !t.rows.empty()) r.sections.push_back(std::move(t));
    for (const auto& path : then.paths)
      if (path.objective)
        r.objectives.push_back(
            {"availability of " + path.name, "at least " + human_percent(*path.objective),
             bracket(human_percent(path.up.lower), human_percent(path.up.upper)), stands(path)});
  } catch (const nines::model_error& e) {
    throw input_error("--out: " + e.element() + ": " + e.reason());
  } catch (const nines::domain_error& e) {
    throw input_error("--out: " + reason_of(e));
  }
  r.notes = "As long as that lasts; all else fails as usual.\n";
  return r;
}

}  // namespace game_day
