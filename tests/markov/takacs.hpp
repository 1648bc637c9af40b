// SPDX-License-Identifier: BSL-1.0
// What Takacs says of the down time of one unit.
#pragma once

#include <nines/probability/two_sided.hpp>
#include <vector>

#include "support/precise.hpp"

namespace nines_test {

/// Takacs 1957, in 100 digits: as many failures as repairs of the down time s are done before t - s
/// of up time, both of them Poisson. From the up state.
inline nines::probability<mp> takacs(double failure, double repair, double t, double s) {
  const mp up = mp(failure) * (mp(t) - mp(s));
  const mp down = mp(repair) * mp(s);
  std::vector<mp> repairs(1, exp(-down));
  while (repairs.size() < 100 || repairs.back() > mp("1e-250"))
    repairs.push_back(repairs.back() * down / repairs.size());
  std::vector<mp> at_least(repairs.size() + 1, 0);
  for (std::size_t k = repairs.size(); k-- > 0;) at_least[k] = at_least[k + 1] + repairs[k];
  mp at_most = 0;
  mp more = 0;
  mp fewer = 0;  // repairs than k
  mp failures = exp(-up);
  for (std::size_t k = 0; k < repairs.size() || k < 2 * up || failures > mp("1e-120"); ++k) {
    at_most += k < repairs.size() ? failures * at_least[k] : mp(0);
    more += failures * fewer;
    if (k < repairs.size()) fewer += repairs[k];
    failures *= up / (k + 1);
  }
  return {nines::unchecked, at_most, more};
}

}  // namespace nines_test
