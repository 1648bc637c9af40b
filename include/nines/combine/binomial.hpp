// SPDX-License-Identifier: BSL-1.0
// Counting identical parts: both tails of the binomial law in O(n), and its terms.
//
//   P(at most m of n down) = sum over j <= m of C(n, j) q^j p^(n-j)
//
// Each tail is summed outwards from its largest term, so nothing overflows and the terms left out
// are bounded by those that were taken. The largest term is a product kept in range by powers of
// two; no log-gamma, whose differences lose 1e-12. Accuracy: n epsilon at worst, sqrt(n) in
// practice, for a complement of any size; 1e-300 included. For many evaluations see
// binomial_polynomial.hpp.
#pragma once

#include <nines/combine/copies.hpp>

namespace nines::detail {

/// A positive number whose exponent cannot overflow: mantissa in [1, 2^32) times 2^(32 shift).
template <class T>
class wide_number {
 public:
  constexpr void multiply(const T& factor) {
    mantissa_ = mantissa_ * factor;
    for (; mantissa_ < one<T>(); --shift_) mantissa_ = mantissa_ * constant<T>(step);
    for (; mantissa_ >= constant<T>(step); ++shift_) mantissa_ = mantissa_ / constant<T>(step);
  }
  /// times p^n. Not for p = 0.
  constexpr void multiply_power(const probability<T>& p, std::size_t n) {
    const std::size_t chunk = p.value() < p.complement() ? 1 : 64;  // 2^-64 is in any T's range
    for (; n >= chunk && chunk > 1; n -= chunk) multiply(power(p, chunk).value());
    for (; n > 0; --n) multiply(p.value());
  }
  /// times C(n, j).
  constexpr void multiply_binomial(std::size_t n, std::size_t j) {
    if (n - j < j) j = n - j;
    for (std::size_t i = 1; i <= j; ++i)
      multiply(constant<T>(static_cast<double>(n - j + i)) / constant<T>(static_cast<double>(i)));
  }
  [[nodiscard]] constexpr T value() const {
    T x = mantissa_;
    for (long s = shift_; s < 0 && x > zero<T>(); ++s) x = x / constant<T>(step);
    for (long s = shift_; s > 0; --s) x = x * constant<T>(step);
    return x;
  }

 private:
  static constexpr double step = 4294967296.0;
  T mantissa_ = one<T>();
  long shift_ = 0;
};

/// The chance that exactly `down` of n parts are down.
template <class T>
constexpr T binomial_term(std::size_t n, std::size_t down, const probability<T>& p) {
  if (p.value() == zero<T>()) return binomial_term(n, n - down, !p);
  if (p.complement() == zero<T>()) {
    // Zero or one, but with derivatives. Each q takes a factor of C(n, down) along, which alone
    // could overflow.
    T term = integer_power(p.value(), n - down);
    for (std::size_t i = 1; i <= down; ++i) {
      const double factor = static_cast<double>(n - down + i) / static_cast<double>(i);
      term = term * (constant<T>(factor) * p.complement());
    }
    return term;
  }
  wide_number<T> term;
  term.multiply_binomial(n, down);
  term.multiply_power(!p, down);
  term.multiply_power(p, n - down);
  return term.value();
}

/// The ratio of the term at j + 1 down to the term at j down.
template <class T>
constexpr T term_ratio(std::size_t n, std::size_t j, const T& odds_down) {
  return constant<T>(static_cast<double>(n - j)) / constant<T>(static_cast<double>(j + 1)) *
         odds_down;
}

/// The sum of the terms from `first` to `last` down, by their ratios to the largest of them.
template <class T>
constexpr T binomial_sum(std::size_t n, std::size_t first, std::size_t last,
                         const probability<T>& p) {
  // The odds below are at most one: the derivatives of 1 / x would cancel for a small x.
  if (p.value() < p.complement()) return binomial_sum(n, n - last, n - first, !p);
  const auto mode =
      static_cast<std::size_t>(static_cast<double>(p.complement()) * (static_cast<double>(n) + 1));
  const std::size_t top = mode < first ? first : (mode > last ? last : mode);
  const T leading = binomial_term(n, top, p);
  const T odds = p.complement() / p.value();
  // The terms fall from the top on: those left out are at most n of the last one taken. Two that
  // are negligible are taken, too: their first or second derivatives need not be.
  const T negligible = constant<T>(static_cast<double>(std::numeric_limits<T>::epsilon()) / 64 /
                                   (static_cast<double>(n) * static_cast<double>(n)));
  T sum = one<T>();
  T term = one<T>();
  T before = one<T>();
  for (std::size_t j = top; j < last && before > negligible; ++j) {
    before = term;
    sum = sum + (term = term * term_ratio(n, j, odds));
  }
  term = before = one<T>();
  for (std::size_t j = top; j > first && before > negligible; --j) {
    before = term;
    sum = sum + (term = term / term_ratio(n, j - 1, odds));
  }
  return leading * sum;
}

/// The chance that at least k of n identical parts are up, 1 <= k <= n.
template <class T>
constexpr probability<T> binomial_at_least(std::size_t n, std::size_t k, const probability<T>& p) {
  return {unchecked, binomial_sum(n, 0, n - k, p), binomial_sum(n, n - k + 1, n, p)};
}

}  // namespace nines::detail
