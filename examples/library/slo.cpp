// SPDX-License-Identifier: BSL-1.0
// What an objective allows, when an alert fires, and how likely the objective is missed.
#include <iostream>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/budget/burn_rate_alerts.hpp>
#include <nines/slo/budget/error_budget.hpp>

int main() {
  using namespace nines;
  using namespace std::chrono_literals;
  const auto minutes = [](auto time) { return minutes_in<double>(time).count(); };
  const error_budget budget(99.95_percent, month_30d);
  const burn_rate_alert page(budget, {.burn_rate = 14.4, .long_window = 1h, .short_window = 5min});
  std::cout << "may be down               " << minutes(budget.time()) << " min in 30 d\n"
            << "pages a full outage after " << minutes(page.detection_time(100_percent)) * 60
            << " s\n"
            << "pages 1 % of errors after " << minutes(page.detection_time(1_percent)) << " min\n";

  const repairable service(720h, 15min);  // 99.965 % on average, and yet:
  std::cout << "misses the objective in   " << breach_probability(service, budget)
            << " of all months\n";
}

// It prints:
//   may be down               21.6 min in 30 d
//   pages a full outage after 25.92 s
//   pages 1 % of errors after 43.2 min
//   misses the objective in   26.1914% of all months
