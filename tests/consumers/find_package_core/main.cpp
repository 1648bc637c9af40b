// SPDX-License-Identifier: BSL-1.0
#include <nines/core.hpp>

#if defined(BOOST_VERSION) || defined(EIGEN_WORLD_VERSION)
#error "the core includes the standard library alone"
#endif

int main() {
  using namespace nines::literals;
  [[maybe_unused]] constexpr nines::probability<double> availability = 99.95_percent;
}
