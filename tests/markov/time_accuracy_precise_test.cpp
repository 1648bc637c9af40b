// SPDX-License-Identifier: BSL-1.0
// What the headers of chains in time say of their accuracy, against 100 digits.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/multiprecision/eigen.hpp>
#include <cmath>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/discrete_chain.hpp>
#include <nines/markov/transient/quasi_stationary.hpp>
#include <nines/markov/transient/small_chain.hpp>
#include <vector>

#include "support/precise.hpp"
#include "support/random.hpp"

namespace time_accuracy_precise_test {

using namespace nines_test;

/// The same chain in double and in 100 digits: a ring, and links, over some decades.
struct both_chains {
  nines::chain<double> chain;
  nines::chain<mp> exact;
};
inline both_chains random_chains(random_source& random, std::size_t n, double decades) {
  nines::chain_builder<double> b(n);
  nines::chain_builder<mp> exact(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || (j != (i + 1) % n && !random.one_in(3))) continue;
      const double rate = std::pow(10, random.uniform(-decades / 2, decades / 2));
      b.add(i, j, rate);
      exact.add(i, j, mp(rate));
    }
  return {b.build(), exact.build()};
}
template <class T>
std::vector<T> from_first(std::size_t n) {
  std::vector<T> mass(n, T(0));
  mass[0] = 1;
  return mass;
}
inline double worst_of(const std::vector<double>& computed, const std::vector<mp>& exact) {
  double worst = 0;
  for (std::size_t i = 0; i < computed.size(); ++i)
    worst = std::max(worst, error_in_epsilons(computed[i], exact[i]));
  return worst;
}

}  // namespace time_accuracy_precise_test

using namespace time_accuracy_precise_test;

TEST_CASE("squaring: some ten epsilon for each entry") {
  random_source random(20261209);
  double worst = 0;
  for (int trial = 0; trial < trials(20); ++trial) {
    const auto c = random_chains(random, random.between(2, 8), 8);
    for (const double t : {1e-8, 1e-2, 1.0, 1e4}) {
      const auto m = nines::detail::transition_by_squaring<double>(c.chain.rates(),
                                                                   c.chain.exit_rates(), t, true);
      const auto e = nines::detail::transition_by_squaring<mp>(c.exact.rates(),
                                                               c.exact.exit_rates(), mp(t), true);
      for (Eigen::Index i = 0; i < m.probabilities.rows(); ++i)
        for (Eigen::Index j = 0; j < m.probabilities.cols(); ++j)
          worst = std::max({worst, error_in_epsilons(m.probabilities(i, j), e.probabilities(i, j)),
                            error_in_epsilons(m.time(i, j), e.time(i, j))});
    }
  }
  CHECK(worst <= 30);
}

TEST_CASE("a small chain: 20 n epsilon for each entry") {
  random_source random(20261210);
  for (int trial = 0; trial < trials(30); ++trial) {
    const std::size_t n = random.between(2, 10);
    const auto c = random_chains(random, n, trial % 2 == 0 ? 1 : 7);
    const nines::detail::distribution_of_chain<double> dist(c.chain);
    const nines::detail::distribution_of_chain<mp> exact(c.exact);
    const auto start = from_first<double>(n);
    const auto precise_start = from_first<mp>(n);
    for (const double t : {1e-4, 0.3, 5.0, 1e3}) {
      const double worst = worst_of(dist.at(t, start), exact.at(mp(t), precise_start));
      CAPTURE(n);
      CAPTURE(t);
      CHECK(worst <= 20 * static_cast<double>(n));
    }
  }
}

TEST_CASE("a quasi-stationary distribution: some n epsilon for each entry") {
  random_source random(20261211);
  for (int trial = 0; trial < trials(30); ++trial) {
    const std::size_t n = random.between(3, 12);
    const auto c = random_chains(random, n, 2);
    const auto up = nines::state_set::where(n, [n](std::size_t i) { return i + 1 < n; });
    const nines::state_classes classes =
        nines::communicating_classes(nines::restrict_to(c.chain.rates(), up).rates);
    if (classes.members.size() > 1) continue;
    const auto dist = nines::quasi_stationary(c.chain, up);
    const auto exact = nines::quasi_stationary(c.exact, up);
    CAPTURE(n);
    CHECK(worst_of(dist.mass, exact.mass) <= static_cast<double>(n));
    CHECK(error_in_epsilons(dist.rate, exact.rate) <= static_cast<double>(n));
  }
}

TEST_CASE("a discrete chain: some n epsilon, times log2 of the steps, or the steps") {
  random_source random(20261212);
  for (int trial = 0; trial < trials(20); ++trial) {
    const std::size_t n = random.between(2, 8);
    const auto c = random_chains(random, n, 4);
    const auto d = nines::discrete_chain<double>::jumps_of(c.chain);
    const auto e = nines::discrete_chain<mp>::jumps_of(c.exact);
    for (const std::size_t steps : {1U, 10U, 100U, 10'000U, 100'000'000U}) {
      const double worst = worst_of(d.after(steps, from_first<double>(n)).mass,
                                    e.after(steps, from_first<mp>(n)).mass);
      CAPTURE(n);
      CAPTURE(steps);
      CHECK(worst <= static_cast<double>(n) * (1 + std::log2(static_cast<double>(steps))));
    }
  }
}
