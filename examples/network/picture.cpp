// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <nines/network/importance.hpp>
#include <ostream>

#include "analysis.hpp"
#include "common/format.hpp"

namespace network {

namespace {

constexpr std::size_t most_drawn = 2000;
constexpr std::array<const char*, 5> heat = {"#dddddd", "#ffd9a8", "#ffb088", "#f58370", "#d93a2b"};

/// The colour of a part that is critical in this share of the failures.
const char* colour(double share) {
  return heat[share <= 0 ? 0 : share < 0.01 ? 1 : share < 0.1 ? 2 : share < 0.5 ? 3 : 4];
}
double share_of(const std::vector<nines::component_importance<double>>& parts, std::size_t i) {
  const auto& each = parts[i];
  return each.reliability.complement() > 0 ? nines::criticality_importance(each) : 0;
}

}  // namespace

void write_dot(std::ostream& out, const subject& s,
               const boxed<nines::importance_table<double>>& table) {
  const auto& net = s.net;
  if (net.nodes().size() > most_drawn)
    throw input_error("--dot: a picture of " + std::to_string(net.nodes().size()) +
                      " nodes says nothing; the most are " + std::to_string(most_drawn));
  std::vector<bool> is_terminal(net.nodes().size(), false);
  for (const std::size_t t : s.terminals) is_terminal[t] = true;
  out << (net.is_directed() ? "digraph" : "graph")
      << " network {\n  graph [fontname=\"Helvetica\", labelloc=t, label=\"" << dot_escaped(s.title)
      << "\"];\n  node [fontname=\"Helvetica\", fontsize=11, shape=box, "
         "style=\"rounded,filled\"];\n  edge [penwidth=2];\n";
  for (std::size_t v = 0; v < net.nodes().size(); ++v)
    out << "  n" << v << " [label=\"" << dot_escaped(net.nodes()[v].name) << "\", fillcolor=\""
        << colour(table ? share_of(table->nodes, v) : 0)
        << (is_terminal[v] ? "\", peripheries=2];\n" : "\"];\n");
  for (std::size_t l = 0; l < net.links().size(); ++l) {
    const auto& link = net.links()[l];
    out << "  n" << link.from << (net.is_directed() ? " -> n" : " -- n") << link.to << " [color=\""
        << colour(table ? share_of(table->links, l) : 0) << "\", tooltip=\""
        << dot_escaped(link_name(net, l)) << "\"];\n";
  }
  out << "}\n";
}

}  // namespace network
