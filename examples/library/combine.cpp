// SPDX-License-Identifier: BSL-1.0
// Parts into a system: all of them, any of them, k of n, and parts that fail together.
#include <iostream>
#include <nines/combine.hpp>
#include <nines/probability.hpp>

int main() {
  using namespace nines;
  constexpr auto zone = 99.5_percent;
  constexpr auto zones = parallel(zone, zone, zone);  // any one is enough
  static_assert(zones > 6_nines);
  const auto database = at_least(2, copies(3, 99.9_percent));  // a majority of three
  std::cout << "three zones        " << zones << "\n"
            << "and the rest       " << series(99.99_percent, zones, database) << "\n"
            << "with common causes " << beta_factor(1, copies(3, zone), 1.5_percent) << "\n";

  const auto link = 99_percent;  // two paths, and a link between them
  std::cout << "a bridge           " << bridge(link, link, link, link, link) << "\n";
  // A switch that both halves share is no part of either: the system is conditioned on it.
  const auto halves = parallel(link, link);
  std::cout << "a shared switch    " << pivot(99.9_percent, halves, probability<>::never()) << "\n";
}

// It prints:
//   three zones        99.9999875%
//   and the rest       99.9896877%
//   with common causes 99.99248806%
//   a bridge           99.979805%
//   a shared switch    99.89001%
