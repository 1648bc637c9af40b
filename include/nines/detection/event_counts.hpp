// SPDX-License-Identifier: BSL-1.0
// How many events a number of requests have, at an event_rate: binomial or Poisson.
#pragma once

#include <nines/detection/event_rate.hpp>
#include <nines/discrete/counts.hpp>

namespace nines::detail {

/// The distribution of the number of events among `requests`. *Throws* convergence_error where the
/// counts are too many to follow one by one.
template <class T>
count_distribution<T> counts_of(const event_rate& rate, std::size_t requests,
                                double least = count_distribution<T>::negligible) {
  if (rate.model() == count_model::binomial)
    return count_distribution<T>::binomial(rate.event_probability(), requests, least);
  return count_distribution<T>::poisson(rate.mean() * static_cast<double>(requests), least);
}

}  // namespace nines::detail
