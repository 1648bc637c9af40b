// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/markov/chain/vanishing.hpp>
#include <nines/markov/passage/first_passage.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"

using nines_test::message_of;

TEST_CASE("a choice that takes no time is sent on") {
  nines::vanishing_builder<> b;
  b.add("up", "switch", 1e-4).add("down", "up", 0.5);
  b.immediate("switch", "up", 99).immediate("switch", "down", 1);
  b.label("down", {"switch", "down"}).rates_per(std::chrono::minutes(1));
  const auto model = b.build();
  CHECK(model.chain.size() == 2);
  CHECK(model.chain.name(1) == "down");
  CHECK(model.states == std::vector<std::size_t>{0, 2});
  CHECK(model.chain.rates().coeff(0, 1) == doctest::Approx(1e-6).epsilon(1e-15).scale(0));
  CHECK(model.chain.exit_rates()[0] == model.chain.rates().coeff(0, 1));  // not what returns
  CHECK(model.chain.states("down").states() == std::vector<std::size_t>{1});
  CHECK(model.chain.unit() == std::chrono::minutes(1));
  const auto start = model.entered(std::vector<double>{0, 1, 0});
  CHECK(start[0] == 0.99);
  CHECK(start[1] == 0.01);
}

TEST_CASE("loops of vanishing states are summed, not subtracted") {
  // try -> again with all but 1e-20: the geometric sum leads to "broken" in the end.
  nines::vanishing_builder<> b;
  b.add("ok", "try", 2).add("broken", "ok", 1);
  b.immediate("try", "again", 1).immediate("try", "broken", 1e-20);
  b.immediate("again", "again", 5).immediate("again", "try", 1).immediate("again", "lost", 1e-22);
  b.add("lost", "ok", 1);
  const auto c = b.build().chain;
  // From "try": broken 1e-20 or again (nearly 1); from there lost 1e-22 or try: odds 100 to 1.
  CHECK(c.rates().coeff(0, 1) == doctest::Approx(2 / 1.01).epsilon(1e-15).scale(0));
  CHECK(c.rates().coeff(0, 2) == doctest::Approx(2 * 0.01 / 1.01).epsilon(1e-15).scale(0));
}

TEST_CASE("the order in which states vanish does not matter, nor does the precision") {
  // Random nets; reference: the vanishing states slowed down to rates of 1e60, in 100 digits.
  nines_test::random_source random(20260103);
  using nines_test::mp;
  for (int trial = 0; trial < nines_test::trials(60, 20); ++trial) {
    const std::size_t real = random.between(2, 4);
    const std::size_t n = real + random.between(1, 5);
    nines::vanishing_builder<> b;
    nines::chain_builder<mp> slowed(n);
    const auto name = [](std::size_t i) { return "s" + std::to_string(i); };
    std::vector<std::size_t> number(n);  // names are met in a random order
    for (std::size_t i = 0; i < n; ++i) std::swap(number[i] = i, number[random.below(i + 1)]);
    for (const std::size_t i : number) b.state(name(i));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        if (j != (i + 1) % n && !random.one_in(3)) continue;
        const double x = random.log_uniform(1e-12, 1e3);
        if (i < real)
          b.add(name(i), name(j), x);
        else
          b.immediate(name(i), name(j), x);
        slowed.add(i, j, i < real ? mp(x) : mp(x) * mp("1e80"));
      }
    const auto model = b.build();
    const auto reference = slowed.build();
    REQUIRE(model.chain.size() == real);
    // From a real state: the next real one, by first entries of the slow chain.
    for (std::size_t k = 0; k < real; ++k) {
      const std::size_t from = std::stoul(model.chain.name(k).substr(1));
      for (std::size_t l = 0; l < real; ++l) {
        if (l == k) continue;
        const std::size_t to = std::stoul(model.chain.name(l).substr(1));
        mp rate = reference.rates().coeff(static_cast<int>(from), static_cast<int>(to));
        const nines::first_passage<mp> passage(
            reference, nines::state_set::where(n, [&](std::size_t i) { return i < real; }));
        for (std::size_t v = real; v < n; ++v) {
          const mp into = reference.rates().coeff(static_cast<int>(from), static_cast<int>(v));
          const auto start = nines::point_mass<mp>(n, v);
          if (into > 0) rate += into * passage.entries(std::span<const mp>(start))[to];
        }
        const double computed = model.chain.rates().coeff(static_cast<int>(k), static_cast<int>(l));
        REQUIRE(nines_test::error_in_epsilons(computed, rate) < 100);
      }
    }
  }
}

TEST_CASE("what is wrong is named") {
  using builder = nines::vanishing_builder<>;
  CHECK(message_of([] {
          return builder().add("a", "b", 1).immediate("b", "c", 1).immediate("c", "b", 1).build();
        }) ==
        "nines::vanishing_builder::build: 'c' is left at once, but leads to no state in "
        "which time is spent");
  CHECK(message_of([] {
          return builder().add("a", "b", 1).immediate("b", "b", 1).build();
        }).find("'b' is left at once, but leads to no state") != std::string::npos);
  CHECK(message_of([] { return builder().add("a", "b", 1).immediate("a", "c", 1).build(); }) ==
        "nines::vanishing_builder::build: 'a' has immediate transitions, so its timed ones would "
        "never be taken");
  CHECK(message_of([] {
          return builder().immediate("a", "b", 1).immediate("b", "a", 1).build();
        }).find("there is no state in which time is spent") != std::string::npos);
  CHECK(message_of([] {
          return builder().build();
        }).find("there is no state in which time is spent") != std::string::npos);
  CHECK(message_of([] { return builder().immediate("a", "b", -1).build(); }) ==
        "nines::vanishing_builder::immediate: weight from 'a' to 'b' is -1, but must be 0 or more, "
        "and finite");
  CHECK(message_of([] {
          return builder().add("a", "b", std::numeric_limits<double>::quiet_NaN()).build();
        }).find("rate from 'a' to 'b' is nan") != std::string::npos);
  CHECK(message_of([] { return builder().add("a", "b", 1).label("up", {"x"}).build(); }) ==
        "nines::vanishing_builder::label: there is no state 'x'");
  CHECK(message_of([] {
          return builder().add("a", "b", 1).build().entered(std::vector<double>{1});
        }).find("size of initial is 1, but must be 2") != std::string::npos);
}
