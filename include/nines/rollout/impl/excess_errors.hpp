// SPDX-License-Identifier: BSL-1.0
// The distribution of the excess errors of a bad release.
#pragma once

#include <cmath>
#include <nines/rollout/risk/excess_errors.hpp>

namespace nines {

namespace detail {

NINES_INLINE void add_stage(const stopping_probabilities<count_series>& dist, error_counts& counts,
                            work_budget& budget) {
  count_series rolled_back;
  for (const auto& each : dist.rolled_back) rolled_back = rolled_back + each;
  count_series passed = dist.continuing.back();
  for (const auto& each : dist.promoted) passed = passed + each;
  counts.rolled_back.push_back(product_of(counts.passed, rolled_back, budget));
  counts.passed = product_of(counts.passed, passed, budget);
}

NINES_INLINE error_counts counts_of_stages(const stopping_probabilities<count_series>& dist,
                                           const std::vector<std::size_t>& analyses) {
  error_counts counts;
  std::size_t j = 0;
  for (const std::size_t n : analyses) {
    count_series rolled_back;
    for (std::size_t end = j + n; j < end; ++j) rolled_back = rolled_back + dist.rolled_back[j];
    counts.rolled_back.push_back(std::move(rolled_back));
  }
  counts.passed = dist.continuing.back();
  return counts;
}

/// Those of the errors that are one too many, each with this probability; and others that are so.
inline count_series excess_of(const count_series& errors, const probability<>& too_many,
                              const count_series& others, work_budget& budget) {
  const auto width = static_cast<double>(errors.masses().size());
  budget.spend(width * width / 2);
  return product_of(errors.thinned(too_many), others, budget);
}

}  // namespace detail

NINES_INLINE excess_errors_distribution::excess_errors_distribution(
    const rollout_plan& plan, double excess_errors_per_hour, const probability<>& too_many,
    const detail::error_counts& errors, work_budget& budget) {
  const auto at_random = [&](hours_in<double> full_traffic) {
    return count_series(count_distribution<double>::poisson(
        excess_errors_per_hour * full_traffic.count(), count_series::least));
  };
  count_series all;
  hours_in<double> ramped{0};
  double before = 0;
  for (std::size_t i = 0; i < errors.rolled_back.size(); ++i) {
    const auto& stage = plan.stages()[i];
    const double share = stage.share.value();
    ramped += (before + share) / 2 * stage.ramp;
    all = all + detail::excess_of(errors.rolled_back[i], too_many,
                                  at_random(ramped + plan.exposed_after(share)), budget);
    before = share;
  }
  all = all + detail::excess_of(errors.passed, too_many, at_random(ramped), budget);
  first_ = static_cast<double>(all.first());
  add_up(all.masses());
}

NINES_INLINE probability<> excess_errors_distribution::survival(double x) const {
  const double place = std::floor(x) + 1 - first_;  // counts: exact
  if (place <= 0) return probability<>::always();
  if (!(place < static_cast<double>(upper_.size()))) return probability<>::never();
  const auto i = static_cast<std::size_t>(place);
  return probability<>::from_computed_sides(upper_[i], lower_[i]);
}

NINES_INLINE void excess_errors_distribution::add_up(const std::vector<double>& mass) {
  lower_.assign(mass.size(), 0);
  upper_.assign(mass.size(), 0);
  for (std::size_t i = 0; i + 1 < mass.size(); ++i) lower_[i + 1] = lower_[i] + mass[i];
  double tail = 0;
  for (std::size_t i = mass.size(); i-- > 0;) upper_[i] = tail += mass[i];
}

}  // namespace nines
