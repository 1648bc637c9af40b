// SPDX-License-Identifier: BSL-1.0
// An analysis run of Argo Rollouts: the keys of its metric, what its measurements may end with, and
// the walk over what it counts. measurements.hpp has the questions, and the rules of Argo.
//
// The state is (failures, inconclusive ones, the run of errors or successes at the end, all but
// errors), each as far as a limit asks for it. What is due at each instant to come is held by
// itself: the next measurement is an interval after an answer, and a retry after an error.
// All terms are positive. Cost: a step takes the states of one instant, and adds the sums of all.
// Index: analysis run.
#pragma once

#include <algorithm>
#include <limits>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// The probabilities of one measurement; what they leave is its success.
struct measurement_probabilities {
  double failure = 0;       ///< each of the three: 0 to 1
  double inconclusive = 0;  ///< neither success nor failure
  double error = 0;         ///< no answer
};

/// One measurement, step by step: whether it has an answer, whether that says anything, and what.
struct measurement {
  probability<> error = probability<>::never();         ///< no answer
  probability<> inconclusive = probability<>::never();  ///< neither, given an answer
  probability<> failure = probability<>::never();       ///< given success or failure
};

/// The keys of a metric, with their defaults.
struct measurement_limits {
  std::size_t failure_limit = 0;              ///< no_failure_limit: failures do not count (-1)
  std::size_t inconclusive_limit = 0;         ///< more than this many end the run
  std::size_t consecutive_error_limit = 4;    ///< more than this many in a row end the run
  std::size_t consecutive_success_limit = 0;  ///< 0: none
  std::size_t count = 0;                      ///< 0: until it is stopped

  /// A failure_limit without effect: failures never end the run.
  static constexpr std::size_t no_failure_limit = std::numeric_limits<std::size_t>::max();
};

/// When the next measurement is: so many instants after an answer, or after an error.
struct instants_between {
  std::size_t answers = 1;  ///< instants from an answer to the next measurement, 1 or more
  std::size_t retries = 1;  ///< from an error to the next, 1 or more
};

/// How an analysis ends: the probability at each measurement, or instant, and that it still runs
/// after the last.
struct analysis_run_probabilities {
  /// The probability of each end at each measurement, or instant.
  std::vector<double> failed, inconclusive, error, successful;
  double running = 1;  ///< the probability that it still runs after the last

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

/// How a measurement ends, each by itself.
struct outcome_masses {
  double failure, inconclusive, error, success;
};
inline outcome_masses masses_of(const measurement& m) {
  const auto answer = m.error.complement();
  const auto says = answer * m.inconclusive.complement();
  return {says * m.failure.value(), answer * m.inconclusive.value(), m.error.value(),
          says * m.failure.complement()};
}

/// Masses by (failures, inconclusive ones, the run at the end, all but errors), each as far as
/// asked; those of each instant to come by themselves.
class measurement_walk {
 public:
  measurement_walk(const measurement_limits& limits, std::size_t most,
                   const instants_between& next = {})
      : limits_(limits),
        next_(next),
        failures_(limits.failure_limit < most ? limits.failure_limit + 1 : 1),
        inconclusive_(limits.inconclusive_limit < most ? limits.inconclusive_limit + 1 : 1),
        errors_(limits.consecutive_error_limit < most ? limits.consecutive_error_limit + 1 : 1),
        runs_(errors_ + std::min(limits.consecutive_success_limit, most + 1)),
        counts_(limits.count > 0 && limits.count <= most ? limits.count : 1) {}

  [[nodiscard]] double states() const {
    return static_cast<double>(failures_) * static_cast<double>(inconclusive_) *
           static_cast<double>(runs_) * static_cast<double>(counts_);
  }
  /// The instants that are held at once.
  [[nodiscard]] std::size_t instants() const { return std::max(next_.answers, next_.retries) + 1; }
  void begin() {
    due_.assign(instants(), {std::vector<double>(failures_ * inconclusive_ * runs_ * counts_), 0});
    due_[0].mass[0] = due_[0].sum = 1;
  }
  /// What is due now ends like this; then it is the next instant.
  void step(const outcome_masses& ends, analysis_run_probabilities& dist) {
    for (auto* each : {&dist.failed, &dist.inconclusive, &dist.error, &dist.successful})
      each->push_back(0);
    const std::vector<double>& mass = due_[now_].mass;
    for (std::size_t place = 0; due_[now_].sum > 0 && place < mass.size(); ++place) {
      if (!(mass[place] > 0)) continue;
      const state at = state_of(place);
      fail(at, mass[place] * ends.failure, dist);
      be_inconclusive(at, mass[place] * ends.inconclusive, dist);
      err(at, mass[place] * ends.error, dist);
      succeed(at, mass[place] * ends.success, dist);
    }
    due_[now_].sum = 0;
    std::fill(due_[now_].mass.begin(), due_[now_].mass.end(), 0.0);
    now_ = (now_ + 1) % due_.size();
    dist.running = 0;
    for (const auto& each : due_) dist.running += each.sum;
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
  void put(const state& s, double mass, std::size_t after) {
    instant& due = due_[(now_ + after) % due_.size()];
    due.mass[((s.count * runs_ + s.run) * inconclusive_ + s.inconclusive) * failures_ +
             s.failures] += mass;
    due.sum += mass;
  }
  /// One more that counts: it goes on, unless that was the last.
  void count(state s, double mass, analysis_run_probabilities& dist) {
    if (counts_ > 1 || limits_.count == 1) {
      if (++s.count >= limits_.count) return end(mass, dist);
    }
    put(s, mass, next_.answers);
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
    put(s, mass, next_.retries);
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

  /// What is measured at one instant.
  struct instant {
    std::vector<double> mass;
    double sum = 0;
  };
  measurement_limits limits_;
  instants_between next_;
  std::size_t failures_, inconclusive_, errors_, runs_, counts_;
  std::vector<instant> due_;  // a ring, from now_ on
  std::size_t now_ = 0;
};

}  // namespace detail

}  // namespace nines
