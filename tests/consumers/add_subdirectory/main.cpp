// SPDX-License-Identifier: BSL-1.0
#include <Eigen/Core>
#include <boost/version.hpp>
#include <nines/probability.hpp>

int main() {
  using namespace nines::literals;
  [[maybe_unused]] constexpr nines::probability<double> availability = 99.95_percent;
}
