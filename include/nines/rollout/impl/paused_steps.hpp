// SPDX-License-Identifier: BSL-1.0
// The ways through steps that a failed check pauses.
#pragma once

#include <nines/rollout/risk/paused_steps.hpp>

namespace nines {

namespace detail {

inline double sum_of(const std::vector<stage_start>& starts) {
  double sum = 0;
  for (const auto& start : starts) sum += start.probability;
  return sum;
}

inline void check_ways(double ways) {
  constexpr double most = 1e6;
  if (!(ways <= most))
    give_up("trace_paused",
            "failed checks make more than " + describe(most) + " different exposures; allow fewer");
}

/// The ways of being at a step, by the failures so far.
class paused_walk {
 public:
  explicit paused_walk(std::size_t allowed) : starts_(allowed + 1) { starts_[0].resize(1); }

  /// The probability of being at the step, and of having been rolled back before.
  [[nodiscard]] probability<> reached() const {
    double sum = 0;
    for (const auto& each : starts_) sum += sum_of(each);
    return probability<>::from_computed_sides(sum, rolled_back_);
  }
  /// The checks at the step, given that it is reached.
  [[nodiscard]] stopping_probabilities<> dist(const probability<>& fails) const {
    const double reached_it = reached().value();
    std::vector<double> now;  // by the failures so far
    for (const auto& each : starts_) now.push_back(reached_it > 0 ? sum_of(each) / reached_it : 0);
    stopping_probabilities<> dist;
    for (std::size_t analysis = 1; analysis <= starts_.size(); ++analysis) {
      analysis_masses<double> out{0, 0, 0};
      out.rolled_back = now.back() * fails.value();
      for (const double mass : now) out.promoted += mass * fails.complement();
      for (std::size_t j = now.size() - 1; j > 0; --j)
        out.continuing += now[j] = now[j - 1] * fails.value();
      now[0] = 0;
      if (!(reached_it > 0)) out.continuing = 1;  // of no matter
      record(dist, out);
    }
    return dist;
  }
  /// All checks of a step: each way passes on, or has one more failure.
  void step(const stage_steps& steps, hours_in<double> bake, const probability<>& fails) {
    for (auto& each : starts_)
      for (auto& start : each) steps.enter(start, start.probability);
    std::vector<std::vector<stage_start>> next(starts_.size());
    for (std::size_t j = 0; j < starts_.size(); ++j) {
      merge(starts_[j]);
      spend(starts_[j].size());
      for (auto& now : starts_[j]) {
        const double failed = now.probability * fails.value();
        const double passed = now.probability * fails.complement();
        steps.stay(now, bake, now.probability);
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

NINES_INLINE error_counts counts_paused(const std::vector<probability<count_series>>& fails,
                                        std::size_t allowed, work_budget& budget) {
  error_counts counts;
  std::vector<count_series> now(allowed + 1);  // by the failures so far
  now[0] = count_series(1);
  for (const auto& each : fails) {
    counts.rolled_back.emplace_back();
    for (std::size_t j = 0; j <= allowed; ++j) {
      count_series& failed = j < allowed ? now[j + 1] : counts.rolled_back.back();
      failed = failed + product_of(now[j], each.value(), budget);
      now[j] = product_of(now[j], each.complement(), budget);
    }
  }
  counts.passed = count_series();
  for (const auto& each : now) counts.passed = counts.passed + each;
  return counts;
}

NINES_INLINE void check_paused(const rollout_plan& plan, std::size_t probabilities,
                               std::size_t allowed) {
  constexpr auto function = "trace_paused";
  constexpr std::size_t most = 10000;
  if (probabilities != plan.stages().size())
    fail(function, "the number of probabilities", probabilities,
         "that of the stages, " + describe(plan.stages().size()));
  if (allowed > most) fail(function, "allowed", allowed, "at most " + describe(most));
  for (const auto& stage : plan.stages())
    if (stage.analyses != 1)
      fail(function, "analyses", stage.analyses, "1, the check that holds the step");
  // Of even steps there are fewest: at step s with j failures some s j.
  const double product = static_cast<double>(probabilities) * static_cast<double>(allowed);
  check_ways(product * product / 4);
}

}  // namespace detail

NINES_INLINE rollout_trajectory trace_paused(const rollout_plan& plan,
                                             const std::vector<probability<>>& fails,
                                             std::size_t allowed) {
  detail::check_paused(plan, fails.size(), allowed);
  rollout_trajectory trajectory;
  detail::paused_walk walk(allowed);
  for (std::size_t i = 0; i < fails.size(); ++i) {
    const auto& stage = plan.stages()[i];
    const auto reached = walk.reached();
    auto dist = walk.dist(fails[i]);
    trajectory.stages_.push_back({reached, dist.roll_back(), std::move(dist)});
    walk.step({plan, i, trajectory.ends_, trajectory.stretches_}, stage.bake, fails[i]);
  }
  trajectory.passes_ = walk.reached();
  trajectory.set_everyone(plan);
  for (const auto& start : walk.passed())
    trajectory.ends_.push_back({false, fails.size() - 1, start.at, rollout_trajectory::never(),
                                start.probability, start.exposed});  // fails.size() >= 1
  return trajectory;
}

NINES_INLINE rollout_risk assess_paused(const rollout_plan& plan, const request_rate& traffic,
                                        const release& change,
                                        const check_failure_probabilities& fails,
                                        std::size_t allowed, const stopping_options& options) {
  detail::require_analyses(plan, options.memory_limit);
  const auto trajectory_of = [&](const event_rate& rate) {
    const bool is_good = is_same_rate(rate, change.good());
    return trace_paused(
        plan, std::vector<probability<>>(plan.stages().size(), is_good ? fails.good : fails.bad),
        allowed);
  };
  return detail::assess_trajectories(plan, traffic, change, options.max_products, trajectory_of,
                                     detail::checks_of_known_probability);
}

}  // namespace nines
