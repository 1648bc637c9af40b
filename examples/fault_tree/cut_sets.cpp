// SPDX-License-Identifier: BSL-1.0
// Minimal cut sets: how many, what they add up to, the likeliest.
#include <nines/structure/compile.hpp>
#include <nines/structure/cut_sets/list.hpp>
#include <nines/structure/cut_sets/minimal_sets.hpp>

#include "sections.hpp"
#include "tree.hpp"

namespace fault_tree {

namespace {

cell count_cell(double n) {
  return {n < 1e15 ? significant(n, 15) : "about " + significant(n, 4), n};
}

/// Exact where 64 bits hold it, else in floating point.
template <class F>
double counted(const F& of) {
  try {
    return static_cast<double>(of(std::uint64_t{}));
  } catch (const nines::convergence_error&) {
    return of(double{});
  }
}

section sums_section(const nines::minimal_sets& sets, const tree& t, std::string& notes) {
  section s{"cut_sets", "Minimal cut sets", "<>", {"", ""}, {"quantity", "value"}, {}};
  const double count = counted([&](auto zero) { return nines::count<decltype(zero)>(sets); });
  s.rows.push_back({"number", count_cell(count)});
  s.rows.push_back(
      {"rare-event approximation", number_cell(nines::rare_event_approximation(sets, t.up), 10)});
  try {
    s.rows.push_back(
        {"min-cut upper bound", failure_cell(nines::min_cut_upper_bound(sets, t.up), 10)});
  } catch (const nines::convergence_error& e) {
    notes += std::string("No min-cut upper bound: ") + reason_of(e) + ".\n";
  }
  return s;
}

section orders_section(const nines::minimal_sets& sets) {
  section s{"orders", "Minimal cut sets by order", ">>", {"events", "sets"}, {"order", "sets"}, {}};
  const auto add = [&](const auto& counts) {
    for (std::size_t k = 0; k < counts.size(); ++k)
      if (counts[k] > 0)
        s.rows.push_back(
            {number_cell(static_cast<double>(k), 6), count_cell(static_cast<double>(counts[k]))});
  };
  try {
    add(nines::count_by_order<std::uint64_t>(sets));
  } catch (const nines::convergence_error&) {
    add(nines::count_by_order<double>(sets));
  }
  return s;
}

section likeliest_section(const nines::minimal_sets& sets, const tree& t, const questions& asked) {
  const auto& names = t.system.part_names();
  section s{"likeliest_cut_sets",
            "The likeliest minimal cut sets",
            "<>>>",
            {"events", "order", "probability", "share"},
            {"events", "order", "probability", "share_of_sum"},
            {}};
  const double sum = nines::rare_event_approximation(sets, t.up);
  for (const auto& each : nines::most_probable(sets, t.up, {.most = asked.sets})) {
    std::string text;
    for (const std::size_t part : each.parts) text += (text.empty() ? "" : ", ") + names[part];
    if (text.empty()) text = "(none)";
    s.rows.push_back({text, number_cell(static_cast<double>(each.parts.size()), 6),
                      number_cell(each.product, 4), share_cell(each.product / sum)});
  }
  return s;
}

}  // namespace

cell failure_cell(const chance& p, int digits) {
  cell c(significant(p.value(), digits), p.value());
  c.complement = p.complement();
  return c;
}

std::optional<nines::minimal_sets> find_cut_sets(const nines::compiled_structure& compiled,
                                                 std::string& notes) {
  try {
    return nines::minimal_cut_sets(compiled);
  } catch (const nines::convergence_error& e) {
    notes += std::string("No minimal cut sets: ") + reason_of(e) + ".\n";
    return std::nullopt;
  }
}

std::vector<section> cut_set_sections(const nines::minimal_sets& sets, const tree& t,
                                      const questions& asked, std::string& notes) {
  std::vector<section> list;
  list.push_back(sums_section(sets, t, notes));
  list.push_back(orders_section(sets));
  if (asked.sets > 0) list.push_back(likeliest_section(sets, t, asked));
  return list;
}

}  // namespace fault_tree
