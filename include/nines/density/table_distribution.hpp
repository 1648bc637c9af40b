// SPDX-License-Identifier: BSL-1.0
// table_distribution: a random time that is known by its tables alone.
//
// What quadrature has made of other distributions (a sum, a condition, a rest) is atoms and pieces
// of a density, good to 1e-9 down to 1e-12. As a distribution it is asked, and composed, like any
// other; a side of a probability below 1e-20 has no digit.
#pragma once

#include <memory>
#include <nines/density/moments.hpp>
#include <nines/density/one_table.hpp>
#include <nines/density/random_time.hpp>

namespace nines {

/// What a table does not tell: beside what it leaves out after its end, 1e-24, it has no digits.
inline constexpr double smallest_resolved_probability = 1e-20;

/// A distribution that is known by its tables.
template <class T>
class distribution_by_table {
 public:
  /// From one table, in seconds; its making counts as no work.
  explicit distribution_by_table(tabulated<T> table)
      : distribution_by_table(table_parts<T>(std::move(table)), 0) {}
  /// `work`: the blocks of quadrature that it took.
  distribution_by_table(table_parts<T> parts, double work)
      : parts_(std::make_shared<const table_parts<T>>(std::move(parts))), work_(work) {}

  /// The probabilities and the density at t, in seconds.
  [[nodiscard]] distribution_value<T> at(const T& t) const { return parts_->at(t); }
  /// Its range, atoms and breaks, with the smallest probability that the tables resolve.
  [[nodiscard]] time_outline<T> outline() const {
    auto dist = parts_->outline();
    dist.smallest_resolved = T(smallest_resolved_probability);
    dist.work = work_;
    return dist;
  }
  /// The tables, which add up to the distribution.
  [[nodiscard]] const table_parts<T>& parts() const { return *parts_; }
  /// A copy of the tables. It spends nothing.
  [[nodiscard]] table_parts<T> parts(work_budget& /*work*/) const { return *parts_; }
  /// All tables as one. *Throws* convergence_error if the table misses its accuracy, or the budget
  /// is spent.
  [[nodiscard]] tabulated<T> table(work_budget& work) const { return as_one(*parts_, work); }

 private:
  std::shared_ptr<const table_parts<T>> parts_;
  double work_;
};

/// A distribution that is known by its table alone.
template <class T>
class table_distribution : public distribution_members<table_distribution<T>, T>,
                           public distribution_by_table<T> {
 public:
  using distribution_by_table<T>::distribution_by_table;
  using distribution_by_table<T>::at;
  /// The mean in seconds, from the tables.
  [[nodiscard]] T mean_seconds() const { return mean_of(this->parts()); }
  /// The variance in seconds squared, from the tables.
  [[nodiscard]] T variance_seconds() const { return variance_of(this->parts()); }
  /// *Throws* domain_error always: a table has no certain bounds.
  [[nodiscard]] detail::cell_counts<T> cells(const detail::cell_grid<T>& /*grid*/) const {
    fail("certain_within", "a distribution that is known by its table alone has no certain bounds");
  }
};

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::time_node<double, nines::table_distribution<double>>;
#endif
