// SPDX-License-Identifier: BSL-1.0
#include <Eigen/Core>
#include <boost/version.hpp>
#include <nines/nines.hpp>

int main() {
  using namespace nines::literals;
  constexpr auto two = nines::parallel(99.5_percent, 99.5_percent);
  static_assert(two > 99.997_percent && two < 99.998_percent);
  const nines::repairable service(std::chrono::hours(720), std::chrono::hours(1));
  return service.availability() > two ? 1 : 0;
}
