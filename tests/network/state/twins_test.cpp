// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/state/marked_partition.hpp>
#include <vector>

#include "support/random.hpp"

using namespace nines;

namespace {

using slots = std::vector<detail::frontier_slot>;

/// A state in which some links between slots are up, after the slots have changed places; one slot
/// is a terminal, and one is down.
template <class State>
State joined_twins(const std::vector<std::pair<std::size_t, std::size_t>>& links,
                   const slots& place) {
  State state;
  state.mark(place[0]);
  state.take_down(place[3]);
  for (const auto& [a, b] : links)
    if (state.can_join(place[a], place[b])) state.join(place[a], place[b], 1);
  return state;
}

/// Slots 1 to 4 and 5 to 7 are alike, the others are not: any change of places among those of one
/// class must come to the same state.
template <class State>
void check_all_places(nines_test::random_source& random) {
  const slots list = {4, 1, 2, 3, 4, 3, 5, 6, 7};
  const detail::twin_classes classes{list.data(), list.data() + list.size()};
  for (int i = 0; i < nines_test::trials(200); ++i) {
    std::vector<std::pair<std::size_t, std::size_t>> links;
    for (int k = 0; k < 4; ++k) links.emplace_back(random.below(9), random.below(9));
    slots place = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    auto first = joined_twins<State>(links, place);
    first.sort_alike(classes);
    auto again = first;
    again.sort_alike(classes);
    CHECK(first == again);
    for (int k = 0; k < 10; ++k) {
      std::swap(place[1 + random.below(4)], place[1 + random.below(4)]);
      std::swap(place[5 + random.below(3)], place[5 + random.below(3)]);
      auto other = joined_twins<State>(links, place);
      other.sort_alike(classes);
      CHECK(first == other);
      CHECK(first.hash() == other.hash());
    }
  }
}

}  // namespace

TEST_CASE("states that differ only by which of alike nodes is which become one") {
  nines_test::random_source random(17);
  check_all_places<detail::partition<std::uint8_t, 16>>(random);
  check_all_places<detail::partition<detail::frontier_slot, 512>>(random);
  check_all_places<detail::marked_partition>(random);
}

TEST_CASE("states that differ in more stay apart") {
  using narrow = detail::partition<std::uint8_t, 16>;
  const slots list = {3, 1, 2, 3};
  const detail::twin_classes classes{list.data(), list.data() + list.size()};
  const auto sorted = [&](std::size_t a, std::size_t b) {
    narrow s;
    s.mark(0);
    s.join(static_cast<detail::frontier_slot>(a), static_cast<detail::frontier_slot>(b), 1);
    s.sort_alike(classes);
    return s;
  };
  CHECK(sorted(0, 1) == sorted(0, 3));
  CHECK(sorted(1, 2) == sorted(2, 3));
  CHECK(!(sorted(0, 1) == sorted(1, 2)));
  CHECK(!(sorted(4, 1) == sorted(5, 1)));
}
