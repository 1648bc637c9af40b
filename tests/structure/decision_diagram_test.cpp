// SPDX-License-Identifier: BSL-1.0
// Diagrams against truth tables of 5 variables: one function, one literal.
#include <doctest/doctest.h>

#include <nines/structure/decision_diagram.hpp>
#include <unordered_map>

#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using table = std::uint32_t;  // of 2^5 states
constexpr table variables[] = {0xffff0000, 0xff00ff00, 0xf0f0f0f0, 0xcccccccc, 0xaaaaaaaa};

struct function {
  literal diagram;
  table truth;
};

}  // namespace

TEST_CASE("if-then-else of random functions is canonical, and survives a collection") {
  random_source random(1305);
  decision_diagram d;
  std::vector<function> known = {{always_true, 0xffffffff}};
  for (std::uint32_t i = 0; i < 5; ++i) known.push_back({d.variable(i), variables[i]});
  for (int step = 0; step < 5000; ++step) {
    const auto pick = [&] {
      const function f = known[random.below(known.size())];
      return random.one_in(2) ? f : function{!f.diagram, ~f.truth};
    };
    const function f = pick();
    const function g = pick();
    const function h = pick();
    known.push_back(
        {d.ite(f.diagram, g.diagram, h.diagram), (f.truth & g.truth) | (~f.truth & h.truth)});
    if (step % 1000 != 999) continue;
    known.erase(known.begin() + 6, known.begin() + 500);
    std::vector<literal*> needed;
    for (function& each : known) needed.push_back(&each.diagram);
    d.collect(needed);
  }
  std::unordered_map<table, literal> one;
  bool canonical = true;
  for (const function& each : known)
    canonical = canonical && one.emplace(each.truth, each.diagram).first->second == each.diagram;
  CHECK(canonical);
  CHECK(one.size() > 500);
  for (const auto& [truth, diagram] : one)
    if (const auto opposite = one.find(~truth); opposite != one.end())
      CHECK(opposite->second == !diagram);
}

TEST_CASE("a limit ends it") {
  decision_diagram d;
  d.limit(1000, 1e9);
  literal sum = always_false;  // of products of variables far apart: exponential in this order
  for (std::uint32_t i = 0; i < 20; ++i)
    sum = d.either(sum, d.both(d.variable(i), d.variable(i + 20)));
  CHECK(d.exhausted());
  d.reset();
  CHECK_FALSE(d.exhausted());
}
