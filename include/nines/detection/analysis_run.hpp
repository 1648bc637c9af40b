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

#include <limits>
#include <nines/inline.hpp>
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
  [[nodiscard]] probability<> aborts() const;
  /// Inconclusive: the rollout pauses until a person decides.
  [[nodiscard]] probability<> pauses() const;
  /// Successful, by itself or because it is stopped.
  [[nodiscard]] probability<> passes() const;

 private:
  static double sum(const std::vector<double>& masses);
};

namespace detail {

/// How a measurement ends, each by itself.
struct outcome_masses {
  double failure, inconclusive, error, success;
};
outcome_masses masses_of(const measurement& m);

/// Masses by (failures, inconclusive ones, the run at the end, all but errors), each as far as
/// asked; those of each instant to come by themselves.
class measurement_walk {
 public:
  measurement_walk(const measurement_limits& limits, std::size_t most,
                   const instants_between& next = {});

  [[nodiscard]] double states() const;
  /// The instants that are held at once.
  [[nodiscard]] std::size_t instants() const { return std::max(next_.answers, next_.retries) + 1; }
  void begin();
  /// What is due now ends like this; then it is the next instant.
  void step(const outcome_masses& ends, analysis_run_probabilities& dist);

 private:
  /// `run` is of errors below errors_, and of successes from there on: errors_ is one success.
  struct state {
    std::size_t failures, inconclusive, run, count;
  };
  [[nodiscard]] state state_of(std::size_t place) const;
  void put(const state& s, double mass, std::size_t after);
  /// One more that counts: it goes on, unless that was the last.
  void count(state s, double mass, analysis_run_probabilities& dist);
  void end(double mass, analysis_run_probabilities& dist) const;
  void fail(state s, double mass, analysis_run_probabilities& dist);
  void be_inconclusive(state s, double mass, analysis_run_probabilities& dist);
  void err(state s, double mass, analysis_run_probabilities& dist);
  void succeed(state s, double mass, analysis_run_probabilities& dist);

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

#ifndef NINES_COMPILED
#include <nines/detection/impl/analysis_run.hpp>
#endif
