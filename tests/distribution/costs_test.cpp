// SPDX-License-Identifier: BSL-1.0
// What comments say that quantiles and closed sums cost: values and operations, counted.
#include <doctest/doctest.h>

#include <algorithm>
#include <nines/distribution/boost.hpp>
#include <nines/distribution/elementary.hpp>
#include <nines/distribution/uniform_sum.hpp>
#include <utility>
#include <vector>

#include "support/counted.hpp"

using nines::probability;
using nines_test::counted;
using nines_test::work_of;
using namespace std::chrono_literals;

namespace {

/// The most values of a distribution that one of its quantiles takes.
template <class Dist>
int most_values(const Dist& dist) {
  int most = 0;
  for (const double p : {1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.1, 0.5, 0.9})
    for (const auto& chance : {probability<>::from_value(p), probability<>::from_complement(p)}) {
      int values = 0;
      const auto at = [&](double t) {
        ++values;
        return dist.at(t);
      };
      CHECK(nines::detail::quantile_of<double>(at, dist.outline(), chance) > 0);
      most = std::max(most, values);
    }
  return most;
}

}  // namespace

TEST_CASE("a quantile takes up to 70 values of its distribution") {
  for (const int values :
       {most_values(nines::uniform_time(60s, 90s)), most_values(nines::lognormal_time(120s, 0.5)),
        most_values(nines::weibull_time(1.5, 60s)), most_values(nines::gamma_time(2.5, 20s)),
        most_values(nines::triangular_time(10s, 20s, 60s)),
        most_values(nines::lognormal_time(1h, 1.5)), most_values(nines::weibull_time(0.7, 20s))}) {
    CHECK(values >= 10);
    CHECK(values <= 70);
  }
}

TEST_CASE("a sum of n uniform times takes some 50 n! operations") {
  double factorial = 1;
  for (std::size_t n = 1; n <= 4; ++n) {
    factorial *= static_cast<double>(n);
    std::vector<counted> widths;
    for (std::size_t i = 0; i < n; ++i) widths.emplace_back(10 + 7 * static_cast<double>(i));
    const nines::uniform_sum<counted> sum(nines::seconds_in<counted>(counted(5)), widths);
    for (const double t : {6.0, 14.0, 21.0, 30.0}) {
      CAPTURE(n);
      CAPTURE(t);
      const auto work = work_of([&] { return sum.at(counted(t)); });
      CHECK(work.all() <= 60 * factorial);
    }
  }
}

TEST_CASE("gamma distributions are put together by scale in n log n") {
  for (const std::size_t n : {100U, 400U, 1600U}) {
    nines::sum_terms<counted> terms;
    for (std::size_t i = 0; i < n; ++i)
      terms.gammas.push_back({counted(static_cast<double>(i * 7 % (n / 2) + 1)), counted(1)});
    const auto work = work_of([&] {
      terms.merge_scales();
      return 0;
    });
    const auto size = static_cast<double>(n);
    CHECK(terms.gammas.size() == n / 2);
    CHECK(static_cast<double>(work.comparisons) <= 2 * size * std::log2(size));
    CHECK(work.all() <= 4 * size);
  }
}
