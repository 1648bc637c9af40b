// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <nines/network.hpp>

#include "common/format.hpp"

namespace fabric {

namespace {

using net_type = nines::network<double>;
using rack_pairs = std::vector<std::pair<std::string, std::string>>;

/// The same network, but two nodes never fail.
net_type with_certain(const net_type& net, const std::string& a, const std::string& b) {
  net_type copy;
  for (const auto& v : net.nodes())
    copy.add_node(v.name, v.name == a || v.name == b ? chance::always() : v.up);
  for (const auto& l : net.links()) copy.add_link(l.from, l.to, l.up);
  return copy;
}

/// The worst of some pairs of racks.
nines::bounds<double> worst_of(const net_type& net, const wish& w, const rack_pairs& pairs) {
  nines::bounds<double> worst{chance::always(), chance::always()};
  for (const auto& [a, b] : pairs) {
    const auto asked = w.racks_count ? net : with_certain(net, a, b);
    const auto r = nines::two_terminal_reliability_bounds(
        asked, a, b, {.relative_width = 1e-3, .work_limit = 2e6});
    if (r.lower < worst.lower) worst = r;
  }
  return worst;
}

candidate priced(std::string name, std::size_t hosts, const net_type& net, const wish& w,
                 const rack_pairs& pairs) {
  candidate c{std::move(name),         hosts, net.nodes().size(), net.links().size(), 0,
              worst_of(net, w, pairs), false};
  c.cost =
      static_cast<double>(c.switches) * w.switch_cost + static_cast<double>(c.links) * w.link_cost;
  c.meets = standing::between(reaches(c.available.lower, w.objective),
                              reaches(c.available.upper, w.objective));
  return c;
}

std::string numbered(const char* name, std::size_t i) { return name + std::to_string(i); }

candidate leaf_spine_of(const wish& w, std::size_t spines) {
  const std::size_t leaves =
      std::max<std::size_t>(2, (w.hosts + w.hosts_per_rack - 1) / w.hosts_per_rack);
  return priced("leaf-spine " + std::to_string(leaves) + " x " + std::to_string(spines),
                leaves * w.hosts_per_rack,
                nines::leaf_spine<double>(leaves, spines, {w.link, w.node}), w, {{"l0", "l1"}});
}

/// Two racks of one pod have paths of two links, those of different pods of four.
candidate fat_tree_of(const wish& w, std::size_t k) {
  rack_pairs pairs = {{"e0_0", numbered("e", k - 1) + "_0"}};
  if (k > 2) pairs.emplace_back("e0_0", "e0_1");
  return priced("fat-tree k = " + std::to_string(k), k * k * k / 4,
                nines::fat_tree<double>(k, {w.link, w.node}), w, pairs);
}

/// "99.99%", or of wide bounds both ends.
cell available_cell(const nines::bounds<double>& r) {
  const auto least = human_percent(r.lower), most = human_percent(r.upper);
  return {least == most ? least : "at least " + least, r.lower.value()};
}

}  // namespace

std::vector<candidate> candidates(const wish& w) {
  std::vector<candidate> list;
  for (std::size_t spines = 1; spines <= w.most_spines; ++spines)
    list.push_back(leaf_spine_of(w, spines));
  std::size_t k = 2;
  while (k * k * k / 4 < w.hosts) k += 2;
  for (const std::size_t end = k + 6; k < end; k += 2) list.push_back(fat_tree_of(w, k));
  std::stable_sort(list.begin(), list.end(),
                   [](const candidate& a, const candidate& b) { return a.cost < b.cost; });
  return list;
}

namespace {

standing met_by_any(const std::vector<candidate>& list) {
  const auto any = [&](bool (standing::*is)() const) {
    return std::any_of(list.begin(), list.end(), [&](const auto& c) { return (c.meets.*is)(); });
  };
  if (any(&standing::is_met)) return true;
  return any(&standing::is_undecided) ? standing::undecided() : standing(false);
}

}  // namespace

report analyse(const wish& w, const std::vector<candidate>& list) {
  section t{"fabrics",
            "Fabrics for " + std::to_string(w.hosts) + " hosts, the cheapest first",
            "<>>>>>>",
            {"", "hosts", "switches", "links", "cost", "any two racks connected", "meets it"},
            {"fabric", "hosts", "switches", "links", "cost", "availability", "meets"},
            {}};
  const candidate* best = nullptr;
  for (const auto& c : list) {
    if (c.meets.is_met() && best == nullptr) best = &c;
    const auto count = [](std::size_t n) { return number_cell(static_cast<double>(n), 15); };
    t.rows.push_back({c.name,
                      count(c.hosts),
                      count(c.switches),
                      count(c.links),
                      {human_money(c.cost), c.cost},
                      available_cell(c.available),
                      c.meets.is_met()      ? "yes"
                      : c.meets.is_missed() ? "no"
                                            : "not decided"});
  }
  report r{"fabric", {t}, {}};
  r.rates = {{"link", w.link, w.written_link},
             {"switch", w.node, w.written_node},
             {"objective", w.objective, w.written_objective}};
  add_doubt(r.warnings, r.rates.back(), rate_of::successes);
  r.objectives.push_back({"any two racks connected, by one or more",
                          "at least " + percent_as_read(w.objective),
                          best == nullptr ? "by none" : "by " + best->name, met_by_any(list)});
  r.notes = best == nullptr ? "None of these reaches the objective.\n"
                            : "The cheapest that reaches the objective: " + best->name + ".\n";
  r.notes += w.racks_count ? "The switches of the two racks must be up, too.\n"
                           : "Given that the switches of the two racks are up.\n";
  return r;
}

}  // namespace fabric
