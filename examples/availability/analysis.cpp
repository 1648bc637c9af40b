// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>

#include "evaluate.hpp"

namespace availability {

namespace {

using twosided = coupled<double>;

/// Met but for the last bits: an objective that is stated as the very figure of the path holds.
bool reaches(const chance& up, const chance& objective) {
  return up >= objective || up.complement() <= objective.complement() * (1 + 1e-12);
}

/// Whether the path cannot be up while one of these twins is down: not even with all else up that
/// ever is. The structure is monotone, so this one state decides.
bool is_single_point(const system& s, std::size_t root, std::size_t first_twin) {
  std::vector<bool> up(root + 1);
  for (std::size_t n = 0; n <= root; ++n) {
    const node& gate = s.nodes[n];
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

/// Every part that the path depends on.
std::vector<contribution> contributions(const system& s, std::size_t root) {
  const auto used = s.events_of(root);
  const double unavailability = up<double>(s, root).complement();
  std::vector<contribution> list;
  for (std::size_t o = 0; o < s.origins.size(); ++o) {
    contribution c{.part = s.origins[o]};
    bool found = false;
    for (std::size_t e = 0; e < s.events.size(); ++e) {
      if (s.events[e].origin != o || !used[e] || is_scenery(s, e)) continue;
      found = true;
      if (s.events[e].twin == e) c.single_point = c.single_point || is_single_point(s, root, e);
    }
    if (!found) continue;
    const auto perfect = compare<double>(s, root, [&s, o](std::size_t e, const chance& up) {
      return s.events[e].origin == o ? twosided::perfect(up) : twosided::same(up);
    });
    c.saved = perfect.only_better;
    c.share = unavailability > 0 ? c.saved / unavailability : 0;
    list.push_back(std::move(c));
  }
  // Compared as floats, so that parts that mean the same keep the order of the file.
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return static_cast<float>(a.saved) > static_cast<float>(b.saved);
  });
  return list;
}

/// The paths weighed by their traffic: sums of positive terms on both sides.
chance weigh(const architecture& a, const std::vector<path_figures>& paths) {
  double total = 0;
  for (const auto& p : a.paths) total += p.traffic;
  double value = 0;
  double complement = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    value += a.paths[i].traffic / total * paths[i].up.value();
    complement += a.paths[i].traffic / total * paths[i].up.complement();
  }
  return {nines::detail::unchecked, value, complement};
}

figures summarise(const architecture& a, const system& s) {
  figures f;
  f.running_cost = a.running_cost();
  for (std::size_t i = 0; i < a.paths.size(); ++i) {
    const path& p = a.paths[i];
    path_figures figure{.name = p.name, .up = up<double>(s, s.paths[i]), .objective = p.objective};
    figure.met = !p.objective || reaches(figure.up, *p.objective);
    f.outage_cost += p.outage_cost * nines::downtime(figure.up, nines::year_365).count();
    f.paths.push_back(std::move(figure));
  }
  f.overall = weigh(a, f.paths);
  return f;
}

}  // namespace

bool figures::met() const {
  return std::all_of(paths.begin(), paths.end(), [](const auto& p) { return p.met; });
}

figures summarise(const architecture& a) { return summarise(a, compile(a)); }

figures analyse(const architecture& a) {
  const system s = compile(a);
  figures f = summarise(a, s);
  for (std::size_t i = 0; i < f.paths.size(); ++i) {
    f.paths[i].failures_per_hour = failures_per_hour(s, s.paths[i]);
    f.paths[i].parts = contributions(s, s.paths[i]);
  }
  return f;
}

// A system fails at the rate at which its parts fail, each while it is critical; a part of
// unavailability q and repair time MTTR fails q / MTTR times an hour.
std::optional<double> failures_per_hour(const system& s, std::size_t root) {
  const auto used = s.events_of(root);
  std::vector<double> rate(s.events.size(), 0);  // of all twins together, at the first one
  for (std::size_t e = 0; e < s.events.size(); ++e) {
    if (!used[e] || s.events[e].up.complement() == 0) continue;
    if (!s.events[e].mttr) return {};
    rate[s.events[e].twin] += s.events[e].up.complement() / s.events[e].mttr->count();
  }
  double frequency = 0;
  for (std::size_t first = 0; first < rate.size(); ++first) {
    if (rate[first] == 0) continue;
    const auto c = compare<double>(s, root, [first](std::size_t e, const chance& up) {
      return e == first ? twosided::critical() : twosided::same(up);
    });
    frequency += rate[first] * c.only_better;
  }
  return frequency;
}

std::optional<hours> mean_down_time(const system& s, std::size_t root) {
  const auto frequency = failures_per_hour(s, root);
  if (!frequency || *frequency == 0) return {};
  return hours(up<double>(s, root).complement() / *frequency);
}

}  // namespace availability
