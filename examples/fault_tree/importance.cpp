// SPDX-License-Identifier: BSL-1.0
// What each event matters.
#include <algorithm>
#include <cmath>
#include <nines/structure/cut_sets/measures.hpp>
#include <nines/structure/importance.hpp>

#include "sections.hpp"
#include "tree.hpp"

namespace fault_tree {

namespace {

/// A figure that may be infinite: of an event without which the top event never occurs.
cell ratio_cell(double x) { return std::isinf(x) ? cell{"infinite", x} : number_cell(x, 4); }

/// The parts, the most critical first.
std::vector<std::size_t> by_criticality(const std::vector<nines::part_importance<double>>& of) {
  std::vector<std::size_t> order(of.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(of[a].criticality) > std::abs(of[b].criticality);
  });
  return order;
}

/// A column of a section.
void add_column(section& s, char alignment, const char* header, const char* key) {
  s.alignment += alignment;
  s.header.emplace_back(header);
  s.keys.emplace_back(key);
}

}  // namespace

section importance_section(const nines::compiled_structure& compiled,
                           const nines::minimal_sets* sets, const tree& t, const questions& asked) {
  const auto found = nines::importance(compiled, t.up);
  const auto order = by_criticality(found);
  std::vector<double> shares;
  if (sets != nullptr) shares = nines::cut_set_fussell_vesely(*sets, t.up);
  const bool has_labels =
      std::any_of(t.labels.begin(), t.labels.end(), [](const auto& each) { return !each.empty(); });
  section s{"importance", "What each event matters, the most critical first", "", {}, {}, {}};
  add_column(s, '<', "event", "event");
  add_column(s, '>', "probability", "probability");
  add_column(s, '>', "Birnbaum", "birnbaum");
  add_column(s, '>', "criticality", "criticality");
  if (sets != nullptr) add_column(s, '>', "FV", "fussell_vesely");
  add_column(s, '>', "DIF", "diagnostic");
  add_column(s, '>', "RAW", "risk_achievement");
  add_column(s, '>', "RRW", "risk_reduction");
  if (has_labels) add_column(s, '<', "", "label");
  for (std::size_t k = 0; k < std::min(asked.events, order.size()); ++k) {
    const std::size_t i = order[k];
    const auto& each = found[i];
    std::vector<cell> row = {t.system.part_names()[i], failure_cell(!t.up[i], 4),
                             number_cell(each.birnbaum, 4), number_cell(each.criticality, 4)};
    if (sets != nullptr) row.push_back(number_cell(shares[i], 4));
    row.push_back(number_cell(each.diagnostic, 4));
    row.push_back(ratio_cell(each.risk_achievement));
    row.push_back(ratio_cell(each.risk_reduction));
    if (has_labels) row.emplace_back(t.labels[i]);
    s.rows.push_back(std::move(row));
  }
  say_how_many(s, order.size());
  return s;
}

}  // namespace fault_tree
