// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>

#include "common/rates.hpp"
#include "evaluate.hpp"
#include "outages.hpp"

namespace availability {

namespace {

using improvement = nines::improvement<double>;

/// Whether the path cannot be up while one of these twins is down: not even with all else up that
/// ever is. The structure is monotone, so this one state decides.
bool is_single_point(const system& s, std::size_t root, std::size_t first_twin, work& w) {
  std::vector<bool> up(root + 1);
  for (std::size_t n = 0; n <= root; ++n) {
    const node& gate = s.nodes[n];
    w.spend(1 + static_cast<double>(gate.inputs.size()));
    const auto inputs_up = static_cast<std::size_t>(
        std::count_if(gate.inputs.begin(), gate.inputs.end(), [&](auto i) { return up[i]; }));
    switch (gate.kind) {
      case node::gate::event:
        up[n] = gate.event != first_twin && s.events[gate.event].up.value() > 0;
        break;
      case node::gate::all_of:
        up[n] = inputs_up == gate.inputs.size();
        break;
      case node::gate::any_of:
        up[n] = inputs_up > 0;
        break;
      case node::gate::at_least:
        up[n] = inputs_up >= gate.need;
        break;
      case node::gate::failover:
        up[n] = up[gate.inputs[0]] || (up[gate.inputs[1]] && up[gate.inputs[2]]);
        break;
    }
  }
  return !up[root];
}

/// No part: the luck of a request, and a region or zone that never fails, as none was said to.
bool is_scenery(const system& s, std::size_t e) {
  const auto what = s.origins[s.events[e].origin].what;
  return what == origin::source::request ||
         (what != origin::source::service && s.events[e].up.complement() == 0);
}

/// What would be gone if the parts of an origin were perfect.
void weigh(const system& s, std::size_t root, std::size_t origin, contribution& c, work& w) {
  const auto perfect = compare<double>(
      s, root,
      [&s, origin](std::size_t e, const chance& up) {
        return s.events[e].origin == origin ? improvement::perfected(up)
                                            : improvement::unchanged(up);
      },
      &w);
  c.saved = perfect.only_better;
  const double down = perfect.only_better + perfect.neither;
  if (down > 0)
    c.share = chance::from_computed_sides(perfect.only_better / down, perfect.neither / down);
}

/// Every part that the path depends on.
std::vector<contribution> contributions(const system& s, std::size_t root, work& w) {
  const auto used = s.events_of(root);
  std::vector<std::vector<std::size_t>> events(s.origins.size());
  for (std::size_t e = 0; e < s.events.size(); ++e)
    if (used[e] && !is_scenery(s, e)) events[s.events[e].origin].push_back(e);
  std::vector<contribution> list;
  for (std::size_t o = 0; o < s.origins.size(); ++o) {
    if (events[o].empty()) continue;
    contribution c{.part = s.origins[o]};
    for (const auto e : events[o])
      if (s.events[e].twin == e) c.single_point = c.single_point || is_single_point(s, root, e, w);
    weigh(s, root, o, c, w);
    list.push_back(std::move(c));
  }
  // Compared as floats, so that parts that mean the same keep the order of the file.
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return static_cast<float>(a.saved) > static_cast<float>(b.saved);
  });
  return list;
}

/// Both sides of sums that may have drifted by a bit: the larger follows the smaller.
chance agreed(double value, double complement) {
  return complement < value ? chance::from_complement(complement) : chance::from_value(value);
}

/// The paths weighed by their traffic: sums of positive terms on both sides.
chance weigh_by_traffic(const architecture& a, const std::vector<path_figures>& paths) {
  double total = 0;
  for (const auto& p : a.paths) total += p.traffic;
  double value = 0;
  double complement = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    value += a.paths[i].traffic / total * paths[i].up.value();
    complement += a.paths[i].traffic / total * paths[i].up.complement();
  }
  return agreed(value, complement);
}

figures summarise(const architecture& a, const system& s, work& w) {
  figures f;
  f.running_cost = a.running_cost();
  for (std::size_t i = 0; i < a.paths.size(); ++i) {
    const path& p = a.paths[i];
    const chance sums = within_work(p.where, [&] { return up<double>(s, s.paths[i], &w); });
    path_figures figure{
        .name = p.name, .up = agreed(sums.value(), sums.complement()), .objective = p.objective};
    figure.met = !p.objective || reaches(figure.up, *p.objective);
    f.outage_cost += p.outage_cost * nines::downtime(figure.up, nines::year_365).count();
    f.paths.push_back(std::move(figure));
  }
  f.overall = weigh_by_traffic(a, f.paths);
  return f;
}

/// Whether there are parts that only some of the requests need.
bool depends_on_luck(const system& s, std::size_t root) {
  const auto used = s.events_of(root);
  for (std::size_t e = 0; e < s.events.size(); ++e)
    if (used[e] && s.origins[s.events[e].origin].what == origin::source::request) return true;
  return false;
}

/// What the report adds, as far as the work goes.
void add_details(const system& s, std::size_t root, path_figures& p, work& w) {
  p.rate_unknown = unknown_rate(s, root);
  p.has_partial_outages = depends_on_luck(s, root);
  try {
    if (p.rate_unknown.empty()) p.failures_per_hour = failures_per_hour(s, root, &w);
  } catch (const nines::convergence_error&) {
    p.rate_unknown = "that takes too much work";
  }
  try {
    p.parts = contributions(s, root, w);
  } catch (const nines::convergence_error&) {
    p.parts_left_out = true;
  }
}

}  // namespace

bool figures::met() const {
  return std::all_of(paths.begin(), paths.end(), [](const auto& p) { return p.met; });
}

figures summarise(const architecture& a, work& w) { return summarise(a, compile(a, w), w); }
figures summarise(const architecture& a) {
  work w = usual_work();
  return summarise(a, w);
}

figures analyse(const architecture& a) {
  work w = usual_work();
  const system s = compile(a, w);
  figures f = summarise(a, s, w);
  work more = usual_work();
  for (std::size_t i = 0; i < f.paths.size(); ++i) add_details(s, s.paths[i], f.paths[i], more);
  return f;
}

}  // namespace availability
