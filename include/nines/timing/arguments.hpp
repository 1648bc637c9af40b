// SPDX-License-Identifier: BSL-1.0
// The arguments of a verb: distributions one by one, of any kind, or a range of them.
#pragma once

#include <iterator>
#include <nines/density/random_time.hpp>

namespace nines {

/// A range of distributions.
template <class R>
concept distribution_range = !time_distribution<R> && requires(const R& dists) {
  requires time_distribution<std::remove_cvref_t<decltype(*std::begin(dists))>>;
};

namespace detail {

template <class R>
using distribution_scalar =
    typename std::remove_cvref_t<decltype(*std::begin(std::declval<const R&>()))>::scalar_type;

template <time_distribution First, time_distribution... Rest>
std::vector<random_time<typename First::scalar_type>> listed(const First& first,
                                                             const Rest&... rest) {
  return {random_time<typename First::scalar_type>(first),
          random_time<typename First::scalar_type>(rest)...};
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
