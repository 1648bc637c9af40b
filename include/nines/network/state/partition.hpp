// SPDX-License-Identifier: BSL-1.0
// The state of a sweep over an undirected network: which open nodes are joined by what is decided
// so far, and which of these blocks have a terminal.
//
// One lane for each slot holds the lowest slot of its block and a mark if the block has a terminal;
// a free slot holds itself, a node that is down has a lane of its own kind. So equal states have
// equal lanes, without relabelling, and all operations are loops over lanes that compilers turn
// into vector instructions. Source: Hardy, Lucet & Limnios 2007 (partitions on the frontier).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nines/network/state/twins.hpp>

namespace nines::detail {

/// What a step has come to: still open, or decided.
enum class outcome : unsigned char { open, connected, cut };

/// The bits of an object, mixed into a number: eight words at a time where there are many.
template <std::size_t Bytes>
std::uint64_t hash_of(const void* object) {
  static_assert(Bytes % 8 == 0);
  constexpr std::size_t chains = Bytes % 64 == 0 ? 8 : 1;
  std::uint64_t h[chains] = {};
  for (std::size_t i = 0; i < Bytes; i += 8 * chains)
    for (std::size_t c = 0; c < chains; ++c) {
      std::uint64_t word = 0;
      std::memcpy(&word, static_cast<const unsigned char*>(object) + i + 8 * c, 8);
      h[c] = (h[c] ^ word) * 0xff51afd7ed558ccdu;
      h[c] ^= h[c] >> 32;
    }
  std::uint64_t all = 0;
  for (std::size_t c = 0; c < chains; ++c) all = (all ^ h[c]) * 0x9e3779b97f4a7c15u;
  return all ^ all >> 29;
}

/// N lanes of an unsigned type; the highest bit of each is the mark.
template <class Lane, std::size_t N>
class partition {
 public:
  /// A lane more would be taken for a node that is down.
  static constexpr std::size_t most_slots =
      std::min<std::size_t>(N, static_cast<Lane>(static_cast<Lane>(~Lane{0}) >> 1));

  partition() {
    for (std::size_t i = 0; i < N; ++i) lane_[i] = static_cast<Lane>(i);
  }

  /// A node enters: a terminal, or one that is down. A node that is up and no terminal is as its
  /// free slot was.
  void mark(frontier_slot s, bool /*is_source*/ = false) {
    lane_[s] = static_cast<Lane>(lane_[s] | marked);
  }
  void take_down(frontier_slot s) { lane_[s] = down; }
  [[nodiscard]] bool is_down(frontier_slot s) const { return lane_[s] == down; }
  /// Whether a link between these two would change anything.
  [[nodiscard]] bool can_join(frontier_slot a, frontier_slot b) const {
    return lane_[a] != lane_[b] && !is_down(a) && !is_down(b);
  }
  /// Whether a node is up, in a block of its own, and no terminal.
  [[nodiscard]] bool is_alone(frontier_slot s) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < N; ++i) count += lane_[i] == static_cast<Lane>(s) ? 1u : 0u;
    return count == 1 && lane_[s] == static_cast<Lane>(s);
  }
  /// Joins two blocks. Connected, if both have terminals, and no other block has, nor comes one.
  outcome join(frontier_slot a, frontier_slot b, std::uint32_t terminals_to_come) {
    const Lane x = lane_[a], y = lane_[b];
    const auto block = static_cast<Lane>(std::min(x & label, y & label) | ((x | y) & marked));
    for (std::size_t i = 0; i < N; ++i)
      lane_[i] = lane_[i] == x || lane_[i] == y ? block : lane_[i];
    if ((x & y & marked) == 0 || terminals_to_come > 0) return outcome::open;
    bool others = false;
    for (std::size_t i = 0; i < N; ++i) others |= (lane_[i] & marked) != 0 && lane_[i] != block;
    return others ? outcome::open : outcome::connected;
  }
  /// A node leaves. Cut, if it was the last of a block with a terminal.
  outcome leave(frontier_slot s) {
    const Lane x = lane_[s];
    lane_[s] = static_cast<Lane>(s);
    if (x == down || (x & label) != s) return outcome::open;
    std::size_t next = s + std::size_t{1};
    while (next < N && lane_[next] != x) ++next;
    if (next == N) return (x & marked) != 0 ? outcome::cut : outcome::open;
    const auto block = static_cast<Lane>(next | (x & marked));
    for (std::size_t i = 0; i < N; ++i) lane_[i] = lane_[i] == x ? block : lane_[i];
    lane_[s] = static_cast<Lane>(s);
    return outcome::open;
  }

  /// The one of all states that differ only by which of alike nodes is which.
  void sort_alike(const twin_classes& classes) {
    const auto block_of = [](Lane x) { return x == down ? N : std::size_t{x} & label; };
    const auto is_marked = [](Lane x) { return (x & marked) != 0; };
    if (!sort_twins(lane_, classes, block_of, is_marked)) return;
    Lane lowest[N + 1] = {};
    for (std::size_t i = N; i-- > 0;) lowest[block_of(lane_[i])] = static_cast<Lane>(i);
    for (Lane& x : lane_)
      if (x != down) x = static_cast<Lane>(lowest[block_of(x)] | (x & marked));
  }

  /// Nothing follows for a partition from links that will not come.
  static outcome settle(std::uint64_t /*in_done*/, std::uint64_t /*out_done*/) {
    return outcome::open;
  }

  [[nodiscard]] std::uint64_t hash() const { return hash_of<sizeof(partition)>(lane_); }
  friend bool operator==(const partition& a, const partition& b) {
    return std::memcmp(a.lane_, b.lane_, sizeof a.lane_) == 0;
  }

 private:
  static constexpr auto marked = static_cast<Lane>(~(static_cast<Lane>(~Lane{0}) >> 1));
  static constexpr auto label = static_cast<Lane>(~marked);
  static constexpr Lane down = label;

  Lane lane_[N];
};

}  // namespace nines::detail
