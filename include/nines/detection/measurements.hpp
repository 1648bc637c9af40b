// SPDX-License-Identifier: BSL-1.0
// The analysis of one metric by measurements that succeed, fail, are inconclusive or have an error,
// as Argo Rollouts does it.
//
//   analysis_run_distribution(200, {.failure = 0.02, .error = 0.001},
//                             {.failure_limit = 3, .count = 100})
//
// After each measurement, in this order (assessMetricStatus and
// assessMetricFailureInconclusiveOrError of its analysis.go):
//   failed > failureLimit                         the metric has failed: the rollout is aborted
//   inconclusive > inconclusiveLimit              inconclusive: the rollout waits for a person
//   errors in a row > consecutiveErrorLimit (4)   it is in error: the rollout is aborted
//   successes in a row >= consecutiveSuccessLimit it is successful
//   count measurements, not counting errors       it is successful; where there is a limit of them
//                                                 that was not reached inconclusive, or failed
//                                                 if failures have no limit
// Any outcome but an error ends a run of errors; any but a success one of successes. A run that is
// stopped is successful. The first measurement is taken at once, or after initialDelay, the next an
// interval after each; after an error 10 s after it. Rules of counts are in failed_checks.hpp.
//
// All terms are positive. Cost: measurements x (failures x inconclusive x runs x count), each as
// far as it is limited.
// Index: analysis run.
#pragma once

#include <nines/detection/operating_characteristic.hpp>

namespace nines {

/// The probabilities of one measurement; what they leave is its success.
struct measurement_probabilities {
  double failure = 0;
  double inconclusive = 0;
  double error = 0;
};

/// The keys of a metric, with their defaults.
struct measurement_limits {
  std::size_t failure_limit = 0;  ///< no_failure_limit: failures do not count (-1)
  std::size_t inconclusive_limit = 0;
  std::size_t consecutive_error_limit = 4;
  std::size_t consecutive_success_limit = 0;  ///< 0: none
  std::size_t count = 0;                      ///< 0: until it is stopped

  static constexpr std::size_t no_failure_limit = no_error_limit;
};

/// How an analysis ends: the probability at each measurement, and that it still runs after the
/// last.
struct analysis_run_probabilities {
  std::vector<double> failed, inconclusive, error, successful;
  double running = 1;

  /// Failed or in error: the rollout is aborted.
  [[nodiscard]] probability<> aborts() const {
    return probability<>::from_computed_sides(sum(failed) + sum(error),
                                              sum(inconclusive) + sum(successful) + running);
  }
  /// Inconclusive: the rollout pauses until a person decides.
  [[nodiscard]] probability<> pauses() const {
    return probability<>::from_computed_sides(sum(inconclusive),
                                              sum(failed) + sum(error) + sum(successful) + running);
  }
  /// Successful, by itself or because it is stopped.
  [[nodiscard]] probability<> passes() const {
    return probability<>::from_computed_sides(sum(successful) + running,
                                              sum(failed) + sum(error) + sum(inconclusive));
  }

 private:
  static double sum(const std::vector<double>& masses) {
    double all = 0;
    for (const double m : masses) all += m;
    return all;
  }
};

namespace detail {

/// Masses by (failures, inconclusive ones, the run at the end, all but errors), each as far as
/// asked.
class measurement_walk {
 public:
  measurement_walk(const measurement_limits& limits, std::size_t most)
      : limits_(limits),
        failures_(limits.failure_limit < most ? limits.failure_limit + 1 : 1),
        inconclusive_(limits.inconclusive_limit < most ? limits.inconclusive_limit + 1 : 1),
        errors_(limits.consecutive_error_limit < most ? limits.consecutive_error_limit + 1 : 1),
        runs_(errors_ + limits.consecutive_success_limit),
        counts_(limits.count > 0 && limits.count <= most ? limits.count : 1) {}

  [[nodiscard]] double states() const {
    return static_cast<double>(failures_) * static_cast<double>(inconclusive_) *
           static_cast<double>(runs_) * static_cast<double>(counts_);
  }
  void begin() {
    mass_.assign(failures_ * inconclusive_ * runs_ * counts_, 0.0);
    mass_[0] = 1;
  }
  void step(const measurement_probabilities& probabilities, double success,
            analysis_run_probabilities& dist) {
    for (auto* each : {&dist.failed, &dist.inconclusive, &dist.error, &dist.successful})
      each->push_back(0);
    next_.assign(mass_.size(), 0.0);
    for (std::size_t place = 0; place < mass_.size(); ++place) {
      if (!(mass_[place] > 0)) continue;
      const state at = state_of(place);
      fail(at, mass_[place] * probabilities.failure, dist);
      be_inconclusive(at, mass_[place] * probabilities.inconclusive, dist);
      err(at, mass_[place] * probabilities.error, dist);
      succeed(at, mass_[place] * success, dist);
    }
    mass_.swap(next_);
    dist.running = 0;
    for (const double m : mass_) dist.running += m;
  }

 private:
  /// `run` is of errors below errors_, and of successes from there on: errors_ is one success.
  struct state {
    std::size_t failures, inconclusive, run, count;
  };
  [[nodiscard]] state state_of(std::size_t place) const {
    return {place % failures_, place / failures_ % inconclusive_,
            place / failures_ / inconclusive_ % runs_, place / failures_ / inconclusive_ / runs_};
  }
  void put(const state& s, double mass) {
    next_[((s.count * runs_ + s.run) * inconclusive_ + s.inconclusive) * failures_ + s.failures] +=
        mass;
  }
  /// One more that counts: it goes on, unless that was the last.
  void count(state s, double mass, analysis_run_probabilities& dist) {
    if (counts_ > 1 || limits_.count == 1) {
      if (++s.count >= limits_.count) return end(mass, dist);
    }
    put(s, mass);
  }
  void end(double mass, analysis_run_probabilities& dist) const {
    const bool wants_success = limits_.consecutive_success_limit > 0;
    const bool limits_failure = limits_.failure_limit != measurement_limits::no_failure_limit;
    auto& into = !wants_success   ? dist.successful
                 : limits_failure ? dist.inconclusive
                                  : dist.failed;
    into.back() += mass;
  }
  void fail(state s, double mass, analysis_run_probabilities& dist) {
    if (failures_ > 1 || limits_.failure_limit == 0) {
      if (s.failures++ >= limits_.failure_limit) {
        dist.failed.back() += mass;
        return;
      }
    }
    s.run = 0;
    count(s, mass, dist);
  }
  void be_inconclusive(state s, double mass, analysis_run_probabilities& dist) {
    if (inconclusive_ > 1 || limits_.inconclusive_limit == 0) {
      if (s.inconclusive++ >= limits_.inconclusive_limit) {
        dist.inconclusive.back() += mass;
        return;
      }
    }
    s.run = 0;
    count(s, mass, dist);
  }
  void err(state s, double mass, analysis_run_probabilities& dist) {
    if (s.run >= errors_) s.run = 0;  // of successes
    if (errors_ > 1 || limits_.consecutive_error_limit == 0) {
      if (s.run++ >= limits_.consecutive_error_limit) {
        dist.error.back() += mass;
        return;
      }
    }
    put(s, mass);
  }
  void succeed(state s, double mass, analysis_run_probabilities& dist) {
    if (limits_.consecutive_success_limit == 0) {
      s.run = 0;
    } else {
      s.run = s.run >= errors_ ? s.run + 1 : errors_;
      if (s.run - errors_ + 1 >= limits_.consecutive_success_limit) {
        dist.successful.back() += mass;
        return;
      }
    }
    count(s, mass, dist);
  }

  measurement_limits limits_;
  std::size_t failures_, inconclusive_, errors_, runs_, counts_;
  std::vector<double> mass_, next_;
};

/// What Argo's validation refuses.
inline void check_limits(const measurement_limits& limits) {
  constexpr auto function = "analysis_run_distribution";
  const bool limits_failure = limits.failure_limit != measurement_limits::no_failure_limit;
  if (!limits_failure && limits.consecutive_success_limit == 0)
    fail(function, "failure_limit and consecutive_success_limit cannot both be none");
  if (limits.count == 0) return;
  const double needed = static_cast<double>(limits.consecutive_success_limit) +
                        (limits_failure ? static_cast<double>(limits.failure_limit) : 0);
  if (!(static_cast<double>(limits.count) >= needed))
    fail(function, "count", limits.count,
         "at least failure_limit and consecutive_success_limit together, " + describe(needed));
  if (limits.count < limits.inconclusive_limit)
    fail(function, "count", limits.count,
         "at least inconclusive_limit, " + describe(limits.inconclusive_limit));
}

}  // namespace detail

/// How an analysis of at most that many measurements ends, each by itself with these probabilities.
/// *Throws* domain_error for probabilities that are none or more than 1 together, and limits that
/// Argo refuses; convergence_error for more work than `max_products`.
[[nodiscard]] inline analysis_run_probabilities analysis_run_distribution(
    std::size_t measurements, const measurement_probabilities& probabilities,
    const measurement_limits& limits = {}, const stopping_options& options = {}) {
  constexpr auto function = "analysis_run_distribution";
  double all = 0;
  for (const double p : {probabilities.failure, probabilities.inconclusive, probabilities.error}) {
    if (!(p >= 0) || !(p <= 1)) fail(function, "a probability", p, "from 0 to 1");
    all += p;
  }
  if (!(all <= 1 + 1e-12)) fail(function, "the sum of the probabilities", all, "at most 1");
  detail::check_limits(limits);
  auto budget = budget_of(function, options);
  detail::measurement_walk walk(limits, measurements);
  budget.spend(walk.states() * static_cast<double>(measurements));
  require_memory(function, "the walk over outcomes", 2 * sizeof(double) * walk.states(),
                 options.memory_limit);
  walk.begin();
  analysis_run_probabilities dist;
  for (std::size_t j = 0; j < measurements; ++j)
    walk.step(probabilities, std::max(0.0, 1 - all), dist);  // what they leave, of input data
  return dist;
}

}  // namespace nines
