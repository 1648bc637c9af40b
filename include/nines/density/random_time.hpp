// SPDX-License-Identifier: BSL-1.0
// random_time<T>: how long something takes, as a value that holds any distribution of a time.
//
// Example:
//   random_time<> failover = lognormal_time<>::from_median(90s, 99_percent, 240s);
//   random_time<> backup = 20min;
//
// Beside what nines/distribution/distribution.hpp asks of a distribution, a distribution may know
// more: its `table(work)`, its `parts(work)` when it is kept as several tables, its `cells(grid)`
// when it is made of other distributions, the `terms()` of a sum with a closed form; as a step of a
// sum a `summand(work)` to be added by its tables, and the sum `with_rest(sum, work)` of what that
// leaves out. A random_time is immutable, shares what it holds, and is cheap to copy, so that plans
// are built at run time. Sums and other compositions: nines/timing.hpp.
// Index: type erasure of distributions.
#pragma once

#include <atomic>
#include <memory>
#include <nines/density/lattice_bounds.hpp>
#include <nines/density/table_parts.hpp>
#include <nines/density/tabulate.hpp>
#include <nines/distribution/properties.hpp>
#include <nines/distribution/singularities.hpp>
#include <optional>

namespace nines {

namespace detail {

/// What is computed when it is first asked for, and then kept: parts that are shared are asked
/// once, not once for each way that leads to them. Threads that ask at the same time may all
/// compute it; one of them keeps it.
template <class X>
class kept_value {
 public:
  template <class Compute>
  [[nodiscard]] X of(const Compute& compute) const {
    if (state_.load(std::memory_order_acquire) == is_kept) return value_;
    X found = compute();
    if (int none = 0; state_.compare_exchange_strong(none, is_written)) {
      value_ = found;
      state_.store(is_kept, std::memory_order_release);
    }
    return found;
  }

 private:
  static constexpr int is_written = 1, is_kept = 2;
  mutable std::atomic<int> state_{0};
  mutable X value_{};
};

template <class T>
class distribution_node : public evaluated_distribution<T> {
 public:
  [[nodiscard]] virtual T mean() const = 0;
  [[nodiscard]] virtual T variance() const = 0;
  [[nodiscard]] virtual tabulated<T> table(work_budget& work) const {
    return tabulate_evaluated<T>(*this, work);
  }
  [[nodiscard]] virtual table_parts<T> parts(work_budget& work) const = 0;
  [[nodiscard]] virtual cell_counts<T> cells(const cell_grid<T>& grid) const {
    return cells_of_leaf<T>(*this, grid);
  }
  [[nodiscard]] virtual std::optional<sum_terms<T>> terms() const = 0;
  [[nodiscard]] virtual table_parts<T> summand(work_budget& work) const = 0;
  [[nodiscard]] virtual table_parts<T> with_rest(table_parts<T> sum, work_budget& work) const = 0;
};

}  // namespace detail

/// A distribution as what a random_time holds: what it knows itself, and what follows from that.
template <class T, class Dist>
class time_node final : public detail::distribution_node<T> {
 public:
  /// Holds the distribution.
  explicit time_node(Dist dist) : dist_(std::move(dist)) {}
  /// The probabilities and the density at t, in seconds.
  [[nodiscard]] distribution_value<T> at(const T& t) const override { return dist_.at(t); }
  /// The range, atoms and breaks of the distribution.
  [[nodiscard]] time_outline<T> outline() const override {
    return outline_.of([this] { return dist_.outline(); });
  }
  /// The density per second, `after` seconds after the shortest time, `least`.
  [[nodiscard]] T density_after(const T& least, const T& after) const override {
    return detail::density_of<T>(dist_, least, after);
  }
  /// Whether density_after() counts from the shortest time, so that nothing is lost near it.
  [[nodiscard]] bool is_exact() const override { return detail::is_exact_distribution<T, Dist>; }
  /// The mean in seconds.
  [[nodiscard]] T mean() const override {
    return mean_.of([this] { return dist_.mean_seconds(); });
  }
  /// The variance in seconds squared.
  [[nodiscard]] T variance() const override {
    return variance_.of([this] { return dist_.variance_seconds(); });
  }
  /// As one table: its own, or one by quadrature. *Throws* convergence_error if the table misses
  /// its accuracy, or the budget is spent.
  [[nodiscard]] tabulated<T> table(work_budget& work) const override {
    if constexpr (requires { dist_.table(work); })
      return dist_.table(work);
    else
      return detail::distribution_node<T>::table(work);
  }
  /// As tables that add up: its own, or the one of table(). *Throws* the same.
  [[nodiscard]] table_parts<T> parts(work_budget& work) const override {
    if constexpr (requires { dist_.parts(work); })
      return dist_.parts(work);
    else
      return table_parts<T>(table(work));
  }
  /// The probabilities by whole cells of a grid: its own, or from at(). *Throws* domain_error if
  /// the distribution is known by its table alone.
  [[nodiscard]] detail::cell_counts<T> cells(const detail::cell_grid<T>& grid) const override {
    if constexpr (requires { dist_.cells(grid); })
      return dist_.cells(grid);
    else
      return detail::distribution_node<T>::cells(grid);
  }
  /// The terms of a sum with a closed form, if the distribution tells them.
  [[nodiscard]] std::optional<sum_terms<T>> terms() const override {
    if constexpr (requires { dist_.terms(); })
      return dist_.terms();
    else
      return {};
  }
  /// The part of it that a sum adds by tables; parts() unless it says otherwise.
  [[nodiscard]] table_parts<T> summand(work_budget& work) const override {
    if constexpr (requires { dist_.summand(work); })
      return dist_.summand(work);
    else
      return parts(work);
  }
  /// The sum with what summand() leaves out; the sum itself if nothing is left out.
  [[nodiscard]] table_parts<T> with_rest(table_parts<T> sum, work_budget& work) const override {
    if constexpr (requires { dist_.with_rest(sum, work); })
      return dist_.with_rest(std::move(sum), work);
    else
      return sum;
  }

 private:
  Dist dist_;
  detail::kept_value<time_outline<T>> outline_;
  detail::kept_value<T> mean_, variance_;
};

/// Any random time, as a value: a distribution, or what is seen as one, such as a duration, a
/// lifetime or a phase type. Immutable.
template <class T = double>
class random_time : public distribution_members<random_time<T>, T> {
 public:
  /// Holds a copy of the distribution, in shared memory. A duration is a fixed time; a lifetime and
  /// a phase type are seen as the distributions of their times.
  template <random_time_like Dist>
    requires(!std::same_as<Dist, random_time>)
  random_time(Dist dist)  // NOLINT: each random time is a random_time
      : node_(node(std::move(dist))) {}

  /// Both tails and the density at a time in seconds, as the distribution held tells them.
  [[nodiscard]] distribution_value<T> at(const T& seconds) const { return node_->at(seconds); }
  /// Support, atoms, breakpoints and cost of the distribution held, in seconds.
  [[nodiscard]] time_outline<T> outline() const { return node_->outline(); }
  /// The mean in seconds; infinite if it may never end.
  [[nodiscard]] T mean_seconds() const { return node_->mean(); }
  /// The variance in seconds squared; infinite if it may never end.
  [[nodiscard]] T variance_seconds() const { return node_->variance(); }
  /// The distribution as one table, with a budget of its own. *Throws* as table(work).
  [[nodiscard]] tabulated<T> table() const {
    auto work = work_of_tables("timing");
    return table(work);
  }
  /// The distribution as one table, out of a budget. *Throws* convergence_error where the table
  /// misses its accuracy, or the budget is spent.
  [[nodiscard]] tabulated<T> table(work_budget& work) const { return node_->table(work); }
  /// The distribution as tables that add up, each with an origin of its own. *Throws* as
  /// table(work).
  [[nodiscard]] table_parts<T> parts(work_budget& work) const { return node_->parts(work); }
  /// The probabilities by whole cells of a grid, rounded up or down, for certain bounds. *Throws*
  /// domain_error for a distribution that is known by its table alone.
  [[nodiscard]] detail::cell_counts<T> cells(const detail::cell_grid<T>& grid) const {
    return node_->cells(grid);
  }
  /// The terms of a sum with a closed form; nothing where there is none.
  [[nodiscard]] std::optional<sum_terms<T>> terms() const { return node_->terms(); }
  /// The part of it that a sum adds by tables; with_rest() adds what that leaves out.
  [[nodiscard]] table_parts<T> summand(work_budget& work) const { return node_->summand(work); }
  /// The sum with that rest added; the sum itself where summand() leaves out nothing.
  [[nodiscard]] table_parts<T> with_rest(table_parts<T> sum, work_budget& work) const {
    return node_->with_rest(std::move(sum), work);
  }

 private:
  template <class Dist>
  static std::shared_ptr<const detail::distribution_node<T>> node(Dist dist) {
    if constexpr (time_distribution<Dist>)
      return std::make_shared<const time_node<T, Dist>>(std::move(dist));
    else if constexpr (duration_type<Dist>)
      return node(fixed_time<T>(dist));
    else
      return node(distribution_of(dist));
  }

  std::shared_ptr<const detail::distribution_node<T>> node_;
};

template <random_time_like Dist>
random_time(Dist) -> random_time<time_scalar<Dist>>;

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::random_time<double>;
#endif
