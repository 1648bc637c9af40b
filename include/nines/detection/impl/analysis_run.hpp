// SPDX-License-Identifier: BSL-1.0
// The walk over what an analysis run counts.
#pragma once

#include <algorithm>
#include <nines/detection/analysis_run.hpp>

namespace nines {

NINES_INLINE probability<> analysis_run_probabilities::aborts() const {
  return probability<>::from_computed_sides(sum(failed) + sum(error),
                                            sum(inconclusive) + sum(successful) + running);
}

NINES_INLINE probability<> analysis_run_probabilities::pauses() const {
  return probability<>::from_computed_sides(sum(inconclusive),
                                            sum(failed) + sum(error) + sum(successful) + running);
}

NINES_INLINE probability<> analysis_run_probabilities::passes() const {
  return probability<>::from_computed_sides(sum(successful) + running,
                                            sum(failed) + sum(error) + sum(inconclusive));
}

NINES_INLINE double analysis_run_probabilities::sum(const std::vector<double>& masses) {
  double all = 0;
  for (const double m : masses) all += m;
  return all;
}

namespace detail {

NINES_INLINE outcome_masses masses_of(const measurement& m) {
  const auto answer = m.error.complement();
  const auto says = answer * m.inconclusive.complement();
  return {says * m.failure.value(), answer * m.inconclusive.value(), m.error.value(),
          says * m.failure.complement()};
}

NINES_INLINE measurement_walk::measurement_walk(const measurement_limits& limits, std::size_t most,
                                                const instants_between& next)
    : limits_(limits),
      next_(next),
      failures_(limits.failure_limit < most ? limits.failure_limit + 1 : 1),
      inconclusive_(limits.inconclusive_limit < most ? limits.inconclusive_limit + 1 : 1),
      errors_(limits.consecutive_error_limit < most ? limits.consecutive_error_limit + 1 : 1),
      runs_(errors_ + std::min(limits.consecutive_success_limit, most + 1)),
      counts_(limits.count > 0 && limits.count <= most ? limits.count : 1) {}

NINES_INLINE double measurement_walk::states() const {
  return static_cast<double>(failures_) * static_cast<double>(inconclusive_) *
         static_cast<double>(runs_) * static_cast<double>(counts_);
}

NINES_INLINE void measurement_walk::begin() {
  due_.assign(instants(), {std::vector<double>(failures_ * inconclusive_ * runs_ * counts_), 0});
  due_[0].mass[0] = due_[0].sum = 1;
}

NINES_INLINE void measurement_walk::step(const outcome_masses& ends,
                                         analysis_run_probabilities& dist) {
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

NINES_INLINE measurement_walk::state measurement_walk::state_of(std::size_t place) const {
  return {place % failures_, place / failures_ % inconclusive_,
          place / failures_ / inconclusive_ % runs_, place / failures_ / inconclusive_ / runs_};
}

NINES_INLINE void measurement_walk::put(const state& s, double mass, std::size_t after) {
  instant& due = due_[(now_ + after) % due_.size()];
  due.mass[((s.count * runs_ + s.run) * inconclusive_ + s.inconclusive) * failures_ + s.failures] +=
      mass;
  due.sum += mass;
}

NINES_INLINE void measurement_walk::count(state s, double mass, analysis_run_probabilities& dist) {
  if (counts_ > 1 || limits_.count == 1) {
    if (++s.count >= limits_.count) return end(mass, dist);
  }
  put(s, mass, next_.answers);
}

NINES_INLINE void measurement_walk::end(double mass, analysis_run_probabilities& dist) const {
  const bool wants_success = limits_.consecutive_success_limit > 0;
  const bool limits_failure = limits_.failure_limit != measurement_limits::no_failure_limit;
  auto& into = !wants_success ? dist.successful : limits_failure ? dist.inconclusive : dist.failed;
  into.back() += mass;
}

NINES_INLINE void measurement_walk::fail(state s, double mass, analysis_run_probabilities& dist) {
  if (failures_ > 1 || limits_.failure_limit == 0) {
    if (s.failures++ >= limits_.failure_limit) {
      dist.failed.back() += mass;
      return;
    }
  }
  s.run = 0;
  count(s, mass, dist);
}

NINES_INLINE void measurement_walk::be_inconclusive(state s, double mass,
                                                    analysis_run_probabilities& dist) {
  if (inconclusive_ > 1 || limits_.inconclusive_limit == 0) {
    if (s.inconclusive++ >= limits_.inconclusive_limit) {
      dist.inconclusive.back() += mass;
      return;
    }
  }
  s.run = 0;
  count(s, mass, dist);
}

NINES_INLINE void measurement_walk::err(state s, double mass, analysis_run_probabilities& dist) {
  if (s.run >= errors_) s.run = 0;  // of successes
  if (errors_ > 1 || limits_.consecutive_error_limit == 0) {
    if (s.run++ >= limits_.consecutive_error_limit) {
      dist.error.back() += mass;
      return;
    }
  }
  put(s, mass, next_.retries);
}

NINES_INLINE void measurement_walk::succeed(state s, double mass,
                                            analysis_run_probabilities& dist) {
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

}  // namespace detail

}  // namespace nines
