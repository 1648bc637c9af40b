// SPDX-License-Identifier: BSL-1.0
// improvement<T>: a better and a worse version of one system, over the same events.
//
// "What would we gain if this part were perfect?" (the improvement potential) is a difference of
// two unavailabilities, and a difference loses the digits that it is about. So the two versions are
// carried side by side: the probability that both are up, that only the better one is, that neither
// is. The better one is never down alone (series, parallel and at_least are monotone), so these
// three are all there is, every verb only adds and multiplies them, and the gain keeps its digits
// at any size.
//
//   the part made perfect    perfected(p)       the gain is the improvement potential
//   the part up, or down     critical()         the gain is Birnbaum's importance
//   any other part           unchanged(p)       the same in both versions
//
// Accuracy: n epsilon at worst, on each of the three. Source: Birnbaum 1969; Aven & Jensen 1999.
#pragma once

#include <nines/algebra.hpp>
#include <nines/combine/count_improvement.hpp>

namespace nines {

/// The probabilities of a system in two versions; they add up to one.
template <scalar T = double>
struct improvement {
  using scalar_type = T;

  T both = zero<T>();         ///< that both versions are up
  T only_better = zero<T>();  ///< that the better one alone is: what is gained
  T neither = one<T>();       ///< that neither is

  /// A part that is the same in both versions.
  [[nodiscard]] static constexpr improvement unchanged(const probability<T>& part) {
    return {part.value(), zero<T>(), part.complement()};
  }
  /// A part that never fails in the better version.
  [[nodiscard]] static constexpr improvement perfected(const probability<T>& part) {
    return {part.value(), part.complement(), zero<T>()};
  }
  /// A part that is up in the better version, and down in the worse.
  [[nodiscard]] static constexpr improvement critical() { return {zero<T>(), one<T>(), zero<T>()}; }

  /// The probability that the better version is up.
  [[nodiscard]] constexpr probability<T> better() const {
    return probability<T>::from_computed_sides(T(both + only_better), neither);
  }
  /// The probability that the worse version is up; at most that of the better one.
  [[nodiscard]] constexpr probability<T> worse() const {
    return probability<T>::from_computed_sides(both, T(only_better + neither));
  }
  /// Both versions of the opposite event: what was worse is better.
  [[nodiscard]] constexpr improvement operator!() const { return {neither, only_better, both}; }

  /// The same in every lane.
  friend constexpr bool operator==(const improvement& a, const improvement& b) {
    using traits = scalar_traits<T>;
    return traits::all(a.both == b.both) && traits::all(a.only_better == b.only_better) &&
           traits::all(a.neither == b.neither);
  }
};

template <class T>
struct algebra<improvement<T>> {
  using value = improvement<T>;

  static constexpr value always() { return value::unchanged(probability<T>::always()); }
  static constexpr value never() { return value::unchanged(probability<T>::never()); }
  static constexpr value both(const value& a, const value& b) {
    const T better = a.both + a.only_better;
    return {T(a.both * b.both),
            T(a.only_better * (b.both + b.only_better) + a.both * b.only_better),
            T(a.neither + better * b.neither)};
  }
  static constexpr value either(const value& a, const value& b) { return !both(!a, !b); }
  /// f of each state: up in both versions, in the better one alone, in neither.
  template <class F>
  static constexpr value pivot(const value& condition, const F& f) {
    const T none = zero<T>();
    value sum{none, none, none};
    const auto add = [&](const T& weight, const value& state) {
      if (cannot_be(weight)) return;
      const value given = f(state);
      sum = {T(sum.both + weight * given.both), T(sum.only_better + weight * given.only_better),
             T(sum.neither + weight * given.neither)};
    };
    add(condition.both, always());
    add(condition.only_better, value::critical());
    add(condition.neither, never());
    return sum;
  }
  template <class Get>
  static constexpr value at_least(std::size_t k, std::size_t n, const Get& get) {
    std::vector<value> parts;
    for (std::size_t i = 0; i < n; ++i) parts.push_back(get(i));
    return detail::count_improvement(k, std::move(parts));
  }
};

}  // namespace nines
