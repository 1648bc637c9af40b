// SPDX-License-Identifier: BSL-1.0
// Evidence of a release beside a baseline, line by line, each line with its own split of the
// traffic.
//
//   split_e_process evidence(split_prior{}, 1_percent);
//   evidence.observe({.errors = 1, .requests = 200, .baseline_requests = 200})
//   evidence.p_value()                    valid whenever it is looked at
//
// A release that fails theta times as often as the baseline beside it has, of the t errors of a
// line in which it serves a share s of the requests, each with the probability s theta/(s theta + 1
// - s). So
//
//   E = integral over a prior of theta of  product of lines  theta^x / (s theta + 1 - s)^t
//
// The lines may have any rates of failure and any splits, also such as depend on what came before:
// while the release is as good as the baseline E reaches 1/alpha, at any time ever, with a
// probability of at most alpha (Ville 1939). This is exact for Poisson counts; for binomial ones,
// whose split is hypergeometric, E is smaller on average (Hoeffding 1963, theorem 4: theta^x is
// convex in x).
//
// Lines of one split are added up. Of more than 64 splits the two nearest are taken for one, at
// their mean weighed by errors: as ln(s theta + 1 - s) is concave in s, E never grows by it.
//
// Accuracy: 1e-9 of E, or 1e-14 of ln E (a log-concave integrand, by the trapezoidal rule).
// Cost: 70 to 310 values of the integrand, each of a term for each split, where it is asked after a
// line with errors.
// Index: e-process.
#pragma once

#include <nines/detection/tests/e_values.hpp>
#include <nines/detection/tests/split_integrand.hpp>
#include <nines/inline.hpp>
#include <optional>

namespace nines {

/// The e-value of errors beside a baseline, and the rule that rolls back once it reaches 1 / alpha
/// and the release is the worse. Asked line by line: a `line_rule` for rollout_judge.
class split_e_process {
 public:
  /// *Throws* domain_error unless the numbers of the prior are more than 0, and finite, and its
  /// share and alpha are more than 0 and less than 1.
  explicit split_e_process(const split_prior& prior,
                           const probability<>& alpha = probability<>::from_value(0.01));

  /// The counts of one line, not of all. *Throws* domain_error unless they are whole, and of each
  /// the errors at most the requests; it is then as it was.
  verdict observe(const evidence& line);

  /// The prior; its share is that of the first line where none was stated.
  [[nodiscard]] const split_prior& prior() const { return prior_; }
  /// Whether the release has more errors than its share of each line.
  [[nodiscard]] bool is_worse() const;
  /// ln E of all lines so far; 0 without errors. Computed when it is first asked after a line.
  [[nodiscard]] double log_e_value() const;
  /// min(1, 1/E), valid at any time.
  [[nodiscard]] double p_value() const;

 private:
  static constexpr std::size_t most_splits = 64;

  static void check(const evidence& line);
  /// Sorted by share.
  void add(const detail::split_errors& line);
  /// Takes the two neighbours for one whose merger tells least.
  void merge_nearest();
  /// E of one split, that of the prior, is known; else by integration, of prior and likelihood over
  /// the prior.
  [[nodiscard]] double compute() const;

  split_prior prior_;
  double enough_;
  double release_ = 0;                        // its errors
  std::vector<detail::split_errors> splits_;  // those of both
  mutable std::optional<double> log_e_;
};

/// The same as a rule of all counts together, for stopping_distribution_with_baseline: the split of
/// the traffic must be one and the same. A rollout_judge, whose lines have each their own, asks
/// `line_by_line()`.
class split_e_value_rule {
 public:
  /// With a Beta(release, baseline) prior of the release's share of the errors, at its split.
  split_e_value_rule(double release, double baseline, const probability<>& alpha);
  /// A process with the same prior and level, for lines of different splits.
  [[nodiscard]] split_e_process line_by_line() const;
  /// Rolls back where the release is worse and E >= 1/alpha at the split of all requests so far;
  /// never promotes. *Throws* domain_error where a count is negative, infinite or NaN.
  verdict operator()(const evidence& seen) const;

 private:
  double release_, baseline_;
  probability<> alpha_;
  double enough_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/split_e_process.hpp>
#endif
