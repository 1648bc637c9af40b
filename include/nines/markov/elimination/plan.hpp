// SPDX-License-Identifier: BSL-1.0
// What an elimination will do and cost, known from the links alone, before a number is touched.
#pragma once

#include <memory>
#include <nines/markov/chain/chain.hpp>
#include <nines/markov/elimination/dense.hpp>
#include <nines/markov/elimination/fronts.hpp>

namespace nines {

/// What an elimination costs.
struct elimination_cost {
  double operations = 0;  ///< additions and multiplications
  double entries = 0;     ///< numbers held at most, factors and work space: times sizeof(T), bytes
};

/// Which states to eliminate in which order and which together: what depends on the links of a
/// chain only, and can be kept for other rates on the same links. A plan is cheap to copy.
class elimination_plan {
 public:
  /// Plans for the states of a matrix of rates. With `keep_last` all but the last in the order are
  /// eliminated, as for a stationary distribution. Up to `dense_limit` states are one dense matrix.
  /// *Cost*: see `ordering` of bench/markov_elimination_bench.cpp.
  template <class T>
  explicit elimination_plan(const rate_matrix<T>& rates, bool keep_last = false,
                            std::size_t dense_limit = 100)
      : keep_last_(keep_last) {
    const auto n = static_cast<std::size_t>(rates.rows());
    detail::elimination_fronts fronts;
    if (n <= dense_limit) {
      fronts = detail::one_front(static_cast<detail::state_number>(n), keep_last);
    } else {
      fronts = detail::planned_fronts(detail::state_graph(rates), keep_last);
    }
    fronts_ = std::make_shared<const detail::elimination_fronts>(std::move(fronts));
  }

  /// the number of states
  [[nodiscard]] std::size_t size() const { return fronts_->order.size(); }
  /// whether the last state is not eliminated
  [[nodiscard]] bool keeps_last() const { return keep_last_; }
  /// for the solvers
  [[nodiscard]] const detail::elimination_fronts& fronts() const { return *fronts_; }

  /// What one elimination takes, whatever the rates on these links.
  [[nodiscard]] elimination_cost cost() const {
    elimination_cost sum;
    double waiting = 0, most = 0;  // what fronts pass on, until their parents take it
    std::vector<double> passed;
    for (const auto& f : fronts_->fronts) {
      const double p = f.pivots, b = f.outside;
      sum.operations += 2 * p * b * (p + b) + 2. / 3 * p * p * p;
      sum.entries += p * (p + b) + (keep_last_ ? 0 : p * b);
      most = std::max(most, waiting + b * b + (keep_last_ ? p * b : 0));
      for (detail::state_number c = 0; c < f.children; ++c) {
        waiting -= passed.back();
        passed.pop_back();
      }
      if (f.parent == detail::no_state) continue;
      passed.push_back(b * b);
      waiting += b * b;
    }
    sum.entries += most;
    return sum;
  }

 private:
  bool keep_last_;
  std::shared_ptr<const detail::elimination_fronts> fronts_;
};

namespace detail {

/// The plan, if its numbers take no more bytes than that. *Throws* convergence_error else.
template <class T>
const elimination_plan& affordable(std::string_view function, const elimination_plan& plan,
                                   double memory_limit) {
  require_nonnegative(function, "memory_limit", memory_limit);
  const double bytes = plan.cost().entries * sizeof(T);
  if (!(bytes <= memory_limit))
    require_memory(function, "an elimination of " + std::to_string(plan.size()) + " states", bytes,
                   memory_limit);
  return plan;
}

}  // namespace detail

/// A guess at the operations of an elimination for a small part of the cost of a plan, from the
/// size of one separator: on state spaces of 1000 to 150 000 states it was right
/// within a factor of 5.
template <class T>
[[nodiscard]] double rough_elimination_operations(const rate_matrix<T>& rates) {
  if (rates.rows() == 0) return 0;
  const auto border = static_cast<double>(detail::separator_size(detail::state_graph(rates)));
  return 15 * border * border * border;
}

namespace detail {

template <class T>
using column_matrix = Eigen::SparseMatrix<T, Eigen::ColMajor>;

/// The factors for a plan. One that keeps its last state is for a stationary distribution, which
/// needs A and D only, in any unit; V is then not kept.
template <class T>
class front_factors {
 public:
  explicit front_factors(elimination_plan plan)
      : plan_(std::move(plan)), pivot_(plan_.size(), zero<T>()) {
    const auto& fronts = plan_.fronts().fronts;
    std::size_t total = 0;
    for (std::size_t f = 0; f < count(); ++f) {
      start_.push_back(total);
      total += fronts[f].pivots * (width(fronts[f]) + fronts[f].outside);
    }
    values_.assign(total, zero<T>());
  }

  [[nodiscard]] const elimination_plan& plan() const { return plan_; }
  /// How many fronts are eliminated.
  [[nodiscard]] std::size_t count() const {
    return plan_.fronts().fronts.size() - (plan_.keeps_last() ? 1 : 0);
  }
  /// D, at the positions of a front's pivots.
  [[nodiscard]] T* pivots(std::size_t f) { return pivot_.data() + front(f).first; }
  [[nodiscard]] const T* pivots(std::size_t f) const { return pivot_.data() + front(f).first; }
  /// The rows of the pivots: over the pivots A below the diagonal and V above it; then, where it is
  /// kept, V over the border.
  [[nodiscard]] block<T> top(std::size_t f) {
    return {values_.data() + start_[f], front(f).pivots, width(front(f)), width(front(f))};
  }
  [[nodiscard]] block<const T> top(std::size_t f) const {
    return {values_.data() + start_[f], front(f).pivots, width(front(f)), width(front(f))};
  }
  /// The rows of the border: A over the pivots.
  [[nodiscard]] block<T> left(std::size_t f) {
    return {top(f).row(front(f).pivots), front(f).outside, front(f).pivots, front(f).pivots};
  }
  [[nodiscard]] block<const T> left(std::size_t f) const {
    return {top(f).row(front(f).pivots), front(f).outside, front(f).pivots, front(f).pivots};
  }

 private:
  [[nodiscard]] const elimination_fronts::front& front(std::size_t f) const {
    return plan_.fronts().fronts[f];
  }
  [[nodiscard]] std::size_t width(const elimination_fronts::front& f) const {
    return plan_.keeps_last() ? f.pivots : f.size();
  }

  elimination_plan plan_;
  std::vector<T> pivot_, values_;
  std::vector<std::size_t> start_;
};

}  // namespace detail
}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::elimination_plan::elimination_plan(const nines::rate_matrix<double>&, bool,
                                                          std::size_t);
extern template class nines::detail::front_factors<double>;
#endif
