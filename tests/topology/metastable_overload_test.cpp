// SPDX-License-Identifier: BSL-1.0
#include "nines/topology/metastable_overload.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using nines::metastable_overload;
using nines::overload_state;

/// Requests in ticks, from the definition: what fails is tried again a tick later, n times at most.
/// A tick has work for `capacity` attempts that succeed; one that fails takes the share w of it.
/// Returns the share of attempts that fail long after a burst is over.
double failing_after_a_burst(double demand, double capacity, int n, double w) {
  std::vector<double> due(static_cast<std::size_t>(n), 0.0);  // attempts, by how often tried before
  double q = 0;
  for (int tick = 0; tick < 6000; ++tick) {
    due[0] = tick > 20 && tick < 60 ? 10 * capacity : demand;
    double attempts = 0;
    for (const double each : due) attempts += each;
    // Of x attempts g succeed: g + w (x - g) is all the work that there is.
    double good = attempts;
    if (attempts > capacity) good = w == 1 ? 0 : std::max(0.0, (capacity - w * attempts) / (1 - w));
    q = attempts > 0 ? 1 - good / attempts : 0;
    for (std::size_t i = due.size(); i-- > 1;) due[i] = due[i - 1] * q;
  }
  return q;
}

}  // namespace

TEST_CASE("three attempts that time out: stable to a third of the capacity") {
  const auto at = [](double demand) {
    return metastable_overload({.demand = demand, .capacity = 900, .retries = 2});
  };
  CHECK(at(299).state == overload_state::stable);
  CHECK(at(301).state == overload_state::vulnerable);
  CHECK(at(900).state == overload_state::vulnerable);
  CHECK(at(901).state == overload_state::overloaded);
  CHECK(at(299).stable_demand == doctest::Approx(300).epsilon(1e-12));
  CHECK(at(600).recovers_at == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(at(100).recovers_at == 1);
}

TEST_CASE("what is refused at once costs nothing, and no overload lasts") {
  const auto found =
      metastable_overload({.demand = 899, .capacity = 900, .retries = 10, .failed_work = 0});
  CHECK(found.state == overload_state::stable);
  CHECK(found.amplification == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("the most work of a request, against a fine grid of failure rates") {
  for (const int retries : {0, 1, 2, 5, 20})
    for (const double w : {0.0, 0.05, 0.3, 0.5, 0.8, 1.0}) {
      double most = 1;
      for (int i = 0; i <= 100000; ++i) {
        const double q = i / 1e5;
        double sum = 1 - std::pow(q, retries + 1);
        for (int k = 1; k <= retries + 1; ++k) sum += w * std::pow(q, k);
        most = std::max(most, sum);
      }
      const auto found = metastable_overload(
          {.demand = 1, .capacity = 1, .retries = static_cast<double>(retries), .failed_work = w});
      CHECK(found.amplification == doctest::Approx(most).epsilon(1e-8));
    }
}

TEST_CASE("a burst is over: whether its overload lasts, tick by tick") {
  for (const int retries : {1, 2, 4})
    for (const double w : {0.4, 0.8, 1.0}) {
      const auto found = metastable_overload({.demand = 1,
                                              .capacity = 1000,
                                              .retries = static_cast<double>(retries),
                                              .failed_work = w});
      const double limit = found.stable_demand;
      CHECK(failing_after_a_burst(0.98 * limit, 1000, retries + 1, w) < 1e-9);
      if (limit < 970) CHECK(failing_after_a_burst(1.02 * limit, 1000, retries + 1, w) > 0.1);
    }
}

TEST_CASE("what is no load") {
  CHECK_THROWS_AS((void)metastable_overload({.demand = -1, .capacity = 1}), nines::domain_error);
  CHECK_THROWS_AS((void)metastable_overload({.demand = 1, .capacity = 0}), nines::domain_error);
  CHECK_THROWS_AS((void)metastable_overload({.demand = 1, .capacity = 1, .retries = 1.5}),
                  nines::domain_error);
  CHECK_THROWS_AS((void)metastable_overload({.demand = 1, .capacity = 1, .failed_work = 1.1}),
                  nines::domain_error);
  CHECK_THROWS_AS((void)metastable_overload({.demand = std::nan(""), .capacity = 1}),
                  nines::domain_error);
}
