// SPDX-License-Identifier: BSL-1.0
// The state of a sweep as in partition.hpp, for 128 to 254 open nodes: one byte a slot, and which
// blocks have a terminal apart, as a set of bits. It is half as large as lanes of two bytes are.
// Index: set partition with marked blocks.
#pragma once

#include <nines/network/state/partition.hpp>

namespace nines::detail {

class marked_partition {
 public:
  static constexpr std::size_t most_slots = 254;

  marked_partition() {
    for (std::size_t i = 0; i < lanes; ++i) lane_[i] = static_cast<std::uint8_t>(i);
  }

  /// As partition's, all of them.
  void mark(frontier_slot s, bool /*is_source*/ = false) { set_mark(lane_[s]); }
  void take_down(frontier_slot s) { lane_[s] = down; }
  [[nodiscard]] bool is_down(frontier_slot s) const { return lane_[s] == down; }
  [[nodiscard]] bool can_join(frontier_slot a, frontier_slot b) const {
    return lane_[a] != lane_[b] && !is_down(a) && !is_down(b);
  }
  [[nodiscard]] bool is_alone(frontier_slot s) const {
    std::size_t count = 0;
    for (const std::uint8_t each : lane_) count += each == s ? 1u : 0u;
    return count == 1 && lane_[s] == s && !has_mark(lane_[s]);
  }
  outcome join(frontier_slot a, frontier_slot b, std::uint32_t terminals_to_come) {
    const std::uint8_t x = lane_[a], y = lane_[b];
    const std::uint8_t block = std::min(x, y);
    for (std::uint8_t& each : lane_) each = each == x || each == y ? block : each;
    const bool has_x = take_mark(x), has_y = take_mark(y);
    const bool is_last = has_x && has_y && terminals_to_come == 0 && has_no_mark();
    if (has_x || has_y) set_mark(block);
    return is_last ? outcome::connected : outcome::open;
  }
  outcome leave(frontier_slot s) {
    const std::uint8_t x = lane_[s];
    lane_[s] = static_cast<std::uint8_t>(s);
    if (x != s) return outcome::open;
    const bool was_marked = take_mark(x);
    std::size_t next = s + std::size_t{1};
    while (next < most_slots && lane_[next] != x) ++next;
    if (next == most_slots) return was_marked ? outcome::cut : outcome::open;
    const auto block = static_cast<std::uint8_t>(next);
    for (std::uint8_t& each : lane_) each = each == x ? block : each;
    lane_[s] = static_cast<std::uint8_t>(s);
    if (was_marked) set_mark(block);
    return outcome::open;
  }
  void sort_alike(const twin_classes& classes) {
    const auto block_of = [](std::uint8_t x) { return x == down ? lanes : std::size_t{x}; };
    const auto is_marked = [this](std::uint8_t x) { return has_mark(x); };
    if (!sort_twins(lane_, classes, block_of, is_marked)) return;
    std::uint8_t lowest[lanes + 1] = {};
    for (std::size_t i = lanes; i-- > 0;) lowest[block_of(lane_[i])] = static_cast<std::uint8_t>(i);
    const marked_partition before = *this;
    std::memset(marks_, 0, sizeof marks_);
    for (std::uint8_t& x : lane_) {
      if (x == down) continue;
      const bool has = before.has_mark(x);
      x = lowest[x];
      if (has) set_mark(x);
    }
  }
  static outcome settle(std::uint64_t /*in_done*/, std::uint64_t /*out_done*/) {
    return outcome::open;
  }

  [[nodiscard]] std::uint64_t hash() const {
    return hash_of<sizeof lane_>(lane_) ^ hash_of<sizeof marks_>(marks_);
  }
  friend bool operator==(const marked_partition& a, const marked_partition& b) {
    return std::memcmp(a.lane_, b.lane_, sizeof a.lane_) == 0 &&
           std::memcmp(a.marks_, b.marks_, sizeof a.marks_) == 0;
  }

 private:
  static constexpr std::size_t lanes = 256;
  static constexpr std::uint8_t down = 255;

  void set_mark(std::uint8_t block) { marks_[block / 64] |= std::uint64_t{1} << block % 64; }
  [[nodiscard]] bool has_mark(std::uint8_t block) const {
    return (marks_[block / 64] & std::uint64_t{1} << block % 64) != 0;
  }
  /// Whether the block has a mark; it has none any more.
  bool take_mark(std::uint8_t block) {
    const bool had = has_mark(block);
    marks_[block / 64] &= ~(std::uint64_t{1} << block % 64);
    return had;
  }
  [[nodiscard]] bool has_no_mark() const {
    return (marks_[0] | marks_[1] | marks_[2] | marks_[3]) == 0;
  }

  std::uint8_t lane_[lanes];
  std::uint64_t marks_[4] = {};
};

}  // namespace nines::detail
