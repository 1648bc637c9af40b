// SPDX-License-Identifier: BSL-1.0
// The distribution of the Mann-Whitney U of measurements in buckets, with ties.
//
//   const latency_buckets seen{.release = {1, 5, 4}, .baseline = {2, 6, 2}};   counts, or weights
//   mann_whitney_distribution({.release = 20, .baseline = 30}, seen)           ties count by half
//   above_in(seen)                                                             0.62
//
// The number of values that fall into one bucket after the other is binomial, of those that are
// left, with the share of the bucket in those from it on. A value in one bucket is above all values
// of the other series in the buckets before, and ties with those in its own. The same holds for
// ordered categories as for the buckets of a histogram.
//
// Accuracy: (n + m) epsilon, relative, of each probability. Cost: (n m)^3/18 products for each
// bucket.
#pragma once

#include <nines/detection/mann_whitney/u_distribution.hpp>

namespace nines {

/// What the measurements of both are, in buckets from the least values to the largest:
/// probabilities, or weights as the counts of a histogram.
struct latency_buckets {
  std::vector<double> release;   ///< one entry a bucket, not negative
  std::vector<double> baseline;  ///< as many entries
};

namespace detail {

/// Weights as probabilities, and for each bucket the share of it among those not below it, both
/// sides.
template <class T>
std::vector<probability<T>> bucket_hazards(const char* argument,
                                           const std::vector<double>& weights) {
  T rest = zero<T>();
  std::vector<probability<T>> hazards(weights.size(), probability<T>::always());
  for (std::size_t k = weights.size(); k-- > 0;) {
    const double w = weights[k];
    if (!is_nonnegative(w) || !is_finite(w))
      fail("latency_buckets", argument, w, "0 or more, and finite");
    const T all = rest + constant<T>(w);
    if (all > zero<T>()) hazards[k] = {unchecked, constant<T>(w) / all, rest / all};
    rest = all;
  }
  if (!(rest > zero<T>())) fail("latency_buckets", argument, 0, "more than 0 in some bucket");
  return hazards;
}

/// The masses of binomial counts of 0, 1, ... `most` trials: a row for each.
template <class T>
std::vector<std::vector<T>> binomial_rows(std::size_t most, const probability<T>& p) {
  std::vector<std::vector<T>> rows = {{one<T>()}};
  for (std::size_t n = 1; n <= most; ++n) {
    std::vector<T> row(n + 1, zero<T>());
    for (std::size_t k = 0; k < n; ++k) {
      row[k] = row[k] + rows[n - 1][k] * p.complement();
      row[k + 1] = row[k + 1] + rows[n - 1][k] * p.value();
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// How many of each fall into a bucket: by how many are left, by how many it takes.
template <class T>
struct bucket_step {
  std::vector<std::vector<T>> release, baseline;
};

/// The probabilities by which bucket after bucket takes what is left.
template <class T>
class bucket_probabilities {
 public:
  explicit bucket_probabilities(const latency_buckets& buckets)
      : release_(bucket_hazards<T>("release", buckets.release)),
        baseline_(bucket_hazards<T>("baseline", buckets.baseline)) {
    if (release_.size() != baseline_.size())
      fail("latency_buckets", "the number of the baseline's", baseline_.size(),
           "that of the release's, " + describe(release_.size()));
  }
  [[nodiscard]] std::size_t size() const { return release_.size(); }
  [[nodiscard]] bucket_step<T> step(std::size_t k, const series_sizes& sizes) const {
    return {binomial_rows(sizes.release, release_[k]), binomial_rows(sizes.baseline, baseline_[k])};
  }

 private:
  std::vector<probability<T>> release_, baseline_;
};

/// Masses by (placed so far of the release, of the baseline), by twice the pairs so far.
template <class T>
class bucket_walk {
 public:
  explicit bucket_walk(const series_sizes& sizes)
      : n_(sizes.release), m_(sizes.baseline), mass_((n_ + 1) * (m_ + 1)) {
    mass_[0] = {one<T>()};
  }
  void step(const bucket_step<T>& bucket) {
    std::vector<std::vector<T>> next(mass_.size());
    for (std::size_t a = 0; a <= n_; ++a)
      for (std::size_t b = 0; b <= m_; ++b)
        if (!at(mass_, a, b).empty()) spread(a, b, bucket, next);
    mass_.swap(next);
  }
  [[nodiscard]] std::vector<T> result() { return std::move(mass_.back()); }

 private:
  std::vector<T>& at(std::vector<std::vector<T>>& masses, std::size_t a, std::size_t b) {
    return masses[a * (m_ + 1) + b];
  }
  void spread(std::size_t a, std::size_t b, const bucket_step<T>& bucket,
              std::vector<std::vector<T>>& next) {
    const auto& release = bucket.release[n_ - a];
    const auto& baseline = bucket.baseline[m_ - b];
    for (std::size_t x = 0; x < release.size(); ++x)
      for (std::size_t y = 0; y < baseline.size(); ++y) {
        const T p = release[x] * baseline[y];
        if (!(p > zero<T>())) continue;
        auto& into = at(next, a + x, b + y);
        if (into.empty()) into.assign(2 * (a + x) * (b + y) + 1, zero<T>());
        add_shifted(into, at(mass_, a, b), 2 * x * b + x * y, p);
      }
  }

  std::size_t n_, m_;
  std::vector<std::vector<T>> mass_;
};

/// The distribution of U by a walk, of as much work as the budget has.
template <class T>
u_distribution<T> distribution_in_buckets(const series_sizes& sizes,
                                          const bucket_probabilities<T>& probabilities,
                                          double memory_limit, work_budget& budget) {
  const double pairs = pairs_of(sizes);
  budget.spend(pairs * pairs * pairs / 18 * static_cast<double>(probabilities.size()));
  require_memory("mann_whitney_distribution", "the distribution of U",
                 sizeof(T) * pairs * (pairs + 4), memory_limit);
  bucket_walk<T> walk(sizes);
  for (std::size_t k = 0; k < probabilities.size(); ++k) walk.step(probabilities.step(k, sizes));
  return u_distribution<T>(walk.result());
}

}  // namespace detail

/// The distribution of U, ties counted by half. *Throws* domain_error unless there is a measurement
/// of each, and the buckets match and hold something; convergence_error for more work than
/// `max_products`, or more memory than `memory_limit`.
template <class T = double>
[[nodiscard]] u_distribution<T> mann_whitney_distribution(
    const series_sizes& sizes, const latency_buckets& buckets,
    const mann_whitney_options& options = {}) {
  detail::check_sizes(sizes);
  const detail::bucket_probabilities<T> probabilities(buckets);
  auto budget = detail::products_of("mann_whitney_distribution", options);
  return detail::distribution_in_buckets(sizes, probabilities, options.memory_limit, budget);
}

/// The probability that a value of the release is in a higher bucket than one of the baseline, ties
/// by half: the mean of U, for each pair. *Throws* as mann_whitney_distribution.
[[nodiscard]] inline probability<> above_in(const latency_buckets& buckets) {
  const auto dist = mann_whitney_distribution({1, 1}, buckets).by_halves();
  return probability<>::from_computed_sides(dist[2] + dist[1] / 2, dist[0] + dist[1] / 2);
}

}  // namespace nines
