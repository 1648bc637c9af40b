// SPDX-License-Identifier: BSL-1.0
// Point and interval availability, reliability and failure rates, as functions of time.
//
//   point availability A(t)   the probability of being up at t, failed before or not
//   interval availability     the expected share of [0, t] that is up
//   reliability R(t)          the probability of having been up without a break until t
//   failure rate h(t)         failures per hour at t of what has not failed:  -R'(t) / R(t)
//   failure intensity w(t)    failures per hour at t of all, first or not:  p_i(t) q_ij, up to down
//
// h and w are equal at 0, then part: h settles to the quasi-stationary rate, w to the frequency.
// Thin words for transient, accumulated and passage_time, with their accuracy, cost and errors.
// Index: point availability, instantaneous availability, interval availability, ROCOF.
#pragma once

#include <nines/markov/measures/availability.hpp>
#include <nines/markov/passage/passage_time.hpp>
#include <nines/markov/transient/transient.hpp>

namespace nines {

/// The probability of being up at time t; infinite t is the long run.
template <class T, class Rep, class Period>
[[nodiscard]] probability<T> point_availability(const chain<T>& c, const start_of<T>& from,
                                                std::chrono::duration<Rep, Period> t,
                                                const up_states& up = {},
                                                const transient_options& options = {}) {
  require_duration("point_availability", "t", t);
  const std::vector<T> initial = from.of("point_availability", c);
  return transient(c, initial, t, options).in(up.of("point_availability", c));
}

/// The expected share of the window in which the system is up; at 0 the point availability.
template <class T, class Rep, class Period>
[[nodiscard]] probability<T> interval_availability(const chain<T>& c, const start_of<T>& from,
                                                   std::chrono::duration<Rep, Period> window,
                                                   const up_states& up = {},
                                                   const transient_options& options = {}) {
  require_duration("interval_availability", "window", window);
  const std::vector<T> initial = from.of("interval_availability", c);
  const state_set set = up.of("interval_availability", c);
  if (!(c.time(window) > zero<T>())) return state_distribution<T>{initial}.in(set);
  return accumulated(c, initial, window, options).share(set);
}

/// The expected number of failures in the window.
template <class T, class Rep, class Period>
[[nodiscard]] T expected_failures(const chain<T>& c, const start_of<T>& from,
                                  std::chrono::duration<Rep, Period> window,
                                  const up_states& up = {}, const transient_options& options = {}) {
  require_duration("expected_failures", "window", window);
  const std::vector<T> initial = from.of("expected_failures", c);
  const std::vector<T> failing = detail::rates_out_of(c, up.of("expected_failures", c));
  return accumulated(c, initial, window, options).mean(failing);
}

/// Failures per hour at time t, of systems that may have failed and been repaired before.
template <class T, class Rep, class Period>
[[nodiscard]] T failure_intensity(const chain<T>& c, const start_of<T>& from,
                                  std::chrono::duration<Rep, Period> t, const up_states& up = {},
                                  const transient_options& options = {}) {
  require_duration("failure_intensity", "t", t);
  const std::vector<T> initial = from.of("failure_intensity", c);
  const std::vector<T> failing = detail::rates_out_of(c, up.of("failure_intensity", c));
  return transient(c, initial, t, options).mean(failing) / constant<T>(c.unit().count());
}

/// The probability of no failure until time t.
template <class T, class Rep, class Period>
[[nodiscard]] probability<T> reliability(const chain<T>& c, const start_of<T>& from,
                                         std::chrono::duration<Rep, Period> t,
                                         const up_states& up = {},
                                         const transient_options& options = {}) {
  require_duration("reliability", "t", t);
  const std::vector<T> initial = from.of("reliability", c);
  const state_set down = !up.of("reliability", c);
  if (down.empty()) return probability<T>::always();
  return !passage_time<T>(c, down, initial, options).cdf(t);
}

/// The failure rate at time t: failures per hour of a system that has not failed before. *Throws*
/// also domain_error where nothing is left at t.
template <class T, class Rep, class Period>
[[nodiscard]] T failure_rate(const chain<T>& c, const start_of<T>& from,
                             std::chrono::duration<Rep, Period> t, const up_states& up = {},
                             const transient_options& options = {}) {
  require_duration("failure_rate", "t", t);
  const std::vector<T> initial = from.of("failure_rate", c);
  const state_set down = !up.of("failure_rate", c);
  if (down.empty()) return zero<T>();
  return passage_time<T>(c, down, initial, options).hazard(c.time(t)) /
         constant<T>(c.unit().count());
}

}  // namespace nines
