// SPDX-License-Identifier: BSL-1.0
// Parts that fail and are repaired, by MTTF and MTTR: how often is the system down, and how long?
#include <iostream>
#include <nines/combine.hpp>
#include <nines/duration.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>

int main() {
  using namespace nines;
  using namespace std::chrono_literals;
  const repairable host(720h, 30min);  // MTTF, MTTR
  const auto balancer = repairable<>::from_mtbf(8760h, 2h);
  const auto service = series(balancer, at_least(10, copies(12, host)));
  std::cout << "availability    " << service.availability() << "\n"
            << "failures a year " << service.failure_frequency(year_365) << "\n"
            << "MTTF            " << service.mean_up_time().count() << " h\n"
            << "mean outage     " << minutes_in<double>(service.mean_down_time()).count()
            << " min\n";

  const auto wanted = probability<>::from_complement(1e-4);
  std::cout << "for 99.99 %     " << minutes_in<double>(required_mttr(wanted, 720h)).count()
            << " min to repair a host\n";
}

// It prints:
//   availability    99.9771616%
//   failures a year 1.00384
//   MTTF            8724.5 h
//   mean outage     119.579 min
//   for 99.99 %     4.32043 min to repair a host
