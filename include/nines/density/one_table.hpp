// SPDX-License-Identifier: BSL-1.0
// A distribution in several tables as one table.
//
// Tables that do not overlap are put one behind the other as they are; of others the sum is
// tabulated again.
#pragma once

#include <nines/density/table_parts.hpp>
#include <nines/density/tabulate.hpp>

namespace nines {

/// Several tables as one, which may have fewer digits after a long pause. *Throws*
/// convergence_error where that table misses 1e-10, and where the budget ends.
template <class T>
tabulated<T> as_one(const table_parts<T>& dist, work_budget& work) {
  if (auto whole = detail::concatenated(dist)) return *std::move(whole);
  struct whole_distribution {  // what tabulate() asks of a distribution
    const table_parts<T>& tables;
    [[nodiscard]] distribution_value<T> at(const T& t) const { return tables.at(t); }
    [[nodiscard]] time_outline<T> outline() const { return tables.outline(); }
  };
  return tabulate<T>(whole_distribution{dist}, work);
}

}  // namespace nines
