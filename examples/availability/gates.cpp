// SPDX-License-Identifier: BSL-1.0
#include "gates.hpp"

#include <algorithm>
#include <set>

namespace availability {

namespace {

bool joins(node::gate kind) { return kind == node::gate::all_of || kind == node::gate::any_of; }

/// Each input once, in their order.
void keep_first(std::vector<std::size_t>& inputs) {
  std::set<std::size_t> seen;
  std::erase_if(inputs, [&](std::size_t i) { return !seen.insert(i).second; });
}

/// Gates that share no more than this are evaluated as they are.
constexpr std::size_t few_pivots = 8;

}  // namespace

std::size_t gate_table::add(node::gate kind, std::vector<std::size_t> inputs, std::size_t need) {
  if (joins(kind)) keep_first(inputs);
  if (inputs.size() == 1) return inputs.front();
  if (kind == node::gate::failover) return add_new(kind, std::move(inputs), need);
  auto key = std::tuple(kind, need, inputs);
  std::sort(std::get<2>(key).begin(), std::get<2>(key).end());
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  const std::size_t made = add_new(kind, std::move(inputs), need);
  known_.emplace(std::move(key), made);
  return made;
}

std::size_t gate_table::add_new(node::gate kind, std::vector<std::size_t> inputs,
                                std::size_t need) {
  auto pivots = shared_nodes(nodes_, inputs, work_);
  if (joins(kind) && pivots.size() > few_pivots) {
    auto flat = flattened(nodes_, kind, inputs);
    if (flat.size() == 1) return flat.front();
    auto fewer = shared_nodes(nodes_, flat, work_);
    if (fewer.size() < pivots.size()) {
      inputs = std::move(flat);
      pivots = std::move(fewer);
    }
  }
  auto ready = pivots_below(nodes_, inputs, pivots, work_);
  nodes_.push_back({kind, need, 0, std::move(inputs), std::move(pivots), std::move(ready)});
  return nodes_.size() - 1;
}

}  // namespace availability
