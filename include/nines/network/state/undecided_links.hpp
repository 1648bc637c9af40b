// SPDX-License-Identifier: BSL-1.0
// Of a directed sweep: the open nodes to which, and from which, no link is left to be decided. A
// node that nothing can reach any more, or that reaches nothing more, needs no place of its own.
#pragma once

#include <cstdint>
#include <nines/network/state/partition.hpp>
#include <vector>

namespace nines::detail {

/// How many links to and from each node are not decided.
class undecided_links {
 public:
  undecided_links() = default;
  template <class Links>
  undecided_links(std::size_t nodes, const Links& links) : in_(nodes), out_(nodes) {
    for (const auto& link : links) {
      ++out_[link.from];
      ++in_[link.to];
    }
  }
  /// A link is decided; its ends are told by update().
  void decide(std::size_t from, std::size_t to) {
    --out_[from];
    --in_[to];
  }
  /// Notes a node's slot, of which those below 64 are told apart: that it is open, or left.
  void update(std::size_t node, frontier_slot slot, bool is_open) {
    const std::uint64_t bit = slot < 64 ? std::uint64_t{1} << slot : 0;
    in_done_ = is_open && in_[node] == 0 ? in_done_ | bit : in_done_ & ~bit;
    out_done_ = is_open && out_[node] == 0 ? out_done_ | bit : out_done_ & ~bit;
  }
  /// The slots of the open nodes to which all links are decided.
  [[nodiscard]] std::uint64_t in_done() const { return in_done_; }
  /// The slots of those from which all are.
  [[nodiscard]] std::uint64_t out_done() const { return out_done_; }

 private:
  std::vector<std::size_t> in_, out_;
  std::uint64_t in_done_ = 0, out_done_ = 0;
};

}  // namespace nines::detail
