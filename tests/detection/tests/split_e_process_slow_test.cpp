// SPDX-License-Identifier: BSL-1.0
// How often evidence beside a baseline rolls a good release back while splits and rates change, and
// a bad one: by simulation, fixed seeds.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/detection/judge.hpp>
#include <nines/probability/literals.hpp>

#include "support/random.hpp"

using namespace nines;
using namespace nines::literals;

namespace {

double poisson(nines_test::random_source& random, double mean) {
  double k = 0;
  for (double p = random.unit(), left = std::exp(-mean); p > left; ++k) p *= random.unit();
  return k;
}

/// The share of rollouts of 60 lines that are rolled back. The traffic of the release grows while
/// it looks bad, and falls while it looks good: as an attacker of the rule would have it.
double rolled_back_share(double times_as_often, int runs, std::uint64_t seed) {
  nines_test::random_source random(seed);
  int count = 0;
  for (int run = 0; run < runs; ++run) {
    rollout_judge judge(split_e_process(split_prior{}, 5_percent));
    for (int line = 0; line < 60 && judge.decided() == verdict::inconclusive; ++line) {
      const double share = judge.asked_rule().is_worse() ? 0.4 : random.uniform(0.01, 0.1);
      const double rate = random.one_in(5) ? 0.01 : 0.0005;  // an incident that both have
      const double release = std::round(2000 * share);
      const double errors = std::min(release, poisson(random, release * rate * times_as_often));
      judge.observe(errors, release, poisson(random, (2000 - release) * rate), 2000 - release);
    }
    count += judge.decided() == verdict::roll_back ? 1 : 0;
  }
  return static_cast<double>(count) / runs;
}

}  // namespace

TEST_CASE("as good as the baseline: at most alpha, however the split moves") {
  const int runs = nines_test::trials(4000);
  const double share = rolled_back_share(1, runs, 71);
  CHECK(share < 0.05 + 4 * std::sqrt(0.05 * 0.95 / runs));
  CHECK(share > 0.002);  // the probability is used
}

TEST_CASE("three times as often: nearly always") {
  CHECK(rolled_back_share(3, nines_test::trials(1000), 72) > 0.9);
}
