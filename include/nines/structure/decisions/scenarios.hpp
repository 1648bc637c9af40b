// SPDX-License-Identifier: BSL-1.0
// evaluate_rows(compiled, rows): the system in many scenarios, sixteen of them side by side.
//
// A value of many lanes is large, so what counts is that it is still in the cache when it is used:
// decisions are taken in depth, each soon after what it needs, and the place of a value is used
// again after its last use. (For one scenario level by level is faster: neighbours do not wait for
// each other; lanes have enough to do.) That order is found once, in O(decisions), for all rows.
// Index: batch evaluation of a structure.
#pragma once

#include <nines/simd.hpp>
#include <nines/structure/evaluate.hpp>

namespace nines {

namespace detail {

/// The decisions of a structure in depth, with places for their values.
class scenario_steps {
 public:
  /// Of all that the top needs.
  explicit scenario_steps(const compiled_structure& of)
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
  /// How many places there are; the first are those of the parts.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] literal top() const { return top_; }
  /// Evaluates all decisions: `sides` has both sides of each place, at the codes of its literals.
  template <class T>
  void run(T* sides) const {
    for (const step& each : steps_) {
      const T& p = sides[each.selector.code()];
      const T& q = sides[(!each.selector).code()];
      const T value = p * sides[each.high.code()] + q * sides[each.low.code()];
      T* const to = sides + each.to.code();
      to[1] = p * sides[(!each.high).code()] + q * sides[(!each.low).code()];
      to[0] = value;
    }
  }

 private:
  static constexpr std::uint32_t nobody = 0xffffffff;
  struct step {
    literal selector, high, low, to;
  };

  [[nodiscard]] std::array<std::uint32_t, 3> operands(std::uint32_t decision) const {
    const auto& of = of_.decisions()[decision];
    return {of.selector, of.high.index(), of.low.index()};
  }
  /// The decisions that the top needs, each after its operands, `high` before `low`.
  [[nodiscard]] std::vector<std::uint32_t> in_depth() const {
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
  std::uint32_t free_place() {
    if (free_.empty()) return size_++;
    const std::uint32_t found = free_.back();
    free_.pop_back();
    return found;
  }

  const compiled_structure& of_;
  std::vector<step> steps_;
  std::vector<std::uint32_t> free_;
  std::uint32_t size_;
  literal top_;
};

}  // namespace detail

/// Evaluates scenarios of one structure, which it refers to. Not for several threads at once: each
/// takes one of its own.
class scenario_evaluator {
 public:
  /// Puts the decisions in order. O(decisions).
  explicit scenario_evaluator(const compiled_structure& of)
      : parts_(of.part_count()),
        steps_(of),
        sides_(std::make_unique_for_overwrite<pack[]>(2 * steps_.size())) {
    sides_[0] = one<pack>();
    sides_[1] = zero<pack>();
  }
  /// The probabilities that the system is up: rows of one value for each part, one after the other.
  /// *Throws* domain_error unless all rows are whole.
  [[nodiscard]] std::vector<probability<double>> operator()(
      std::span<const probability<double>> rows) {
    if (parts_ == 0 || rows.size() % parts_ != 0)
      detail::fail_structure("evaluate_rows", "a row must have one value for each part");
    std::vector<probability<double>> found(rows.size() / parts_);
    for (std::size_t first = 0; first < found.size(); first += lanes) run(rows, first, found);
    return found;
  }

 private:
  using pack = simd<16 / simd<1>::size>;
  static constexpr auto lanes = static_cast<std::size_t>(pack::size);

  /// Rows `first` ..., one in each lane; where rows run out the last one is taken again.
  void run(std::span<const probability<double>> rows, std::size_t first,
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
    steps_.run(sides_.get());
    sides_[steps_.top().code()].store(value);
    sides_[(!steps_.top()).code()].store(complement);
    for (std::size_t lane = 0; lane < lanes && first + lane < found.size(); ++lane)
      found[first + lane] = probability<double>::from_computed_sides(value[lane], complement[lane]);
  }

  std::size_t parts_;
  detail::scenario_steps steps_;
  std::unique_ptr<pack[]> sides_;
};

/// The system in many scenarios: what a scenario_evaluator made for them finds. *Throws*
/// domain_error unless all rows are whole.
[[nodiscard]] inline std::vector<probability<double>> evaluate_rows(
    const compiled_structure& of, std::span<const probability<double>> rows) {
  return scenario_evaluator(of)(rows);
}

}  // namespace nines
