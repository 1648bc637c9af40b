// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/transient/transient.hpp>

#include "support/message.hpp"

namespace {

using nines::transient_method;
constexpr double inf = std::numeric_limits<double>::infinity();

/// ok -> fault 1e-3, fault -> ok 10, either -> dead 1e-6, which absorbs.
nines::chain<> mission() {
  return nines::chain_builder<>()
      .add("ok", "fault", 1e-3)
      .add("fault", "ok", 10)
      .add("ok", "dead", 1e-6)
      .add("fault", "dead", 1e-6)
      .label("up", {"ok"})
      .label("dead", {"dead"})
      .build();
}

/// k of n units, a crew for each of the first r that have failed.
nines::chain<> k_of_n(std::size_t n, std::size_t k, std::size_t crews, double failure) {
  nines::chain_builder<> b(n + 1);
  for (std::size_t i = 0; i < n; ++i)
    b.add(i, i + 1, static_cast<double>(n - i) * failure)
        .add(i + 1, i, static_cast<double>(std::min(i + 1, crews)));
  return b.label("up", nines::state_set::where(n + 1, [&](auto i) { return n - i >= k; })).build();
}

const nines::transient_options squared{.method = transient_method::squaring};
const nines::transient_options stepped{.method = transient_method::uniformization};

}  // namespace

TEST_CASE("a mission: the slow end of a fast chain, by every method") {
  const auto c = mission();
  const auto start = nines::point_mass<double>(3, 0);
  for (const auto& options : {nines::transient_options{}, squared, stepped}) {
    CAPTURE(static_cast<int>(options.method));
    const auto up = [&](double t) { return nines::transient(c, start, t, options).mass[0]; };
    // Reference: 120-digit arithmetic.
    if (options.method != transient_method::uniformization)
      CHECK(up(1e4) == doctest::Approx(0.98995083866530152).epsilon(1e-14).scale(0));
    CHECK(up(1e6) == doctest::Approx(0.36784265690575175).epsilon(1e-13).scale(0));
    const auto late = nines::transient(c, start, 1e7, options);
    const double alive = std::exp(-10.0);
    CHECK(late.in(c.states("dead")).complement() == doctest::Approx(alive).epsilon(1e-13).scale(0));
    CHECK(late.mass[2] == doctest::Approx(0.99995460007023751).epsilon(1e-14).scale(0));
  }
}

TEST_CASE("the rare state of k of n units, at every horizon") {
  const auto small = k_of_n(5, 3, 5, 1e-7);
  const auto start = nines::point_mass<double>(6, 0);
  for (const auto& options : {squared, stepped})
    for (const double t : {1e3, 1e6, 1e9, 1e12})
      // Reference: elimination in quadruple precision; settled by t = 1e3.
      CHECK(nines::transient(small, start, t, options).in(small.states("up")).complement() ==
            doctest::Approx(9.9999955000012586e-21).epsilon(2e-14).scale(0));
  const auto down = nines::accumulated(small, start, 1000).in(!small.states("up"));
  CHECK(down == doctest::Approx(9.981662177126255e-18).epsilon(1e-14).scale(0));
}

TEST_CASE("environments that change once in 1e10 hours") {
  // 3 of 5 in two environments, ten times the failure rate in the second one.
  nines::chain_builder<> b(12);
  for (std::size_t e : {0u, 1u}) {
    for (std::size_t i = 0; i < 5; ++i)
      b.add(6 * e + i, 6 * e + i + 1, static_cast<double>(5 - i) * (e == 0 ? 1e-4 : 1e-3))
          .add(6 * e + i + 1, 6 * e + i, static_cast<double>(i + 1));
  }
  for (std::size_t i = 0; i < 6; ++i) b.add(i, 6 + i, 1e-10).add(6 + i, i, 3e-10);
  const auto c = b.build();
  const auto second = nines::state_set::where(12, [](auto i) { return i >= 6; });
  const auto start = nines::point_mass<double>(12, 0);
  for (const double t : {1e3, 1e9, 1e11, 1e13}) {
    const double expected = 0.25 * -std::expm1(-4e-10 * t);
    CHECK(nines::transient(c, start, t).in(second).value() ==
          doctest::Approx(expected).epsilon(1e-13).scale(0));
  }
}

TEST_CASE("the ends of time") {
  const auto c = mission();
  const auto start = nines::point_mass<double>(3, 0);
  CHECK(nines::transient(c, start, 0).mass == start);
  CHECK(nines::accumulated(c, start, 0).time == std::vector<double>{0, 0, 0});
  CHECK(nines::transient(c, start, inf).mass == std::vector<double>{0, 0, 1});
  for (const auto& options : {squared, stepped}) {
    CHECK(nines::transient(c, start, 0, options).mass == start);
    CHECK(nines::transient(c, start, 1e-300, options).mass[2] ==
          doctest::Approx(1e-306).epsilon(1e-14).scale(0));
  }
  for (const double t : {-1.0, std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_WITH_AS((void)nines::transient(c, start, t), doctest::Contains("transient: t is"),
                         nines::domain_error);
    CHECK_THROWS_AS((void)nines::accumulated(c, start, t), nines::domain_error);
    CHECK_THROWS_AS((void)nines::expected_reward(c, start, t), nines::domain_error);
  }
  CHECK_THROWS_WITH_AS((void)nines::accumulated(c, start, inf), doctest::Contains("finite"),
                       nines::domain_error);
}

TEST_CASE("bad starts and rewards") {
  const auto c = mission();
  CHECK_THROWS_AS((void)nines::transient(c, std::vector<double>{1, 0}, 1), nines::domain_error);
  CHECK_THROWS_AS((void)nines::transient(c, std::vector<double>{1, 1, 0}, 1), nines::domain_error);
  CHECK_THROWS_WITH_AS((void)nines::accumulated_reward(c, std::vector<double>{1, -1, 0}, 1),
                       doctest::Contains("reward of fault is -1"), nines::domain_error);
  CHECK_THROWS_AS((void)nines::expected_reward(c, std::vector<double>{1}, 1), nines::domain_error);
}

TEST_CASE("absorbing starts, and chains without a transition") {
  const auto c = mission();
  const auto dead = nines::point_mass<double>(3, 2);
  for (const auto& options : {nines::transient_options{}, squared, stepped}) {
    CHECK(nines::transient(c, dead, 5, options).mass == dead);
    CHECK(nines::accumulated(c, dead, 5, options).time == std::vector<double>{0, 0, 5});
    CHECK(nines::expected_reward(c, std::vector<double>{0, 0, 7}, 1e3, options).value[2] == 7);
  }
  const auto still = nines::chain_builder<>(2).build();
  CHECK(nines::transient(still, std::vector<double>{0.25, 0.75}, 9).mass[1] == 0.75);
  CHECK(nines::accumulated_reward(still, std::vector<double>{1, 2}, 9).value ==
        std::vector<double>{9, 18});
}

TEST_CASE("several closed classes") {
  // start -> a <-> a' at 1, start -> b at 3.
  const auto c = nines::chain_builder<>()
                     .add("start", "a", 1)
                     .add("start", "b", 3)
                     .add("a", "a'", 1)
                     .add("a'", "a", 1)
                     .build();
  const auto start = nines::point_mass<double>(4, 0);
  for (const auto& options : {nines::transient_options{}, squared, stepped})
    for (const double t : {0.5, 20.0}) {
      const auto p = nines::transient(c, start, t, options);
      CHECK(p.mass[0] == doctest::Approx(std::exp(-4 * t)).epsilon(1e-13).scale(0));
      CHECK(p.mass[2] == doctest::Approx(0.75 * -std::expm1(-4 * t)).epsilon(1e-13).scale(0));
      CHECK(p.mass[1] + p.mass[3] ==
            doctest::Approx(0.25 * -std::expm1(-4 * t)).epsilon(1e-13).scale(0));
      const auto l = nines::accumulated(c, start, t, options);
      CHECK(l.time[2] ==
            doctest::Approx(0.75 * (t + std::expm1(-4 * t) / 4)).epsilon(1e-13).scale(0));
    }
  CHECK(nines::transient(c, start, inf).mass[2] == 0.75);
}

TEST_CASE("forward and backward say the same") {
  const auto c = mission();
  const std::vector<double> reward{3, 0.5, 0.25};
  const auto start = nines::point_mass<double>(3, 1);
  for (const auto& options : {squared, stepped})
    for (const double t : {1e-3, 10.0, 1e4, 1e8}) {
      if (t == 1e4 && options.method == transient_method::uniformization) continue;  // too slow
      CAPTURE(t);
      CHECK(nines::expected_reward(c, reward, t, options).value[1] ==
            doctest::Approx(nines::transient(c, start, t, options).mean(reward))
                .epsilon(2e-12)
                .scale(0));
      CHECK(nines::accumulated_reward(c, reward, t, options).value[1] ==
            doctest::Approx(nines::accumulated(c, start, t, options).mean(reward))
                .epsilon(2e-12)
                .scale(0));
    }
}

TEST_CASE("interval availability of a repairable unit, in durations") {
  const auto c = nines::chain_builder<>()
                     .add("up", "down", 1e-4)
                     .add("down", "up", 0.5)
                     .label("up", {"up"})
                     .build();
  const auto start = nines::point_mass<double>(2, 0);
  const auto year = nines::accumulated(c, start, std::chrono::hours(8760));
  const double both = 1e-4 + 0.5;
  const double down = 1e-4 / both * (8760 + std::expm1(-both * 8760) / both);
  CHECK(year.in(!c.states("up")) == doctest::Approx(down).epsilon(1e-14).scale(0));
  CHECK(year.share(c.states("up")).complement() ==
        doctest::Approx(down / 8760).epsilon(1e-14).scale(0));
  CHECK(nines::transient(c, start, std::chrono::minutes(60)).mass[1] ==
        doctest::Approx(1e-4 / both * -std::expm1(-both)).epsilon(1e-14).scale(0));
}

TEST_CASE("the report says what was done, and too many steps are refused") {
  const auto c = mission();
  const auto start = nines::point_mass<double>(3, 0);
  CHECK(nines::transient(c, start, 1e4).report.method == "squaring");
  CHECK(nines::transient(c, start, 1).report.method == "uniformization");
  // The up states of a mission settle; a chain whose parts do not reach each other has no shape.
  const auto parts = nines::chain_builder<>()
                         .add("a", "b", 1)
                         .add("b", "a", 1)
                         .add("a", "c", 1e-9)
                         .add("c", "d", 1)
                         .add("d", "c", 1)
                         .build();
  const auto a = nines::point_mass<double>(4, 0);
  nines::transient_options few = stepped;
  few.max_steps = 1e4;
  CHECK_THROWS_WITH_AS((void)nines::transient(parts, a, 1e9, few),
                       doctest::Contains("may take 10000 of 1000000001"), nines::convergence_error);
  nines::transient_options little = stepped;
  little.max_products = 1e6;  // some thousand steps of 4 states
  CHECK_THROWS_WITH_AS((void)nines::transient(parts, a, 1e9, little),
                       doctest::Contains("(max_products)"), nines::convergence_error);
  CHECK(nines::transient(parts, a, 1e9).report.method == "squaring");
}

TEST_CASE("the same in other scalars") {
  nines::chain_builder<long double> b(2);
  b.add(std::size_t{0}, 1, 1).add(std::size_t{1}, 0, 3);
  const auto start = nines::point_mass<long double>(2, 0);
  for (const auto& options : {squared, stepped})
    CHECK(static_cast<double>(nines::transient(b.build(), start, 2.0L, options).mass[1] /
                                  (-0.25L * std::expm1(-8.0L)) -
                              1) == doctest::Approx(0).epsilon(1e-17).scale(1));
}

TEST_CASE("no time, starts that do not sum to 1, and options out of their domain") {
  const auto c = nines::chain_builder<>()
                     .add("up", "down", 1e-3)
                     .add("down", "up", 1e3)
                     .label("up", {"up"})
                     .build();
  const std::vector<double> start{1, 0};
  CHECK(nines_test::message_of([&] {
          return nines::accumulated(c, start, 0.).share(c.states("up"));
        }) == "nines::accumulated_time::share: no time has passed to have a share of");
  const std::vector<double> off{1 + 9e-7, 0};
  const auto p = nines::transient(c, off, 1e6).in(c.states("up"));
  CHECK(p.value() + p.complement() == 1);
  for (const double bad : {-1., 0., 1., static_cast<double>(NAN)})
    CHECK(nines_test::message_of([&] {
            return nines::transient(c, start, 1., {.tolerance = bad});
          }).find("nines::transient: tolerance is") != std::string::npos);
  CHECK(nines_test::message_of([&] { return nines::transient(c, start, 1., {.max_steps = -1}); }) ==
        "nines::transient: max_steps is -1, but must be 0 or more");
  CHECK(nines_test::message_of([&] {
          return nines::transient(c, start, 1., {.max_products = static_cast<double>(NAN)});
        }).find("nines::transient: max_products is nan") != std::string::npos);
}

TEST_CASE("times so short that their product with anything is 0") {
  const auto c = nines::chain_builder<>().add("a", "b", 3).add("b", "a", 2).build();
  const std::vector<double> start{1, 0};
  for (const auto method : {transient_method::squaring, transient_method::uniformization})
    for (const double t : {1e-300, 1e-200}) {
      const auto spent = nines::accumulated(c, start, t, {.method = method});
      CHECK(spent.time[0] == doctest::Approx(t).epsilon(1e-14));
    }
}

TEST_CASE("a dense matrix that would not fit is refused before it is made") {
  nines::chain_builder<> b(20000);
  for (std::size_t i = 0; i < 20000; ++i) b.add(i, (i + 1) % 20000, 1.);
  const auto c = b.build();
  const auto start = nines::point_mass<double>(20000, 0);
  CHECK(nines_test::message_of([&] {
          return nines::transient(c, start, 1., {.method = transient_method::squaring});
        }).find("squaring a matrix of 20000 states needs 11.9") != std::string::npos);
}
