// SPDX-License-Identifier: BSL-1.0
// The distribution of the number of events among a number of requests, both tails of it.
//
//   binomial: p_(k+1) = p_k (n - k)/(k + 1) p/q        Poisson: p_(k+1) = p_k m/(k + 1)
//
// The recurrence runs outward from the mode to 1e-280 of it, and the masses are divided by their
// sum: no factorials, no log-gamma, no differences. Tails are summed from the small end. Relative
// error: |k - mode| + 10 epsilon. Cost: 72 standard deviations and 100 masses more.
// (poisson_weights of <nines/discrete/poisson.hpp> is the like for one tail; here also
// lower tails and binomials.)
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <nines/error.hpp>
#include <nines/probability/two_sided.hpp>
#include <nines/simd.hpp>
#include <vector>

namespace nines::detail {

/// into[i] += factor * from[i].
template <class T>
void add_times(const T& factor, const T* from, std::size_t size, T* into) {
  using pack = pack_of<T, 4>;
  constexpr auto lanes = static_cast<std::size_t>(pack::size);
  const pack times(factor);
  std::size_t i = 0;
  for (; i + lanes <= size; i += lanes)
    (pack::load(into + i) + times * pack::load(from + i)).store(into + i);
  for (; i < size; ++i) into[i] = into[i] + factor * from[i];
}

}  // namespace nines::detail

namespace nines {

/// The number of events among n requests.
template <class T>
class count_distribution {
 public:
  /// Masses below this share of the largest are left out.
  static constexpr double negligible = 1e-280;
  /// Zeros around the masses, for loops that run over the edge.
  static constexpr std::size_t padding = 32;

  /// No event at all.
  count_distribution() { certain(0); }
  /// Binomial: n trials, each with the same probability. With `least` larger than `negligible` a
  /// narrower band, and less of the tails. *Throws* domain_error unless 0 < least < 1,
  /// convergence_error for a mean of 1e11 or more.
  static count_distribution binomial(const probability<>& p, std::size_t n,
                                     double least = negligible) {
    count_distribution dist;
    const auto trials = static_cast<double>(n);
    check_input("count_distribution::binomial", p.value() * trials, least);
    if (p.complement() == 0) {
      dist.certain(n);
    } else if (p.value() > 0 && n > 0) {
      const T odds = constant<T>(p.value()) / constant<T>(p.complement());
      const double mode = p.value() * (trials + 1);
      dist.grow(static_cast<std::size_t>(std::min(mode, trials)), least,
                [&](double k) { return constant<T>((trials - k) / (k + 1)) * odds; });
    }
    return dist;
  }
  /// Poisson, of the mean that is given. *Throws* the same, and domain_error for a negative mean.
  static count_distribution poisson(double mean, double least = negligible) {
    count_distribution dist;
    check_input("count_distribution::poisson", mean, least);
    const T exact = constant<T>(mean);
    if (mean > 0)
      dist.grow(static_cast<std::size_t>(mean), least,
                [&](double k) { return exact / constant<T>(k + 1); });
    return dist;
  }

  /// How many masses there are at most, and some to spare.
  static double most_masses(double mean) { return 72 * std::sqrt(mean) + 400; }
  /// The probabilities of fewer events than first() and of more than last() are negligible.
  [[nodiscard]] std::size_t first() const { return first_; }
  /// The largest number of events that has a mass.
  [[nodiscard]] std::size_t last() const { return first_ + size() - 1; }
  /// How many masses there are, without the zeros around them.
  [[nodiscard]] std::size_t size() const { return mass_.size() - 2 * padding; }
  /// The place of the largest mass, counted from first().
  [[nodiscard]] std::size_t top() const { return top_; }
  /// The masses from first() on, with zeros on both sides.
  [[nodiscard]] const T* masses() const { return mass_.data() + padding; }
  /// P(X = k).
  [[nodiscard]] T at(std::size_t k) const {
    return k < first_ || k > last() ? zero<T>() : masses()[k - first_];
  }
  /// P(X >= k).
  [[nodiscard]] T at_least(std::size_t k) const {
    if (k <= first_) return one<T>();
    return k > last() ? zero<T>() : upper_[k - first_];
  }
  /// P(X < k), summed as such.
  [[nodiscard]] T less_than(std::size_t k) const {
    if (k <= first_) return zero<T>();
    return k > last() ? one<T>() : lower_[k - first_];
  }

 private:
  static void check_input(const char* function, double mean, double least) {
    require_nonnegative_finite(function, "mean", mean);
    require_open_interval(function, "least", least);
    if (!(mean < 1e11))
      give_up("stopping_distribution",
              "counts of mean " + describe(mean) +
                  " are too many to follow one by one; take repeated_z_test");
    require_memory("stopping_distribution", "a distribution of counts",
                   5 * sizeof(T) * most_masses(mean));
  }
  void certain(std::size_t k) {
    first_ = k;
    mass_.assign(1 + 2 * padding, zero<T>());
    mass_[padding] = one<T>();
    upper_.assign(1, one<T>());
    lower_.assign(1, zero<T>());
  }
  /// `ratio(k)` is p_(k+1) / p_k; 0 where the distribution ends.
  template <class Ratio>
  void grow(std::size_t mode, double least, const Ratio& ratio) {
    const T small = constant<T>(least);
    std::vector<T> below;
    T w = one<T>();
    for (std::size_t k = mode; k-- > 0;) {
      w = w / ratio(static_cast<double>(k));
      if (!(w > small)) break;
      below.push_back(w);
    }
    first_ = mode - below.size();
    top_ = below.size();
    mass_.assign(padding, zero<T>());
    mass_.insert(mass_.end(), below.rbegin(), below.rend());
    w = one<T>();
    for (std::size_t k = mode; w > small; ++k) {
      mass_.push_back(w);
      w = w * ratio(static_cast<double>(k));
    }
    mass_.insert(mass_.end(), padding, zero<T>());
    add_up();
  }
  void add_up() {
    T* const mass = mass_.data() + padding;
    T sum = zero<T>();
    for (std::size_t i = 0; i < top_; ++i) sum = sum + mass[i];
    T rest = zero<T>();
    for (std::size_t i = size(); i-- > top_;) rest = rest + mass[i];
    sum = sum + rest;
    lower_.assign(size(), zero<T>());
    upper_ = lower_;
    for (std::size_t i = 0; i < size(); ++i) mass[i] = mass[i] / sum;
    for (std::size_t i = 0; i + 1 < size(); ++i) lower_[i + 1] = lower_[i] + mass[i];
    T tail = zero<T>();
    for (std::size_t i = size(); i-- > 0;) upper_[i] = tail = tail + mass[i];
  }

  std::size_t first_ = 0;
  std::size_t top_ = 0;
  std::vector<T> mass_, lower_, upper_;
};

}  // namespace nines
