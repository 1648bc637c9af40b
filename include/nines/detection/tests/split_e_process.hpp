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

#include <algorithm>
#include <cmath>
#include <nines/detection/tests/e_values.hpp>
#include <nines/detection/tests/split_integrand.hpp>
#include <optional>

namespace nines {

/// The e-value of errors beside a baseline, and the rule that rolls back once it reaches 1 / alpha
/// and the release is the worse. Asked line by line: a `line_rule` for rollout_judge.
class split_e_process {
 public:
  /// *Throws* domain_error unless the numbers of the prior are more than 0, and finite, and its
  /// share and alpha are more than 0 and less than 1.
  explicit split_e_process(const split_prior& prior,
                           const probability<>& alpha = probability<>::from_value(0.01))
      : prior_(prior), enough_(-std::log(alpha.value())) {
    constexpr auto function = "split_e_process";
    for (const double x : {prior.release, prior.baseline})
      detail::check_believed(function, "a number of the prior", x);
    if (prior.share) require_open_interval(function, "share of the prior", *prior.share);
    require_open_interval(function, "alpha", alpha);
  }

  /// The counts of one line, not of all. *Throws* domain_error unless they are whole, and of each
  /// the errors at most the requests; it is then as it was.
  verdict observe(const evidence& line) {
    check(line);
    const double t = line.errors + line.baseline_errors;
    if (t > 0 && line.requests > 0 && line.baseline_requests > 0) {  // else it tells nothing
      const double all = line.requests + line.baseline_requests;
      add({line.requests / all, line.baseline_requests / all, t});
      release_ += line.errors;
      log_e_.reset();
    }
    return is_worse() && log_e_value() >= enough_ ? verdict::roll_back : verdict::inconclusive;
  }

  /// The prior; its share is that of the first line where none was stated.
  [[nodiscard]] const split_prior& prior() const { return prior_; }
  /// Whether the release has more errors than its share of each line.
  [[nodiscard]] bool is_worse() const {
    double expected = 0;
    for (const auto& each : splits_) expected += each.errors * each.share;
    return release_ > expected;
  }
  /// ln E of all lines so far; 0 without errors. Computed when it is first asked after a line.
  [[nodiscard]] double log_e_value() const {
    if (!log_e_) log_e_ = splits_.empty() ? 0 : compute();
    return *log_e_;
  }
  /// min(1, 1/E), valid at any time.
  [[nodiscard]] double p_value() const { return std::min(1.0, std::exp(-log_e_value())); }

 private:
  static constexpr std::size_t most_splits = 64;

  static void check(const evidence& line) {
    constexpr auto function = "split_e_process::observe";
    require_whole(function, "requests", line.requests);
    require_whole(function, "errors", line.errors, line.requests);
    require_whole(function, "baseline_requests", line.baseline_requests);
    require_whole(function, "baseline_errors", line.baseline_errors, line.baseline_requests);
  }
  /// Sorted by share.
  void add(const detail::split_errors& line) {
    if (!prior_.share) prior_.share.emplace(unchecked, line.share, line.rest);
    const auto place =
        std::lower_bound(splits_.begin(), splits_.end(), line,
                         [](const auto& a, const auto& b) { return a.share < b.share; });
    if (place != splits_.end() && place->share == line.share) {
      place->errors += line.errors;
      return;
    }
    splits_.insert(place, line);
    if (splits_.size() > most_splits) merge_nearest();
  }
  /// Takes the two neighbours for one whose merger tells least.
  void merge_nearest() {
    std::size_t nearest = 0;
    double least = HUGE_VAL;
    for (std::size_t i = 0; i + 1 < splits_.size(); ++i) {
      const auto& a = splits_[i];
      const auto& b = splits_[i + 1];
      const double apart = b.share - a.share;  // of neighbours, in order
      const double loss = apart * apart / (a.share * b.rest) / (1 / a.errors + 1 / b.errors);
      if (loss < least) {
        least = loss;
        nearest = i;
      }
    }
    auto& a = splits_[nearest];
    const auto& b = splits_[nearest + 1];
    const double all = a.errors + b.errors;
    a = {(a.share * a.errors + b.share * b.errors) / all,
         (a.rest * a.errors + b.rest * b.errors) / all, all};
    splits_.erase(splits_.begin() + static_cast<std::ptrdiff_t>(nearest) + 1);
  }
  /// E of one split, that of the prior, is known; else by integration, of prior and likelihood over
  /// the prior.
  [[nodiscard]] double compute() const {
    const probability<>& at = *prior_.share;
    if (splits_.size() == 1 && splits_[0].share == at.value())
      return detail::log_beta_e_value(prior_.release, prior_.baseline, release_,
                                      splits_[0].errors - release_, at);  // counts: exact
    std::vector<detail::split_errors> all = {
        {at.value(), at.complement(), prior_.release + prior_.baseline}};
    const double before = detail::split_integrand(prior_.release, all).log_integral();
    all.insert(all.end(), splits_.begin(), splits_.end());
    return detail::split_integrand(prior_.release + release_, all).log_integral() -
           before;  // logarithms of an integral and its norm
  }

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
  split_e_value_rule(double release, double baseline, const probability<>& alpha)
      : release_(release), baseline_(baseline), alpha_(alpha), enough_(-std::log(alpha.value())) {
    for (const double x : {release, baseline})
      detail::check_believed("split_e_value_rule", "a number of the prior", x);
    require_open_interval("split_e_value_rule", "alpha", alpha);
  }
  /// A process with the same prior and level, for lines of different splits.
  [[nodiscard]] split_e_process line_by_line() const {
    return split_e_process({release_, baseline_, std::nullopt}, alpha_);
  }
  /// Rolls back where the release is worse and E >= 1/alpha at the split of all requests so far;
  /// never promotes. *Throws* domain_error where a count is negative, infinite or NaN.
  verdict operator()(const evidence& seen) const {
    for (const double x :
         {seen.errors, seen.requests, seen.baseline_errors, seen.baseline_requests})
      require_nonnegative_finite("split_e_value_rule", "a count", x);
    if (!(seen.errors * seen.baseline_requests > seen.baseline_errors * seen.requests))
      return verdict::inconclusive;
    const double all = seen.requests + seen.baseline_requests;
    const probability<> share(unchecked, seen.requests / all, seen.baseline_requests / all);
    return detail::log_beta_e_value(release_, baseline_, seen.errors, seen.baseline_errors,
                                    share) >= enough_
               ? verdict::roll_back
               : verdict::inconclusive;
  }

 private:
  double release_, baseline_;
  probability<> alpha_;
  double enough_;
};

}  // namespace nines
