// SPDX-License-Identifier: BSL-1.0
// set_family: families of sets as zero-suppressed binary decision diagrams (ZBDD).
//
// A node stands for the sets of `with`, each with its element added, and the sets of `without`.
// Family 0 has no set, family 1 has the empty set alone. Equal families are one node. A family of
// 1e10 sets may take a hundred nodes. Without recursion. Sources: Minato 1993; Rauzy 1993.
// Index: zero-suppressed decision diagram (ZBDD).
#pragma once

#include <cstddef>
#include <cstdint>
#include <nines/inline.hpp>
#include <nines/structure/pair_table.hpp>
#include <vector>

namespace nines {

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
  explicit set_family(double memory_limit);

  /// How many nodes there are.
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  /// The node of a family.
  [[nodiscard]] const node& operator[](std::uint32_t family) const { return nodes_[family]; }

  /// The family of a node. *Throws* convergence_error where memory runs out.
  std::uint32_t make(std::uint32_t element, std::uint32_t rank, std::uint32_t with,
                     std::uint32_t without);

  /// The sets of a family that contain no set of the other; both are minimal: no set of theirs
  /// contains another one.
  std::uint32_t not_above(std::uint32_t family, std::uint32_t others);
  /// Forgets what not_above() found: the ranks mean something else from now on.
  void begin_module() { known_.clear(); }

 private:
  static constexpr std::uint32_t last_rank = 0xffffffff;
  struct pair {
    std::uint32_t family, others;
  };

  bool answer(std::uint32_t f, std::uint32_t g, std::uint32_t& result) const;
  /// The same, or what must be known before goes on the stack.
  bool asked(std::uint32_t f, std::uint32_t g, std::uint32_t& result);
  bool combined(std::uint32_t f, std::uint32_t g, std::uint32_t& result);

  static std::size_t hash(const node& n);
  void grow();

  std::vector<node> nodes_;
  std::vector<std::uint32_t> unique_;
  detail::pair_table<std::uint32_t> known_;
  std::vector<pair> stack_;
  double memory_limit_;
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/structure/impl/set_family.hpp>
#endif
