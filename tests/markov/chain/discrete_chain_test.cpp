// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/markov/chain/discrete_chain.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::error_in_epsilons;
using nines_test::message_of;
using nines_test::mp;
using nines_test::within_epsilons;

namespace {

/// Probabilities of n states with a share to stay, the same in double and in 100 digits.
template <class T>
nines::discrete_chain<T> random_steps(nines_test::random_source random, std::size_t n) {
  nines::chain_builder<T> b(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (j != i && (j == (i + 1) % n || random.one_in(2)))
        b.add(i, j, T(random.log_uniform(1e-9, 0.5) / static_cast<double>(n)));
  return nines::discrete_chain<T>(b.build());
}

}  // namespace

TEST_CASE("weather: stationary distribution, steps, mean steps") {
  // Kemeny & Snell 1960, the land of Oz: rain, nice, snow.
  const nines::discrete_chain<> oz(nines::chain_builder<>()
                                       .add("rain", "nice", 0.25)
                                       .add("rain", "snow", 0.25)
                                       .add("nice", "rain", 0.5)
                                       .add("nice", "snow", 0.5)
                                       .add("snow", "rain", 0.25)
                                       .add("snow", "nice", 0.25)
                                       .label("nice", {"nice"})
                                       .build());
  CHECK(oz.stays()[1] == 0);
  CHECK(oz.stays()[0] == 0.5);
  const auto pi = nines::steady_state(oz.moves());
  CHECK(pi.mass[0] == within_epsilons(0.4, 4));
  CHECK(pi.in(oz.moves().states("nice")).value() == within_epsilons(0.2, 4));
  const auto rain = nines::point_mass<double>(3, 0);
  CHECK(oz.after(0, rain).mass == rain);
  CHECK(oz.after(1, rain).mass == std::vector<double>{0.5, 0.25, 0.25});
  CHECK(oz.after(2, rain).mass == std::vector<double>{0.4375, 0.1875, 0.375});
  CHECK(oz.after(1'000'000'000, rain).mass[1] == within_epsilons(0.2, 20));
  const nines::first_passage<> to_nice(oz.moves(), oz.moves().states("nice"));
  CHECK(to_nice.mean_times()[0] == within_epsilons(4, 10));
}

TEST_CASE("absorption keeps both tails: gambler's ruin") {
  const std::size_t n = 21;
  const double p = 0.3, q = 0.7;
  nines::chain_builder<> b;
  for (std::size_t i = 1; i + 1 < n; ++i) b.add(i, i + 1, p).add(i, i - 1, q);
  const nines::discrete_chain<> game(b.label("rich", {n - 1}).build());
  const nines::first_passage<> win(game.moves(), game.moves().states("rich"));
  const auto probabilities = win.probabilities();
  const double r = q / p;
  for (const std::size_t i : {1U, 5U, 19U})
    CHECK(
        probabilities[i].value() ==
        within_epsilons((std::pow(r, static_cast<double>(i)) - 1) / (std::pow(r, 20.0) - 1), 1000));
  CHECK(probabilities[1].value() < 1e-6);
  CHECK(std::isinf(win.mean_times()[1]));  // it may never come
}

TEST_CASE("any number of steps, by steps or by powers, is the same in 100 digits") {
  double worst = 0;
  const auto seeds = static_cast<std::uint64_t>(nines_test::trials(20, 5));
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const nines_test::random_source source(20260107 + seed);
    const std::size_t n = 2 + seed % 6;
    const auto c = random_steps<double>(source, n);
    const auto exact = random_steps<mp>(source, n);
    const auto start = nines::point_mass<double>(n, 0);
    const auto exact_start = nines::point_mass<mp>(n, 0);
    for (const std::size_t steps : {1UL, 7UL, 100UL, 1'000'000UL, 1'000'000'000'000UL}) {
      const auto now = c.after(steps, start);
      const auto expected = exact.after(steps, std::span<const mp>(exact_start));
      for (std::size_t i = 0; i < n; ++i)
        worst = std::max(worst, error_in_epsilons(now.mass[i], expected.mass[i]));
    }
    // One step after the other, where after() would use powers.
    auto stepped = start;
    for (int s = 0; s < 3000; ++s) stepped = c.after(1, stepped).mass;
    const auto powers = c.after(3000, start);
    for (std::size_t i = 0; i < n; ++i) CHECK(powers.mass[i] == within_epsilons(stepped[i], 10000));
  }
  MESSAGE("largest error of an entry: " << worst << " epsilon");
  CHECK(worst < 200);
}

TEST_CASE("the jumps of a continuous chain") {
  const auto c = nines::chain_builder<>()
                     .add("a", "b", 3)
                     .add("a", "c", 1)
                     .add("b", "a", 7)
                     .label("end", {"c"})
                     .build();
  const auto jumps = nines::discrete_chain<>::jumps_of(c);
  CHECK(jumps.moves().rates().coeff(0, 1) == 0.75);
  CHECK(jumps.stays()[0] == 0);
  CHECK(jumps.stays()[2] == 1);
  CHECK(jumps.moves().name(1) == "b");
  CHECK(jumps.moves().states("end").contains(2));
  CHECK(jumps.after(2, nines::point_mass<double>(3, 0)).mass == std::vector<double>{0.75, 0, 0.25});
  const nines::first_passage<> end(jumps.moves(), jumps.moves().states("end"));
  CHECK(end.mean_times()[0] == within_epsilons(7, 10));  // 1 + 0.75 (1 + m)
}

TEST_CASE("what is wrong is named") {
  CHECK(message_of([] {
          return nines::discrete_chain<>(
              nines::chain_builder<>().add("a", "b", 0.7).add("a", "c", 0.5).build());
        }) ==
        "nines::discrete_chain: sum of the probabilities to leave a is 1.2, but must be at most 1");
  const nines::discrete_chain<> c(nines::chain_builder<>().add("a", "b", 0.7).build());
  CHECK(message_of([&] { return c.after(3, std::vector<double>{1}); }) ==
        "nines::discrete_chain::after: size of initial is 1, but must be 2");
  CHECK(message_of([&] {
          return c.after(3, std::vector<double>{0.2, 0.2});
        }).find("sum of initial is 0.4, but must be 1") != std::string::npos);
}

TEST_CASE("steps that take too long are refused") {
  nines::chain_builder<> b(20000);
  for (std::size_t i = 0; i < 20000; ++i) b.add(i, (i + 1) % 20000, 0.5);
  const nines::discrete_chain<> d(b.build());
  const auto start = nines::point_mass<double>(20000, 0);
  CHECK(message_of([&] {
          return d.after(std::size_t{1} << 60, start);
        }).find("but max_operations is 1e+12") != std::string::npos);
}
