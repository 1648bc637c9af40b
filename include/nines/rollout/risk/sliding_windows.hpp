// SPDX-License-Identifier: BSL-1.0
// The risk of a plan whose checks look at a sliding window, longer than the interval between them.
//
//   const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 5);   5 min, each minute
//   const auto found = assess_sliding_windows(plan, traffic, change, rule);
//   found.risk.false_rollback(), found.width, found.standard_error
//
// Windows reach back over stages, and over the time before the first check; only before the first
// request there is nothing to see. Failures count in all stages together, or in each by itself.
// Each rate has certain bounds (windows/bounds.hpp), and the risk is that of the one whose smaller
// side is not understated; where they are more than 1e-3 apart, it is an estimate
// (windows/simulation.hpp). What of both it is, and how near, the result says. The number of failed
// requests is not counted on the paths of the windows.
#pragma once

#include <nines/detection/metrics_apart.hpp>
#include <nines/detection/windows/bounds.hpp>
#include <nines/detection/windows/simulation.hpp>
#include <nines/inline.hpp>
#include <nines/rollout/risk/assess_carried.hpp>

namespace nines {

/// The risk, and how certain it is.
struct sliding_window_risk {
  rollout_risk risk;          ///< by the nearest of the bounds, or by simulation
  double width = 0;           ///< of the certain bounds at most, at any check
  double standard_error = 0;  ///< at most, where something is simulated; else 0
  std::size_t runs = 0;       ///< simulated of each such rate; none of them is no chance of 0
};

/// What the checks of windows take, and where their failures count.
struct sliding_window_options {
  stopping_options bounds = {};        ///< of all stages and rates
  simulation_options simulation = {};  ///< of each rate for which there are no near bounds
  bool counts_by_stage = false;        ///< failures, each stage by itself
  /// Metrics with counters of their own for all stages, which any may fill; each judges what it
  /// sees by itself.
  std::vector<counted_metric> others = {};
};

namespace detail {

/// The intervals of the checks of a plan, and how many checks each stage has.
struct window_analyses {
  checked_intervals seen;
  std::vector<std::size_t> checks;
};

/// `window` intervals before each check, as far as there are requests.
window_analyses analyses_of_windows(const rollout_plan& plan, const request_rate& traffic,
                                    std::size_t window, bool by_stage, double memory_limit);

/// As many runs as `max_draws` allows, if these are a thousand at least.
simulation_options within_draws(simulation_options options, const checked_intervals& seen);

/// The stopping distributions of all stages, one rate after the other, and how certain they are.
template <class Check>
class window_distributions {
 public:
  window_distributions(const sliding_window_checks<Check>& rule, window_analyses analyses,
                       const event_rate& good, const sliding_window_options& options)
      : rule_(rule),
        analyses_(std::move(analyses)),
        others_(failed_checks<Check>(rule.check(), {}), good, options.others),
        bounds_(options.bounds),
        simulation_(within_draws(options.simulation, analyses_.seen)) {}

  [[nodiscard]] stopping_probabilities<> dist(std::size_t stage, const event_rate& rate) {
    if (!of_ || !is_same_rate(*of_, rate)) whole_ = nearest(rate);
    of_ = rate;
    std::size_t first = 0;
    for (std::size_t k = 0; k < stage; ++k) first += analyses_.checks[k];
    return part_of(whole_, first, analyses_.checks[stage]);
  }
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double standard_error() const { return standard_error_; }
  [[nodiscard]] std::size_t runs() const { return runs_; }

 private:
  /// By near bounds, or else by simulation.
  [[nodiscard]] stopping_probabilities<> nearest(const event_rate& rate) {
    constexpr double near = 1e-3;
    auto budget = budget_of("assess_sliding_windows", bounds_);
    const auto found = best_bounds<double>(rule_, analyses_.seen, rate, bounds_, budget);
    if (found && found->width() <= near) {
      const stopping_bounds<double> all{beside_others(found->lower, rate, budget),
                                        beside_others(found->upper, rate, budget)};
      width_ = std::max(width_, all.width());
      return all.cautious();
    }
    auto estimate = simulate_stopping(rule_, analyses_.seen, rate, simulation_);
    standard_error_ = std::max(standard_error_, estimate.standard_error());
    runs_ = estimate.runs;
    return beside_others(std::move(estimate.distribution), rate, budget);
  }
  /// Any of them, or of the other metrics, rolls back.
  [[nodiscard]] stopping_probabilities<> beside_others(stopping_probabilities<> own,
                                                       const event_rate& rate,
                                                       work_budget& budget) const {
    if (others_.others().empty()) return own;
    const std::size_t looks = own.analyses();
    return any_of(std::vector<stopping_probabilities<>>{
        std::move(own), others_alone(others_, looks, rate, bounds_.memory_limit, budget)});
  }

  const sliding_window_checks<Check>& rule_;
  window_analyses analyses_;
  metrics_apart<Check> others_;
  stopping_options bounds_;  // for each rate
  simulation_options simulation_;
  std::optional<event_rate> of_;
  stopping_probabilities<> whole_;
  double width_ = 0;
  double standard_error_ = 0;
  std::size_t runs_ = 0;
};

}  // namespace detail

/// The risk of a plan under checks of a sliding window. *Throws* domain_error where a check sees no
/// request, where a stage ramps, where other metrics stand beside counts by stage, and unless
/// checks come one interval after each other; convergence_error where neither bounds nor simulation
/// are within the options.
template <class Check>
[[nodiscard]] sliding_window_risk assess_sliding_windows(
    const rollout_plan& plan, const request_rate& traffic, const release& change,
    const sliding_window_checks<Check>& rule, const sliding_window_options& options = {}) {
  if (options.counts_by_stage && !options.others.empty())
    fail("assess_sliding_windows", "other metrics count in all stages, not each by itself");
  auto each = options;  // of one rate
  each.bounds.max_products /= static_cast<double>(change.bad().size() + 1);
  detail::window_distributions dists(
      rule,
      detail::analyses_of_windows(plan, traffic, rule.intervals(), options.counts_by_stage,
                                  options.bounds.memory_limit),
      change.good(), each);
  const auto distribution_of = [&](std::size_t i, const event_rate& rate) {
    return dists.dist(i, rate);
  };
  auto risk = detail::assess_by(plan, traffic, change, options.bounds.max_products, distribution_of,
                                detail::cannot_count{"windows that overlap do not count errors"});
  return {std::move(risk), dists.width(), dists.standard_error(), dists.runs()};
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/sliding_windows.hpp>
#endif
