// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <markov/elimination_chains.hpp>

using namespace elimination_test;

TEST_CASE("every entry of the inverse of a thousand random chains") {
  std::mt19937_64 random(2024);
  double worst = 0;
  for (int k = 0; k < 1000; ++k) {
    const std::size_t n = 2 + random() % 39;
    const auto states = random_states(n, random);
    worst = std::max({worst, worst_error<double>(states, 0), worst_error<double>(states, n)});
  }
  MESSAGE("worst relative error, in epsilons: " << worst);
  CHECK(worst < 100);
}

TEST_CASE("a path of a million states, and its tree as deep") {
  constexpr std::size_t n = 1'000'000;
  std::vector<Eigen::Triplet<double>> transitions;
  for (int i = 0; i + 1 < static_cast<int>(n); ++i) {
    transitions.emplace_back(i, i + 1, 2.);
    transitions.emplace_back(i + 1, i, 1.);
  }
  std::vector<double> exits(n, 0);
  exits.back() = 2;
  const auto states = make(n, transitions, exits);
  std::vector<double> times(n, 1);
  nines::elimination<double>(states.rates, states.exits).solve(times);
  double step = 0, expected = 0;  // the mean time from i to i + 1 is (1 + step before) / 2
  std::vector<double> steps(n);
  for (std::size_t i = 0; i < n; ++i) steps[i] = step = (1 + step) / 2;
  for (std::size_t i = n; i-- > 0;) {
    expected += steps[i];
    REQUIRE(times[i] == doctest::Approx(expected).epsilon(1e-10).scale(0));
  }
}

TEST_CASE("fronts agree with one dense matrix where nested dissection is used") {
  const auto states = grid(11, 12);
  const std::size_t n = states.exits.size();
  std::vector<double> a(n, 1), b(n, 1);
  nines::elimination<double>(states.rates, states.exits).solve(a);
  nines::elimination<double>(states.rates, states.exits,
                             nines::elimination_plan(states.rates, false, n))
      .solve(b);
  for (std::size_t i = 0; i < n; ++i) CHECK(a[i] == doctest::Approx(b[i]).epsilon(1e-12).scale(0));
}
