// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <nines/markov/lumping/coarsest_lumping.hpp>
#include <nines/markov/lumping/lumping.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/message.hpp"
#include "support/published_models.hpp"
#include "support/random.hpp"

using nines_test::message_of;

namespace {

using blocks = std::vector<std::size_t>;

/// Two units, told apart: 0 both up, 1 and 2 one down, 3 both down.
nines::chain_builder<> two_units(double second_failure = 1e-6) {
  nines::chain_builder<> b;
  b.add(0, 1, 1e-6).add(0, 2, second_failure).add(1, 3, second_failure).add(2, 3, 1e-6);
  b.add(1, 0, 0.5).add(2, 0, 0.5).add(3, 1, 0.5).add(3, 2, 0.5);
  return b.label("down", {3});
}

/// Refinement by whole signatures, pass after pass: the definition, quadratic and plain.
blocks by_signatures(const nines::chain<>& c, blocks block_of) {
  const auto rounded = [](double x) { return std::lround(std::log(x) * 1e9); };
  for (std::size_t before = 0;;) {
    std::map<std::pair<std::size_t, std::map<std::size_t, long>>, std::size_t> known;
    blocks refined;
    for (std::size_t i = 0; i < c.size(); ++i) {
      std::map<std::size_t, double> rates;
      for (nines::rate_matrix<double>::InnerIterator to(c.rates(), static_cast<int>(i)); to; ++to)
        if (const auto into = block_of[static_cast<std::size_t>(to.col())]; into != block_of[i])
          rates[into] += to.value();
      std::map<std::size_t, long> signature;
      for (const auto& [into, rate] : rates) signature[into] = rounded(rate);
      refined.push_back(known.try_emplace({block_of[i], signature}, known.size()).first->second);
    }
    block_of = refined;
    if (known.size() == before) return block_of;
    before = known.size();
  }
}

/// A chain of blocks, blown up: each block becomes several states which share out their rates into
/// the states of other blocks in random parts, and have any rates within their own.
nines::chain<> blown_up(nines_test::random_source& random, blocks& block_of) {
  const std::size_t count = random.between(2, 8);
  std::vector<blocks> members(count);
  block_of.clear();
  for (std::size_t b = 0; b < count; ++b)
    for (std::size_t k = random.between(1, 6); k > 0; --k) {
      members[b].push_back(block_of.size());
      block_of.push_back(b);
    }
  nines::chain_builder<> builder(block_of.size());
  for (std::size_t from = 0; from < count; ++from)
    for (std::size_t to = 0; to < count; ++to) {
      const bool linked = to == (from + 1) % count || random.one_in(3);
      const double rate = random.log_uniform(1e-12, 1e6);
      for (const std::size_t i : members[from]) {
        double shares = 0;
        std::vector<double> share;
        for (std::size_t k = 0; k < members[to].size(); ++k)
          shares += share.emplace_back(random.one_in(2) && k > 0 ? 0 : random.unit());
        for (std::size_t k = 0; k < members[to].size(); ++k)
          if (linked && i != members[to][k])
            builder.add(i, members[to][k], from == to ? random.unit() : rate * share[k] / shares);
      }
    }
  std::vector<std::size_t> labelled = members[0];
  return builder.label("first", labelled).build();
}

}  // namespace

TEST_CASE("a partition that is a lumping makes the chain of its blocks") {
  auto builder = two_units();
  builder.reward("crews", 1, 1).reward("crews", 2, 1).reward("crews", 3, 2);
  const auto c = builder.rates_per(std::chrono::minutes(1)).build();
  const auto lumped = nines::lump(c, blocks{0, 1, 1, 2});
  CHECK(lumped.chain.size() == 3);
  CHECK(lumped.chain.rates().coeff(0, 1) == 2e-6);
  CHECK(lumped.chain.rates().coeff(1, 2) == 1e-6);
  CHECK(lumped.chain.rates().coeff(2, 1) == 1);
  CHECK(lumped.chain.states("down").states() == blocks{2});
  CHECK(lumped.chain.reward("crews")[1] == 1);
  CHECK(lumped.chain.name(1) == "state 1 and 1 alike");
  CHECK(lumped.chain.unit() == std::chrono::minutes(1));
  const auto pi = nines::steady_state(c);
  const auto small = nines::steady_state(lumped.chain);
  const auto sums = lumped.sums(pi.mass);
  for (std::size_t b = 0; b < 3; ++b)
    CHECK(sums[b] == doctest::Approx(small.mass[b]).epsilon(1e-14).scale(0));
  // (lambda / (lambda + mu))^2
  CHECK(small.in(lumped.chain.states("down")).value() ==
        doctest::Approx(1 / (500001.0 * 500001.0)).epsilon(1e-14).scale(0));
}

TEST_CASE("rates within a block do not matter") {
  const auto c = nines::chain_builder<>()
                     .add("a", "b", 5)
                     .add("b", "a", 7)
                     .add("a", "c", 1)
                     .add("b", "c", 1)
                     .add("c", "a", 2)
                     .label("c", {"c"})
                     .build();
  CHECK(nines::lump(c, blocks{0, 0, 1}).chain.exit_rates()[0] == 1);
  CHECK(nines::coarsest_lumping(c).block_of == blocks{0, 0, 1});
}

TEST_CASE("a partition that is none is refused, with the states that disagree") {
  const auto c = two_units(2e-6).build();
  const blocks pairs{0, 1, 1, 2};
  CHECK(
      message_of([&] { return nines::lump(c, pairs); }) ==
      "nines::lump: state 1 and state 2 are in one block, but their rates into the block of state "
      "3 are 2e-06 and 1e-06");
  CHECK(
      message_of([&] { return nines::lump(two_units().build(), blocks{0, 0, 0, 1}); }) ==
      "nines::lump: state 1 and state 0 are in one block, but their rates into the block of state "
      "3 are 1e-06 and 0");
  CHECK(message_of([&] { return nines::lump(c, blocks{0, 1, 1, 1}); }) ==
        "nines::lump: state 1 and state 3 are in one block, but only one of them has the label "
        "'down'");
  CHECK(message_of([&] { return nines::lump(two_units().reward("loss", 2, 7).build(), pairs); }) ==
        "nines::lump: state 1 and state 2 are in one block, but their amounts of reward "
        "'loss' are 0 and 7");
  CHECK(message_of([&] { return nines::lump(c, blocks{0, 1}); }) ==
        "nines::lump: size of block_of is 2, but must be the number of states, 4");
  CHECK(message_of([&] { return nines::lump(c, blocks{0, 1, 9, 2}); }) ==
        "nines::lump: block_of[2] is 9, but must be less than the number of states, 4");
  CHECK(message_of([&] { return nines::lump(c, blocks{0, 2, 2, 3}); }) ==
        "nines::lump: block 1 has no states");
  CHECK(message_of([&] { return nines::coarsest_lumping(c, {.labels = {{"up"}}}); }) ==
        "nines::lumping: there is no label 'up' to keep");
  CHECK(message_of([&] { return nines::coarsest_lumping(c, {.rewards = {{"loss"}}}); }) ==
        "nines::lumping: there is no reward 'loss' to keep");
  CHECK(message_of([&] {
          return nines::coarsest_lumping(c, {.epsilons = std::numeric_limits<double>::quiet_NaN()});
        }) == "nines::lumping: epsilons is nan, but must be 0 or more, and finite");
}

TEST_CASE("rates that differ by rounding are the same, others are not") {
  const auto with = [](double rate) {
    return nines::chain_builder<>()
        .add(0, 2, 0.1)
        .add(0, 3, 0.2)
        .add(1, 2, rate)
        .add(2, 0, 1)
        .add(3, 1, 1)
        .label("up", {0, 1})
        .build();
  };
  CHECK(with(0.3).rates().coeff(1, 2) != 0.1 + 0.2);
  CHECK(nines::lump(with(0.3), blocks{0, 0, 1, 1}).chain.size() == 2);
  CHECK_THROWS_AS((void)nines::lump(with(0.3), blocks{0, 0, 1, 1}, {.epsilons = 0}),
                  nines::domain_error);
  CHECK(nines::coarsest_lumping(with(0.3)).chain.size() == 2);
  CHECK(nines::coarsest_lumping(with(0.3 * (1 + 1e-12))).chain.size() == 4);
}

TEST_CASE("a rare transition counts, whatever drowns it") {
  // 0 and 1 differ only in a rate of 1e-30 to the rest, beside 1e6 to state 2.
  const auto c = [](double rare) {
    nines::chain_builder<> b;
    b.add(0, 2, 1e6).add(1, 2, 1e6).add(0, 3, 1e-30).add(1, 3, rare).add(2, 0, 1);
    for (std::size_t i = 3; i < 12; ++i) b.add(i, 2, 5).add(i, i == 11 ? 3 : i + 1, 1);
    return b.label("start", {0, 1}).build();
  };
  CHECK(nines::coarsest_lumping(c(1e-30)).chain.size() == 3);
  CHECK(nines::coarsest_lumping(c(2e-30)).chain.size() == 4);
}

TEST_CASE("the coarsest lumping forgets what need not be kept") {
  const auto c = two_units().label("first up", {0, 2}).build();
  CHECK(nines::coarsest_lumping(c).chain.size() == 4);
  const auto lumped = nines::coarsest_lumping(c, {.labels = {{"down"}}});
  CHECK(lumped.block_of == blocks{0, 1, 1, 2});
  CHECK(lumped.chain.labels().size() == 1);
  CHECK(nines::coarsest_lumping(c, {.labels = std::vector<std::string>{}}).chain.size() == 1);
}

TEST_CASE("the coarsest lumping is what plain refinement by signatures finds") {
  nines_test::random_source random(20260102);
  for (int trial = 0; trial < nines_test::trials(300); ++trial) {
    CAPTURE(trial);
    blocks built;
    const auto c = blown_up(random, built);
    blocks labelled;
    for (std::size_t i = 0; i < c.size(); ++i)
      labelled.push_back(c.states("first").contains(i) ? 1 : 0);
    const auto expected = by_signatures(c, labelled);
    const auto found = nines::coarsest_lumping(c);
    std::map<std::size_t, std::size_t> match;
    for (std::size_t i = 0; i < c.size(); ++i)
      REQUIRE(match.try_emplace(found.block_of[i], expected[i]).first->second == expected[i]);
    REQUIRE(match.size() == *std::max_element(expected.begin(), expected.end()) + 1);
    REQUIRE(found.chain.size() <= *std::max_element(built.begin(), built.end()) + 1);
    REQUIRE_NOTHROW((void)nines::lump(c, found.block_of, {.epsilons = 2048}));
    const auto pi = nines::steady_state(c).in(c.states("first"));
    const auto lumped = nines::steady_state(found.chain).in(found.chain.states("first"));
    REQUIRE(lumped.value() == doctest::Approx(pi.value()).epsilon(1e-11).scale(0));
    REQUIRE(lumped.complement() == doctest::Approx(pi.complement()).epsilon(1e-11).scale(0));
  }
}

TEST_CASE("a line peels off its ends one by one, and quickly") {
  const std::size_t n = nines_test::is_optimised ? 200'000 : 2'000;
  nines::chain_builder<> b(n);
  for (std::size_t i = 0; i + 1 < n; ++i) b.add(i, i + 1, 1).add(i + 1, i, 2);
  const auto ends = nines::coarsest_lumping(b.label("start", {0}).build());
  CHECK(ends.chain.size() == n);  // each state is at a distance of its own
}

TEST_CASE("the two sides of a cluster are alike") {
  const int n = nines_test::is_optimised ? 16 : 4;
  const auto c = nines_test::cluster(n).chain();
  const auto lumped = nines::coarsest_lumping(c);
  const auto mirrored = nines::explore(
      nines_test::cluster_rules(n).all_up(), nines_test::cluster_rules(n),
      {.canonical = [](nines_test::cluster_state s) {
        using state = nines_test::cluster_state;
        state other = s;
        std::swap(other.left, other.right);
        std::swap(other.left_switch, other.right_switch);
        if (s.repair == state::on_left) other.repair = state::on_right;
        if (s.repair == state::on_right) other.repair = state::on_left;
        if (s.repair == state::on_left_switch) other.repair = state::on_right_switch;
        if (s.repair == state::on_right_switch) other.repair = state::on_left_switch;
        const auto key = [](const state& x) { return std::tuple(x.left, x.left_switch, x.repair); };
        return key(s) < key(other) ? other : s;
      }});
  CHECK(lumped.chain.size() <= mirrored.size());
  CHECK(lumped.chain.size() * 2 > c.size());  // it finds that symmetry, and there is no other
  CHECK(mirrored.size() * 2 > c.size());
}

TEST_CASE("a lumped cluster has the long run that is published") {
  const auto c = nines::coarsest_lumping(nines_test::cluster(4).chain()).chain;
  const auto pi = nines::steady_state(c);
  // References: elimination in quadruple precision, on 820 states.
  CHECK(pi.in(c.states("premium")).value() ==
        doctest::Approx(0.99992124085137938).epsilon(1e-13).scale(0));
  CHECK(pi.in(c.states("minimum")).complement() ==
        doctest::Approx(3.7011298647145485e-06).epsilon(1e-13).scale(0));
}
