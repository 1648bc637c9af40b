// SPDX-License-Identifier: BSL-1.0
// counted_probability(structure, parts): the system exactly where no decision diagram can hold it.
//
// Modules that a diagram holds are evaluated by it. Of others the gates and leaves are decided, top
// down and along a tree decomposition, and what is left is divided into components that are
// counted once each and remembered (counting/model_counter.hpp). It takes one set of part values,
// and keeps no trace (compile_by_counting() does); compile() comes first. In sums of positive
// terms, for both sides. Exponential at worst, and limited: some 5e4 to 2e5 components a second, of
// 24 bytes each.
// Index: weighted model counting.
#pragma once

#include <nines/structure/counting/structure_counter.hpp>
#include <nines/structure/evaluate.hpp>

namespace nines {

/// The probability that the system is up, of parts that are up with the given ones, in the order of
/// part_names(). *Throws* domain_error unless there is one value for each part, convergence_error
/// where it takes more than `options` allow. *Accuracy*: some epsilon for each decision on a path,
/// on either side; wrong by chance with a probability below 1e-22 (counting/components.hpp).
template <class T>
[[nodiscard]] probability<T> counted_probability(const structure& of,
                                                 const std::vector<probability<T>>& parts,
                                                 const count_options& options = {}) {
  detail::require_part_values("counted_probability", of, parts.size());
  detail::number_ring<T> ring;
  std::vector<detail::side_pair<T>> sides;
  for (const auto& each : parts) sides.push_back({each.value(), each.complement()});
  const auto top = detail::sides_by_counting(ring, of, sides, options);
  return probability<T>::from_computed_sides(top.up, top.down);
}

}  // namespace nines
