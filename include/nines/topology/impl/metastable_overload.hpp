// SPDX-License-Identifier: BSL-1.0
// The bodies of topology/metastable_overload.hpp: the most work that a request makes.
#pragma once

#include <cmath>
#include <nines/topology/metastable_overload.hpp>

namespace nines {

namespace detail {

/// 1 - q^n + w (q + ... + q^n), the second sum positive; q in 0..1.
inline double work_of_a_request(double q, double n, double w) {
  double sum = 0;
  double power = 1;  // 1 - q^n = (1 - q) (1 + q + ... + q^(n-1)), without a difference of powers
  for (double i = 0; i < n; ++i) {
    sum += power;
    power *= q;
  }
  return sum * (1 - q + w * q);  // q is an input here, no result
}

}  // namespace detail

NINES_INLINE metastable_figures metastable_overload(const retried_load& load) {
  constexpr auto function = "metastable_overload";
  require_nonnegative_finite(function, "demand", load.demand);
  require_positive_finite(function, "capacity", load.capacity);
  if (!(load.retries >= 0 && load.retries <= 1000 && load.retries == std::floor(load.retries)))
    fail(function, "retries", load.retries, "a whole number from 0 to 1000");
  if (!(load.failed_work >= 0 && load.failed_work <= 1))
    fail(function, "failed_work", load.failed_work, "from 0 to 1");
  const double n = load.retries + 1;
  // The work has one maximum: its slope over q^(n-1), w sum i q^(i-n) - n, only falls.
  double low = 0;
  double high = 1;
  for (int i = 0; i < 100; ++i) {
    const double third = (high - low) / 3;  // a step of the search
    const double left = low + third;
    const double right = high - third;  // a step of the search
    const bool rises = detail::work_of_a_request(left, n, load.failed_work) <
                       detail::work_of_a_request(right, n, load.failed_work);
    (rises ? low : high) = rises ? left : right;
  }
  metastable_figures made;
  made.amplification = std::fmax(1, detail::work_of_a_request(high, n, load.failed_work));
  made.amplification =
      std::fmax(made.amplification, detail::work_of_a_request(1, n, load.failed_work));
  made.stable_demand = load.capacity / made.amplification;
  if (load.demand > load.capacity)
    made.state = overload_state::overloaded;
  else if (load.demand > made.stable_demand)
    made.state = overload_state::vulnerable;
  if (load.demand > made.stable_demand) made.recovers_at = made.stable_demand / load.demand;
  return made;
}

}  // namespace nines
