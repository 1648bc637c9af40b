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

#include <cstddef>
#include <cstdint>
#include <nines/inline.hpp>
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
  void reset();
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
  literal variable(std::uint32_t level);
  /// f and g.
  literal both(literal f, literal g) { return ite(f, g, always_false); }
  /// f or g.
  literal either(literal f, literal g) { return ite(f, always_true, g); }
  /// One of them alone.
  literal exclusive(literal f, literal g) { return ite(f, !g, g); }

  /// If f then g else h.
  literal ite(literal f, literal g, literal h);

  /// Keeps what the given functions need, and gives them their new literals. O(size).
  void collect(std::span<literal* const> functions);

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

  static literal moved(literal from, const std::vector<std::uint32_t>& place);

  /// Answers at once, or pushes the frame of what must be asked first.
  bool answer(call now, literal& result);
  /// The trivial cases, else one form for all triples that mean the same: f and g not negated.
  bool settle(call& now, bool& negate, literal& result) const;
  /// Where f may change places with another argument, the one that is asked first becomes f.
  void exchange(call& now) const;
  [[nodiscard]] bool is_before(literal a, literal b) const;
  [[nodiscard]] call cofactors(const frame& at, bool high) const;
  [[nodiscard]] literal cofactor(literal f, std::uint32_t level, bool high) const;
  /// Makes the node of the last frame, whose `low` was missing.
  literal finish(literal low);

  literal make(std::uint32_t level, literal high, literal low);
  void grow();
  void rebuild_unique(std::size_t size);
  static std::size_t mix(std::uint64_t a, std::uint64_t b);
  static std::size_t hash(const node& n);
  [[nodiscard]] std::size_t slot_of(const call& key) const;

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

#ifndef NINES_COMPILED
#include <nines/structure/impl/decision_diagram.hpp>
#endif
