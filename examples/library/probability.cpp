// SPDX-License-Identifier: BSL-1.0
// A probability keeps both its sides: what is up, and what is not, each with all its digits.
#include <iostream>
#include <nines/probability.hpp>

int main() {
  using namespace nines::literals;
  const nines::probability<double> disk = nines::parse("99.9999999999995%");
  std::cout << "down                " << disk.complement() << "\n"
            << "from a double       " << 1 - 0.999999999999995 << "\n"
            << "how many nines      " << nines::number_of_nines(disk) << "\n";

  constexpr auto objective = 99.95_percent;  // read from its decimal text, by the compiler
  static_assert(objective > 3_nines);
  std::cout << "the opposite        " << !objective << "\n"
            << "eleven nines        " << 11_nines << "\n"
            << "meets the objective " << (disk >= objective ? "yes" : "no") << "\n";
}

// It prints:
//   down                5e-15
//   from a double       4.996e-15
//   how many nines      14.301
//   the opposite        0.05%
//   eleven nines        99.999999999%
//   meets the objective yes
