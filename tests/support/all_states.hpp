// SPDX-License-Identifier: BSL-1.0
// All states of a few things, each up or down by itself, summed in 50 digits: for models that are
// read from their meaning.
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <vector>

namespace nines_test {

using wide = boost::multiprecision::cpp_bin_float_50;

struct sides {
  wide up = 0;
  wide down = 0;
};

/// Adds the states of things i, i + 1, ... to the sums; bits of `state` tell which before i are up.
template <class Up>
void add_states(const std::vector<wide>& q, const Up& up, std::size_t i, unsigned long state,
                const wide& weight, sides& sum) {
  if (weight == 0) return;
  if (i == q.size()) {
    (up(state) ? sum.up : sum.down) += weight;
    return;
  }
  add_states(q, up, i + 1, state | 1UL << i, weight * (1 - q[i]), sum);
  add_states(q, up, i + 1, state, weight * q[i], sum);
}
/// The sum over all states, where thing i is down with q[i], of those for which `up` holds, and of
/// the others.
template <class Up>
sides sum_over_states(const std::vector<wide>& q, const Up& up) {
  sides sum;
  add_states(q, up, 0, 0, 1, sum);
  return sum;
}

/// The relative difference of a double from its exact value; an exact 0 must be hit.
inline double relative_error(double got, const wide& exact) {
  if (exact == 0) return got == 0 ? 0 : 1;
  return static_cast<double>(abs((wide(got) - exact) / exact));
}

}  // namespace nines_test
