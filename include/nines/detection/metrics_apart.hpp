// SPDX-License-Identifier: BSL-1.0
// Checks of several metrics, each of which counts its own failures, as the metrics of one analysis
// of Argo Rollouts do: the first that has failed too often rolls back.
//
//   const failed_checks own(ratio_above(0.01), {.allowed = 3});               // failureLimit: 3
//   const metrics_apart argo(own, 0.1_percent, {{{1_percent, 30_percent}, 1}});
//
// At each look each metric is judged of it by itself. Metrics are independent, given the release:
//
//   P(none has failed by look n) = product over metrics of P(it has not failed by look n)
//
// but in the share of the looks that `together` states: there one cause decides over all, so that
// the least likely to fail does so only where all others do. Then it is a walk over the failures of
// all metrics at once. All terms are positive. Cost: looks x metrics x failures; together looks x
// product of (limit + 1) x 2^metrics. One counter for all of them is check_of_metrics.hpp.
// Source: argo-rollouts, analysis/analysis.go (assessRunStatus) at 9f8d111.
// Index: counters of metrics.
#pragma once

#include <algorithm>
#include <concepts>
#include <nines/detection/counted_errors.hpp>
#include <vector>

namespace nines {

/// A metric whose checks fail with known probabilities, whatever the traffic.
struct counted_metric {
  check_failure_probabilities fails;  ///< of one check, of a good release and of a bad one
  std::size_t allowed = 0;            ///< failed checks; one more rolls back
};

/// Checks by a rule of counts, and those of other metrics, each with its own limit.
template <class Check>
class metrics_apart {
 public:
  /// `good` is the rate of a good release: at any other one metrics fail as for a bad one. *Throws*
  /// domain_error where failures in a row are limited.
  metrics_apart(failed_checks<Check> own, const event_rate& good,
                std::vector<counted_metric> others, probability<> together = probability<>::never())
      : own_(std::move(own)), good_(good), others_(std::move(others)), together_(together) {
    if (own_.limits().consecutive_allowed != no_error_limit)
      fail("metrics_apart", "failures in a row cannot be limited where metrics count apart");
  }
  [[nodiscard]] const failed_checks<Check>& own() const { return own_; }  ///< of the counts
  /// The metrics beside it.
  [[nodiscard]] const std::vector<counted_metric>& others() const { return others_; }
  /// The share of the looks that one cause decides for all metrics.
  [[nodiscard]] const probability<>& together() const { return together_; }
  /// How likely a check of another metric fails, at a rate.
  [[nodiscard]] const probability<>& fails(const counted_metric& metric,
                                           const event_rate& rate) const {
    return is_same_rate(rate, good_) ? metric.fails.good : metric.fails.bad;
  }

 private:
  failed_checks<Check> own_;
  event_rate good_;
  std::vector<counted_metric> others_;
  probability<> together_;
};

namespace detail {

/// More metrics at once have too many outcomes.
inline constexpr std::size_t most_joint_metrics = 12;

/// A walk over the failures of several metrics at once.
class joint_failures {
 public:
  /// As many failures of each as are allowed; more than there are looks count as none.
  joint_failures(std::vector<std::size_t> allowed, std::size_t looks, const probability<>& together)
      : together_(together) {
    for (const std::size_t each : allowed) radix_.push_back(each < looks ? each + 1 : 1);
    counts_ = std::move(allowed);
    for (std::size_t& each : counts_) each = each < looks ? 1U : 0U;
  }
  [[nodiscard]] double states() const {
    double n = 1;
    for (const std::size_t each : radix_) n *= static_cast<double>(each);
    return n;
  }
  [[nodiscard]] double products() const {
    return states() * static_cast<double>(std::size_t{1} << radix_.size());
  }
  void begin() {
    mass_.assign(static_cast<std::size_t>(states()), 0.0);
    mass_[0] = 1;
  }
  /// One look, at which each fails with a probability.
  analysis_masses<double> step(const std::vector<probability<>>& fails) {
    const auto masses = outcomes(fails);
    std::vector<double> next(mass_.size(), 0.0);
    analysis_masses<double> out{0, 0, 0};
    for (std::size_t place = 0; place < mass_.size(); ++place) {
      if (!(mass_[place] > 0)) continue;
      for (std::size_t failed = 0; failed < masses.size(); ++failed) {
        const double m = mass_[place] * masses[failed];
        if (!(m > 0)) continue;
        const auto to = after(place, failed);
        (to < mass_.size() ? next[to] : out.rolled_back) += m;
      }
    }
    mass_.swap(next);
    for (const double m : mass_) out.continuing += m;
    return out;
  }

 private:
  /// The probability of each set of metrics that fail.
  [[nodiscard]] std::vector<double> outcomes(const std::vector<probability<>>& fails) const {
    std::vector<double> masses(std::size_t{1} << fails.size());
    for (std::size_t failed = 0; failed < masses.size(); ++failed) {
      double m = together_.complement();
      for (std::size_t i = 0; i < fails.size(); ++i)
        m *= (failed >> i & 1U) != 0 ? fails[i].value() : fails[i].complement();
      masses[failed] = m;
    }
    // Of one cause: from the most likely metric on, each fails where the one before it does.
    std::vector<std::size_t> order(fails.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return fails[b] < fails[a]; });
    std::size_t failed = 0;
    masses[0] += together_.value() * fails[order.front()].complement();
    for (std::size_t k = 0; k < order.size(); ++k) {
      failed |= std::size_t{1} << order[k];
      masses[failed] += together_.value() * only_these(fails, order, k);
    }
    return masses;
  }
  /// That the first k + 1 fail and the next does not: a difference of input data, of the side that
  /// is smaller.
  static double only_these(const std::vector<probability<>>& fails,
                           const std::vector<std::size_t>& order, std::size_t k) {
    const auto& these = fails[order[k]];
    if (k + 1 == order.size()) return these.value();
    const auto& next = fails[order[k + 1]];
    return these.value() < 0.5 ? these.value() - next.value()
                               : next.complement() - these.complement();
  }
  /// The place after these have failed; past the end where one may not.
  [[nodiscard]] std::size_t after(std::size_t place, std::size_t failed) const {
    std::size_t rest = place;
    std::size_t weight = 1;
    for (std::size_t i = 0; i < radix_.size(); ++i) {
      const std::size_t so_far = rest % radix_[i];
      rest /= radix_[i];
      if (counts_[i] != 0 && (failed >> i & 1U) != 0) {
        if (so_far + 1 == radix_[i]) return mass_.size();
        place += weight;
      }
      weight *= radix_[i];
    }
    return place;
  }

  probability<> together_;
  std::vector<std::size_t> radix_, counts_;  // counts_: 1 where a metric can fail too often
  std::vector<double> mass_;
};

/// The distribution where metrics may fail together; own[j] is the check of the rule at look j.
template <class Check>
stopping_probabilities<> joint_distribution(const metrics_apart<Check>& rule,
                                            const std::vector<probability<>>& own,
                                            const event_rate& rate, const stopping_options& options,
                                            work_budget& budget) {
  constexpr auto function = "metrics_apart";
  std::vector<std::size_t> allowed{rule.own().limits().allowed};
  std::vector<probability<>> fails{probability<>::never()};
  for (const auto& each : rule.others()) {
    allowed.push_back(each.allowed);
    fails.push_back(rule.fails(each, rate));
  }
  if (fails.size() > most_joint_metrics)
    fail(function, "the number of metrics that fail together", fails.size(),
         "at most " + describe(most_joint_metrics));
  joint_failures walk(std::move(allowed), own.size(), rule.together());
  budget.spend(walk.products() * static_cast<double>(own.size()));
  require_memory(function, "the walk over failures", 2 * sizeof(double) * walk.states(),
                 options.memory_limit);
  walk.begin();
  stopping_probabilities<> dist;
  for (const auto& each : own) {
    fails.front() = each;
    record(dist, walk.step(fails));
  }
  return dist;
}

/// The distribution of the other metrics alone, of which there is one at least.
template <class Check>
stopping_probabilities<> others_alone(const metrics_apart<Check>& rule, std::size_t looks,
                                      const event_rate& rate, double memory_limit,
                                      work_budget& budget) {
  std::vector<stopping_probabilities<>> each;
  for (const auto& metric : rule.others())
    each.push_back(
        stopping_distribution_of_checks(std::vector<probability<>>(looks, rule.fails(metric, rate)),
                                        {.allowed = metric.allowed}, memory_limit, budget));
  return any_of(each);
}

}  // namespace detail

/// The stopping distribution of several metrics, within what the budget of a larger question has
/// left. *Throws* as that of failed_checks; domain_error for more than 12 metrics that fail
/// together.
template <std::same_as<double> T, stopping_rule Check>
[[nodiscard]] stopping_probabilities<T> stopping_distribution(
    const metrics_apart<Check>& rule, const std::vector<std::size_t>& requests,
    const event_rate& rate, const stopping_options& options, work_budget& budget) {
  if (rule.together().value() > 0 && !rule.others().empty()) {
    std::vector<probability<>> own;
    own.reserve(requests.size());
    for (std::size_t j = 0; j < requests.size(); ++j)
      own.push_back(j > 0 && requests[j] == requests[j - 1]
                        ? own.back()
                        : failure_probability(rule.own().check(), requests[j], rate));
    return detail::joint_distribution(rule, own, rate, options, budget);
  }
  auto own = stopping_distribution<double>(rule.own(), requests, rate, options, budget);
  if (rule.others().empty()) return own;
  return any_of(std::vector<stopping_probabilities<>>{
      std::move(own),
      detail::others_alone(rule, requests.size(), rate, options.memory_limit, budget)});
}

/// The same with the errors seen by then: other metrics tell nothing of them. *Throws*
/// convergence_error where metrics fail together: then what counts say depends on how many they
/// are.
template <stopping_rule Check>
[[nodiscard]] stopping_probabilities<count_series> stopping_counts(
    const metrics_apart<Check>& rule, const std::vector<std::size_t>& requests,
    const event_rate& rate, work_budget& budget, double memory_limit = default_memory_limit) {
  if (rule.together().value() > 0 && !rule.others().empty())
    give_up("stopping_counts", "metrics that fail together do not tell how many errors came");
  auto dist = stopping_counts(rule.own(), requests, rate, budget, memory_limit);
  if (rule.others().empty()) return dist;
  const auto others = detail::others_alone(rule, requests.size(), rate, memory_limit, budget);
  for (std::size_t j = 0; j < requests.size(); ++j) {
    dist.rolled_back[j] = dist.rolled_back[j] * count_series(others.begins(j + 1)) +
                          dist.continuing[j] * count_series(others.rolled_back[j]);
    dist.continuing[j] = dist.continuing[j] * count_series(others.continuing[j]);
  }
  return dist;
}

}  // namespace nines
