// SPDX-License-Identifier: BSL-1.0
// DNS cutover: when do clients go to the new place? A name is cached for its time to live, by some
// for longer.
//
//   still on the old place at t    sum of w_i max(0, 1 - t / TTL_i)     mean  sum of w_i TTL_i / 2
//
// Assumes steady traffic, so that a cached answer is of any age up to its TTL when the name
// changes. A few resolvers that ignore the TTL make the mean: 5 % at 30 min beside 95 % at 60 s,
// 73.5 s. A load balancer needs no more than its own detection_time(); connections that are
// drained, but cut off after a delay, are first_of(connection, fixed_time(delay)). Accuracy: 4
// epsilon, both sides.
// Index: DNS time to live (TTL).
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/timing/mixture.hpp>

namespace nines {

/// A share of the traffic whose resolvers keep an answer for that time.
template <class T = double>
struct ttl_share {
  T share;                     ///< of the traffic, in [0, 1]
  seconds_in<T> time_to_live;  ///< of an answer in these caches
};

/// How long after a change of the name a client asks again: its complement at t is the share of
/// traffic that is still on the old place. *Throws* domain_error unless the shares add up to 1 and
/// no time is negative.
template <class T>
[[nodiscard]] random_time<T> dns_cutover(const std::vector<ttl_share<T>>& caches) {
  std::vector<weighted_time<T>> parts;
  for (const auto& cache : caches) {
    const T ttl = seconds_of<T>("dns_cutover", "time_to_live", cache.time_to_live);
    const seconds_in<T> none(zero<T>());
    if (ttl > zero<T>())
      parts.push_back({cache.share, uniform_time<T>(none, cache.time_to_live)});
    else
      parts.push_back({cache.share, fixed_time<T>(none)});
  }
  return mixture(std::move(parts));
}
/// The same where all keep to one time to live.
template <class Rep, class Period>
[[nodiscard]] random_time<double> dns_cutover(std::chrono::duration<Rep, Period> time_to_live) {
  return dns_cutover<double>({{1.0, time_to_live}});
}

}  // namespace nines
