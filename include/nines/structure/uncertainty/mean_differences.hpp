// SPDX-License-Identifier: BSL-1.0
// The means of all slots of a structure, and how much one branch has over the other of them.
//
//   E high - E low = p (E high1 - E low1) + q (E high0 - E low0)
//
// for a part or module that both ask for, up with mean p. A difference is taken as it is where no
// more than twelve bits cancel; else the pair is divided, and in a coherent structure all terms
// then have one sign. Pairs are remembered.
#pragma once

#include <nines/probability/two_sided.hpp>
#include <nines/structure/decision_graph.hpp>
#include <nines/structure/pair_table.hpp>

namespace nines::detail {

/// Means of slots, and their differences.
template <class T>
class mean_differences {
 public:
  mean_differences(const compiled_structure& of, const std::vector<probability<T>>& parts)
      : of_(of) {
    means_.push_back(probability<T>::always());
    means_.insert(means_.end(), parts.begin(), parts.end());
    for (const auto& each : of.decisions()) {
      const probability<T>& s = means_[each.selector];
      const probability<T> high = mean_of(each.high);
      const probability<T> low = mean_of(each.low);
      means_.emplace_back(unchecked, T(s.value() * high.value() + s.complement() * low.value()),
                          T(s.value() * high.complement() + s.complement() * low.complement()));
    }
  }
  /// The mean of a slot.
  [[nodiscard]] const probability<T>& mean(std::uint32_t slot) const { return means_[slot]; }
  /// E high - E low.
  T operator()(literal high, literal low) {
    T result = zero<T>();
    if (answer({high, low}, result)) return result;
    stack_ = {{high, low}};
    while (!stack_.empty()) {
      const pair now = stack_.back();
      const std::uint32_t a = of_.selector_of(now.high.index());
      const std::uint32_t b = of_.selector_of(now.low.index());
      const std::uint32_t s = of_.rank(b) < of_.rank(a) ? b : a;
      T parts[2];
      bool is_complete = true;
      for (const bool up : {true, false})
        is_complete =
            asked({of_.branch(now.high, s, up), of_.branch(now.low, s, up)}, parts[up ? 0 : 1]) &&
            is_complete;
      if (!is_complete) continue;
      result = T(means_[s].value() * parts[0] + means_[s].complement() * parts[1]);
      known_.insert(key(now), result);
      stack_.pop_back();
    }
    return result;
  }

 private:
  struct pair {
    literal high, low;
  };

  static std::uint64_t key(const pair& p) {
    return pair_table<T>::key_of(p.high.code(), p.low.code());
  }
  [[nodiscard]] probability<T> mean_of(literal of) const {
    return of.negated() ? !means_[of.index()] : means_[of.index()];
  }
  /// The difference of the smaller sides, if it keeps its digits, or is known.
  bool answer(const pair& p, T& result) const {
    result = zero<T>();
    if (p.high == p.low) return true;
    const probability<T> high = mean_of(p.high);
    const probability<T> low = mean_of(p.low);
    const T above = high.complement() + low.complement();
    const T below = high.value() + low.value();
    const bool is_likely = above < below;
    result = is_likely ? T(low.complement() - high.complement()) : T(high.value() - low.value());
    const T limit = (is_likely ? above : below) * constant<T>(0x1p-12);  // as said above
    if (p.high.is_constant() || p.low.is_constant() || magnitude(result) >= limit) return true;
    return known_.find(key(p), result);
  }
  bool asked(const pair& p, T& result) {
    if (answer(p, result)) return true;
    stack_.push_back(p);
    return false;
  }

  const compiled_structure& of_;
  std::vector<probability<T>> means_;
  pair_table<T> known_;
  std::vector<pair> stack_;
};

}  // namespace nines::detail
