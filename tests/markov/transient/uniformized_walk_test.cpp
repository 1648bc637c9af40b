// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/transient/quasi_stationary.hpp>
#include <nines/markov/transient/squaring.hpp>
#include <nines/markov/transient/uniformized_walk.hpp>
#include <random>

namespace {

using nines::detail::direction;
using nines::detail::sequential;

/// A walk among all states but the last, which absorbs.
auto walk(const nines::chain<>& c, direction way, const std::vector<double>& v, double t,
          double limit = 1e7, bool settle = false) {
  const auto states = nines::restrict_to(
      c.rates(), nines::state_set::where(c.size(), [&](auto i) { return i + 1 < c.size(); }));
  std::optional<nines::detail::settled_vector<double>> shape;
  if (settle) shape = nines::detail::settle(states, way);
  const nines::detail::uniformization<double> chain(states, way);
  return nines::detail::uniformized_walk<double, sequential>(chain, v, t, 2, {})
      .run(1e-12, limit, settle ? &*shape : nullptr);
}

constexpr std::size_t size = 9;
constexpr double exit_rate = 1e-3;

template <class T>
nines::chain<T> ring_with_exit() {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> exponent(-2, 0);
  nines::chain_builder<T> b(size + 1);
  for (std::size_t i = 0; i < size; ++i) {
    b.add(i, (i + 1) % size, T(std::pow(10, exponent(random))));
    b.add(i, (i + size - 1) % size, T(std::pow(10, exponent(random))));
  }
  return b.add(size / 2, size, T(exit_rate)).build();
}

double error(double computed, long double exact) {
  return static_cast<double>(std::abs(static_cast<long double>(computed) / exact - 1));
}

/// The largest errors of the three orders against squaring in 80 bits. What has flown in until t is
/// the integral of the flow; its own integral is that of the integral.
struct errors {
  double chance = 0, time = 0, absorbed = 0;
};
errors compare(const nines::detail::evolution<double>& walked, direction way, double t) {
  const auto c = ring_with_exit<long double>();
  const auto exact = nines::detail::transition_by_squaring<long double>(
      c.rates(), c.exit_rates(), static_cast<long double>(t), true);
  errors worst;
  for (std::size_t j = 0; j < size; ++j) {
    const auto a = static_cast<Eigen::Index>(way == direction::forward ? 2 : j);
    const auto b = static_cast<Eigen::Index>(way == direction::forward ? j : 2);
    if (exact.probabilities(a, b) > 1e-290L)
      worst.chance =
          std::max(worst.chance, error(walked.of_order[0][j], exact.probabilities(a, b)));
    worst.time = std::max(worst.time, error(walked.of_order[1][j], exact.time(a, b)));
  }
  if (way == direction::forward)
    worst.absorbed = error(walked.of_order[2][size / 2] * exit_rate,
                           exact.time(2, static_cast<Eigen::Index>(size)));
  return worst;
}

}  // namespace

TEST_CASE("steps give the exponential and its two integrals, both ways") {
  std::vector<double> v(size, 0.0);
  v[2] = 1;
  for (const double t : {0.01, 3.0, 500.0})
    for (const direction way : {direction::forward, direction::backward}) {
      CAPTURE(t);
      const auto walked = walk(ring_with_exit<double>(), way, v, t);
      REQUIRE(walked);
      const errors worst = compare(*walked, way, t);
      CHECK(worst.chance < 6e-14);
      CHECK(worst.time < 6e-14);
      CHECK(worst.absorbed < 6e-14);
    }
}

TEST_CASE("what has settled goes on geometrically: any horizon in the same number of steps") {
  std::vector<double> v(size, 0.0);
  v[2] = 1;
  for (const double t : {1e7, 1e8})
    for (const direction way : {direction::forward, direction::backward}) {
      CAPTURE(t);
      const auto walked = walk(ring_with_exit<double>(), way, v, t, 1e6, true);
      REQUIRE(walked);
      CHECK(walked->report.method == "uniformization until settled");
      const errors worst = compare(*walked, way, t);
      CHECK(worst.chance < 1e-10);  // down to 1e-290
      CHECK(worst.time < 3e-12);    // what settling is allowed, and some rounding
      CHECK(worst.absorbed < 3e-12);
    }
}

TEST_CASE("steps: what decays to 1e-200, and what is reached by many steps only") {
  // A chain of 40 states passed one by one at rate 1: Poisson's distribution.
  nines::chain_builder<> b(42);
  for (std::size_t i = 0; i < 41; ++i) b.add(i, i + 1, 1);
  std::vector<double> v(41, 0.0);
  v[0] = 1;
  for (const double t : {1e-6, 1e-3, 1.0, 460.0}) {
    CAPTURE(t);
    const auto walked = walk(b.build(), direction::forward, v, t);
    REQUIRE(walked);
    double expected = std::exp(-t);
    double worst = 0;
    for (std::size_t k = 0; k < 41; ++k) {
      if (expected > 1e-290)
        worst = std::max(worst, std::abs(walked->of_order[0][k] / expected - 1));
      expected *= t / static_cast<double>(k + 1);
    }
    CHECK(worst < 2e-13);
  }
}

TEST_CASE("steps give up when they would be more than allowed") {
  std::vector<double> v(size, 0.0);
  v[0] = 1;
  CHECK_FALSE(walk(ring_with_exit<double>(), direction::forward, v, 1e9, 1000));
  CHECK_FALSE(walk(ring_with_exit<double>(), direction::forward, v, 1e9, 40, true));
}
