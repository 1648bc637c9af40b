// SPDX-License-Identifier: BSL-1.0
// GraphML, as the Internet Topology Zoo writes it: a node has its id, and its name in the data
// "label" where that is one node's alone. "availability", "group" and "name" are read of nodes and
// links, too, if the file has such keys.
#include <algorithm>
#include <cstring>
#include <pugixml.hpp>

#include "common/scalars.hpp"
#include "topology.hpp"

namespace network {

namespace {

class graphml_reader {
 public:
  graphml_reader(const std::string& text, const std::string& file) : text_(text), file_(file) {}

  topology read() {
    const auto parsed = document_.load_buffer(text_.data(), text_.size());
    if (!parsed) place(parsed.offset).fail(parsed.description());
    const auto root = document_.child("graphml");
    if (!root) place(0).fail("is no GraphML: it has no element \"graphml\"");
    for (const auto& key : root.children("key"))
      keys_[key.attribute("id").value()] = key.attribute("attr.name").value();
    const auto graph = root.child("graph");
    if (!graph) at(root).fail("has no element \"graph\"");
    topology_.is_directed = std::strcmp(graph.attribute("edgedefault").value(), "directed") == 0;
    topology_.title = data_of(graph, "label");
    for (const auto& node : graph.children("node")) ++labels_[data_of(node, "label")];
    for (const auto& node : graph.children("node")) add_node(node);
    for (const auto& edge : graph.children("edge")) add_edge(edge);
    return std::move(topology_);
  }

 private:
  [[nodiscard]] location place(std::ptrdiff_t offset) const {
    const auto end = text_.begin() + std::clamp<std::ptrdiff_t>(
                                         offset, 0, static_cast<std::ptrdiff_t>(text_.size()));
    const auto begin = text_.begin();
    const auto line_start = std::find(std::make_reverse_iterator(end), text_.rend(), '\n').base();
    return {file_, static_cast<int>(std::count(begin, end, '\n')) + 1,
            static_cast<int>(end - line_start) + 1, ""};
  }
  [[nodiscard]] location at(const pugi::xml_node& node) const { return place(node.offset_debug()); }

  [[nodiscard]] std::string data_of(const pugi::xml_node& node, const std::string& name) const {
    for (const auto& data : node.children("data"))
      if (const auto key = keys_.find(data.attribute("key").value());
          key != keys_.end() && key->second == name)
        return plain_blanks(data.text().get());
    return "";
  }
  void read_attributes(const pugi::xml_node& node, element& e) const {
    for (const char* key : {"availability", "group", "name"})
      if (const auto text = data_of(node, key); !text.empty())
        set_attribute(e, key, text, at(node));
  }
  void add_node(const pugi::xml_node& node) {
    const std::string id = node.attribute("id").value();
    if (id.empty()) at(node).fail("a node has no id");
    element e;
    const auto label = data_of(node, "label");
    e.name = label.empty() ? id : labels_[label] == 1 ? label : label + " (" + id + ")";
    read_attributes(node, e);
    if (!ids_.emplace(id, topology_.nodes().size()).second)
      at(node).fail("the id " + quoted(id) + " is there already");
    topology_.add_node(std::move(e), at(node));
  }
  [[nodiscard]] std::size_t end_of(const pugi::xml_node& edge, const char* which) const {
    const std::string id = edge.attribute(which).value();
    const auto found = ids_.find(id);
    if (found == ids_.end())
      at(edge).fail(std::string(which) + " is " + quoted(id) + ", but no node has this id");
    return found->second;
  }
  void add_edge(const pugi::xml_node& edge) {
    file_link link;
    link.from = end_of(edge, "source");
    link.to = end_of(edge, "target");
    read_attributes(edge, link);
    topology_.add_link(std::move(link), at(edge));
  }

  const std::string& text_;
  const std::string& file_;
  pugi::xml_document document_;
  topology topology_;
  std::map<std::string, std::string> keys_;
  std::map<std::string, int> labels_;  // how many nodes have it
  std::map<std::string, std::size_t> ids_;
};

}  // namespace

topology read_graphml(const std::string& text, const std::string& file) {
  return graphml_reader(text, file).read();
}

}  // namespace network
