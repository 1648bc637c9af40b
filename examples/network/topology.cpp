// SPDX-License-Identifier: BSL-1.0
#include "topology.hpp"

#include <filesystem>

#include "common/scalars.hpp"

namespace network {

namespace {

constexpr std::size_t longest_topology = 64u << 20;

/// The parts of "a; b".
std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    const std::string name = plain_blanks(text.substr(begin, end - begin));
    if (!name.empty()) parts.push_back(name);
    begin = end + 1;
  }
  return parts;
}

/// The groups of all elements, with their availabilities.
class group_table {
 public:
  group_table(nines::network<double>& net, const defaults& d) : net_(net), defaults_(d) {}

  std::size_t operator()(const std::string& name) {
    const auto found = indices_.find(name);
    if (found != indices_.end()) return found->second;
    const auto up = defaults_.groups.find(name);
    if (up == defaults_.groups.end())
      throw input_error("the group " + quoted(name) + " has no availability: --group \"" + name +
                        "=99.9%\"");
    return indices_[name] = net_.add_group(name, up->second);
  }
  void require_all_used() const {
    for (const auto& [name, up] : defaults_.groups)
      if (indices_.count(name) == 0)
        throw input_error("--group: nothing is in the group " + quoted(name));
  }

 private:
  nines::network<double>& net_;
  const defaults& defaults_;
  std::map<std::string, std::size_t> indices_;
};

}  // namespace

std::size_t topology::add_node(element node, const location& at) {
  if (node.name.empty()) at.fail("a node has no name");
  if (!by_name_.emplace(node.name, nodes_.size()).second)
    at.fail("the node " + calculator::quoted(node.name) + " is there already");
  nodes_.push_back(std::move(node));
  return nodes_.size() - 1;
}

std::size_t topology::node_or_new(const std::string& name, const location& at) {
  const auto found = by_name_.find(name);
  return found != by_name_.end() ? found->second : add_node({name}, at);
}

std::string topology::no_node(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& [known, index] : by_name_) names.push_back(known);
  return "there is no node " + quoted(name) + suggestion(name, names);
}

std::size_t topology::node(const std::string& name, const location& at) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) at.fail(no_node(name));
  return found->second;
}

void topology::add_link(file_link link, const location& at) {
  if (!link.name.empty() && !link_names_.insert(link.name).second)
    at.fail("the link " + calculator::quoted(link.name) + " is there already");
  links_.push_back(std::move(link));
}

void set_attribute(element& e, const std::string& key, const std::string& text, location at) {
  at.key = key;
  try {
    if (key == "availability") e.up = parse_probability(text);
    if (key == "group") e.groups = listed(text);
    if (key == "name") e.name = plain_blanks(text);
  } catch (const std::invalid_argument& error) {
    at.fail(error.what());
  }
}

topology read_topology(const std::string& path) {
  const std::string ending = std::filesystem::path(path).extension().string();
  const std::map<std::string, topology (*)(const std::string&, const std::string&)> readers = {
      {".graphml", read_graphml}, {".xml", read_graphml}, {".txt", read_sndlib},
      {".native", read_sndlib},   {".dot", read_dot},     {".gv", read_dot},
      {".csv", read_csv}};
  const auto reader = readers.find(ending);
  if (reader == readers.end())
    throw input_error(path +
                      ": is none of .graphml, .xml (GraphML), .txt, .native (SNDlib), .dot, .gv, "
                      ".csv");
  topology t = reader->second(read_file_text(path, longest_topology), path);
  if (t.title.empty()) t.title = std::filesystem::path(path).stem().string();
  if (t.nodes().empty()) throw input_error(path + ": has no node");
  return t;
}

nines::network<double> build(const topology& t, const defaults& d) {
  nines::network<double> net(t.is_directed ? nines::orientation::directed
                                           : nines::orientation::undirected);
  group_table groups(net, d);
  for (const auto& v : t.nodes()) {
    const auto node = net.add_node(v.name, v.up.value_or(d.node.value_or(chance::always())));
    for (const auto& name : v.groups) net.put_node(node, groups(name));
  }
  for (const auto& l : t.links()) {
    const auto& up = l.up ? l.up : d.link;
    if (!up)
      throw input_error("the link between " + quoted(t.nodes()[l.from].name) + " and " +
                        quoted(t.nodes()[l.to].name) +
                        " has no availability; give one for all links: --link 99.9%");
    const auto link = net.add_link(l.from, l.to, *up, l.name);
    for (const auto& name : l.groups) net.put_link(link, groups(name));
  }
  groups.require_all_used();
  return net;
}

std::string link_name(const nines::network<double>& net, std::size_t link) {
  const auto& l = net.links()[link];
  if (!l.name.empty()) return l.name;
  return net.nodes()[l.from].name + (net.is_directed() ? " -> " : " - ") + net.nodes()[l.to].name;
}

}  // namespace network
