// SPDX-License-Identifier: BSL-1.0
// The README's first program: what it prints is compared in the tests.
#include <iostream>
#include <nines/nines.hpp>

int main() {
  using namespace nines;
  constexpr auto zone = 99.5_percent;
  constexpr auto zones = parallel(zone, zone, zone);  // any one of three is enough
  static_assert(zones > 6_nines);                     // an SLO, checked by the compiler
  const auto service = series(99.99_percent, zones);  // behind a load balancer
  const auto shared = beta_factor(1, copies(3, zone), 1.5_percent);  // 1.5 % of outages hit all
  const repairable host(std::chrono::hours(720), std::chrono::minutes(30));  // MTTF, MTTR
  const auto fleet = at_least(10, copies(12, host));  // down how often, for how long?

  std::cout << "three zones        " << zones << ", " << nines::number_of_nines(zones) << " nines\n"
            << "with a balancer    " << service << "\n"
            << "with a common cause " << shared << "\n"
            << "eleven zones       " << parallel(copies(11, zone)) << "\n"
            << "10 of 12 hosts     " << fleet.failure_frequency(year_365) << " failures a year, "
            << minutes_in<double>(fleet.mean_down_time()).count() << " min each\n";
}
