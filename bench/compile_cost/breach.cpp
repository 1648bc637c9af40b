// SPDX-License-Identifier: BSL-1.0
// A month of lognormal outages: what bench/compile_cost.sh compiles.
#include <cstdio>
#include <nines/distribution/boost.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/downtime/renewal_downtime.hpp>

int main() {
  using namespace nines;
  using namespace nines::literals;
  using namespace std::chrono_literals;
  const auto outage = lognormal_time<>::from_median(10min, 95_percent, 2h);
  const renewal_downtime down(std::chrono::days(30), outage, month_30d);
  std::printf("%.15g\n", breach_probability(down, {99.95_percent, month_30d}).value());
}
