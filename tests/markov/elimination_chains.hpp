// SPDX-License-Identifier: BSL-1.0
// Chains and an independent solver for the tests of elimination.
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/eigen.hpp>
#include <nines/markov/elimination.hpp>
#include <random>

namespace elimination_test {

using number = boost::multiprecision::cpp_bin_float_100;

/// Rates among some states, and out of them.
struct passing_states {
  nines::rate_matrix<double> rates;
  std::vector<double> exits;
};

inline passing_states make(std::size_t n, const std::vector<Eigen::Triplet<double>>& transitions,
                           std::vector<double> exits) {
  passing_states result{{static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n)},
                        std::move(exits)};
  result.rates.setFromTriplets(transitions.begin(), transitions.end());
  return result;
}

/// A random chain: rates over 16 orders of magnitude, two halves that hardly meet, exits from some
/// states only; a ring makes sure that each state has a way out.
inline passing_states random_states(std::size_t n, std::mt19937_64& random) {
  std::uniform_real_distribution<double> order_of(-8, 8);
  std::uniform_real_distribution<double> chance(0, 1);
  const double density = chance(random);
  const auto rate = [&](bool same_half) {
    return std::pow(10, order_of(random)) * (same_half ? 1 : 1e-12);
  };
  std::vector<Eigen::Triplet<double>> transitions;
  std::vector<double> exits(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j)
      if (i != j && (j == (i + 1) % n || chance(random) < density))
        transitions.emplace_back(static_cast<int>(i), static_cast<int>(j),
                                 rate((i < n / 2) == (j < n / 2)));
    if (i == 0 || chance(random) < 0.1) exits[i] = 1e-6 * rate(true);
  }
  return make(n, transitions, std::move(exits));
}

/// A grid of counters, side^3 states, that leaves from one corner.
inline passing_states grid(std::size_t side, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> order_of(-4, 4);
  std::vector<Eigen::Triplet<double>> transitions;
  const std::size_t n = side * side * side;
  for (std::size_t i = 0; i < n; ++i)
    for (const std::size_t step : {std::size_t{1}, side, side * side})
      if (i / step % side + 1 < side) {
        const auto from = static_cast<int>(i);
        const auto to = static_cast<int>(i + step);
        transitions.emplace_back(from, to, std::pow(10, order_of(random)));
        transitions.emplace_back(to, from, std::pow(10, order_of(random)));
      }
  std::vector<double> exits(n, 0);
  exits[0] = 1e-3;
  return make(n, transitions, std::move(exits));
}

/// (-Q)^-1 in 100 digits by plain Gauss-Jordan elimination with subtraction.
inline std::vector<std::vector<number>> inverse(const passing_states& states) {
  const std::size_t n = states.exits.size();
  std::vector<std::vector<number>> a(n, std::vector<number>(2 * n, 0));
  for (std::size_t i = 0; i < n; ++i) {
    a[i][n + i] = 1;
    a[i][i] = states.exits[i];
    for (nines::rate_matrix<double>::InnerIterator to(states.rates, static_cast<Eigen::Index>(i));
         to; ++to) {
      a[i][static_cast<std::size_t>(to.col())] = -number(to.value());
      a[i][i] += to.value();
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    const number pivot = a[k][k];
    for (auto& x : a[k]) x /= pivot;
    for (std::size_t i = 0; i < n; ++i) {
      const number share = a[i][k];
      if (i == k || share == 0) continue;
      for (std::size_t j = k; j < 2 * n; ++j) a[i][j] -= share * a[k][j];
    }
  }
  for (auto& row : a) row.erase(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(n));
  return a;
}

/// The largest relative error of all entries of (-Q)^-1, in epsilons of T, column by column by
/// solve() and row by row by solve_transposed().
template <class T>
double worst_error(const passing_states& states, std::size_t dense_limit) {
  const std::size_t n = states.exits.size();
  const nines::rate_matrix<T> rates = states.rates.cast<T>();
  const std::vector<T> exits(states.exits.begin(), states.exits.end());
  const nines::elimination<T> solver(rates, exits,
                                     nines::elimination_plan(rates, false, dense_limit));
  const auto exact = inverse(states);
  std::vector<T> unit(n * n, T(0));
  for (std::size_t i = 0; i < n; ++i) unit[i * n + i] = 1;
  std::vector<T> columns = unit;
  std::vector<T> rows = unit;
  solver.solve(columns);
  solver.solve_transposed(rows);
  double worst = 0;
  const auto compare = [&](const T& x, const number& reference) {
    const number error = abs(number(x) / reference - 1) / std::numeric_limits<T>::epsilon();
    worst = std::max(worst, error.convert_to<double>());
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      compare(columns[j * n + i], exact[i][j]);
      compare(rows[i * n + j], exact[i][j]);
    }
  return worst;
}

}  // namespace elimination_test
