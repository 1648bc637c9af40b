// SPDX-License-Identifier: BSL-1.0
#include "outages.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "evaluate.hpp"

namespace availability {

namespace {

using improvement = nines::improvement<double>;

/// Neither perfect, nor down for ever, nor the luck of a request, which does not change in time,
/// nor that of a failover, which its gate looks after.
bool can_fail(const system& s, const event& e) {
  const auto what = s.origins[e.origin].what;
  return e.up.complement() > 0 && e.up.value() > 0 && what != origin::source::failover &&
         what != origin::source::request;
}

/// "a has no mttr", "a, b, c and 4 more have no mttr".
std::string have_no_mttr(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
    list += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  if (names.size() > shown) list += " and " + std::to_string(names.size() - shown) + " more";
  return list + (names.size() == 1 ? " has no mttr" : " have no mttr");
}

/// The system with failovers that take no time.
system without_times(system s) {
  for (auto& n : s.nodes) {
    if (n.kind != node::gate::failover) continue;
    n.switching.time.reset();
    n.switching.in_time = chance::always();
    s.events[s.nodes[n.inputs[1]].event].up = n.switching.success;
  }
  return s;
}

/// The share of time that a node is down only because a failover is not done yet.
double switching_time(const system& s, std::size_t root, const node& gate, work* w) {
  const std::size_t works = s.nodes[gate.inputs[1]].event;
  const auto& [success, in_time, time] = gate.switching;
  const improvement soon{success.value() * in_time.value(), success.value() * in_time.complement(),
                         success.complement()};
  return compare<double>(
             s, root,
             [&](std::size_t e, const chance& up) {
               return e == works ? soon : improvement::unchanged(up);
             },
             w)
      .only_better;
}

}  // namespace

std::string unknown_rate(const system& s, std::size_t root) {
  const auto used = s.events_of(root);
  std::set<std::size_t> origins;
  for (std::size_t e = 0; e < s.events.size(); ++e)
    if (used[e] && !s.events[e].mttr && can_fail(s, s.events[e]))
      origins.insert(s.events[e].origin);
  std::vector<std::string> without;
  std::string common;
  std::string other;
  for (const auto i : origins) {
    const origin& o = s.origins[i];
    using source = origin::source;
    if (!o.no_outages.empty())
      other = o.no_outages;
    else if (o.what == source::region_common || o.what == source::service_common)
      common = o.name;  // it is named only where those that it joins are not
    else
      without.push_back(o.name);
  }
  if (without.empty() && !common.empty()) without.push_back(common);
  if (without.empty()) return other;
  return have_no_mttr(without) + (other.empty() ? "" : "; " + other);
}

double failures_per_hour(const system& s, std::size_t root, work* w) {
  const auto used = s.events_of(root);
  std::vector<double> rate(s.events.size(), 0);  // of all twins together, at the first one
  for (std::size_t e = 0; e < s.events.size(); ++e)
    if (used[e] && can_fail(s, s.events[e]))
      rate[s.events[e].twin] += s.events[e].up.complement() / s.events[e].mttr->count();
  double sum = 0;
  for (std::size_t first = 0; first < rate.size(); ++first) {
    if (rate[first] == 0) continue;
    const auto c = compare<double>(
        s, root,
        [first](std::size_t e, const chance& up) {
          return e == first ? improvement::critical() : improvement::unchanged(up);
        },
        w, versions::instant);
    sum += rate[first] * c.only_better;
  }
  return sum;
}

std::vector<outages> kinds_of_outage(const system& s, std::size_t root, work* w) {
  const auto used = s.events_of(root);
  const system instant = without_times(s);
  const double down = up<double>(instant, root, w).complement();
  const double often = failures_per_hour(instant, root, w);
  std::vector<outages> kinds{
      {down, hours(often > 0 ? down / often : std::numeric_limits<double>::infinity())}};
  for (std::size_t n = 0; n <= root; ++n) {
    const node& gate = s.nodes[n];
    if (gate.kind != node::gate::failover || !gate.switching.time) continue;
    if (!used[s.nodes[gate.inputs[1]].event]) continue;
    const double share = switching_time(s, root, gate, w);
    if (share > 0) kinds.push_back({share, *gate.switching.time});
  }
  return kinds;
}

chance share_after(hours time, const std::vector<outages>& kinds) {
  double all = 0;
  double before = 0;
  double after = 0;
  for (const auto& o : kinds) {
    const bool endless = std::isinf(o.each.count());
    const auto rest = endless          ? chance::always()
                      : time >= o.each ? chance::never()
                                       : nines::availability_from_downtime(time, o.each);
    all += o.down;
    before += o.down * rest.complement();
    after += o.down * rest.value();
  }
  return chance::from_computed_sides(after / all, before / all);
}

}  // namespace availability
