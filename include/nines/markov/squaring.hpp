// SPDX-License-Identifier: BSL-1.0
// exp(Q t) of a small chain, every entry with its digits, whatever the rates and the time.
//
//   exp(Q h) by its series, all terms positive, for h = t / 2^s;   then s times
//   P(2h) = P(h) P(h),   L(2h) = L(h) + P(h) L(h),   L(h) = integral of P over [0, h]
//
// The rows of P are chances and sum to 1, those of L to h. Rounding breaks that, and squaring would
// double the error each time; so after each squaring the sums are restored: by the diagonal where
// most of the row is there (what leaves a slow state is known by the other entries far better than
// by 1 minus the diagonal), else by scaling the row. Errors then add up instead of doubling.
// Sources: Xue & Ye 2013 and Shao, Gao & Xue 2014 (entrywise accuracy); the restored sums are ours.
#pragma once

#include <Eigen/Core>
#include <nines/markov/chain.hpp>
#include <nines/markov/poisson.hpp>

namespace nines::detail {

template <class T>
using dense_matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

/// P(t) = exp(Q t) and, if asked for, L(t), its integral over [0, t].
template <class T>
struct transition_matrix {
  dense_matrix<T> chance;
  dense_matrix<T> time;
  std::size_t squarings;
};

/// Makes the sum of each row what it must be.
template <class T>
void restore_sums(dense_matrix<T>& m, const T& sum) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    T others = zero<T>();
    for (Eigen::Index j = 0; j < m.cols(); ++j)
      if (j != i) others += m(i, j);
    if (others <= sum / constant<T>(2))
      m(i, i) = sum - others;  // benign: at least half of the sum is left
    else
      m.row(i) *= T(sum / (others + m(i, i)));
  }
}

/// P and L for a time of a few transitions, by the series in P = I + Q / q.
template <class T>
transition_matrix<T> transition_series(const rate_matrix<T>& rates, std::span<const T> exits,
                                       const T& rate, const T& t, bool with_time) {
  const Eigen::Index n = rates.rows();
  const poisson_weights<T> chance(T(rate * t));
  dense_matrix<T> term = dense_matrix<T>::Identity(n, n);
  dense_matrix<T> next(n, n);
  transition_matrix<T> sum{term * chance.at(0), {}, 0};
  if (with_time) sum.time = term * chance.above(0);
  const T small = std::numeric_limits<T>::epsilon() / constant<T>(8);
  for (std::size_t k = 1; k <= chance.last(); ++k) {
    for (Eigen::Index i = 0; i < n; ++i)
      next.col(i) = term.col(i) * T((rate - exits[static_cast<std::size_t>(i)]) / rate);  // P_ii
    for (Eigen::Index i = 0; i < n; ++i)
      for (typename rate_matrix<T>::InnerIterator to(rates, i); to; ++to)
        next.col(to.col()) += term.col(i) * T(to.value() / rate);
    std::swap(term, next);
    const T w = chance.at(k);
    sum.chance += term * w;
    if (with_time) sum.time += term * chance.above(k);
    if (constant<T>(static_cast<double>(k)) > rate * t &&
        ((term * w).array() <= sum.chance.array() * small).all())
      break;
  }
  if (with_time) sum.time /= rate;
  return sum;
}

/// P(t) and L(t) of the chain with these rates and exit rates (the sums of the rows). *Accuracy*:
/// some ten epsilon for each entry above 1e-290, plus the conditioning of what decays. *Cost*:
/// log2(q t) products of n x n matrices, twice that with the time.
template <class T>
transition_matrix<T> transition_by_squaring(const rate_matrix<T>& rates, std::span<const T> exits,
                                            const T& t, bool with_time) {
  T rate = zero<T>();
  for (const T& exit : exits)
    if (exit > rate) rate = exit;
  T h = t;
  std::size_t squarings = 0;
  for (; rate * h > one<T>(); ++squarings) h = h / constant<T>(2);
  auto m = transition_series(rates, exits, rate, h, with_time);
  m.squarings = squarings;
  restore_sums(m.chance, one<T>());
  if (with_time) restore_sums(m.time, h);
  for (; squarings > 0; --squarings) {
    h = h * constant<T>(2);
    if (with_time) {
      m.time += (m.chance * m.time).eval();
      restore_sums(m.time, h);
    }
    m.chance = (m.chance * m.chance).eval();
    restore_sums(m.chance, one<T>());
  }
  return m;
}

}  // namespace nines::detail
