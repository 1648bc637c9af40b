// SPDX-License-Identifier: BSL-1.0
// Birth-death processes some of whose steps take time: failover, reboot, election.
//
// A staged transition goes from i to i + 1 (or back) by way of a few stages in which nothing else
// happens. As much goes up between i and i + 1 as down, with or without staged_transitions, so the
// long run keeps its product form, and a stage holds  pi_from * rate * mean.  In a stage the group
// is down. Stages are short beside the time to another failure; that no unit fails or is repaired
// in them is the usual assumption. Accuracy: some n epsilon. Source: Heimann, Mittal & Trivedi
// 1990.
#pragma once

#include <nines/markov/models/birth_death.hpp>

namespace nines {

/// A stage on the way of a staged transition; one of length 0 is passed at once.
template <class T>
struct transition_stage {
  std::vector<std::string> labels;  ///< of its state; the first one names it
  T mean;                           ///< hours
};
/// A step from one number of failed units to the next or the last, by way of stages.
template <class T>
struct staged_transition {
  std::size_t from;                         ///< failed units before
  std::size_t to;                           ///< failed units after: from + 1 or from - 1
  T rate;                                   ///< per hour
  std::vector<transition_stage<T>> stages;  ///< in the order in which they are passed
};

/// A birth-death process with staged_transitions.
template <class T = double>
class staged_birth_death {
 public:
  using scalar_type = T;

  /// From the steps that are taken at once, and the others. *Throws* domain_error for a staged
  /// transition that is no step of the process or has a negative rate or mean.
  staged_birth_death(birth_death<T> at_once, std::vector<staged_transition<T>> staged_transitions)
      : at_once_(std::move(at_once)), staged_transitions_(std::move(staged_transitions)) {
    for (const auto& d : staged_transitions_) {
      const bool is_step = d.from + 1 == d.to || d.to + 1 == d.from;
      if (!is_step || !(std::max(d.from, d.to) < at_once_.size()))
        fail("staged_birth_death", "a staged transition leads from " + std::to_string(d.from) +
                                       " to " + std::to_string(d.to));
      check("rate of a staged transition", d.rate);
      for (const auto& s : d.stages) check("mean of a stage", s.mean);
    }
  }

  /// All steps as if none took time.
  [[nodiscard]] birth_death<T> without_stages() const {
    std::vector<T> births = at_once_.births();
    std::vector<T> deaths = at_once_.deaths();
    for (const auto& d : staged_transitions_)
      (d.from < d.to ? births[d.from] : deaths[d.to]) += d.rate;
    return {std::move(births), std::move(deaths)};
  }

  /// The share of time with fewer than `up` failed and in no staged transition, and how often that
  /// ends.
  [[nodiscard]] repairable<T> as_repairable(std::size_t up) const {
    check_up("as_repairable", up);
    const state_distribution<T> pi = without_stages().stationary();
    const auto is_up = state_set::where(at_once_.size(), [up](std::size_t i) { return i < up; });
    const probability<T> level = pi.in(is_up);
    T failures = pi.mass[up - 1] * at_once_.births()[up - 1];
    for (const auto& d : staged_transitions_)
      if (d.from < up && (takes_time(d) || d.to >= up)) failures += pi.mass[d.from] * d.rate;
    const T on_the_way = time_in_stages(pi);
    const T total = one<T>() + on_the_way;
    return {probability<T>::from_computed_sides(T(level.value() / total),
                                                T((level.complement() + on_the_way) / total)),
            T(failures / total)};
  }
  /// The time in stages for each hour that the process without them, of long run `pi`, takes.
  [[nodiscard]] T time_in_stages(const state_distribution<T>& pi) const {
    T sum = zero<T>();
    for (const auto& d : staged_transitions_) sum += pi.mass[d.from] * d.rate * length(d);
    if (!is_finite(sum))
      give_up("staged_birth_death", "the time in stages exceeds the range of the scalar type");
    return sum;
  }
  /// The mean time from 0 failed to the first stage or the first time that `up` are failed.
  [[nodiscard]] hours_in<T> mttf(std::size_t up) const {
    check_up("mttf", up);
    std::vector<T> births = at_once_.births();
    std::vector<T> deaths = at_once_.deaths();
    std::vector<T> exits(births.size() + 1, zero<T>());
    for (const auto& d : staged_transitions_) {
      T& on = d.from < d.to ? births[d.from] : deaths[d.to];
      (takes_time(d) ? exits[d.from] : on) += d.rate;
    }
    return hours_in<T>(
        detail::time_to_leave<T>(std::span(births).first(up), deaths, std::span(exits).first(up)));
  }

  /// The chain: beside "0 failed", "1 failed", ... a state for each stage, such as "takeover from 1
  /// failed". Labels: "up", "degraded", and those of the stages.
  [[nodiscard]] chain<T> as_chain(std::size_t up) const { return builder(up).build(); }
  /// The same, for more to be added before it is built.
  [[nodiscard]] chain_builder<T> builder(std::size_t up) const {
    check_up("as_chain", up);
    chain_builder<T> b = at_once_.builder(up);
    std::vector<std::string> names = at_once_.names();
    for (const auto& d : staged_transitions_) {
      std::size_t here = d.from;
      T rate = d.rate;
      for (const auto& stage : d.stages) {
        const bool is_passed = stage.mean > zero<T>() && d.rate > zero<T>();
        std::vector<std::size_t> states;
        if (is_passed) {
          states.push_back(names.size());
          names.push_back(stage.labels.front() + " from " + at_once_.names()[d.from]);
          b.add(here, states.front(), rate);
          here = states.front();
          rate = one<T>() / stage.mean;
        }
        for (const auto& label : stage.labels) b.label(label, states);
      }
      b.add(here, d.to, rate);
    }
    return b.names(std::move(names));
  }

 private:
  static void check(std::string_view what, const T& x) {
    if (!is_nonnegative(x) || !is_finite(x))
      fail("staged_birth_death", what, x, "0 or more, and finite");
  }
  void check_up(std::string_view function, std::size_t up) const {
    if (up < 1 || !(up < at_once_.size()))
      fail("staged_birth_death::" + std::string(function), "up", up,
           "from 1 to less than the number of states, " + std::to_string(at_once_.size()));
  }
  static T length(const staged_transition<T>& d) {
    T sum = zero<T>();
    for (const auto& stage : d.stages) sum += stage.mean;
    return sum;
  }
  static bool takes_time(const staged_transition<T>& d) { return length(d) > zero<T>(); }

  birth_death<T> at_once_;
  std::vector<staged_transition<T>> staged_transitions_;
};

}  // namespace nines
