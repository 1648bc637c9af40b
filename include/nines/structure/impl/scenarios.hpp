// SPDX-License-Identifier: BSL-1.0
// Decisions in depth, and sixteen scenarios side by side.
#pragma once

#include <algorithm>
#include <nines/structure/decisions/scenarios.hpp>

namespace nines {

namespace detail {

NINES_INLINE scenario_steps::scenario_steps(const compiled_structure& of)
    : of_(of), size_(static_cast<std::uint32_t>(of.first_slot())) {
  const std::vector<std::uint32_t> order = in_depth();
  std::vector<std::uint32_t> last_user(of.first_slot() + of.decisions().size(), nobody);
  for (const std::uint32_t i : order)
    for (const std::uint32_t slot : operands(i)) last_user[slot] = i;
  std::vector<std::uint32_t> place(last_user.size());
  for (std::uint32_t slot = 0; slot < of.first_slot(); ++slot) place[slot] = slot;
  const auto placed = [&place](literal l) { return literal(place[l.index()], l.negated()); };
  steps_.reserve(order.size());
  for (const std::uint32_t i : order) {
    const auto& [selector, high, low] = of.decisions()[i];
    place[of.first_slot() + i] = free_place();
    steps_.push_back({placed(literal(selector)), placed(high), placed(low),
                      literal(place[of.first_slot() + i])});
    for (const std::uint32_t slot : operands(i))
      if (slot >= of.first_slot() && last_user[slot] == i) {
        free_.push_back(place[slot]);
        last_user[slot] = nobody;  // a slot may stand there twice
      }
  }
  top_ = placed(of.top());
}
NINES_INLINE std::array<std::uint32_t, 3> scenario_steps::operands(std::uint32_t decision) const {
  const auto& of = of_.decisions()[decision];
  return {of.selector, of.high.index(), of.low.index()};
}
NINES_INLINE std::vector<std::uint32_t> scenario_steps::in_depth() const {
  std::vector<std::uint32_t> order;
  std::vector<std::uint8_t> seen(of_.first_slot() + of_.decisions().size());
  std::vector<std::uint32_t> stack = {of_.top().index()};
  while (!stack.empty()) {
    const std::uint32_t slot = stack.back();
    if (slot < of_.first_slot() || seen[slot] != 0) {
      stack.pop_back();
      if (slot >= of_.first_slot() && seen[slot]++ == 1)
        order.push_back(slot - static_cast<std::uint32_t>(of_.first_slot()));
      continue;
    }
    seen[slot] = 1;
    const auto [selector, high, low] =
        operands(slot - static_cast<std::uint32_t>(of_.first_slot()));
    for (const std::uint32_t each : {low, high, selector})
      if (each >= of_.first_slot() && seen[each] == 0) stack.push_back(each);
  }
  return order;
}
NINES_INLINE std::uint32_t scenario_steps::free_place() {
  if (free_.empty()) return size_++;
  const std::uint32_t found = free_.back();
  free_.pop_back();
  return found;
}

}  // namespace detail

NINES_INLINE scenario_evaluator::scenario_evaluator(const compiled_structure& of)
    : parts_(of.part_count()), steps_(of), sides_(2 * steps_.size()) {
  sides_[0] = one<pack>();
  sides_[1] = zero<pack>();
}
NINES_INLINE std::vector<probability<double>> scenario_evaluator::operator()(
    std::span<const probability<double>> rows) {
  if (parts_ == 0 || rows.size() % parts_ != 0)
    detail::fail_structure("evaluate_rows", "a row must have one value for each part");
  std::vector<probability<double>> found(rows.size() / parts_);
  for (std::size_t first = 0; first < found.size(); first += lanes) run(rows, first, found);
  return found;
}
NINES_INLINE void scenario_evaluator::run(std::span<const probability<double>> rows,
                                          std::size_t first,
                                          std::vector<probability<double>>& found) {
  double value[lanes];
  double complement[lanes];
  for (std::size_t i = 0; i < parts_; ++i) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const auto& each = rows[std::min(first + lane, found.size() - 1) * parts_ + i];
      value[lane] = each.value();
      complement[lane] = each.complement();
    }
    sides_[2 * i + 2] = pack::load(value);
    sides_[2 * i + 3] = pack::load(complement);
  }
  steps_.run(sides_.data());
  sides_[steps_.top().code()].store(value);
  sides_[(!steps_.top()).code()].store(complement);
  for (std::size_t lane = 0; lane < lanes && first + lane < found.size(); ++lane)
    found[first + lane] = probability<double>::from_computed_sides(value[lane], complement[lane]);
}

NINES_INLINE std::vector<probability<double>> evaluate_rows(
    const compiled_structure& of, std::span<const probability<double>> rows) {
  return scenario_evaluator(of)(rows);
}

}  // namespace nines
