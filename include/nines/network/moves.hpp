// SPDX-License-Identifier: BSL-1.0
// What a step of a sweep does to a state: the nodes that enter, the link or node that is up or
// down, the nodes that leave.
//
// begin() lets nodes enter, and says whether the step's part matters: a link inside a block does
// not, nor the last one of a node that nothing has joined, nor does what a shared-risk group has
// taken down. take() then decides it; what does not matter is taken as down.
#pragma once

#include <nines/network/frontier_plan.hpp>
#include <nines/network/reachability.hpp>
#include <nines/network/state/marked_partition.hpp>

namespace nines::detail {

template <class State, class T>
class frontier_moves {
 public:
  explicit frontier_moves(const frontier_plan<T>& plan) : plan_(plan) {}

  bool begin(const frontier_step<T>& step, State& state) const {
    for (const frontier_slot* s = plan_.begin(step.enter_marked); s != plan_.end(step.enter_marked);
         ++s)
      state.mark(*s, is_source(step, *s));
    if (step.is_passed_on) return !state.is_alone(step.from);
    if (step.is_link && !state.can_join(step.from, step.to)) return false;
    if ((step.is_last_of_from && state.is_alone(step.from)) ||
        (step.is_last_of_to && state.is_alone(step.to)))
      return false;
    return std::none_of(plan_.begin(step.groups), plan_.end(step.groups),
                        [&](frontier_slot s) { return state.is_down(s); });
  }
  outcome take(const frontier_step<T>& step, State& state, bool is_up) const {
    if (step.is_passed_on) {
      if (!is_up && state.leave(step.from) == outcome::cut) return outcome::cut;
    } else if (step.is_link) {
      if (is_up && state.join(step.from, step.to, step.terminals_to_come) == outcome::connected)
        return outcome::connected;
    } else if (is_up) {
      if (step.is_terminal) state.mark(step.from, is_source(step, step.from));
    } else {
      if (step.is_terminal) return outcome::cut;
      state.take_down(step.from);
    }
    for (const frontier_slot* s = plan_.begin(step.leave); s != plan_.end(step.leave); ++s)
      if (state.leave(*s) == outcome::cut) return outcome::cut;
    if (step.twins.begin != step.twins.end)
      state.sort_alike({plan_.begin(step.twins), plan_.end(step.twins)});
    return state.settle(step.in_done, step.out_done);
  }

 private:
  [[nodiscard]] bool is_source(const frontier_step<T>& step, frontier_slot s) const {
    return step.is_source && s == plan_.source_slot();
  }

  const frontier_plan<T>& plan_;
};

/// Calls use(State()) with the smallest state that holds the plan's slots.
template <class T, class Use>
auto with_directed_state(const frontier_plan<T>& plan, const Use& use) {
  const std::size_t slots = plan.slot_count();
  if (slots <= 8) return use(reachability<std::uint8_t>());
  if (slots <= 16) return use(reachability<std::uint16_t>());
  if (slots <= 32) return use(reachability<std::uint32_t>());
  if (slots <= 64) return use(reachability<std::uint64_t>());
  give_up("network", "is directed, and has more than 64 nodes open at a time");
}
template <class T, class Use>
auto with_state(const frontier_plan<T>& plan, const Use& use) {
  if (plan.is_directed()) return with_directed_state(plan, use);
  using byte = std::uint8_t;
  const std::size_t slots = plan.slot_count();
  if (slots <= 16) return use(partition<byte, 16>());
  if (slots <= 32) return use(partition<byte, 32>());
  if (slots <= 64) return use(partition<byte, 64>());
  if (slots <= 127) return use(partition<byte, 128>());
  if (slots <= marked_partition::most_slots) return use(marked_partition());
  if (slots <= 512) return use(partition<frontier_slot, 512>());
  if (slots <= 2048) return use(partition<frontier_slot, 2048>());
  give_up("network", "has more than 2048 nodes open at a time");
}

}  // namespace nines::detail
