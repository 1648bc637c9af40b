// SPDX-License-Identifier: BSL-1.0
// Reductions of a network: rules that take links and nodes away and leave its reliability as it is.
//
//   loops, pendant nodes that are no terminals, and what no path between terminals uses: dropped
//   parallel links: either        series (a node of two links): both, and the node
//   a pendant terminal: its link is a factor, and its neighbour becomes a terminal
//   a terminal of two links whose neighbours are terminals: one of the links must be up, a factor
//     pa + qa pb; given that, its neighbours are joined with pa pb : qa pb + pa qb
//   blocks (biconnected components): the product of their reliabilities, with the nodes at which
//     they meet as terminals
//
// All are sums and products of both sides: no digit is lost. What is in a shared-risk group is not
// independent, and stays as it is. Cost: nearly linear. Sources: Satyanarayana & Wood 1985; Shier
// 1991.
// Index: series-parallel reduction.
#pragma once

#include <nines/network/blocks.hpp>

namespace nines::detail {

/// The local rules, applied to an undirected problem until none is left to apply.
template <class T>
class local_reduction {
 public:
  explicit local_reduction(connection_problem<T> problem)
      : problem_(std::move(problem)),
        incident_(incident_links(problem_)),
        alive_(problem_.links.size(), true),
        link_to_(problem_.nodes.size(), none),
        waits_(problem_.nodes.size(), true),
        terminals_(problem_.terminal_count()) {
    for (std::size_t v = 0; v < problem_.nodes.size(); ++v) queue_.push_back(v);
  }

  /// The factor, and the problem that is left; of one terminal none is.
  void run(reduced_problem<T>& result) {
    take_out_terminals();
    while (!queue_.empty() && terminals_ > 1) {
      const std::size_t v = queue_.back();
      queue_.pop_back();
      waits_[v] = false;
      reduce(v);
    }
    if (terminals_ == 1) take_out_last();
    result.factor = both(result.factor, factor_);
    if (terminals_ > 1) result.rest.push_back(remaining());
  }

 private:
  static constexpr auto none = static_cast<std::size_t>(-1);

  /// Terminals must be up: what they need for that is a factor, unless they are in a group.
  void take_out_terminals() {
    for (auto& v : problem_.nodes)
      if (v.is_terminal) take_out(v);
  }
  void take_out(problem_node<T>& v) {
    if (!v.groups.empty()) return;
    factor_ = both(factor_, v.up);
    v.up = probability<T>::always();
  }

  [[nodiscard]] std::size_t across(std::size_t l, std::size_t v) const {
    const auto& link = problem_.links[l];
    return link.from == v ? link.to : link.from;
  }
  void wake(std::size_t v) {
    if (waits_[v]) return;
    waits_[v] = true;
    queue_.push_back(v);
  }
  void remove(std::size_t l) {
    alive_[l] = false;
    wake(problem_.links[l].from);
    wake(problem_.links[l].to);
  }
  void join(std::size_t a, std::size_t b, const probability<T>& up) {
    incident_[a].push_back(problem_.links.size());
    incident_[b].push_back(problem_.links.size());
    problem_.links.push_back({a, b, up, {}});
    alive_.push_back(true);
    wake(a);
    wake(b);
  }

  void reduce(std::size_t v) {
    merge_parallel_links(v);
    const auto& at = incident_[v];
    const bool is_terminal = problem_.nodes[v].is_terminal;
    if (at.size() == 1 && !is_terminal)
      remove(at[0]);
    else if (at.size() == 1 && is_free(at[0]))
      contract_pendant_terminal(v, at[0]);
    else if (at.size() == 2 && is_free(at[0]) && is_free(at[1]))
      is_terminal ? contract_terminal(v, at[0], at[1]) : join_series(v, at[0], at[1]);
  }
  [[nodiscard]] bool is_free(std::size_t l) const { return problem_.links[l].groups.empty(); }

  /// Leaves at v the links that are alive, none of them a loop, one for each neighbour but for
  /// those in groups.
  void merge_parallel_links(std::size_t v) {
    auto& at = incident_[v];
    std::size_t kept = 0;
    for (const std::size_t l : at) {
      if (!alive_[l]) continue;
      const std::size_t w = across(l, v);
      if (w == v) {
        alive_[l] = false;
      } else if (is_free(l) && link_to_[w] != none) {
        auto& up = problem_.links[link_to_[w]].up;
        up = either(up, problem_.links[l].up);
        remove(l);
      } else {
        if (is_free(l)) link_to_[w] = l;
        at[kept++] = l;
      }
    }
    at.resize(kept);
    for (const std::size_t l : at) link_to_[across(l, v)] = none;
  }

  void join_series(std::size_t v, std::size_t l, std::size_t m) {
    const auto& node = problem_.nodes[v];
    if (!node.groups.empty()) return;
    const std::size_t a = across(l, v), b = across(m, v);
    const auto up = both(both(problem_.links[l].up, node.up), problem_.links[m].up);
    remove(l);
    remove(m);
    join(a, b, up);
  }

  /// The terminal v hangs on its neighbour, which must be reached in its place.
  void contract_pendant_terminal(std::size_t v, std::size_t l) {
    if (!problem_.nodes[v].groups.empty()) return;
    const std::size_t w = across(l, v);
    factor_ = both(factor_, problem_.links[l].up);
    problem_.nodes[v].is_terminal = false;
    remove(l);
    auto& neighbour = problem_.nodes[w];
    if (neighbour.is_terminal) {
      --terminals_;
    } else {
      neighbour.is_terminal = true;
      take_out(neighbour);
    }
  }
  /// A single terminal is left: it must be up, with all its groups.
  void take_out_last() {
    const auto v = *std::find_if(problem_.nodes.begin(), problem_.nodes.end(),
                                 [](const auto& node) { return node.is_terminal; });
    factor_ = both(factor_, v.up);
    auto groups = v.groups;
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    for (const std::size_t g : groups) factor_ = both(factor_, problem_.groups[g]);
  }

  /// The terminal v between two other terminals.
  void contract_terminal(std::size_t v, std::size_t l, std::size_t m) {
    const std::size_t a = across(l, v), b = across(m, v);
    const auto& nodes = problem_.nodes;
    if (a == b || !nodes[v].groups.empty() || !nodes[a].is_terminal || !nodes[b].is_terminal)
      return;
    const auto& x = problem_.links[l].up;
    const auto& y = problem_.links[m].up;
    const auto any = either(x, y);
    if (!scalar_traits<T>::all(any.value() > zero<T>())) return;
    const T one_only = x.complement() * y.value() + x.value() * y.complement();
    const probability<T> through(unchecked, T(x.value() * y.value() / any.value()),
                                 T(one_only / any.value()));
    factor_ = both(factor_, any);
    problem_.nodes[v].is_terminal = false;
    --terminals_;
    remove(l);
    remove(m);
    join(a, b, through);
  }

  [[nodiscard]] connection_problem<T> remaining() const {
    std::vector<std::size_t> links;
    for (std::size_t l = 0; l < problem_.links.size(); ++l)
      if (alive_[l]) links.push_back(l);
    std::vector<bool> is_terminal;
    for (const auto& v : problem_.nodes) is_terminal.push_back(v.is_terminal);
    return part_of(problem_, links, is_terminal);
  }

  connection_problem<T> problem_;
  std::vector<std::vector<std::size_t>> incident_;
  std::vector<bool> alive_;
  std::vector<std::size_t> link_to_;  // while parallel links of a node are looked for
  std::vector<std::size_t> queue_;
  std::vector<bool> waits_;
  std::size_t terminals_;
  probability<T> factor_ = probability<T>::always();
};

/// All rules, on an undirected problem whose terminals a path can join; the problems that are left
/// have two terminals or more.
template <class T>
reduced_problem<T> reduced(connection_problem<T> problem) {
  reduced_problem<T> result;
  std::vector<connection_problem<T>> open;
  open.push_back(std::move(problem));
  while (!open.empty()) {
    reduced_problem<T> step;
    local_reduction<T>(std::move(open.back())).run(step);
    open.pop_back();
    result.factor = both(result.factor, step.factor);
    for (auto& rest : step.rest) {
      const std::size_t links = rest.links.size();
      auto blocks = relevant_blocks(std::move(rest));
      result.factor = both(result.factor, blocks.factor);
      const bool is_done = blocks.rest.size() == 1 && blocks.rest[0].links.size() == links;
      auto& into = is_done ? result.rest : open;
      for (auto& block : blocks.rest) into.push_back(std::move(block));
    }
  }
  return result;
}

}  // namespace nines::detail
