// SPDX-License-Identifier: BSL-1.0
// model_counter: the probability of a module by decisions on its gates and leaves, component by
// component.
//
//   P(c) = P(c, v true) + P(c, v false)        P(what is left) = product over its components
//
// A decided node gives others their values (circuit_state); what is left falls into components
// (component_finder), each of which is counted once and remembered. The nodes are decided in the
// order of a tree decomposition, from its middle outwards, so that components get small soon. Both
// sides are sums of products of probabilities. Exponential in the width at worst; no recursion.
// Sources: Sang et al. 2004 (component caching), Korhonen & Jarvisalo 2021 (the order).
#pragma once

#include <nines/structure/counting/component_cache.hpp>

namespace nines::detail {

/// What a node is worth as true, and as false.
template <class V>
struct side_pair {
  V up, down;
  [[nodiscard]] side_pair operator!() const { return {down, up}; }
};

/// Counts one circuit, with values that a ring adds and multiplies.
template <class Ring>
class model_counter {
 public:
  using value = typename Ring::value;

  /// The leaves have those values, in the order of the circuit.
  model_counter(Ring& ring, const counting_circuit& of, std::vector<side_pair<value>> leaves,
                double memory_limit, work_budget& work)
      : ring_(ring),
        top_(of.top()),
        leaves_(std::move(leaves)),
        state_(of),
        finder_(state_, best_decomposition(of.meetings(), decompositions).bag_depths()),
        known_(memory_limit),
        work_(work) {}
  /// What the top of the circuit is worth, true and false.
  [[nodiscard]] side_pair<value> both_sides() {
    const value up = count(!top_.negated());
    return {up, count(top_.negated())};
  }

 private:
  static constexpr std::uint64_t decompositions = 30;
  struct frame {
    open_component of;
    std::uint8_t next, end;  // the values of its variable that are to be tried
    bool is_begun;
    std::uint32_t trail, list;     // how long they were before
    std::uint32_t found, counted;  // its components on the stack: the first, and the next to count
    value product, sum;
  };

  value count(bool top_value) {
    open_component all = finder_.all();
    all.variable = static_cast<std::uint16_t>(top_.index());
    const auto first = static_cast<std::uint8_t>(top_value ? 1 : 0);
    push(all, first, static_cast<std::uint8_t>(first + 1));
    for (;;) {
      frame& now = frames_.back();
      if (now.is_begun && now.counted < found_.size()) {
        enter(now);
        continue;
      }
      if (now.is_begun) leave_branch(now);
      if (now.next < now.end) {
        begin_branch(now);
        continue;
      }
      const value sum = now.sum;
      const component_key key = now.of.key;
      frames_.pop_back();
      if (frames_.empty()) return sum;
      known_.insert(key, sum);
      finish_component(frames_.back(), sum);
    }
  }
  void push(const open_component& of, std::uint8_t first, std::uint8_t end) {
    frames_.push_back({of, first, end, false, 0, 0, 0, 0, ring_.one(), ring_.zero()});
  }
  /// The next component of a branch: known by now, or to be counted.
  void enter(frame& now) {
    const open_component next = found_[now.counted];
    if (const value* const known = known_.find(next.key)) {
      finish_component(now, *known);
    } else {
      work_.spend(1);
      push(next, 0, 2);
    }
  }
  void finish_component(frame& now, const value& worth) {
    now.product = ring_.times(now.product, worth);
    ++now.counted;
    if (ring_.is_zero(now.product)) found_.resize(now.counted);
  }
  void begin_branch(frame& now) {
    now.is_begun = true;
    now.trail = static_cast<std::uint32_t>(state_.trail().size());
    now.list = finder_.list_end();
    now.found = now.counted = static_cast<std::uint32_t>(found_.size());
    now.product = ring_.one();
    if (!state_.decide(now.of.variable, now.next++ != 0)) {
      now.product = ring_.zero();
      return;
    }
    for (std::size_t i = now.trail; i < state_.trail().size(); ++i) {
      const std::uint32_t node = state_.trail()[i];
      if (node < leaves_.size())
        now.product = ring_.times(now.product,
                                  state_.value(node) != 0 ? leaves_[node].up : leaves_[node].down);
    }
    if (ring_.is_zero(now.product)) return;
    finder_.divide(now.of, found_);
    multiply_known(now);
  }
  /// Takes the components of a new branch that are known; leaves the others, the smallest first.
  void multiply_known(frame& now) {
    std::size_t open = now.found;
    for (std::size_t i = now.found; i < found_.size(); ++i)
      if (const value* const known = known_.find(found_[i].key))
        now.product = ring_.times(now.product, *known);
      else
        found_[open++] = found_[i];
    found_.resize(ring_.is_zero(now.product) ? now.found : open);
    std::sort(found_.begin() + now.found, found_.end(),
              [](const open_component& a, const open_component& b) {
                return a.end - a.begin < b.end - b.begin;
              });
  }
  void leave_branch(frame& now) {
    now.sum = ring_.plus(now.sum, now.product);
    state_.undo(now.trail);
    finder_.drop_nodes_after(now.list);
    found_.resize(now.found);
    now.is_begun = false;
  }

  Ring& ring_;
  literal top_;
  std::vector<side_pair<value>> leaves_;
  circuit_state state_;
  component_finder finder_;
  component_cache<value> known_;
  work_budget& work_;
  std::vector<frame> frames_;
  std::vector<open_component> found_;
};

}  // namespace nines::detail
