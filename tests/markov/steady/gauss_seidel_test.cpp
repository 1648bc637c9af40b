// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/steady/gauss_seidel.hpp>
#include <nines/markov/steady/jump_chain.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/published_models.hpp"
#include "support/random.hpp"

namespace {

/// Any positive rates on a ring with random chords: irreducible.
nines::chain<> random_wide_ring(nines_test::random_source& random, std::size_t n) {
  nines::chain_builder<> b(n);
  for (std::size_t i = 0; i < n; ++i) {
    b.add(i, (i + 1) % n, random.log_uniform(1e-8, 1e8));
    for (int k = 0; k < 3; ++k) b.add(i, random.below(n), random.log_uniform(1e-8, 1e8));
  }
  return b.build();
}
std::vector<double> exits_of(const nines::chain<>& c) {
  return {c.exit_rates().begin(), c.exit_rates().end()};
}
/// The exact flows, from elimination.
std::vector<double> flows_of(const nines::chain<>& c) {
  std::vector<double> z = nines::stationary_masses(c.rates());
  for (std::size_t i = 0; i < z.size(); ++i) z[i] *= c.exit_rates()[i];
  nines::detail::normalise(z);
  return z;
}

}  // namespace

TEST_CASE("columns hold where a state is entered from, and with what share") {
  const auto c =
      nines::chain_builder<>().add(0, 1, 3).add(0, 2, 1).add(1, 2, 5).add(2, 0, 7).build();
  const auto columns = nines::detail::jump_columns_of(c.rates(), exits_of(c));
  CHECK(columns.size() == 3);
  CHECK(columns.begin == std::vector<int>{0, 1, 2, 4});
  CHECK(columns.from == std::vector<int>{2, 0, 0, 1});
  CHECK(columns.share == std::vector<double>{1, 0.75, 0.25, 1});
}

TEST_CASE("a share that the scalar cannot hold is refused") {
  const auto c =
      nines::chain_builder<>().add(0, 1, 1e-300).add(0, 2, 1e300).add(1, 0, 1).add(2, 0, 1).build();
  CHECK_THROWS_AS((void)nines::detail::jump_columns_of(c.rates(), exits_of(c)),
                  nines::convergence_error);
}

TEST_CASE("the stationary flow is a fixed point of the sweeps") {
  nines_test::random_source random(1);
  for (int trial = 0; trial < nines_test::trials(200); ++trial) {
    const auto c = random_wide_ring(random, random.between(2, 60));
    const auto columns = nines::detail::jump_columns_of(c.rates(), exits_of(c));
    const auto exact = flows_of(c);
    auto z = exact;
    nines::detail::sweep_up_and_down(columns, z);
    nines::detail::normalise(z);
    CHECK(nines::detail::largest_change(exact, z) < 1e3 * std::numeric_limits<double>::epsilon());
  }
}

TEST_CASE("the start is positive and nowhere above the stationary flow of the likely state") {
  nines_test::random_source random(2);
  for (int trial = 0; trial < nines_test::trials(200); ++trial) {
    const auto c = random_wide_ring(random, random.between(2, 60));
    const auto exits = exits_of(c);
    const auto columns = nines::detail::jump_columns_of(c.rates(), exits);
    const auto start = nines::detail::spread_from_likely_state(
        c.rates(), nines::detail::relative_stays(exits), columns);
    const auto exact = flows_of(c);
    // Held at its likely state, a start of flows that have not come back is a lower bound.
    double largest = 0;
    for (std::size_t i = 0; i < start.size(); ++i) {
      CHECK(start[i] > 0);
      if (start[i] == 1) largest = std::max(largest, 1 / exact[i]);
    }
    for (std::size_t i = 0; i < start.size(); ++i)
      CHECK(start[i] <= exact[i] * largest * (1 + 1e-9));
  }
}

TEST_CASE("changes are relative to each entry, and not asked of what has underflowed") {
  CHECK(nines::detail::largest_change<double>({1, 1e-200}, {1, 2e-200}) == 0.5);
  CHECK(nines::detail::largest_change<double>({1, 0}, {1, 1e-300}) == 0);
  CHECK(nines::detail::largest_change<double>({0, 1}, {1e-3, 1}) == 1);
}

TEST_CASE("extrapolation finds what sweeps approach") {
  const auto c = nines_test::fms(1).chain();
  const auto exits = exits_of(c);
  const auto columns = nines::detail::jump_columns_of(c.rates(), exits);
  const auto exact = flows_of(c);
  auto z = nines::detail::spread_from_likely_state(c.rates(), nines::detail::relative_stays(exits),
                                                   columns);
  nines::detail::sweep_window<double> window(z.size());
  for (int k = 0; k < 3; ++k) window.run(columns, z, 0);
  auto swept = z;
  for (int k = 0; k < 3; ++k) {
    window.run(columns, swept, 0);
    window.run(columns, z, 0);
    window.extrapolate(z);
  }
  nines::detail::normalise(z);
  CHECK(nines::detail::largest_change(exact, z) <
        0.1 * nines::detail::largest_change(exact, swept));
}

TEST_CASE("the error estimated is about the error") {
  const auto c = nines_test::fms(1).chain();
  const auto exits = exits_of(c);
  const auto columns = nines::detail::jump_columns_of(c.rates(), exits);
  const auto exact = flows_of(c);
  auto z = nines::detail::spread_from_likely_state(c.rates(), nines::detail::relative_stays(exits),
                                                   columns);
  nines::detail::sweep_window<double> window(z.size());
  for (int k = 0; k < 4; ++k) window.run(columns, z, 0);
  const double error = nines::detail::largest_change(exact, z);
  CHECK(window.estimated_error() > 0.3 * error);
  CHECK(window.estimated_error() < 10 * error);
  CHECK(window.last_change() < error);  // the change of a round alone would promise too much
}
