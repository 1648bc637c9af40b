// SPDX-License-Identifier: BSL-1.0
// The stopping distribution together with the number of errors seen by then.
//
// The distributions of operating_characteristic.hpp with masses by the number of errors in place of
// probabilities. At each analysis the errors are those since the first request. A release that is
// rolled back early is one that had many errors early: the counts are those on the paths that end
// so, not those that this many requests have on average. Exact but for masses below 1e-280. Cost:
// products of masses by counts, one width times the other, out of one budget; what it
// does not cover is a convergence_error.
#pragma once

#include <nines/detection/event_counts.hpp>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/with_baseline.hpp>

namespace nines {

/// What counting takes at most, in products.
inline work_budget counting_budget(double most = stopping_options{}.max_products) {
  return {"stopping_counts", most, "products",
          "fewer analyses or errors take less, more max_products allows it"};
}

/// The stopping distribution of a rule that sees all errors since the first request, with the
/// errors seen by then. `requests` are those of each analysis by itself. *Throws* convergence_error
/// where the budget ends.
template <stopping_rule Rule>
stopping_probabilities<count_series> stopping_counts(
    const Rule& rule, const std::vector<std::size_t>& requests, const event_rate& rate,
    work_budget& budget, double /*memory_limit*/ = default_memory_limit) {
  detail::count_recursion<double> walk(budget, count_series::least);
  count_distribution<double> added;
  stopping_probabilities<count_series> dist;
  evidence seen{.analysis = 0, .analyses = requests.size()};
  std::size_t most = 0;
  for (std::size_t j = 0; j < requests.size(); ++j) {
    if (j == 0 || requests[j] != requests[j - 1])
      added = detail::counts_of<double>(rate, requests[j], count_series::least, budget);
    seen.requests += static_cast<double>(requests[j]);
    ++seen.analysis;
    most += added.last();
    detail::record(dist, walk.count_step(added, detail::limits_at(rule, seen, most)));
  }
  dist.continuing.back() = walk.counts();
  return dist;
}

/// The errors of an interval whose check fails, and of one whose check does not.
template <stopping_rule Check>
probability<count_series> failing_counts(const Check& check, std::size_t requests,
                                         const event_rate& rate) {
  const auto dist = detail::counts_of<double>(rate, requests, count_series::least);
  const count_series errors(dist);
  const evidence seen{.requests = static_cast<double>(requests)};
  const std::size_t from = detail::least_errors(check, seen, dist.last(), verdict::roll_back);
  return {unchecked, errors.at_least(from), errors.less_than(from)};
}
/// The same of a rule that counts the intervals whose check fails. *Throws* convergence_error, too,
/// where the walk over failures takes more than memory_limit bytes.
template <stopping_rule Check>
stopping_probabilities<count_series> stopping_counts(const failed_checks<Check>& rule,
                                                     const std::vector<std::size_t>& requests,
                                                     const event_rate& rate, work_budget& budget,
                                                     double memory_limit = default_memory_limit) {
  std::vector<probability<count_series>> fails;
  fails.reserve(requests.size());
  for (std::size_t j = 0; j < requests.size(); ++j)
    fails.push_back(j > 0 && requests[j] == requests[j - 1]
                        ? fails.back()
                        : failing_counts(rule.check(), requests[j], rate));
  return stopping_distribution_of_checks(fails, rule.limits(), memory_limit, budget);
}
/// The same out of a budget of its own.
template <class Rule>
stopping_probabilities<count_series> stopping_counts(const Rule& rule,
                                                     const std::vector<std::size_t>& requests,
                                                     const event_rate& rate) {
  auto budget = counting_budget();
  return stopping_counts(rule, requests, rate, budget);
}

/// The same of a rule that compares with a baseline: masses by the errors of the new version.
template <stopping_rule Rule>
stopping_probabilities<count_series> stopping_counts_with_baseline(
    const Rule& rule, const std::vector<request_pair>& requests, const rates_with_baseline& rates,
    const stopping_with_baseline_options& options, work_budget& budget) {
  return detail::stopping_with_cut<double>(rule, requests, rates, options.memory_limit,
                                           options.least_mass, budget, true)
      .counts;
}

}  // namespace nines
