// SPDX-License-Identifier: BSL-1.0
// What one branch of a decision has over the other, without losing the digits of the difference.
//
//   P(high) - P(low) = s.p (P(high1) - P(low1)) + s.q (P(high0) - P(low0))
//
// for any part or module s that both ask for. The difference of two numbers is taken as it is
// where no more than twelve bits cancel; else the pair is divided by the next selector, and so on:
// in a coherent structure all terms have one sign. Pairs are remembered. Where as many pairs as
// decisions do not suffice the differences are taken as they are.
#pragma once

#include <nines/structure/evaluate.hpp>
#include <nines/structure/pair_table.hpp>

namespace nines::detail {

/// Differences between the values of literals of one evaluated structure.
template <class T>
class branch_differences {
 public:
  branch_differences(const compiled_structure& of, const std::vector<probability<T>>& slots)
      : of_(of), slots_(slots), pairs_left_(slots.size() + 1000) {}

  /// P(high) - P(low). Rounding of it matters no more than that of `beside`, to which it is added.
  T operator()(literal high, literal low, const T& beside = zero<T>()) {
    T result = zero<T>();
    if (answer({high, low}, beside * constant<T>(256), result)) return result;
    stack_ = {{high, low}};
    while (!stack_.empty()) {
      const pair now = stack_.back();
      const branches next = divided(now);
      T up = zero<T>();
      T down = zero<T>();
      const bool has_up = answer(next.up, zero<T>(), up);
      const bool has_down = answer(next.down, zero<T>(), down);
      if (!has_up) stack_.push_back(next.up);
      if (!has_down) stack_.push_back(next.down);
      if (!has_up || !has_down) continue;
      const probability<T>& s = slots_[next.selector];
      result = T(s.value() * up + s.complement() * down);
      known_.insert(key(now), result);
      stack_.pop_back();
    }
    return result;
  }

 private:
  struct pair {
    literal high, low;
  };
  struct branches {
    std::uint32_t selector;
    pair up, down;
  };

  static std::uint64_t key(const pair& p) {
    return pair_table<T>::key_of(p.high.code(), p.low.code());
  }
  /// The difference, if hardly anything cancels, or it is small, or known, or pairs have run out.
  bool answer(const pair& now, const T& beside, T& result) {
    if (now.high == now.low) return true;
    const probability<T> high = side_of(slots_[now.high.index()], now.high.negated());
    const probability<T> low = side_of(slots_[now.low.index()], now.low.negated());
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
      return known_.find(key(now), result);
    }
  }
  /// The pair where the selector that is asked first is up, and where it is down.
  branches divided(const pair& now) {
    if (pairs_left_ > 0) --pairs_left_;
    const std::uint32_t high = of_.selector_of(now.high.index());
    const std::uint32_t low = of_.selector_of(now.low.index());
    const std::uint32_t selector = of_.rank(low) < of_.rank(high) ? low : high;
    const auto at = [&](bool up) {
      return pair{of_.branch(now.high, selector, up), of_.branch(now.low, selector, up)};
    };
    return {selector, at(true), at(false)};
  }

  const compiled_structure& of_;
  const std::vector<probability<T>>& slots_;
  pair_table<T> known_;
  std::vector<pair> stack_;
  std::size_t pairs_left_;
};

}  // namespace nines::detail
