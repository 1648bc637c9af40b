// SPDX-License-Identifier: BSL-1.0
// When service is back (RTO), and what is lost (RPO).
#include <iostream>
#include <nines/distribution/elementary.hpp>
#include <nines/probability.hpp>
#include <nines/recovery/backup.hpp>
#include <nines/recovery/health_check.hpp>
#include <nines/recovery/plan.hpp>
#include <nines/recovery/routing.hpp>

int main() {
  using namespace nines;
  using namespace std::chrono_literals;
  const recovery_plan<> plan({{"detect", detection_time(health_check<>{30s, 3})},
                              {"fail over", uniform_time(60s, 120s)},
                              {"route", dns_cutover(60s)}});
  std::cout << "back within 3 min     " << plan.time().cdf(3min) << "\n"
            << "99 % back within      " << plan.time().quantile(99_percent).count() << " s\n";
  for (const auto& step : plan.timeline(99_percent))
    std::cout << "  " << step.name << ": " << step.mean.count() << " s on average\n";

  const auto loss =
      backup_loss(backup_schedule<>{.interval = 24h, .takes = 1h, .success = 98_percent});
  std::cout << "lost: 99 % of cases   " << loss.quantile(99_percent).count() / 3600
            << " h or less\n";
}

// It prints:
//   back within 3 min     29.1667%
//   99 % back within      251.357 s
//     detect: 75 s on average
//     fail over: 90 s on average
//     route: 30 s on average
//   lost: 99 % of cases   37.2449 h or less
