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

#include <nines/error.hpp>
#include <nines/inline.hpp>

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

/// Whether an overload can last. *Throws* domain_error unless demand >= 0, capacity > 0, retries is
/// a whole number from 0 to 1000, and failed_work is from 0 to 1. *Accuracy*: amplification to
/// 1e-12. O(retries), some hundred times.
[[nodiscard]] metastable_figures metastable_overload(const retried_load& load);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/metastable_overload.hpp>
#endif
