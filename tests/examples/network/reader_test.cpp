// SPDX-License-Identifier: BSL-1.0
// The four formats say the same network, each in its own words.
#include <doctest/doctest.h>

#include "network/topology.hpp"

using namespace network;

namespace {

/// A triangle a, b, c, of which b - c is named and in two groups.
void check_triangle(const topology& t) {
  REQUIRE(t.nodes().size() == 3);
  REQUIRE(t.links().size() == 3);
  const char* names[] = {"a", "b", "c"};
  for (std::size_t v = 0; v < 3; ++v) CHECK(t.nodes()[v].name == names[v]);
  const auto& link = t.links()[1];
  CHECK(link.from == 1);
  CHECK(link.to == 2);
  CHECK(link.name == "x");
  REQUIRE(link.up.has_value());
  CHECK(link.up->complement() == 1e-3);
  CHECK(link.groups == std::vector<std::string>{"g", "h i"});
  CHECK(!t.links()[0].up.has_value());
  CHECK(!t.is_directed);
}

}  // namespace

TEST_CASE("a list of links as CSV, with quotes") {
  check_triangle(
      read_csv("source,target,availability,group,name\n"
               "a,b,,,\r\n\n"
               "\"b\",c,99.9%,\"g; h i\",x\n"
               "c,a,,,\n",
               "f.csv"));
}

TEST_CASE("DOT, with chains, comments, subgraphs and what holds for all that follow") {
  check_triangle(
      read_dot("strict graph { rankdir=LR; /* two */ subgraph s { a -- b }\n"
               "# a line\n"
               "b:port:n -- c [availability=\"99.9%\", group=\"g;h i\"; name=x]\n"
               "c -- a }",
               "f.dot"));
  const auto t = read_dot(
      "digraph \"t\" { edge [availability=0.9]; a -> b -> c [color=red]; "
      "node [availability=0.5]; d; c [group=z] }",
      "f.dot");
  CHECK(t.is_directed);
  CHECK(t.title == "t");
  CHECK(t.links().size() == 2);
  CHECK(t.links()[1].up->value() == 0.9);
  CHECK(t.nodes()[3].up->value() == 0.5);
  CHECK(!t.nodes()[2].up.has_value());
  CHECK(t.nodes()[2].groups == std::vector<std::string>{"z"});
}

TEST_CASE("GraphML, with labels that are one node's alone and those that are not") {
  const std::string keys =
      "<graphml><key id='l' for='node' attr.name='label'/><key id='p' for='edge' "
      "attr.name='availability'/><key id='g' for='edge' attr.name='group'/><key id='n' for='edge' "
      "attr.name='name'/>";
  check_triangle(read_graphml(
      keys + "<graph edgedefault='undirected'><node id='1'><data key='l'>a</data></node>"
             "<node id='b'/><node id='3'><data key='l'> c </data></node>"
             "<edge source='1' target='b'/><edge source='b' target='3'><data key='p'>99.9%</data>"
             "<data key='g'>g; h i</data><data key='n'>x</data></edge>"
             "<edge source='3' target='1'/></graph></graphml>",
      "f.graphml"));
  const auto t =
      read_graphml(keys +
                       "<graph edgedefault='directed'><node id='1'><data key='l'>a</data></node>"
                       "<node id='2'><data key='l'>a</data></node></graph></graphml>",
                   "f.graphml");
  CHECK(t.is_directed);
  CHECK(t.nodes()[0].name == "a (1)");
  CHECK(t.nodes()[1].name == "a (2)");
}

TEST_CASE("SNDlib's native format, of which nodes and links are read") {
  const auto t = read_sndlib(
      "?SNDlib native format; type: network; version: 1.0\n# c\nMETA ( a = b ( c ) )\n"
      "NODES ( a ( 1 2 ) b ( 3 4 ) c ( 5 6 ) )\n"
      "LINKS ( l1 ( a b ) 0.00 0.00 0.00 0.00 ( 40.00 1.00 ) x ( b c ) 1 2 3 4 l3 ( c a ) )\n"
      "DEMANDS ( d ( a b ) 1 5.00 UNLIMITED )\n",
      "f.txt");
  REQUIRE(t.links().size() == 3);
  CHECK(t.links()[1].name == "x");
  CHECK(t.links()[2].from == 2);
  CHECK(t.links()[2].to == 0);
}
