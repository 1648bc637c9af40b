// SPDX-License-Identifier: BSL-1.0
// What comments say that chains in time cost: counted in operations.
#include <doctest/doctest.h>

#include <limits>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/markov/passage/passage_time.hpp>
#include <nines/markov/transient/small_chain.hpp>
#include <nines/markov/transient/transient.hpp>
#include <utility>

#include "markov/cost_chains.hpp"

using namespace markov_cost_test;
using nines::transient_method;

namespace {

double fastest(const nines::chain<counted>& c) {
  return std::max_element(c.exit_rates().begin(), c.exit_rates().end())->number();
}
/// Units that fail at 0.02 per hour each, and one after the other are repaired in an hour.
nines::chain<counted> repaired_units(std::size_t up) {
  nines::chain_builder<counted> b(up + 1);
  std::vector<std::size_t> working;
  for (std::size_t i = 0; i < up; ++i) {
    b.add(i, i + 1, counted(0.02 * real(up - i))).add(i + 1, i, counted(1));
    working.push_back(i);
  }
  return b.label("up", working).build();
}

}  // namespace

TEST_CASE("uniformization takes a pass over the matrix a step, rate times t steps") {
  for (const std::size_t n : {8U, 32U})
    for (const double t : {1.0, 16.0, 256.0}) {
      const auto c = counted_ring(n, 4);
      const auto initial = starting_at_first(n);
      const nines::transient_options options{.method = transient_method::uniformization};
      double steps = 0;
      const auto work = work_of([&] {
        const auto dist = nines::transient<counted>(c, initial, counted(t), options);
        steps = real(dist.report.iterations);
        return 0;
      });
      const double mean = 1.02 * fastest(c) * t;
      CAPTURE(n);
      CAPTURE(t);
      CHECK(steps <= mean + 10 * std::sqrt(mean) + 40);
      CHECK(work.products() <= (steps + 20) * real(c.transitions() + 3 * n));
    }
}

TEST_CASE("squaring takes log2 of rate times t products of matrices, after a series") {
  for (const std::size_t n : {8U, 16U, 32U})
    for (const double t : {1.0, 64.0, 4096.0})
      for (const bool with_time : {false, true}) {
        const auto c = counted_ring(n, 4);
        double squarings = 0;
        const auto work = work_of([&] {
          squarings = real(nines::detail::transition_by_squaring<counted>(c.rates(), c.exit_rates(),
                                                                          counted(t), with_time)
                               .squarings);
          return 0;
        });
        CAPTURE(n);
        CAPTURE(t);
        CHECK(squarings <= std::log2(fastest(c) * t) + 1);
        const double products = (cube(real(n)) + 4 * square(real(n))) * (with_time ? 2 : 1);
        const double term = real(n) * real(c.transitions() + 4 * n);
        CHECK(work.products() <= squarings * products + 20 * term);
      }
}

TEST_CASE("a distribution at a time takes about the cheapest method; few states are squared") {
  for (const std::size_t n : {8U, 32U, 96U})
    for (const double jumps : {50.0, 200.0, 500.0, 5000.0}) {
      const auto c = counted_ring(n, 4);
      const auto initial = starting_at_first(n);
      const auto t = counted(jumps / fastest(c));
      const auto by = [&](transient_method method) {
        return work_of([&] { return nines::transient<counted>(c, initial, t, {.method = method}); })
            .all();
      };
      CAPTURE(n);
      CAPTURE(jumps);
      const double squared = by(transient_method::squaring);
      const double stepped = by(transient_method::uniformization);
      const bool is_squared = n <= 64 && jumps > 256;
      CHECK(by(transient_method::automatic) <=
            (is_squared ? squared : 1.5 * std::min(squared, stepped)));
    }
}

TEST_CASE("a quantile of a passage takes some 20 values, more where it is far from a mean stay") {
  for (const std::size_t n : {8U, 16U}) {
    const auto c = counted_ring(n, 4);
    const nines::passage_time<counted> time(c, !c.states("up"), starting_at_first(n));
    const double inf = std::numeric_limits<double>::infinity();
    const auto ends = work_of([&] { return std::pair(time.cdf(counted(0)), time.cdf(inf)); });
    for (const double chance : {1e-100, 1e-9, 0.01, 0.5, 0.999}) {
      counted t = 0;
      const auto p = nines::probability<counted>::from_value(counted(chance));
      const auto work = work_of([&] { return t = time.quantile(p); });
      const double far = std::abs(std::log(t.number() * fastest(c))) / 4;
      const auto one = work_of([&] { return time.at(counted(std::exp(4)) * t); });
      CAPTURE(chance);
      CHECK(work.all() <= (20 + far) * one.all() + ends.all());
    }
  }
}

TEST_CASE("down time: ticks of the down states, each some 75 stretches of the up states") {
  for (const std::size_t up : {1U, 3U, 12U}) {
    const auto c = repaired_units(up);
    const nines::downtime_distribution<counted> down(c, 0, std::chrono::hours(1000));
    for (const double s : {1.0, 4.0, 16.0}) {
      const double ticks = s + 10 * std::sqrt(s) + 16;
      const auto work = work_of([&] { return down.cdf(nines::hours_in<counted>(counted(s))); });
      CAPTURE(up);
      CAPTURE(s);
      CHECK(work.products() <= 75 * ticks * square(real(up) + 9 + 10));
    }
  }
}

TEST_CASE("a curve of down time costs little more than its last point") {
  const auto c = repaired_units(6);
  const nines::downtime_distribution<counted> down(c, 0, std::chrono::hours(1000));
  std::vector<nines::hours_in<counted>> times;
  for (int i = 0; i <= 64; ++i) times.emplace_back(counted(i / 8.));
  const auto last = work_of([&] { return down.cdf(times.back()); });
  const auto curve = work_of([&] { return down.cdf(times); });
  CHECK(curve.all() <= 2 * last.all());
}

TEST_CASE("a budget of down time counts no less than is multiplied") {
  for (const std::size_t up : {1U, 12U})
    for (const double s : {0.125, 2.0, 16.0}) {
      const auto c = repaired_units(up);
      auto products = nines::detail::work_of_chains("test");
      const auto initial = starting_at_first(c.size());
      const auto work = work_of([&] {
        const nines::detail::occupation_times<counted> clocks(c, c.states("up"), initial,
                                                              counted(1000), products, 1e9);
        return clocks.cdf({counted(s)}, 1e-10);
      });
      CHECK(work.products() <= products.spent());
      CHECK(work.products() >= 0.1 * products.spent());
    }
}

TEST_CASE("a small chain spends about what it multiplies, by steps and by squaring") {
  for (const std::size_t n : {4U, 16U, 64U})
    for (const double jumps : {1.0, 100.0, 2000.0, 1e6}) {
      const auto c = counted_ring(n, 4);
      const nines::detail::distribution_of_chain<counted> dist(c);
      auto budget = nines::detail::work_of_chains("test");
      const auto initial = starting_at_first(n);
      const auto work =
          work_of([&] { return dist.at(counted(jumps / fastest(c)), initial, budget); });
      CAPTURE(n);
      CAPTURE(jumps);
      CHECK(work.products() <= 1.3 * budget.spent());
      CHECK(work.products() >= 0.2 * budget.spent());
    }
}
