// SPDX-License-Identifier: BSL-1.0
// The slow and certain way: all 2^n states of n parts, each weighed and asked whether it is up.
#pragma once

#include <cstdint>
#include <nines/probability/two_sided.hpp>
#include <utility>
#include <vector>

namespace nines_test {

/// Which parts are up: bit i is part i.
using state = std::uint32_t;
inline bool is_up(state s, std::size_t i) { return (s >> i) % 2 == 1; }
inline std::size_t count_up(state s) { return static_cast<std::size_t>(__builtin_popcount(s)); }

template <class T>
T weight_of(state s, const std::vector<nines::probability<T>>& parts) {
  T weight(1);
  for (std::size_t i = 0; i < parts.size(); ++i)
    weight *= is_up(s, i) ? parts[i].value() : parts[i].complement();
  return weight;
}

/// The probability of the states for which `up` holds, and of the others.
template <class T, class Up>
nines::probability<T> enumerate(const std::vector<nines::probability<T>>& parts, const Up& up) {
  T sums[2] = {T(0), T(0)};
  for (state s = 0; s < state{1} << parts.size(); ++s) sums[up(s) ? 0 : 1] += weight_of(s, parts);
  return {nines::unchecked, sums[0], sums[1]};
}

/// The failure frequency: over all up states, the rates of the parts whose failure brings the
/// system down; `frequency[i]` is how often part i fails, per unit of time.
template <class T, class Up>
T enumerate_frequency(const std::vector<nines::probability<T>>& parts,
                      const std::vector<T>& frequency, const Up& up) {
  T sum(0);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto others = parts;
    others[i] = nines::probability<T>(nines::unchecked, T(1), T(1));  // leave it out
    for (state s = 0; s < state{1} << parts.size(); ++s) {
      const state without = s & ~(state{1} << i);
      if (is_up(s, i) && up(s) && !up(without)) sum += frequency[i] * weight_of(s, others);
    }
  }
  return sum;
}

}  // namespace nines_test
