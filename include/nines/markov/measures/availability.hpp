// SPDX-License-Identifier: BSL-1.0
// What an engineer asks of a chain whose states are up or down.
//
//   availability A = pi(up)      failure frequency f = sum of pi_i q_ij, i up and j down
//   mean up time A / f           mean down time U / f           MTBF = 1 / f
//
// A failure is a transition from an up state to one that is not up. In the long run all of this is
// a repairable<T>, so a chain is a part like any other (series, parallel, at_least). "MTTF" has as
// many values as there are starts:
//   from the state in which the system is new     the mean time to the first failure
//   from stationary_entries(c, up), as repaired   exactly the mean up time
//   from stationary_within(c, up), in operation   what one who finds it up may still expect
// They are equal only where the time to failure has no memory; likewise for MTTR and down states.
// Accuracy: that of the solvers, some n epsilon on both sides. Source: Trivedi & Bobbio 2017, 9.5.
// Index: steady-state availability.
#pragma once

#include <nines/markov/chain/up_states.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/repairable/repairable.hpp>
#include <optional>

namespace nines {

namespace detail {

/// The rate at which each state inside the set leaves it; 0 outside.
template <class T>
std::vector<T> rates_out_of(const chain<T>& c, const state_set& set) {
  std::vector<T> out(c.size(), zero<T>());
  for (const std::size_t i : set.states())
    for (const auto [to, rate] : c.row(i))
      if (!set.contains(to)) out[i] += rate;
  return out;
}

/// Divides by the sum; throws where there is nothing to divide.
template <class T>
std::vector<T> normalised(std::string_view function, std::string_view nothing,
                          std::vector<T> mass) {
  T sum = zero<T>();
  for (const T& m : mass) sum += m;
  if (!(sum > zero<T>())) fail(function, nothing);
  for (T& m : mass) m = m / sum;
  return mass;
}

/// Where the chain is in the long run, and when it moves from up to down there.
template <class T>
repairable<T> repairable_of(const chain<T>& c, const state_set& up,
                            const state_distribution<T>& pi) {
  const std::vector<T> failing = rates_out_of(c, up);
  return {pi.in(up), T(pi.mean(std::span<const T>(failing)) / constant<T>(c.unit().count()))};
}

/// The mean time to the target from a distribution; infinite where there is no target.
template <class T>
hours_in<T> mean_time_to(const chain<T>& c, const state_set& target, const std::vector<T>& from,
                         const passage_options& options) {
  if (target.empty()) return hours_in<T>(std::numeric_limits<T>::infinity());
  return c.duration(first_passage<T>(c, target, options).mean_time(from));
}

}  // namespace detail

/// The chain as a part: its availability and failure frequency in the long run; so also its mean
/// up time, mean down time and MTBF. A chain that stays up has an infinite mean up time.
/// *Throws* as steady_state. *Cost*: that of steady_state.
template <class T>
[[nodiscard]] repairable<T> as_repairable(const chain<T>& c, const up_states& up = {},
                                          const steady_options& options = {}) {
  const state_set set = up.of("as_repairable", c);
  return detail::repairable_of(c, set, steady_state(c, options));
}
/// The same of a chain whose long run depends on the start; then f is a mean over the outcomes.
template <class T>
[[nodiscard]] repairable<T> as_repairable_from(const chain<T>& c, const start_of<T>& from,
                                               const up_states& up = {},
                                               const steady_options& options = {}) {
  const state_set set = up.of("as_repairable_from", c);
  const std::vector<T> initial = from.of("as_repairable_from", c);
  return detail::repairable_of(c, set, steady_state(c, std::span<const T>(initial), options));
}

/// The share of time up in the long run.
template <class T>
[[nodiscard]] probability<T> steady_availability(const chain<T>& c, const up_states& up = {},
                                                 const steady_options& options = {}) {
  return steady_state(c, options).in(up.of("steady_availability", c));
}

/// The mean time to the first failure. It is 0 for mass on down states, and infinite where the
/// system may never fail.
template <class T>
[[nodiscard]] hours_in<T> mttf(const chain<T>& c, const start_of<T>& from, const up_states& up = {},
                               const passage_options& options = {}) {
  return detail::mean_time_to(c, !up.of("mttf", c), from.of("mttf", c), options);
}
/// The mean time until the system is up. It is 0 for mass on up states, and infinite where the
/// system may stay down.
template <class T>
[[nodiscard]] hours_in<T> mttr(const chain<T>& c, const start_of<T>& from, const up_states& up = {},
                               const passage_options& options = {}) {
  return detail::mean_time_to(c, up.of("mttr", c), from.of("mttr", c), options);
}

/// The long-run distribution given that the chain is in the set: where one who looks at a random
/// time finds it. *Throws* domain_error when the chain leaves the set for good; as steady_state.
template <class T>
[[nodiscard]] std::vector<T> stationary_within(const chain<T>& c, const state_set& set,
                                               const steady_options& options = {}) {
  detail::check_states("stationary_within", "set", set, c.size());
  std::vector<T> mass = steady_state(c, options).mass;
  for (const std::size_t i : (!set).states()) mass[i] = zero<T>();
  return detail::normalised("stationary_within", "the set is not visited in the long run",
                            std::move(mass));
}
/// The states by which the chain enters the set in the long run: where repairs end (of the up
/// states), where failures begin (of the others). *Throws* domain_error when it does not enter it
/// again and again; as steady_state.
template <class T>
[[nodiscard]] std::vector<T> stationary_entries(const chain<T>& c, const state_set& set,
                                                const steady_options& options = {}) {
  detail::check_states("stationary_entries", "set", set, c.size());
  const std::vector<T> pi = steady_state(c, options).mass;
  std::vector<T> entered(c.size(), zero<T>());
  for (const std::size_t i : (!set).states())
    for (const auto [to, rate] : c.row(i))
      if (set.contains(to)) entered[to] += pi[i] * rate;
  return detail::normalised("stationary_entries", "the set is not entered in the long run",
                            std::move(entered));
}

/// The measures of a chain side by side.
template <class T>
struct availability_report {
  repairable<T> long_run;  ///< availability, frequency, mean up and down time, MTBF
  hours_in<T> mttf;        ///< to the first failure, from the start
  /// Mean time to the next failure, for one who finds the system up. No value if it is never up in
  /// the long run.
  std::optional<hours_in<T>> mttf_in_operation;
  /// Mean time to the end of the outage, for one who finds it down. No value if it is never down.
  std::optional<hours_in<T>> mttr_in_outage;
};

/// All at once. *Cost*: one steady state and one first passage each of the up and of the down
/// states. *Throws* as steady_state.
template <class T>
[[nodiscard]] availability_report<T> report_availability(const chain<T>& c, const start_of<T>& from,
                                                         const up_states& up = {},
                                                         const steady_options& options = {}) {
  const state_set set = up.of("report_availability", c);
  const std::vector<T> initial = from.of("report_availability", c);
  const auto pi = steady_state(c, std::span<const T>(initial), options);
  const T infinity = std::numeric_limits<T>::infinity();
  const auto share_weighted = [&](const state_set& within,
                                  const std::vector<T>& times) -> std::optional<hours_in<T>> {
    T mass = zero<T>();
    T sum = zero<T>();
    for (const std::size_t i : within.states())
      if (pi.mass[i] > zero<T>()) {
        mass += pi.mass[i];
        sum += pi.mass[i] * times[i];
      }
    if (!(mass > zero<T>())) return std::nullopt;
    return c.duration(T(sum / mass));
  };
  availability_report<T> report{detail::repairable_of(c, set, pi), hours_in<T>(infinity),
                                hours_in<T>(infinity), std::nullopt};
  if ((!set).empty()) return report;
  const passage_options passage = detail::passage_options_of(options);
  const first_passage<T> failure(c, !set, passage);
  const first_passage<T> repair(c, set, passage);
  report.mttf = c.duration(failure.mean_time(initial));
  report.mttf_in_operation = share_weighted(set, failure.mean_times());
  report.mttr_in_outage = share_weighted(!set, repair.mean_times());
  return report;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::repairable<double> nines::as_repairable(const nines::chain<double>&,
                                                               const nines::up_states&,
                                                               const nines::steady_options&);
extern template nines::repairable<double> nines::as_repairable_from(const nines::chain<double>&,
                                                                    const nines::start<double>&,
                                                                    const nines::up_states&,
                                                                    const nines::steady_options&);
extern template nines::probability<double> nines::steady_availability(const nines::chain<double>&,
                                                                      const nines::up_states&,
                                                                      const nines::steady_options&);
extern template nines::hours_in<double> nines::mttf<double>(const nines::chain<double>&,
                                                            const nines::start<double>&,
                                                            const nines::up_states&,
                                                            const nines::passage_options&);
extern template nines::hours_in<double> nines::mttr<double>(const nines::chain<double>&,
                                                            const nines::start<double>&,
                                                            const nines::up_states&,
                                                            const nines::passage_options&);
extern template nines::availability_report<double> nines::report_availability<double>(
    const nines::chain<double>&, const nines::start<double>&, const nines::up_states&,
    const nines::steady_options&);
#endif
