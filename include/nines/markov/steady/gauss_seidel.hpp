// SPDX-License-Identifier: BSL-1.0
// Gauss-Seidel sweeps for the stationary distribution of a large irreducible chain.
//
// The unknown is z_j, the frequency at which state j is entered; z is
// stationary for the jump chain,
//   z_j = sum over i of z_i p_ij,   p_ij = q_ij / exit_i,   and pi_j is z_j / exit_j, normalised.
// A sweep sets each z_j to that sum in place: products and sums of positive numbers, so a rare
// state gets the same relative accuracy as a likely one. Sweeps alternate up and down the states,
// because each direction alone stalls on some chains (it may even be periodic).
//
// The order of the states is the caller's. Where each state is a tuple of counts, lexicographic
// order often sweeps best; orders found from the graph alone (breadth or depth first,
// Cuthill-McKee) were never better than the one given.
//
// Two things save sweeps. The start is what flows out of a likely state when nothing has come back
// yet: right in order of magnitude for rare states, which a uniform start reaches only level by
// level. And every few rounds the last iterates are combined so that what one round still changes
// is least (reduced rank extrapolation: Eddy 1979; Sidi 2017); that is a guess, to be swept again.
// Index: Gauss-Seidel iteration.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <nines/scalar.hpp>
#include <vector>

namespace nines::detail {

/// Makes z sum to one.
template <class T>
void normalise(std::vector<T>& z) {
  T sum = zero<T>();
  for (const T& x : z) sum += x;
  for (T& x : z) x = x / sum;
}

/// Widens `largest` to the relative difference of two numbers. Those so small that they have lost
/// digits to underflow do not count.
template <class T>
void widen(T& largest, const T& before, const T& after) {
  // A difference that only says how far two iterates are apart.
  const T change = after > before ? after - before : before - after;
  if (change <= largest * after) return;
  const T floor = std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
  if (after < floor && before < floor) return;
  largest = change / after;
}
/// The largest relative difference of two positive vectors.
template <class T>
double largest_change(const std::vector<T>& before, const std::vector<T>& after) {
  T largest = zero<T>();
  for (std::size_t j = 0; j < after.size(); ++j) widen(largest, before[j], after[j]);
  return static_cast<double>(largest);
}

/// Rounds of sweeps with a memory of the last few iterates.
template <class T>
class sweep_window {
 public:
  static constexpr std::size_t length = 5;  // differences; 4 to 10 need about the same sweeps
  /// A relative change that rounding alone can make.
  static double noise() { return 8 * static_cast<double>(std::numeric_limits<T>::epsilon()); }

  explicit sweep_window(std::size_t n) {
    for (auto& x : iterates_) x.resize(n);
  }

  /// Rounds on z, remembered: as many as there is room for, or less if they reach the tolerance.
  /// Returns how many sweeps that took. `columns` is what sweep_up_and_down(columns, z) goes over.
  template <class Columns>
  std::size_t run(const Columns& columns, std::vector<T>& z, double tolerance) {
    rounds_ = 0;
    sweep_up_and_down(columns, z);  // smooths what an extrapolation has left
    normalise(z);
    iterates_[0] = z;
    do {
      const T sum = sweep_up_and_down(columns, z);
      changes_[rounds_] = remember(z, sum, iterates_[rounds_], iterates_[rounds_ + 1]);
      ++rounds_;
    } while (rounds_ < length && !(rounds_ >= 3 && estimated_error() <= tolerance));
    return 2 * (rounds_ + 1);
  }

  /// The largest relative change of an entry by the last round.
  [[nodiscard]] double last_change() const { return rounds_ > 0 ? changes_[rounds_ - 1] : 1; }
  /// False when an entry has left the range of the scalar.
  [[nodiscard]] bool is_finite() const { return last_change() >= 0; }
  /// What is still missing from z if it goes on like this: change * rho / (1 - rho), where a round
  /// reduces the change by rho, the larger one of the last and of the mean.
  [[nodiscard]] double estimated_error() const {
    if (last_change() <= noise()) return last_change();  // all that rounding lets one see
    const double last = changes_[rounds_ - 1] / changes_[rounds_ - 2];
    const double mean = pow_of(changes_[rounds_ - 1] / changes_[0],
                               1 / static_cast<double>(rounds_ - 1));  // of rounds - 1 ratios
    const double rho = std::max(last, mean);
    if (!(rho < 1)) return std::numeric_limits<double>::infinity();
    return last_change() * rho / (1 - rho);  // rho is only known to a few digits anyway
  }

  /// Replaces z by the combination of the iterates that one more round would change least. It may
  /// subtract: whatever positive vector comes out is only where the next sweeps start.
  void extrapolate(std::vector<T>& z) const {
    const std::array<double, length> weight = least_change();
    for (std::size_t j = 0; j < z.size(); ++j) {
      T guess = zero<T>();
      for (std::size_t k = 0; k < length; ++k)
        guess += constant<T>(weight[k]) * iterates_[k + 1][j];
      const T low = z[j] * constant<T>(0.2);
      const T high = z[j] * constant<T>(5);
      z[j] = guess > low ? (guess < high ? guess : high) : low;  // low for NaN too
    }
  }

 private:
  using square = std::array<std::array<double, length>, length>;

  /// Divides z by its sum, stores it and returns the largest relative change.
  static double remember(std::vector<T>& z, const T& sum, const std::vector<T>& before,
                         std::vector<T>& after) {
    const T scale = one<T>() / sum;
    T largest = zero<T>();
    for (std::size_t j = 0; j < z.size(); ++j) {
      after[j] = z[j] = z[j] * scale;
      widen(largest, before[j], z[j]);
    }
    return static_cast<double>(largest);
  }

  /// The weights, of sum 1, for which the norm of sum w_k (x_k+1 - x_k) is least; the norm weighs
  /// squares by 1 / z, which is natural to a chain and lets rare states speak.
  [[nodiscard]] std::array<double, length> least_change() const {
    square gram = inner_products();
    std::array<double, length> w;
    w.fill(1);
    for (std::size_t k = 0; k < length; ++k) gram[k][k] *= 1 + 1e-13;  // keeps it regular
    for (std::size_t p = 0; p < length; ++p)
      for (std::size_t i = p + 1; i < length; ++i) {
        const double factor = gram[i][p] / gram[p][p];
        for (std::size_t s = p; s < length; ++s) gram[i][s] -= factor * gram[p][s];
        w[i] -= factor * w[p];
      }
    double sum = 0;
    for (std::size_t p = length; p-- > 0;) {
      for (std::size_t s = p + 1; s < length; ++s) w[p] -= gram[p][s] * w[s];
      w[p] /= gram[p][p];
      sum += w[p];
    }
    for (double& x : w) x /= sum;
    return w;
  }
  [[nodiscard]] square inner_products() const {
    square gram{};
    const T tiny = std::numeric_limits<T>::min();
    const double scale = 1 / (last_change() + std::numeric_limits<double>::min());
    const std::size_t n = iterates_[0].size();
    for (std::size_t j = 0; j < n; ++j) {
      std::array<double, length> change;
      const T inverse = one<T>() / (iterates_[length][j] + tiny);
      const auto weight = static_cast<double>(iterates_[length][j]);
      for (std::size_t k = 0; k < length; ++k)
        change[k] = scale * static_cast<double>((iterates_[k + 1][j] - iterates_[k][j]) * inverse);
      for (std::size_t i = 0; i < length; ++i)
        for (std::size_t k = 0; k <= i; ++k) gram[i][k] += change[i] * weight * change[k];
    }
    for (std::size_t i = 0; i < length; ++i)
      for (std::size_t k = 0; k < i; ++k) gram[k][i] = gram[i][k];
    return gram;
  }

  std::array<std::vector<T>, length + 1> iterates_;
  std::array<double, length> changes_{};
  std::size_t rounds_ = 0;
};

}  // namespace nines::detail
