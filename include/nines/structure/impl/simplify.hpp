// SPDX-License-Identifier: BSL-1.0
// How gates are absorbed, flattened and factored.
#pragma once

#include <algorithm>
#include <nines/structure/dominators.hpp>
#include <nines/structure/simplify.hpp>
#include <utility>
#include <vector>

namespace nines {

namespace detail {

/// The inputs of all gates, with those that a dominating "all of" decides made constants.
class absorption {
 public:
  absorption(const gate_graph& graph, const dominator_tree& tree)
      : graph_(graph), assumed_(graph.size(), none) {
    inputs_.resize(graph.size());
    for (const std::uint32_t node : tree.preorder()) {
      leave(tree.depth(node));
      replace(node);
      if (graph[node].kind == gate_kind::conjunction) assume(node, tree.depth(node));
    }
  }
  [[nodiscard]] const std::vector<literal>& inputs(std::uint32_t node) const {
    return inputs_[node];
  }
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  static constexpr std::uint8_t none = 2;
  struct assumption {
    std::uint32_t depth, node;
    std::uint8_t before;
  };

  void leave(std::uint32_t depth) {
    for (; !made_.empty() && made_.back().depth >= depth; made_.pop_back())
      assumed_[made_.back().node] = made_.back().before;
  }
  void replace(std::uint32_t node) {
    for (const literal each : graph_.inputs(node)) {
      const std::uint8_t known = assumed_[each.index()];
      inputs_[node].push_back(known == none ? each
                                            : always_true ^ (each.negated() != (known == 1)));
      if (known != none) changed_ = true;
    }
  }
  /// Below an "all of", its inputs are true.
  void assume(std::uint32_t node, std::uint32_t depth) {
    for (const literal each : graph_.inputs(node)) {
      made_.push_back({depth, each.index(), assumed_[each.index()]});
      assumed_[each.index()] = each.negated() ? 1 : 0;
    }
  }

  const gate_graph& graph_;
  std::vector<std::uint8_t> assumed_;  // 0: true, 1: false
  std::vector<assumption> made_;
  std::vector<std::vector<literal>> inputs_;
  bool changed_ = false;
};

/// Makes the graph of given inputs again, with gates that one gate alone uses taken into it.
class flattening {
 public:
  flattening(const gate_graph& graph, const dominator_tree& tree, const absorption& given,
             std::size_t parts)
      : graph_(graph), given_(given), users_(graph.size()), copy_(graph.size()) {
    for (std::uint32_t i = 0; i < parts; ++i) made_.part(i);
    std::vector<std::uint8_t> negated_user(graph.size());
    for (const std::uint32_t node : tree.preorder())
      for (const literal each : given.inputs(node)) {
        ++users_[each.index()];
        if (each.negated() || graph[node].kind != gate_kind::conjunction)
          negated_user[each.index()] = 1;
      }
    for (std::uint32_t node = 1; node < graph.size(); ++node) {
      if (!tree.reaches(node)) continue;
      const bool joins = is_open(node) && users_[node] == 1 && negated_user[node] == 0;
      if (joins) users_[node] = joined, changed_ = true;
    }
    for (std::uint32_t node = 1; node < graph.size(); ++node)
      if (tree.reaches(node) && users_[node] != joined)
        copy_[node] = made_.same_gate(graph[node], collect(node));
  }
  [[nodiscard]] bool changed() const { return changed_; }
  rooted_graph result(literal top) {
    return {std::move(made_), copy_[top.index()] ^ top.negated()};
  }

 private:
  static constexpr std::uint32_t joined = 0xffffffff;

  [[nodiscard]] bool is_open(std::uint32_t node) const {
    return graph_[node].kind == gate_kind::conjunction;
  }
  [[nodiscard]] std::vector<literal> collect(std::uint32_t node) {
    std::vector<literal> found;
    std::vector<std::uint32_t> stack = {node};
    while (!stack.empty()) {
      const std::uint32_t at = stack.back();
      stack.pop_back();
      for (const literal each : given_.inputs(at))
        if (users_[each.index()] == joined)
          stack.push_back(each.index());
        else
          found.push_back(copy_[each.index()] ^ each.negated());
    }
    return found;
  }

  const gate_graph& graph_;
  const absorption& given_;
  gate_graph made_;
  std::vector<std::uint32_t> users_;
  std::vector<literal> copy_;
  bool changed_ = false;
};

/// Takes common factors out: (l and X) or (l and Y) = l and (X or Y), for products that one gate
/// alone uses; of several factors first the most frequent one.
class factoring {
 public:
  factoring(const gate_graph& graph, literal top, std::size_t parts)
      : graph_(graph), users_(graph.size()), copy_(graph.size()) {
    for (std::uint32_t i = 0; i < parts; ++i) made_.part(i);
    const dominator_tree tree(graph, top.index());
    for (const std::uint32_t node : tree.preorder())
      for (const literal each : graph.inputs(node)) ++users_[each.index()];
    for (std::uint32_t node = 1; node < graph.size(); ++node)
      if (tree.reaches(node))
        copy_[node] = graph[node].kind == gate_kind::conjunction ? factored(node) : copied(node);
  }
  [[nodiscard]] bool changed() const { return changed_; }
  rooted_graph result(literal top) { return {std::move(made_), placed(top)}; }

 private:
  using product = std::vector<literal>;

  [[nodiscard]] literal placed(literal from) const { return copy_[from.index()] ^ from.negated(); }
  [[nodiscard]] product inputs_of(std::uint32_t node) const {
    product inputs;
    for (const literal each : graph_.inputs(node)) inputs.push_back(placed(each));
    return inputs;
  }
  static product without_copies(product inputs) {
    std::sort(inputs.begin(), inputs.end());
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
    return inputs;
  }
  literal copied(std::uint32_t node) { return made_.same_gate(graph_[node], inputs_of(node)); }
  /// "All of" whose negated inputs are products that nobody else uses: not any of these.
  literal factored(std::uint32_t node) {
    std::vector<product> products;
    product rest;
    for (const literal each : graph_.inputs(node)) {
      const std::uint32_t input = each.index();
      if (each.negated() && users_[input] == 1 && graph_[input].kind == gate_kind::conjunction)
        products.push_back(without_copies(inputs_of(input)));
      else
        rest.push_back(placed(each));
    }
    if (products.size() < 2) return copied(node);
    take_out_factors(products);
    for (product& each : products) rest.push_back(!made_.all_of(std::move(each)));
    return made_.all_of(std::move(rest));
  }
  /// Joins products that have a factor in common, until there are none.
  void take_out_factors(std::vector<product>& products) {
    for (literal factor; most_frequent(products, factor);) {
      changed_ = true;
      std::vector<product> with, without;
      for (product& each : products) {
        const auto place = std::find(each.begin(), each.end(), factor);
        const bool has_it = place != each.end();
        if (has_it) each.erase(place);
        (has_it ? with : without).push_back(std::move(each));
      }
      without.push_back(without_copies({factor, any_of_products(std::move(with))}));
      products = std::move(without);
    }
  }
  /// Each product has lost a factor, so this recurs no deeper than a product has factors.
  literal any_of_products(std::vector<product> products) {
    take_out_factors(products);
    product terms;
    terms.reserve(products.size());
    for (product& each : products) terms.push_back(made_.all_of(std::move(each)));
    return made_.any_of(std::move(terms));
  }
  static bool most_frequent(const std::vector<product>& products, literal& factor) {
    std::vector<literal> all;
    for (const product& each : products) all.insert(all.end(), each.begin(), each.end());
    std::sort(all.begin(), all.end());
    std::ptrdiff_t most = 1;
    for (auto first = all.begin(); first != all.end();) {
      const auto last = std::upper_bound(first, all.end(), *first);
      if (last - first > most) {
        most = last - first;
        factor = *first;
      }
      first = last;
    }
    return most > 1;
  }

  const gate_graph& graph_;
  gate_graph made_;
  std::vector<std::uint32_t> users_;
  std::vector<literal> copy_;
  bool changed_ = false;
};

}  // namespace detail

NINES_INLINE rooted_graph simplified(rooted_graph from, std::size_t parts) {
  for (int round = 0; round < 32 && !from.top.is_constant(); ++round) {
    const dominator_tree tree(from.graph, from.top.index());
    const detail::absorption absorbed(from.graph, tree);
    detail::flattening flat(from.graph, tree, absorbed, parts);
    if (!absorbed.changed() && !flat.changed()) break;
    from = flat.result(from.top);
  }
  return from;
}

NINES_INLINE rooted_graph with_common_factors(const rooted_graph& from, std::size_t parts) {
  if (from.top.is_constant()) return from;
  detail::factoring factors(from.graph, from.top, parts);
  return factors.changed() ? simplified(factors.result(from.top), parts) : from;
}

}  // namespace nines
