// SPDX-License-Identifier: BSL-1.0
// decision_diagram: reduced ordered binary decision diagrams with complement edges.
//
// A node asks for the variable of its level and goes on to `high` or `low`, both of deeper levels.
// Equal nodes are one, found in a table with open addressing; `high` is never negated, so that a
// function has one form. Everything is made by ite(f, g, h), "if f then g else h", which remembers
// its results in a table that forgets (a newer result takes the place of an older one) and keeps a
// stack of its own instead of recursion. A limit on nodes and on steps ends it without an error:
// exhausted() tells. Sources: Brace, Rudell & Bryant 1990; Bryant 1986.
// Index: binary decision diagram (BDD).
#pragma once

#include <algorithm>
#include <nines/structure/literal.hpp>
#include <span>
#include <vector>

namespace nines {

/// Functions of ordered variables, each of them one literal; level 0 is asked first.
class decision_diagram {
 public:
  /// A node; that of index 0 is the constant true.
  struct node {
    std::uint32_t level;  ///< of the variable that it asks for
    literal high, low;    ///< where it goes on
  };
  /// The level of the constant, deeper than all others.
  static constexpr std::uint32_t constant_level = 0xffffffff;

  /// No functions but the constants.
  decision_diagram() { reset(); }

  /// Forgets all functions. O(what there was).
  void reset() {
    nodes_.assign(1, {constant_level, always_true, always_true});
    unique_.assign(first_table, 0);
    cache_.assign(first_table, {});
    steps_ = 0;
    exhausted_ = false;
  }
  /// How many nodes there may be, and steps of ite(), before it is exhausted.
  void limit(std::size_t nodes, double steps) {
    most_nodes_ = nodes;
    most_steps_ = steps;
  }
  /// Whether a limit was met: then results mean nothing any more.
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  /// How many steps ite() made since the last reset.
  [[nodiscard]] double steps() const { return steps_; }
  /// How many nodes there are, garbage included.
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  /// The node of an index.
  [[nodiscard]] const node& operator[](std::uint32_t index) const { return nodes_[index]; }
  /// Where a function begins to ask.
  [[nodiscard]] std::uint32_t level(literal f) const { return nodes_[f.index()].level; }

  /// The variable of a level.
  literal variable(std::uint32_t level) { return make(level, always_true, always_false); }
  /// f and g.
  literal both(literal f, literal g) { return ite(f, g, always_false); }
  /// f or g.
  literal either(literal f, literal g) { return ite(f, always_true, g); }
  /// One of them alone.
  literal exclusive(literal f, literal g) { return ite(f, !g, g); }

  /// If f then g else h.
  literal ite(literal f, literal g, literal h) {
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

  /// Keeps what the given functions need, and gives them their new literals. O(size).
  void collect(std::span<literal* const> functions) {
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

 private:
  static constexpr std::size_t first_table = 256;
  // 2 MB, which stay in the second cache: more spare 1 % of the steps, which then wait for memory
  static constexpr std::size_t most_cache = std::size_t{1} << 17U;
  struct call {
    literal f, g, h;
  };
  struct entry {
    literal f, g, h, result;  // empty where f is the constant
  };
  struct frame {
    call key;
    std::uint32_t level;
    literal high;
    bool negate, has_high;
  };

  static literal moved(literal from, const std::vector<std::uint32_t>& place) {
    return literal(place[from.index()], from.negated());
  }

  /// Answers at once, or pushes the frame of what must be asked first.
  bool answer(call now, literal& result) {
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
  /// The trivial cases, else one form for all triples that mean the same: f and g not negated.
  bool settle(call& now, bool& negate, literal& result) const {
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
  /// Where f may change places with another argument, the one that is asked first becomes f.
  void exchange(call& now) const {
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
  [[nodiscard]] bool is_before(literal a, literal b) const {
    const std::uint32_t first = level(a);
    const std::uint32_t second = level(b);
    return first < second || (first == second && a.index() < b.index());
  }
  [[nodiscard]] call cofactors(const frame& at, bool high) const {
    return {cofactor(at.key.f, at.level, high), cofactor(at.key.g, at.level, high),
            cofactor(at.key.h, at.level, high)};
  }
  [[nodiscard]] literal cofactor(literal f, std::uint32_t level, bool high) const {
    const node& n = nodes_[f.index()];
    if (n.level != level) return f;
    return (high ? n.high : n.low) ^ f.negated();
  }
  /// Makes the node of the last frame, whose `low` was missing.
  literal finish(literal low) {
    const frame done = stack_.back();
    stack_.pop_back();
    const literal made = exhausted_ ? always_true : make(done.level, done.high, low);
    if (!exhausted_) cache_[slot_of(done.key)] = {done.key.f, done.key.g, done.key.h, made};
    return made ^ done.negate;
  }

  literal make(std::uint32_t level, literal high, literal low) {
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
  void grow() {
    rebuild_unique(2 * unique_.size());
    if (cache_.size() < most_cache && cache_.size() < unique_.size()) {
      std::vector<entry> old = std::move(cache_);
      cache_.assign(2 * old.size(), {});
      for (const entry& each : old)
        if (!each.f.is_constant()) cache_[slot_of({each.f, each.g, each.h})] = each;
    }
  }
  void rebuild_unique(std::size_t size) {
    unique_.assign(size, 0);
    for (std::uint32_t i = 1; i < nodes_.size(); ++i) {
      std::size_t slot = hash(nodes_[i]) & (size - 1);
      while (unique_[slot] != 0) slot = (slot + 1) & (size - 1);
      unique_[slot] = i;
    }
  }
  static std::size_t mix(std::uint64_t a, std::uint64_t b) {
    std::uint64_t h = a * 0x9e3779b97f4a7c15U + b * 0xc2b2ae3d27d4eb4fU;
    h ^= h >> 32U;
    h *= 0xff51afd7ed558ccdU;
    return h ^ (h >> 31U);
  }
  static std::size_t hash(const node& n) {
    return mix(std::uint64_t{n.high.code()} << 32U | n.low.code(), n.level);
  }
  [[nodiscard]] std::size_t slot_of(const call& key) const {
    return mix(std::uint64_t{key.f.code()} << 32U | key.g.code(), key.h.code()) &
           (cache_.size() - 1);
  }

  std::vector<node> nodes_;
  std::vector<std::uint32_t> unique_;
  std::vector<entry> cache_;
  std::vector<frame> stack_;
  std::size_t most_nodes_ = 0x7ffffffe;
  double most_steps_ = 1e300;
  double steps_ = 0;
  bool exhausted_ = false;
};

}  // namespace nines
