// SPDX-License-Identifier: BSL-1.0
// Steps that a failed check holds up, as Flagger's.
//
//   const failed_checks flagger(ratio_above(0.01), {.allowed = 10 - 1});     threshold: 10
//   assess_held(plan, traffic, change, flagger)              each stage an interval, one look
//   follow_held(plan, fails, 10 - 1)                         by the chances that checks fail
//
// At the end of each interval is a check. One that passes goes on to the next step, after the last
// it promotes; one that fails is counted and leaves the share as it is, until so many have failed.
// The share is thus a function of the counts: after n checks of which j failed, that of step n - j
// + 1.
//
//   P(step, j) = P(step - 1, j) (passes there) + P(step, j - 1) (fails here)
//
// All terms are positive. What was exposed depends on where the failures were, so that within
// (step, j) different exposures are kept apart, those alike to the nanosecond as one: the curve of
// losses is exact, too. In the course, the law of a stage is of the checks at it.
// Cost: steps x failures x different exposures, for even steps steps x failures of these.
//
// Flagger begins to roll back in the round after the last failed check: its interval is part of the
// lag. Source: fluxcd/flagger, pkg/controller/scheduler.go (advanceCanary, runCanary) at 15bd6ad.
#pragma once

#include <nines/rollout/risk/assess.hpp>

namespace nines {

namespace detail {

inline double sum_of(const std::vector<stage_start>& starts) {
  double sum = 0;
  for (const auto& start : starts) sum += start.chance;
  return sum;
}

inline void check_ways(double ways) {
  constexpr double most = 1e6;
  if (!(ways <= most))
    give_up("follow_held",
            "failed checks make more than " + describe(most) + " different exposures; allow fewer");
}

/// The ways to be at a step, by the failures so far.
class held_walk {
 public:
  explicit held_walk(std::size_t allowed) : starts_(allowed + 1) { starts_[0].resize(1); }

  /// The chance to be at the step, and to have been rolled back before.
  [[nodiscard]] probability<> reached() const {
    double sum = 0;
    for (const auto& each : starts_) sum += sum_of(each);
    return probability<>::from_computed_sides(sum, rolled_back_);
  }
  /// The checks at the step, given that it is reached.
  [[nodiscard]] watch_law<> law(const probability<>& fails) const {
    const double reached_it = reached().value();
    std::vector<double> now;  // by the failures so far
    for (const auto& each : starts_) now.push_back(reached_it > 0 ? sum_of(each) / reached_it : 0);
    watch_law<> law;
    for (std::size_t look = 1; look <= starts_.size(); ++look) {
      look_masses<double> out{0, 0, 0};
      out.rolled_back = now.back() * fails.value();
      for (const double mass : now) out.promoted += mass * fails.complement();
      for (std::size_t j = now.size() - 1; j > 0; --j)  // there is one at least
        out.going_on += now[j] = now[j - 1] * fails.value();
      now[0] = 0;
      if (!(reached_it > 0)) out.going_on = 1;  // of no matter
      record(law, out);
    }
    return law;
  }
  /// All checks of a step: each way passes on, or has one more failure.
  void step(const stage_steps& steps, hours_in<double> bake, const probability<>& fails) {
    for (auto& each : starts_)
      for (auto& start : each) steps.enter(start, start.chance);
    std::vector<std::vector<stage_start>> next(starts_.size());
    for (std::size_t j = 0; j < starts_.size(); ++j) {
      merge(starts_[j]);
      spend(starts_[j].size());
      for (auto& now : starts_[j]) {
        const double failed = now.chance * fails.value();
        const double passed = now.chance * fails.complement();
        steps.stay(now, bake, now.chance);
        if (passed > 0) next[j].push_back({now.at, now.exposed, passed});
        if (!(failed > 0)) continue;
        if (j + 1 < starts_.size()) {
          starts_[j + 1].push_back({now.at, now.exposed, failed});
        } else {
          steps.roll_back(now, failed);
          rolled_back_ += failed;
        }
      }
    }
    starts_ = std::move(next);
  }
  /// Where those are that have passed all steps.
  [[nodiscard]] std::vector<stage_start> passed() const {
    std::vector<stage_start> all;
    for (const auto& each : starts_) all.insert(all.end(), each.begin(), each.end());
    return all;
  }

 private:
  void spend(std::size_t ways) {
    spent_ += static_cast<double>(ways);
    check_ways(spent_);
  }

  std::vector<std::vector<stage_start>> starts_;
  double spent_ = 0;
  double rolled_back_ = 0;
};

/// The errors that the checks see, by the step that rolls back; fails[i] are those of a check.
inline error_counts counts_held(const std::vector<probability<count_series>>& fails,
                                std::size_t allowed, work_budget& budget) {
  error_counts counts;
  std::vector<count_series> now(allowed + 1);  // by the failures so far
  now[0] = count_series(1);
  for (const auto& each : fails) {
    counts.rolled_back.emplace_back();
    for (std::size_t j = 0; j <= allowed; ++j) {
      count_series& failed = j < allowed ? now[j + 1] : counts.rolled_back.back();
      failed = failed + product(now[j], each.value(), budget);
      now[j] = product(now[j], each.complement(), budget);
    }
  }
  counts.passed = count_series();
  for (const auto& each : now) counts.passed = counts.passed + each;
  return counts;
}

inline void check_held(const rollout_plan& plan, std::size_t chances, std::size_t allowed) {
  constexpr auto function = "follow_held";
  constexpr std::size_t most = 10000;
  if (chances != plan.stages().size())
    fail(function, "the number of chances", chances,
         "that of the stages, " + describe(plan.stages().size()));
  if (allowed > most) fail(function, "allowed", allowed, "at most " + describe(most));
  for (const auto& stage : plan.stages())
    if (stage.looks != 1) fail(function, "looks", stage.looks, "1, the check that holds the step");
  // Of even steps there are fewest: at step s with j failures some s j.
  const double product = static_cast<double>(chances) * static_cast<double>(allowed);
  check_ways(product * product / 4);
}

}  // namespace detail

/// The course through a plan of which each stage is a step with a check at its end, that fails with
/// chance fails[stage]; a failure more than allowed rolls back. *Throws* domain_error unless there
/// is a chance and one look for each stage; convergence_error for too many ways.
[[nodiscard]] inline rollout_course follow_held(const rollout_plan& plan,
                                                const std::vector<probability<>>& fails,
                                                std::size_t allowed) {
  detail::check_held(plan, fails.size(), allowed);
  rollout_course course;
  detail::held_walk walk(allowed);
  for (std::size_t i = 0; i < fails.size(); ++i) {
    const auto& stage = plan.stages()[i];
    const auto reached = walk.reached();
    auto law = walk.law(fails[i]);
    course.stages_.push_back({reached, law.roll_back(), std::move(law)});
    walk.step({plan, i, course.ends_, course.stretches_}, stage.bake, fails[i]);
  }
  course.passes_ = walk.reached();
  course.set_everyone(plan);
  for (const auto& start : walk.passed())
    course.ends_.push_back({false, fails.size() - 1, start.at, rollout_course::never(),
                            start.chance, start.exposed});  // fails.size() >= 1
  return course;
}

/// The risk of a plan whose steps a failed check holds up, where it fails with a known chance; see
/// assess_checks. *Throws* as follow_held.
[[nodiscard]] inline rollout_risk assess_held(const rollout_plan& plan, const request_rate& traffic,
                                              const release& change, const check_chances& fails,
                                              std::size_t allowed,
                                              const watch_options& options = {}) {
  detail::require_looks(plan, options.memory_limit);
  const auto course_of = [&](const event_rate& rate) {
    const bool is_good = detail::is_same(rate, change.good());
    return follow_held(
        plan, std::vector<probability<>>(plan.stages().size(), is_good ? fails.good : fails.bad),
        allowed);
  };
  return detail::assess_courses(plan, traffic, change, options.max_products, course_of,
                                detail::checks_of_known_chance);
}

/// The risk of a plan whose steps a failed check holds up. *Throws* as follow_held; also where
/// failures in a row are limited, or a step would see no request.
template <watch_rule Check>
[[nodiscard]] rollout_risk assess_held(const rollout_plan& plan, const request_rate& traffic,
                                       const release& change, const failed_checks<Check>& rule,
                                       const watch_options& options = {}) {
  if (rule.limits().consecutive_allowed != detail::no_limit)
    detail::fail("assess_held", "failures in a row cannot be limited where they hold the step");
  detail::check_held(plan, plan.stages().size(), rule.limits().allowed);
  const auto looks =
      detail::looks_by_stage(plan, traffic,
                             {.by_intervals = true, .memory_limit = options.memory_limit})
          .seen;
  const std::size_t allowed = rule.limits().allowed;
  const auto course_of = [&](const event_rate& rate) {
    std::vector<probability<>> fails;
    for (const auto& each : looks)
      fails.push_back(chance_to_fail(rule.check(), each.front(), rate));
    return follow_held(plan, fails, allowed);
  };
  const auto counts_of = [&](const event_rate& rate, detail::work_budget& counting) {
    std::vector<probability<detail::count_series>> fails;
    for (const auto& each : looks)
      fails.push_back(detail::failing_counts(rule.check(), each.front(), rate));
    return detail::counts_held(fails, allowed, counting);
  };
  return detail::assess_courses(plan, traffic, change, options.max_products, course_of, counts_of);
}

}  // namespace nines
