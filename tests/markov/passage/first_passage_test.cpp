// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/message.hpp"

namespace {

/// 3 of 5 units, each with a crew of its own.
nines::chain<> three_of_five(double failure_rate) {
  nines::chain_builder<> b;
  for (std::size_t i = 0; i < 5; ++i)
    b.add(i, i + 1, (5 - static_cast<double>(i)) * failure_rate)
        .add(i + 1, i, static_cast<double>(i + 1));
  return b.label("up", {0, 1, 2}).build();
}

}  // namespace

TEST_CASE("a rare state keeps its digits") {
  const auto c = three_of_five(1e-7);
  const auto pi = nines::steady_state(c);
  // Reference: elimination in quadruple precision.
  CHECK(pi.in(c.states("up")).complement() ==
        doctest::Approx(9.9999955000012586e-21).epsilon(1e-14).scale(0));
  const nines::first_passage<> failure(c, !c.states("up"));
  CHECK(failure.mean_times()[0] == doctest::Approx(3.3333355000007838e+19).epsilon(1e-14).scale(0));
}

TEST_CASE("a target that may be missed is reached after infinity") {
  const auto c = nines::chain_builder<>().add("start", "hit", 1).add("start", "lost", 3).build();
  const nines::first_passage<> passage(c, nines::state_set(3, {1}));
  CHECK(std::isinf(passage.mean_times()[0]));
  CHECK(passage.mean_times()[1] == 0);
  CHECK(passage.probabilities()[0].value() == 0.25);
  CHECK(passage.probabilities()[0].complement() == 0.75);
  CHECK(passage.probabilities()[2].complement() == 1);
}

TEST_CASE("the variance of a passage: of stages, of a rare failure, from a mixed start") {
  nines::chain_builder<> stages(5);
  for (std::size_t i = 0; i < 4; ++i) stages.add(i, i + 1, 0.25 * static_cast<double>(i + 1));
  const auto line = stages.build();
  const nines::first_passage<> way(line, nines::state_set(5, {4}));
  const double expected = 16 * (1 + 1 / 4.0 + 1 / 9.0 + 1 / 16.0);  // of exponentials, added up
  CHECK(way.variance(nines::point_mass<double>(5, 0)) ==
        doctest::Approx(expected).epsilon(1e-14).scale(0));
  const std::vector<double> mixed{0.5, 0, 0.25, 0, 0.25};
  const auto first = way.mean_times();
  const auto second = way.moments(2);
  const double mean = 0.5 * first[0] + 0.25 * first[2];
  CHECK(way.variance(mixed) ==
        doctest::Approx(0.5 * second[0] + 0.25 * second[2] - mean * mean).epsilon(1e-13).scale(0));
  // A rare failure is nearly exponential: its deviation is its mean.
  const auto rare = three_of_five(1e-7);
  const nines::first_passage<> failure(rare, !rare.states("up"));
  const double rarely = failure.mean_times()[0];
  CHECK(failure.variance(nines::point_mass<double>(6, 0)) ==
        doctest::Approx(rarely * rarely).epsilon(1e-12).scale(0));
  const auto lost = nines::chain_builder<>().add("start", "hit", 1).add("start", "lost", 3).build();
  CHECK(std::isinf(nines::first_passage<>(lost, nines::state_set(3, {1}))
                       .variance(nines::point_mass<double>(3, 0))));
}

TEST_CASE("what is lost after the target is not lost before it") {
  const auto c = nines::chain_builder<>().add("start", "hit", 0.5).add("hit", "lost", 1).build();
  CHECK(nines::first_passage<>(c, nines::state_set(3, {1})).mean_times()[0] == 2);
}

TEST_CASE("the long run of a reducible chain needs its start") {
  const auto c = nines::chain_builder<>().add("start", "a", 1).add("start", "b", 3).build();
  CHECK_THROWS_WITH_AS((void)nines::steady_state(c),
                       doctest::Contains("lie in different closed classes"), nines::domain_error);
  const auto initial = nines::point_mass<double>(3, 0);
  const auto pi = nines::steady_state(c, std::span<const double>(initial));
  CHECK(pi.mass == std::vector<double>{0, 0.25, 0.75});
}

TEST_CASE("memory is counted before an elimination begins") {
  // A chain in which everything is linked with everything: 300 states, 9e4 numbers.
  nines::chain_builder<> b(300);
  for (std::size_t i = 0; i < 300; ++i)
    for (std::size_t j = 0; j < 300; ++j) b.add(i, j, 1.);
  const auto c = b.build();
  const nines::state_set target(300, {0});
  CHECK(nines_test::message_of([&] {
          return nines::first_passage<>(
              c, target, {.memory_limit = 1e5, .method = nines::passage_method::elimination});
        }).find("nines::elimination: an elimination of 299 states needs 0.0006") !=
        std::string::npos);
  CHECK(nines_test::message_of([&] {
          return nines::first_passage<>(c, target, {.memory_limit = 1e5});
        }).find("nines::first_passage: sweeps over 89102 transitions needs") != std::string::npos);
  CHECK(nines_test::message_of([&] {
          return nines::steady_state(
              c, {.method = nines::steady_method::elimination, .memory_limit = 1e5});
        }).find("nines::steady_state: an elimination of 300 states needs") != std::string::npos);
  CHECK(nines_test::message_of([&] {
          return nines::first_passage<>(c, target, {.memory_limit = static_cast<double>(NAN)});
        }).find("memory_limit is nan") != std::string::npos);
}

TEST_CASE("moments of any order end") {
  const auto c = nines::chain_builder<>().add("a", "b", 1e10).build();
  const nines::first_passage<> way(c, nines::state_set(2, {1}));
  CHECK(nines_test::message_of([&] {
          return way.moments(4'000'000'000U);
        }).find("is below the range of the scalar type") != std::string::npos);
}
