// SPDX-License-Identifier: BSL-1.0
// What a rule really does: its operating characteristic, exactly.
//
// Example:
//   const ratio_above rule(0.001);
//   const auto analyses = even_analyses(1000000, 30);     // requests before each of 30 analyses
//   const auto oc = operating_characteristic(rule, analyses,
//                                            {.good = 0.05_percent, .bad = 0.2_percent});
//   oc.detection(), oc.false_rollback();                  // power and type I error, both sides
//   oc.bad.rolled_back[0], oc.bad.expected_analyses();    // when
//
// By dynamic programming over counts (count_recursion.hpp), neither simulated nor approximated;
// checked against all paths. The rule is asked some 20 times per analysis for its limits, then left
// alone. Accuracy: 1e-12 relative where counts are near their mean, (|k - mean| epsilon) further
// out; for probabilities above 1e-280. Cost: see count_recursion.hpp; a larger least_mass makes the
// bands narrower.
// Index: operating characteristic, power of a test.
#pragma once

#include <algorithm>
#include <nines/detection/count_recursion.hpp>
#include <nines/detection/event_counts.hpp>
#include <nines/detection/rule.hpp>
#include <nines/detection/stopping_distribution.hpp>
#include <nines/inline.hpp>

namespace nines {

/// What a stopping distribution may take, and which masses it may drop.
struct stopping_options {
  double max_products = 2e9;   ///< multiplications of the whole question: a second or two
  double least_mass = 1e-290;  ///< masses below are dropped; more is faster, and less of the tails
  double memory_limit = default_memory_limit;  ///< bytes
};

/// The two rates that a rule has to tell apart.
struct rate_pair {
  event_rate good;  ///< the rate that should pass
  event_rate bad;   ///< the rate that should be rolled back
};

/// How a rule treats a good release and a bad one.
template <class T = double>
struct detection_performance {
  stopping_probabilities<T> good, bad;  ///< how the rule stops for each rate

  /// The probability that the good release is rolled back: the type I error.
  [[nodiscard]] probability<T> false_rollback() const { return good.roll_back(); }
  /// The probability that the bad release is rolled back: the power, one minus the type II error.
  [[nodiscard]] probability<T> detection() const { return bad.roll_back(); }
};

/// A number of requests, spread evenly over analyses: the last analysis has seen them all. *Throws*
/// domain_error unless there is an analysis, and a request for each.
[[nodiscard]] std::vector<std::size_t> even_analyses(double requests, std::size_t analyses);

namespace detail {

/// The least number of errors in [0, most] from which on the rule's verdict is at least `v`. Found
/// by bisection, of a stretch about a guess that is widened until it holds the place.
template <stopping_rule Rule>
std::size_t least_errors(const Rule& rule, evidence seen, std::size_t most, verdict v,
                         std::size_t guess = 0) {
  const auto reaches = [&](std::size_t errors) {
    seen.errors = static_cast<double>(errors);
    return rule(seen) >= v;
  };
  if (!reaches(most)) return no_error_limit;
  std::size_t low = std::min(guess, most);
  std::size_t high = low;
  for (std::size_t step = 1; low > 0 && reaches(low - 1); step *= 2) {
    high = low - 1;
    low = high - std::min(high, step);  // not below 0
  }
  for (std::size_t step = 1; high < most && !reaches(high); step *= 2) {
    low = high + 1;
    high = std::min(most, high + step);
  }
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;  // high is the larger
    if (reaches(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/// Where a rule stops at an analysis that sees at most that many errors; `guess` are limits that
/// may be near.
template <stopping_rule Rule>
analysis_limits limits_at(const Rule& rule, const evidence& seen, std::size_t most,
                          const analysis_limits& guess = {0, 0}) {
  analysis_limits limits;
  limits.roll_back_from = least_errors(rule, seen, most, verdict::roll_back, guess.roll_back_from);
  limits.promote_below = least_errors(rule, seen, most, verdict::inconclusive, guess.promote_below);
  if (limits.promote_below == no_error_limit) limits.promote_below = most + 1;
  return limits;
}

}  // namespace detail

/// What a question may cost that is put with these options.
work_budget budget_of(const char* function, const stopping_options& options);

namespace detail {

void check_analyses(const char* function, const std::vector<std::size_t>& requests);

template <class T>
void record(stopping_probabilities<T>& dist, const analysis_masses<T>& masses) {
  dist.rolled_back.push_back(masses.rolled_back);
  dist.promoted.push_back(masses.promoted);
  dist.continuing.push_back(masses.continuing);
}

/// The stopping distribution after the first analyses, which more can follow.
template <class T>
class stopping_so_far {
 public:
  stopping_so_far(const event_rate& rate, const stopping_options& options, work_budget& budget)
      : rate_(rate),
        budget_(&budget),
        // A band of steps is cut at what its largest mass times any other would come to.
        least_(std::max(options.least_mass, count_distribution<T>::negligible)),
        walk_(budget, options.least_mass) {
    seen_.analysis = 0;
  }

  /// One more analysis, of `analyses` in all, before which `requests` arrive. Returns the limits of
  /// the rule.
  template <stopping_rule Rule>
  analysis_limits analysis(const Rule& rule, std::size_t requests, std::size_t analyses) {
    if (requests != requests_) added_ = counts_of<T>(rate_, requests, least_, *budget_);
    requests_ = requests;
    seen_.requests += static_cast<double>(requests);
    ++seen_.analysis;
    seen_.analyses = analyses;
    most_ += added_.last();
    limits_ = limits_at(rule, seen_, most_, limits_);
    record(dist_, walk_.step(added_, limits_));
    return limits_;
  }
  [[nodiscard]] const stopping_probabilities<T>& dist() const { return dist_; }
  /// At the last analysis: the evidence but for its errors, and the most errors that there can be.
  [[nodiscard]] const evidence& seen() const { return seen_; }
  [[nodiscard]] std::size_t max() const { return most_; }

 private:
  event_rate rate_;
  work_budget* budget_;
  double least_;
  count_recursion<T> walk_;
  std::size_t requests_ = 0;
  count_distribution<T> added_;
  stopping_probabilities<T> dist_;
  evidence seen_;
  std::size_t most_ = 0;
  analysis_limits limits_{0, 0};
};

}  // namespace detail

/// The stopping distribution, within what the budget of a larger question has left. A kind of rule
/// that asks for more than one evidence has an overload of its own.
template <class T, stopping_rule Rule>
[[nodiscard]] stopping_probabilities<T> stopping_distribution(
    const Rule& rule, const std::vector<std::size_t>& requests, const event_rate& rate,
    const stopping_options& options, work_budget& budget) {
  detail::check_analyses("stopping_distribution", requests);
  detail::stopping_so_far<T> walk(rate, options, budget);
  for (const std::size_t n : requests) (void)walk.analysis(rule, n, requests.size());
  return walk.dist();
}

/// The stopping distribution of a release with this rate; `requests[j]` arrive between analysis j
/// and analysis j + 1. *Throws* domain_error where there is no analysis or no request,
/// convergence_error for more work than `max_products`.
template <class T = double, class Rule>
[[nodiscard]] stopping_probabilities<T> stopping_distribution(
    const Rule& rule, const std::vector<std::size_t>& requests, const event_rate& rate,
    const stopping_options& options = {}) {
  auto budget = budget_of("stopping_distribution", options);
  return stopping_distribution<T>(rule, requests, rate, options, budget);
}

/// The same for a good release and a bad one, of one budget. *Throws* also unless the good rate is
/// the smaller.
template <class T = double, class Rule>
[[nodiscard]] detection_performance<T> operating_characteristic(
    const Rule& rule, const std::vector<std::size_t>& requests, const rate_pair& rates,
    const stopping_options& options = {}) {
  (void)excess_rate("operating_characteristic", rates.good, rates.bad);
  auto budget = budget_of("operating_characteristic", options);
  return {stopping_distribution<T>(rule, requests, rates.good, options, budget),
          stopping_distribution<T>(rule, requests, rates.bad, options, budget)};
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/operating_characteristic.hpp>
#endif
