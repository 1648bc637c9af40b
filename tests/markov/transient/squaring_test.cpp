// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/multiprecision/eigen.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/transient/squaring.hpp>
#include <support/precise.hpp>

namespace {

using nines_test::mp;

template <class T>
nines::detail::transition_matrix<T> at_time(const nines::chain<T>& c, const T& t) {
  return nines::detail::transition_by_squaring<T>(c.rates(), c.exit_rates(), t, true);
}

}  // namespace

TEST_CASE("squaring: one repairable unit, from 1e-12 to 1e18 hours") {
  const double failure = 1e-5, repair = 0.25;
  const auto c =
      nines::chain_builder<>().add("up", "down", failure).add("down", "up", repair).build();
  for (double t = 1e-12; t < 1e19; t *= 1e3) {
    CAPTURE(t);
    const auto m = at_time(c, t);
    const double both = failure + repair;
    const double settled = -std::expm1(-both * t);
    CHECK(m.probabilities(0, 1) ==
          doctest::Approx(failure / both * settled).epsilon(4e-15).scale(0));
    CHECK(m.probabilities(1, 0) ==
          doctest::Approx(repair / both * settled).epsilon(4e-15).scale(0));
    CHECK(m.time(0, 0) + m.time(0, 1) == doctest::Approx(t).epsilon(1e-15).scale(0));
    // The time down is failure / both * (t - settled / both): for short t by its series.
    const double down = t > 1e-3 ? failure / both * (t - settled / both)
                                 : failure * t * t / 2 * (1 - both * t / 3 * (1 - both * t / 4));
    CHECK(m.time(0, 1) ==
          doctest::Approx(down).epsilon(t > 1e-3 && t < 1 ? 1e-12 : 1e-14).scale(0));
  }
}

TEST_CASE("squaring: the same in 100 digits as the series of Q itself") {
  // Four states with rates over four orders of magnitude; state 3 absorbs.
  nines::chain_builder<mp> b(4);
  for (std::size_t i = 0; i < 3; ++i) {
    b.add(i, i + 1, mp(1) / (i * i * i * 400 + 3));
    b.add(i, (i + 2) % 3, mp(i + 1) / 7);
  }
  const auto c = b.build();
  const mp t = 3;
  const auto m = at_time(c, t);
  using matrix = nines::detail::dense_matrix<mp>;
  matrix q = matrix(c.rates()) * t;
  for (Eigen::Index i = 0; i < 4; ++i) q(i, i) -= c.exit_rates()[static_cast<std::size_t>(i)] * t;
  matrix term = matrix::Identity(4, 4);
  matrix sum = term;
  matrix integral = term * t;
  for (int k = 1; k < 90; ++k) {  // cancels, but 100 digits bear it
    term = (term * q / mp(k)).eval();
    sum += term;
    integral += term * t / mp(k + 1);
  }
  for (Eigen::Index i = 0; i < 4; ++i)
    for (Eigen::Index j = 0; j < 4; ++j) {
      if (sum(i, j) == 0) continue;
      CHECK(abs(m.probabilities(i, j) / sum(i, j) - 1) < mp("1e-80"));
      CHECK(abs(m.time(i, j) / integral(i, j) - 1) < mp("1e-80"));
    }
}

TEST_CASE("squaring: a chain that has left three of its states for good") {
  // 0 -> 1 -> 2 -> 3 at rate 1: Erlang's distribution.
  nines::chain_builder<> b(4);
  for (std::size_t i = 0; i < 3; ++i) b.add(i, i + 1, 1);
  for (const double t : {1e-6, 1.0, 30.0, 600.0}) {
    CAPTURE(t);
    const auto m = at_time(b.build(), t);
    const double allowed = 1e-15 * (20 + 4 * t);  // e^-t is known to t times the error of t
    CHECK(m.probabilities(0, 0) == doctest::Approx(std::exp(-t)).epsilon(allowed).scale(0));
    CHECK(m.probabilities(0, 2) ==
          doctest::Approx(std::exp(-t) * t * t / 2).epsilon(allowed).scale(0));
  }
  CHECK(at_time(b.build(), 1e-6).probabilities(0, 3) ==
        doctest::Approx(1e-18 / 6 * (1 - 0.75e-6)).epsilon(1e-12).scale(0));
}

TEST_CASE("squaring: what is 1e-290 in the end may begin as 1e-380") {
  // A fast pair of states, a rare way out of it in one step and, by way of a third, in two.
  const double t = 1e12;
  const auto c = nines::chain_builder<>()
                     .add("a", "b", 1e6)
                     .add("b", "a", 1e6)
                     .add("a", "rare", 2e-302)
                     .add("a", "half", 2e-157)
                     .add("half", "rarer", 1e-157)
                     .build();
  const auto m = at_time(c, t);
  // a has half of the time.
  CHECK(m.probabilities(0, 2) == doctest::Approx(1e-302 * t).epsilon(1e-14).scale(0));
  CHECK(m.time(0, 2) == doctest::Approx(1e-302 * t * t / 2).epsilon(1e-14).scale(0));
  CHECK(m.probabilities(0, 4) ==
        doctest::Approx(1e-157 * t * 1e-157 * t / 2).epsilon(1e-14).scale(0));
}

TEST_CASE("squaring: no time, and no transitions") {
  const auto c = nines::chain_builder<>().add("a", "b", 1).build();
  CHECK(at_time(c, 0.0).probabilities.isIdentity(0));
  CHECK(at_time(c, 0.0).time.isZero(0));
  const auto still = nines::chain_builder<>(2).build();
  CHECK(at_time(still, 7.0).probabilities.isIdentity(0));
  CHECK(at_time(still, 7.0).time(1, 1) == 7);
}
