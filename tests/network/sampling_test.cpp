// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/sample_size.hpp>
#include <nines/network/generators.hpp>
#include <nines/network/sampling.hpp>
#include <nines/probability/literals.hpp>

#include "support/within.hpp"

using namespace nines;
using nines_test::within;

TEST_CASE("limits from counts are those of Clopper and Pearson") {
  for (const auto& [events, trials] :
       std::vector<std::pair<std::size_t, std::size_t>>{{0, 10},
                                                        {1, 10},
                                                        {5, 10},
                                                        {10, 10},
                                                        {3, 100000},
                                                        {99997, 100000},
                                                        {40000, 100000},
                                                        {7, 30000000}})
    for (const double confidence : {0.5, 0.95, 0.999999}) {
      const auto level = probability<>::from_value(confidence);
      const auto limits = detail::limits_of({events, trials}, level);
      const auto exact =
          clopper_pearson(static_cast<double>(events), static_cast<double>(trials), level);
      CHECK(std::abs(limits.lower.value() - exact.lower) <= 1e-9 * exact.lower);
      CHECK(std::abs(limits.upper.value() - exact.upper) <= 1e-9 * exact.upper);
    }
}

TEST_CASE("an event happens as often as its probability says, to the last digit") {
  detail::uniform_source random(5);
  double sum = 0, least = 1;
  for (int i = 0; i < 100000; ++i) {
    const double u = random();
    sum += u;
    least = std::min(least, u);
    CHECK(random.happens(probability<>::always()));
    CHECK(!random.happens(probability<>::never()));
  }
  CHECK(sum / 100000 == within(0.5, 0.01));
  CHECK(least > 0);
  int happened = 0;
  for (int i = 0; i < 100000; ++i) happened += random.happens(1_percent) ? 1 : 0;
  CHECK(happened > 850);
  CHECK(happened < 1150);
}

TEST_CASE("points of the dropped mass are cut as often as the exact value says") {
  const auto net = torus(4, 4, {80_percent});
  const auto problem = detail::problem_of("test", net, {0, 10});
  const detail::frontier_plan<double> plan(problem, detail::order_portfolio(problem, 3)[1]);
  const auto exact = detail::sweep(plan, {});
  const auto some = detail::sweep(plan, {.width = 5});
  const double share = (exact.cut - some.cut) / some.dropped;
  detail::uniform_source random(3);
  detail::dropped_sampler<double> sampler(plan, some.dropped, 200000, random);
  detail::sweep(plan, {.width = 5}, sampler);
  const auto counts = sampler.counts();
  CHECK(counts.trials == 200000);
  const auto limits = detail::limits_of(counts, 99.99_percent);
  CHECK(limits.lower.value() < share);
  CHECK(share < limits.upper.value());
  CHECK(limits.upper.value() < limits.lower.value() * 1.4);
}
