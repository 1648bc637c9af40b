// SPDX-License-Identifier: BSL-1.0
// circuit_state: which nodes of a circuit have a value, and what follows from it.
//
// A gate takes its value from its inputs as soon as these decide it, and gives the last inputs that
// could still decide it otherwise theirs: values are handed on in both directions until nothing
// follows any more. They are taken back in the opposite order.
#pragma once

#include <nines/structure/counting/circuit.hpp>

namespace nines::detail {

/// The values of the nodes of a circuit, and the order in which they came.
class circuit_state {
 public:
  static constexpr std::uint8_t open = 2;  ///< the value of a node that has none yet

  explicit circuit_state(const counting_circuit& of)
      : leaves_(of.leaves().size()), nodes_(of.size()), first_user_(of.size() + 1) {
    for (std::uint32_t i = 0; i < of.size(); ++i) {
      entry& now = nodes_[i];
      const auto inputs = of.inputs(i);
      now.first = static_cast<std::uint32_t>(inputs_.size());
      now.count = static_cast<std::uint16_t>(inputs.size());
      now.threshold = static_cast<std::uint16_t>(of.threshold(i));
      now.to_true = static_cast<std::int16_t>(now.threshold);
      now.to_false = static_cast<std::int16_t>(now.count - now.threshold + 1);
      for (const literal each : inputs) inputs_.push_back(static_cast<std::uint16_t>(each.code()));
    }
    find_users();
    value_.assign(of.size(), open);
  }

  /// True, false or open.
  [[nodiscard]] std::uint8_t value(std::uint32_t node) const { return value_[node]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] bool is_leaf(std::uint32_t node) const { return node < leaves_; }
  /// Whether the inputs of a gate leave its value open, whatever it was given.
  [[nodiscard]] bool is_undecided(std::uint32_t gate) const {
    return nodes_[gate].to_true > 0 && nodes_[gate].to_false > 0;
  }
  /// How many inputs are true, where that is not clear from which ones are open.
  [[nodiscard]] std::size_t residue(std::uint32_t gate) const {
    const entry& n = nodes_[gate];
    return n.threshold == n.count ? 0 : static_cast<std::size_t>(n.threshold - n.to_true);
  }
  [[nodiscard]] std::size_t threshold(std::uint32_t gate) const { return nodes_[gate].threshold; }
  /// Codes of literals.
  [[nodiscard]] std::span<const std::uint16_t> inputs(std::uint32_t gate) const {
    return {inputs_.data() + nodes_[gate].first, nodes_[gate].count};
  }
  /// The nodes that have a value, in order.
  [[nodiscard]] const std::vector<std::uint16_t>& trail() const { return trail_; }

  /// Gives a node a value, and others what follows. Returns whether there is no contradiction.
  bool decide(std::uint32_t node, bool value) {
    if (!put(node, value)) return false;
    while (done_ < trail_.size())
      if (!hand_on(trail_[done_++])) return false;
    return true;
  }
  /// Takes back all values but the first `count`.
  void undo(std::size_t count) {
    for (; trail_.size() > count; trail_.pop_back()) {
      const std::uint32_t node = trail_.back();
      if (done_ == trail_.size()) {
        for (const std::uint16_t use : users(node)) ++left(node, use);
        --done_;
      }
      value_[node] = open;
    }
  }

 private:
  struct entry {
    std::uint32_t first;  // input
    std::uint16_t count, threshold;
    std::int16_t to_true, to_false;  // inputs that are missing until the gate is true, or false
  };

  void find_users() {
    for (const std::uint16_t code : inputs_) ++first_user_[code / 2 + 1U];
    for (std::size_t i = 1; i < first_user_.size(); ++i) first_user_[i] += first_user_[i - 1];
    users_.resize(inputs_.size());
    auto place = first_user_;
    for (std::uint32_t gate = 0; gate < nodes_.size(); ++gate)
      for (const std::uint16_t code : inputs(gate))
        users_[place[code / 2U]++] = static_cast<std::uint16_t>(2 * gate + code % 2U);
  }
  [[nodiscard]] std::span<const std::uint16_t> users(std::uint32_t node) const {
    return {users_.data() + first_user_[node], users_.data() + first_user_[node + 1]};
  }
  /// What the value of a node brings a gate that uses it nearer to.
  std::int16_t& left(std::uint32_t input, std::uint16_t use) {
    entry& gate = nodes_[use / 2U];
    return value_[input] != use % 2U ? gate.to_true : gate.to_false;
  }
  bool hand_on(std::uint32_t node) {
    for (const std::uint16_t use : users(node)) --left(node, use);
    if (!is_leaf(node) && !settle(node)) return false;
    for (const std::uint16_t use : users(node))
      if (!settle(use / 2U)) return false;
    return true;
  }
  bool settle(std::uint32_t gate) {
    const entry& n = nodes_[gate];
    if (n.to_true <= 0) return put(gate, true);
    if (n.to_false <= 0) return put(gate, false);
    const std::uint8_t given = value_[gate];
    if (given != open && (given == 1 ? n.to_false : n.to_true) == 1)
      for (const std::uint16_t code : inputs(gate))
        if (value_[code / 2U] == open) put(code / 2U, given != code % 2U);
    return true;
  }
  bool put(std::uint32_t node, bool value) {
    if (value_[node] != open) return value_[node] == (value ? 1 : 0);
    value_[node] = value ? 1 : 0;
    trail_.push_back(static_cast<std::uint16_t>(node));
    return true;
  }

  std::size_t leaves_;
  std::vector<entry> nodes_;
  std::vector<std::uint8_t> value_;
  std::vector<std::uint16_t> inputs_, users_;
  std::vector<std::uint32_t> first_user_;
  std::vector<std::uint16_t> trail_;
  std::size_t done_ = 0;
};

}  // namespace nines::detail
