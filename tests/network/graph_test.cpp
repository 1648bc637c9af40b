// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/graph.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>

#include "support/message.hpp"

using namespace nines;
using nines_test::message_of;

TEST_CASE("a network keeps what was added, by index and by name") {
  network<> net(orientation::directed);
  CHECK(net.add_node("a") == 0);
  CHECK(net.add_node("b", 99.9_percent) == 1);
  CHECK(net.add_link("a", "b", 99_percent, "cable") == 0);
  CHECK(net.add_link(1, 0, 98_percent) == 1);
  CHECK(net.add_link(1, 0, 98_percent) == 2);  // a parallel link; neither has a name
  CHECK(net.add_group("conduit", 99.99_percent) == 0);
  net.put_link(net.link("cable"), net.group("conduit"));
  net.put_node(net.node("b"), 0);
  CHECK(net.is_directed());
  CHECK(net.nodes()[0].up.complement() == 0);
  CHECK(net.nodes()[1].groups == std::vector<std::size_t>{0});
  CHECK(net.links()[0].to == 1);
  CHECK(net.links()[0].groups.size() == 1);
  CHECK(net.groups()[0].up == 99.99_percent);
  CHECK(!network<>().is_directed());
}

TEST_CASE("a network refuses names that are taken or unknown, and indices out of range") {
  network<> net;
  net.add_node("a");
  net.add_node("b");
  net.add_link("a", "b", 99_percent, "x");
  net.add_group("g", 99_percent);
  CHECK(message_of([&] { return net.add_node("a"); }) ==
        "nines::network::add_node: node \"a\" is there already");
  CHECK(message_of([&] { return net.add_node(""); }) ==
        "nines::network::add_node: the name is empty");
  CHECK(message_of([&] { return net.add_link("a", "c", 99_percent); }) ==
        "nines::network::add_link: there is no node \"c\"");
  CHECK(message_of([&] { return net.add_link(0, 2, 99_percent); }) ==
        "nines::network::add_link: to is 2, but must be less than 2");
  CHECK(message_of([&] { return net.add_link(3, 0, 99_percent); }) ==
        "nines::network::add_link: from is 3, but must be less than 2");
  CHECK(message_of([&] { return net.add_link(0, 1, 99_percent, "x"); }) ==
        "nines::network::add_link: link \"x\" is there already");
  CHECK(message_of([&] { return net.add_group("g", 99_percent); }) ==
        "nines::network::add_group: group \"g\" is there already");
  CHECK(message_of([&] { return net.add_group("", 99_percent); }) ==
        "nines::network::add_group: the name is empty");
  CHECK(message_of([&] { return net.link("y"); }) ==
        "nines::network::link: there is no link \"y\"");
  CHECK(message_of([&] { return net.group("y"); }) ==
        "nines::network::group: there is no group \"y\"");
  CHECK(message_of([&] {
          net.put_node(2, 0);
          return 0;
        }) == "nines::network::put_node: node is 2, but must be less than 2");
  CHECK(message_of([&] {
          net.put_node(0, 1);
          return 0;
        }) == "nines::network::put_node: group is 1, but must be less than 1");
  CHECK(message_of([&] {
          net.put_link(1, 0);
          return 0;
        }) == "nines::network::put_link: link is 1, but must be less than 1");
  CHECK(message_of([&] {
          net.put_link(0, 1);
          return 0;
        }) == "nines::network::put_link: group is 1, but must be less than 1");
}
