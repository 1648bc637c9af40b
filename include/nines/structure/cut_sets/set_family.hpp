// SPDX-License-Identifier: BSL-1.0
// set_family: families of sets as zero-suppressed binary decision diagrams (ZBDD).
//
// A node stands for the sets of `with`, each with its element added, and the sets of `without`.
// Family 0 has no set, family 1 has the empty set alone. Equal families are one node. A family of
// 1e10 sets may take a hundred nodes. Without recursion. Sources: Minato 1993; Rauzy 1993.
// Index: zero-suppressed decision diagram (ZBDD).
#pragma once

#include <nines/error.hpp>
#include <nines/structure/pair_table.hpp>

namespace nines {

namespace detail {
/// Throws unless a family may take that many bytes.
inline void require_family_memory(double bytes, double limit) {
  require_memory("minimal_cut_sets", "the family of all sets", bytes, limit);
}
}  // namespace detail

/// Families of sets of elements, which are compared by their ranks.
class set_family {
 public:
  /// The sets of `with` and the element, and the sets of `without`.
  struct node {
    std::uint32_t element;        ///< a number of the caller's
    std::uint32_t rank;           ///< smaller ones come first
    std::uint32_t with, without;  ///< families
  };
  static constexpr std::uint32_t none = 0;       ///< the family without sets
  static constexpr std::uint32_t empty_set = 1;  ///< the family of the empty set

  /// Families that take no more than that many bytes.
  explicit set_family(double memory_limit)
      : nodes_(2, {0, last_rank, 0, 0}), unique_(256), memory_limit_(memory_limit) {}

  /// How many nodes there are.
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  /// The node of a family.
  [[nodiscard]] const node& operator[](std::uint32_t family) const { return nodes_[family]; }

  /// The family of a node. *Throws* convergence_error where memory runs out.
  std::uint32_t make(std::uint32_t element, std::uint32_t rank, std::uint32_t with,
                     std::uint32_t without) {
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

  /// The sets of a family that contain no set of the other; both are minimal: no set of theirs
  /// contains another one.
  std::uint32_t not_above(std::uint32_t family, std::uint32_t others) {
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
  /// Forgets what not_above() found: the ranks mean something else from now on.
  void begin_module() { known_.clear(); }

 private:
  static constexpr std::uint32_t last_rank = 0xffffffff;
  struct pair {
    std::uint32_t family, others;
  };

  bool answer(std::uint32_t f, std::uint32_t g, std::uint32_t& result) const {
    if (f == none || g == empty_set || f == g) return result = none, true;
    if (g == none || f == empty_set) return result = f, true;
    return known_.find(detail::pair_table<std::uint32_t>::key_of(f, g), result);
  }
  /// The same, or what must be known before goes on the stack.
  bool asked(std::uint32_t f, std::uint32_t g, std::uint32_t& result) {
    if (answer(f, g, result)) return true;
    stack_.push_back({f, g});
    return false;
  }
  bool combined(std::uint32_t f, std::uint32_t g, std::uint32_t& result) {
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

  static std::size_t hash(const node& n) {
    std::uint64_t h = (std::uint64_t{n.with} << 32U | n.without) * 0x9e3779b97f4a7c15U;
    h = (h ^ h >> 32U ^ n.element) * 0xff51afd7ed558ccdU;
    return h ^ h >> 31U;
  }
  void grow() {
    constexpr double bytes_a_node = 48;  // with the table of what not_above() found
    detail::require_family_memory(bytes_a_node * static_cast<double>(unique_.size()),
                                  memory_limit_);
    unique_.assign(2 * unique_.size(), 0);
    for (std::uint32_t i = 2; i < nodes_.size(); ++i) {
      std::size_t slot = hash(nodes_[i]) & (unique_.size() - 1);
      while (unique_[slot] != 0) slot = (slot + 1) & (unique_.size() - 1);
      unique_[slot] = i;
    }
  }

  std::vector<node> nodes_;
  std::vector<std::uint32_t> unique_;
  detail::pair_table<std::uint32_t> known_;
  std::vector<pair> stack_;
  double memory_limit_;
};

}  // namespace nines
