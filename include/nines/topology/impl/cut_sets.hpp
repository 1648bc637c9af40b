// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/cut_sets.hpp: cut sets of like parts are joined.
#pragma once

#include <algorithm>
#include <nines/structure/cut_sets/list.hpp>
#include <nines/topology/cut_sets.hpp>

namespace nines {

NINES_INLINE std::size_t model_cut_set::order() const {
  std::size_t sum_of_counts = 0;
  for (const auto& each : parts) sum_of_counts += each.second;
  return sum_of_counts;
}

NINES_INLINE std::string describe_cut_set(const service_graph& graph, const model_cut_set& of) {
  std::string text;
  for (const auto& [part, count] : of.parts) {
    const model_unit& unit = graph.units[graph.parts[part].unit];
    const std::string name = unit.what == model_unit::kind::request
                                 ? "a request that needs " + unit.element
                                 : graph.parts[part].name;
    text += text.empty() ? "" : " + ";
    text += count == 1 ? name : std::to_string(count) + " like " + name;
  }
  return text;
}

NINES_INLINE model_cut_sets likeliest_cut_sets(const gate_system& of, std::size_t most,
                                               double memory_limit) {
  const auto values = of.graph().part_values();
  const auto family = minimal_cut_sets(of.compiled(), memory_limit);
  model_cut_sets made{nines::count<double>(family), rare_event_approximation(family, values), {}};
  std::map<std::map<std::size_t, std::size_t>, std::size_t> entries;
  for (const auto& each : most_probable(family, values, {.most = most})) {
    std::map<std::size_t, std::size_t> parts;
    for (const std::size_t i : each.parts) ++parts[of.graph().parts[i].twin];
    const auto [entry, is_new] = entries.try_emplace(parts, made.likeliest.size());
    if (is_new) made.likeliest.push_back({std::move(parts), 0, 0});
    made.likeliest[entry->second].sets += 1;
    made.likeliest[entry->second].sum += each.product;
  }
  std::stable_sort(made.likeliest.begin(), made.likeliest.end(),
                   [](const auto& a, const auto& b) { return a.sum > b.sum; });
  return made;
}

}  // namespace nines
