// SPDX-License-Identifier: BSL-1.0
// certain_bounds: between which probabilities a system lies, also where exactness is out of reach.
//
// Modules that a small diagram holds are exact. In others each gate gets bounds from those of its
// inputs: what shares no parts is independent, what shares parts and is increasing in all of them
// is associated, all else is bounded whatever the dependence (bounds/dependent.hpp). Linear in
// the size of the structure, but for sets of parts in 64 to a word. Then the widest case is
// divided by the part that most gates use, as often as the caller likes: narrow(). The bounds
// always hold, and never get wider.
// Index: bounds of a system's reliability.
#pragma once

#include <algorithm>
#include <nines/inline.hpp>
#include <nines/structure/bounds/graph_bounds.hpp>
#include <nines/structure/model.hpp>
#include <queue>
#include <vector>

namespace nines {

namespace detail {

/// The part that most gates use; where none is used twice, one below the gate that most gates use;
/// one more than the last where nothing is shared.
std::uint32_t most_used_part(const rooted_graph& from, std::uint32_t parts);

/// A graph with a part made certain.
rooted_graph with_part(const rooted_graph& from, std::uint32_t part, bool up, std::uint32_t parts);

}  // namespace detail

/// Bounds of the probability that a system is up, which get narrower as long as they are asked to.
template <scalar T = double>
class certain_bounds {
  using A = algebra<bounds<T>>;

 public:
  /// Of parts that are up with probabilities between bounds, in the order of part_names(); modules
  /// whose diagram has no more than `diagram_nodes` nodes are exact. *Throws* domain_error unless
  /// there is one value for each part.
  certain_bounds(const structure& of, std::vector<bounds<T>> parts,
                 std::size_t diagram_nodes = 4096);
  /// Of parts whose probabilities are known.
  certain_bounds(const structure& of, const std::vector<probability<T>>& parts,
                 std::size_t diagram_nodes = 4096);

  /// What holds for certain.
  [[nodiscard]] const bounds<T>& now() const { return now_; }
  /// Divides the widest case in two, if any is left that is not exact. Costs what the first bounds
  /// cost, twice, and a sum over all cases. Returns whether there was one.
  bool narrow();

 private:
  struct open_case {
    rooted_graph graph;
    bounds<T> weight, value;
    std::size_t place;
    [[nodiscard]] T width() const {
      return T(weight.upper.value() *
               (value.upper.value() - value.lower.value()));  // for the order
    }
    friend bool operator<(const open_case& a, const open_case& b) { return a.width() < b.width(); }
  };
  struct weighed {
    bounds<T> weight, value;
  };

  static std::vector<bounds<T>> around(const std::vector<probability<T>>& parts);
  [[nodiscard]] open_case case_of(const rooted_graph& from, const bounds<T>& weight) const;
  void add(open_case found);
  /// The sum over all cases, whose weights make one; never wider than before.
  void sum_cases();

  std::vector<bounds<T>> parts_;
  std::size_t most_nodes_;
  std::priority_queue<open_case> open_;
  std::vector<weighed> closed_;
  bounds<T> now_ = A::always();
};

template <scalar T>
certain_bounds<T>::certain_bounds(const structure& of, std::vector<bounds<T>> parts,
                                  std::size_t diagram_nodes)
    : parts_(std::move(parts)), most_nodes_(diagram_nodes) {
  if (parts_.size() != of.part_count())
    detail::fail_structure("certain_bounds", "there must be one value for each part");
  add(case_of({of.graph(), of.top()}, A::always()));
}
template <scalar T>
certain_bounds<T>::certain_bounds(const structure& of, const std::vector<probability<T>>& parts,
                                  std::size_t diagram_nodes)
    : certain_bounds(of, around(parts), diagram_nodes) {}
template <scalar T>
bool certain_bounds<T>::narrow() {
  if (open_.empty()) return false;
  const open_case widest = open_.top();
  open_.pop();
  const auto count = static_cast<std::uint32_t>(parts_.size());
  const std::uint32_t part = detail::most_used_part(widest.graph, count);
  if (part == count) return narrow();
  for (const bool up : {true, false}) {
    const bounds<T> state = up ? parts_[part] : !parts_[part];
    add(case_of(detail::with_part(widest.graph, part, up, count), A::both(widest.weight, state)));
  }
  closed_[widest.place].weight = A::never();
  sum_cases();
  return true;
}
template <scalar T>
std::vector<bounds<T>> certain_bounds<T>::around(const std::vector<probability<T>>& parts) {
  std::vector<bounds<T>> list;
  list.reserve(parts.size());
  for (const auto& each : parts) list.push_back({each, each});
  return list;
}
template <scalar T>
typename certain_bounds<T>::open_case certain_bounds<T>::case_of(const rooted_graph& from,
                                                                 const bounds<T>& weight) const {
  rooted_graph simple = with_partial_modules(
      with_common_factors(simplified(from, parts_.size()), parts_.size()), parts_.size());
  bounds<T> value = simple.top == always_true ? A::always() : A::never();
  if (!simple.top.is_constant()) value = detail::graph_bounds<T>(simple, parts_, most_nodes_).top();
  return {std::move(simple), weight, value, 0};
}
template <scalar T>
void certain_bounds<T>::add(open_case found) {
  found.place = closed_.size();
  closed_.push_back({found.weight, found.value});
  const bool is_wide =
      !found.graph.top.is_constant() && found.value.upper.value() > found.value.lower.value();
  if (is_wide) open_.push(std::move(found));
  if (closed_.size() == 1) now_ = closed_[0].value;
}
template <scalar T>
void certain_bounds<T>::sum_cases() {
  std::vector<weighed> left;
  T least[2] = {T(0), T(0)};  // of the two sides
  T most[2] = {T(0), T(0)};
  for (const weighed& each : closed_) {
    least[0] = least[0] + each.weight.lower.value() * each.value.lower.value();
    least[1] = least[1] + each.weight.lower.value() * each.value.upper.complement();
    most[0] = most[0] + each.weight.upper.value() * each.value.upper.value();
    most[1] = most[1] + each.weight.upper.value() * each.value.lower.complement();
  }
  const T slack =
      T(1) + T(4 * static_cast<double>(closed_.size() + 4)) * std::numeric_limits<T>::epsilon();
  const auto capped = [](const T& x) { return x < T(1) ? x : T(1); };
  now_.lower = std::max({now_.lower, probability<T>::from_value(capped(T(least[0] / slack))),
                         probability<T>::from_complement(capped(T(most[1] * slack)))});
  now_.upper = std::min({now_.upper, probability<T>::from_value(capped(T(most[0] * slack))),
                         probability<T>::from_complement(capped(T(least[1] / slack)))});
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::certain_bounds<double>;
#else
#include <nines/structure/impl/certain_bounds.hpp>
#endif
