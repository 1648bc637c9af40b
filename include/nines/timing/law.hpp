// SPDX-License-Identifier: BSL-1.0
// duration_law<T>: how long something takes, as a value; and what every law of a duration offers.
//
//   duration_law<> failover = lognormal_time<>::from_median(90s, 99_percent, 240s);
//   failover.within(120s)           both sides of the chance
//   failover.quantile(99.9_percent)
//
// A law is any class derived from law_members<Law, T> that says `at(seconds)` (a law_instant: both
// tails by themselves), `outline()`, `mean_seconds()` and `variance_seconds()`. It may know more:
// its `table(work)`, its `cells(grid)` when it is made of other laws, the `terms()` of a sum with a
// closed form; as a step of a sum a `summand(work)` to be added by its table, and the sum `with_rest(sum, work)`
// of what that leaves out. A duration_law holds any of them; it is immutable, shares what it holds, and is cheap to copy, so that plans are
// built at run time. Sums and other compositions: nines/timing.hpp.
#pragma once

#include <memory>
#include <nines/duration/hours.hpp>
#include <nines/timing/cells.hpp>
#include <nines/timing/quantile.hpp>
#include <nines/timing/sum_terms.hpp>
#include <nines/timing/tabulate.hpp>

namespace nines {

namespace detail {
/// A chrono duration in seconds; throws unless it is finite and at least 0, or more than 0.
template <class T, class Rep, class Period>
T seconds_of(const char* function, const char* argument, std::chrono::duration<Rep, Period> d,
             bool positive = false) {
  check_duration(function, argument, d, positive);
  const T seconds = count_in<T, std::ratio<1>>(d);
  if (!is_finite(seconds)) fail(function, argument, seconds, "finite");
  return seconds;
}
}  // namespace detail

/// The members that every law of a duration has; `Law` is the class itself.
template <class Law, class T>
class law_members {
 public:
  using scalar_type = T;
  using time_type = seconds_in<T>;

  /// The chance that it is over by t. *Accuracy*: the law's, on both sides; of a law by its table, as
  /// a sum is, 1e-9 down to 1e-12, and no digit below 1e-20. *Throws* domain_error if t is negative
  /// or NaN.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> within(std::chrono::duration<Rep, Period> t) const {
    return at("within", t).within;
  }
  /// The density at t (of what is not an atom) per second. *Throws* as within().
  template <class Rep, class Period>
  [[nodiscard]] T density(std::chrono::duration<Rep, Period> t) const {
    return at("density", t).density;
  }
  /// The density at each time of a grid from the shortest time to `until`, both included.
  template <class Rep, class Period>
  [[nodiscard]] std::vector<T> density(std::chrono::duration<Rep, Period> until,
                                       std::size_t points) const {
    if (points < 2) detail::fail("density", "points", points, "2 or more");
    std::vector<T> values(points);
    const time_type from = least();
    detail::seconds_of<T>("density", "until", until);
    if (!(until > from)) detail::fail("density", "until", until.count(), "after the shortest time");
    const time_type span = until - from;  // of the grid
    for (std::size_t i = 0; i < points; ++i)
      values[i] = density(from + span * (T(i) / T(points - 1)));  // the count of steps
    return values;
  }
  /// The time by which it is over with the given chance; infinite where it ends with less.
  /// *Throws* domain_error unless 0 < chance < 1; convergence_error for a law by its table where a
  /// side of the chance is below 1e-20.
  [[nodiscard]] time_type quantile(const probability<T>& chance) const {
    if (!(chance.value() > 0 && chance.complement() > 0))
      detail::fail("quantile", "chance", chance.value(), "more than 0 and less than 1");
    return time_type(detail::quantile_of<T>([this](const T& t) { return self().at(t); },
                                            self().outline(), chance));
  }
  /// The mean time; infinite if it may never end.
  [[nodiscard]] time_type mean() const { return time_type(self().mean_seconds()); }
  /// The variance in seconds squared; infinite if it may never end.
  [[nodiscard]] T variance() const { return self().variance_seconds(); }
  [[nodiscard]] time_type standard_deviation() const {
    return time_type(detail::sqrt_of(variance()));
  }
  /// The shortest time.
  [[nodiscard]] time_type least() const { return time_type(self().outline().least); }
  /// The worst case: the longest time if it ends, which may be infinite.
  [[nodiscard]] time_type most() const { return time_type(self().outline().most); }
  /// The chance that it ends at all.
  [[nodiscard]] probability<T> finishes() const { return self().outline().finishes; }

 private:
  [[nodiscard]] const Law& self() const { return static_cast<const Law&>(*this); }
  template <class Rep, class Period>
  [[nodiscard]] law_instant<T> at(const char* function,
                                  std::chrono::duration<Rep, Period> t) const {
    detail::check_duration(function, "t", t);
    const T seconds = detail::count_in<T, std::ratio<1>>(t);
    if (detail::is_finite(seconds)) return self().at(seconds);
    const probability<T> end = finishes();
    return {end, end, detail::zero<T>()};
  }
};

namespace detail {

template <class T>
class law_node {
 public:
  law_node() = default;
  law_node(const law_node&) = delete;
  law_node& operator=(const law_node&) = delete;
  virtual ~law_node() = default;
  [[nodiscard]] virtual law_instant<T> at(const T& seconds) const = 0;
  [[nodiscard]] virtual law_outline<T> outline() const = 0;
  [[nodiscard]] virtual T mean() const = 0;
  [[nodiscard]] virtual T variance() const = 0;
  [[nodiscard]] virtual tabulated<T> table(work_budget& work) const = 0;
  [[nodiscard]] virtual cell_counts<T> cells(const cell_grid<T>& grid) const = 0;
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
  [[nodiscard]] T mean() const override { return law_.mean_seconds(); }
  [[nodiscard]] T variance() const override { return law_.variance_seconds(); }
  [[nodiscard]] tabulated<T> table(work_budget& work) const override {
    return table_of<T>(law_, work);
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const override {
    if constexpr (requires { law_.cells(grid); })
      return law_.cells(grid);
    else
      return cells_of_leaf(law_, grid);
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

/// A class that is a law of a duration.
template <class L>
concept timing_law = requires(const L& law, typename L::scalar_type t) {
  { law.at(t) } -> std::same_as<law_instant<typename L::scalar_type>>;
  { law.outline() } -> std::same_as<law_outline<typename L::scalar_type>>;
  { law.mean_seconds() } -> std::same_as<typename L::scalar_type>;
  { law.variance_seconds() } -> std::same_as<typename L::scalar_type>;
};

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

namespace detail {
/// A law where it has no atom.
template <class T>
law_instant<T> without_atom(const T& value, const T& complement, const T& density) {
  const probability<T> p(unchecked, value, complement);
  return {p, p, density};
}
/// A law before its shortest or after its longest time.
template <class T>
law_instant<T> certainly(bool is_over) {
  return is_over ? without_atom(one<T>(), zero<T>(), zero<T>())
                 : without_atom(zero<T>(), one<T>(), zero<T>());
}
}  // namespace detail

}  // namespace nines
