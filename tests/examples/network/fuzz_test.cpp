// SPDX-License-Identifier: BSL-1.0
// The readers of topologies against damaged files: whatever the text, they read a topology or throw
// their own input_error.
#include "../support/fuzz.hpp"

#include <doctest/doctest.h>

#include "network/topology.hpp"

using nines_test::fuzz;

namespace {

using reader = network::topology (*)(const std::string&, const std::string&);

void damage(unsigned seed, const char* ending, reader read) {
  fuzz(seed, sample_texts(NINES_TOPOLOGIES, {ending}), [&](std::size_t, const std::string& text) {
    const auto t = read(text, std::string("damaged") + ending);
    network::defaults d{network::chance::from_value(0.99), {}, {}};
    for (const auto& e : t.nodes())
      for (const auto& g : e.groups) d.groups[g] = *d.link;
    for (const auto& e : t.links())
      for (const auto& g : e.groups) d.groups[g] = *d.link;
    (void)network::build(t, d);
  });
}

}  // namespace

TEST_CASE("damaged GraphML is read or refused, never worse") {
  damage(81, ".graphml", network::read_graphml);
}
TEST_CASE("damaged SNDlib files are read or refused, never worse") {
  damage(82, ".txt", network::read_sndlib);
}
TEST_CASE("damaged DOT is read or refused, never worse") { damage(83, ".dot", network::read_dot); }
TEST_CASE("damaged CSV is read or refused, never worse") { damage(84, ".csv", network::read_csv); }
