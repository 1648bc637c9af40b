// SPDX-License-Identifier: BSL-1.0
// The risk of a rollout: what a bad release would do, what a good one suffers, and their mix.
//
//   const auto risk = assess(plan, traffic, change, rule);       see assess.hpp
//   risk.bad_reaches_everyone()            3.6e-200
//   risk.false_rollback()                  0.0024
//   risk.excess_if_bad()                   bad requests that a good release would not have had
//   risk.excess_more_than(100)             the loss-exceedance curve, mixed by the prior
//   risk.bad_given_passed()
//
// Excess is expected requests, given when the rollout ends:
//   (time of full traffic until it is gone) x (traffic) x (bad rate - good rate)
// Chances mix those of the courses by their weights: sums on both sides. Cost: the number of ends.
#pragma once

#include <nines/rollout/course.hpp>
#include <nines/rollout/posterior.hpp>

namespace nines {

/// The course of a release with one bad rate.
struct bad_course {
  double weight = 1;           ///< among the bad ones
  double excess_per_hour = 0;  ///< bad requests beyond the good rate, at full traffic
  rollout_course course;
};

/// The risk of a plan. Immutable.
class rollout_risk {
 public:
  rollout_risk(rollout_course good, std::vector<bad_course> bad, const probability<>& prior_bad)
      : good_(std::move(good)), bad_(std::move(bad)), prior_bad_(prior_bad) {}

  [[nodiscard]] const rollout_course& good() const { return good_; }
  /// Of the first, or the only, bad rate; and of all.
  [[nodiscard]] const rollout_course& bad() const { return bad_.front().course; }
  [[nodiscard]] const std::vector<bad_course>& bad_courses() const { return bad_; }
  [[nodiscard]] const probability<>& prior_bad() const { return prior_bad_; }

  /// The chance that a good release is rolled back, and a bad one.
  [[nodiscard]] probability<> false_rollback() const { return !good_.passes(); }
  [[nodiscard]] probability<> detection() const {
    return if_bad([](const bad_course& b) { return !b.course.passes(); });
  }
  /// The chance that a bad release serves everyone.
  [[nodiscard]] probability<> bad_reaches_everyone() const {
    return if_bad([](const bad_course& b) { return b.course.reaches_everyone(); });
  }
  /// The chance that a release which passed is bad, and that one rolled back was.
  [[nodiscard]] probability<> bad_given_passed() const {
    return nines::bad_given_passed(prior_bad_, detection(), false_rollback());
  }
  [[nodiscard]] probability<> bad_given_rolled_back() const {
    return nines::bad_given_rolled_back(prior_bad_, detection(), false_rollback());
  }
  /// The chance that the release, good or bad, is still there at a time.
  [[nodiscard]] probability<> live_at(hours_in<double> t) const {
    return mix(if_bad([t](const bad_course& b) { return b.course.live_at(t); }), good_.live_at(t));
  }
  /// The expected excess of bad requests of a bad release, while it is rolled out and back; of that
  /// what comes after the verdict; what had come by a time; and that of any release.
  [[nodiscard]] double excess_if_bad() const {
    return excess([](const rollout_course& c) { return c.exposed(); });
  }
  [[nodiscard]] double excess_in_reaction_if_bad() const {
    return excess([](const rollout_course& c) { return c.exposed_in_reaction(); });
  }
  [[nodiscard]] double excess_if_bad_by(hours_in<double> t) const {
    return excess([t](const rollout_course& c) { return c.exposed_by(t); });
  }
  [[nodiscard]] double expected_excess() const { return prior_bad_.value() * excess_if_bad(); }
  /// The chance of an excess of more than so many bad requests, by a bad release, and by any.
  [[nodiscard]] probability<> excess_more_than_if_bad(double requests) const {
    if (!(requests >= 0))
      detail::fail("rollout_risk::excess_more_than", "requests", requests, "0 or more");
    return if_bad([requests](const bad_course& b) {
      return b.course.exposed_more_than(hours_in<double>(requests / b.excess_per_hour));
    });
  }
  [[nodiscard]] probability<> excess_more_than(double requests) const {
    return mix(excess_more_than_if_bad(requests), probability<>::never());
  }
  /// The least excess that is exceeded with at most this chance, by any release.
  [[nodiscard]] double excess_quantile(const probability<>& not_exceeded) const {
    std::vector<double> values = {0};
    for (const auto& each : bad_)
      for (const auto& end : each.course.ends())
        values.push_back(end.exposed.count() * each.excess_per_hour * (1 + 1e-14));
    std::sort(values.begin(), values.end());
    const auto found = std::partition_point(values.begin(), values.end(), [&](double x) {
      return excess_more_than(x) > !not_exceeded;
    });
    return found == values.end() ? values.back() : *found;
  }

 private:
  [[nodiscard]] probability<> mix(const probability<>& bad, const probability<>& good) const {
    return {detail::unchecked,
            prior_bad_.value() * bad.value() + prior_bad_.complement() * good.value(),
            prior_bad_.value() * bad.complement() + prior_bad_.complement() * good.complement()};
  }
  template <class Chance>
  [[nodiscard]] probability<> if_bad(const Chance& chance) const {
    double value = 0;
    double complement = 0;
    for (const auto& each : bad_) {
      const probability<> p = chance(each);
      value += each.weight * p.value();
      complement += each.weight * p.complement();
    }
    return {detail::unchecked, value, complement};
  }
  template <class Exposed>
  [[nodiscard]] double excess(const Exposed& exposed) const {
    double sum = 0;
    for (const auto& each : bad_)
      sum += each.weight * each.excess_per_hour * exposed(each.course).count();
    return sum;
  }

  rollout_course good_;
  std::vector<bad_course> bad_;
  probability<> prior_bad_;
};

}  // namespace nines
