// SPDX-License-Identifier: BSL-1.0
// The arguments of a verb: laws one by one, of any kind, or a range of them.
#pragma once

#include <iterator>
#include <nines/density/duration_law.hpp>

namespace nines {

/// A range of laws.
template <class R>
concept law_range = !timing_law<R> && requires(const R& laws) {
  requires timing_law<std::remove_cvref_t<decltype(*std::begin(laws))>>;
};

namespace detail {

template <class R>
using law_scalar =
    typename std::remove_cvref_t<decltype(*std::begin(std::declval<const R&>()))>::scalar_type;

template <timing_law First, timing_law... Rest>
std::vector<duration_law<typename First::scalar_type>> listed(const First& first,
                                                              const Rest&... rest) {
  return {duration_law<typename First::scalar_type>(first),
          duration_law<typename First::scalar_type>(rest)...};
}

/// Copies of the laws of a range; throws domain_error when there are none.
template <law_range R>
std::vector<duration_law<law_scalar<R>>> listed(const char* function, const R& laws) {
  std::vector<duration_law<law_scalar<R>>> list;
  for (const auto& law : laws) list.emplace_back(law);
  if (list.empty()) fail(function, "needs at least one law");
  return list;
}

}  // namespace detail
}  // namespace nines
