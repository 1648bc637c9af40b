// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/combine.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/independent.hpp>
#include <nines/markov/measures/availability.hpp>

#include "support/message.hpp"
#include "support/random.hpp"

using nines::joint_state;
using nines_test::message_of;

namespace {

nines::chain<> unit(double failure, double repair) {
  return nines::chain_builder<>()
      .add("up", "down", failure)
      .add("down", "up", repair)
      .label("up", {"up"})
      .build();
}

/// States 0 .. n-1 in a ring, with other links; up is state 0.
nines::chain<> random_pairs(nines_test::random_source& random, std::size_t n) {
  nines::chain_builder<> b;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (j == (i + 1) % n || random.one_in(3)) b.add(i, j, random.log_uniform(1e-6, 1e3));
  return b.label("up", {0}).build();
}

}  // namespace

TEST_CASE("the long run of independent chains is a product") {
  const auto both = nines::independent(unit(1e-9, 1), unit(1e-7, 2), unit(1e-12, 4));
  CHECK(both.size() == 8);
  const auto pi = both.steady_state();
  const double a = 1e-9 / (1 + 1e-9), b = 0.5e-7 / (1 + 0.5e-7), c = 0.25e-12 / (1 + 0.25e-12);
  CHECK(pi.mass({1, 1, 1}) == doctest::Approx(a * b * c).epsilon(1e-14).scale(0));
  const auto parallel = pi.in([](const joint_state& s) { return s[0] + s[1] + s[2] < 3; });
  CHECK(parallel.complement() == doctest::Approx(a * b * c).epsilon(1e-14).scale(0));
  CHECK(parallel.value() == 1);
  const auto two = pi.in([](const joint_state& s) { return s[0] + s[1] + s[2] < 2; });
  CHECK(two.complement() ==
        doctest::Approx(a * b * (1 - c) + a * c * (1 - b) + b * c * (1 - a) + a * b * c)
            .epsilon(1e-14)
            .scale(0));
}

TEST_CASE("the explicit chain agrees with the product and with the algebra") {
  nines_test::random_source random(20260106);
  for (int trial = 0; trial < nines_test::trials(40); ++trial) {
    const auto a = random_pairs(random, random.between(2, 4));
    const auto b = random_pairs(random, random.between(2, 4));
    const auto both = nines::independent(a, b);
    const auto built = both.build();
    REQUIRE(built.size() == a.size() * b.size());
    REQUIRE(built.chain().transitions() == a.transitions() * b.size() + b.transitions() * a.size());
    const auto product = both.steady_state();
    const auto pi = nines::steady_state(built.chain());
    for (std::size_t i = 0; i < built.size(); ++i)
      REQUIRE(pi.mass[i] ==
              doctest::Approx(product.mass(built.states()[i])).epsilon(1e-12).scale(0));
    const auto up_a = nines::as_repairable(a), up_b = nines::as_repairable(b);
    for (const bool in_series : {true, false}) {
      const auto holds = [&](const joint_state& s) {
        return in_series ? s[0] == 0 && s[1] == 0 : s[0] == 0 || s[1] == 0;
      };
      const auto system = in_series ? nines::series(up_a, up_b) : nines::parallel(up_a, up_b);
      const auto whole = nines::as_repairable(built.chain(), built.where(holds));
      REQUIRE(system.availability().complement() ==
              doctest::Approx(whole.availability().complement()).epsilon(1e-12).scale(0));
      REQUIRE(system.failures_per_hour() ==
              doctest::Approx(whole.failures_per_hour()).epsilon(1e-12).scale(0));
      REQUIRE(product.in(holds).complement() ==
              doctest::Approx(whole.availability().complement()).epsilon(1e-12).scale(0));
    }
  }
}

TEST_CASE("what can be reached from a start, in the unit of the parts") {
  nines::chain_builder<> wears;
  wears.add("new", "old", 1e-3).rates_per(std::chrono::minutes(1));
  const auto both = nines::independent(wears.build(), wears.build());
  CHECK(both.build().size() == 4);
  CHECK(both.build().chain().unit() == std::chrono::minutes(1));
  const auto late = both.build(joint_state{1, 0});
  CHECK(late.size() == 2);
  CHECK(late.chain().rates().coeff(0, 1) == 1e-3);
}

TEST_CASE("what is wrong is named") {
  nines::chain_builder<> fast;
  fast.add("a", "b", 1).rates_per(std::chrono::minutes(30));
  CHECK(message_of([&] { return nines::independent(unit(1, 1), fast.build()); }) ==
        "nines::independent: unit of a chain, in hours, is 0.5, but must be that of the first one, "
        "1");
  const auto both = nines::independent(unit(1, 1), unit(1, 1));
  CHECK(message_of([&] { return both.build(joint_state{0}); }) ==
        "nines::independent_chains::build: size of start is 1, but must be 2");
  CHECK(
      message_of([&] { return both.build(joint_state{0, 2}); }) ==
      "nines::independent_chains::build: start[1] is 2, but must be a state of that chain, 0 to 1");
  CHECK(message_of([&] { return both.steady_state().mass({0}); }) ==
        "nines::independent_distribution::mass: size of state is 1, but must be 2");
  CHECK(message_of([&] { return both.steady_state().mass({0, 2}); }) ==
        "nines::independent_distribution::mass: state[1] is 2, but must be a state of that chain");
  CHECK(message_of([] { return nines::independent_chains<>({}); }) ==
        "nines::independent: there is no chain");
  CHECK(message_of([] {
          return nines::independent_distribution<>({{0.5, 0.25}});
        }).find("sum of part is 0.75, but must be 1") != std::string::npos);
}

TEST_CASE("more joint states than can be gone through are refused") {
  const std::vector<double> even(10, 0.1);
  const nines::independent_distribution<> many(std::vector<std::vector<double>>(12, even));
  CHECK(message_of([&] { return many.in([](const joint_state&) { return true; }); }) ==
        "nines::independent_distribution::in: there are 1e+12 joint states, but most_states is "
        "1e+09");
  const nines::independent_distribution<> chains(std::vector<std::vector<double>>(100'000, {1.}));
  CHECK(chains.in([](const joint_state& s) { return s.back() == 0; }).value() == 1);
}
