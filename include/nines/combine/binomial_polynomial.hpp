// SPDX-License-Identifier: BSL-1.0
// k-out-of-n of identical parts, prepared once and evaluated at many points.
//
// With r = q / p both tails are polynomials in r with positive coefficients, evaluated by Horner's
// rule: one multiplication and addition a term, for one number or for lanes.
//   up   = p^n * sum over j <= m of C(n, j) r^j
//   down = p^(n-m-1) q^(m+1) * sum over i of C(n, m+1+i) r^i          (m = n - k)
// The sums are at most p^-n, so this serves while p^n is in range; below, the dual does: at least
// m + 1 down, with p and q exchanged.
// Powers of two move from the coefficients of `down` into q^(m+1), which then underflows only where
// the result does.
#pragma once

#include <algorithm>
#include <nines/combine/at_least.hpp>
#include <nines/probability/power.hpp>
#include <vector>

namespace nines {

namespace detail {

/// The two tails for parts whose p^n does not underflow.
class binomial_tails {
 public:
  binomial_tails(std::size_t n, std::size_t most_down) : n_(n), tolerated_(most_down) {
    std::vector<double> row = coefficients(n);
    up_.assign(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(most_down) + 1);
    down_.assign(row.begin() + static_cast<std::ptrdiff_t>(most_down) + 1, row.end());
    // The largest power of two in the first coefficient goes into the factors of q^(m+1): the same
    // power into each, and twice that into the first few. Exact, and no partial product underflows.
    std::size_t exponent = 0;
    for (double c = down_.front(); c >= 2; c /= 2) ++exponent;
    wider_ = exponent % (most_down + 1);
    scale_ = integer_power(2.0, exponent / (most_down + 1));
    for (double& c : down_) c /= integer_power(2.0, exponent);
  }

  template <class T>
  probability<T> operator()(const T& p, const T& q) const {
    const T ratio = q / p;
    T up = constant<T>(up_.back());
    for (std::size_t j = up_.size() - 1; j-- > 0;) up = up * ratio + constant<T>(up_[j]);
    T down = constant<T>(down_.back());
    for (std::size_t j = down_.size() - 1; j-- > 0;) down = down * ratio + constant<T>(down_[j]);
    const T rest = integer_power(p, n_ - tolerated_ - 1);
    const T tolerated = integer_power(p, tolerated_ + 1);
    // q^(m+1), scaled; the exponents are counts.
    const T failed = integer_power(T(q * constant<T>(scale_)), tolerated_ + 1 - wider_) *
                     integer_power(T(q * constant<T>(2 * scale_)), wider_);
    return probability<T>::from_computed_sides(T(up * rest * tolerated), T(down * (rest * failed)));
  }

 private:
  static std::vector<double> coefficients(std::size_t n) {
    std::vector<double> row(n + 1, 1.0);
    for (std::size_t j = 1; j <= n / 2; ++j)
      row[j] = row[n - j] = row[j - 1] * static_cast<double>(n - j + 1) / static_cast<double>(j);
    return row;
  }

  std::size_t n_;
  std::size_t tolerated_;
  double scale_ = 1;       // a power of two
  std::size_t wider_ = 0;  // how many factors take twice the scale
  std::vector<double> up_;
  std::vector<double> down_;
};

}  // namespace detail

/// A k-out-of-n system of identical, independent parts, as a function of the probability of one
/// part. Prepare it once (O(n)), evaluate it at many points (n multiplications each), on one double
/// or on lanes of them. *Throws* domain_error if k > n, n = 0 or n > 1000 (the coefficients would
/// overflow a double: use at_least(k, copies(n, part))). *Accuracy*: n epsilon, on both sides.
class identical_at_least {
 public:
  /// Prepares a system of n parts that is up while at least k of them are.
  identical_at_least(std::size_t k, std::size_t n)
      : k_(k),
        direct_(checked(k, n), k == 0 ? 0 : n - k),
        dual_(n, k == 0 ? 0 : k - 1),
        least_(std::min(0.5, pow_of(2.0, -960 / static_cast<double>(n)))) {}

  /// The probability that the system is up, where each part is up with the probability `part`.
  /// Lanes may hold any mixture of good and bad parts. *Throws* domain_error for a double that is
  /// NaN.
  template <class T>
    requires(std::same_as<typename scalar_traits<T>::lane_type, double>)
  [[nodiscard]] probability<T> operator()(const probability<T>& part) const {
    using traits = scalar_traits<T>;
    if (k_ == 0) return probability<T>::always();
    const T& p = part.value();
    const T& q = part.complement();
    if (traits::all(q <= p)) return direct_(p, q);
    if (traits::all(p <= q)) return !dual_(q, p);
    if constexpr (traits::is_lanes) {  // lanes of both kinds: one formula for all, if it can serve
      const T least = constant<T>(least_);
      if (traits::all(p >= least)) return direct_(p, q);
      if (traits::all(q >= least)) return !dual_(q, p);
      const auto mostly_up = q <= p;
      const T large = traits::select(mostly_up, p, q);
      const T small = traits::select(mostly_up, q, p);
      const probability<T> a = direct_(large, small);
      const probability<T> b = !dual_(large, small);
      return probability<T>::from_computed_sides(
          traits::select(mostly_up, a.value(), b.value()),
          traits::select(mostly_up, a.complement(), b.complement()));
    }
    fail("identical_at_least", "part", p, "a number");  // NaN: no side is the larger
  }

 private:
  static std::size_t checked(std::size_t k, std::size_t n) {
    detail::check_threshold(k, n);
    if (n == 0 || n > 1000) fail("identical_at_least", "n", n, "from 1 to 1000");
    return n;
  }

  std::size_t k_;
  detail::binomial_tails direct_;
  detail::binomial_tails dual_;
  double least_;  // from this probability on its n-th power is at least 2^-1000
};

}  // namespace nines
