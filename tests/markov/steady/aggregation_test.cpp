// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <map>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/steady/aggregation.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/published_models.hpp"
#include "support/random.hpp"

namespace {

/// Two copies of a chain, the second twice as fast, with rates from one to the other: up and 3 up
/// from each state to its like. So the second has 1/4 of the mass, whatever the chain and the rate.
nines::chain<> twice(const nines::chain<>& c, double up) {
  const std::size_t n = c.size();
  nines::chain_builder<> b(2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    b.add(i, n + i, up).add(n + i, i, 3 * up);
    for (nines::rate_matrix<double>::InnerIterator to(c.rates(), static_cast<int>(i)); to; ++to) {
      const auto j = static_cast<std::size_t>(to.col());
      b.add(i, j, to.value()).add(n + i, n + j, 2 * to.value());
    }
  }
  return b.build();
}
struct flows {
  explicit flows(const nines::chain<>& c)
      : exits(c.exit_rates().begin(), c.exit_rates().end()),
        columns(nines::detail::jump_columns_of(c.rates(), exits)) {}
  std::vector<double> exits;
  nines::detail::jump_columns<double> columns;
};

}  // namespace

TEST_CASE("the last level is solved by elimination, and keeps its sum") {
  nines_test::random_source random(3);
  nines::chain_builder<> b(20);
  for (std::size_t i = 0; i < 20; ++i)
    for (std::size_t j = 0; j < 20; ++j) b.add(i, j, random.log_uniform(1e-12, 1));
  const auto c = b.build();
  const flows f(c);
  std::vector<double> z(20, 0.5);
  nines::detail::solve_jump_chain(f.columns, z);
  double sum = 0;
  for (const double x : z) sum += x;
  CHECK(sum == doctest::Approx(10).epsilon(1e-14));
  const auto pi = nines::stationary_masses(c.rates());
  for (std::size_t i = 0; i < 20; ++i)
    CHECK(z[i] / f.exits[i] / (z[0] / f.exits[0]) ==
          doctest::Approx(pi[i] / pi[0]).epsilon(1e-13).scale(0));
}

TEST_CASE("groups have at most four members and never join what exchanges slowly") {
  const auto c = twice(nines_test::fms(1).chain(), 1e-10);
  const flows f(c);
  std::vector<double> z = nines::stationary_masses(c.rates());
  std::vector<double> calm(z.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    calm[i] = 1 / z[i];
    z[i] *= f.exits[i];
  }
  std::size_t groups = 0;
  const auto group = nines::detail::join_by_exchange(f.columns, z, calm, groups);
  CHECK(groups < c.size() / 2);
  std::map<int, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < group.size(); ++i) members[group[i]].push_back(i);
  CHECK(members.size() == groups);
  for (const auto& [number, states] : members) {
    CHECK(states.size() <= 4);
    CHECK((states.front() < c.size() / 2) == (states.back() < c.size() / 2));
  }
}

TEST_CASE("the stationary flow is a fixed point of the correction") {
  for (const auto& c : {nines_test::cluster(4).chain(), nines_test::tandem(15).chain(),
                        nines_test::stiff(3).chain(), nines_test::fms(1).chain()}) {
    const flows f(c);
    std::vector<double> z = nines::stationary_masses(c.rates());
    for (std::size_t i = 0; i < z.size(); ++i) z[i] *= f.exits[i];
    nines::detail::normalise(z);
    const auto exact = z;
    nines::detail::aggregation<double>(f.columns, z, nines::detail::relative_stays(f.exits))
        .correct(f.columns, z);
    nines::detail::normalise(z);
    CHECK(nines::detail::largest_change(exact, z) < 1e4 * std::numeric_limits<double>::epsilon());
  }
}

TEST_CASE("one correction balances parts that hardly exchange, the better the less they do") {
  const auto part = nines_test::fms(1).chain();
  for (const double up : {1e-6, 1e-10, 1e-17, 1e-100, 1e-200}) {
    const auto c = twice(part, up);
    const flows f(c);
    // Right within each part, wrong between them.
    std::vector<double> z = nines::stationary_masses(part.rates());
    z.insert(z.end(), z.begin(), z.end());
    for (std::size_t i = 0; i < z.size(); ++i) z[i] *= f.exits[i];
    nines::detail::aggregation<double>(f.columns, z, nines::detail::relative_stays(f.exits))
        .correct(f.columns, z);
    nines::state_distribution<double> pi{z};
    for (std::size_t i = 0; i < z.size(); ++i) pi.mass[i] /= f.exits[i];
    nines::detail::normalise(pi.mass);
    const auto second = nines::state_set::where(z.size(), [&](auto i) { return i >= part.size(); });
    CHECK(pi.in(second).value() == doctest::Approx(0.25).epsilon(1e-12 + 1e4 * up));
  }
}
