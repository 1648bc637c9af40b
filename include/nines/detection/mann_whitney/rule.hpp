// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney test as a rule, and what it really does, exactly.
//
//   const mann_whitney_rule rule(1_percent);
//   failure_probability(rule, {.release = 20, .baseline = 20}, 70_percent)   proportional hazards
//   failure_probability(rule, {10, 10}, latency_buckets{...})                with ties
//   const std::vector<series_sizes> intervals(6, {10, 10});
//   operating_characteristic(failed_checks(rule, {.allowed = 1}), intervals,
//                            measured_pair{50_percent, 70_percent})
//
// Each interval is tested by its own measurements of both, so that checks are independent of each
// other; a test at the end of a bake is a single interval, {.allowed = 0}. Without ties a limit for
// U says when it rolls back. With ties the p-value is that given the ties (mann_whitney/test.hpp),
// and the limit is another for each pattern of ties: all patterns are enumerated.
//
// Accuracy: (n + m) epsilon, relative, of both sides. Cost: two distributions of U; with ties some
// (n + m) n m products for each of C(n + m + buckets, buckets - 1) steps of all patterns. For
// larger samples in buckets take a limit for U by mann_whitney_distribution. `max_products` is for
// all intervals and both releases together.
#pragma once

#include <nines/detection/failed_checks.hpp>
#include <nines/detection/mann_whitney/buckets.hpp>
#include <nines/detection/mann_whitney/test.hpp>
#include <nines/detection/mann_whitney/tie_patterns.hpp>
#include <nines/inline.hpp>

namespace nines {

/// What is measured of a good release and of a bad one: the probability of being above the
/// baseline, or both distributions in buckets.
template <class Measured>
struct measured_pair {
  Measured good, bad;  ///< in the same form
};
template <class Measured>
measured_pair(Measured, Measured) -> measured_pair<Measured>;

/// Rolls back where the p-value of the Mann-Whitney test is at most alpha.
class mann_whitney_rule {
 public:
  /// *Throws* domain_error unless 0 < alpha < 1.
  explicit mann_whitney_rule(const probability<>& alpha);
  [[nodiscard]] const probability<>& alpha() const { return alpha_; }  ///< level of one test
  /// What it says of the measurements. *Throws* as mann_whitney_test.
  [[nodiscard]] verdict operator()(const std::vector<double>& release,
                                   const std::vector<double>& baseline,
                                   const mann_whitney_options& options = {}) const;
  /// The least U that rolls back where there are no ties; more than the number of pairs if none.
  [[nodiscard]] double roll_back_from(const series_sizes& sizes,
                                      const mann_whitney_options& options = {}) const;
  /// The same, of as much work as a larger question has left.
  [[nodiscard]] double roll_back_from(const series_sizes& sizes, double memory_limit,
                                      work_budget& budget) const;

 private:
  probability<> alpha_;
};

namespace detail {

inline const probability<>& above_in(const probability<>& above) { return above; }

template <class T>
probability<T> failure_probability(const mann_whitney_rule& rule, const series_sizes& sizes,
                                   const probability<>& release_above, double memory_limit,
                                   work_budget& budget) {
  return distribution_of_race<T>(sizes, release_above, memory_limit, budget)
      .at_least(rule.roll_back_from(sizes, memory_limit, budget));
}
template <class T>
probability<T> failure_probability(const mann_whitney_rule& rule, const series_sizes& sizes,
                                   const latency_buckets& buckets, double /*memory_limit*/,
                                   work_budget& budget) {
  return tie_patterns<T>(rule.alpha(), sizes, buckets, budget).rollback_probability();
}

template <class T, class Measured>
stopping_probabilities<T> stopping_within(const failed_checks<mann_whitney_rule>& rule,
                                          const std::vector<series_sizes>& intervals,
                                          const Measured& measured, double memory_limit,
                                          work_budget& budget) {
  std::vector<probability<T>> fails;
  fails.reserve(intervals.size());
  for (std::size_t j = 0; j < intervals.size(); ++j) {
    check_sizes(intervals[j]);
    fails.push_back(
        j > 0 && intervals[j] == intervals[j - 1]
            ? fails.back()
            : failure_probability<T>(rule.check(), intervals[j], measured, memory_limit, budget));
  }
  return stopping_distribution_of_checks(fails, rule.limits());
}

}  // namespace detail

/// The probability that a test rolls back where a value of the release is above one of the baseline
/// with this probability, and hazards are proportional; or of measurements in buckets, with the
/// p-value given the ties. *Throws* as mann_whitney_distribution: convergence_error for more work,
/// or more ways, than `max_products` allows.
template <class T = double, class Measured>
[[nodiscard]] probability<T> failure_probability(const mann_whitney_rule& rule,
                                                 const series_sizes& sizes,
                                                 const Measured& measured,
                                                 const mann_whitney_options& options = {}) {
  detail::check_sizes(sizes);
  auto budget = detail::products_of("failure_probability", options);
  return detail::failure_probability<T>(rule, sizes, measured, options.memory_limit, budget);
}

/// The stopping distribution where each interval is tested by its own measurements. *Throws* as
/// failure_probability, and where there is no interval.
template <class T = double, class Measured>
[[nodiscard]] stopping_probabilities<T> stopping_distribution(
    const failed_checks<mann_whitney_rule>& rule, const std::vector<series_sizes>& intervals,
    const Measured& measured, const mann_whitney_options& options = {}) {
  auto budget = detail::products_of("stopping_distribution", options);
  return detail::stopping_within<T>(rule, intervals, measured, options.memory_limit, budget);
}

/// The same for a good release and a bad one. *Throws* also unless the bad one is more often above
/// the baseline.
template <class T = double, class Measured>
[[nodiscard]] detection_performance<T> operating_characteristic(
    const failed_checks<mann_whitney_rule>& rule, const std::vector<series_sizes>& intervals,
    const measured_pair<Measured>& releases, const mann_whitney_options& options = {}) {
  using detail::above_in;
  const auto good = above_in(releases.good);
  const auto bad = above_in(releases.bad);
  if (!(good < bad))
    fail("operating_characteristic", "the probability of the good release to be above",
         good.value(), "less than that of the bad one, " + describe(bad.value()));
  auto budget = detail::products_of("operating_characteristic", options);
  const double memory = options.memory_limit;
  return {detail::stopping_within<T>(rule, intervals, releases.good, memory, budget),
          detail::stopping_within<T>(rule, intervals, releases.bad, memory, budget)};
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/mann_whitney_rule.hpp>
#endif
