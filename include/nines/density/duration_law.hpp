// SPDX-License-Identifier: BSL-1.0
// duration_law<T>: how long something takes, as a value that holds any distribution of a time.
//
// Example:
//   duration_law<> failover = lognormal_time<>::from_median(90s, 99_percent, 240s);
//
// Beside what nines/distribution/distribution.hpp asks of a law, a law may know more: its
// `table(work)`, its `cells(grid)` when it is made of other laws, the `terms()` of a sum with a
// closed form; as a step of a sum a `summand(work)` to be added by its table, and the sum
// `with_rest(sum, work)` of what that leaves out. A duration_law is immutable, shares what it
// holds, and is cheap to copy, so that plans are built at run time. Sums and other compositions:
// nines/timing.hpp.
// Index: type erasure of distributions.
#pragma once

#include <memory>
#include <nines/density/lattice_bounds.hpp>
#include <nines/density/tabulate.hpp>
#include <nines/distribution/closed_terms.hpp>
#include <nines/distribution/distribution.hpp>
#include <optional>

namespace nines {

namespace detail {

template <class T>
class law_node : public evaluated_law<T> {
 public:
  [[nodiscard]] virtual T mean() const = 0;
  [[nodiscard]] virtual T variance() const = 0;
  [[nodiscard]] virtual tabulated<T> table(work_budget& work) const {
    return tabulate_evaluated<T>(*this, work);
  }
  [[nodiscard]] virtual cell_counts<T> cells(const cell_grid<T>& grid) const {
    return cells_of_leaf<T>(*this, grid);
  }
  [[nodiscard]] virtual std::optional<sum_terms<T>> terms() const = 0;
  [[nodiscard]] virtual tabulated<T> summand(work_budget& work) const = 0;
  [[nodiscard]] virtual tabulated<T> with_rest(tabulated<T> sum, work_budget& work) const = 0;
};

template <class T, class Law>
class node_of final : public law_node<T> {
 public:
  explicit node_of(Law law) : law_(std::move(law)) {}
  [[nodiscard]] law_instant<T> at(const T& t) const override { return law_.at(t); }
  [[nodiscard]] law_outline<T> outline() const override { return law_.outline(); }
  [[nodiscard]] T density_after(const T& least, const T& after) const override {
    return density_of<T>(law_, least, after);
  }
  [[nodiscard]] bool is_exact() const override { return is_exact_law<T, Law>; }
  [[nodiscard]] T mean() const override { return law_.mean_seconds(); }
  [[nodiscard]] T variance() const override { return law_.variance_seconds(); }
  [[nodiscard]] tabulated<T> table(work_budget& work) const override {
    if constexpr (requires { law_.table(work); })
      return law_.table(work);
    else
      return law_node<T>::table(work);
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const override {
    if constexpr (requires { law_.cells(grid); })
      return law_.cells(grid);
    else
      return law_node<T>::cells(grid);
  }
  [[nodiscard]] std::optional<sum_terms<T>> terms() const override {
    if constexpr (requires { law_.terms(); })
      return law_.terms();
    else
      return {};
  }
  [[nodiscard]] tabulated<T> summand(work_budget& work) const override {
    if constexpr (requires { law_.summand(work); })
      return law_.summand(work);
    else
      return table(work);
  }
  [[nodiscard]] tabulated<T> with_rest(tabulated<T> sum, work_budget& work) const override {
    if constexpr (requires { law_.with_rest(sum, work); })
      return law_.with_rest(std::move(sum), work);
    else
      return sum;
  }

 private:
  Law law_;
};

}  // namespace detail

/// Any law of a duration, as a value. Immutable.
template <class T = double>
class duration_law : public law_members<duration_law<T>, T> {
 public:
  template <timing_law Law>
    requires(!std::same_as<Law, duration_law>)
  duration_law(Law law)  // NOLINT: each law is a duration_law
      : node_(std::make_shared<const detail::node_of<T, Law>>(std::move(law))) {}

  [[nodiscard]] law_instant<T> at(const T& seconds) const { return node_->at(seconds); }
  [[nodiscard]] law_outline<T> outline() const { return node_->outline(); }
  [[nodiscard]] T mean_seconds() const { return node_->mean(); }
  [[nodiscard]] T variance_seconds() const { return node_->variance(); }
  /// By itself, or as a part of a question that has a budget.
  [[nodiscard]] detail::tabulated<T> table() const {
    auto work = detail::work_of_tables("timing");
    return table(work);
  }
  [[nodiscard]] detail::tabulated<T> table(detail::work_budget& work) const {
    return node_->table(work);
  }
  [[nodiscard]] detail::cell_counts<T> cells(const detail::cell_grid<T>& grid) const {
    return node_->cells(grid);
  }
  [[nodiscard]] std::optional<detail::sum_terms<T>> terms() const { return node_->terms(); }
  [[nodiscard]] detail::tabulated<T> summand(detail::work_budget& work) const {
    return node_->summand(work);
  }
  [[nodiscard]] detail::tabulated<T> with_rest(detail::tabulated<T> sum,
                                               detail::work_budget& work) const {
    return node_->with_rest(std::move(sum), work);
  }

 private:
  std::shared_ptr<const detail::law_node<T>> node_;
};

template <timing_law Law>
duration_law(Law) -> duration_law<typename Law::scalar_type>;

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::duration_law<double>;
#endif
