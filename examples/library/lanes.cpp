// SPDX-License-Identifier: BSL-1.0
// One composition, evaluated in many scenarios at once.
#include <Eigen/Core>
#include <iostream>
#include <nines/combine.hpp>
#include <nines/lanes.hpp>

int main() {
  using namespace nines;
  constexpr int scenarios = 5;
  Eigen::ArrayXXd unavailability(3, scenarios);  // a row for each part
  unavailability.row(0) = 1e-4;
  unavailability.row(1) = Eigen::ArrayXd::LinSpaced(scenarios, 0.001, 0.009);
  unavailability.row(2) = unavailability.row(1);

  const auto parts = part_matrix::of_complements(unavailability);
  const auto duplex = [](const auto& p) { return series(p[0], parallel(p[1], p[2])); };
  const batch_result result = batch(parts, duplex);
  for (int i = 0; i < scenarios; ++i)
    std::cout << unavailability(1, i) << " of each of two: down " << result.complement[i] << "\n";
}

// It prints:
//   0.001 of each of two: down 0.000101
//   0.003 of each of two: down 0.000108999
//   0.005 of each of two: down 0.000124998
//   0.007 of each of two: down 0.000148995
//   0.009 of each of two: down 0.000180992
