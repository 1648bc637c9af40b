// SPDX-License-Identifier: BSL-1.0
// Counting identical parts: both tails of the binomial distribution in O(n), and its terms.
//
//   P(at most m of n down) = sum over j <= m of C(n, j) q^j p^(n-j)
//
// The terms are walked outwards from the largest, each as its ratio to that; none overflows, and
// the terms left out are bounded by those that were taken. What all terms have in common is divided
// away at the end, by their sum: no power of p and no log-gamma, whose differences lose 1e-12, and
// no drift. Accuracy: n epsilon at worst, sqrt(n) in practice, on both sides, down to 1e-300. For
// many evaluations see binomial_polynomial.hpp.
// Index: binomial distribution.
#pragma once

#include <nines/probability/power.hpp>

namespace nines::detail {

/// A positive number whose exponent cannot overflow: mantissa in [1, 2^32) times 2^(32 shift).
template <class T>
class wide_number {
 public:
  constexpr void multiply(const T& factor) {
    mantissa_ = mantissa_ * factor;
    for (; mantissa_ < one<T>() && mantissa_ > zero<T>(); --shift_)
      mantissa_ = mantissa_ * constant<T>(step);
    for (; mantissa_ >= constant<T>(step) && is_finite(mantissa_); ++shift_)
      mantissa_ = mantissa_ / constant<T>(step);
  }
  [[nodiscard]] constexpr T value() const {
    T x = mantissa_;
    for (long s = shift_; s < 0 && x > zero<T>(); ++s) x = x / constant<T>(step);
    for (long s = shift_; s > 0 && is_finite(x); --s) x = x * constant<T>(step);
    return x;
  }

 private:
  static constexpr double step = 4294967296.0;
  T mantissa_ = one<T>();
  long shift_ = 0;
};

template <class T>
constexpr T count_as(std::size_t n) {
  return constant<T>(static_cast<double>(n));
}

/// The ratio of the term at j + 1 down to the term at j down.
template <class T>
constexpr T term_ratio(std::size_t n, std::size_t j, const T& odds_down) {
  return count_as<T>(n - j) / count_as<T>(j + 1) * odds_down;
}

/// The distribution of how many of n are down, split after `down` of them.
template <class T>
struct binomial_split {
  T at_most;  ///< the probability of at most `down`
  T more;
  T last;  ///< the probability of exactly `down`
  T next;  ///< and of one more

  [[nodiscard]] constexpr binomial_split mirrored() const { return {more, at_most, next, last}; }
};

/// Throws convergence_error where the walk over the terms would take minutes.
template <class T>
constexpr void check_terms(std::size_t n, const probability<T>& p) {
  auto terms = static_cast<double>(n);
  if constexpr (std::floating_point<T>) {  // 40 deviations from the mean the terms are no more
    const auto spread =
        static_cast<double>(p.value()) * static_cast<double>(p.complement()) * terms;
    if (terms > 1e9) terms = 80 * (sqrt_of(spread) + 1);
  }
  if (!(terms <= 1e9))
    give_up("at_least", "of " + describe(n) +
                            " copies takes more than 1e9 terms; use fewer copies of larger parts");
}

/// Walks over the terms of a binomial distribution with odds of at most one, from its largest
/// outwards.
template <class T>
class binomial_walk {
 public:
  /// 0 <= down < n and p.value() >= p.complement().
  constexpr binomial_walk(std::size_t n, std::size_t down, const probability<T>& p)
      : n_(n), down_(down), odds_(p.complement() / p.value()) {
    if constexpr (std::floating_point<T>) {
      // Below one the odds are rounded, and a thousand steps take that along a thousand times.
      if (!std::is_constant_evaluated() && odds_ > 0)
        steady_ = T(stride) * (rest_of_quotient(p) / odds_ - rounded_off(p)) / p.value();
    }
    const auto mode = static_cast<std::size_t>(static_cast<double>(p.complement()) *
                                               (static_cast<double>(n) + 1));
    mode_ = mode < n ? mode : n;
    // Terms that are negligible beside the sum of their side; n of them are, too. Two of them are
    // taken all the same: their first or second derivatives need not be.
    negligible_ = constant<T>(static_cast<double>(std::numeric_limits<T>::epsilon()) / 64 /
                              (static_cast<double>(n) * static_cast<double>(n)));
  }

  [[nodiscard]] constexpr binomial_split<T> split() {
    take(mode_, one<T>());
    walk_up();
    walk_down();
    const T total = at_most_ + more_;
    return {T(at_most_ / total), T(more_ / total), T(last_ / total), T(next_ / total)};
  }

 private:
  static constexpr std::size_t stride = 8;

  /// What the quotient `odds` lacks: q - odds * p, exact.
  [[nodiscard]] T rest_of_quotient(const probability<T>& p) const {
    return fma_of(-odds_, p.value(), p.complement());
  }
  /// Every `stride` steps, what the rounding of the odds has done in them.
  static constexpr T corrected(std::size_t j, T term, const T& drift) {
    if constexpr (std::floating_point<T>)
      if (j % stride == 0) term += term * drift;
    return term;
  }
  constexpr void take(std::size_t j, const T& term) {
    T& side = j <= down_ ? at_most_ : more_;
    side = side + term;
    if (j == down_) last_ = term;
    if (j == down_ + 1) next_ = term;
  }
  // Each walk goes on to the split, unless its terms are out of range; and past it until they are
  // negligible beside the sum of that side, two of them taken.
  constexpr void walk_up() {
    T term = one<T>();
    T before = one<T>();
    for (std::size_t j = mode_; j < n_; ++j) {
      if (j <= down_ ? is_out_of_range(term) : !(before > negligible_ * more_)) return;
      before = term;
      take(j + 1, term = corrected(j, term * term_ratio(n_, j, odds_), steady_));
    }
  }
  constexpr void walk_down() {
    T term = one<T>();
    T before = one<T>();
    for (std::size_t j = mode_; j > 0; --j) {
      if (j > down_ ? is_out_of_range(term) : !(before > negligible_ * at_most_)) return;
      before = term;
      take(j - 1, term = corrected(j, term / term_ratio(n_, j - 1, odds_), T(zero<T>() - steady_)));
    }
  }
  static constexpr bool is_out_of_range(const T& term) {
    return std::floating_point<T> && !(term > zero<T>());  // another T may have derivatives there
  }

  std::size_t n_;
  std::size_t down_;
  T odds_;
  T steady_ = zero<T>();
  std::size_t mode_ = 0;
  T negligible_ = zero<T>();
  T at_most_ = zero<T>();
  T more_ = zero<T>();
  T last_ = zero<T>();
  T next_ = zero<T>();
};

/// The distribution of how many of n are down, split after `down` of them, 0 <= down < n.
template <class T>
constexpr binomial_split<T> split_binomial(std::size_t n, std::size_t down,
                                           const probability<T>& p) {
  check_terms(n, p);
  // The odds of the walk are at most one: the derivatives of 1 / x would cancel for a small x.
  if (p.value() < p.complement()) return binomial_walk<T>(n, n - down - 1, !p).split().mirrored();
  return binomial_walk<T>(n, down, p).split();
}

}  // namespace nines::detail

namespace nines {

/// The probability that exactly `down` of n parts are down; 0 for more than n.
template <class T>
constexpr T binomial_term(std::size_t n, std::size_t down, const probability<T>& p) {
  if (down > n) return zero<T>();
  if (n == 0) return one<T>();
  return down < n ? detail::split_binomial(n, down, p).last
                  : detail::split_binomial(n, n - 1, p).next;
}

}  // namespace nines

namespace nines::detail {

/// The probability that at least k of n identical parts are up, 1 <= k <= n.
template <class T>
constexpr probability<T> binomial_at_least(std::size_t n, std::size_t k, const probability<T>& p) {
  if (k == n) return power(p, n);
  if (k == 1) return !power(!p, n);
  const auto probabilities = split_binomial(n, n - k, p);
  return probability<T>::from_computed_sides(probabilities.at_most, probabilities.more);
}

}  // namespace nines::detail
