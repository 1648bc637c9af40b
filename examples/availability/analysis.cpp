// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <nines/topology.hpp>

#include "common/rates.hpp"
#include "service_model.hpp"

namespace availability {

namespace {

constexpr std::size_t most_cuts = 5;

template <class List>
std::size_t index_of(const List& list, const std::string& name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.name == name; });
  return static_cast<std::size_t>(found - list.begin());
}

origin origin_of(const architecture& a, const nines::model_unit& unit) {
  using kind = nines::model_unit::kind;
  using source = origin::source;
  static constexpr source sources[] = {source::region,  source::region_common,  source::zone,
                                       source::service, source::service_common, source::failover,
                                       source::request};
  const bool is_region = unit.what == kind::region || unit.what == kind::zones_common_cause;
  const std::size_t index = is_region                 ? index_of(a.regions, unit.element)
                            : unit.what == kind::zone ? index_of(a.zones, unit.element)
                                                      : index_of(a.services, unit.element);
  return {sources[static_cast<std::size_t>(unit.what)], index, unit.name};
}

path_figures figures_of(const nines::path_figures& p) {
  path_figures made{.name = p.name, .up = p.up.lower};
  if (!p.is_exact) made.up_at_most = p.up.upper;
  made.failures_per_hour = p.failures_per_hour;
  made.rate_unknown = p.rate_unknown;
  made.down_in_outages = p.down_in_outages;
  made.has_partial_outages = p.has_partial_outages;
  made.objective = p.objective;
  if (p.objective)
    made.met = calculator::standing::between(
        reaches(made.up, *p.objective), reaches(made.up_at_most.value_or(made.up), *p.objective));
  return made;
}

void add_parts(const architecture& a, const nines::gate_system& s, path_figures& to) {
  for (const auto& each : nines::contributions(s))
    to.parts.push_back(
        {origin_of(a, s.graph().units[each.unit]), each.saved, each.share, each.single_point});
}

void add_cuts(const nines::gate_system& s, path_figures& to) {
  const auto found = nines::likeliest_cut_sets(s);
  to.cut_sets = found.count;
  for (const auto& each : found.likeliest)
    if (to.cuts.size() < most_cuts)
      to.cuts.push_back(
          {nines::describe_cut_set(s.graph(), each), each.order(), each.sets, each.sum});
}

/// What the report adds, as far as the work goes.
void add_details(const architecture& a, const nines::gate_system& s, path_figures& to) {
  try {
    add_parts(a, s, to);
    add_cuts(s, to);
  } catch (const nines::convergence_error&) {
    to.parts_left_out = to.parts.empty();
  }
}

/// What each part costs all requests together: its parts of the paths, weighed by their traffic.
std::vector<contribution> parts_of_all(const architecture& a, const figures& f) {
  double traffic = 0;
  for (const auto& p : a.paths) traffic += p.traffic;
  std::vector<contribution> list;
  for (std::size_t i = 0; i < f.paths.size(); ++i)
    for (const auto& c : f.paths[i].parts) {
      const double saved = a.paths[i].traffic / traffic * c.saved;
      const auto known = std::find_if(list.begin(), list.end(), [&](const auto& each) {
        return each.part.what == c.part.what && each.part.index == c.part.index;
      });
      if (known == list.end())
        list.push_back({c.part, saved});
      else
        known->saved += saved;
    }
  const double down = f.overall.complement();
  for (auto& each : list)
    if (down > 0) each.share = chance::from_value(std::min(each.saved / down, 1.0));
  std::stable_sort(list.begin(), list.end(),
                   [](const auto& x, const auto& y) { return x.saved > y.saved; });
  return list;
}

/// What evaluating a path takes of the work for changes.
double work_of(const nines::gate_system& s) {
  return s.is_exact() ? static_cast<double>(s.compiled().decisions().size())
                      : s.options().compile.step_limit;
}

template <class AddTo>
figures evaluated(const architecture& a, const AddTo& add_to) {
  const nines::service_model model = model_of(a);
  const auto graph = nines::compile(model);
  std::vector<nines::path_figures> paths;
  std::vector<path_figures> made;
  for (std::size_t i = 0; i < a.paths.size(); ++i) {
    const nines::gate_system s(graph, graph.paths[i]);
    paths.push_back(nines::path_availability(s, model.paths[i]));
    made.push_back(add_to(s, paths.back()));
  }
  const auto whole = nines::whole_of(model, std::move(paths));
  return {std::move(made), whole.overall.lower, a.running_cost(), whole.outage_cost};
}

}  // namespace

work usual_work() { return {"availability", 1e5, "decisions", "ask for less"}; }

figures summarise(const architecture& a, work& w) {
  return with_places(a, [&] {
    return evaluated(a, [&w](const auto& s, const auto& p) {
      w.spend(work_of(s));
      return figures_of(p);
    });
  });
}
figures summarise(const architecture& a) {
  work w = usual_work();
  return summarise(a, w);
}

figures analyse(const architecture& a) {
  figures f = with_places(a, [&] {
    return evaluated(a, [&a](const auto& s, auto& p) {
      nines::add_failures(s, p);
      path_figures made = figures_of(p);
      add_details(a, s, made);
      return made;
    });
  });
  f.parts = parts_of_all(a, f);
  return f;
}

}  // namespace availability
