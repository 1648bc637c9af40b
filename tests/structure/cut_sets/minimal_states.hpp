// SPDX-License-Identifier: BSL-1.0
// Minimal sets by enumeration of all states.
#pragma once

#include <algorithm>

#include "structure/random_structures.hpp"

namespace nines_test {

/// Minimal sets of parts, as bits, that bring an otherwise perfect system down (cut sets), or an
/// otherwise dead one up (path sets).
inline std::vector<state> minimal_states(const random_structure& drawn, bool cuts) {
  const state all = (state{1} << drawn.parts) - 1;
  std::vector<state> found;
  std::vector<state> by_size;
  for (state s = 0; s <= all; ++s) by_size.push_back(s);
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](state a, state b) { return count_up(a) < count_up(b); });
  for (const state s : by_size) {
    if (drawn.is_system_up(cuts ? all & ~s : s) == cuts) continue;
    const bool is_minimal = std::none_of(found.begin(), found.end(),
                                         [s](state smaller) { return (smaller & s) == smaller; });
    if (is_minimal) found.push_back(s);
  }
  return found;
}

}  // namespace nines_test
