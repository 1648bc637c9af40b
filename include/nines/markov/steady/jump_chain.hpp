// SPDX-License-Identifier: BSL-1.0
// The jump chain of a chain by columns, and one sweep of Gauss-Seidel over it.
//
//   z_j = sum over i of z_i p_ij,   p_ij = q_ij / exit_i,   and pi_j is z_j / exit_j, normalised
//
// z_j is the frequency at which state j is entered. What makes sweeps few: gauss_seidel.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <nines/markov/chain/chain.hpp>
#include <vector>

namespace nines::detail {

/// The jump chain by columns: the states that state j is entered from, and their p_ij.
template <class T>
struct jump_columns {
  std::vector<int> begin;  // of column j; one more than there are states
  std::vector<int> from;
  std::vector<T> share;

  [[nodiscard]] std::size_t size() const { return begin.size() - 1; }
};

/// The jump chain of these rates. *Throws* convergence_error where the rates out of one state lie
/// further apart than the scalar reaches: such a p_ij would be lost.
template <class T>
jump_columns<T> jump_columns_of(const rate_matrix<T>& rates, const std::vector<T>& exits) {
  const std::size_t n = exits.size();
  jump_columns<T> columns;
  columns.begin.assign(n + 1, 0);
  columns.from.resize(static_cast<std::size_t>(rates.nonZeros()));
  columns.share.resize(columns.from.size());
  const int* row_begin = rates.outerIndexPtr();
  const int* to = rates.innerIndexPtr();
  for (std::size_t e = 0; e < columns.from.size(); ++e)
    ++columns.begin[static_cast<std::size_t>(to[e]) + 1];
  for (std::size_t j = 0; j < n; ++j) columns.begin[j + 1] += columns.begin[j];
  std::vector<int> next(columns.begin.begin(), columns.begin.end());
  bool lost = false;
  for (std::size_t i = 0; i < n; ++i)
    for (int e = row_begin[i]; e < row_begin[i + 1]; ++e) {
      const auto place = static_cast<std::size_t>(next[static_cast<std::size_t>(to[e])]++);
      const T share = rates.valuePtr()[e] / exits[i];
      lost = lost || !(share >= std::numeric_limits<T>::min());
      columns.from[place] = static_cast<int>(i);
      columns.share[place] = share;
    }
  if (lost)
    give_up("steady_state", "the rates out of a state lie too far apart for sweeps; eliminate");
  return columns;
}

/// How long each state is stayed in, in units of the longest such time: pi_j is z_j times this,
/// normalised, whatever the unit of the rates.
template <class T>
std::vector<T> relative_stays(const std::vector<T>& exits) {
  const T slowest = *std::min_element(exits.begin(), exits.end());
  std::vector<T> stays(exits.size());
  for (std::size_t i = 0; i < exits.size(); ++i) stays[i] = slowest / exits[i];
  return stays;
}

/// What flows into state j.
template <class T>
T inflow(const jump_columns<T>& columns, const T* z, std::size_t j) {
  const int* from = columns.from.data();
  const T* share = columns.share.data();
  T sum = zero<T>();
  for (int e = columns.begin[j], end = columns.begin[j + 1]; e < end; ++e)
    sum += z[from[e]] * share[e];
  return sum;
}
/// One sweep up the states and one down. Returns the sum of z.
template <class T>
T sweep_up_and_down(const jump_columns<T>& columns, std::vector<T>& z) {
  const std::size_t n = columns.size();
  T* flow = z.data();
  T sum = zero<T>();
  for (std::size_t j = 0; j < n; ++j) flow[j] = inflow(columns, flow, j);
  for (std::size_t j = n; j-- > 0;) sum += flow[j] = inflow(columns, flow, j);
  return sum;
}

/// What a likely state sends out: its successors breadth first, each with the inflow from those
/// before it. The likely state is the one with most mass after a round from a uniform start.
template <class T>
std::vector<T> spread_from_likely_state(const rate_matrix<T>& rates, const std::vector<T>& stays,
                                        const jump_columns<T>& columns) {
  const std::size_t n = stays.size();
  std::vector<T> z(n, one<T>());
  sweep_up_and_down(columns, z);
  std::size_t likely = 0;
  for (std::size_t j = 1; j < n; ++j)
    if (z[j] * stays[j] > z[likely] * stays[likely]) likely = j;

  std::fill(z.begin(), z.end(), zero<T>());
  z[likely] = one<T>();
  std::vector<char> seen(n, 0);
  std::vector<int> queue{static_cast<int>(likely)};
  seen[likely] = 1;
  for (std::size_t k = 0; k < queue.size(); ++k) {
    const auto i = static_cast<std::size_t>(queue[k]);
    if (i != likely) z[i] = inflow(columns, z.data(), i);
    for (const auto [to, rate] : row_of(rates, i))
      if (seen[to] == 0) {
        seen[to] = 1;
        queue.push_back(static_cast<int>(to));
      }
  }
  return z;
}

}  // namespace nines::detail
