// SPDX-License-Identifier: BSL-1.0
// Chains of numbers that count, for the tests of what is said of costs.
#pragma once

#include <cmath>
#include <nines/markov/chain/chain_builder.hpp>

#include "support/counted.hpp"
#include "support/random.hpp"

namespace markov_cost_test {

using nines_test::counted;
using nines_test::work_of;

/// A ring with random links; the last quarter of the states is down.
inline nines::chain<counted> counted_ring(std::size_t n, std::size_t links) {
  nines_test::random_source random(n);
  nines::chain_builder<counted> b(n);
  for (std::size_t i = 0; i < n; ++i) {
    b.add(i, (i + 1) % n, counted(random.uniform(1, 10)));
    for (std::size_t k = 1; k < links; ++k) b.add(i, random.below(n), random.uniform(1, 10));
  }
  std::vector<std::size_t> up;
  for (std::size_t i = 0; i < n - n / 4; ++i) up.push_back(i);
  return b.label("up", up).build();
}
/// States in a row, each of which leads to its neighbours; the last one is down.
inline nines::chain<counted> row_of_states(std::size_t n) {
  nines::chain_builder<counted> b(n);
  std::vector<std::size_t> up;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    b.add(i, i + 1, counted(1)).add(i + 1, i, counted(2));
    up.push_back(i);
  }
  return b.label("up", up).build();
}
/// All states lead to all.
inline nines::chain<counted> full_chain(std::size_t n) {
  nines_test::random_source random(n);
  nines::chain_builder<counted> b(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (i != j) b.add(i, j, counted(random.uniform(1, 10)));
  return b.build();
}
inline std::vector<counted> starting_at_first(std::size_t n) {
  std::vector<counted> mass(n, 0);
  mass[0] = 1;
  return mass;
}
inline double square(double x) { return x * x; }
inline double cube(double x) { return x * x * x; }
inline double real(std::size_t n) { return static_cast<double>(n); }

}  // namespace markov_cost_test
