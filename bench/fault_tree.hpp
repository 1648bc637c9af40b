// SPDX-License-Identifier: BSL-1.0
// A random fault tree over shared events, made by whatever has part, all_of, any_of and at_least:
// the same for each library that is timed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

/// Each gate has two to four inputs, gates further down, and events from a window that moves along,
/// so that neighbours share them; `vote(inputs)` makes each seventh gate. The top.
template <class Builder, class Vote>
auto random_fault_tree(Builder& b, std::size_t gates, std::size_t events, const Vote& vote) {
  std::uint64_t state = 88172645463325252U;
  const auto below = [&state](std::size_t bound) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return std::size_t{state % bound};
  };
  using node = decltype(b.part(std::string()));
  std::vector<node> nodes(gates);
  for (std::size_t g = gates; g-- > 0;) {
    std::vector<node> inputs;
    for (std::size_t child = 2 * g + 1; child <= 2 * g + 2; ++child)
      if (child < gates) inputs.push_back(nodes[child]);
    while (inputs.size() < 3) {
      const std::size_t window = g * events / gates + below(6);
      inputs.push_back(b.part(std::to_string(window % events)));
    }
    nodes[g] = g % 7 == 3 ? vote(inputs) : g % 2 == 0 ? b.any_of(inputs) : b.all_of(inputs);
  }
  return nodes[0];
}

}  // namespace bench
