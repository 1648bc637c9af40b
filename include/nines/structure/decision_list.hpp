// SPDX-License-Identifier: BSL-1.0
// The decisions of a compiled structure, as compile() makes them: gates of independent inputs are
// chains (all of, exclusive or) and lattices (k of n) at once.
#pragma once

#include <algorithm>
#include <nines/structure/decision_graph.hpp>
#include <nines/structure/gate_graph.hpp>

namespace nines::detail {

/// The decisions of a compiled structure, as they are made.
class decision_list {
 public:
  explicit decision_list(std::size_t parts) : first_(static_cast<std::uint32_t>(parts + 1)) {}

  /// If `selector` then `high` else `low`.
  literal decide(literal selector, literal high, literal low) {
    if (high == low) return high;
    if (selector.negated()) std::swap(high, low);
    if (high == always_true && low == always_false) return selector.plain();
    if (high == always_false && low == always_true) return !selector.plain();
    decisions_.push_back({selector.index(), high, low});
    return literal(first_ + static_cast<std::uint32_t>(decisions_.size() - 1));
  }
  literal all_of(const std::vector<literal>& inputs) {
    literal rest = always_true;
    for (std::size_t i = inputs.size(); i-- > 0;) rest = decide(inputs[i], rest, always_false);
    return rest;
  }
  literal parity(const std::vector<literal>& inputs) {
    literal rest = always_false;
    for (std::size_t i = inputs.size(); i-- > 0;) rest = decide(inputs[i], !rest, rest);
    return rest;
  }
  /// enough[j]: that j of the inputs from the i-th on are true.
  literal at_least(std::size_t k, const std::vector<literal>& inputs) {
    std::vector<literal> enough(k + 1, always_false);
    enough[0] = always_true;
    for (std::size_t i = inputs.size(); i-- > 0;)  // a threshold that is out of reach is not asked
      for (std::size_t j = std::min(k, inputs.size() - i); j > 0 && j + i >= k; --j)
        enough[j] = decide(inputs[i], enough[j - 1], enough[j]);
    return enough[k];
  }
  /// The gate of inputs that are independent of each other.
  literal gate(const gate_graph::node& like, const std::vector<literal>& inputs) {
    switch (like.kind) {
      case gate_kind::conjunction:
        return all_of(inputs);
      case gate_kind::threshold:
        return at_least(like.number, inputs);
      case gate_kind::parity:
        return parity(inputs);
      default:
        return decide(inputs[0], inputs[1], inputs[2]);
    }
  }
  /// Says that a slot is asked at that place in the module that it selects in.
  void rank(literal selector, std::size_t place) {
    if (ranks_.size() <= selector.index())
      ranks_.resize(selector.index() + 1, compiled_structure::no_rank);
    ranks_[selector.index()] = static_cast<std::uint32_t>(place);
  }
  std::vector<compiled_structure::decision> release() { return std::move(decisions_); }
  std::vector<std::uint32_t> release_ranks() { return std::move(ranks_); }

 private:
  std::uint32_t first_;
  std::vector<std::uint32_t> ranks_;
  std::vector<compiled_structure::decision> decisions_;
};

}  // namespace nines::detail
