// SPDX-License-Identifier: BSL-1.0
// The engine behind path_chain(gate): kinds of like parts as the states of a chain.
#pragma once

#include <nines/markov/chain/explore.hpp>
#include <nines/markov/lumping/coarsest_lumping.hpp>
#include <nines/topology/path_chain.hpp>

namespace nines {

namespace detail {

/// The kinds of like parts below a gate that fail and are repaired.
class part_kinds {
 public:
  /// How many of each kind are down.
  using state = std::vector<int>;

  explicit part_kinds(const gate_system& of) : of_(of), values_(of.graph().part_values()) {
    const service_graph& graph = of.graph();
    const auto used = graph.parts_below(of.gate());
    std::vector<std::size_t> kind(graph.parts.size(), graph.parts.size());
    for (std::size_t i = 0; i < used.size(); ++i) {
      const model_part& part = graph.parts[i];
      const bool is_certain = part.up.complement() == 0 || part.up.value() == 0;
      if (!used[i] || is_certain) continue;
      if (!can_fail(graph, part))
        fail("path_chain", "\"" + part.name + "\" is luck, and no state of a chain");
      std::size_t& of_twin = kind[part.twin];
      if (of_twin == graph.parts.size()) {
        of_twin = parts_.size();
        parts_.emplace_back();
      }
      parts_[of_twin].push_back(i);
    }
  }
  [[nodiscard]] state all_up() const {
    state none_down(parts_.size(), 0);
    return none_down;
  }
  /// The product of (parts of a kind + 1).
  [[nodiscard]] double state_count() const {
    double product = 1;
    for (const auto& each : parts_) product *= static_cast<double>(each.size() + 1);
    return product;
  }
  /// The next states and their rates, an hour.
  template <class Emit>
  void leave(const state& from, Emit& emit) const {
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      const model_part& part = of_.graph().parts[parts_[k].front()];
      const double repair = 1 / part.mttr->count();
      const int up = static_cast<int>(parts_[k].size()) - from[k];  // a count
      state next = from;
      if (up > 0) {
        next[k] = from[k] + 1;
        emit(next, up * repair * part.up.complement() / part.up.value());
      }
      if (from[k] > 0) {
        next[k] = from[k] - 1;
        emit(next, from[k] * repair);
      }
    }
  }
  [[nodiscard]] bool is_up(const state& of) const {
    auto values = values_;
    for (std::size_t k = 0; k < parts_.size(); ++k)
      for (std::size_t i = 0; i < parts_[k].size(); ++i)
        values[parts_[k][i]] = static_cast<int>(i) < of[k] ? probability<double>::never()
                                                           : probability<double>::always();
    return of_.up(values).value() > 0;
  }
  /// The probability of a state in the long run: a product of binomial ones.
  [[nodiscard]] double weight(const state& of) const {
    double product = 1;
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      const auto& up = of_.graph().parts[parts_[k].front()].up;
      const auto n = static_cast<int>(parts_[k].size());
      for (int i = 0; i < n; ++i) product *= i < of[k] ? up.complement() : up.value();
      for (int i = 0; i < of[k]; ++i) product *= static_cast<double>(n - i) / (i + 1);
    }
    return product;
  }

 private:
  const gate_system& of_;
  std::vector<probability<double>> values_;
  std::vector<std::vector<std::size_t>> parts_;
};

}  // namespace detail

NINES_INLINE path_chain_model path_chain(const gate_system& of, double state_limit) {
  std::string unknown = unknown_rate(of.graph(), of.gate());
  if (unknown.empty()) unknown = not_only_outages(of.graph(), of.gate());
  if (!unknown.empty()) fail("path_chain", unknown);
  if (!detail::timed_failovers(of.graph(), of.gate()).empty())
    fail("path_chain", "a failover that takes time is no state of this chain");
  const detail::part_kinds kinds(of);
  if (!(kinds.state_count() <= state_limit))
    give_up("path_chain", "there are " + describe(kinds.state_count()) +
                              " states, but state_limit is " + describe(state_limit));
  using state = detail::part_kinds::state;
  auto explored =
      explore(kinds.all_up(), [&kinds](const state& from, auto& emit) { kinds.leave(from, emit); });
  explored.label("up", [&kinds](const state& each) { return kinds.is_up(each); });
  std::vector<double> mass;
  for (const auto& each : explored.states()) mass.push_back(kinds.weight(each));
  auto lumped = coarsest_lumping(explored.chain());
  auto long_run = lumped.sums(mass);
  return {std::move(lumped.chain), std::move(long_run), mass.size()};
}

}  // namespace nines
