// SPDX-License-Identifier: BSL-1.0
// One elementary distribution: what bench/compile_cost.sh compiles.
#include <cstdio>
#include <nines/distribution/elementary.hpp>

int main() {
  const nines::exponential_time repair(std::chrono::minutes(90));
  std::printf("%.15g\n", repair.cdf(std::chrono::hours(1)).value());
}
