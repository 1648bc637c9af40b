// SPDX-License-Identifier: BSL-1.0
// How long something lives, or takes: distributions of a time, and lifetimes of systems.
#include <iostream>
#include <nines/combine.hpp>
#include <nines/distribution/boost.hpp>
#include <nines/distribution/life_measures.hpp>
#include <nines/distribution/lifetime.hpp>
#include <nines/duration.hpp>
#include <nines/probability.hpp>

int main() {
  using namespace nines;
  using namespace std::chrono_literals;
  const auto failover = lognormal_time<>::from_median(90s, 99_percent, 240s);
  std::cout << "over within 2 min      " << cdf(failover, 120s) << "\n"
            << "99.9 % of failovers in " << quantile(failover, 99.9_percent).count() << " s\n";

  const lifetime disk(boost::math::weibull(1.3, 8e4));  // in hours
  const auto array = at_least(7, copies(8, disk));      // is a lifetime, too
  std::cout << "lost within a year     " << !survival(array, year_365) << "\n"
            << "mean life              " << mttf(array).count() << " h\n"
            << "B10 life               " << b10_life(array).count() << " h\n";
}

// It prints:
//   over within 2 min      75.2485%
//   99.9 % of failovers in 331.195 s
//   lost within a year     6.75149%
//   mean life              27839 h
//   B10 life               10468.5 h
