// SPDX-License-Identifier: BSL-1.0
// How families are made, and subtracted.
#pragma once

#include <nines/error.hpp>
#include <nines/structure/cut_sets/set_family.hpp>

namespace nines {

namespace detail {
/// Throws unless a family may take that many bytes.
inline void require_family_memory(double bytes, double limit) {
  require_memory("minimal_cut_sets", "the family of all sets", bytes, limit);
}
}  // namespace detail

NINES_INLINE set_family::set_family(double memory_limit)
    : nodes_(2, {0, last_rank, 0, 0}), unique_(256), memory_limit_(memory_limit) {}
NINES_INLINE std::uint32_t set_family::make(std::uint32_t element, std::uint32_t rank,
                                            std::uint32_t with, std::uint32_t without) {
  if (with == none) return without;
  const node wanted{element, rank, with, without};
  std::size_t slot = hash(wanted) & (unique_.size() - 1);
  for (; unique_[slot] != 0; slot = (slot + 1) & (unique_.size() - 1)) {
    const node& there = nodes_[unique_[slot]];
    if (there.element == element && there.with == with && there.without == without)
      return unique_[slot];
  }
  unique_[slot] = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(wanted);
  if (2 * nodes_.size() > unique_.size()) grow();
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}
NINES_INLINE std::uint32_t set_family::not_above(std::uint32_t family, std::uint32_t others) {
  std::uint32_t result = none;
  if (answer(family, others, result)) return result;
  stack_ = {{family, others}};
  while (!stack_.empty()) {
    const auto [f, g] = stack_.back();
    if (!combined(f, g, result)) continue;
    known_.insert(detail::pair_table<std::uint32_t>::key_of(f, g), result);
    stack_.pop_back();
  }
  return result;
}
NINES_INLINE bool set_family::answer(std::uint32_t f, std::uint32_t g,
                                     std::uint32_t& result) const {
  if (f == none || g == empty_set || f == g) return result = none, true;
  if (g == none || f == empty_set) return result = f, true;
  return known_.find(detail::pair_table<std::uint32_t>::key_of(f, g), result);
}
NINES_INLINE bool set_family::asked(std::uint32_t f, std::uint32_t g, std::uint32_t& result) {
  if (answer(f, g, result)) return true;
  stack_.push_back({f, g});
  return false;
}
NINES_INLINE bool set_family::combined(std::uint32_t f, std::uint32_t g, std::uint32_t& result) {
  const node a = nodes_[f];
  const node b = nodes_[g];
  if (b.rank < a.rank) return asked(f, b.without, result);
  const bool same = a.rank == b.rank;
  std::uint32_t with = none;
  std::uint32_t without = none;
  if (!asked(a.with, same ? b.with : g, with)) return false;
  if (same && !asked(with, b.without, with)) return false;
  if (!asked(a.without, same ? b.without : g, without)) return false;
  result = make(a.element, a.rank, with, without);
  return true;
}
NINES_INLINE std::size_t set_family::hash(const node& n) {
  std::uint64_t h = (std::uint64_t{n.with} << 32U | n.without) * 0x9e3779b97f4a7c15U;
  h = (h ^ h >> 32U ^ n.element) * 0xff51afd7ed558ccdU;
  return h ^ h >> 31U;
}
NINES_INLINE void set_family::grow() {
  constexpr double bytes_a_node = 48;  // with the table of what not_above() found
  detail::require_family_memory(bytes_a_node * static_cast<double>(unique_.size()), memory_limit_);
  unique_.assign(2 * unique_.size(), 0);
  for (std::uint32_t i = 2; i < nodes_.size(); ++i) {
    std::size_t slot = hash(nodes_[i]) & (unique_.size() - 1);
    while (unique_[slot] != 0) slot = (slot + 1) & (unique_.size() - 1);
    unique_[slot] = i;
  }
}

}  // namespace nines
