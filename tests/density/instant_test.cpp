// SPDX-License-Identifier: BSL-1.0
// Times that lose nothing to rounding; and sums of what is narrow far out, which need them.
#include <cmath>
#include <nines/density/instant.hpp>

#include "timing/distributions_test.hpp"

using namespace nines_test;
using detail::instant;

TEST_CASE("the sum of a year and a nanosecond keeps both") {
  const auto t = instant<double>::sum(3e7, 1e-9);
  CHECK(t.time == 3e7);
  CHECK(t.rest == 1e-9);
  CHECK(t.since(3e7).rounded() == 1e-9);
  CHECK(instant<double>::sum(1e-9, 3e7).since(3e7).rounded() == 1e-9);
  CHECK(t.since(4e7).rounded() == -1e7 + 1e-9);
}

TEST_CASE("narrow steps far out are summed as those near by, at no more cost") {
  // Weibull steps of a millisecond, each begun months apart: by 2 d + t as by t without a delay.
  const weibull_time step(0.7, seconds(1e-3));
  const auto near_by = sequence(step, step);
  for (const double days : {1.0, 100.0, 1000.0}) {
    CAPTURE(days);
    const seconds later(days * 86400);
    const auto late = mixture(50_percent, step, sequence(step, fixed_time(later)));
    const auto sum = sequence(late, step);
    for (const double t : {1e-4, 1e-3, 5e-3}) {
      const auto p = near_by.cdf(seconds(t));
      // A time of a thousand days tells 1e-8 s; a density of up to 1e4 per second follows.
      const double half = 0.5 + 0.5 * p.value();
      CHECK(std::abs(sum.cdf(later + seconds(t)).value() - half) <= 1e-16 * days * 86400 * 1e3);
    }
    CHECK(sum.outline().work <= 50'000);
  }
}
