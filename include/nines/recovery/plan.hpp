// SPDX-License-Identifier: BSL-1.0
// recovery_plan: how long until service is back (RTO), step by step.
//
//   const recovery_plan<> plan({{"detect", detection_time(health_check<>{30s, 3})},
//                               {"fail over", uniform_time(60s, 120s)},
//                               {"route", dns_cutover(60s)}});
//   plan.time().cdf(3min)    plan.time().quantile(99_percent)    plan.timeline(99_percent)
//
// The steps follow one another; each is any distribution of a duration, so what runs at once, is
// tried again or is itself a plan nests within a step (all_of, first_of, choice, retry, timeout,
// time()). Assumes independent steps. Accuracy: as sequence(). Cost: that of the sum
// of its steps (plan_percentiles of timing_bench), and for the timeline of each sum before it.
// Index: recovery time objective (RTO).
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/timing/contributions.hpp>
#include <string>

namespace nines {

/// An objective of a recovery time (RTO) or of a loss (RPO): at most `limit`, with a probability.
template <class T = double>
struct recovery_objective {
  seconds_in<T> limit;                ///< the longest time that is allowed
  nines::probability<T> probability;  ///< with which the limit must be kept
};

/// Whether a random time keeps an objective, ties included (distribution/singularities.hpp).
template <random_time_like D, class T>
[[nodiscard]] bool meets(const D& time, const recovery_objective<T>& objective) {
  const random_time<T> dist = time;
  const bool by_table = dist.outline().smallest_resolved > zero<T>();
  return reaches(cdf(dist, objective.limit), objective.probability, T(by_table ? 1e-9 : 1e-12));
}

/// A step of a recovery.
template <class T = double>
struct recovery_step {
  std::string name;     ///< for the timeline
  random_time<T> dist;  ///< how long the step takes
};

/// A step as it lies in the whole: when it has ended, counted from the failure, and what it costs.
template <class T = double>
struct timeline_entry {
  std::string name;             ///< of the step
  seconds_in<T> mean;           ///< of the step by itself
  seconds_in<T> mean_end;       ///< of all up to it
  seconds_in<T> median_end;     ///< half of all recoveries are past it by then
  seconds_in<T> late_end;       ///< by then it has ended with the probability asked for
  seconds_in<T> whole_without;  ///< the quantile of the whole, did the step take no time
};

/// The steps of a recovery, one after the other, as one random time. Immutable.
template <class T = double>
class recovery_plan {
 public:
  /// *Throws* domain_error for no step.
  explicit recovery_plan(std::vector<recovery_step<T>> steps)
      : steps_(std::move(steps)), time_(sequence(dists())) {}

  /// in their order
  [[nodiscard]] const std::vector<recovery_step<T>>& steps() const { return steps_; }
  /// From the failure until service is back.
  [[nodiscard]] random_time<T> time() const { return time_; }

  /// When each step has ended, counted from the failure.
  [[nodiscard]] std::vector<random_time<T>> ends() const {
    std::vector<random_time<T>> list{steps_.front().dist};
    for (std::size_t i = 1; i < steps_.size(); ++i)
      list.push_back(sequence(list.back(), steps_[i].dist));
    return list;
  }
  /// The whole, did one step take no time. *Throws* domain_error for a step that is not there.
  [[nodiscard]] random_time<T> without(std::size_t step) const {
    if (step >= steps_.size())
      fail("recovery_plan::without", "step", step, "less than the number of steps");
    auto others = dists();
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(step));
    return others.empty() ? nothing() : sequence(others);
  }
  /// Each step beside the others. *Throws* domain_error unless 0 < probability < 1.
  [[nodiscard]] std::vector<timeline_entry<T>> timeline(const probability<T>& p) const {
    const auto half = probability<T>::from_value(T(0.5));
    const auto by = ends();
    std::vector<timeline_entry<T>> list;
    for (std::size_t i = 0; i < steps_.size(); ++i)
      list.push_back({steps_[i].name,
                      steps_[i].dist.mean(),
                      by[i].mean(),
                      by[i].quantile(half),
                      by[i].quantile(p),
                      {}});
    random_time<T> after = nothing();  // the steps after this one
    for (std::size_t i = steps_.size(); i-- > 0;) {
      list[i].whole_without = sequence(i > 0 ? by[i - 1] : nothing(), after).quantile(p);
      after = sequence(steps_[i].dist, after);
    }
    return list;
  }
  /// How long each step lasts, on average, in a recovery that takes as long as this quantile: they
  /// add up to it. *Throws* domain_error where the whole has no density there: all steps are
  /// fixed, say, or it never ends with this probability.
  [[nodiscard]] std::vector<seconds_in<T>> shares_at(const probability<T>& p) const {
    const auto t = time_.quantile(p);
    std::vector<seconds_in<T>> list;
    std::vector<random_time<T>> varying;
    auto rest = t;
    for (const auto& step : steps_) {
      list.push_back(step.dist.min());
      if (varies(step.dist)) varying.push_back(step.dist);
      if (!varies(step.dist)) rest -= step.dist.min();  // of a time that holds it
    }
    if (varying.empty()) return list;
    const auto parts = nines::percentile_contributions(varying, rest);
    for (std::size_t i = 0, next = 0; i < steps_.size(); ++i)
      if (varies(steps_[i].dist)) list[i] = parts[next++];
    return list;
  }

 private:
  [[nodiscard]] static random_time<T> nothing() { return fixed_time<T>(seconds_in<T>(zero<T>())); }
  [[nodiscard]] static bool varies(const random_time<T>& dist) { return dist.min() < dist.max(); }
  [[nodiscard]] std::vector<random_time<T>> dists() const {
    std::vector<random_time<T>> list;
    for (const auto& step : steps_) list.push_back(step.dist);
    return list;
  }

  std::vector<recovery_step<T>> steps_;
  random_time<T> time_;
};

/// The place of the step that takes the most of a recovery as long as this quantile. *Throws* as
/// shares_at().
template <class T>
[[nodiscard]] std::size_t costliest_step(const recovery_plan<T>& plan, const probability<T>& p) {
  const auto shares = plan.shares_at(p);
  return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

}  // namespace nines
