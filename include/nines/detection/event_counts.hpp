// SPDX-License-Identifier: BSL-1.0
// How many events a number of requests have, at an event_rate: binomial or Poisson.
#pragma once

#include <cmath>
#include <nines/detection/event_rate.hpp>
#include <nines/discrete/counts.hpp>
#include <nines/error.hpp>

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

/// The same of a question with a budget, 8 units for each mass: where half of them are more than is
/// left it runs out before they are made.
template <class T>
count_distribution<T> counts_of(const event_rate& rate, std::size_t requests, double least,
                                work_budget& budget) {
  const double share =
      rate.model() == count_model::binomial ? rate.event_probability().complement() : 1;
  const double variance = rate.mean() * share * static_cast<double>(requests);
  const double half = 8 * std::sqrt(-2 * std::log(least) * variance);
  if (!budget.allows(half)) budget.spend(half);
  auto dist = counts_of<T>(rate, requests, least);
  budget.spend(8 * static_cast<double>(dist.size()));
  return dist;
}

}  // namespace nines::detail
