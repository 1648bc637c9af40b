// SPDX-License-Identifier: BSL-1.0
// A check of several metrics with one counter of failed checks, as Flagger has it: a check fails
// where any metric does.
//
// Example:
//   const other_metrics latency{.fails = {{1_percent, 30_percent}}};   // a good one, a bad one
//   const check_of_metrics check(ratio_above(0.01), 0.4_percent, latency);
//   const failed_checks flagger(check, {.allowed = 10 - 1});             // threshold: 10
//
//   P(fails) = P(together) max over metrics + P(not together) (1 - product of (1 - P(one fails)))
//
// Each metric is judged of each interval by itself. They are independent, given the release, but in
// the share of the checks that `together` states: there one cause decides over all, so that the
// least likely to fail does so only where all others do. A check that has no answer, and then
// fails, is such a metric, too. Argo Rollouts counts the failures of each metric apart:
// metrics_apart.hpp.
// Index: several metrics.
#pragma once

#include <algorithm>
#include <nines/algebra.hpp>
#include <nines/detection/counted_errors.hpp>
#include <vector>

namespace nines {

/// Metrics beside that of the rule. How often their checks fail is known, whatever the traffic.
struct other_metrics {
  std::vector<check_failure_probabilities> fails = {};  ///< one for each metric
  /// The share of the checks that one cause decides for all metrics; in the rest they are
  /// independent.
  probability<> together = probability<>::never();

  /// The probability that a check fails where that of one more metric does with a probability.
  /// Both sides are sums of products.
  [[nodiscard]] probability<> with(const probability<>& one, bool is_good) const {
    auto any = one;
    auto worst = one;
    for (const auto& metric : fails) {
      const auto& each = is_good ? metric.good : metric.bad;
      any = either(any, each);
      worst = std::max(worst, each);
    }
    return pivot(together, worst, any);
  }
};

/// A check by a rule of counts, which fails where one of other metrics does, too. For the check of
/// failed_checks, whose limits then are of one counter. As a rule it judges the counts alone.
template <stopping_rule Check>
class check_of_metrics {
 public:
  /// `good` is the rate of a good release: at any other one metrics fail as for a bad one.
  check_of_metrics(Check check, const event_rate& good, other_metrics others)
      : check_(std::move(check)), good_(good), others_(std::move(others)) {}
  /// What the rule of counts says.
  verdict operator()(const evidence& seen) const { return check_(seen); }
  [[nodiscard]] const Check& check() const { return check_; }            ///< of the counts
  [[nodiscard]] const other_metrics& others() const { return others_; }  ///< beside it
  /// The probability that a check fails whose counts do with a probability, at a rate.
  [[nodiscard]] probability<> with(const probability<>& counts_fail, const event_rate& rate) const {
    return others_.with(counts_fail, is_same_rate(rate, good_));
  }

 private:
  Check check_;
  event_rate good_;
  other_metrics others_;
};

/// The probability that a check of several metrics fails, of one interval of so many requests; of
/// none only other metrics do.
template <class T = double, stopping_rule Check>
[[nodiscard]] probability<> failure_probability(const check_of_metrics<Check>& check,
                                                std::size_t requests, const event_rate& rate) {
  return check.with(failure_probability(check.check(), requests, rate), rate);
}

/// The errors of an interval whose check fails, be it by another metric, and of one whose check
/// does not. *Throws* convergence_error where metrics fail together: then what counts say depends
/// on how many they are.
template <stopping_rule Check>
[[nodiscard]] probability<count_series> failing_counts(const check_of_metrics<Check>& check,
                                                       std::size_t requests,
                                                       const event_rate& rate) {
  if (check.others().together.value() > 0 && !check.others().fails.empty())
    give_up("failing_counts", "metrics that fail together do not tell how many errors came");
  const auto own = failing_counts(check.check(), requests, rate);
  const auto other = check.with(probability<>::never(), rate);
  return {unchecked, own.value() + own.complement() * count_series(other.value()),
          own.complement() * count_series(other.complement())};
}

}  // namespace nines
