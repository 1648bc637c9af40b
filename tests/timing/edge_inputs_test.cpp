// SPDX-License-Identifier: BSL-1.0
// Combined times of steps, limits, ages and shares of zero, infinity, NaN, the smallest and the
// largest numbers.
#include "support/edge_inputs.hpp"

#include <doctest/doctest.h>

#include <nines/distribution.hpp>
#include <nines/timing/all_of.hpp>
#include <nines/timing/mixture.hpp>
#include <nines/timing/probability_before.hpp>
#include <nines/timing/residual_life.hpp>
#include <nines/timing/retry.hpp>
#include <nines/timing/sequence.hpp>
#include <nines/timing/shifted.hpp>
#include <nines/timing/timeout.hpp>

using namespace nines;

namespace {

using nines_test::edge_source;
using nines_test::is_answered;
using edge_seconds = seconds_in<double>;

random_time<> step(edge_source& draw) {
  const auto a = draw.duration<edge_seconds>();
  const auto b = draw.duration<edge_seconds>();
  const auto shape = draw.number();
  switch (draw.below(4)) {
    case 0:
      return fixed_time(a);
    case 1:
      return uniform_time(a, b);
    case 2:
      return exponential_time(a);
    default:
      return weibull_time(shape, a);
  }
}

random_time<> combined(edge_source& draw) {
  const auto a = step(draw);
  const auto b = step(draw);
  const auto t = draw.duration<edge_seconds>();
  const auto p = draw.probability();
  const auto n = draw.count();
  CAPTURE(t.count());
  switch (draw.below(8)) {
    case 0:
      return sequence(a, b);
    case 1:
      return all_of(a, b);
    case 2:
      return first_of(a, b);
    case 3:
      return mixture(p, a, b);
    case 4:
      return shifted(a, t);
    case 5:
      return timeout(a, t, b);
    case 6:
      return residual_life(a, t);
    default:
      return retry(a, p, b, n);
  }
}

void try_combined(edge_source& draw) {
  is_answered([&] {
    const auto dist = combined(draw);
    const auto t = draw.duration<edge_seconds>();
    const auto p = draw.probability();
    CAPTURE(t.count());
    CAPTURE(p.value());
    is_answered([&] { return cdf(dist, t); });
    is_answered([&] { return survival(dist, t); });
    is_answered([&] { return completion_probability(dist); });
    is_answered([&] { return quantile(dist, p); });
    is_answered([&] { return mean(dist); });
    is_answered([&] { return probability_before(dist, step(draw)); });
    return 0;
  });
}

}  // namespace

TEST_CASE("no combined time answers NaN, whatever its steps are and however long it is asked for") {
  edge_source draw(20261201);
  for (int trial = 0; trial < nines_test::trials(300); ++trial) {
    CAPTURE(trial);
    try_combined(draw);
  }
}
