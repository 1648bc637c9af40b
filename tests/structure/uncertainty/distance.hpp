// SPDX-License-Identifier: BSL-1.0
// How far samples are from the distribution that they should have: Kolmogorov and Smirnov's
// distance times the square root of their number, over 2 once in 1500 sets of samples.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/precise.hpp"
#include "support/random.hpp"

namespace nines_test {

template <class Cdf>
double distance_from(std::vector<double> samples, const Cdf& cdf) {
  std::sort(samples.begin(), samples.end());
  const auto n = static_cast<double>(samples.size());
  double largest = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double at = cdf(samples[i]);
    const auto rank = static_cast<double>(i);
    largest = std::max({largest, std::abs(at - rank / n), std::abs(at - (rank + 1) / n)});
  }
  return largest * std::sqrt(n);
}

}  // namespace nines_test
