// SPDX-License-Identifier: BSL-1.0
// model_cut_sets(gate): what brings a path down together: single points, pairs, the likeliest sets.
//
// Minimal cut sets of parts that are alike (two of the three instances in a zone) mean the same to
// people: they are one entry, with how many sets it stands for and the sum of their probabilities.
// All sets are counted; of those that are listed the likeliest come first.
// Index: cut sets of a service.
#pragma once

#include <map>
#include <nines/structure/cut_sets/list.hpp>
#include <nines/topology/gate_system.hpp>

namespace nines {

/// Like minimal cut sets as one entry.
struct model_cut_set {
  std::map<std::size_t, std::size_t> parts;  ///< the first of like parts, and how many of them
  double sets = 0;                           ///< how many minimal cut sets it stands for
  double sum = 0;  ///< of their probabilities: that all of its parts are down, to first order

  /// How many parts there are in each of the sets.
  [[nodiscard]] std::size_t order() const {
    std::size_t sum_of_counts = 0;
    for (const auto& each : parts) sum_of_counts += each.second;
    return sum_of_counts;
  }
};

/// The minimal cut sets of a gate.
struct model_cut_sets {
  double count = 0;       ///< of all of them
  double rare_event = 0;  ///< the sum of the probabilities of all of them: at least that it is down
  std::vector<model_cut_set> likeliest;  ///< the likeliest first
};

/// "zone a + 2 like app 1 in b".
[[nodiscard]] inline std::string describe_cut_set(const service_graph& graph,
                                                  const model_cut_set& of) {
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

/// The minimal cut sets of a gate; entries are made of the `most` likeliest sets. *Throws*
/// convergence_error unless the gate is exact, and where all sets together take more than
/// `memory_limit` bytes.
[[nodiscard]] inline model_cut_sets likeliest_cut_sets(const gate_system& of,
                                                       std::size_t most = 1000,
                                                       double memory_limit = 1e8) {
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
