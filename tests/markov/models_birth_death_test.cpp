// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/markov/models/birth_death.hpp>

#include "support/message.hpp"
#include "support/models.hpp"

using nines_test::mp;
using vectors = std::vector<double>;

namespace {

vectors random_rates(nines_test::random_source& random, std::size_t n) {
  vectors rates;
  for (std::size_t i = 0; i < n; ++i) rates.push_back(random.log_uniform(1e-12, 1e3));
  return rates;
}
std::vector<mp> precise(const vectors& rates) { return {rates.begin(), rates.end()}; }

}  // namespace

TEST_CASE("birth-death: the closed forms are those of the chain") {
  constexpr std::uint64_t seed = 20261122;
  CAPTURE(seed);
  nines_test::random_source random(seed);
  for (int trial = 0; trial < nines_test::trials(40); ++trial) {
    const std::size_t n = random.between(1, 12);
    const std::size_t up = random.between(1, n);
    const vectors births = random_rates(random, n);
    const vectors deaths = random_rates(random, n);
    const nines::birth_death<> computed(births, deaths);
    const nines::birth_death<mp> exact(precise(births), precise(deaths));
    const nines::chain<mp> c = exact.as_chain(up);
    const double epsilons = 4 * static_cast<double>(n);

    CHECK(nines_test::error_in_epsilons(nines_test::long_run(c), exact.as_repairable(up)) < 1e4);
    CHECK(nines_test::error_in_epsilons(computed.as_repairable(up), exact.as_repairable(up)) <=
          epsilons);
    CHECK(nines_test::error_in_epsilons(computed.mttf(up).count(), exact.mttf(up).count()) <=
          epsilons);
    const auto mass = exact.stationary().mass;
    for (std::size_t i = 0; i <= n; ++i)
      CHECK(nines_test::error_in_epsilons(computed.stationary().mass[i], mass[i]) <= epsilons);
    const std::size_t to = random.between(0, n);
    const auto times = nines::first_passage<mp>(c, nines::state_set(n + 1, {to})).mean_times();
    for (std::size_t from = 0; from <= n; ++from) {
      if (from == to) continue;
      CHECK(nines_test::error_in_epsilons(exact.mean_time(from, to), times[from]) < 1e4);
      CHECK(nines_test::error_in_epsilons(computed.mean_time(from, to), times[from]) <= epsilons);
    }
  }
}

TEST_CASE("birth-death: long and steep ones neither overflow nor vanish") {
  // Geometric: pi_i = (1 - r) r^i / (1 - r^(n + 1)), here upwards, 1e3^1000 at the end.
  const nines::birth_death<> steep(vectors(1000, 1e3), vectors(1000, 1));
  const auto pi = steep.stationary().mass;
  CHECK(pi[1000] == doctest::Approx(0.999).epsilon(1e-13).scale(0));
  CHECK(pi[990] == doctest::Approx(0.999e-30).epsilon(1e-12).scale(0));
  CHECK(pi[0] == 0);  // 1e-3000
  // Down to 1e-800 of the first state, and up again to 1e500 of it.
  const nines::birth_death<> valley(
      vectors{1e-200, 1e-200, 1e-200, 1e200, 1e200, 1e200, 1e300, 1e300},
      vectors{1e100, 1e100, 1, 1e-100, 1, 1, 1, 1});
  CHECK(valley.stationary().mass[8] == doctest::Approx(1).epsilon(1e-15).scale(0));
  CHECK(valley.stationary().mass[7] == doctest::Approx(1e-300).epsilon(1e-14).scale(0));
}

TEST_CASE("birth-death: reference chains") {
  // Elimination in quadruple precision: 990 of 1000 units, 1e-6 per hour, 4 crews at 1 per hour.
  vectors births, deaths;
  for (int i = 0; i < 1000; ++i) {
    births.push_back((1000 - i) * 1e-6);
    deaths.push_back(std::min(i + 1, 4));
  }
  const nines::birth_death<> units(births, deaths);
  CHECK(units.as_repairable(11).availability().complement() ==
        doctest::Approx(2.4047596623647958e-39).epsilon(1e-13).scale(0));
  CHECK(units.mttf(11).count() == doctest::Approx(1.0401194652649329e+38).epsilon(1e-13).scale(0));
}

TEST_CASE("birth-death: barred steps") {
  const nines::birth_death<> barred({1, 0, 1}, {1, 1, 0});  // 2 and 3 are never reached
  CHECK(barred.stationary().mass == vectors{0.5, 0.5, 0, 0});
  CHECK(std::isinf(barred.mttf(2).count()));
  CHECK(std::isinf(barred.mean_time(0, 3)));
  CHECK(std::isinf(barred.mean_time(2, 0)));  // it may go on to 3, and stay there
  const nines::birth_death<> unrepaired({2, 1}, {0, 0});
  CHECK(unrepaired.stationary().mass == vectors{0, 0, 1});
  CHECK(unrepaired.mttf(2).count() == 1.5);
  CHECK(std::isinf(unrepaired.mean_time(2, 0)));
  CHECK(unrepaired.as_repairable(2).availability().value() == 0);
  CHECK(std::isinf(nines::birth_death<>({1}, {1}).mttf(2).count()));  // up throughout
  CHECK(nines::birth_death<>({1}, {1}).mean_time(1, 1) == 0);
  const nines::birth_death<mp> precise_one({mp(1)}, {mp(0)});
  CHECK(precise_one.stationary().mass[1] == 1);
}

TEST_CASE("birth-death: names and labels") {
  const auto c = nines::birth_death<>({1, 1, 1}, {1, 1, 1}).as_chain(2);
  CHECK(c.name(3) == "3 failed");
  CHECK(c.states("up").states() == std::vector<std::size_t>{0, 1});
  CHECK(c.states("degraded").states() == std::vector<std::size_t>{1});
}

TEST_CASE("birth-death: errors") {
  const double nan = std::nan("");
  const auto message = [](vectors births, vectors deaths) {
    return nines_test::message_of([&] { return nines::birth_death<>(births, deaths); });
  };
  CHECK(message({1, 2}, {1}) ==
        "nines::birth_death: number of deaths is 1, but must be the number of births, 2");
  CHECK(message({1, -2}, {1, 1}) ==
        "nines::birth_death: births[1] is -2, but must be 0 or more, and finite");
  CHECK(message({1, 1}, {nan, 1}) ==
        "nines::birth_death: deaths[0] is nan, but must be 0 or more, and finite");
  CHECK(message({1e300}, {1e-300}) ==
        "nines::birth_death: births[i] / deaths[i] at i = 0 is inf, but must be a number that can "
        "be held");
  const nines::birth_death<> one({1}, {1});
  CHECK_THROWS_AS((void)one.mean_time(0, 2), nines::domain_error);
  CHECK_THROWS_AS((void)one.as_repairable(0), nines::domain_error);
  CHECK_THROWS_AS((void)one.mttf(3), nines::domain_error);
  CHECK_THROWS_AS((void)one.as_chain(0), nines::domain_error);
}
