// SPDX-License-Identifier: BSL-1.0
// How gates are folded, and found in the table.
#pragma once

#include <algorithm>
#include <nines/structure/gate_graph.hpp>

namespace nines {

NINES_INLINE gate_graph::gate_graph() : nodes_(1), table_(64) {}
NINES_INLINE literal gate_graph::part(std::uint32_t number) {
  return find_or_add(gate_kind::part, number, {});
}
NINES_INLINE literal gate_graph::all_of(std::vector<literal> inputs) {
  std::sort(inputs.begin(), inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  if (!inputs.empty() && inputs.front() == always_true) inputs.erase(inputs.begin());
  if (inputs.empty()) return always_true;
  if (inputs.front() == always_false || has_opposites(inputs)) return always_false;
  if (inputs.size() == 1) return inputs.front();
  return find_or_add(gate_kind::conjunction, 0, inputs);
}
NINES_INLINE literal gate_graph::any_of(std::vector<literal> inputs) {
  for (literal& each : inputs) each = !each;
  return !all_of(std::move(inputs));
}
NINES_INLINE literal gate_graph::at_least(std::size_t k, std::vector<literal> inputs) {
  std::sort(inputs.begin(), inputs.end());
  drop_decided(k, inputs);
  if (k == 0) return always_true;
  if (k > inputs.size()) return always_false;
  if (k == 1) return any_of(std::move(inputs));
  if (k == inputs.size()) return all_of(std::move(inputs));
  const bool opposite = mostly_negated(inputs);
  if (opposite) {
    for (literal& each : inputs) each = !each;
    k = inputs.size() - k + 1;
    std::sort(inputs.begin(), inputs.end());
  }
  return find_or_add(gate_kind::threshold, static_cast<std::uint32_t>(k), inputs) ^ opposite;
}
NINES_INLINE literal gate_graph::parity(std::vector<literal> inputs) {
  bool odd = false;
  for (literal& each : inputs) {
    odd = odd != each.negated();
    each = each.plain();
  }
  std::sort(inputs.begin(), inputs.end());
  std::vector<literal> left;  // x xor x is false
  for (const literal each : inputs)
    if (!left.empty() && left.back() == each)
      left.pop_back();
    else
      left.push_back(each);
  if (!left.empty() && left.front() == always_true) {
    left.erase(left.begin());
    odd = !odd;
  }
  if (left.empty()) return always_false ^ odd;
  if (left.size() == 1) return left.front() ^ odd;
  return find_or_add(gate_kind::parity, 0, left) ^ odd;
}
NINES_INLINE literal gate_graph::if_then_else(literal condition, literal yes, literal no) {
  if (condition.negated()) return if_then_else(!condition, no, yes);
  if (yes == no || condition == always_true) return yes;
  if (yes == !no) return parity({condition, no});
  if (yes == always_true || yes == condition) return any_of({condition, no});
  if (yes == always_false || yes == !condition) return all_of({!condition, no});
  if (no == always_false || no == condition) return all_of({condition, yes});
  if (no == always_true || no == !condition) return any_of({!condition, yes});
  const bool opposite = yes.negated();
  const std::vector<literal> inputs = {condition, yes ^ opposite, no ^ opposite};
  return find_or_add(gate_kind::if_then_else, 0, inputs) ^ opposite;
}
NINES_INLINE literal gate_graph::same_gate(const node& like, std::vector<literal> inputs) {
  switch (like.kind) {
    case gate_kind::constant:
      return always_true;
    case gate_kind::part:
      return part(like.number);
    case gate_kind::conjunction:
      return all_of(std::move(inputs));
    case gate_kind::threshold:
      return at_least(like.number, std::move(inputs));
    case gate_kind::parity:
      return parity(std::move(inputs));
    case gate_kind::if_then_else:
      break;
  }
  return if_then_else(inputs[0], inputs[1], inputs[2]);
}
NINES_INLINE bool gate_graph::has_opposites(const std::vector<literal>& sorted) {
  return std::adjacent_find(sorted.begin(), sorted.end(),
                            [](literal a, literal b) { return b == !a; }) != sorted.end();
}
NINES_INLINE void gate_graph::drop_decided(std::size_t& k, std::vector<literal>& sorted) {
  std::vector<literal> left;
  const auto met = [&k] { k = k == 0 ? 0 : k - 1; };
  for (const literal each : sorted) {
    if (each == always_true) {
      met();
    } else if (!left.empty() && each == !left.back()) {
      left.pop_back();
      met();
    } else if (each != always_false) {
      left.push_back(each);
    }
  }
  sorted = std::move(left);
}
NINES_INLINE bool gate_graph::mostly_negated(const std::vector<literal>& inputs) {
  const auto negated = static_cast<std::size_t>(
      std::count_if(inputs.begin(), inputs.end(), [](literal each) { return each.negated(); }));
  if (2 * negated == inputs.size()) return inputs.front().negated();
  return 2 * negated > inputs.size();
}
NINES_INLINE literal gate_graph::find_or_add(gate_kind kind, std::uint32_t number,
                                             std::span<const literal> inputs) {
  if (2 * nodes_.size() > table_.size()) grow_table();
  std::size_t slot = hash(kind, number, inputs) & (table_.size() - 1);
  for (; table_[slot] != 0; slot = (slot + 1) & (table_.size() - 1))
    if (is_same(table_[slot], kind, number, inputs)) return literal(table_[slot]);
  if (nodes_.size() >= 0x7fffffff || inputs_.size() + inputs.size() > 0xffffffff)
    detail::structure_too_large("there are more than 2^31 nodes, or 2^32 inputs of gates");
  table_[slot] = size();
  nodes_.push_back({kind, number, static_cast<std::uint32_t>(inputs_.size()),
                    static_cast<std::uint32_t>(inputs.size())});
  inputs_.insert(inputs_.end(), inputs.begin(), inputs.end());
  return literal(table_[slot]);
}
NINES_INLINE bool gate_graph::is_same(std::uint32_t index, gate_kind kind, std::uint32_t number,
                                      std::span<const literal> inputs) const {
  const node& there = nodes_[index];
  const auto others = this->inputs(index);
  return there.kind == kind && there.number == number &&
         std::equal(others.begin(), others.end(), inputs.begin(), inputs.end());
}
NINES_INLINE std::size_t gate_graph::hash(gate_kind kind, std::uint32_t number,
                                          std::span<const literal> inputs) {
  std::uint64_t h = static_cast<std::uint64_t>(kind) * 0x9e3779b97f4a7c15U + number;
  for (const literal each : inputs) {
    h = (h ^ each.code()) * 0xff51afd7ed558ccdU;
    h ^= h >> 32U;
  }
  h *= 0xc4ceb9fe1a85ec53U;
  return h ^ (h >> 29U);
}
NINES_INLINE void gate_graph::grow_table() {
  std::vector<std::uint32_t> larger(4 * table_.size());
  for (std::uint32_t i = 1; i < size(); ++i) {
    std::size_t slot = hash(nodes_[i].kind, nodes_[i].number, inputs(i)) & (larger.size() - 1);
    while (larger[slot] != 0) slot = (slot + 1) & (larger.size() - 1);
    larger[slot] = i;
  }
  table_ = std::move(larger);
}

}  // namespace nines
