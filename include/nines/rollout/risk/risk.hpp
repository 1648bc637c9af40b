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

namespace detail {

/// P(X >= x) of Poisson(mean); 40 standard deviations away it is 1 or 0, to exp(-800).
inline probability<> poisson_at_least(double x, double mean) {
  const double far = 40 * std::sqrt(std::max(x, mean));
  if (x > mean + far) return probability<>::never();
  if (mean > x + far) return probability<>::always();
  return poisson_tail(x, mean);
}

}  // namespace detail

inline probability<> bad_trajectory::excess_errors_survival(double requests) const {
  if (excess) return excess->survival(requests);
  double value = 0;
  double complement = 0;
  for (const auto& end : trajectory.ends()) {
    const auto more = detail::poisson_at_least(std::floor(requests) + 1,
                                               end.exposed.count() * excess_errors_per_hour);
    value += end.probability * more.value();
    complement += end.probability * more.complement();
  }
  return probability<>::from_computed_sides(value, complement);
}

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
  [[nodiscard]] probability<> detection() const {
    return if_bad([](const bad_trajectory& b) { return !b.trajectory.passes(); });
  }
  /// The probability that a bad release serves everyone.
  [[nodiscard]] probability<> bad_reaches_everyone() const {
    return if_bad([](const bad_trajectory& b) { return b.trajectory.reaches_everyone(); });
  }
  /// The probability that a release which passed is bad. *Throws* as prior_bad().
  [[nodiscard]] probability<> bad_given_passed() const {
    return nines::bad_given_passed(prior_bad(), detection(), false_rollback());
  }
  /// The probability that a release which was rolled back is bad. *Throws* as prior_bad().
  [[nodiscard]] probability<> bad_given_rolled_back() const {
    return nines::bad_given_rolled_back(prior_bad(), detection(), false_rollback());
  }
  /// The probability that the release, good or bad, is still there at a time.
  [[nodiscard]] probability<> live_at(hours_in<double> t) const {
    return mix(if_bad([t](const bad_trajectory& b) { return b.trajectory.live_at(t); }),
               good_.live_at(t));
  }
  /// The expected excess of bad requests of a bad release, while it is rolled out and back.
  [[nodiscard]] double excess_errors_if_bad() const {
    return excess([](const rollout_trajectory& c) { return c.exposed(); });
  }
  /// The part of it that comes after the verdict.
  [[nodiscard]] double excess_errors_in_reaction_if_bad() const {
    return excess([](const rollout_trajectory& c) { return c.exposed_in_reaction(); });
  }
  /// The part of it that has come by a time since the first request.
  [[nodiscard]] double excess_errors_if_bad_by(hours_in<double> t) const {
    return excess([t](const rollout_trajectory& c) { return c.exposed_by(t); });
  }
  /// The expected excess of any release. *Throws* as prior_bad().
  [[nodiscard]] double expected_excess_errors() const {
    return prior_bad().value() * excess_errors_if_bad();
  }
  /// The probability of more than that many bad requests beyond those of a good release, by a bad
  /// one. *Throws* domain_error unless requests >= 0.
  [[nodiscard]] probability<> excess_errors_survival_if_bad(double requests) const {
    if (!(requests >= 0))
      fail("rollout_risk::excess_errors_survival", "requests", requests, "0 or more");
    return if_bad(
        [requests](const bad_trajectory& b) { return b.excess_errors_survival(requests); });
  }
  /// The same by any release: the loss-exceedance curve. *Throws* as prior_bad(), too.
  [[nodiscard]] probability<> excess_errors_survival(double requests) const {
    return mix(excess_errors_survival_if_bad(requests), probability<>::never());
  }
  /// The least number of them that is exceeded with at most the probability that is left, by any
  /// release. *Throws* domain_error for a probability of 1, which no number has, convergence_error
  /// above 1e18.
  [[nodiscard]] double excess_errors_quantile(const probability<>& not_exceeded) const {
    return smallest_excess_errors(not_exceeded,
                                  [this](double x) { return excess_errors_survival(x); });
  }
  /// The same by a bad release.
  [[nodiscard]] double excess_errors_quantile_if_bad(const probability<>& not_exceeded) const {
    return smallest_excess_errors(not_exceeded,
                                  [this](double x) { return excess_errors_survival_if_bad(x); });
  }

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
  [[nodiscard]] probability<> mix(const probability<>& bad, const probability<>& good) const {
    const auto& prior = prior_bad();
    return probability<>::from_computed_sides(
        prior.value() * bad.value() + prior.complement() * good.value(),
        prior.value() * bad.complement() + prior.complement() * good.complement());
  }
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
