// SPDX-License-Identifier: BSL-1.0
// The engine behind downtime_estimate: the course of a path, and its windows.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <nines/topology/path_simulation.hpp>
#include <random>
#include <unordered_map>

namespace nines {

namespace detail {

/// A path that goes through its states in continuous time.
class path_course {
 public:
  path_course(const gate_system& of, std::uint64_t seed)
      : of_(of), random_(seed), values_(of.graph().part_values()) {
    const service_graph& graph = of.graph();
    const auto used = graph.parts_below(of.gate());
    for (std::size_t i = 0; i < graph.parts.size(); ++i) {
      const model_part& part = graph.parts[i];
      if (!used[i] || !can_fail(graph, part)) continue;
      const double down = part.up.complement() * part.outages.value();
      const double up = part.up.value() + part.up.complement() * part.outages.complement();
      const double repair = 1 / part.mttr->count();
      units_.push_back({i, repair * down / up, repair});
      values_[i] = probability<double>::always();
    }
    most_kept_ = std::min<std::size_t>(100'000, 4'000'000 / (units_.size() + 1));
    const auto below = graph.gates_below(of.gate());
    for (std::size_t g = 0; g <= of.gate(); ++g)
      if (below[g] && graph.gates[g].what == service_gate::kind::failover)
        failovers_.push_back({g, graph.gates[graph.gates[g].inputs[1]].number});
    update();
  }
  /// Whether anything ever changes.
  [[nodiscard]] bool moves() const { return now_.rate > 0; }
  /// The share of requests that fail now.
  [[nodiscard]] double failing() const { return now_.failing; }
  /// The hours until the next change, which is made then.
  double step() {
    const double wait = -std::log(uniform()) / now_.rate;
    double soonest = never;
    for (const auto& each : failovers_) soonest = std::min(soonest, each.done_in);
    if (soonest <= wait) {
      pass(soonest);
      for (auto& each : failovers_)
        if (each.done_in == 0) set(each, true);
      update();
      return soonest;
    }
    pass(wait);
    change_one();
    return wait;
  }

 private:
  static constexpr double never = std::numeric_limits<double>::infinity();
  static constexpr std::size_t unkept = std::numeric_limits<std::size_t>::max();
  struct unit {
    std::size_t part;
    double failure, repair;  // an hour
    bool is_down = false;
  };
  struct failover {
    std::size_t gate, works;
    bool first_is_up = true;
    double done_in = never;  // hours
  };

  /// Which parts are down, and which failovers done, decides these.
  struct state {
    double failing = 0, rate = 0;  // the share of requests; of changes, an hour
    std::size_t number = unkept;   // of those that are kept
  };

  /// In (0, 1].
  double uniform() { return (static_cast<double>(random_() >> 11) + 1) * 0x1p-53; }
  void pass(double hours) {
    for (auto& each : failovers_)
      each.done_in = each.done_in <= hours ? 0 : each.done_in - hours;  // times of the course
  }
  void set(failover& of, bool works) {
    values_[of.works] = works ? probability<double>::always() : probability<double>::never();
    of.done_in = never;
  }
  void change_one() {
    const std::size_t i = any_unit();
    unit& changed = units_[i];
    changed.is_down = !changed.is_down;
    values_[changed.part] =
        changed.is_down ? probability<double>::never() : probability<double>::always();
    const std::size_t before = now_.number;
    if (before != unkept && next_[before * units_.size() + i] != 0) {
      now_ = kept_[next_[before * units_.size() + i] - 1];
      return;
    }
    if (!update() && before != unkept && now_.number != unkept)
      next_[before * units_.size() + i] = static_cast<std::uint32_t>(now_.number) + 1;
  }
  /// The one that changes, by its rate.
  std::size_t any_unit() {
    double left = uniform() * now_.rate;
    for (std::size_t i = 0; i + 1 < units_.size(); ++i) {
      left -= units_[i].is_down ? units_[i].repair : units_[i].failure;
      if (!(left > 0)) return i;
    }
    return units_.size() - 1;
  }
  /// Failovers begin, and are forgotten; inner ones first. Whether any did.
  bool update() {
    bool any = false;
    for (auto& each : failovers_) {
      const service_gate& gate = of_.graph().gates[each.gate];
      const bool is_up = serves(gate.inputs[0]);
      if (is_up == each.first_is_up) continue;
      any = true;
      each.first_is_up = is_up;
      const bool works = !is_up && uniform() <= gate.switching.success.value();
      set(each, works && !gate.switching.time);
      if (works && gate.switching.time) each.done_in = gate.switching.time->count();
    }
    look_up();
    return any;
  }
  /// The state as it is now; each of the first is evaluated once.
  void look_up() {
    key_.clear();
    for (const auto& each : units_) key_.push_back(each.is_down);
    for (const auto& each : failovers_)
      key_.push_back(!each.first_is_up && values_[each.works].value() > 0);
    const auto found = numbers_.find(key_);
    if (found != numbers_.end()) {
      now_ = kept_[found->second];
      return;
    }
    now_ = {.failing = of_.up(values_).complement()};
    for (const auto& each : units_) now_.rate += each.is_down ? each.repair : each.failure;
    if (kept_.size() == most_kept_) return;
    now_.number = kept_.size();
    numbers_.emplace(key_, now_.number);
    kept_.push_back(now_);
    next_.resize(kept_.size() * units_.size());
  }
  /// Whether a gate is up, for a request that needs all.
  [[nodiscard]] bool serves(std::size_t g) const {
    const service_gate& gate = of_.graph().gates[g];
    if (gate.what == service_gate::kind::leaf) {
      const model_part& part = of_.graph().parts[gate.number];
      const bool is_luck = of_.graph().units[part.unit].what == model_unit::kind::request;
      return is_luck ? part.up.value() >= 1 : values_[gate.number].value() > 0;
    }
    std::size_t up = 0;
    for (const std::size_t input : gate.inputs) up += serves(input) ? 1U : 0U;
    if (gate.what == service_gate::kind::every) return up == gate.inputs.size();
    if (gate.what == service_gate::kind::any) return up > 0;
    if (gate.what == service_gate::kind::threshold) return up >= gate.number;
    return serves(gate.inputs[0]) || (serves(gate.inputs[1]) && serves(gate.inputs[2]));
  }

  const gate_system& of_;
  std::mt19937_64 random_;
  std::vector<probability<double>> values_;
  std::vector<unit> units_;
  std::vector<failover> failovers_;
  std::vector<bool> key_;  // the parts that are down, and the failovers that are done
  state now_;
  std::size_t most_kept_ = 0;
  std::vector<state> kept_;
  std::unordered_map<std::vector<bool>, std::size_t> numbers_;
  /// Of a kept state and a unit, the kept state after that changes, plus 1, where no failover
  /// begins then, nor is forgotten; 0 where that is not known.
  std::vector<std::uint32_t> next_;
};

}  // namespace detail

NINES_INLINE probability<double> downtime_estimate::cdf(hours_in<double> down) const {
  const auto more = sorted_.end() - std::upper_bound(sorted_.begin(), sorted_.end(),
                                                     down.count() + 1e-12 * window_);
  const auto kept = static_cast<double>(sorted_.size()) - static_cast<double>(more);  // counts
  return probability<double>::from_computed_sides(
      kept / static_cast<double>(sorted_.size()),
      static_cast<double>(more) / static_cast<double>(sorted_.size()));
}

NINES_INLINE std::vector<probability<double>> downtime_estimate::cdf(
    const std::vector<hours_in<double>>& downs) const {
  std::vector<probability<double>> list;
  list.reserve(downs.size());
  for (const auto& each : downs) list.push_back(cdf(each));
  return list;
}

NINES_INLINE double downtime_estimate::standard_error(hours_in<double> down) const {
  constexpr std::size_t batches = 32;
  const double mean = survival(down).value();
  const auto all = static_cast<double>(downs_.size());
  double squares = 0;
  for (std::size_t b = 0; b < batches; ++b) {
    const std::size_t from = b * downs_.size() / batches;
    const std::size_t to = (b + 1) * downs_.size() / batches;
    double more = 0;
    for (std::size_t i = from; i < to; ++i)
      more += downs_[i] > down.count() + 1e-12 * window_ ? 1 : 0;
    const double away = more / static_cast<double>(to - from) - mean;  // an error estimate
    squares += away * away;
  }
  return std::max(std::sqrt(squares / (batches * (batches - 1.0))), 1 / all);
}

NINES_INLINE hours_in<double> downtime_estimate::quantile(const probability<double>& p) const {
  const double last = static_cast<double>(sorted_.size()) - 1;  // an index
  const double at = std::ceil(p.value() * static_cast<double>(sorted_.size()) * (1 - 1e-12)) - 1;
  return hours_in<double>(sorted_[static_cast<std::size_t>(std::min(std::max(at, 0.0), last))]);
}

NINES_INLINE hours_in<double> downtime_estimate::mean() const {
  double sum = 0;
  for (const double each : downs_) sum += each;
  return hours_in<double>(sum / static_cast<double>(downs_.size()));
}

NINES_INLINE void downtime_estimate::run(const gate_system& of,
                                         const path_simulation_options& options) {
  const std::string unknown = unknown_rate(of.graph(), of.gate());
  if (!unknown.empty()) fail("downtime_estimate", unknown);
  detail::path_course course(of, options.seed);
  if (!course.moves()) fail("downtime_estimate", "nothing fails");
  double down = 0;
  double left = window_;
  bool counts = false;  // the first window is left out
  double failing = course.failing();
  for (double events = 0; events < options.events; ++events) {
    double time = course.step();
    for (; time >= left; left = window_) {
      if (counts) downs_.push_back(down + left * failing);
      time -= left;  // times of the course
      down = 0;
      counts = options.start == initial_condition::stationary ||
               (options.start == initial_condition::up) == (failing < 0.5);
    }
    down += time * failing;
    left -= time;  // times of the course
    failing = course.failing();
  }
  if (downs_.size() < 64)
    give_up("downtime_estimate",
            "only " + describe(downs_.size()) + " windows begin like that; allow more events");
  sorted_ = downs_;
  std::sort(sorted_.begin(), sorted_.end());
}

}  // namespace nines
