// SPDX-License-Identifier: BSL-1.0
// delayed(a, 10s): the law, so much later; sequence(fixed_time(10s), a) at no cost.
#pragma once

#include <cmath>
#include <nines/density/duration_law.hpp>

namespace nines {

namespace detail {

/// A law with a fixed time before it.
template <class T>
class later_law : public law_members<later_law<T>, T> {
 public:
  later_law(duration_law<T> law, T delay)
      : law_(std::move(law)), delay_(std::move(delay)), atoms_(law_.outline().atoms) {}

  [[nodiscard]] law_instant<T> at(const T& t) const {
    const T width = tie_width(t);
    if (t + width < delay_) return {};
    const T since = std::max(zero<T>(), t - delay_);  // a time since the delay
    return law_.at(on_atom(atoms_, since, width));
  }
  [[nodiscard]] law_outline<T> outline() const {
    auto law = law_.outline();
    law.least += delay_;
    law.most += delay_;
    law.reach += delay_;
    for (auto& a : law.atoms) a.time += delay_;
    for (auto& b : law.breakpoints) b.time += delay_;
    return law;
  }
  [[nodiscard]] T mean_seconds() const { return delay_ + law_.mean_seconds(); }
  [[nodiscard]] T variance_seconds() const { return law_.variance_seconds(); }
  [[nodiscard]] tabulated<T> table(work_budget& work) const {
    auto law = law_.table(work);
    law.origin += delay_;
    return law;
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const {
    const T whole = std::floor(delay_ / grid.width);
    const T by = grid.up && whole * grid.width < delay_ ? whole + one<T>() : whole;
    const std::size_t shift = by > T(grid.count) ? grid.count + 1 : static_cast<std::size_t>(by);
    auto result = law_.cells(grid);
    result.by.insert(result.by.begin(), shift, probability<T>::never());
    result.by.resize(grid.count + 1);
    return result;
  }
  [[nodiscard]] std::optional<sum_terms<T>> terms() const {
    auto parts = law_.terms();
    if (parts) parts->fixed += delay_;
    return parts;
  }
  [[nodiscard]] tabulated<T> summand(work_budget& work) const {
    auto law = law_.summand(work);
    law.origin += delay_;
    return law;
  }
  [[nodiscard]] tabulated<T> with_rest(tabulated<T> sum, work_budget& work) const {
    return law_.with_rest(std::move(sum), work);
  }

 private:
  duration_law<T> law_;
  T delay_;
  std::vector<law_atom<T>> atoms_;  // of the law itself
};

}  // namespace detail

/// The law, so much later. *Throws* domain_error unless the delay is finite and at least 0.
template <timing_law Law, class Rep, class Period>
[[nodiscard]] duration_law<typename Law::scalar_type> delayed(
    const Law& law, std::chrono::duration<Rep, Period> delay) {
  using T = typename Law::scalar_type;
  const T seconds = detail::seconds_of<T>("delayed", "delay", delay);
  return duration_law<T>(detail::later_law<T>(duration_law<T>(law), seconds));
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::detail::node_of<double, nines::detail::later_law<double>>;
#endif
