// SPDX-License-Identifier: BSL-1.0
// How long steps take together: a plan is a distribution of a time, like each of its steps.
#include <iostream>
#include <nines/distribution/boost.hpp>
#include <nines/distribution/elementary.hpp>
#include <nines/probability.hpp>
#include <nines/timing/sequence.hpp>

int main() {
  using namespace nines;
  using namespace std::chrono_literals;
  const uniform_time detect(60s, 90s);  // three checks, 30 s apart
  const auto promote = lognormal_time<>::from_median(45s, 99_percent, 180s);
  const uniform_time route(0s, 60s);  // a name that is cached for a minute
  const auto failover = sequence(detect, promote, route);

  std::cout << "on average     " << mean(failover).count() << " s\n"
            << "half within    " << quantile(failover, 50_percent).count() << " s\n"
            << "99 % within    " << quantile(failover, 99_percent).count() << " s\n"
            << "within 3 min   " << cdf(failover, 3min) << "\n";
}

// It prints:
//   on average     158.743 s
//   half within    153.102 s
//   99 % within    290.023 s
//   within 3 min   76.5792%
