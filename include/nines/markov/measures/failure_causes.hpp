// SPDX-License-Identifier: BSL-1.0
// Which state a failure came from, into which state it led, how often, and what it costs.
//
//   long run:       f_ij = pi_i q_ij, i up and j down         sum = failure frequency
//   its down time:  f_ij m_j, m_j the mean time from j to up  sum = unavailability
//   first failure:  y_i q_ij, y_i the mean time in i before it
//
// Down time is charged to the failure that began the outage: the state entered, not the states
// that the outage passes through later (for these, steady_state has the time in each). All terms
// are positive. Accuracy: that of the solvers, some n epsilon for each entry.
// Index: downtime attribution.
#pragma once

#include <algorithm>
#include <nines/markov/measures/availability.hpp>
#include <optional>

namespace nines {

/// One way to fail.
template <class T>
struct failure_cause {
  std::size_t from;       ///< the up state that was left
  std::size_t into;       ///< the state that was entered
  std::string from_name;  ///< chain::name of the two
  std::string into_name;  ///< of the state entered
  probability<T> share;   ///< of the failures
  T per_hour;             ///< failures of this kind per hour (first failure: their probability)
  hours_in<T> mean_down_time;  ///< of the outage that it begins
  /// Its share of the down time (of the first outage). No value where there is no down time, or one
  /// without end.
  std::optional<probability<T>> downtime_share;
};

/// All ways to fail, the most frequent first.
template <class T>
struct failure_causes {
  std::vector<failure_cause<T>> causes;  ///< in the order of their frequency
  T per_hour;           ///< failures per hour (first failure: the probability that there is one)
  T downtime_per_hour;  ///< unavailability (first failure: mean hours of the first outage)

  /// The share of the failures that leave one state. *Throws* domain_error when there are no
  /// failures to have a share of.
  [[nodiscard]] probability<T> share_from(std::size_t state) const {
    return add([&](const auto& cause) { return cause.from == state; });
  }
  /// The share of the failures that enter one state. *Throws* as share_from().
  [[nodiscard]] probability<T> share_into(std::size_t state) const {
    return add([&](const auto& cause) { return cause.into == state; });
  }

 private:
  template <class Predicate>
  probability<T> add(const Predicate& holds) const {
    if (causes.empty()) fail("failure_causes", "there are no failures to have a share of");
    T in = zero<T>();
    T out = zero<T>();
    for (const auto& cause : causes) (holds(cause) ? in : out) += cause.share.value();
    return both_sides("failure_causes", in, out);
  }
};

namespace detail {

/// Each part of a sum as a share of it; the other side is the sum of the others. Nothing where the
/// sum is 0 or infinite.
template <class T>
std::vector<std::optional<probability<T>>> shares_of(const std::vector<T>& parts) {
  const std::size_t n = parts.size();
  std::vector<T> others(n, zero<T>());
  T before = zero<T>();
  T after = zero<T>();
  for (std::size_t i = 0; i < n; ++i) {
    others[i] += before;
    others[n - 1 - i] += after;
    before += parts[i];
    after += parts[n - 1 - i];
  }
  std::vector<std::optional<probability<T>>> shares(n);
  if (!(before > zero<T>()) || !is_finite(before)) return shares;
  for (std::size_t i = 0; i < n; ++i)
    shares[i] = both_sides("failure_causes", T(parts[i] / before), T(others[i] / before));
  return shares;
}

/// The table for a chain that spends `time` in each up state, per unit of time or in all.
template <class T>
failure_causes<T> causes_of(const chain<T>& c, const state_set& up, const std::vector<T>& time,
                            const passage_options& options) {
  failure_causes<T> table{{}, zero<T>(), zero<T>()};
  if ((!up).empty()) return table;
  const std::vector<T> outage = first_passage<T>(c, up, options).mean_times();
  std::vector<T> frequency;
  std::vector<T> downtime;
  for (const std::size_t i : up.states())
    for (const auto [j, rate] : c.row(i)) {
      if (up.contains(j) || !(time[i] > zero<T>())) continue;
      frequency.push_back(time[i] * rate);
      if (!(frequency.back() > zero<T>()) || !is_finite(frequency.back()))
        give_up("failure_causes", "the frequency of failures from " + c.name(i) + " to " +
                                      c.name(j) + " is out of the range of the scalar type");
      downtime.push_back(frequency.back() * outage[j]);
      table.causes.push_back(
          {i, j, c.name(i), c.name(j), {}, frequency.back(), c.duration(outage[j]), {}});
      table.per_hour += frequency.back();
      table.downtime_per_hour += downtime.back();
    }
  const auto share = shares_of(frequency);
  const auto downtime_share = shares_of(downtime);
  for (std::size_t k = 0; k < share.size(); ++k) {
    table.causes[k].share = *share[k];
    table.causes[k].downtime_share = downtime_share[k];
  }
  std::stable_sort(table.causes.begin(), table.causes.end(),
                   [](const auto& a, const auto& b) { return b.per_hour < a.per_hour; });
  return table;
}

}  // namespace detail

/// The ways to fail in the long run. A table without causes when the system does not fail again and
/// again. *Throws* as steady_state. *Cost*: one steady state, one first passage from the down
/// states.
template <class T>
[[nodiscard]] failure_causes<T> long_run_failures(const chain<T>& c, const up_states& up = {},
                                                  const steady_options& options = {}) {
  const state_set set = up.of("long_run_failures", c);
  auto table =
      detail::causes_of(c, set, steady_state(c, options).mass, detail::passage_options_of(options));
  const T unit = constant<T>(c.unit().count());
  for (auto& cause : table.causes) cause.per_hour = cause.per_hour / unit;
  table.per_hour = table.per_hour / unit;
  return table;
}

/// The ways in which the first failure comes, from a start among the up states. An outage that may
/// not end has an infinite mean, and then there are no shares of down time.
/// *Cost*: one first passage each of the up and of the down states.
template <class T>
[[nodiscard]] failure_causes<T> first_failure(const chain<T>& c, const start_of<T>& from,
                                              const up_states& up = {},
                                              const passage_options& options = {}) {
  const state_set set = up.of("first_failure", c);
  const std::vector<T> initial = from.of("first_failure", c);
  if ((!set).empty()) return detail::causes_of(c, set, initial, options);
  auto table =
      detail::causes_of(c, set, first_passage<T>(c, !set, options).sojourns(initial), options);
  table.downtime_per_hour = c.duration(table.downtime_per_hour).count();
  return table;
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::failure_causes<double> nines::long_run_failures(
    const nines::chain<double>&, const nines::up_states&, const nines::steady_options&);
extern template nines::failure_causes<double> nines::first_failure<double>(
    const nines::chain<double>&, const nines::start<double>&, const nines::up_states&,
    const nines::passage_options&);
#endif
