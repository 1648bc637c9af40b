// SPDX-License-Identifier: BSL-1.0
// What down time an availability allows, and which "month" that is of.
#include <iostream>
#include <nines/duration.hpp>
#include <nines/probability.hpp>

int main() {
  using namespace nines;
  using namespace std::chrono_literals;
  const auto minutes = [](auto time) { return minutes_in<double>(time).count(); };
  for (const auto availability : {99.9_percent, 99.99_percent})
    std::cout << availability << ": " << minutes(downtime(availability, rolling_28d))
              << " min in 28 d, " << minutes(downtime(availability, month_30d)) << " in 30 d, "
              << minutes(downtime(availability, month_gregorian)) << " in a mean month, "
              << minutes(downtime(availability, year_365)) << " in a year\n";

  std::cout << "53 min down in a year: " << availability_from_downtime(53min, year_365) << "\n"
            << "2 of 1e6 requests failed: " << availability_from_requests(2, 1'000'000) << "\n";
}

// It prints:
//   99.9%: 40.32 min in 28 d, 43.2 in 30 d, 43.8291 in a mean month, 525.6 in a year
//   99.99%: 4.032 min in 28 d, 4.32 in 30 d, 4.38291 in a mean month, 52.56 in a year
//   53 min down in a year: 99.9899163%
//   2 of 1e6 requests failed: 99.9998%
