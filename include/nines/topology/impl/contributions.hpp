// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/contributions.hpp: passes over a gate with parts made perfect.
#pragma once

#include <algorithm>
#include <nines/structure/importance.hpp>
#include <nines/topology/contributions.hpp>

namespace nines {

namespace detail {

/// Whether a system is surely down while a part is, whatever else is up that ever is: 64 parts a
/// pass, one in each bit.
class single_point_finder {
 public:
  single_point_finder(const compiled_structure& of, std::vector<probability<double>> parts)
      : of_(of), parts_(std::move(parts)) {}
  [[nodiscard]] std::vector<bool> run() {
    std::vector<bool> found(parts_.size());
    for (std::size_t first = 0; first < parts_.size(); first += 64) {
      const std::uint64_t down = ~top_of_block(first);
      for (std::size_t i = first; i < std::min(first + 64, parts_.size()); ++i)
        found[i] = (down >> (i - first) & 1U) != 0;
    }
    return found;
  }

 private:
  /// Whether the system may be up, where bit i says that part first + i is down.
  std::uint64_t top_of_block(std::size_t first) {
    constexpr std::uint64_t all = ~std::uint64_t{0};
    slots_.assign(1, all);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const bool is_asked = i >= first && i - first < 64;
      const std::uint64_t others = is_asked ? ~(std::uint64_t{1} << (i - first)) : all;
      slots_.push_back(parts_[i].value() > 0 ? others : 0);
    }
    const auto at = [this](literal each) {
      return each.negated() ? ~slots_[each.index()] : slots_[each.index()];
    };
    for (const auto& each : of_.decisions()) {
      const std::uint64_t up = slots_[each.selector];
      slots_.push_back((up & at(each.high)) | (~up & at(each.low)));
    }
    return at(of_.top());
  }

  const compiled_structure& of_;
  std::vector<probability<double>> parts_;
  std::vector<std::uint64_t> slots_;
};

/// No unit to improve: the luck of a request, and a region or zone that never fails.
inline bool is_scenery(const service_graph& of, const model_part& part) {
  const auto what = of.units[part.unit].what;
  return what == model_unit::kind::request ||
         (what != model_unit::kind::service && part.up.complement() == 0);
}

/// Makes the parts of a unit perfect, one after the other; `importance` is that of the parts as
/// they are.
inline unit_contribution weigh_unit(const gate_system& of, const std::vector<std::size_t>& parts,
                                    const std::vector<double>& importance,
                                    std::vector<probability<double>> values, double down,
                                    work_budget& work) {
  unit_contribution made{.unit = of.graph().parts[parts.front()].unit};
  const auto pass = static_cast<double>(of.compiled().decisions().size() + values.size());
  bool is_first = true;
  for (const std::size_t i : parts) {
    const double q = values[i].complement();
    if (q > 0 && !is_first) work.spend(2 * pass);
    if (q > 0)
      made.saved += q * (is_first ? importance[i] : birnbaum_importance(of.compiled(), values)[i]);
    is_first = is_first && !(q > 0);
    values[i] = probability<double>::always();
  }
  work.spend(pass);
  if (down > 0)
    made.share = probability<double>::from_computed_sides(
        std::min(made.saved / down, 1.0), std::min(of.up(values).complement() / down, 1.0));
  return made;
}

}  // namespace detail

NINES_INLINE std::vector<unit_contribution> contributions(const gate_system& of,
                                                          double work_limit) {
  const service_graph& graph = of.graph();
  work_budget work("contributions", work_limit, "visits of decisions", "allow more work");
  const auto used = graph.parts_below(of.gate());
  std::vector<std::vector<std::size_t>> parts(graph.units.size());
  for (std::size_t i = 0; i < used.size(); ++i)
    if (used[i] && !detail::is_scenery(graph, graph.parts[i]))
      parts[graph.parts[i].unit].push_back(i);
  const auto values = graph.part_values();
  const double down = of.up(values).complement();
  const auto importance = birnbaum_importance(of.compiled(), values);
  const auto single = detail::single_point_finder(of.compiled(), values).run();
  std::vector<unit_contribution> list;
  for (const auto& each : parts) {
    if (each.empty()) continue;
    list.push_back(detail::weigh_unit(of, each, importance, values, down, work));
    for (const std::size_t i : each) list.back().single_point |= single[i];
  }
  // Compared as floats, so that units that mean the same keep their order.
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return static_cast<float>(a.saved) > static_cast<float>(b.saved);
  });
  return list;
}

}  // namespace nines
