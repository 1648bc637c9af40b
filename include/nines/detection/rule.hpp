// SPDX-License-Identifier: BSL-1.0
// What a detection rule is: it evaluates counts and answers roll back, promote or inconclusive.
//
// Example:
//   struct my_rule {
//     verdict operator()(const evidence& seen) const {
//       return seen.errors > 10 ? verdict::roll_back : verdict::inconclusive;
//     }
//   };
//
// A rule must be monotone: what rolls back at some number of errors does so at any larger one, and
// what promotes at some number does so at any smaller one (all else equal). The operating
// characteristic (operating_characteristic.hpp) finds its limits by bisection and relies on it.
// Index: type I and type II errors.
#pragma once

#include <concepts>
#include <cstddef>
#include <nines/probability/two_sided.hpp>
#include <utility>

namespace nines {

/// What a rule says at an analysis. `promote` ends a stage early; at the last analysis of a stage
/// `inconclusive` has the same effect.
enum class verdict { promote, inconclusive, roll_back };

/// What a rule evaluates: counts since the start of the stage, of the release and, where one is
/// observed side by side, of the baseline.
struct evidence {
  double errors = 0;             ///< of the release
  double requests = 0;           ///< of the release
  double baseline_errors = 0;    ///< 0 where there is none
  double baseline_requests = 0;  ///< 0 where there is none
  std::size_t analysis = 1;      ///< the first analysis is 1
  /// How many there will be in this stage; at the last analysis == analyses.
  std::size_t analyses = 1;

  /// whether no analysis follows in this stage
  [[nodiscard]] bool is_last() const { return analysis == analyses; }
};

/// The probabilities of error that are accepted.
struct error_probabilities {
  /// type I error: a good release is rolled back
  probability<> false_rollback = probability<>::from_value(0.01);
  probability<> missed = probability<>::from_value(0.05);  ///< type II error: a bad release passes
};

/// A rule that judges a release by its counts.
template <class Rule>
concept stopping_rule = requires(const Rule& rule, const evidence& seen) {
  { rule(seen) } -> std::same_as<verdict>;
};

/// Rolls back where more than a share of the requests fail: the rule of most pipelines. Its power
/// depends on traffic alone; see operating_characteristic.hpp for what it amounts to.
class ratio_above {
 public:
  /// *Throws* domain_error unless 0 <= limit is finite.
  explicit ratio_above(double limit) : limit_(limit) {
    if (!(limit >= 0) || !(limit < 1e300))
      fail("ratio_above", "limit", limit, "0 or more, and finite");
  }
  [[nodiscard]] double limit() const { return limit_; }  ///< errors per request
  // 0.001 of 18000 is 18, but neither 0.001 nor the product is a binary number: 18 is not above.
  /// Rolls back where errors / requests is above the limit, by more than rounding; never promotes.
  verdict operator()(const evidence& seen) const {
    return seen.errors > limit_ * seen.requests * (1 + 1e-12) ? verdict::roll_back
                                                              : verdict::inconclusive;
  }

 private:
  double limit_;
};

/// The rule, asked only at the last analysis of a stage.
template <stopping_rule Rule>
class at_the_end {
 public:
  /// Keeps a copy of the rule.
  explicit at_the_end(Rule rule) : rule_(std::move(rule)) {}
  /// The rule's verdict at the last analysis; inconclusive before.
  verdict operator()(const evidence& seen) const {
    return seen.is_last() ? rule_(seen) : verdict::inconclusive;
  }

 private:
  Rule rule_;
};

/// The rule, asked only once that many requests were seen: a guard against small numbers.
template <stopping_rule Rule>
class after_requests {
 public:
  /// The rule from `least` requests on. *Throws* domain_error unless least >= 0.
  after_requests(double least, Rule rule) : least_(least), rule_(std::move(rule)) {
    if (!(least >= 0)) fail("after_requests", "least", least, "0 or more");
  }
  /// The rule's verdict once the release has seen enough requests; inconclusive before.
  verdict operator()(const evidence& seen) const {
    return seen.requests >= least_ ? rule_(seen) : verdict::inconclusive;
  }

 private:
  double least_;
  Rule rule_;
};

/// Two rules at once: rolls back when either does, promotes when both do.
template <stopping_rule First, stopping_rule Second>
class either_rule {
 public:
  /// Keeps a copy of both.
  either_rule(First first, Second second) : first_(std::move(first)), second_(std::move(second)) {}
  /// The worse of both verdicts: roll back, else inconclusive, else promote.
  verdict operator()(const evidence& seen) const {
    const verdict a = first_(seen);
    const verdict b = second_(seen);
    return a < b ? b : a;
  }

 private:
  First first_;
  Second second_;
};

}  // namespace nines
