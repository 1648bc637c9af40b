// SPDX-License-Identifier: BSL-1.0
// The arguments of a verb: random times one by one, of any kind, or a range of them.
#pragma once

#include <iterator>
#include <nines/density/random_time.hpp>

namespace nines {

/// A range of random times.
template <class R>
concept distribution_range = !random_time_like<R> && requires(const R& times) {
  requires random_time_like<std::remove_cvref_t<decltype(*std::begin(times))>>;
};

namespace detail {

template <class R>
using distribution_scalar =
    time_scalar<std::remove_cvref_t<decltype(*std::begin(std::declval<const R&>()))>>;

template <random_time_like First, random_time_like... Rest>
std::vector<random_time<time_scalar<First, Rest...>>> listed(const First& first,
                                                             const Rest&... rest) {
  return {random_time<time_scalar<First, Rest...>>(first),
          random_time<time_scalar<First, Rest...>>(rest)...};
}

/// Copies of the distributions of a range; throws domain_error when there are none.
template <distribution_range R>
std::vector<random_time<distribution_scalar<R>>> listed(const char* function, const R& dists) {
  std::vector<random_time<distribution_scalar<R>>> list;
  for (const auto& dist : dists) list.emplace_back(dist);
  if (list.empty()) fail(function, "needs at least one distribution");
  return list;
}

}  // namespace detail
}  // namespace nines
