// SPDX-License-Identifier: BSL-1.0
// ite() and its tables.
#pragma once

#include <algorithm>
#include <nines/structure/decision_diagram.hpp>
#include <utility>

namespace nines {

NINES_INLINE void decision_diagram::reset() {
  nodes_.assign(1, {constant_level, always_true, always_true});
  unique_.assign(first_table, 0);
  cache_.assign(first_table, {});
  steps_ = 0;
  exhausted_ = false;
}
NINES_INLINE literal decision_diagram::variable(std::uint32_t level) {
  return make(level, always_true, always_false);
}
NINES_INLINE literal decision_diagram::ite(literal f, literal g, literal h) {
  stack_.clear();
  call now{f, g, h};
  literal result;
  while (true) {
    if (!answer(now, result)) {
      now = cofactors(stack_.back(), true);
      continue;
    }
    while (!stack_.empty() && stack_.back().has_high) result = finish(result);
    if (stack_.empty()) return result;
    frame& top = stack_.back();
    top.high = result;
    top.has_high = true;
    now = cofactors(top, false);
  }
}
NINES_INLINE void decision_diagram::collect(std::span<literal* const> functions) {
  std::vector<std::uint32_t> place(nodes_.size());
  place[0] = 1;
  for (const literal* each : functions) place[each->index()] = 1;
  for (std::size_t i = nodes_.size(); i-- > 1;)
    if (place[i] != 0) place[nodes_[i].high.index()] = place[nodes_[i].low.index()] = 1;
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (place[i] == 0) continue;
    place[i] = count;
    const node& from = nodes_[i];
    nodes_[count++] = {from.level, moved(from.high, place), moved(from.low, place)};
  }
  nodes_.resize(count);
  for (literal* each : functions) *each = moved(*each, place);
  rebuild_unique(unique_.size());
  std::fill(cache_.begin(), cache_.end(), entry{});
}
NINES_INLINE literal decision_diagram::moved(literal from,
                                             const std::vector<std::uint32_t>& place) {
  return literal(place[from.index()], from.negated());
}
NINES_INLINE bool decision_diagram::answer(call now, literal& result) {
  bool negate = false;
  if (settle(now, negate, result)) return true;
  const entry& known = cache_[slot_of(now)];
  if (known.f == now.f && known.g == now.g && known.h == now.h) {
    result = known.result ^ negate;
    return true;
  }
  if (exhausted_ || nodes_.size() > most_nodes_ || steps_ > most_steps_) {
    exhausted_ = true;
    result = always_true;
    return true;
  }
  steps_ += 1;
  const std::uint32_t level =
      std::min({this->level(now.f), this->level(now.g), this->level(now.h)});
  stack_.push_back({now, level, always_true, negate, false});
  return false;
}
NINES_INLINE bool decision_diagram::settle(call& now, bool& negate, literal& result) const {
  auto& [f, g, h] = now;
  if (f.is_constant()) return result = f == always_true ? g : h, true;
  if (g == f) g = always_true;
  if (g == !f) g = always_false;
  if (h == f) h = always_false;
  if (h == !f) h = always_true;
  if (g == h) return result = g, true;
  if (g == always_true && h == always_false) return result = f, true;
  if (g == always_false && h == always_true) return result = !f, true;
  exchange(now);
  if (f.negated()) {
    f = !f;
    std::swap(g, h);
  }
  if (g.negated()) {
    g = !g;
    h = !h;
    negate = true;
  }
  return false;
}
NINES_INLINE void decision_diagram::exchange(call& now) const {
  auto& [f, g, h] = now;
  if (g == always_true && is_before(h, f)) {
    std::swap(f, h);
  } else if (h == always_false && is_before(g, f)) {
    std::swap(f, g);
  } else if (g == always_false && is_before(h, f)) {
    now = {!h, always_false, !f};
  } else if (h == always_true && is_before(g, f)) {
    now = {!g, !f, always_true};
  } else if (g == !h && is_before(g, f)) {
    now = {g, f, !f};
  }
}
NINES_INLINE bool decision_diagram::is_before(literal a, literal b) const {
  const std::uint32_t first = level(a);
  const std::uint32_t second = level(b);
  return first < second || (first == second && a.index() < b.index());
}
NINES_INLINE decision_diagram::call decision_diagram::cofactors(const frame& at, bool high) const {
  return {cofactor(at.key.f, at.level, high), cofactor(at.key.g, at.level, high),
          cofactor(at.key.h, at.level, high)};
}
NINES_INLINE literal decision_diagram::cofactor(literal f, std::uint32_t level, bool high) const {
  const node& n = nodes_[f.index()];
  if (n.level != level) return f;
  return (high ? n.high : n.low) ^ f.negated();
}
NINES_INLINE literal decision_diagram::finish(literal low) {
  const frame done = stack_.back();
  stack_.pop_back();
  const literal made = exhausted_ ? always_true : make(done.level, done.high, low);
  if (!exhausted_) cache_[slot_of(done.key)] = {done.key.f, done.key.g, done.key.h, made};
  return made ^ done.negate;
}
NINES_INLINE literal decision_diagram::make(std::uint32_t level, literal high, literal low) {
  if (high == low) return high;
  const bool negate = high.negated();
  const node wanted{level, high ^ negate, low ^ negate};
  std::size_t slot = hash(wanted) & (unique_.size() - 1);
  for (; unique_[slot] != 0; slot = (slot + 1) & (unique_.size() - 1)) {
    const node& there = nodes_[unique_[slot]];
    if (there.high == wanted.high && there.low == wanted.low && there.level == level)
      return literal(unique_[slot], negate);
  }
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  unique_[slot] = index;
  nodes_.push_back(wanted);
  if (2 * nodes_.size() > unique_.size()) grow();
  return literal(index, negate);
}
NINES_INLINE void decision_diagram::grow() {
  rebuild_unique(2 * unique_.size());
  if (cache_.size() < most_cache && cache_.size() < unique_.size()) {
    std::vector<entry> old = std::move(cache_);
    cache_.assign(2 * old.size(), {});
    for (const entry& each : old)
      if (!each.f.is_constant()) cache_[slot_of({each.f, each.g, each.h})] = each;
  }
}
NINES_INLINE void decision_diagram::rebuild_unique(std::size_t size) {
  unique_.assign(size, 0);
  for (std::uint32_t i = 1; i < nodes_.size(); ++i) {
    std::size_t slot = hash(nodes_[i]) & (size - 1);
    while (unique_[slot] != 0) slot = (slot + 1) & (size - 1);
    unique_[slot] = i;
  }
}
NINES_INLINE std::size_t decision_diagram::mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = a * 0x9e3779b97f4a7c15U + b * 0xc2b2ae3d27d4eb4fU;
  h ^= h >> 32U;
  h *= 0xff51afd7ed558ccdU;
  return h ^ (h >> 31U);
}
NINES_INLINE std::size_t decision_diagram::hash(const node& n) {
  return mix(std::uint64_t{n.high.code()} << 32U | n.low.code(), n.level);
}
NINES_INLINE std::size_t decision_diagram::slot_of(const call& key) const {
  return mix(std::uint64_t{key.f.code()} << 32U | key.g.code(), key.h.code()) & (cache_.size() - 1);
}

}  // namespace nines
