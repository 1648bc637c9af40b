// SPDX-License-Identifier: BSL-1.0
// The number of failures among n independent parts that are not alike, both tails.
//
// Example:
//   const std::vector<probability<>> parts(1000, 99.9_percent);
//   at_most_failures(3, parts);           // at most three are down; its complement: more
//   const auto d = poisson_binomial(parts);
//   cdf(d, 3), pdf(d, 0), mean(d);        // the same, and all else of the distribution
//   poisson_binomial(std::vector<identical_parts<>>{{500, 99.9_percent}, {500, 99_percent}});
//
//   f_k (n parts) = p_n f_k (n - 1 parts) + q_n f_(k-1) (n - 1 parts)
//
// Sums of products of positive numbers alone: every mass and both tails have a relative error of n
// epsilon at worst, sqrt(n) in practice, down to 1e-280. (A Fourier transform has an absolute error
// of 1e-16, and no digit of a mass below that.) Few failures are counted with eight parts at a
// time; the whole distribution by halves, each with its masses above 1e-305. Cost: n (j + 1)
// products for j failures; n^2 / 2 at most for the whole distribution, less for good parts. Source:
// Barlow & Heidtmann 1984.
// Index: Poisson-binomial distribution, k-out-of-n:F system.
#pragma once

#include <nines/discrete/failure_counts.hpp>
#include <span>
#include <vector>

namespace nines {

/// How much counting failures may take.
struct failure_count_options {
  double max_products = 2e10;  ///< multiplications of the whole question, some seconds
};

/// The probability that at most `tolerated` of independent parts are down; its complement, that
/// more are. *Throws* convergence_error, before it begins, where it takes more products than the
/// options allow. *Cost*: n (tolerated + 1) products, and no memory but for the tolerated counts.
template <class T>
[[nodiscard]] probability<T> at_most_failures(std::size_t tolerated,
                                              const std::vector<probability<T>>& parts,
                                              const failure_count_options& options = {}) {
  if (tolerated >= parts.size()) return probability<T>::always();
  auto budget = detail::failure_budget("at_most_failures", options.max_products);
  budget.spend(static_cast<double>(parts.size()) * (static_cast<double>(tolerated) + 1));
  detail::failure_tally<T> counter(tolerated);
  counter.add(parts);
  return counter.result();
}

/// The distribution of the number of failures among independent parts. Made by poisson_binomial().
template <scalar T = double>
class poisson_binomial_distribution {
 public:
  /// Tabulates both tails from the masses; poisson_binomial() finds these.
  explicit poisson_binomial_distribution(const detail::failure_masses<T>& masses)
      : tails_(masses) {}

  /// The probability of exactly k failures; 0 where it is below 1e-304.
  friend T pdf(const poisson_binomial_distribution& d, std::size_t k) { return d.tails_.mass(k); }
  /// The probability of at most k failures; its complement, of more.
  friend probability<T> cdf(const poisson_binomial_distribution& d, std::size_t k) {
    return d.tails_.at_most(k);
  }
  /// The mean number of failures.
  friend T mean(const poisson_binomial_distribution& d) { return d.tails_.mean(); }

 private:
  detail::failure_tails<T> tails_;
};

/// The distribution of the number of failures among independent parts. *Throws* convergence_error
/// where it takes more products than the options allow. *Cost*: n^2 / 2 products at most.
template <class T>
[[nodiscard]] poisson_binomial_distribution<T> poisson_binomial(
    const std::vector<probability<T>>& parts, const failure_count_options& options = {}) {
  auto budget = detail::failure_budget("poisson_binomial", options.max_products);
  return poisson_binomial_distribution<T>(
      detail::count_failures(std::span<const probability<T>>(parts), budget));
}
/// The same of groups of parts that are alike.
template <class T>
[[nodiscard]] poisson_binomial_distribution<T> poisson_binomial(
    const std::vector<identical_parts<T>>& groups, const failure_count_options& options = {}) {
  auto budget = detail::failure_budget("poisson_binomial", options.max_products);
  detail::failure_masses<T> all;
  for (const auto& group : groups)
    all = detail::counted_together(all, detail::count_failures(group, budget), budget);
  return poisson_binomial_distribution<T>(all);
}

}  // namespace nines
