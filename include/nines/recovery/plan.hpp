// SPDX-License-Identifier: BSL-1.0
// recovery_plan: how long until service is back (RTO), step by step.
//
//   const recovery_plan<> plan({{"detect", detection_time(health_check<>{30s, 3})},
//                               {"fail over", uniform_time(60s, 120s)},
//                               {"route", cache_expiry(60s)}});
//   plan.time().within(3min)    plan.time().quantile(99_percent)    plan.timeline(99_percent)
//
// The steps follow one another; each is any law of a duration, so what runs at once, is tried again
// or is itself a plan nests within a step (all_of, first_of, choice, retry, timeout, time()).
// Assumes independent steps. Accuracy: as sequence(). Cost: a sum for each step; the timeline takes
// three more for each, and shares one for each pair.
// Index: recovery time objective (RTO).
#pragma once

#include <nines/density/duration_law.hpp>
#include <nines/timing/contributions.hpp>
#include <string>

namespace nines {

/// What is promised of a recovery time (RTO) or of a loss (RPO): at most so much, with a chance.
template <class T = double>
struct recovery_objective {
  seconds_in<T> limit;
  probability<T> chance;
};

/// Whether a law keeps an objective, ties included (distribution/ties.hpp).
template <timing_law Law, class T>
[[nodiscard]] bool meets(const Law& law, const recovery_objective<T>& objective) {
  const bool by_table = law.outline().faintest > detail::zero<T>();
  return reaches(law.within(objective.limit), objective.chance, T(by_table ? 1e-9 : 1e-12));
}

/// A step of a recovery.
template <class T = double>
struct recovery_step {
  std::string name;
  duration_law<T> law;
};

/// A step as it lies in the whole: when it is over, counted from the failure, and what it costs.
template <class T = double>
struct timeline_entry {
  std::string name;
  seconds_in<T> mean;           ///< of the step by itself
  seconds_in<T> mean_end;       ///< of all up to it
  seconds_in<T> median_end;     ///< half of all recoveries are past it by then
  seconds_in<T> late_end;       ///< by then it is over with the chance asked for
  seconds_in<T> whole_without;  ///< the quantile of the whole, did the step take no time
};

template <class T = double>
class recovery_plan {
 public:
  /// *Throws* domain_error for no step.
  explicit recovery_plan(std::vector<recovery_step<T>> steps)
      : steps_(std::move(steps)), time_(sequence(laws())) {}

  [[nodiscard]] const std::vector<recovery_step<T>>& steps() const { return steps_; }
  /// From the failure until service is back.
  [[nodiscard]] duration_law<T> time() const { return time_; }

  /// When each step is over, counted from the failure.
  [[nodiscard]] std::vector<duration_law<T>> ends() const {
    std::vector<duration_law<T>> list{steps_.front().law};
    for (std::size_t i = 1; i < steps_.size(); ++i)
      list.push_back(sequence(list.back(), steps_[i].law));
    return list;
  }
  /// The whole, did one step take no time. *Throws* domain_error for a step that is not there.
  [[nodiscard]] duration_law<T> without(std::size_t step) const {
    if (step >= steps_.size())
      detail::fail("recovery_plan::without", "step", step, "less than the number of steps");
    auto others = laws();
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(step));
    return others.empty() ? nothing() : sequence(others);
  }
  /// Each step beside the others. *Throws* domain_error unless 0 < chance < 1.
  [[nodiscard]] std::vector<timeline_entry<T>> timeline(const probability<T>& chance) const {
    const auto half = probability<T>::from_value(T(0.5));
    const auto by = ends();
    std::vector<timeline_entry<T>> list;
    for (std::size_t i = 0; i < steps_.size(); ++i)
      list.push_back({steps_[i].name,
                      steps_[i].law.mean(),
                      by[i].mean(),
                      by[i].quantile(half),
                      by[i].quantile(chance),
                      {}});
    duration_law<T> after = nothing();  // the steps after this one
    for (std::size_t i = steps_.size(); i-- > 0;) {
      list[i].whole_without = sequence(i > 0 ? by[i - 1] : nothing(), after).quantile(chance);
      after = sequence(steps_[i].law, after);
    }
    return list;
  }
  /// How long each step lasts, on average, in a recovery that takes as long as this quantile: they
  /// add up to it. *Throws* domain_error where the whole has no density there: all steps are
  /// fixed, say, or it never ends with this chance.
  [[nodiscard]] std::vector<seconds_in<T>> shares_at(const probability<T>& chance) const {
    const auto t = time_.quantile(chance);
    std::vector<seconds_in<T>> list;
    std::vector<duration_law<T>> varying;
    auto rest = t;
    for (const auto& step : steps_) {
      list.push_back(step.law.least());
      if (varies(step.law)) varying.push_back(step.law);
      if (!varies(step.law)) rest -= step.law.least();  // of a time that holds it
    }
    if (varying.empty()) return list;
    const auto parts = nines::shares(varying, rest);
    for (std::size_t i = 0, next = 0; i < steps_.size(); ++i)
      if (varies(steps_[i].law)) list[i] = parts[next++];
    return list;
  }

 private:
  [[nodiscard]] static duration_law<T> nothing() {
    return fixed_time<T>(seconds_in<T>(detail::zero<T>()));
  }
  [[nodiscard]] static bool varies(const duration_law<T>& law) { return law.least() < law.most(); }
  [[nodiscard]] std::vector<duration_law<T>> laws() const {
    std::vector<duration_law<T>> list;
    for (const auto& step : steps_) list.push_back(step.law);
    return list;
  }

  std::vector<recovery_step<T>> steps_;
  duration_law<T> time_;
};

/// The place of the step that takes the most of a recovery as long as this quantile. *Throws* as
/// shares_at().
template <class T>
[[nodiscard]] std::size_t costliest_step(const recovery_plan<T>& plan,
                                         const probability<T>& chance) {
  const auto shares = plan.shares_at(chance);
  return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

}  // namespace nines
