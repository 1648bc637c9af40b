// SPDX-License-Identifier: BSL-1.0
// compile_by_counting(structure): a structure that no decision diagram holds, as the trace of its
// count.
//
// The trace is a graph of sums and products for each side, the system up and down. So probabilities
// for other part values, both sides, are one pass through it, and what each part matters is
// three: one forth, and one back for each side. Compare compile(), whose decisions answer more
// questions and are made faster where they can be made. Exponential at worst, and limited.
// Index: knowledge compilation by a model counter.
#pragma once

#include <nines/structure/counting/structure_counter.hpp>
#include <nines/structure/counting/sum_product_graph.hpp>
#include <nines/structure/importance.hpp>
#include <string>
#include <utility>
#include <vector>

namespace nines {

/// A structure as sums and products. Immutable: any number of threads may read it.
class counted_structure {
 public:
  using sides = detail::side_pair<detail::sum_product_graph::value>;  ///< nodes for up and down

  /// Made by compile_by_counting().
  counted_structure(std::vector<std::string> names, detail::sum_product_graph graph, sides top)
      : names_(std::move(names)), graph_(std::move(graph)), top_(top) {}
  /// The parts, in the order of all vectors of part values.
  [[nodiscard]] const std::vector<std::string>& part_names() const { return names_; }
  /// How many parts there are.
  [[nodiscard]] std::size_t part_count() const { return names_.size(); }
  /// How many sums and products an evaluation takes, parts included.
  [[nodiscard]] std::size_t size() const { return graph_.size(); }
  /// The sums and products.
  [[nodiscard]] const detail::sum_product_graph& graph() const { return graph_; }
  /// That the system is up, and down.
  [[nodiscard]] const sides& top() const { return top_; }

 private:
  std::vector<std::string> names_;
  detail::sum_product_graph graph_;
  sides top_;
};

/// The trace of a structure's count. *Throws* convergence_error where it takes more than `options`
/// allow: half of the memory is for the trace. Wrong by chance with a probability below 1e-22
/// (counting/components.hpp).
[[nodiscard]] inline counted_structure compile_by_counting(const structure& of,
                                                           count_options options = {}) {
  options.memory_limit /= 2;
  detail::sum_product_graph graph(of.part_count(), options.memory_limit);
  std::vector<counted_structure::sides> parts;
  for (std::size_t i = 0; i < of.part_count(); ++i)
    parts.push_back({graph.part(i, true), graph.part(i, false)});
  const auto top = detail::sides_by_counting(graph, of, parts, options);
  return {of.part_names(), std::move(graph), top};
}

namespace detail {

/// A counted structure with part values, and what the loss of one changes.
template <class T>
class counted_system {
 public:
  counted_system(const counted_structure& of, const std::vector<probability<T>>& parts)
      : of_(of), parts_(parts), values_(of.graph().values(std::span(parts))) {
    system_ = probability<T>::from_computed_sides(values_[of.top().up], values_[of.top().down]);
  }
  [[nodiscard]] const probability<T>& system() const { return system_; }

  [[nodiscard]] std::vector<part_importance<T>> importances() {
    const auto up = of_.graph().slopes(values_, of_.top().up);
    const auto down = of_.graph().slopes(values_, of_.top().down);
    std::vector<part_importance<T>> list(parts_.size());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const std::size_t p = sum_product_graph::part(i, true);
      const std::size_t q = sum_product_graph::part(i, false);
      const bool by_down = down[p] + down[q] < up[p] + up[q];  // what is small is rounded less
      list[i].birnbaum = by_down ? T(down[q] - down[p]) : T(up[p] - up[q]);  // said below
      list[i].if_up = moved(i, list[i].birnbaum * parts_[i].complement(), probability<T>::always());
      list[i].if_down =
          moved(i, T(zero<T>() - list[i].birnbaum * parts_[i].value()), probability<T>::never());
      finish_importance(parts_[i], system_, list[i]);
    }
    return list;
  }

 private:
  /// The system so much likelier up; evaluated again where more than ten bits of a side cancel.
  probability<T> moved(std::size_t part, const T& by, const probability<T>& state) {
    const T value = system_.value() + by;
    const T complement = system_.complement() - by;
    if (is_kept(value, system_.value()) && is_kept(complement, system_.complement()))
      return larger_follows(value, complement);
    auto parts = parts_;
    parts[part] = state;
    return counted_system(of_, parts).system();
  }
  static bool is_kept(const T& left, const T& side) {
    return left > side * constant<T>(0x1p-10) || side == zero<T>();
  }

  const counted_structure& of_;
  const std::vector<probability<T>>& parts_;
  unset_values<T> values_;
  probability<T> system_;
};

}  // namespace detail

/// The probability that the system is up, of parts that are up with the given ones, in the order of
/// part_names(). *Throws* domain_error unless there is one value for each part. *Accuracy*: some
/// epsilon for each decision on a path, on either side.
template <class T>
[[nodiscard]] probability<T> evaluate(const counted_structure& of,
                                      const std::vector<probability<T>>& parts) {
  detail::require_part_values("evaluate", of, parts.size());
  return detail::counted_system<T>(of, parts).system();
}

/// What each part matters, in the order of part_names(). *Throws* domain_error unless there is one
/// value for each part. *Accuracy*: Birnbaum's importance is off by some epsilon of the probability
/// that the system is down given that the part is, or of that it is up given that it is, where that
/// is smaller; the others as this says.
template <class T>
[[nodiscard]] std::vector<part_importance<T>> importance(const counted_structure& of,
                                                         const std::vector<probability<T>>& parts) {
  detail::require_part_values("importance", of, parts.size());
  return detail::counted_system<T>(of, parts).importances();
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::detail::side_pair<std::uint32_t> nines::detail::sides_by_counting(
    nines::detail::sum_product_graph&, const nines::structure&,
    const std::vector<nines::detail::side_pair<std::uint32_t>>&, const nines::count_options&);
extern template std::vector<nines::part_importance<double>> nines::importance<double>(
    const nines::counted_structure&, const std::vector<nines::probability<double>>&);
#endif
