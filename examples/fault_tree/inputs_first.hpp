// SPDX-License-Identifier: BSL-1.0
// The order in which gates, or expressions, can be computed: each behind its inputs.
#pragma once

#include <cstdint>
#include <vector>

namespace fault_tree {

/// What can be reached from the last of `roots`, from the one before it, and so on, each behind its
/// inputs; there are `count` numbers. for_each_input(i, f) calls f with each input of i. Where an
/// input leads back to itself, fail(path, i, input), which throws, is called with the path to i,
/// on which there are also siblings that wait. A stack takes the place of recursion: paths may be
/// of any length.
template <class ForEachInput, class Fail>
std::vector<std::size_t> inputs_first(std::size_t count, std::vector<std::size_t> roots,
                                      const ForEachInput& for_each_input, const Fail& fail) {
  enum class state : std::uint8_t { unseen, open, done };
  std::vector<state> states(count, state::unseen);
  std::vector<std::size_t> order, stack = std::move(roots);
  while (!stack.empty()) {
    const std::size_t i = stack.back();
    if (states[i] != state::unseen) {
      stack.pop_back();
      if (states[i] == state::open) order.push_back(i);
      states[i] = state::done;
      continue;
    }
    states[i] = state::open;
    for_each_input(i, [&](std::size_t input) {
      if (states[input] == state::open) fail(stack, i, input);
      if (states[input] == state::unseen) stack.push_back(input);
    });
  }
  return order;
}

}  // namespace fault_tree
