// SPDX-License-Identifier: BSL-1.0
// downtime_estimate(gate, window): the down time of a path in a window, by simulation, for paths
// that are no chain (path_chain.hpp): a failover takes time or may fail, only some requests need a
// service, there are too many states.
//
// Parts fail and are repaired independently, with exponential times; a failover begins when its
// first alternative goes down, works with its probability, and is done after its time. Down time is
// the share of requests that fail, added up over time; requests that fail by their luck though they
// are tried again are no outage. One course is followed and cut into windows, of which the first is
// left out; errors are those of 32 batches of windows one after the other. Seeded: the same answer
// each time, on each machine with the same logarithm. Cost: `events` changes of a part, each as
// many steps as there are parts; each set of parts that is down is evaluated once, of the 1e5 that
// are met first.
// Index: Monte Carlo simulation of a service.
#pragma once

#include <cstdint>
#include <nines/inline.hpp>
#include <nines/slo/downtime/initial_condition.hpp>
#include <nines/topology/gate_system.hpp>

namespace nines {

/// How much is simulated.
struct path_simulation_options {
  double events = 1e6;     ///< failures and repairs of parts, about
  std::uint64_t seed = 1;  ///< of the generator, a 64-bit Mersenne twister
  /// How the windows begin that count: with the path up, down, or however.
  initial_condition start = initial_condition::stationary;
};

/// The down time of a path in a window, estimated. Immutable; asked like a distribution.
class downtime_estimate {
 public:
  /// Simulates. *Throws* domain_error where an mttr is missing or the window is not more than 0,
  /// convergence_error where fewer than 64 windows of that start fit into the events, or the gate
  /// is not exact.
  template <class Rep, class Period>
  downtime_estimate(const gate_system& of, std::chrono::duration<Rep, Period> window,
                    const path_simulation_options& options = {})
      : window_(count_in<double>(window)) {
    require_positive_finite_duration("downtime_estimate", "window", window);
    run(of, options);
  }

  /// How many windows there were.
  [[nodiscard]] std::size_t windows() const { return downs_.size(); }
  /// That the down time is at most that long: a share of the windows.
  [[nodiscard]] probability<double> cdf(hours_in<double> down) const;
  /// A whole curve.
  [[nodiscard]] std::vector<probability<double>> cdf(
      const std::vector<hours_in<double>>& downs) const;
  /// That it is longer.
  [[nodiscard]] probability<double> survival(hours_in<double> down) const { return !cdf(down); }
  /// The standard error of that probability, from batches; where no window is longer that of one
  /// in all of them.
  [[nodiscard]] double standard_error(hours_in<double> down) const;
  /// The shortest down time that is not exceeded in that share of the windows.
  [[nodiscard]] hours_in<double> quantile(const probability<double>& p) const;
  /// Their mean.
  [[nodiscard]] hours_in<double> mean() const;
  /// The window.
  [[nodiscard]] hours_in<double> window() const { return hours_in<double>(window_); }

 private:
  void run(const gate_system& of, const path_simulation_options& options);

  double window_;
  std::vector<double> downs_, sorted_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/topology/impl/path_simulation.hpp>
#endif
