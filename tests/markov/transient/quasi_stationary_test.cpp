// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/discrete/poisson.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/transient/quasi_stationary.hpp>
#include <support/precise.hpp>

using nines_test::mp;

TEST_CASE("quasi-stationary: two units, in closed form") {
  // 0 <-> 1 -> failed; theta is the small root of x^2 - (2 l + l + m) x + 2 l l.
  for (const double failure : {1e-2, 1e-6, 1e-12}) {
    CAPTURE(failure);
    const double repair = 1;
    const auto c = nines::chain_builder<>()
                       .add("both", "one", 2 * failure)
                       .add("one", "both", repair)
                       .add("one", "none", failure)
                       .build();
    const auto dist = nines::quasi_stationary(c, nines::state_set(3, {0, 1}));
    const mp l = failure, b = 3 * l + 1;
    const mp theta = 4 * l * l / (b + sqrt(b * b - 8 * l * l));
    CHECK(nines_test::error_in_epsilons(dist.rate, theta) < 8);
    CHECK(nines_test::error_in_epsilons(dist.mass[1], theta / l) < 8);  // rate = mass * failure
    CHECK(dist.mass[0] + dist.mass[1] == doctest::Approx(1).epsilon(1e-15));
    CHECK(dist.mass[2] == 0);
    CHECK(dist.report.error < 1e-13);
  }
}

TEST_CASE("quasi-stationary: what cannot be") {
  const auto c = nines::chain_builder<>().add("a", "b", 1).add("b", "c", 1).build();
  CHECK_THROWS_WITH_AS((void)nines::quasi_stationary(c, nines::state_set(3, {0, 1})),
                       doctest::Contains("must reach each other"), nines::domain_error);
  CHECK_THROWS_WITH_AS((void)nines::quasi_stationary(c, nines::state_set(3, {2})),
                       doctest::Contains("never left"), nines::domain_error);
  CHECK_THROWS_WITH_AS((void)nines::quasi_stationary(c, nines::state_set(3)),
                       doctest::Contains("no up states"), nines::domain_error);
  CHECK_THROWS_AS((void)nines::quasi_stationary(c, nines::state_set(2, {0})), nines::domain_error);
}

TEST_CASE("quasi-stationary: two halves that leave at all but the same rate") {
  nines::chain_builder<> b(5);
  for (const std::size_t i : {0u, 2u}) b.add(i, i + 1, 1).add(i + 1, i, 1).add(i, 4, 1);
  b.add(std::size_t{1}, 2, 1e-9).add(std::size_t{3}, 0, 1e-9);
  // Inverse iteration from a symmetric start finds the symmetric shape.
  const auto dist = nines::quasi_stationary(b.build(), nines::state_set(5, {0, 1, 2, 3}));
  CHECK(dist.mass[0] == doctest::Approx(dist.mass[2]).epsilon(1e-13));
  // A little asymmetry leaves it two modes 1e-10 apart: it says so.
  b.add(std::size_t{0}, 4, 1e-10);
  CHECK_THROWS_WITH_AS((void)nines::quasi_stationary(b.build(), nines::state_set(5, {0, 1, 2, 3})),
                       doctest::Contains("inverse iterations"), nines::convergence_error);
}

TEST_CASE("a geometric rest is the sum over the steps") {
  const double mean = 4000;
  const std::size_t k = 900;
  const nines::poisson_weights<long double> chance(static_cast<long double>(mean));
  for (const double d : {0.0, 1e-18, 1e-9, 1e-3, 0.05}) {
    CAPTURE(d);
    long double power = 1;
    std::array<long double, 3> sum{0, 0, 0};
    for (std::size_t i = k; i <= chance.last(); ++i, power *= 1 - static_cast<long double>(d)) {
      sum[0] += chance.at(i) * power;
      sum[1] += chance.above(i) * power;
      sum[2] += chance.excess(i) * power;
    }
    const auto rest = nines::detail::geometric_rest<double>(mean, static_cast<double>(k), d);
    for (std::size_t o = 0; o < 3; ++o) {
      CAPTURE(o);
      // exp(-z) has z times the error of z, here 160 at most
      CHECK(static_cast<double>(std::abs(static_cast<long double>(rest[o]) / sum[o] - 1)) <
            (o == 0 ? 9e-14 : 2e-15));
    }
  }
}

TEST_CASE("z - 1 + exp(-z) keeps its digits") {
  for (double z = 1e-12; z < 100; z *= 1.7) {
    const mp exact = mp(z) - 1 + exp(mp(-z));
    CHECK(nines_test::error_in_epsilons(nines::detail::exp_excess(z), exact) < 10);
  }
  CHECK(nines::detail::exp_excess(0.0) == 0);
}
