// SPDX-License-Identifier: BSL-1.0
// evaluate_rows(compiled, rows): the system in many scenarios, sixteen of them side by side.
//
// A value of many lanes is large, so what counts is that it is still in the cache when it is used:
// decisions are taken in depth, each soon after what it needs, and the place of a value is used
// again after its last use. (For one scenario level by level is faster: neighbours do not wait for
// each other; lanes have enough to do.) That order is found once, in O(decisions), for all rows.
// Index: batch evaluation of a structure.
#pragma once

#include <array>
#include <nines/inline.hpp>
#include <nines/simd.hpp>
#include <nines/structure/evaluate.hpp>

namespace nines {

namespace detail {

/// The decisions of a structure in depth, with places for their values.
class scenario_steps {
 public:
  /// Of all that the top needs.
  explicit scenario_steps(const compiled_structure& of);
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

  [[nodiscard]] std::array<std::uint32_t, 3> operands(std::uint32_t decision) const;
  /// The decisions that the top needs, each after its operands, `high` before `low`.
  [[nodiscard]] std::vector<std::uint32_t> in_depth() const;
  std::uint32_t free_place();

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
  explicit scenario_evaluator(const compiled_structure& of);
  /// The probabilities that the system is up: rows of one value for each part, one after the other.
  /// *Throws* domain_error unless all rows are whole.
  [[nodiscard]] std::vector<probability<double>> operator()(
      std::span<const probability<double>> rows);

 private:
  using pack = simd<16 / simd<1>::size>;
  static constexpr auto lanes = static_cast<std::size_t>(pack::size);

  /// Rows `first` ..., one in each lane; where rows run out the last one is taken again.
  void run(std::span<const probability<double>> rows, std::size_t first,
           std::vector<probability<double>>& found);

  std::size_t parts_;
  detail::scenario_steps steps_;
  detail::unset_values<pack> sides_;
};

/// The system in many scenarios: what a scenario_evaluator made for them finds. *Throws*
/// domain_error unless all rows are whole.
[[nodiscard]] std::vector<probability<double>> evaluate_rows(
    const compiled_structure& of, std::span<const probability<double>> rows);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/scenarios.hpp>
#endif
