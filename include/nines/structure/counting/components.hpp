// SPDX-License-Identifier: BSL-1.0
// Components of what is left of a circuit: parts that share no open node.
//
// A gate with a value that its inputs do not imply yet is a demand on them; an open gate matters if
// a demand, or an open gate that matters, has it as an input. All else can be forgotten: a gate
// that nobody asks about has some value. What is left falls into components, which are independent.
//
// Each has a key of 128 bits: the exclusive or of random ones, one for each of its nodes and what
// is left of it. Two of n different components have the same key with a probability of less than
// n n / 2^129 (1e-23 for 1e8).
// Index: component caching, Zobrist key.
#pragma once

#include <nines/structure/counting/circuit_state.hpp>

namespace nines::detail {

/// What a component is remembered by.
struct component_key {
  std::uint64_t first = 0, second = 0;
  friend bool operator==(const component_key&, const component_key&) = default;
  void mix(const component_key& other) {
    first ^= other.first;
    second ^= other.second;
  }
};

/// Nodes that lie side by side in a list, those to be asked for and those that demand.
struct component {
  std::uint32_t begin = 0, end = 0;  ///< where they are
  std::uint16_t variable = 0;        ///< the open node to be decided first
  component_key key = {};
};

/// Divides what is left into components.
class component_finder {
 public:
  /// `rank` says which node is decided first: the one of the smallest rank.
  component_finder(const circuit_state& state, std::vector<std::uint16_t> rank)
      : state_(state), rank_(std::move(rank)), marks_(state.size()), first_key_(state.size()) {
    for (std::uint32_t i = 0; i < state.size(); ++i) {
      first_key_[i] = static_cast<std::uint32_t>(keys_.size());
      const std::size_t residues = state.is_leaf(i) ? 1 : 3 * (state.threshold(i) + 1);
      for (std::size_t k = 0; k < residues; ++k) keys_.push_back({random(), random()});
    }
  }
  /// The whole circuit, as the first nodes of the list. The list is made empty before.
  component all() {
    nodes_.clear();
    for (std::uint32_t i = 0; i < state_.size(); ++i)
      nodes_.push_back(static_cast<std::uint16_t>(i));
    return {0, list_end()};
  }
  [[nodiscard]] std::uint32_t list_end() const { return static_cast<std::uint32_t>(nodes_.size()); }
  /// Shortens the list.
  void drop_nodes_after(std::uint32_t end) { nodes_.resize(end); }

  /// Adds the components of what is left of one, and their nodes to the list.
  void divide(const component& of, std::vector<component>& found) {
    mark(of);
    const std::size_t first = found.size();
    kept_.clear();
    for (std::uint32_t i = of.begin; i < of.end; ++i) {
      const std::uint16_t node = nodes_[i];
      if (marks_[node].stamp != stamp_) continue;
      kept_.push_back(node);
      if (root(node) == node) {
        marks_[node].place = static_cast<std::uint16_t>(found.size() - first);
        found.push_back({0, 0, no_variable});
      }
    }
    for (const std::uint16_t node : kept_) add(node, found[first + marks_[root(node)].place]);
    std::uint32_t at = list_end();
    for (std::size_t i = first; i < found.size(); ++i) {
      found[i].begin = at;
      at += std::exchange(found[i].end, at);
    }
    nodes_.resize(at);
    for (const std::uint16_t node : kept_)
      nodes_[found[first + marks_[root(node)].place].end++] = node;
  }

 private:
  static constexpr std::uint16_t no_variable = 0xffff;
  struct node_mark {
    std::uint32_t stamp = 0;            // of the last division in which it was kept
    std::uint16_t root = 0, place = 0;  // a node of its component, and which one that is
  };

  std::uint64_t random() {
    seed_ += 0x9e3779b97f4a7c15;
    std::uint64_t x = (seed_ ^ (seed_ >> 30U)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111eb;
    return x ^ (x >> 31U);
  }
  /// Marks what matters, from the gates that demand down, and joins what meets.
  void mark(const component& of) {
    ++stamp_;
    for (std::uint32_t i = of.end; i-- > of.begin;) {
      const std::uint16_t gate = nodes_[i];
      if (state_.is_leaf(gate)) break;  // nodes are sorted: leaves come first
      if (state_.value(gate) == circuit_state::open) {
        if (marks_[gate].stamp != stamp_) continue;
      } else {
        if (!state_.is_undecided(gate)) continue;
        keep(gate, gate);
      }
      const std::uint16_t top = root(gate);
      for (const std::uint16_t code : state_.inputs(gate)) {
        const auto input = static_cast<std::uint16_t>(code / 2U);
        if (state_.value(input) != circuit_state::open) continue;
        if (marks_[input].stamp != stamp_)
          keep(input, top);
        else
          marks_[root(input)].root = top;
      }
    }
  }
  void keep(std::uint16_t node, std::uint16_t root) {
    marks_[node].stamp = stamp_;
    marks_[node].root = root;
  }
  std::uint16_t root(std::uint16_t node) {
    while (marks_[node].root != node) node = marks_[node].root = marks_[marks_[node].root].root;
    return node;
  }
  void add(std::uint16_t node, component& to) {
    ++to.end;
    std::size_t what = first_key_[node];
    const std::uint8_t value = state_.value(node);
    if (!state_.is_leaf(node)) what += 3 * state_.residue(node) + value;
    to.key.mix(keys_[what]);
    if (value == circuit_state::open &&
        (to.variable == no_variable || rank_[node] < rank_[to.variable]))
      to.variable = node;
  }

  const circuit_state& state_;
  std::vector<std::uint16_t> rank_;
  std::vector<std::uint16_t> nodes_, kept_;
  std::vector<node_mark> marks_;
  std::vector<std::uint32_t> first_key_;
  std::vector<component_key> keys_;
  std::uint32_t stamp_ = 0;
  std::uint64_t seed_ = 1307;
};

}  // namespace nines::detail
