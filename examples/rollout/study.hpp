// SPDX-License-Identifier: BSL-1.0
// A rollout as a file describes it: traffic, release, rule, reaction, one strategy or several, what
// is to be kept, and what is asked.
#pragma once

#include <nines/detection/check_of_metrics.hpp>
#include <nines/detection/metrics_apart.hpp>
#include <nines/rollout/plan/plan.hpp>
#include <nines/rollout/plan/release.hpp>
#include <nines/rollout/schedule/schedule_hull.hpp>
#include <nines/slo/budget/error_budget.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/boxed.hpp"
#include "common/report.hpp"
#include "rule.hpp"
#include "steps_reader.hpp"

namespace nines {
struct argo_analysis;
struct argo_run_ends;
struct reaction_distributions;
template <class T>
struct recovery_objective;
class rollout_risk;
}  // namespace nines
namespace availability {
class surroundings;
}  // namespace availability

namespace rollout {

/// How a release is watched.
struct analysis {
  rule judge;
  std::optional<hours> interval = {};                  ///< one look at the end of a stage if none
  std::optional<nines::failure_limits> failures = {};  ///< intervals by themselves
  std::size_t window = 1;                              ///< intervals that each check sees
  bool is_carried = false;  ///< evidence since the start of the rollout, not of the stage
  bool is_paused = false;   ///< a failed check keeps the weight as it is, as in Flagger
  double baseline = 1;      ///< its share of the traffic over the release's
  std::optional<std::size_t> count = {};  ///< of measurements, the first of them at once
  hours initial_delay{0};                 ///< of the first
  bool is_in_steps = false;  ///< runs at its places in the strategy, each run by itself
  /// Argo's, where measurements have no answer, say nothing, or end it by successes in a row.
  boxed<nines::argo_analysis> run = {};
  nines::other_metrics others = {};               ///< what else makes a check fail, as in Flagger
  std::vector<nines::counted_metric> apart = {};  ///< with counters of their own, as in Argo
  chance blind = chance::never();                 ///< it sees nothing of a whole rollout
  std::vector<std::string> notes = {};  ///< how it was read, where it may be read otherwise

  /// The clock of its looks, where one looks at all stages.
  [[nodiscard]] std::optional<nines::analysis_times> clock() const {
    if (!interval || !is_carried) return std::nullopt;
    nines::analysis_times times{.interval = *interval, .first = initial_delay};
    if (count) times.most = *count;
    return times;
  }
  /// What its places in the strategy run.
  [[nodiscard]] std::optional<step_analysis> in_steps() const {
    if (!is_in_steps) return std::nullopt;
    return step_analysis{count.value_or(1), interval.value_or(hours(0)), initial_delay};
  }
};

/// One way to roll out.
struct strategy {
  std::string name;
  nines::rollout_plan plan;
  boxed<nines::reaction_distributions> way_back;  ///< never none
  std::vector<std::string> notes = {};            ///< how it was read
  std::vector<std::string> warnings = {};         ///< what may not be meant so
  hours analysis_from{0};  ///< after the first request, one that has its own clock
};

/// "5% in 99%": at most this share of the error budget, with this probability.
struct spend_limit {
  chance share;
  chance in;
};

struct limits {
  std::optional<spend_limit> spend = {};
  std::optional<chance> false_rollback = {};
  std::optional<chance> reaches_everyone = {};
  boxed<nines::recovery_objective<double>> gone = {};  ///< from the verdict on

  [[nodiscard]] bool any() const { return spend || false_rollback || reaches_everyone || gone; }
};

/// The changes of a year, and how long one that got through takes to be undone.
struct changes {
  double per_year = 0;
  hours time_to_restore{0};
};

/// A search for the cheapest bake times.
struct schedule_wanted {
  hours deadline{0};
  hours step{0};
  nines::rollout_costs costs = {};
  double aversion = 0;
};

/// A zone's probabilities and the replicas that carry the load, for what an update costs in
/// capacity.
struct fleet {
  std::size_t replicas = 0;
  std::size_t zones = 1;
  std::size_t need = 0;  ///< 0: nothing is asked of it
  chance replica = chance::always();
  chance zone = chance::always();
};

struct study {
  std::string title = "A rollout";
  nines::request_rate traffic;
  nines::release change;
  analysis watched;
  std::vector<strategy> strategies;
  nines::error_budget<double> budget;
  limits limit = {};
  nines::error_probabilities wanted = {};
  std::optional<changes> year = {};
  std::optional<schedule_wanted> choose = {};
  std::optional<fleet> capacity = {};
  std::vector<std::string> warnings = {};  ///< what may not be meant so
  std::vector<taken_figure> taken = {};    ///< from elsewhere in the file

  /// The requests of the window of the error budget.
  [[nodiscard]] double requests() const { return traffic.in(budget.window()); }
  /// The share of the error budget that so many failed requests are.
  [[nodiscard]] double spent(double failed) const {
    return budget.consumed_by_requests(failed, requests());
  }
};

/// An entry of the section "rollouts" of a file.
study read_rollout(const std::string& name, const cursor& c,
                   const availability::surroundings& around);

/// What there is to say of a risk, besides it.
struct risk_notes {
  std::string certainty = {};  ///< where it is not exact
  double width = 0;            ///< of the bounds of how the checks end; else 0
  double runs = 0;             ///< simulated, where chances are shares of these; else 0
  /// How the analysis of a good release and of a bad one ends, where there is more than failures.
  boxed<nines::argo_run_ends> good = {}, bad = {};
};

/// The risk of a plan under the rule of the study, whose analysis begins some time after the first
/// request.
nines::rollout_risk assess(const study& s, const nines::rollout_plan& plan,
                           hours analysis_from = hours(0), risk_notes* notes = nullptr);

}  // namespace rollout
