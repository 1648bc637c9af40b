// SPDX-License-Identifier: BSL-1.0
// Three of five units, by their rule: what bench/compile_cost.sh compiles.
#include <cstdio>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/measures/availability.hpp>

struct pool {
  int up, down;
};

int main() {
  const auto model = nines::explore(pool{5, 0}, [](const pool& s, auto& emit) {
                       if (s.up > 0) emit({s.up - 1, s.down + 1}, s.up * 1e-4);
                       if (s.down > 0) emit({s.up + 1, s.down - 1}, 0.5);
                     }).label("up", [](const pool& s) { return s.up >= 3; });
  std::printf("%.15g\n", nines::mttf(model.chain(), 0).count());
}
