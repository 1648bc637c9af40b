// SPDX-License-Identifier: BSL-1.0
// Lists of links in DOT, the language of Graphviz: nodes, links, chains of links, subgraphs, and
// the attributes "availability", "group" and "name" of nodes and links, or of all that follow.
//
//   graph { Berlin -- Paris -- Rome [availability="99.9%"]; Rome [group=tunnel] }
#include "common/scalars.hpp"
#include "tokens.hpp"
#include "topology.hpp"

namespace network {

namespace {

class dot_reader {
 public:
  dot_reader(const std::string& text, const std::string& file)
      : tokens_(text, file, {{"//", "#"}, true, "{}[];,=:", {"--", "->"}}) {}

  topology read() {
    tokens_.take_if("strict");
    const auto at = tokens_.place();
    topology_.is_directed = tokens_.take_if("digraph");
    if (!topology_.is_directed && !tokens_.take_if("graph"))
      at.fail(R"(is no DOT: it begins with neither "graph" nor "digraph")");
    if (!tokens_.is("{")) topology_.title = tokens_.take().text;
    tokens_.expect("{");
    for (int open = 1; open > 0;) read_statement(open);
    if (!tokens_.is_at_end()) tokens_.place().fail("nothing may follow the graph");
    return std::move(topology_);
  }

 private:
  struct attribute {
    std::string key, value;
    location at;
  };

  /// One statement; `open` counts the brackets that are open.
  void read_statement(int& open) {
    if (tokens_.take_if(";")) return;
    if (tokens_.take_if("}")) {
      --open;
    } else if (tokens_.take_if("{")) {
      ++open;
    } else if (tokens_.take_if("subgraph")) {
      if (!tokens_.is("{")) name();
    } else if (tokens_.take_if("graph")) {
      read_attributes();
    } else if (tokens_.take_if("node")) {
      append(for_nodes_, read_attributes());
    } else if (tokens_.take_if("edge")) {
      append(for_links_, read_attributes());
    } else {
      read_chain();
    }
  }
  static void append(std::vector<attribute>& all, const std::vector<attribute>& more) {
    all.insert(all.end(), more.begin(), more.end());
  }
  std::string name() {
    for (const char* sign : {"{", "}", "[", "]", ";", ",", "=", ":", "--", "->"})
      if (tokens_.is(sign))
        tokens_.place().fail(std::string("there must be a name, not \"") + sign + "\"");
    return tokens_.take().text;
  }

  /// A node, "key = value", or a chain of links, with attributes.
  void read_chain() {
    const auto at = tokens_.place();
    const std::string first = name();
    if (tokens_.take_if("=")) {
      name();
      return;
    }
    std::vector<std::size_t> chain = {node(first, at)};
    while (tokens_.is("--") || tokens_.is("->")) {
      const auto sign = tokens_.place();
      if (topology_.is_directed != (tokens_.take().text == "->"))
        sign.fail(topology_.is_directed ? "links of a digraph are written ->"
                                        : "links of a graph are written --");
      const auto here = tokens_.place();
      chain.push_back(node(name(), here));
    }
    const auto attributes = tokens_.is("[") ? read_attributes() : std::vector<attribute>{};
    if (chain.size() == 1) return set(topology_.node_at(chain[0]), attributes);
    for (std::size_t i = 1; i < chain.size(); ++i) add_link(chain[i - 1], chain[i], attributes, at);
  }
  std::size_t node(const std::string& text, const location& at) {
    while (tokens_.take_if(":")) name();  // ports
    const bool is_new = !topology_.has_node(text);
    const std::size_t index = topology_.node_or_new(text, at);
    if (is_new) set(topology_.node_at(index), for_nodes_);
    return index;
  }
  void add_link(std::size_t from, std::size_t to, const std::vector<attribute>& attributes,
                const location& at) {
    file_link link;
    link.from = from;
    link.to = to;
    set(link, for_links_);
    for (const auto& a : attributes) set_attribute(link, a.key, a.value, a.at);
    topology_.add_link(std::move(link), at);
  }
  /// A node keeps the name by which it is called.
  static void set(element& e, const std::vector<attribute>& attributes) {
    for (const auto& a : attributes)
      if (a.key != "name") set_attribute(e, a.key, a.value, a.at);
  }

  std::vector<attribute> read_attributes() {
    std::vector<attribute> list;
    tokens_.expect("[");
    while (!tokens_.take_if("]")) {
      if (tokens_.take_if(",") || tokens_.take_if(";")) continue;
      const auto at = tokens_.place();
      const std::string key = name();
      tokens_.expect("=");
      list.push_back({key, name(), at});
    }
    return list;
  }

  token_list tokens_;
  topology topology_;
  std::vector<attribute> for_nodes_, for_links_;
};

}  // namespace

topology read_dot(const std::string& text, const std::string& file) {
  return dot_reader(text, file).read();
}

}  // namespace network
