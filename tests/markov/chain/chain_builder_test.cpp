// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/markov/chain/chain_builder.hpp>

#include "support/message.hpp"
#include "support/not_a_number.hpp"

using nines::chain_builder;
using nines_test::message_of;
using nines_test::not_a_number;
using namespace std::chrono_literals;

namespace {

chain_builder<> unit_by_name() {
  chain_builder<> b;
  b.add("ok", "fault", 1e-3).add("fault", "ok", 10);
  return b;
}

}  // namespace

TEST_CASE("states by name are numbered as they come") {
  auto b = unit_by_name();
  CHECK(b.size() == 2);
  CHECK(b.state("fault") == 1);
  const auto c = b.label("up", {"ok"}).build();
  CHECK(c.size() == 2);
  CHECK(c.transitions() == 2);
  CHECK(c.name(0) == "ok");
  CHECK(c.name(1) == "fault");
  CHECK(c.states("up").contains(0));
  CHECK_FALSE(c.states("up").contains(1));
  CHECK(c.exit_rates()[0] == 1e-3);
  CHECK(c.rates().coeff(1, 0) == 10);
}

TEST_CASE("names given to numbers are known from then on") {
  chain_builder<> b(3);
  b.names({"a", "b", "a"}).add("b", "a", 2).add(2, 1, 1);
  const auto c = b.build();
  CHECK(c.rates().coeff(1, 0) == 2);
  CHECK(c.name(2) == "a");
  CHECK(message_of([&] { b.add("c", "a", 1); }) ==
        "nines::chain_builder: there is no state 'c' among the 3 states known by number");
}

TEST_CASE("rates of a pair add up; those of 0 and to the state itself are left out") {
  const auto c = chain_builder<>(3).add(0, 1, 1).add(0, 1, 2).add(1, 1, 5).add(1, 2, 0).build();
  CHECK(c.transitions() == 1);
  CHECK(c.rates().coeff(0, 1) == 3);
  CHECK(c.exit_rates()[0] == 3);
  CHECK(c.exit_rates()[1] == 0);
  CHECK(c.name(2) == "state 2");
}

TEST_CASE("rewards and impulses of a name add up, an impulse at the rate of its transition") {
  auto b = unit_by_name();
  b.reward("cost", "fault", 7).reward("cost", 1, 1).impulse("cost", "ok", "fault", 50);
  b.impulse("failures", 0, 1, 1);
  const auto c = b.build();
  CHECK(c.reward("cost")[0] == 50 * 1e-3);
  CHECK(c.reward("cost")[1] == 8);
  CHECK(c.reward("failures")[0] == 1e-3);
  CHECK(c.rewards().size() == 2);
}

TEST_CASE("sets of a label unite") {
  const auto c = chain_builder<>(3)
                     .add(0, 1, 1)
                     .label("up", {0})
                     .label("up", nines::state_set::where(3, [](auto i) { return i == 2; }))
                     .build();
  CHECK(c.states("up").states() == std::vector<std::size_t>{0, 2});
}

TEST_CASE("times are converted by the unit of the rates") {
  const auto c = chain_builder<>(2).add(0, 1, 1).add(1, 0, 1).rates_per(1min).build();
  CHECK(c.time(2h) == doctest::Approx(120).epsilon(1e-15));
  CHECK(c.duration(120) == 2h);
  CHECK(
      message_of([] { chain_builder<>(2).rates_per(0s); }) ==
      "nines::chain_builder::rates_per: unit is 0, but must be more than 0, and finite (in hours)");
}

TEST_CASE("a matrix of rates is checked as it comes") {
  nines::rate_matrix<double> rates(2, 2);
  rates.insert(0, 0) = 5;
  rates.insert(0, 1) = 1;
  CHECK(chain_builder<>(rates).build().transitions() == 1);
  rates.coeffRef(0, 1) = not_a_number;
  CHECK(message_of([&] { chain_builder<> b(rates); }) ==
        "nines::chain_builder::add: rate from state 0 to state 1 is nan, but must be 0 or more, "
        "and finite");
}

TEST_CASE("what cannot be a chain is refused where it comes in") {
  auto b = unit_by_name();
  for (const double rate : {-1.0, not_a_number, std::numeric_limits<double>::infinity()})
    CHECK_THROWS_AS(b.add(0, 1, rate), nines::domain_error);
  CHECK(message_of([&] { b.add("ok", "fault", -1); }) ==
        "nines::chain_builder::add: rate from 'ok' to 'fault' is -1, but must be 0 or more, and "
        "finite");
  CHECK(message_of([&] { b.label("up", {"okay"}); }) ==
        "nines::chain_builder::label: there is no state 'okay'");
  CHECK(message_of([&] { b.reward("cost", "okay", 1); }) ==
        "nines::chain_builder::reward: there is no state 'okay'");
  CHECK(message_of([&] { b.reward("cost", 7, 1); }) ==
        "nines::chain_builder: state of reward 'cost' is 7, but must be less than the number of "
        "states, 2");
  CHECK(message_of([&] { b.reward("cost", 0, not_a_number); }) ==
        "nines::chain_builder: reward 'cost' is nan, but must be 0 or more, and finite");
  CHECK(message_of([&] { b.impulse("cost", 0, 7, 1); }) ==
        "nines::chain_builder: state of impulse 'cost' is 7, but must be less than the number of "
        "states, 2");
  CHECK(message_of([] { chain_builder<>(2).add(0, 2, 1); }) ==
        "nines::chain_builder: state is 2, but must be less than the number of states, 2");
  CHECK(message_of([] { (void)chain_builder<>().build(); }) ==
        "nines::chain_builder::build: a chain needs at least one state");
  CHECK(message_of([] { (void)chain_builder<>(2).impulse("cost", 0, 1, 1).build(); }) ==
        "nines::chain_builder::build: impulse 'cost' is on the transition from state 0 to state 1, "
        "which does not exist");
  CHECK(message_of([] { (void)unit_by_name().build().reward("cost"); }) ==
        "nines::chain::reward: there is no reward 'cost'");
  CHECK(message_of([] { (void)nines::point_mass<double>(2, 2); }) ==
        "nines::point_mass: state is 2, but must be less than the number of states, 2");
}

TEST_CASE("names get numbers that no state has") {
  chain_builder<> b;
  b.add(0, 1, 1.).add(1, 0, 1.);  // two states by number
  b.add("x", "y", 7);             // and two more
  const auto c = b.build();
  CHECK(c.size() == 4);
  CHECK(c.exit_rates()[0] == 1);
  CHECK(c.exit_rates()[2] == 7);
  CHECK(c.name(1) == "state 1");
  CHECK(c.name(3) == "y");
  CHECK(message_of([] { return chain_builder<>(3).add("x", "y", 1.).build(); }) ==
        "nines::chain_builder: there is no state 'x' among the 3 states known by number");
  CHECK(chain_builder<>(2).names({"a", ""}).add("a", "a", 1.).build().name(1) == "state 1");
}

TEST_CASE("an impulse counts on a rate from a state to itself") {
  chain_builder<> b;
  b.add("a", "a", 3).add("a", "a", 2).add("a", "b", 1).add("b", "a", 1);
  const auto c = b.impulse("retries", "a", "a", 1).build();
  CHECK(c.reward("retries")[0] == 5);
  CHECK(c.exit_rates()[0] == 1);
  CHECK(message_of(
            [] { return chain_builder<>().add("a", "b", 1).impulse("x", "a", "a", 1).build(); }) ==
        "nines::chain_builder::build: impulse 'x' is on the transition from 'a' to 'a', which does "
        "not exist");
  nines::rate_matrix<double> rates(2, 2);
  rates.insert(0, 0) = 4;
  rates.insert(0, 1) = 1;
  CHECK(chain_builder<>(rates).impulse("x", 0, 0, 0.5).build().reward("x")[0] == 2);
}

TEST_CASE("a matrix must be square, sums finite, and units finite") {
  nines::rate_matrix<double> wide(2, 300);
  wide.insert(0, 1) = 1;
  wide.insert(0, 299) = 5;
  CHECK(message_of([&] { return chain_builder<>(wide); }) ==
        "nines::chain_builder: number of columns is 300, but must be the number of rows, 2");
  CHECK(message_of([] { return chain_builder<>().add(0, 1, 1e308).add(0, 2, 1e308).build(); }) ==
        "nines::chain_builder::build: sum of the rates from state 0 is inf, but must be finite");
  CHECK(message_of([] { return chain_builder<>().rates_per(nines::hours_in<double>(HUGE_VAL)); }) ==
        "nines::chain_builder::rates_per: unit is inf, but must be more than 0, and finite (in "
        "hours)");
}

TEST_CASE("a fraction is no state, and an integer no rate") {
  const auto adds = [](auto from, auto to) {
    return requires(chain_builder<> b) { b.add(from, to, 1.); };
  };
  CHECK(adds(0, 1));
  CHECK(adds(std::size_t{0}, 1U));
  CHECK_FALSE(adds(0.7, 1));
  CHECK_FALSE(adds(0, 1.f));
  static_assert(!nines::scalar<int>);
}
