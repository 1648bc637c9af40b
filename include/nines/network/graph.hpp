// SPDX-License-Identifier: BSL-1.0
// network<T>: a graph whose links and nodes fail, with their availabilities and names.
//
// Example:
//   network<> net;
//   net.add_node("a");
//   net.add_node("b", 99.99_percent);
//   net.add_link("a", "b", 99.9_percent);       // a second call makes a parallel link
//
// Links join their ends in both directions, or lead from the first to the second where the network
// is directed. All failures are independent, but for those of a shared-risk group (a conduit, a
// rack, a zone): while a group is down, so are all links and nodes that are in it, and while it is
// up they fail on their own. A network only grows, and each step is checked: a network is always
// valid.
// Index: probabilistic graph, shared-risk link group.
#pragma once

#include <cstddef>
#include <nines/inline.hpp>
#include <nines/probability/two_sided.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace nines {

/// Whether links can be used in both directions, or from the first end to the second alone.
enum class orientation { undirected, directed };

/// A node of a network: its name, its own availability, and the groups it is in.
template <scalar T = double>
struct network_node {
  std::string name;                              ///< not empty, and no other node's
  probability<T> up = probability<T>::always();  ///< its own availability, while its groups are up
  std::vector<std::size_t> groups = {};          ///< by index
};

/// A link of a network: the indices of its ends, its own availability, its name, which may be
/// empty, and the groups it is in.
template <scalar T = double>
struct network_link {
  std::size_t from = 0, to = 0;  ///< nodes by index; `from` leads to `to` if directed
  probability<T> up = probability<T>::always();  ///< its own availability
  std::string name = {};                         ///< may be empty
  std::vector<std::size_t> groups = {};          ///< by index
};

/// Links and nodes that fail together, besides their own failures.
template <scalar T = double>
struct shared_risk_group {
  std::string name;                              ///< not empty, and no other group's
  probability<T> up = probability<T>::always();  ///< the probability that it is up
};

namespace detail {

/// Names of nodes, links or groups: each is there once, and leads to an index.
class name_index {
 public:
  explicit name_index(std::string_view kind) : kind_(kind) {}

  /// The next index, for a new name.
  void add(const char* function, const std::string& name, std::size_t index);
  /// *Throws* domain_error for a name that was not added.
  [[nodiscard]] std::size_t at(const char* function, std::string_view name) const;

 private:
  std::string kind_;
  std::unordered_map<std::string, std::size_t> indices_;
};

void require_name(const char* function, const std::string& name);
/// Throws domain_error unless `index` is one of `size`.
void require_index(const char* function, const char* argument, std::size_t index, std::size_t size);

}  // namespace detail

/// Nodes and links that fail, named. Its questions are free functions: two_terminal_reliability
/// and its like.
template <scalar T = double>
class network {
 public:
  using scalar_type = T;

  /// A network without nodes.
  explicit network(orientation o = orientation::undirected) : orientation_(o) {}

  /// Adds a node and returns its index; it never fails unless an availability says so. *Throws*
  /// domain_error for an empty name, or one that is taken.
  std::size_t add_node(std::string name, probability<T> up = probability<T>::always()) {
    detail::require_name("network::add_node", name);
    node_names_.add("network::add_node", name, nodes_.size());
    nodes_.push_back({std::move(name), std::move(up), {}});
    return nodes_.size() - 1;
  }
  /// Adds a link between two nodes and returns its index. Both ends may be the same, and two links
  /// may have the same ends. *Throws* domain_error for an end out of range, or a name that is
  /// taken; links without a name may be many.
  std::size_t add_link(std::size_t from, std::size_t to, probability<T> up, std::string name = {}) {
    detail::require_index("network::add_link", "from", from, nodes_.size());
    detail::require_index("network::add_link", "to", to, nodes_.size());
    if (!name.empty()) link_names_.add("network::add_link", name, links_.size());
    links_.push_back({from, to, std::move(up), std::move(name), {}});
    return links_.size() - 1;
  }
  /// The same between nodes that are named. *Throws* domain_error for an unknown name, too.
  std::size_t add_link(std::string_view from, std::string_view to, probability<T> up,
                       std::string name = {}) {
    return add_link(node_names_.at("network::add_link", from),
                    node_names_.at("network::add_link", to), std::move(up), std::move(name));
  }

  /// Adds a group that fails as a whole, and returns its index. *Throws* domain_error for an empty
  /// name, or one that is taken.
  std::size_t add_group(std::string name, probability<T> up) {
    detail::require_name("network::add_group", name);
    group_names_.add("network::add_group", name, groups_.size());
    groups_.push_back({std::move(name), std::move(up)});
    return groups_.size() - 1;
  }
  /// Puts a node into a group; it may be in several. *Throws* domain_error where an index is out of
  /// range.
  void put_node(std::size_t node, std::size_t group) {
    detail::require_index("network::put_node", "node", node, nodes_.size());
    detail::require_index("network::put_node", "group", group, groups_.size());
    nodes_[node].groups.push_back(group);
  }
  /// Puts a link into a group; the same.
  void put_link(std::size_t link, std::size_t group) {
    detail::require_index("network::put_link", "link", link, links_.size());
    detail::require_index("network::put_link", "group", group, groups_.size());
    links_[link].groups.push_back(group);
  }

  /// Whether links lead in one direction only.
  [[nodiscard]] bool is_directed() const { return orientation_ == orientation::directed; }
  /// All nodes, links and groups, in the order in which they were added.
  [[nodiscard]] const std::vector<network_node<T>>& nodes() const { return nodes_; }
  /// in the order in which they were added
  [[nodiscard]] const std::vector<network_link<T>>& links() const { return links_; }
  /// in the order in which they were added
  [[nodiscard]] const std::vector<shared_risk_group<T>>& groups() const { return groups_; }
  /// The index of what has this name. *Throws* domain_error for an unknown one.
  [[nodiscard]] std::size_t node(std::string_view name) const {
    return node_names_.at("network::node", name);
  }
  /// The index of the link of this name. *Throws* domain_error for an unknown one.
  [[nodiscard]] std::size_t link(std::string_view name) const {
    return link_names_.at("network::link", name);
  }
  /// The index of the group of this name. *Throws* domain_error for an unknown one.
  [[nodiscard]] std::size_t group(std::string_view name) const {
    return group_names_.at("network::group", name);
  }

 private:
  orientation orientation_;
  std::vector<network_node<T>> nodes_;
  std::vector<network_link<T>> links_;
  std::vector<shared_risk_group<T>> groups_;
  detail::name_index node_names_{"node"};
  detail::name_index link_names_{"link"};
  detail::name_index group_names_{"group"};
};

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/network/impl/graph.hpp>
#endif
