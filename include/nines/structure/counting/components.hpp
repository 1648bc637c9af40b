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
struct open_component {
  std::uint32_t begin = 0, end = 0;  ///< where they are
  std::uint16_t variable = 0;        ///< the open node to be decided first
  std::uint32_t rank = 0xffffffff;   ///< the least one: that of this node
  component_key key = {};
};

/// Divides what is left into components.
class component_finder {
 public:
  /// Of open nodes the one of the least depth is decided first; of equal ones that of which most
  /// is demanded.
  component_finder(const circuit_state& state, std::vector<std::uint32_t> depth)
      : state_(state),
        depth_(std::move(depth)),
        marks_(state.size()),
        place_(state.size()),
        first_key_(state.size()) {
    for (std::uint32_t i = 0; i < state.size(); ++i) {
      first_key_[i] = static_cast<std::uint32_t>(keys_.size());
      const std::size_t residues = state.is_leaf(i) ? 1 : 3 * (state.threshold(i) + 1);
      for (std::size_t k = 0; k < residues; ++k) keys_.push_back({random(), random()});
    }
  }
  /// The whole circuit, as the first nodes of the list. The list is made empty before.
  open_component all() {
    nodes_.clear();
    for (std::uint32_t i = 0; i < state_.size(); ++i)
      nodes_.push_back(static_cast<std::uint16_t>(i));
    return {0, list_end()};
  }
  [[nodiscard]] std::uint32_t list_end() const { return static_cast<std::uint32_t>(nodes_.size()); }
  /// Shortens the list.
  void drop_nodes_after(std::uint32_t end) { nodes_.resize(end); }

  /// Adds the components of what is left of one, and their nodes to the list.
  void divide(const open_component& of, std::vector<open_component>& found) {
    mark(of);
    if (pieces_ == 1)
      add_whole(of, found);
    else if (pieces_ > 1)
      add_pieces(of, found);
  }

 private:
  struct node_mark {
    std::uint32_t stamp = 0;            // of the last division in which it was kept
    std::uint16_t root = 0, score = 0;  // a node of its component; how much is asked of it
  };

  std::uint64_t random() {
    seed_ += 0x9e3779b97f4a7c15;
    std::uint64_t x = (seed_ ^ (seed_ >> 30U)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111eb;
    return x ^ (x >> 31U);
  }
  /// Marks what matters, from the gates that demand down, and joins what meets.
  void mark(const open_component& of) {
    ++stamp_;
    pieces_ = 0;
    for (std::uint32_t i = of.end; i-- > of.begin;) {
      const std::uint16_t gate = nodes_[i];
      if (state_.is_leaf(gate)) break;  // nodes are sorted: leaves come first
      const bool demands = state_.value(gate) != circuit_state::open;
      if (demands && state_.is_undecided(gate)) {
        keep(gate, gate);
        ++pieces_;
      }
      if (marks_[gate].stamp == stamp_) mark_inputs(gate, demands ? 3 : 1);
    }
  }
  void mark_inputs(std::uint16_t gate, std::uint16_t score) {
    const std::uint16_t top = root(gate);
    for (const std::uint16_t code : state_.inputs(gate)) {
      const auto input = static_cast<std::uint16_t>(code / 2U);
      if (state_.value(input) != circuit_state::open) continue;
      if (marks_[input].stamp != stamp_) {
        keep(input, top);
      } else if (const std::uint16_t other = root(input); other != top) {
        marks_[other].root = top;
        --pieces_;
      }
      marks_[input].score = static_cast<std::uint16_t>(marks_[input].score + score);
    }
  }
  void keep(std::uint16_t node, std::uint16_t root) { marks_[node] = {stamp_, root, 0}; }
  std::uint16_t root(std::uint16_t node) {
    while (marks_[node].root != node) node = marks_[node].root = marks_[marks_[node].root].root;
    return node;
  }
  /// All of it hangs together.
  void add_whole(const open_component& of, std::vector<open_component>& found) {
    open_component whole{list_end(), list_end()};
    for (std::uint32_t i = of.begin; i < of.end; ++i) {
      const std::uint16_t node = nodes_[i];
      if (marks_[node].stamp != stamp_) continue;
      nodes_.push_back(node);
      add(node, whole);
    }
    found.push_back(whole);
  }
  void add_pieces(const open_component& of, std::vector<open_component>& found) {
    const std::size_t first = found.size();
    kept_.clear();
    for (std::uint32_t i = of.begin; i < of.end; ++i) {
      const std::uint16_t node = nodes_[i];
      if (marks_[node].stamp != stamp_) continue;
      kept_.push_back(node);
      if (root(node) != node) continue;
      place_[node] = static_cast<std::uint16_t>(found.size() - first);
      found.emplace_back();
    }
    for (const std::uint16_t node : kept_) add(node, found[first + place_[root(node)]]);
    std::uint32_t at = list_end();
    for (std::size_t i = first; i < found.size(); ++i) {
      found[i].begin = at;
      at += std::exchange(found[i].end, at);
    }
    nodes_.resize(at);
    for (const std::uint16_t node : kept_) nodes_[found[first + place_[root(node)]].end++] = node;
  }
  void add(std::uint16_t node, open_component& to) {
    ++to.end;
    const std::uint8_t value = state_.value(node);
    const std::size_t what = state_.is_leaf(node) ? 0 : 3 * state_.residue(node) + value;
    to.key.mix(keys_[first_key_[node] + what]);
    if (value != circuit_state::open) return;
    const std::uint32_t rank = (depth_[node] << 16U) + (0xffffU - marks_[node].score);
    if (rank >= to.rank) return;
    to.rank = rank;
    to.variable = node;
  }

  const circuit_state& state_;
  std::vector<std::uint32_t> depth_;
  std::vector<std::uint16_t> nodes_, kept_;
  std::vector<node_mark> marks_;
  std::vector<std::uint16_t> place_;  // of the component of a root among those found
  std::vector<std::uint32_t> first_key_;
  std::vector<component_key> keys_;
  std::uint32_t stamp_ = 0, pieces_ = 0;
  std::uint64_t seed_ = 1307;
};

}  // namespace nines::detail
