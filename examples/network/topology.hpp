// SPDX-License-Identifier: BSL-1.0
// A topology as files have it: nodes and links by name, with what is said of each.
//
//   read_topology("Abilene.graphml")     GraphML (Topology Zoo), SNDlib native (.txt), DOT, CSV
//   build(topology, defaults)            the network that the library asks
#pragma once

#include <map>
#include <nines/network/graph.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/input.hpp"

namespace network {

using namespace calculator;

/// What a file says of a node or a link.
struct element {
  std::string name = {};
  std::optional<chance> up = {};
  std::vector<std::string> groups = {};  ///< what fails with it, by name
};
struct file_link : element {
  std::size_t from = 0, to = 0;
};

/// Nodes and links in the order of the file.
class topology {
 public:
  std::string title;
  bool is_directed = false;

  /// A new node; at() complains if its name is there, or empty.
  std::size_t add_node(element node, const location& at);
  /// The node of a name, new where the name is.
  std::size_t node_or_new(const std::string& name, const location& at);
  /// The node of a name that must be there.
  [[nodiscard]] std::size_t node(const std::string& name, const location& at) const;
  /// "there is no node ...", with the name that may have been meant.
  [[nodiscard]] std::string no_node(const std::string& name) const;
  [[nodiscard]] bool has_node(const std::string& name) const { return by_name_.count(name) != 0; }
  element& node_at(std::size_t index) { return nodes_[index]; }
  void add_link(file_link link, const location& at);

  [[nodiscard]] const std::vector<element>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<file_link>& links() const { return links_; }

 private:
  std::vector<element> nodes_;
  std::vector<file_link> links_;
  std::map<std::string, std::size_t> by_name_;
  std::set<std::string> link_names_;
};

/// One attribute of an element, as all formats name it: "availability", "group" (several with ';'),
/// "name"; others are passed over.
void set_attribute(element& e, const std::string& key, const std::string& text, location at);

/// Each takes the text of a file; what is wrong is an input_error with the file and the line.
topology read_graphml(const std::string& text, const std::string& file);
topology read_sndlib(const std::string& text, const std::string& file);
topology read_dot(const std::string& text, const std::string& file);
topology read_csv(const std::string& text, const std::string& file);

/// By the ending of the file's name: .graphml, .xml; .txt, .native; .dot, .gv; .csv.
topology read_topology(const std::string& path);

/// What elements have of which the file says nothing, and shared risks.
struct defaults {
  std::optional<chance> link = {}, node = {};
  std::map<std::string, chance> groups = {};
};

/// The network. Throws input_error where a link has no availability, and none is given for all; or
/// where a group has none.
nines::network<double> build(const topology& t, const defaults& d);

/// A link as people say it: its name, or its ends.
std::string link_name(const nines::network<double>& net, std::size_t link);

}  // namespace network
