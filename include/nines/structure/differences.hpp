// SPDX-License-Identifier: BSL-1.0
// What one branch of a decision has over the other, without losing the digits of the difference.
//
//   P(high) - P(low) = s.p (P(high1) - P(low1)) + s.q (P(high0) - P(low0))
//
// for any part or module s that both ask for. The difference of two numbers is taken as it is
// where no more than twelve bits cancel; else the pair is divided by the next selector, and so on:
// in a coherent structure all terms have one sign. Pairs are remembered. Where as many pairs as
// decisions do not suffice the differences are taken as they are. slope_pass uses them from the top
// down, for the derivatives by all parts at once: the digits of a difference matter only where it
// is large beside the sum that it belongs to.
#pragma once

#include <algorithm>
#include <array>
#include <nines/structure/evaluate.hpp>
#include <nines/structure/pair_table.hpp>

namespace nines::detail {

/// Two literals of one module.
struct literal_pair {
  literal high, low;
  [[nodiscard]] std::uint64_t key() const {
    return pair_table<char>::key_of(high.code(), low.code());
  }
};
/// A pair where the selector that one of the two asks first is up, and where it is down.
struct divided_pair {
  std::uint32_t selector;
  literal_pair up, down;
};
inline divided_pair divided(const compiled_structure& of, const literal_pair& now) {
  const std::uint32_t high = of.selector_of(now.high.index());
  const std::uint32_t low = of.selector_of(now.low.index());
  const std::uint32_t selector = of.rank(low) < of.rank(high) ? low : high;
  const auto at = [&](bool up) {
    return literal_pair{of.branch(now.high, selector, up), of.branch(now.low, selector, up)};
  };
  return {selector, at(true), at(false)};
}

/// Differences between the values of literals of one evaluated structure.
template <class T>
class branch_differences {
 public:
  branch_differences(const compiled_structure& of, const slot_values<T>& slots)
      : of_(of), slots_(slots), pairs_left_(of.decisions().size() + 1000) {}

  /// P(high) - P(low). Rounding of it matters no more than that of `beside`, to which it is added.
  T operator()(literal high, literal low, const T& beside = zero<T>()) {
    T result = zero<T>();
    if (answer({high, low}, beside * constant<T>(256), result)) return result;
    stack_ = {{high, low}};
    while (!stack_.empty()) {
      const literal_pair now = stack_.back();
      const divided_pair next = divided(of_, now);
      if (pairs_left_ > 0) --pairs_left_;
      T up = zero<T>();
      T down = zero<T>();
      const bool has_up = answer(next.up, zero<T>(), up);
      const bool has_down = answer(next.down, zero<T>(), down);
      if (!has_up) stack_.push_back(next.up);
      if (!has_down) stack_.push_back(next.down);
      if (!has_up || !has_down) continue;
      const literal s(next.selector);
      result = T(slots_(s) * up + slots_(!s) * down);
      known_.insert(now.key(), result);
      stack_.pop_back();
    }
    return result;
  }

 private:
  /// The difference, if hardly anything cancels, or it is small, or known, or pairs have run out.
  bool answer(const literal_pair& now, const T& beside, T& result) {
    if (now.high == now.low) return true;
    const probability<T> high = slots_.both(now.high);
    const probability<T> low = slots_.both(now.low);
    result = signed_difference(high, low);
    if constexpr (scalar_traits<T>::is_lanes) {
      return true;
    } else {
      const bool likely = high.complement() + low.complement() < high.value() + low.value();
      const T size =
          likely ? T(high.complement() + low.complement()) : T(high.value() + low.value());
      const T limit = size * constant<T>(0x1p-12);
      if (result >= limit || zero<T>() - result >= limit || size <= beside || pairs_left_ == 0)
        return true;
      return known_.find(now.key(), result);
    }
  }
  const compiled_structure& of_;
  const slot_values<T>& slots_;
  pair_table<T> known_;
  std::vector<literal_pair> stack_;
  std::size_t pairs_left_;
};

/// dP / dp of all slots, P that the system is up: from the top down.
template <class T>
class slope_pass {
 public:
  slope_pass(const compiled_structure& of, const slot_values<T>& slots)
      : of_(of),
        slots_(slots),
        differences_(of, slots),
        slope_(of.first_slot() + of.decisions().size(), zero<T>()) {
    add(of.top(), one<T>());
    run();
  }
  [[nodiscard]] const T& operator[](std::size_t slot) const { return slope_[slot]; }

 private:
  struct close_branches {
    std::size_t decision;
    T weight;
  };

  struct plain {
    T difference, size;  ///< size: of the numbers that it is the difference of
  };

  void run() {
    for (std::size_t end = of_.decisions().size(), begin = end; end > 0; end = begin) {
      const std::uint32_t selector = of_.decisions()[end - 1].selector;
      const plain all = pass_down(selector, begin);
      if (keeps_digits(all.difference, all.size))
        slope_[selector] = slope_[selector] + all.difference;
      else
        add_carefully(selector, begin, end);
    }
  }
  /// Hands the slopes of the decisions before `at` that have one selector on to their branches, and
  /// moves `at` to the first of these. Returns the sum of their differences, taken as they are.
  plain pass_down(std::uint32_t selector, std::size_t& at) {
    const auto* const decisions = of_.decisions().data();
    const T* const slopes = slope_.data() + of_.first_slot();
    const T p = slots_(literal(selector));
    const T q = slots_(!literal(selector));
    plain sum{zero<T>(), zero<T>()};
    do {
      const auto& each = decisions[--at];
      const T here = slopes[at];
      add(each.high, T(here * p));
      add(each.low, T(here * q));
      const plain branches = plain_difference(each.high, each.low);
      sum.difference = sum.difference + here * branches.difference;
      sum.size = sum.size + magnitude(here) * branches.size;
    } while (at > 0 && decisions[at - 1].selector == selector);
    return sum;
  }
  /// Where too many digits of that sum cancel: the branches that nearly agree apart.
  void add_carefully(std::uint32_t selector, std::size_t begin, std::size_t end) {
    T sum = slope_[selector];
    for (std::size_t i = end; i-- > begin;) {
      const auto& each = of_.decisions()[i];
      const T here = slope_[of_.first_slot() + i];
      const auto [difference, size] = plain_difference(each.high, each.low);
      const T weight = magnitude(T(here * size));
      if (!keeps_digits(difference, size) && weight > zero<T>())
        close_.push_back({i, weight});
      else  // or nothing, or NaN, which cannot be sorted
        sum = sum + here * difference;
    }
    slope_[selector] = sum;
    add_close();
  }
  /// Branches that nearly agree, all of one selector, the weightiest first: as soon as the sum is
  /// so large that the digits do not matter any more they are taken as they are.
  void add_close() {
    std::sort(close_.begin(), close_.end(),
              [](const close_branches& a, const close_branches& b) { return b.weight < a.weight; });
    for (const auto& [i, weight] : close_) {
      const auto& each = of_.decisions()[i];
      const T here = slope_[of_.first_slot() + i];
      T& sum = slope_[each.selector];
      const T beside = magnitude(T(sum / here));
      sum = sum + here * differences_(each.high, each.low, beside);
    }
    close_.clear();
  }
  void add(literal to, const T& amount) {  // in a coherent structure signs agree
    slope_[to.index()] = slope_[to.index()] + amount * signs_[to.code() % 2];
  }
  /// The difference of two literals, of the sides that are smaller, as it is.
  [[nodiscard]] plain plain_difference(literal high, literal low) const {
    if constexpr (scalar_traits<T>::is_lanes) {
      return {signed_difference(slots_.both(high), slots_.both(low)), zero<T>()};
    } else {
      const bool both_likely = slots_(high) + slots_(low) > one<T>();
      const T& a = slots_(high ^ both_likely);
      const T& b = slots_(low ^ both_likely);
      return {T((a - b) * signs_[both_likely ? 1 : 0]), T(a + b)};
    }
  }
  /// Whether no more than twelve bits cancel.
  static bool keeps_digits(const T& difference, const T& size) {
    if constexpr (scalar_traits<T>::is_lanes) return true;
    const T opposite = zero<T>() - difference;
    return choose(difference < opposite, opposite, difference) >= size * constant<T>(0x1p-12);
  }
  const compiled_structure& of_;
  const slot_values<T>& slots_;
  branch_differences<T> differences_;
  std::vector<T> slope_;
  std::array<T, 2> signs_ = {one<T>(), T(zero<T>() - one<T>())};
  std::vector<close_branches> close_;
};

}  // namespace nines::detail
