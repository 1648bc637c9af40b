// SPDX-License-Identifier: BSL-1.0
// Rules that judge each interval by itself and count the failed ones, as Argo Rollouts and Flagger.
//
// Example:
//   const failed_checks argo(ratio_above(0.001), {.allowed = 3});           // failureLimit: 3
//   const failed_checks flagger(ratio_above(0.001), {.allowed = 10 - 1});   // threshold: 10
//   const auto oc = operating_characteristic(argo, even_analyses(18000, 30),
//                                            {.good = 0.05_percent, .bad = 0.2_percent});
//
// Argo fails when failed > failureLimit (analysis.go; the sentence "after three failed" in its
// documentation is one off); Flagger rolls back when failed >= threshold, at the check after that
// one, and pauses the step at each failed check (paused_steps.hpp). Both count failures of the
// whole stage, and a success takes none away; failures in a row can be limited besides. Argo's
// consecutiveErrorLimit is of measurements that could not be taken: see measurements.hpp for it and
// all its keys.
//
// The probability that a check fails is exact, too: a tail of the counts of its interval. The
// recursion then is over (failures, run of failures), each as far as it is limited. Cost: analyses
// x allowed x consecutive, where a limit that cannot bind counts as 1.
// Index: failure limit.
#pragma once

#include <nines/detection/event_counts.hpp>
#include <nines/detection/operating_characteristic.hpp>

namespace nines {

/// How many failed checks are tolerated; one more rolls back.
struct failure_limits {
  std::size_t allowed = 0;                           ///< in all
  std::size_t consecutive_allowed = no_error_limit;  ///< one after the other
};

/// The probabilities that a check fails, of a good release and of a bad one.
struct check_failure_probabilities {
  probability<> good, bad;  ///< each from 0 to 1
};

/// A rule for each interval by itself, and how many intervals may fail it. The interval's evidence
/// has the counts of that interval alone.
template <class Check>
class failed_checks {
 public:
  /// A check, itself a rule that rolls back where an interval fails, and how often it may.
  failed_checks(Check check, failure_limits limits) : check_(std::move(check)), limits_(limits) {}
  [[nodiscard]] const Check& check() const { return check_; }             ///< of one interval
  [[nodiscard]] const failure_limits& limits() const { return limits_; }  ///< of the failed ones
  /// The least number of intervals after which it can roll back; no_error_limit where it never can.
  [[nodiscard]] std::size_t fewest_analyses() const {
    const std::size_t allowed = std::min(limits_.allowed, limits_.consecutive_allowed);
    return allowed == no_error_limit ? no_error_limit : allowed + 1;
  }

 private:
  Check check_;
  failure_limits limits_;
};

namespace detail {

/// The products in one of two masses; more where they are by counts.
template <class T>
double products_of(const T& /*a*/, const T& /*b*/) {
  return 1;
}
template <class T>
double bytes_of(const T& /*a*/) {
  return sizeof(T);
}
inline double bytes_of(const count_series& a) {
  return sizeof(a) + sizeof(double) * static_cast<double>(a.masses().size());
}
inline double products_of(const count_series& a, const count_series& b) {
  return static_cast<double>(a.masses().size()) * static_cast<double>(b.masses().size());
}

/// Masses by (failures so far, failures in a row at the end); of these only what a limit asks for.
template <class T>
class failure_walk {
 public:
  failure_walk(const failure_limits& limits, std::size_t analyses)
      : counts_(limits.allowed < analyses ? 1 : 0),
        most_(counts_ > 0 ? limits.allowed : 0),
        runs_(limits.consecutive_allowed < (counts_ > 0 ? most_ : analyses) ? 1 : 0),
        most_in_a_row_(runs_ > 0 ? limits.consecutive_allowed : 0),
        mass_((most_ + 1) * (most_in_a_row_ + 1), zero<T>()) {
    mass_[0] = one<T>();
  }
  /// The products that a step takes.
  [[nodiscard]] double products(const probability<T>& fails) const {
    double sum = 0;
    for (const T& m : mass_)
      sum += products_of(m, fails.value()) + products_of(m, fails.complement());
    return sum;
  }
  /// The bytes that the masses take before and after a step; those by counts grow.
  [[nodiscard]] double bytes(const probability<T>& fails) const {
    const double step = bytes_of(fails.value()) + bytes_of(fails.complement());
    double sum = 0;
    for (const T& m : mass_) sum += 3 * bytes_of(m) + step;
    return sum;
  }
  analysis_masses<T> step(const probability<T>& fails) {
    analysis_masses<T> out{zero<T>(), zero<T>(), zero<T>()};
    std::vector<T> next(mass_.size(), zero<T>());
    for (std::size_t f = 0; f <= most_; ++f)
      for (std::size_t run = 0; run <= most_in_a_row_; ++run) {
        const T m = mass_[place(f, run)];
        T& good = next[place(f, 0)];
        good = good + m * fails.complement();
        const bool tolerated = (counts_ == 0 || f < most_) && (runs_ == 0 || run < most_in_a_row_);
        T& bad = tolerated ? next[place(f + counts_, run + runs_)] : out.rolled_back;
        bad = bad + m * fails.value();
      }
    mass_.swap(next);
    for (const T& m : mass_) out.continuing = out.continuing + m;
    return out;
  }

 private:
  [[nodiscard]] std::size_t place(std::size_t failures, std::size_t run) const {
    return failures * (most_in_a_row_ + 1) + run;
  }
  std::size_t counts_, most_;         // 1 if failures in all are limited, else 0
  std::size_t runs_, most_in_a_row_;  // the same of those in a row
  std::vector<T> mass_;
};

/// The states of a walk over failures, and of all its steps.
inline double failure_states(const failure_limits& limits, std::size_t analyses) {
  const auto kinds = [analyses](std::size_t allowed) {
    return allowed < analyses ? static_cast<double>(allowed) + 1 : 1;
  };
  return kinds(limits.allowed) * kinds(limits.consecutive_allowed);
}

}  // namespace detail

/// The stopping distribution where check j fails with probability fails[j], independently of the
/// others, within what the budget of a larger question has left. *Throws* domain_error where there
/// is no check; convergence_error for more work or memory than is allowed.
template <class T>
[[nodiscard]] stopping_probabilities<T> stopping_distribution_of_checks(
    const std::vector<probability<T>>& fails, const failure_limits& limits, double memory_limit,
    work_budget& budget) {
  if (fails.empty())
    fail("stopping_distribution_of_checks", "the number of checks", 0, "1 or more");
  const double states = detail::failure_states(limits, fails.size());
  const double least = states * static_cast<double>(fails.size());
  if (!std::is_same_v<T, count_series> && !budget.allows(least)) budget.spend(least);
  require_memory("stopping_distribution_of_checks", "the walk over failures",
                 2 * sizeof(T) * states, memory_limit);
  detail::failure_walk<T> walk(limits, fails.size());
  stopping_probabilities<T> dist;
  for (const auto& each : fails) {
    budget.spend(walk.products(each));
    require_memory("stopping_distribution_of_checks", "the walk over failures", walk.bytes(each),
                   memory_limit);
    detail::record(dist, walk.step(each));
  }
  return dist;
}
/// The same with a budget of its own, of `max_products`.
template <class T>
[[nodiscard]] stopping_probabilities<T> stopping_distribution_of_checks(
    const std::vector<probability<T>>& fails, const failure_limits& limits,
    const stopping_options& options = {}) {
  auto budget = budget_of("stopping_distribution_of_checks", options);
  return stopping_distribution_of_checks(fails, limits, options.memory_limit, budget);
}

/// The probability that a check of one interval fails: that its rule rolls back on the counts of
/// the interval alone.
template <class T = double, stopping_rule Rule>
[[nodiscard]] probability<T> failure_probability(const Rule& check, std::size_t requests,
                                                 const event_rate& rate) {
  if (requests == 0) fail("failure_probability", "requests", 0, "1 or more");
  const auto dist = detail::counts_of<T>(rate, requests);
  const evidence seen{.requests = static_cast<double>(requests)};
  const std::size_t from = detail::least_errors(check, seen, dist.last(), verdict::roll_back);
  if (from == no_error_limit) return probability<T>::never();
  return probability<T>::from_computed_sides(dist.at_least(from), dist.less_than(from));
}

/// As for rules of one evidence: stopping_distribution and operating_characteristic take either.
template <class T, stopping_rule Check>
[[nodiscard]] stopping_probabilities<T> stopping_distribution(
    const failed_checks<Check>& rule, const std::vector<std::size_t>& requests,
    const event_rate& rate, const stopping_options& options, work_budget& budget) {
  detail::check_analyses("stopping_distribution", requests);
  std::vector<probability<T>> fails;
  fails.reserve(requests.size());
  for (std::size_t j = 0; j < requests.size(); ++j) {
    const bool is_known = j > 0 && requests[j] == requests[j - 1];
    if (!is_known)
      budget.spend(
          8 * count_distribution<T>::most_masses(rate.mean() * static_cast<double>(requests[j])));
    fails.push_back(is_known ? fails.back()
                             : failure_probability<T>(rule.check(), requests[j], rate));
  }
  return stopping_distribution_of_checks(fails, rule.limits(), options.memory_limit, budget);
}

}  // namespace nines
