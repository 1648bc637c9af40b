// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <markov/elimination_chains.hpp>
#include <nines/markov/elimination/ordering.hpp>
#include <nines/markov/elimination/stationary.hpp>

using namespace elimination_test;
using doctest::Approx;

TEST_CASE("every entry of the inverse is right, fronts or one dense matrix") {
  std::mt19937_64 random(1);
  for (std::size_t n = 2; n <= 17; n += 5) {
    const auto states = random_states(n, random);
    CAPTURE(n);
    CHECK(worst_error<double>(states, 0) < 100);
    CHECK(worst_error<double>(states, n) < 100);
  }
}

TEST_CASE("every scalar type keeps its own digits") {
  std::mt19937_64 random(2);
  const auto states = random_states(12, random);
  for (const std::size_t dense_limit : {0U, 12U}) {
    CHECK(worst_error<long double>(states, dense_limit) < 50);
    CHECK(worst_error<number>(states, dense_limit) < 1e30);  // what the reference loses
  }
  const auto easy = grid(2, 3);
  CHECK(worst_error<float>(easy, 0) < 50);
}

TEST_CASE("fronts agree with one dense matrix on a grid, for several right-hand sides") {
  const auto states = grid(6, 4);
  const std::size_t n = states.exits.size();
  const nines::elimination<double> fronts(states.rates, states.exits);
  const nines::elimination<double> dense(states.rates, states.exits,
                                         nines::elimination_plan(states.rates, false, n));
  std::mt19937_64 random(5);
  std::vector<double> several(3 * n);
  for (double& x : several) x = std::generate_canonical<double, 53>(random);
  auto by_fronts = several;
  auto transposed = several;
  fronts.solve(by_fronts);
  fronts.solve_transposed(transposed);
  for (std::size_t c = 0; c < 3; ++c) {
    const auto begin = several.begin() + static_cast<std::ptrdiff_t>(c * n);
    std::vector<double> one(begin, begin + static_cast<std::ptrdiff_t>(n));
    std::vector<double> one_transposed = one;
    dense.solve(one);
    dense.solve_transposed(one_transposed);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(by_fronts[c * n + i] == Approx(one[i]).epsilon(1e-13).scale(0));
      CHECK(transposed[c * n + i] == Approx(one_transposed[i]).epsilon(1e-13).scale(0));
    }
  }
}

TEST_CASE("the mean times of a birth-death chain have their closed form") {
  constexpr std::size_t n = 2000;
  std::vector<Eigen::Triplet<double>> transitions;
  std::vector<double> up(n), down(n), exits(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    up[i] = 1 + static_cast<double>(i % 7);
    down[i] = i % 100 < 10 ? 40 : 0.5;
    const auto state = static_cast<int>(i);
    if (i + 1 < n) transitions.emplace_back(state, state + 1, up[i]);
    if (i > 0) transitions.emplace_back(state, state - 1, down[i]);
  }
  exits.back() = up.back();
  const auto states = make(n, transitions, exits);
  std::vector<double> times(n, 1);
  nines::elimination<double>(states.rates, states.exits).solve(times);
  std::vector<double> step(n);  // the mean time from i to i + 1
  for (std::size_t i = 0; i < n; ++i) step[i] = (1 + (i > 0 ? down[i] * step[i - 1] : 0)) / up[i];
  double expected = 0;
  for (std::size_t i = n; i-- > 0;) {
    expected += step[i];
    REQUIRE(times[i] == Approx(expected).epsilon(1e-12).scale(0));
  }
}

TEST_CASE("nested dissection is an order, and worth it on a grid") {
  const nines::detail::state_graph graph(grid(10, 6).rates);
  auto order = nines::detail::nested_dissection(graph).take();
  const auto by_parts = nines::detail::tree_of(graph, order);
  const auto by_degree = nines::detail::tree_of(graph, nines::detail::minimum_degree(graph));
  CHECK(by_parts.operations() < by_degree.operations());
  std::sort(order.begin(), order.end());
  for (std::size_t k = 0; k < order.size(); ++k) REQUIRE(order[k] == k);
}

TEST_CASE("the tree counts what elimination links") {
  const nines::detail::state_graph graph(grid(4, 7).rates);
  const auto tree = nines::detail::tree_of(graph, nines::detail::minimum_degree(graph));
  const auto position = nines::detail::positions(tree.order);
  std::vector<std::vector<char>> linked(64, std::vector<char>(64, 0));
  for (std::size_t i = 0; i < 64; ++i)
    for (const auto j : graph[i]) linked[position[i]][position[j]] = 1;
  for (std::size_t k = 0; k < 64; ++k) {
    std::vector<std::size_t> later;
    for (std::size_t j = k + 1; j < 64; ++j)
      if (linked[k][j] != 0) later.push_back(j);
    CHECK(tree.later[k] == later.size());
    CHECK((later.empty() ? nines::detail::no_state : later.front()) == tree.parent[k]);
    for (const auto i : later)
      for (const auto j : later) linked[i][j] = 1;
  }
}

TEST_CASE("a state without a way out is named") {
  for (const std::size_t n : {20U, 200U}) {  // one dense matrix, fronts
    std::vector<Eigen::Triplet<double>> path;
    for (int i = 0; i + 1 < static_cast<int>(n); ++i) path.emplace_back(i, i + 1, 1.);
    std::vector<double> exits(n, 1);
    exits[n - 1] = 0;
    const auto states = make(n, path, exits);
    const std::string message = "no way out of state " + std::to_string(n - 1);
    CHECK_THROWS_WITH_AS((nines::elimination<double>(states.rates, states.exits)),
                         doctest::Contains(message.c_str()), nines::domain_error);
  }
}

TEST_CASE("a mean time beyond the scalar type is an error, not infinity") {
  const auto states = make(2, {{0, 1, 1e-250}, {1, 0, 1}}, {0, 1e-200});
  const nines::elimination<double> solver(states.rates, states.exits);
  std::vector<double> times{1, 1};
  CHECK_THROWS_AS(solver.solve(times), nines::convergence_error);  // 1e450
  const auto narrow = make(2, {{0, 1, 1e-320}, {1, 0, 1}}, {0, 1});
  CHECK_THROWS_AS((nines::elimination<double>(narrow.rates, narrow.exits)),
                  nines::convergence_error);
  const auto slow = make(1, {}, {1e-300});
  std::vector<double> x{1};
  nines::elimination<double>(slow.rates, slow.exits).solve(x);
  CHECK(x[0] == Approx(1e300));
}

TEST_CASE("right-hand sides must have the size of the states") {
  const auto states = make(2, {{0, 1, 1}}, {1, 1});
  const nines::elimination<double> solver(states.rates, states.exits);
  std::vector<double> x(3);
  CHECK_THROWS_AS(solver.solve(x), nines::domain_error);
  CHECK_THROWS_AS(solver.solve_transposed(x), nines::domain_error);
}

namespace {

/// A birth-death chain in which state i + 1 has ratio(i) times the mass of state i.
template <class Ratio>
nines::rate_matrix<double> balance(std::size_t n, Ratio ratio) {
  std::vector<Eigen::Triplet<double>> transitions;
  for (int i = 0; i + 1 < static_cast<int>(n); ++i) {
    transitions.emplace_back(i, i + 1, ratio(i));
    transitions.emplace_back(i + 1, i, 1.);
  }
  return make(n, transitions, {}).rates;
}

template <class Ratio>
void check_stationary(std::size_t n, Ratio ratio) {
  const auto pi = nines::stationary_masses(balance(n, ratio));
  std::vector<number> mass(n, 1);
  number sum = 1;
  for (std::size_t i = 1; i < n; ++i) sum += mass[i] = mass[i - 1] * ratio(static_cast<int>(i) - 1);
  for (std::size_t i = 0; i < n; ++i) {
    const auto exact = (mass[i] / sum).convert_to<double>();
    REQUIRE(std::abs(pi[i] - exact) <= 1e-12 * exact + 1e-310);  // below that, doubles lose digits
  }
}

}  // namespace

TEST_CASE("a stationary distribution keeps masses that differ by more than a double can") {
  check_stationary(1, [](int) { return 1.; });
  check_stationary(2, [](int) { return 1e-200; });
  check_stationary(200, [](int i) { return i % 2 == 0 ? 0.5 : 3.; });
  check_stationary(301, [](int) { return 1e-4; });                    // down to 1e-1200
  check_stationary(301, [](int i) { return i < 150 ? 1e-4 : 1e4; });  // a valley of 1e-600
  check_stationary(301, [](int i) { return i < 150 ? 1e4 : 1e-4; });  // a peak
}

TEST_CASE("a chain that is not irreducible has no stationary distribution") {
  const auto rates = make(60, {{0, 1, 1.}, {1, 0, 1.}}, {}).rates;
  CHECK_THROWS_AS((void)nines::stationary_masses(rates), nines::domain_error);
}

TEST_CASE("a plan knows what an elimination costs") {
  const auto states = grid(5, 8);
  const auto cost = nines::elimination_plan(states.rates).cost();
  const auto dense = nines::elimination_plan(states.rates, false, 125).cost();
  CHECK(dense.operations == Approx(2. / 3 * 125 * 125 * 125));
  CHECK(dense.entries == 125 * 125);
  CHECK(cost.operations < 0.5 * dense.operations);
  const double rough = nines::rough_elimination_operations(states.rates);
  CHECK(rough > 0.1 * cost.operations);
  CHECK(rough < 10 * cost.operations);
  CHECK(nines::elimination_plan(states.rates, true).cost().entries < cost.entries);
}
