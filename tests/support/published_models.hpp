// SPDX-License-Identifier: BSL-1.0
// Chains that the literature measures solvers by, and some of our own, written down from their
// descriptions; for tests and benchmarks. Each function explores one:
//
//   const auto c = nines_test::cluster(16).chain();      // labels and rewards as named below
//
// Rates are doubles in every precision, so that runs in double and in 100 digits solve the same
// chain. How many states and transitions each has is in tests/markov/explore_test.cpp.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <nines/markov/chain/explore.hpp>

namespace nines_test {

// ---- Workstation cluster: two sub-clusters of n, each behind a switch, joined by a backbone, and
// one repair unit. Haverkort, Hermanns & Katoen, "On the use of model checking techniques for
// dependability evaluation", SRDS 2000. Hours.

struct cluster_state {
  std::int16_t left, right;                          // workstations that work
  std::uint8_t left_switch, right_switch, backbone;  // 1: works
  enum : std::uint8_t { idle, on_left, on_right, on_left_switch, on_right_switch, on_backbone };
  std::uint8_t repair;
  auto operator<=>(const cluster_state&) const = default;
};

class cluster_rules {
 public:
  explicit cluster_rules(int n) : n_(static_cast<std::int16_t>(n)) {}

  [[nodiscard]] cluster_state all_up() const { return {n_, n_, 1, 1, 1, cluster_state::idle}; }

  /// Some k workstations that are connected.
  [[nodiscard]] static bool connects(const cluster_state& s, int k) {
    return (s.left >= k && s.left_switch == 1) || (s.right >= k && s.right_switch == 1) ||
           (s.left + s.right >= k && s.left_switch + s.right_switch + s.backbone == 3);
  }
  [[nodiscard]] bool minimum(const cluster_state& s) const { return connects(s, 3 * n_ / 4); }
  [[nodiscard]] bool premium(const cluster_state& s) const { return connects(s, n_); }

  template <class Emit>
  void operator()(const cluster_state& s, Emit& emit) const {
    part(s, emit, s.left, n_, 1.0 / 500, &cluster_state::left, cluster_state::on_left, 2);
    part(s, emit, s.right, n_, 1.0 / 500, &cluster_state::right, cluster_state::on_right, 2);
    part(s, emit, s.left_switch, 1, 1.0 / 4000, &cluster_state::left_switch,
         cluster_state::on_left_switch, 0.25);
    part(s, emit, s.right_switch, 1, 1.0 / 4000, &cluster_state::right_switch,
         cluster_state::on_right_switch, 0.25);
    part(s, emit, s.backbone, 1, 1.0 / 5000, &cluster_state::backbone, cluster_state::on_backbone,
         0.125);
  }

 private:
  /// One kind of part fails, is inspected when the repair unit is idle, and is repaired.
  template <class Emit, class Count>
  static void part(const cluster_state& s, Emit& emit, int up, int all, double failure,
                   Count cluster_state::* count, std::uint8_t job, double repair) {
    if (up > 0) {
      cluster_state next = s;
      --(next.*count);
      emit(next, failure * up);
    }
    if (up < all && s.repair == cluster_state::idle) {
      cluster_state next = s;
      next.repair = job;
      emit(next, 10);
    }
    if (s.repair == job) {
      cluster_state next = s;
      next.repair = cluster_state::idle;
      ++(next.*count);
      emit(next, repair);
    }
  }

  std::int16_t n_;
};

/// Labels minimum (3/4 of one side connected), premium; reward time_not_min.
template <class T = double>
auto cluster(int n) {
  const cluster_rules rules(n);
  return nines::explore<T>(rules.all_up(), rules)
      .label("minimum", [&](const auto& s) { return rules.minimum(s); })
      .label("premium", [&](const auto& s) { return rules.premium(s); })
      .reward("time_not_min", [&](const auto& s) { return rules.minimum(s) ? 0 : 1; });
}

// ---- Tandem network: an M/Cox2/1 queue before an M/M/1 queue, each of capacity c. Hermanns,
// Meyer-Kayser & Siegle, "Multi terminal binary decision diagrams to represent and analyse
// continuous time Markov chains", NSMC 1999.

struct tandem_state {
  int first, second, phase;
  auto operator<=>(const tandem_state&) const = default;
};

/// Label full1 (the first queue is full); reward customers.
template <class T = double>
auto tandem(int c) {
  return nines::explore<T>(tandem_state{0, 0, 1},
                           [c](const tandem_state& s, auto& emit) {
                             if (s.first < c) emit({s.first + 1, s.second, s.phase}, 4.0 * c);
                             if (s.first > 0 && s.phase == 1) emit({s.first, s.second, 2}, 0.1 * 2);
                             if (s.first > 0 && s.second < c)
                               emit({s.first - 1, s.second + 1, 1}, s.phase == 1 ? 0.9 * 2 : 2);
                             if (s.second > 0) emit({s.first, s.second - 1, s.phase}, 4);
                           })
      .label("full1", [c](const tandem_state& s) { return s.first == c; })
      .reward("customers", [](const tandem_state& s) { return s.first + s.second; });
}

// ---- Flexible manufacturing system: n pallets of each of three kinds of part on three machines.
// Ciardo & Trivedi, "A decomposition approach for stochastic reward net models", Performance
// Evaluation 18, 1993.

struct fms_state {
  // For each kind (1, 2, 3, and 1 joined with 2): raw parts, at its machine, finished.
  std::array<std::int8_t, 4> raw, machine, done;
  std::int8_t first_waits, second_waits;  // for its partner, to be joined
  auto operator<=>(const fms_state&) const = default;
};

class fms_rules {
 public:
  explicit fms_rules(int n) : n_(n) {}

  [[nodiscard]] fms_state start() const {
    const auto n = static_cast<std::int8_t>(n_);
    return {{n, n, n, 0}, {}, {}, 0, 0};
  }
  /// The rate at which parts of a kind leave for their machine: transports are shared.
  [[nodiscard]] double departure(const fms_state& s, std::size_t kind) const {
    const int carried = s.raw[0] + s.raw[1] + s.raw[2] + s.raw[3];
    const double pallets = 3 * n_ / 2;  // rounded down
    return carried == 0 ? 0 : s.raw[kind] * std::min(1.0, pallets / carried);
  }

  template <class Emit>
  void operator()(const fms_state& s, Emit& emit) const {
    for (std::size_t kind = 0; kind < 4; ++kind) {
      fms_state next = s;
      --next.raw[kind];
      ++next.machine[kind];
      if (s.raw[kind] > 0) emit(next, departure(s, kind));
      if (s.done[kind] > 0) emit(unloaded(s, kind), 1.0 / 60);
    }
    const int busy_first = std::min<int>(s.machine[0], 3);
    const int busy_second = std::min<int>(s.machine[1], 1);
    finish(s, emit, 0, 0.2 * busy_first);
    finish(s, emit, 1, 0.1 * busy_second);
    finish(s, emit, 2, busy_second == 0 && s.machine[2] > 0 ? 0.5 : 0);  // the third kind gives way
    finish(s, emit, 3, std::min<int>(s.machine[3], 2));
    join(s, emit, 0, 0.05 * busy_first, &fms_state::first_waits, &fms_state::second_waits);
    join(s, emit, 1, 1.0 / 15 * busy_second, &fms_state::second_waits, &fms_state::first_waits);
  }

 private:
  /// All finished parts of a kind leave, and as many raw ones come.
  [[nodiscard]] static fms_state unloaded(fms_state s, std::size_t kind) {
    const std::int8_t parts = std::exchange(s.done[kind], std::int8_t{0});
    const auto add = [parts](std::int8_t& to) { to = static_cast<std::int8_t>(to + parts); };
    if (kind < 3) {
      add(s.raw[kind]);
    } else {
      add(s.raw[0]);
      add(s.raw[1]);
    }
    return s;
  }
  template <class Emit>
  static void finish(fms_state s, Emit& emit, std::size_t kind, double rate) {
    if (!(rate > 0)) return;
    --s.machine[kind];
    ++s.done[kind];
    emit(s, rate);
  }
  template <class Emit>
  static void join(fms_state s, Emit& emit, std::size_t kind, double rate,
                   std::int8_t fms_state::* own, std::int8_t fms_state::* other) {
    if (!(rate > 0)) return;
    --s.machine[kind];
    if (s.*other > 0) {
      --(s.*other);
      ++s.raw[3];
    } else {
      ++(s.*own);
    }
    emit(s, rate);
  }

  int n_;
};

/// Reward productivity.
template <class T = double>
auto fms(int n) {
  const fms_rules rules(n);
  return nines::explore<T>(rules.start(), rules).reward("productivity", [&](const fms_state& s) {
    return 400 * rules.departure(s, 0) + 600 * rules.departure(s, 1) + 100 * rules.departure(s, 2) +
           1100 * rules.departure(s, 3);
  });
}

// ---- Kanban: four cells with t cards each; parts of cell 1 split into one for cell 2 and one for
// cell 3, which cell 4 joins. Ciardo & Tilgner, "On the use of Kronecker operators for the solution
// of generalized stochastic Petri nets", ICASE 96-35, 1996.

struct kanban_state {
  std::array<std::int8_t, 4> machine, redo, done;
  auto operator<=>(const kanban_state&) const = default;
  [[nodiscard]] int parts(std::size_t cell) const {
    return machine[cell] + redo[cell] + done[cell];
  }
};

/// Reward throughput (parts that enter).
template <class T = double>
auto kanban(int t) {
  static constexpr std::array<double, 4> redo_rates{0.36, 0.42, 0.39, 0.33};
  static constexpr std::array<double, 4> done_rates{0.84, 0.98, 0.91, 0.77};
  const auto rules = [t](const kanban_state& s, auto& emit) {
    const auto move = [&](double rate, std::int8_t& from, std::int8_t& to,
                          const kanban_state& next) {
      --from;
      ++to;
      emit(next, rate);
    };
    for (std::size_t cell = 0; cell < 4; ++cell) {
      kanban_state next = s;
      if (s.machine[cell] > 0) move(redo_rates[cell], next.machine[cell], next.redo[cell], next);
      next = s;
      if (s.machine[cell] > 0) move(done_rates[cell], next.machine[cell], next.done[cell], next);
      next = s;
      if (s.redo[cell] > 0) move(0.3, next.redo[cell], next.machine[cell], next);
    }
    kanban_state next = s;
    ++next.machine[0];
    if (s.parts(0) < t) emit(next, 1.0);
    next = s;
    --next.done[0];
    ++next.machine[1];
    ++next.machine[2];
    if (s.done[0] > 0 && s.parts(1) < t && s.parts(2) < t) emit(next, 0.4);
    next = s;
    --next.done[1];
    --next.done[2];
    ++next.machine[3];
    if (s.done[1] > 0 && s.done[2] > 0 && s.parts(3) < t) emit(next, 0.5);
    next = s;
    --next.done[3];
    if (s.done[3] > 0) emit(next, 0.9);
  };
  return nines::explore<T>(kanban_state{}, rules).reward("throughput", [t](const kanban_state& s) {
    return s.parts(0) < t ? 1.0 : 0.0;
  });
}

// ---- Cyclic server polling of n stations. Ibe & Trivedi, "Stochastic Petri net models of polling
// systems", IEEE JSAC 8(9), 1990.

struct poll_state {
  std::uint32_t waiting;  // a bit for each station with a job
  std::int16_t server;    // at which station
  std::int16_t serving;   // 1: serves it, 0: polls
  auto operator<=>(const poll_state&) const = default;
};

/// Label s1w (station 1 waits); reward waiting.
template <class T = double>
auto poll(int n) {
  const auto rules = [n](const poll_state& s, auto& emit) {
    const auto next_station = static_cast<std::int16_t>((s.server + 1) % n);
    const std::uint32_t own = 1U << s.server;
    for (int i = 0; i < n; ++i)
      if ((s.waiting >> i & 1U) == 0) emit({s.waiting | 1U << i, s.server, s.serving}, 1.0 / n);
    if (s.serving == 1)
      emit({s.waiting & ~own, next_station, 0}, 1);
    else if ((s.waiting & own) != 0)
      emit({s.waiting, s.server, 1}, 200);
    else
      emit({s.waiting, next_station, 0}, 200);
  };
  const auto first_waits = [](const poll_state& s) {
    return (s.waiting & 1U) != 0 && !(s.server == 0 && s.serving == 1);
  };
  return nines::explore<T>(poll_state{0, 0, 0}, rules)
      .label("s1w", first_waits)
      .reward("waiting", [first_waits](const poll_state& s) { return first_waits(s) ? 1 : 0; });
}

// ---- Our own. Hours; all start in the all-up state.

struct koon {
  int n, k;
  double failure_rate, repair_rate;
  int crews;
};

/// k of n: the state is how many have failed. Label up.
template <class T = double>
auto k_of_n(const koon& m) {
  return nines::explore<T>(0,
                           [m](int failed, auto& emit) {
                             if (failed < m.n) emit(failed + 1, (m.n - failed) * m.failure_rate);
                             if (failed > 0)
                               emit(failed - 1, std::min(failed, m.crews) * m.repair_rate);
                           })
      .label("up", [m](int failed) { return m.n - failed >= m.k; });
}

/// 3 of 5 in two environments that hardly ever change; environment 1 has ten times the failures.
/// The long-run probability of environment 1 is 0.25 exactly. Labels up, env1.
template <class T = double>
auto k_of_n_in_environments(double switching = 1e-10) {
  struct state {
    int failed, environment;
  };
  return nines::explore<T>(state{0, 0},
                           [switching](const state& s, auto& emit) {
                             const double failure_rate = s.environment == 1 ? 1e-4 * 10 : 1e-4;
                             if (s.failed < 5)
                               emit({s.failed + 1, s.environment}, (5 - s.failed) * failure_rate);
                             if (s.failed > 0) emit({s.failed - 1, s.environment}, s.failed);
                             emit({s.failed, 1 - s.environment},
                                  s.environment == 0 ? switching : 3 * switching);
                           })
      .label("up", [](const state& s) { return 5 - s.failed >= 3; })
      .label("env1", [](const state& s) { return s.environment == 1; });
}

/// A unit that is repaired in minutes and wears out in centuries: ok, fault, dead. Labels up, dead.
template <class T = double>
auto mission() {
  enum class unit { ok, fault, dead };
  return nines::explore<T>(unit::ok,
                           [](unit s, auto& emit) {
                             if (s == unit::ok) emit(unit::fault, 1e-3);
                             if (s == unit::fault) emit(unit::ok, 10);
                             if (s != unit::dead) emit(unit::dead, 1e-6);
                           })
      .label("up", [](unit s) { return s == unit::ok; })
      .label("dead", [](unit s) { return s == unit::dead; });
}

struct stiff_state {
  std::array<std::int16_t, 4> failed;  // of pools A and B, controllers C, power units D
  std::int16_t crashed;
  auto operator<=>(const stiff_state&) const = default;
};

/// Two pools of n units, three controllers, two power units; one crew, which the last kind preempts
/// first; one in a thousand failures of C and D is uncovered and crashes the system until it is
/// rebooted. Labels up, crash.
template <class T = double>
auto stiff(int n) {
  const auto rules = [n](const stiff_state& s, auto& emit) {
    const std::array<int, 4> units{n, n, 3, 2};
    static constexpr std::array<double, 4> failure{1e-3, 2e-4, 1e-7, 1e-9};
    static constexpr std::array<double, 4> repair{0.5, 0.25, 0.1, 0.02};
    for (std::size_t kind = 0; kind < 4; ++kind) {
      if (s.failed[kind] >= units[kind] || (kind >= 2 && s.crashed != 0)) continue;
      stiff_state next = s;
      ++next.failed[kind];
      const double rate = (units[kind] - s.failed[kind]) * failure[kind];
      emit(next, kind < 2 ? rate : rate * (1 - 1e-3));
      next.crashed = 1;
      if (kind >= 2) emit(next, rate * 1e-3);
    }
    stiff_state next = s;
    next.crashed = 0;
    if (s.crashed != 0) return emit(next, 720);
    for (std::size_t kind = 4; kind-- > 0;)
      if (s.failed[kind] > 0) {
        --next.failed[kind];
        return emit(next, repair[kind]);
      }
  };
  return nines::explore<T>(stiff_state{}, rules)
      .label("up",
             [n](const stiff_state& s) {
               const auto& f = s.failed;
               return s.crashed == 0 && f[0] <= n / 2 && f[1] <= n / 2 && f[2] <= 2 && f[3] <= 1;
             })
      .label("crash", [](const stiff_state& s) { return s.crashed != 0; });
}

}  // namespace nines_test
