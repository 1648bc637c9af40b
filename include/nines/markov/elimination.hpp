// SPDX-License-Identifier: BSL-1.0
// Elimination of states without subtraction: the direct solver under all exact results on chains.
//
// Given rates among n states and the rate at which each leaves them (exits), -Q is an M-matrix.
// Eliminating state k sends its traffic on:  a_ij += a_ik a_kj / d_k,  d_k = exit_k + sum of a_kj
// over the j not yet eliminated. The pivot d_k is a sum, so nothing is ever subtracted and each
// entry of a solution has a relative error of some n epsilon, whatever the condition number.
// Sources: Grassmann, Taksar & Heyman 1985; O'Cinneide 1993; Alfa, Xue & Ye 2002.
#pragma once

#include <nines/markov/chain.hpp>

namespace nines::detail {

/// The factors of -Q, dense. O(n^3) to make, O(n^2) a solution.
template <class T>
class dense_elimination {
 public:
  dense_elimination(const rate_matrix<T>& rates, std::span<const T> exits)
      : n_(exits.size()), rate_(n_ * n_, zero<T>()), pivot_(exits.begin(), exits.end()) {
    for (std::size_t i = 0; i < n_; ++i)
      for (typename rate_matrix<T>::InnerIterator to(rates, static_cast<Eigen::Index>(i)); to; ++to)
        at(i, static_cast<std::size_t>(to.col())) = to.value();
    for (std::size_t k = n_; k-- > 0;) eliminate(k);
  }

  /// x = (-Q)^-1 b: what is earned until the states are left, from each, at b per unit of time.
  void solve(std::span<T> x) const {
    for (std::size_t k = n_; k-- > 0;)
      for (std::size_t i = 0; i < k; ++i) x[i] += at(i, k) * x[k];
    for (std::size_t k = 0; k < n_; ++k) {
      for (std::size_t j = 0; j < k; ++j) x[k] += at(k, j) * x[j];
      x[k] = x[k] / pivot_[k];
    }
  }
  /// x = b (-Q)^-1: the time spent in each state until they are left, for a start with mass b.
  void solve_transposed(std::span<T> x) const {
    for (std::size_t k = n_; k-- > 0;) {
      x[k] = x[k] / pivot_[k];
      for (std::size_t j = 0; j < k; ++j) x[j] += x[k] * at(k, j);
    }
    for (std::size_t k = 0; k < n_; ++k)
      for (std::size_t i = 0; i < k; ++i) x[k] += x[i] * at(i, k);
  }

 private:
  /// Eliminates state k from those before it. Column k then holds a_ik / d_k, row k the a_kj.
  void eliminate(std::size_t k) {
    const T exit = pivot_[k];  // so far only what leaves the states, by way of those eliminated too
    for (std::size_t j = 0; j < k; ++j) pivot_[k] += at(k, j);
    for (std::size_t i = 0; i < k; ++i) {
      T& share = at(i, k);
      if (share == zero<T>()) continue;
      share = share / pivot_[k];
      pivot_[i] += share * exit;
      for (std::size_t j = 0; j < k; ++j)
        if (j != i) at(i, j) += share * at(k, j);
    }
  }
  T& at(std::size_t i, std::size_t j) { return rate_[i * n_ + j]; }
  const T& at(std::size_t i, std::size_t j) const { return rate_[i * n_ + j]; }

  std::size_t n_;
  std::vector<T> rate_;
  std::vector<T> pivot_;
};

}  // namespace nines::detail

namespace nines {

/// The direct solver of (-Q) x = b and x (-Q) = b for the generator among some states, from each of
/// which the outside can be reached. *Accuracy*: some n epsilon relative, each entry.
template <class T>
class elimination {
 public:
  /// `rates` among the states and `exits` out of them. *Throws* domain_error when a state has no way
  /// out.
  elimination(const rate_matrix<T>& rates, std::span<const T> exits) : dense_(rates, exits) {}

  /// x = (-Q)^-1 b in place: what is earned until the states are left, from each of them, at b per
  /// unit of time.
  void solve(std::span<T> x) const { dense_.solve(x); }
  /// x = b (-Q)^-1 in place: the time spent in each state until they are left, started with mass b.
  void solve_transposed(std::span<T> x) const { dense_.solve_transposed(x); }

 private:
  detail::dense_elimination<T> dense_;
};

}  // namespace nines
