// SPDX-License-Identifier: BSL-1.0
// How rates differ, and which requests they may have.
#pragma once

#include <nines/detection/event_rate.hpp>

namespace nines {

namespace detail {

NINES_INLINE void check_requests(const char* function, double requests, count_model model) {
  if (model == count_model::binomial) return require_whole(function, "requests", requests);
  if (!is_nonnegative(requests) || !(requests <= event_rate::most))
    fail(function, "requests", requests, "0 or more, and at most 1e150");
}

NINES_INLINE double difference(const event_rate& larger, const event_rate& smaller) {
  const auto& a = larger.event_probability();
  const auto& b = smaller.event_probability();
  if (larger.model() == count_model::binomial && b.value() > 0.5 && a.value() > 0.5)
    return b.complement() - a.complement();  // input data
  return larger.mean() - smaller.mean();     // input data
}

}  // namespace detail

NINES_INLINE double excess_rate(const char* function, const event_rate& good,
                                const event_rate& bad) {
  if (good.model() != bad.model())
    fail(function, "the good and the bad rate must be of the same model of counts");
  const bool is_larger = good.model() == count_model::poisson
                             ? good.mean() < bad.mean()
                             : good.event_probability() < bad.event_probability();
  if (!is_larger)
    fail(function, "the good rate", good.mean(), "less than the bad one, " + describe(bad.mean()));
  return detail::difference(bad, good);
}

}  // namespace nines
