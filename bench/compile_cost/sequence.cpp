// SPDX-License-Identifier: BSL-1.0
// A plan of three steps: what bench/compile_cost.sh compiles.
#include <cstdio>
#include <nines/distribution/boost.hpp>
#include <nines/probability/literals.hpp>
#include <nines/timing/sequence.hpp>

int main() {
  using namespace nines;
  using namespace nines::literals;
  using namespace std::chrono_literals;
  const auto detect = lognormal_time<>::from_median(90s, 99_percent, 240s);
  const auto plan = sequence(detect, uniform_time(10s, 30s), exponential_time(60s));
  std::printf("%.15g %.15g\n", plan.cdf(300s).complement(), plan.quantile(99.9_percent).count());
}
