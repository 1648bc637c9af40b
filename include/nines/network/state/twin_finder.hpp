// SPDX-License-Identifier: BSL-1.0
// Finds the open nodes of a sweep that are alike (twins.hpp), step by step.
//
// Each node has a sum of hashes, one for each of its links that are not decided: of where it leads
// and how good it is. Nodes with equal sums are alike; two that a link joins have equal sums once
// each counts itself, too. Sums have 128 bits: that two of a billion pairs of unlike nodes have the
// same by chance has a probability below 1e-28.
// Index: module of a graph, twin vertices.
#pragma once

#include <map>
#include <nines/network/state/twins.hpp>
#include <nines/scalar.hpp>
#include <type_traits>
#include <vector>

namespace nines::detail {

/// Of a connection_problem.
template <class Problem>
class twin_finder {
 public:
  explicit twin_finder(const Problem& problem) : problem_(problem), sums_(problem.nodes.size()) {
    std::map<std::size_t, std::size_t> counts;
    for (std::size_t l = 0; l < problem.links.size(); ++l) {
      kinds_.push_back(kind_of(l));
      ++counts[kinds_.back()];
      add(l, 1);
    }
    for (const auto& [kind, count] : counts)
      if (count > counts[commonest_]) commonest_ = kind;
  }

  void open(std::size_t node) { open_.push_back(node); }
  void close(std::size_t node) { open_.erase(std::find(open_.begin(), open_.end(), node)); }
  void decide(std::size_t link) { add(link, ~std::uint64_t{0}); }
  /// Calls use(begin, end) for each class of two or more open nodes, given by index.
  template <class Use>
  void each_class(const Use& use) {
    for (const bool counts_itself : {false, true}) {
      ranking_.clear();
      for (const std::size_t v : open_)
        ranking_.emplace_back(
            counts_itself ? plus(sums_[v], hash_of_link(v, commonest_), 1) : sums_[v], v);
      std::sort(ranking_.begin(), ranking_.end());
      for (auto i = ranking_.begin(); i != ranking_.end();) {
        auto j = i + 1;
        while (j != ranking_.end() && j->first == i->first) ++j;
        if (j > i + 1) use(i, j);
        i = j;
      }
    }
  }

 private:
  using sum = std::pair<std::uint64_t, std::uint64_t>;
  static constexpr std::size_t most_kinds = 64;

  static sum hash_of_link(std::size_t to, std::size_t kind) {
    const std::uint64_t h = mixed(mixed(to) ^ kind);
    return {h, mixed(h ^ mixed(~std::uint64_t{to}))};
  }
  static sum plus(const sum& a, const sum& b, std::uint64_t factor) {
    return {a.first + factor * b.first, a.second + factor * b.second};
  }
  void add(std::size_t l, std::uint64_t factor) {
    const auto& link = problem_.links[l];
    if (link.from == link.to) return;
    auto& from = sums_[link.from];
    auto& to = sums_[link.to];
    from = plus(from, hash_of_link(link.to, kinds_[l]), factor);
    to = plus(to, hash_of_link(link.from, kinds_[l]), factor);
  }
  /// Links of one kind are equally good. Beyond some kinds each is of its own.
  std::size_t kind_of(std::size_t l) {
    const auto& link = problem_.links[l];
    using T = std::remove_cvref_t<decltype(link.up.value())>;
    for (std::size_t k = 0; k < examples_.size(); ++k) {
      const auto& other = problem_.links[examples_[k]];
      if (scalar_traits<T>::all(link.up.value() == other.up.value()) &&
          scalar_traits<T>::all(link.up.complement() == other.up.complement()) &&
          link.groups == other.groups)
        return k;
    }
    if (examples_.size() == most_kinds) return most_kinds + l;
    examples_.push_back(l);
    return examples_.size() - 1;  // an index
  }

  const Problem& problem_;
  std::vector<std::size_t> kinds_, examples_;
  std::size_t commonest_ = 0;
  std::vector<sum> sums_;
  std::vector<std::size_t> open_;
  std::vector<std::pair<sum, std::size_t>> ranking_;
};

}  // namespace nines::detail
