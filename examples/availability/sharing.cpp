// SPDX-License-Identifier: BSL-1.0
// Which nodes the inputs of a gate share, and so must be conditioned on.
//
// Every event that two inputs reach is shared. Where all ways to several of them lead through one
// node (a service that two others need), conditioning on that node is enough: it is independent of
// everything else once the other shared events are fixed. Two states instead of 2^events. Where an
// all_of has inputs that are all_of themselves (or any_of any_of), theirs may take their place:
// what they share is then one input.
#include <algorithm>
#include <set>

#include "system.hpp"

namespace availability {

namespace {

using node_set = std::vector<bool>;

/// Adds to `reached` what can be reached from a node without entering `closed`.
void reach(const std::vector<node>& nodes, std::size_t from, std::size_t closed, node_set& reached,
           work& w) {
  double steps = static_cast<double>(nodes.size()) / 64;  // to clear the bits
  std::vector<std::size_t> open{from};
  while (!open.empty()) {
    const std::size_t n = open.back();
    open.pop_back();
    ++steps;
    if (n == closed || reached[n]) continue;
    reached[n] = true;
    open.insert(open.end(), nodes[n].inputs.begin(), nodes[n].inputs.end());
  }
  w.spend(steps);
}

/// The nodes that at least two of the inputs reach.
node_set reached_twice(const std::vector<node>& nodes, const std::vector<std::size_t>& inputs,
                       work& w) {
  std::vector<char> count(nodes.size(), 0);
  for (const auto input : inputs) {
    node_set reached(nodes.size(), false);
    reach(nodes, input, nodes.size(), reached, w);
    w.spend(static_cast<double>(nodes.size()) / 4);
    for (std::size_t n = 0; n < nodes.size(); ++n)
      if (reached[n] && count[n] < 2) ++count[n];
  }
  node_set twice(nodes.size(), false);
  for (std::size_t n = 0; n < nodes.size(); ++n) twice[n] = count[n] == 2;
  return twice;
}

/// The shared events that are reached through `gate` only.
std::vector<std::size_t> own_events(const std::vector<node>& nodes,
                                    const std::vector<std::size_t>& inputs, std::size_t gate,
                                    const node_set& shared, work& w) {
  node_set elsewhere(nodes.size(), false);
  for (const auto input : inputs) reach(nodes, input, gate, elsewhere, w);
  node_set below(nodes.size(), false);
  reach(nodes, gate, nodes.size(), below, w);
  std::vector<std::size_t> own;
  for (std::size_t n = 0; n < gate; ++n)
    if (nodes[n].kind == node::gate::event && below[n] && shared[n] && !elsewhere[n])
      own.push_back(n);
  return own;
}

}  // namespace

std::vector<std::size_t> shared_nodes(const std::vector<node>& nodes,
                                      const std::vector<std::size_t>& inputs, work& w) {
  const node_set shared = reached_twice(nodes, inputs, w);
  node_set pivots(nodes.size(), false);
  node_set inside(nodes.size(), false);  // of a gate that is already chosen
  for (std::size_t n = nodes.size(); n-- > 0;) {
    if (!shared[n] || inside[n]) continue;
    if (nodes[n].kind == node::gate::event) {
      pivots[n] = true;
      continue;
    }
    auto own = own_events(nodes, inputs, n, shared, w);
    std::erase_if(
        own, [&](auto e) { return inside[e]; });  // of a gate around this one, which stands for it
    if (own.size() < 2) continue;
    pivots[n] = true;
    for (const auto e : own) inside[e] = true;
  }
  std::vector<std::size_t> order;
  for (std::size_t n = 0; n < nodes.size(); ++n)
    if (pivots[n]) order.push_back(n);
  return order;
}

std::vector<std::size_t> flattened(const std::vector<node>& nodes, node::gate kind,
                                   const std::vector<std::size_t>& inputs) {
  std::set<std::size_t> seen;
  std::vector<std::size_t> flat;
  std::vector<std::size_t> open(inputs.rbegin(), inputs.rend());
  while (!open.empty()) {
    const std::size_t n = open.back();
    open.pop_back();
    if (!seen.insert(n).second) continue;
    if (nodes[n].kind == kind)
      open.insert(open.end(), nodes[n].inputs.rbegin(), nodes[n].inputs.rend());
    else
      flat.push_back(n);
  }
  return flat;
}

std::vector<std::size_t> pivots_below(const std::vector<node>& nodes,
                                      const std::vector<std::size_t>& inputs,
                                      const std::vector<std::size_t>& pivots, work& w) {
  std::vector<std::size_t> last(inputs.size(), 0);
  if (pivots.empty()) return last;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    node_set reached(nodes.size(), false);
    reach(nodes, inputs[i], nodes.size(), reached, w);
    for (std::size_t p = 0; p < pivots.size(); ++p)
      if (reached[pivots[p]]) last[i] = p + 1;
  }
  return last;
}

// Bounded by the longest chain of gates, and by the number of different pivots: a gate skips those
// that a gate around it has conditioned on.
std::size_t pivot_depth(const system& s, std::size_t root) {
  node_set below(s.nodes.size(), false);
  work w = usual_work();
  reach(s.nodes, root, s.nodes.size(), below, w);
  std::set<std::size_t> different;
  std::vector<std::size_t> depth(root + 1, 0);
  for (std::size_t n = 0; n <= root; ++n) {
    for (const auto i : s.nodes[n].inputs) depth[n] = std::max(depth[n], depth[i]);
    depth[n] += s.nodes[n].pivots.size();
    if (below[n]) different.insert(s.nodes[n].pivots.begin(), s.nodes[n].pivots.end());
  }
  return std::min(depth[root], different.size());
}

}  // namespace availability
