// SPDX-License-Identifier: BSL-1.0
// shifted(a, 10s): the distribution, a fixed time later; sequence(fixed_time(10s), a) at no cost.
#pragma once

#include <cmath>
#include <nines/density/random_time.hpp>

namespace nines {

namespace detail {

/// A distribution with a fixed time before it.
template <class T>
class shifted_distribution : public distribution_members<shifted_distribution<T>, T> {
 public:
  shifted_distribution(random_time<T> dist, T delay)
      : dist_(std::move(dist)), delay_(std::move(delay)), atoms_(dist_.outline().atoms) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const T width = tie_width(t);
    if (t + width < delay_) return {};
    const T since = std::max(zero<T>(), t - delay_);  // a time since the delay
    return dist_.at(on_atom(atoms_, since, width));
  }
  [[nodiscard]] time_outline<T> outline() const {
    auto dist = dist_.outline();
    dist.min += delay_;
    dist.max += delay_;
    dist.reach += delay_;
    for (auto& a : dist.atoms) a.time += delay_;
    for (auto& b : dist.breakpoints) b.time += delay_;
    return dist;
  }
  [[nodiscard]] T mean_seconds() const { return delay_ + dist_.mean_seconds(); }
  [[nodiscard]] T variance_seconds() const { return dist_.variance_seconds(); }
  [[nodiscard]] tabulated<T> table(work_budget& work) const {
    auto dist = dist_.table(work);
    dist.origin += delay_;
    return dist;
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    const T whole = std::floor(delay_ / grid.width);
    const T by = grid.up && whole * grid.width < delay_ ? whole + one<T>() : whole;
    const std::size_t shift = by > T(grid.count) ? grid.count + 1 : static_cast<std::size_t>(by);
    auto result = dist_.cells(grid);
    result.by.insert(result.by.begin(), shift, probability<T>::never());
    result.by.resize(grid.count + 1);
    return result;
  }
  [[nodiscard]] std::optional<sum_terms<T>> terms() const {
    auto parts = dist_.terms();
    if (parts) parts->fixed += delay_;
    return parts;
  }
  [[nodiscard]] table_parts<T> parts(work_budget& work) const {
    auto dist = dist_.parts(work);
    dist.move(delay_);
    return dist;
  }
  [[nodiscard]] table_parts<T> summand(work_budget& work) const {
    auto dist = dist_.summand(work);
    dist.move(delay_);
    return dist;
  }
  [[nodiscard]] table_parts<T> with_rest(table_parts<T> sum, work_budget& work) const {
    return dist_.with_rest(std::move(sum), work);
  }

 private:
  random_time<T> dist_;
  T delay_;
  std::vector<time_atom<T>> atoms_;  // of the distribution itself
};

}  // namespace detail

/// The distribution, a fixed time later. *Throws* domain_error unless the delay is finite and at
/// least 0.
template <random_time_like Dist, class Rep, class Period>
[[nodiscard]] random_time<time_scalar<Dist>> shifted(const Dist& dist,
                                                     std::chrono::duration<Rep, Period> delay) {
  using T = time_scalar<Dist>;
  const T seconds = seconds_of<T>("shifted", "delay", delay);
  return random_time<T>(detail::shifted_distribution<T>(random_time<T>(dist), seconds));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::time_node<double, nines::detail::shifted_distribution<double>>;
#endif
