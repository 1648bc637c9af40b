// SPDX-License-Identifier: BSL-1.0
// The distribution of the Mann-Whitney U where release and baseline are not alike, exactly.
//
//   mann_whitney_distribution({.release = 20, .baseline = 30}, 70_percent)
//       70 %: P(a value of the release is above one of the baseline)
//   const auto d = mann_whitney_distribution({20, 30}, above_at_hazard_ratio(0.5));
//   d.at_least(400)                                both sides
//
// U does not depend on the distribution of the measurements where survival functions are S and
// S^theta (Lehmann's alternative, proportional hazards). Sorted, the values are then a race: with i
// of the baseline and j of the release left, the next is of the baseline with probability i/(i +
// theta j), whatever came before. P(release above) = 1/(1 + theta) is taken with both its sides, so
// that nothing is subtracted. 50 % is the null distribution. For measurements in buckets see
// mann_whitney/buckets.hpp.
//
// Accuracy: (n + m) epsilon, relative, of each probability. Cost: (n m)^2/2 products, n m min(n,
// m)/2 numbers. Source: Lehmann, Ann. Math. Stat. 24, 1953; Savage, Ann. Math. Stat. 27, 1956.
// Index: Lehmann alternative.
#pragma once

#include <algorithm>
#include <nines/discrete/counts.hpp>
#include <nines/error.hpp>
#include <utility>
#include <vector>

namespace nines {

/// How many measurements there are of each.
struct series_sizes {
  std::size_t release = 0;   ///< n measurements
  std::size_t baseline = 0;  ///< m measurements

  friend bool operator==(const series_sizes&, const series_sizes&) = default;
};

/// What a distribution of U may take.
struct mann_whitney_options {
  double max_products = 2e9;  ///< multiplications (a second or two) of the whole question
  double memory_limit = default_memory_limit;  ///< bytes
};

/// The distribution of U, the number of pairs in which the release has more, ties by half.
/// Immutable.
template <class T = double>
class u_distribution {
 public:
  /// Entry s is the probability of U = s/2.
  explicit u_distribution(std::vector<T> masses) : masses_(std::move(masses)) {}
  /// The probabilities of 0, 1/2, 1, ... up to the number of pairs.
  [[nodiscard]] const std::vector<T>& by_halves() const { return masses_; }
  /// P(U = u).
  [[nodiscard]] T at(double u) const {
    for (std::size_t s = 0; s < masses_.size(); ++s)
      if (value(s) == u) return masses_[s];
    return zero<T>();
  }
  /// P(U >= u). *Throws* domain_error for NaN.
  [[nodiscard]] probability<T> at_least(double u) const {
    if (!(u == u)) fail("u_distribution::at_least", "u", u, "a number");
    T more = zero<T>();
    T fewer = zero<T>();
    for (std::size_t s = masses_.size(); s-- > 0 && value(s) >= u;) more = more + masses_[s];
    for (std::size_t s = 0; s < masses_.size() && value(s) < u; ++s) fewer = fewer + masses_[s];
    return probability<T>::from_computed_sides(more, fewer);
  }
  [[nodiscard]] T mean() const {  ///< of U; n m / 2 where release and baseline are alike
    T sum = zero<T>();
    for (std::size_t s = 0; s < masses_.size(); ++s) sum = sum + constant<T>(value(s)) * masses_[s];
    return sum;
  }

 private:
  static double value(std::size_t s) { return static_cast<double>(s) / 2; }

  std::vector<T> masses_;
};

/// The probability that a value of the release is above one of the baseline, where the release has
/// this multiple of the baseline's hazard: 1/(1 + ratio). Slower is less than 1. *Throws*
/// domain_error unless it is more than 0, and finite.
[[nodiscard]] inline probability<> above_at_hazard_ratio(double ratio) {
  if (!(ratio > 0) || !is_finite(ratio))
    fail("above_at_hazard_ratio", "ratio", ratio, "more than 0, and finite");
  return {unchecked, 1 / (1 + ratio), ratio / (1 + ratio)};
}

namespace detail {

inline void check_sizes(const series_sizes& sizes) {
  constexpr auto function = "mann_whitney_distribution";
  if (sizes.release < 1) fail(function, "release", sizes.release, "1 measurement or more");
  if (sizes.baseline < 1) fail(function, "baseline", sizes.baseline, "1 measurement or more");
}
/// The number of pairs.
inline double pairs_of(const series_sizes& sizes) {
  return static_cast<double>(sizes.release) * static_cast<double>(sizes.baseline);
}
/// What a question about U may cost.
inline work_budget products_of(const char* function, const mann_whitney_options& options) {
  require_positive_finite(function, "max_products", options.max_products);
  require_positive_finite(function, "memory_limit", options.memory_limit);
  return {function, options.max_products, "products",
          "take fewer measurements or buckets, mann_whitney_estimate, or more max_products"};
}

/// into[s + shift] += p from[s].
template <class T>
void add_shifted(std::vector<T>& into, const std::vector<T>& from, std::size_t shift, const T& p) {
  add_times(p, from.data(), from.size(), into.data() + shift);
}

/// Each mass times p.
template <class T>
void multiply_by(const T& p, std::vector<T>& masses) {
  using pack = pack_of<T, 4>;
  constexpr auto lanes = static_cast<std::size_t>(pack::size);
  const pack times(p);
  std::size_t s = 0;
  for (; s + lanes <= masses.size(); s += lanes)
    (times * pack::load(masses.data() + s)).store(masses.data() + s);
  for (; s < masses.size(); ++s) masses[s] = p * masses[s];
}

/// The race. Where j values of the release are left `left[j]` holds the masses by the pairs so far:
/// each that comes is above the baseline's values that have passed before it.
template <class T>
std::vector<T> race(const series_sizes& sizes, const T& release_above, const T& baseline_above) {
  const std::size_t n = sizes.release;
  const std::size_t m = sizes.baseline;
  std::vector<std::vector<T>> left(n + 1);
  for (std::size_t j = 0; j <= n; ++j) left[j].reserve((n - j) * m + 1);
  left[n] = {one<T>()};
  for (std::size_t passed = 0; passed <= m; ++passed) {
    const T baseline = constant<T>(static_cast<double>(m - passed)) * release_above;
    for (std::size_t j = n; j > 0; --j) {
      const T release = constant<T>(static_cast<double>(j)) * baseline_above;
      const bool is_last = passed == m;
      const T next_is_release = is_last ? one<T>() : T(release / (release + baseline));
      const T next_is_baseline = is_last ? zero<T>() : T(baseline / (release + baseline));
      left[j - 1].resize((n - j + 1) * passed + 1, zero<T>());
      add_shifted(left[j - 1], left[j], passed, next_is_release);
      multiply_by(next_is_baseline, left[j]);
    }
  }
  return std::move(left[0]);
}

/// The distribution of a race, of as much work as the budget has.
template <class T>
u_distribution<T> distribution_of_race(const series_sizes& sizes,
                                       const probability<>& release_above, double memory_limit,
                                       work_budget& budget) {
  const double pairs = pairs_of(sizes);
  const bool is_short = sizes.release <= sizes.baseline;  // of the shorter there are fewer numbers
  const auto rows = static_cast<double>(is_short ? sizes.release : sizes.baseline);
  budget.spend(pairs * pairs / 2);
  require_memory("mann_whitney_distribution", "the distribution of U",
                 sizeof(T) * pairs * (rows / 2 + 4), memory_limit);
  const auto above = constant<T>(release_above.value());
  const auto below = constant<T>(release_above.complement());
  auto whole = is_short ? race<T>(sizes, above, below)
                        : race<T>({sizes.baseline, sizes.release}, below, above);
  // The pairs in which the release is above are those in which the baseline is not.
  if (!is_short) std::reverse(whole.begin(), whole.end());
  std::vector<T> halves(2 * whole.size(), zero<T>());  // without ties U is whole
  for (std::size_t u = 0; u < whole.size(); ++u) halves[2 * u] = whole[u];
  halves.pop_back();
  return u_distribution<T>(std::move(halves));
}

}  // namespace detail

/// The distribution of U where a value of the release is above one of the baseline with this
/// probability, and hazards are proportional; 50 % is the null distribution. *Throws* domain_error
/// unless there is a measurement of each; convergence_error for more work than `max_products`, or
/// more memory than `memory_limit`.
template <class T = double>
[[nodiscard]] u_distribution<T> mann_whitney_distribution(
    const series_sizes& sizes, const probability<>& release_above,
    const mann_whitney_options& options = {}) {
  detail::check_sizes(sizes);
  auto budget = detail::products_of("mann_whitney_distribution", options);
  return detail::distribution_of_race<T>(sizes, release_above, options.memory_limit, budget);
}

}  // namespace nines
