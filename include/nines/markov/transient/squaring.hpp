// SPDX-License-Identifier: BSL-1.0
// exp(Q t) of a small chain, every entry with its digits, whatever the rates and the time.
//
//   exp(Q h) by its series, all terms positive, for h = t / 2^s;   then s times
//   P(2h) = P(h) P(h),   A(2h) = (A(h) + P(h) A(h)) / 2,   A(h) = mean of P over [0, h]
//
// The rows of P and of A are probabilities and sum to 1. Rounding breaks that, and squaring would
// double the error each time; so after each squaring the sums are restored: by the diagonal where
// most of the row is there (what leaves a slow state is known by the other entries far better than
// by 1 minus the diagonal), else by scaling the row. Errors then add up instead of doubling. All is
// held times 2^500, since what is 1e-290 at t may have been 1e-400 at h. Sources: Xue & Ye 2013 and
// Shao, Gao & Xue 2014 (entrywise accuracy); the restored sums are ours.
// Index: matrix exponential, scaling and squaring.
#pragma once

#include <Eigen/Core>
#include <nines/discrete/poisson.hpp>
#include <nines/markov/chain/chain.hpp>

namespace nines::detail {

template <class T>
using dense_matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

/// P(t) = exp(Q t) and, if asked for, L(t), its integral over [0, t].
template <class T>
struct transition_matrix {
  dense_matrix<T> probabilities;
  dense_matrix<T> time;
  std::size_t squarings;
};

/// What 1 is held as: an exact factor in the upper middle of the range of T.
template <class T>
T raised_one() {
  return constant<T>(std::numeric_limits<T>::max_exponent < 1024 ? 0x1p50 : 0x1p500);
}

/// Makes the sum of each row what it must be.
template <class T>
void restore_sums(dense_matrix<T>& m) {
  const T sum = raised_one<T>();
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

/// P and A for a time h of a few transitions, by the series in P = I + Q / q, raised.
template <class T>
transition_matrix<T> transition_series(const rate_matrix<T>& rates, std::span<const T> exits,
                                       const T& rate, const T& h, bool with_time) {
  const Eigen::Index n = rates.rows();
  const poisson_weights<T> poisson(T(rate * h));
  dense_matrix<T> term = dense_matrix<T>::Identity(n, n) * raised_one<T>();
  dense_matrix<T> next(n, n);
  transition_matrix<T> sum{term * poisson.at(0), {}, 0};
  const T mean = rate * h;
  const auto share = [&](std::size_t k) {
    return mean < constant<T>(1e-20)  // then P(N > k) may be below the range of T
               ? T(poisson.at(k) / constant<T>(static_cast<double>(k + 1)))
               : T(poisson.above(k) / mean);
  };
  if (with_time) sum.time = poisson.last() > 0 ? dense_matrix<T>(term * share(0)) : term;
  const T small = std::numeric_limits<T>::epsilon() / constant<T>(8);
  for (std::size_t k = 1; k <= poisson.last(); ++k) {
    for (Eigen::Index i = 0; i < n; ++i)
      next.col(i) = term.col(i) * T((rate - exits[static_cast<std::size_t>(i)]) / rate);  // P_ii
    for (Eigen::Index i = 0; i < n; ++i)
      for (typename rate_matrix<T>::InnerIterator to(rates, i); to; ++to)
        next.col(to.col()) += term.col(i) * T(to.value() / rate);
    std::swap(term, next);
    const T w = poisson.at(k);
    sum.probabilities += term * w;
    if (with_time) sum.time += term * share(k);
    if (constant<T>(static_cast<double>(k)) > rate * h &&
        ((term * w).array() <= sum.probabilities.array() * small).all())
      break;
  }
  return sum;
}

/// P(t) and L(t) of the chain with these rates and exit rates (the sums of the rows). *Accuracy*:
/// some ten epsilon for each entry above 1e-290, plus the conditioning of what decays. *Cost*:
/// log2(q t) products of n x n matrices, twice that with the time; before them a series of some 20
/// terms, each n times the transitions.
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
  restore_sums(m.probabilities);
  if (with_time) restore_sums(m.time);
  const T lower = one<T>() / raised_one<T>();
  const T half = one<T>() / constant<T>(2);
  for (; squarings > 0; --squarings) {
    if (with_time) {
      m.time = (half * m.time + (half * lower) * m.probabilities * m.time).eval();
      restore_sums(m.time);
    }
    m.probabilities = (lower * m.probabilities * m.probabilities).eval();
    restore_sums(m.probabilities);
  }
  m.probabilities *= lower;
  if (with_time) m.time = (m.time * lower * t).eval();  // one by one: lower * t may be 0
  return m;
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template nines::detail::transition_matrix<double> nines::detail::transition_by_squaring(
    const nines::rate_matrix<double>&, std::span<const double>, const double&, bool);
#endif
