// SPDX-License-Identifier: BSL-1.0
// A network whose links and nodes fail: are its terminals connected?
#include <iostream>
#include <nines/network.hpp>
#include <nines/probability.hpp>

int main() {
  using namespace nines;
  network<> net;  // three sites, each with two links to the others
  for (const char* site : {"Berlin", "Paris", "Rome"}) net.add_node(site, 99.99_percent);
  net.add_link("Berlin", "Paris", 99.9_percent);
  net.add_link("Paris", "Rome", 99.5_percent, "north");
  net.add_link("Rome", "Berlin", 99.8_percent, "south");
  std::cout << "Berlin to Rome     " << two_terminal_reliability(net, "Berlin", "Rome") << "\n"
            << "all three          " << all_terminal_reliability(net) << "\n";

  const auto tunnel = net.add_group("tunnel", 99.9_percent);  // both links to Rome lie in it
  net.put_link(net.link("north"), tunnel);
  net.put_link(net.link("south"), tunnel);
  std::cout << "with one tunnel    " << two_terminal_reliability(net, "Berlin", "Rome") << "\n";

  const auto fabric = fat_tree(4, {99.9_percent, 99.99_percent});
  std::cout << "between two racks  " << two_terminal_reliability(fabric, "e0_0", "e3_1") << "\n";
}

// It prints:
//   Berlin to Rome     99.9787824%
//   all three          99.9683055%
//   with one tunnel    99.878804%
//   between two racks  99.979759%
