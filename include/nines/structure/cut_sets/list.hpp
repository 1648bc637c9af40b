// SPDX-License-Identifier: BSL-1.0
// most_probable(sets, parts): minimal sets one by one, the likeliest first, down to a cut-off.
//
// What is begun but not complete waits in a queue by the most that it can still come to, so what is
// taken from it complete is the next. Sets below the cut-off, or beyond the number asked for, are
// never made. Cost: for each set, its order times the logarithm of what waits.
// Index: single point of failure, cut-off of cut sets.
#pragma once

#include <algorithm>
#include <nines/inline.hpp>
#include <nines/structure/cut_sets/measures.hpp>
#include <nines/structure/cut_sets/set_family.hpp>
#include <queue>

namespace nines {

/// A minimal set: its parts in ascending order, and the product of their probabilities.
template <class T>
struct minimal_set {
  std::vector<std::size_t> parts;  ///< numbers of parts
  T product;                       ///< of the probabilities that they are down (path sets: up)
};

/// Which sets a list is of.
struct list_options {
  std::size_t most = 1000;  ///< no more than that many
  double cut_off = 0;       ///< none that is less likely than that
};

namespace detail {

/// Completes sets in the order of their products.
template <class T>
class set_queue {
 public:
  set_queue(const minimal_sets& of, std::vector<T> weights)
      : of_(of), weights_(std::move(weights)), best_{T(0), T(1)} {
    best_.insert(best_.end(), weights_.begin(), weights_.end());
    for (const auto& each : of.nodes())
      best_.push_back(std::max(T(best_[each.with] * best_[each.element]), best_[each.without]));
    push({T(0), T(1), {of.root()}, {}});
  }
  /// The next set, if there is one of at least that product.
  bool next(const T& least, minimal_set<T>& found) {
    while (!waiting_.empty() && !(waiting_.top().most < least)) {
      begun_set begun = waiting_.top();
      waiting_.pop();
      if (begun.open.empty()) {
        std::sort(begun.parts.begin(), begun.parts.end());
        found = {std::move(begun.parts), begun.product};
        return true;
      }
      proceed(std::move(begun));
    }
    return false;
  }

 private:
  struct begun_set {
    T most;     // that it can come to
    T product;  // so far
    std::vector<std::uint32_t> open;
    std::vector<std::size_t> parts;
    friend bool operator<(const begun_set& a, const begun_set& b) { return a.most < b.most; }
  };

  void push(begun_set begun) {
    begun.most = begun.product;
    for (const std::uint32_t each : begun.open) begun.most = T(begun.most * best_[each]);
    if (begun.most > T(0)) waiting_.push(std::move(begun));
  }
  void proceed(begun_set begun) {
    const std::uint32_t family = begun.open.back();
    begun.open.pop_back();
    if (family == set_family::empty_set) return push(std::move(begun));
    if (family < of_.first_node()) {
      begun.parts.push_back(family - 2);
      begun.product = T(begun.product * weights_[family - 2]);
      return push(std::move(begun));
    }
    const auto& node = of_.nodes()[family - of_.first_node()];
    begun_set without = begun;
    without.open.push_back(node.without);
    push(std::move(without));
    begun.open.push_back(node.with);
    begun.open.push_back(node.element);
    push(std::move(begun));
  }

  const minimal_sets& of_;
  std::vector<T> weights_, best_;
  std::priority_queue<begun_set> waiting_;
};

template <class T>
std::vector<minimal_set<T>> listed(const minimal_sets& of, std::vector<T> weights,
                                   const list_options& options) {
  set_queue<T> queue(of, std::move(weights));
  std::vector<minimal_set<T>> list;
  minimal_set<T> found;
  while (list.size() < options.most && queue.next(constant<T>(options.cut_off), found))
    list.push_back(found);
  return list;
}

}  // namespace detail

/// The likeliest minimal sets, in descending order; sets that cannot be are none of them. *Throws*
/// domain_error unless there is one value for each part.
template <class T>
[[nodiscard]] std::vector<minimal_set<T>> most_probable(const minimal_sets& of,
                                                        const std::vector<probability<T>>& parts,
                                                        const list_options& options = {}) {
  detail::require_values_for("most_probable", of, parts.size());
  return detail::listed(of, detail::element_probabilities(of, parts), options);
}

/// The minimal sets of up to `order` parts, those of the fewest first; no more than `most`.
[[nodiscard]] std::vector<std::vector<std::size_t>> smallest_sets(const minimal_sets& of,
                                                                  std::size_t order,
                                                                  std::size_t most = 1000);

/// The parts that bring the system down alone. Of path sets: those that are enough alone.
[[nodiscard]] std::vector<std::size_t> single_points_of_failure(const minimal_sets& of);

}  // namespace nines

#ifdef NINES_COMPILED
extern template std::vector<nines::minimal_set<double>> nines::most_probable<double>(
    const nines::minimal_sets&, const std::vector<nines::probability<double>>&,
    const nines::list_options&);
#else
#include <nines/structure/impl/list.hpp>
#endif
