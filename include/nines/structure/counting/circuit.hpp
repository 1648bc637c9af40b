// SPDX-License-Identifier: BSL-1.0
// counting_circuit: a module as gates that are true if at least k of their inputs are.
//
// All of n is n of n. An exclusive or, and an if-then-else, become three gates of two inputs. Nodes
// are leaves, then gates, inputs first, so that a gate has a greater number than its inputs.
#pragma once

#include <algorithm>
#include <nines/structure/counting/tree_decomposition.hpp>
#include <nines/structure/gate_graph.hpp>
#include <nines/structure/order.hpp>
#include <span>
#include <vector>

namespace nines::detail {

/// The gates of a module, all of one kind.
class counting_circuit {
 public:
  /// More nodes are not counted: their numbers have 15 bits, and pairs of them a bit each.
  static constexpr std::size_t most_nodes = 8192;

  /// The gates of a walk that was made in that graph.
  counting_circuit(const gate_graph& graph, const module_walk::walk& walk) : place_(graph.size()) {
    leaves_ = walk.leaves;
    std::sort(leaves_.begin(), leaves_.end());
    for (const std::uint32_t leaf : leaves_) place_[leaf] = literal(add(0, {}));
    for (const std::uint32_t gate : walk.gates) {
      std::vector<literal> inputs;
      for (const literal each : graph.inputs(gate))
        inputs.push_back(place_[each.index()] ^ each.negated());
      place_[gate] = made(graph[gate], inputs);
      top_ = place_[gate];
    }
  }
  [[nodiscard]] std::size_t size() const { return threshold_.size(); }
  /// The nodes of the graph that the leaves stand for: leaf i is node i.
  [[nodiscard]] const std::vector<std::uint32_t>& leaves() const { return leaves_; }
  /// The last gate, or its negation: what the module is.
  [[nodiscard]] literal top() const { return top_; }
  /// How many inputs make a gate true.
  [[nodiscard]] std::size_t threshold(std::uint32_t gate) const { return threshold_[gate]; }
  [[nodiscard]] std::span<const literal> inputs(std::uint32_t gate) const {
    return {inputs_.data() + first_[gate], inputs_.data() + first_[gate + 1]};
  }
  /// Which nodes meet in a gate; the last gate, which is given, meets none.
  [[nodiscard]] bit_graph meetings() const {
    bit_graph meet(size());
    for (std::uint32_t gate = 0; gate < size(); ++gate)
      for (const literal each : inputs(gate)) {
        meet.join(gate, each.index());
        for (const literal other : inputs(gate)) meet.join(each.index(), other.index());
      }
    meet.isolate(static_cast<std::uint32_t>(size() - 1));
    return meet;
  }

 private:
  std::uint32_t add(std::size_t k, const std::vector<literal>& inputs) {
    if (size() >= most_nodes)
      give_up("counting",
              "a module has more gates and parts than can be counted; ask for certain bounds");
    threshold_.push_back(k);
    inputs_.insert(inputs_.end(), inputs.begin(), inputs.end());
    first_.push_back(inputs_.size());
    return static_cast<std::uint32_t>(size() - 1);
  }
  literal both(literal a, literal b) { return literal(add(2, {a, b})); }
  literal made(const gate_graph::node& like, const std::vector<literal>& inputs) {
    switch (like.kind) {
      case gate_kind::conjunction:
        return literal(add(inputs.size(), inputs));
      case gate_kind::threshold:
        return literal(add(like.number, inputs));
      case gate_kind::parity: {
        literal odd = inputs[0];
        for (std::size_t i = 1; i < inputs.size(); ++i)
          odd = both(!both(odd, inputs[i]), !both(!odd, !inputs[i]));
        return odd;
      }
      default: {
        const literal yes = both(inputs[0], inputs[1]);
        return !both(!yes, !both(!inputs[0], inputs[2]));
      }
    }
  }

  std::vector<literal> place_;
  std::vector<std::uint32_t> leaves_;
  std::vector<std::size_t> threshold_;
  std::vector<std::size_t> first_ = {0};
  std::vector<literal> inputs_;
  literal top_;
};

}  // namespace nines::detail
