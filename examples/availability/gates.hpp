// SPDX-License-Identifier: BSL-1.0
// The gates of a structure while it is made: no gate twice, and no more shared nodes than need be.
#pragma once

#include <map>
#include <tuple>

#include "system.hpp"

namespace availability {

class gate_table {
 public:
  gate_table(std::vector<node>& nodes, work& w) : nodes_(nodes), work_(w) {}

  /// A gate of these inputs, or the node that means the same: the only input,
  /// or a gate made before.
  std::size_t add(node::gate kind, std::vector<std::size_t> inputs, std::size_t need);

 private:
  std::size_t add_new(node::gate kind, std::vector<std::size_t> inputs, std::size_t need);

  std::vector<node>& nodes_;
  work& work_;
  std::map<std::tuple<node::gate, std::size_t, std::vector<std::size_t>>, std::size_t> known_;
};

}  // namespace availability
