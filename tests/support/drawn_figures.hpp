// SPDX-License-Identifier: BSL-1.0
// Figures of random models of services: availabilities near 1 and far from it, shares, names.
#pragma once

#include <cmath>
#include <nines/probability/two_sided.hpp>
#include <random>
#include <string>

namespace nines_test {

class drawn_figures {
 public:
  using chance = nines::probability<double>;

  explicit drawn_figures(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }
  /// An availability; one in 20 is 1.
  chance some() {
    const double exponents[] = {1, 2, 4, 9, 15, 40};
    const double q = std::pow(10, -exponents[below(6)]) * (1 + static_cast<double>(below(8)));
    return chance::from_complement(below(20) == 0 ? 0 : q);
  }
  /// All, or some tenths.
  chance share() {
    return below(2) == 0 ? chance::always()
                         : chance::from_value(0.1 * static_cast<double>(1 + below(9)));
  }

 private:
  std::mt19937 random_;
};

/// "z3".
inline std::string numbered(char letter, std::size_t n) {
  std::string name(1, letter);
  return name += std::to_string(n);
}

}  // namespace nines_test
