// SPDX-License-Identifier: BSL-1.0
// The risk of a rollout: what a bad release would do, what a good one suffers, and their mix.
//
//   const auto risk = assess(plan, traffic, change, rule);       see assess.hpp
//   risk.bad_reaches_everyone()            3.6e-200
//   risk.false_rollback()                  0.0024
//   risk.excess_errors_if_bad()            bad requests that a good release would not have had
//   risk.excess_errors_survival(100)       the loss-exceedance curve, mixed by the prior
//   risk.bad_given_passed()
//
// Expected excess errors: (time of full traffic until it is gone) x (traffic) x (bad rate - good
// rate). The curve is of the number of bad requests itself. Where the errors that its analyses see
// were counted (excess_errors.hpp) it is exact; else, and for more than 1e5 errors, the number is
// Poisson given how the rollout ends, as if the counts had not decided the end. That error is small
// against the spread of the ends where counts are large; for several metrics it is an assumption.
// Probabilities mix those of the trajectories by their weights: sums on both sides.
// Index: loss exceedance curve.
#pragma once

#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/posterior.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/plan/release.hpp>
#include <nines/rollout/risk/excess_errors.hpp>
#include <nines/rollout/risk/trajectory.hpp>
#include <optional>
#include <string>

namespace nines {

/// The trajectory of a release with one bad rate.
struct bad_trajectory {
  double weight = 1;                  ///< among the bad ones
  double excess_errors_per_hour = 0;  ///< bad requests beyond the good rate, at full traffic
  rollout_trajectory trajectory;      ///< of the release with this rate
  std::optional<excess_errors_distribution> excess = {};  ///< where errors were counted
  std::string uncounted = {};                             ///< why they were not

  /// The probability of more than that many bad requests beyond those of a good release.
  [[nodiscard]] probability<> excess_errors_survival(double requests) const;
};

/// The risk of a plan. Immutable.
class rollout_risk {
 public:
  /// From the trajectory of a good release, those of bad ones, and how likely the release is bad.
  /// assess() makes it.
  rollout_risk(rollout_trajectory good, std::vector<bad_trajectory> bad,
               const std::optional<probability<>>& prior_bad)
      : good_(std::move(good)), bad_(std::move(bad)), prior_bad_(prior_bad) {}

  [[nodiscard]] const rollout_trajectory& good() const { return good_; }  ///< of a good release
  /// The trajectory with the first, or the only, bad rate.
  [[nodiscard]] const rollout_trajectory& bad() const { return bad_.front().trajectory; }
  /// one for each bad rate
  [[nodiscard]] const std::vector<bad_trajectory>& bad_trajectories() const { return bad_; }
  /// How likely the release is bad; nothing where the release does not state it.
  [[nodiscard]] const std::optional<probability<>>& stated_prior() const { return prior_bad_; }
  /// The same. *Throws* domain_error where the release does not state it, as do all figures that
  /// mix good and bad by it.
  [[nodiscard]] const probability<>& prior_bad() const {
    return detail::stated_prior("rollout_risk", prior_bad_);
  }

  /// The probability that a good release is rolled back: the type I error.
  [[nodiscard]] probability<> false_rollback() const { return !good_.passes(); }
  /// The probability that a bad release is rolled back: the power.
  [[nodiscard]] probability<> detection() const;
  /// The probability that a bad release serves everyone.
  [[nodiscard]] probability<> bad_reaches_everyone() const;
  /// The probability that a release which passed is bad. *Throws* as prior_bad().
  [[nodiscard]] probability<> bad_given_passed() const;
  /// The probability that a release which was rolled back is bad. *Throws* as prior_bad().
  [[nodiscard]] probability<> bad_given_rolled_back() const;
  /// The probability that the release, good or bad, is still there at a time.
  [[nodiscard]] probability<> live_at(hours_in<double> t) const;
  /// The expected excess of bad requests of a bad release, while it is rolled out and back.
  [[nodiscard]] double excess_errors_if_bad() const;
  /// The part of it that comes after the verdict.
  [[nodiscard]] double excess_errors_in_reaction_if_bad() const;
  /// The part of it that has come by a time since the first request.
  [[nodiscard]] double excess_errors_if_bad_by(hours_in<double> t) const;
  /// The expected excess of any release. *Throws* as prior_bad().
  [[nodiscard]] double expected_excess_errors() const;
  /// The probability of more than that many bad requests beyond those of a good release, by a bad
  /// one. *Throws* domain_error unless requests >= 0.
  [[nodiscard]] probability<> excess_errors_survival_if_bad(double requests) const;
  /// The same by any release: the loss-exceedance curve. *Throws* as prior_bad(), too.
  [[nodiscard]] probability<> excess_errors_survival(double requests) const;
  /// The least number of them that is exceeded with at most the probability that is left, by any
  /// release. *Throws* domain_error for a probability of 1, which no number has, convergence_error
  /// above 1e18.
  [[nodiscard]] double excess_errors_quantile(const probability<>& not_exceeded) const;
  /// The same by a bad release.
  [[nodiscard]] double excess_errors_quantile_if_bad(const probability<>& not_exceeded) const;

 private:
  template <class MoreThan>
  [[nodiscard]] static double smallest_excess_errors(const probability<>& not_exceeded,
                                                     const MoreThan& more_than) {
    const auto holds = [&](double x) { return more_than(x) <= !not_exceeded; };
    if (holds(0)) return 0;
    if (!(not_exceeded.complement() > 0))
      fail("rollout_risk::excess_errors_quantile", "not_exceeded", 1, "less than 1");
    double high = 1;
    for (; !holds(high); high *= 2)  // also where a probability is not a number
      if (!(high <= most_excess))
        give_up("rollout_risk::excess_errors_quantile", "more than 1e18 requests");
    double low = std::floor(high / 2);
    while (high - low > 1) {  // whole numbers, low < high
      const double middle = std::floor(low + (high - low) / 2);
      if (middle == low || middle == high) break;
      (holds(middle) ? high : low) = middle;
    }
    return high;
  }
  [[nodiscard]] probability<> mix(const probability<>& bad, const probability<>& good) const;
  template <class Probability>
  [[nodiscard]] probability<> if_bad(const Probability& probability_of) const {
    double value = 0;
    double complement = 0;
    for (const auto& each : bad_) {
      const probability<> p = probability_of(each);
      value += each.weight * p.value();
      complement += each.weight * p.complement();
    }
    return probability<>::from_computed_sides(value, complement);
  }
  template <class Exposed>
  [[nodiscard]] double excess(const Exposed& exposed) const {
    double sum = 0;
    for (const auto& each : bad_)
      sum += each.weight * each.excess_errors_per_hour * exposed(each.trajectory).count();
    return sum;
  }

  static constexpr double most_excess = 1e18;

  rollout_trajectory good_;
  std::vector<bad_trajectory> bad_;
  std::optional<probability<>> prior_bad_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/risk.hpp>
#endif
