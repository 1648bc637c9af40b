// SPDX-License-Identifier: BSL-1.0
// counted_probability(structure, parts): the system exactly where no decision diagram can hold it.
//
// Modules that a diagram holds are evaluated by it. Of others the gates and leaves are decided, top
// down and along a tree decomposition, and what is left is divided into components that are
// counted once each and remembered (counting/model_counter.hpp). It takes one set of part values,
// and makes nothing that other questions could be put to: compile() comes first. In sums of
// positive terms, for both sides. Exponential at worst, and limited: some 1e5 components a second.
// Index: weighted model counting.
#pragma once

#include <nines/algebra.hpp>
#include <nines/error.hpp>
#include <nines/structure/counting/structure_counter.hpp>
#include <nines/structure/model.hpp>

namespace nines {

/// What counting may take.
struct count_options {
  double memory_limit = default_memory_limit;  ///< bytes, of remembered components
  double step_limit = 1e8;                     ///< components that are counted
  std::size_t diagram_nodes = 1U << 20U;       ///< of a module that is not counted
};

namespace detail {

/// Numbers, as they are added and multiplied.
template <class T>
struct number_ring {
  using value = T;
  [[nodiscard]] T one() const { return nines::one<T>(); }
  [[nodiscard]] T zero() const { return nines::zero<T>(); }
  [[nodiscard]] T times(const T& a, const T& b) const { return T(a * b); }
  [[nodiscard]] T plus(const T& a, const T& b) const { return T(a + b); }
  [[nodiscard]] bool is_zero(const T& a) const { return scalar_traits<T>::all(a == zero()); }
};

}  // namespace detail

/// The probability that the system is up, of parts that are up with the given ones, in the order of
/// part_names(). *Throws* domain_error unless there is one value for each part, convergence_error
/// where it takes more than `options` allow. *Accuracy*: some epsilon for each decision on a path,
/// on either side; wrong by chance with a probability below 1e-22 (counting/components.hpp).
template <class T>
[[nodiscard]] probability<T> counted_probability(const structure& of,
                                                 const std::vector<probability<T>>& parts,
                                                 const count_options& options = {}) {
  const std::size_t count = of.part_count();
  if (parts.size() != count)
    fail("counted_probability", "number of part values", parts.size(),
         "the number of parts, " + std::to_string(count));
  work_budget work("counted_probability", options.step_limit, "components",
                   "allow more by count_options, or ask for certain bounds");
  const rooted_graph simple = simplified({of.graph(), of.top()}, count);
  const rooted_graph grouped = with_partial_modules(with_common_factors(simple, count), count);
  if (grouped.top.is_constant())
    return grouped.top.negated() ? probability<T>::never() : probability<T>::always();
  detail::number_ring<T> ring;
  std::vector<detail::side_pair<T>> sides;
  for (const auto& each : parts) sides.push_back({each.value(), each.complement()});
  const detail::structure_counter<detail::number_ring<T>> counter(
      ring, grouped, sides, options.diagram_nodes, options.memory_limit, work);
  const auto top = counter.at(grouped.top);
  return probability<T>::from_computed_sides(top.up, top.down);
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::probability<double> nines::counted_probability<double>(
    const nines::structure&, const std::vector<nines::probability<double>>&,
    const nines::count_options&);
#endif
