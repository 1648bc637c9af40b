// SPDX-License-Identifier: BSL-1.0
// Open nodes that are alike: what is still to be decided about each is the same.
//
// Two nodes whose undecided links lead to the same nodes, with the same probabilities, may change
// places in a state and nothing that follows differs. So states are counted once that differ in
// nothing else: the cores of a group in a fat-tree, the spines of a leaf-spine fabric, the nodes of
// a complete graph, as long as their links are equally good. A state is brought to the form in
// which the blocks of alike nodes are sorted: by how many nodes of each kind a block has, by the
// others in it, and by its mark. That form is found from sums of hashes; two blocks that differ and
// have equal sums would only cost states.
// Index: automorphism of a network, symmetric states.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace nines::detail {

/// A place on the frontier.
using frontier_slot = std::uint16_t;

/// Classes of slots whose nodes are alike: of each its size, then its slots.
struct twin_classes {
  const frontier_slot* begin = nullptr;
  const frontier_slot* end = nullptr;
};

/// In how many ways, as a natural logarithm, so many open nodes may have one of j + 1 colours each;
/// of m alike ones it matters how many have each: binomial(m + j, j).
inline double log_colourings(double open, const twin_classes& twins, double j) {
  double all = 0;
  for (const frontier_slot* c = twins.begin; c != twins.end; c += *c + 1) {
    const double m = *c;
    open -= m;                                                                // a count
    all += std::lgamma(m + j + 1) - std::lgamma(m + 1) - std::lgamma(j + 1);  // a prediction
  }
  return all + open * std::log(j + 1);
}

/// A number, mixed: sums of different ones differ.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}
template <std::size_t N>
constexpr std::array<std::uint64_t, N> mixed_numbers() {
  std::array<std::uint64_t, N> list{};
  for (std::size_t i = 0; i < N; ++i) list[i] = mixed(i);
  return list;
}

/// Sorts the lanes of each class by what their blocks are. block_of(lane) is the lowest slot of the
/// block, or N for a node that is down; the lanes then hold the old lowest slots. Returns whether
/// any lane has moved.
template <class Lane, std::size_t N, class Block, class Marked>
bool sort_twins(Lane (&lane)[N], const twin_classes& classes, const Block& block_of,
                const Marked& is_marked) {
  static constexpr auto role = mixed_numbers<N + 2>();
  std::uint64_t key[N + 1] = {};
  for (std::size_t i = 0; i < N; ++i) {
    const std::size_t block = block_of(lane[i]);
    key[block] += role[i];
    if (block == i && is_marked(lane[i])) key[block] += role[N + 1];
  }
  for (const frontier_slot* c = classes.begin; c != classes.end; c += *c + 1)
    for (const frontier_slot* s = c + 1; s <= c + *c; ++s)
      key[block_of(lane[*s])] += role[c[1]] - role[*s];  // hashes: the first's instead
  key[N] = 0;
  bool has_moved = false;
  for (const frontier_slot* c = classes.begin; c != classes.end; c += *c + 1)
    for (std::size_t i = 2; i <= *c; ++i) {
      const Lane moving = lane[c[i]];
      const auto rank = [&](Lane each) { return std::pair(key[block_of(each)], block_of(each)); };
      std::size_t to = i;
      for (; to > 1 && rank(moving) < rank(lane[c[to - 1]]); --to) lane[c[to]] = lane[c[to - 1]];
      lane[c[to]] = moving;
      has_moved |= to != i;
    }
  return has_moved;
}

}  // namespace nines::detail
