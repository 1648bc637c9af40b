// SPDX-License-Identifier: BSL-1.0
// metastable_overload(load): can an overload outlive what began it?
//
//   work a second at a failure rate q:  d (1 - q^n + w (q + q^2 + ... + q^n)),  n = 1 + retries
//
// Of d requests each is tried until it succeeds, n times at most; an attempt that fails takes the
// share w of the work of one that succeeds (1: it times out after all; 0: it is refused at once).
// While that work is more than the capacity more attempts fail, while it is less fewer do. So below
// the capacity (q = 0) there is a second state that sustains itself if for some q the work exceeds
// the capacity: the service is vulnerable, and what takes it there (a peak, a lost zone) need not
// last. Where every attempt fails it takes d w n. Source: Bronson, Aghayev, Charapko & Zhu,
// "Metastable failures in distributed systems" (HotOS 2021), whose words the states are.
// Index: metastable failure.
#pragma once

#include <cmath>
#include <nines/error.hpp>

namespace nines {

/// Demand against capacity, and what clients do when a request fails.
struct retried_load {
  double demand = 0;       ///< requests, in any unit of time
  double capacity = 0;     ///< requests that are served when none fails, in the same
  double retries = 0;      ///< of each request, a whole number, 0 or more
  double failed_work = 1;  ///< of an attempt that fails, as a share of one that succeeds: 0 to 1
};

/// In which state a service is, or may be held.
enum class overload_state {
  stable,      ///< whatever happens, it comes back by itself
  vulnerable,  ///< it serves, but an overload would last after its cause is gone
  overloaded   ///< demand is more than capacity, without any retry
};

/// What metastable_overload finds.
struct metastable_figures {
  overload_state state = overload_state::stable;  ///< at this demand and capacity
  /// The most work that a request makes, over all failure rates: 1 + retries where an attempt that
  /// fails takes as much as one that succeeds.
  double amplification = 1;
  /// The demand above which it is vulnerable: capacity / amplification.
  double stable_demand = 0;
  /// To that share of the demand clients must be cut for it to come back from the worst: 1 where
  /// it does so by itself.
  double recovers_at = 1;
};

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

/// Whether an overload can last. *Throws* domain_error unless demand >= 0, capacity > 0, retries is
/// a whole number from 0 to 1000, and failed_work is from 0 to 1. *Accuracy*: amplification to
/// 1e-12. O(retries), some hundred times.
[[nodiscard]] inline metastable_figures metastable_overload(const retried_load& load) {
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
