// SPDX-License-Identifier: BSL-1.0
// Counting failures among independent parts that are not alike: the engine of poisson_binomial.hpp.
//
//   f_k (n parts) = p_n f_k (n - 1 parts) + q_n f_(k-1) (n - 1 parts)
//
// A tally counts them up to a limit, eight parts at a time; the whole distribution is made of
// halves, each with its masses above 1e-305.
#pragma once

#include <algorithm>
#include <cstddef>
#include <nines/error.hpp>
#include <nines/probability/two_sided_sum.hpp>
#include <nines/simd.hpp>
#include <span>
#include <vector>

namespace nines {

/// Parts that are alike: `count` of them, each up with the probability `up`.
template <scalar T = double>
struct identical_parts {
  std::size_t count = 1;  ///< how many parts
  probability<T> up;      ///< the probability that one of them is up
};

namespace detail {

/// `size` numbers of a sum over products: into[k] = sum of a[i] b[k - i] over i < count. There
/// must be `count` numbers before b, and whole packs of b and of `into`. From the end to the front,
/// so that b and `into` may be the same.
template <class T>
void sum_products(const T* a, std::size_t count, const T* b, T* into, std::size_t size) {
  using pack = pack_of<T, 4>;
  constexpr auto lanes = static_cast<std::size_t>(pack::size);
  for (std::size_t k = (size + lanes - 1) / lanes * lanes; k > 0;) {
    k -= lanes;
    pack sum = pack(a[0]) * pack::load(b + k);
    const T* from = b + k;
    for (std::size_t i = 1; i < count; ++i) sum = sum + pack(a[i]) * pack::load(--from);
    sum.store(into + k);
  }
}
template <class T>
inline constexpr std::size_t pack_lanes = static_cast<std::size_t>(pack_of<T, 4>::size);

/// Masses by the number of failures, from `first` on.
template <class T>
struct failure_masses {
  std::size_t first = 0;
  std::vector<T> mass = {one<T>()};

  /// Drops what is negligible at both ends; masses of built-in numbers alone underflow.
  void trim() {
    if constexpr (std::floating_point<T>) {
      const T least = std::numeric_limits<T>::min() * 1000;
      const auto counts = [least](const T& m) { return m > least; };
      while (mass.size() > 1 && !counts(mass.back())) mass.pop_back();
      const auto begin = std::find_if(mass.begin(), mass.end(), counts);
      if (begin == mass.end()) return;
      first += static_cast<std::size_t>(begin - mass.begin());
      mass.erase(mass.begin(), begin);
    }
  }
};

/// Failures among both.
template <class T>
failure_masses<T> counted_together(const failure_masses<T>& a, const failure_masses<T>& b,
                                   work_budget& budget) {
  if (a.mass.size() > b.mass.size()) return counted_together(b, a, budget);
  const std::size_t few = a.mass.size(), size = few + b.mass.size() - 1;
  budget.spend(static_cast<double>(few) * static_cast<double>(b.mass.size()));
  std::vector<T> padded(2 * few + b.mass.size() + pack_lanes<T>, zero<T>());
  std::copy(b.mass.begin(), b.mass.end(), padded.begin() + static_cast<std::ptrdiff_t>(few));
  failure_masses<T> sum{a.first + b.first, std::vector<T>(size + pack_lanes<T>, zero<T>())};
  sum_products(a.mass.data(), few, padded.data() + few, sum.mass.data(), size);
  sum.mass.resize(size);
  sum.trim();
  return sum;
}

/// Masses, and their sums before each place and from it on.
template <class T>
class failure_tails {
 public:
  explicit failure_tails(const failure_masses<T>& masses)
      : masses_(masses),
        below_(masses.mass.size() + 1, zero<T>()),
        above_(masses.mass.size() + 1, zero<T>()) {
    const auto& mass = masses_.mass;
    for (std::size_t i = 0; i < mass.size(); ++i) below_[i + 1] = below_[i] + mass[i];
    for (std::size_t i = mass.size(); i-- > 0;) above_[i] = above_[i + 1] + mass[i];
  }
  [[nodiscard]] T mass(std::size_t k) const {
    const bool is_there = k >= masses_.first && k - masses_.first < masses_.mass.size();
    return is_there ? masses_.mass[k - masses_.first] : zero<T>();
  }
  [[nodiscard]] probability<T> at_most(std::size_t k) const {
    if (k < masses_.first) return probability<T>::never();
    const std::size_t end = std::min(k - masses_.first + 1, masses_.mass.size());
    return probability<T>::from_computed_sides(below_[end], above_[end]);
  }
  [[nodiscard]] T mean() const {
    T sum = zero<T>();
    for (std::size_t i = 0; i < masses_.mass.size(); ++i)
      sum = sum + masses_.mass[i] * constant<T>(static_cast<double>(masses_.first + i));
    return sum;
  }

 private:
  failure_masses<T> masses_;
  std::vector<T> below_, above_;
};

/// One part more.
template <class T>
void count_part(std::vector<T>& mass, const probability<T>& up) {
  mass.push_back(zero<T>());
  for (std::size_t k = mass.size() - 1; k > 0; --k)
    mass[k] = mass[k] * up.value() + mass[k - 1] * up.complement();
  mass[0] = mass[0] * up.value();
}

template <class T>
failure_masses<T> count_failures(std::span<const probability<T>> parts, work_budget& budget) {
  constexpr std::size_t few = 24;
  if (parts.size() > few) {
    const std::size_t half = parts.size() / 2;
    return counted_together(count_failures(parts.first(half), budget),
                            count_failures(parts.subspan(half), budget), budget);
  }
  failure_masses<T> result;
  for (const auto& part : parts) count_part(result.mass, part);
  return result;
}
template <class T>
failure_masses<T> count_failures(const identical_parts<T>& group, work_budget& budget) {
  // The last product alone is of some 70 standard deviations with as many.
  const double least = 1000 * static_cast<double>(group.up.value()) *
                       static_cast<double>(group.up.complement()) *
                       static_cast<double>(group.count);
  if (!budget.allows(least)) budget.spend(least);
  failure_masses<T> result;
  failure_masses<T> power{0, {group.up.value(), group.up.complement()}};
  for (std::size_t n = group.count; n > 0; n /= 2) {
    if (n % 2 == 1) result = counted_together(result, power, budget);
    if (n > 1) power = counted_together(power, power, budget);
  }
  return result;
}

inline work_budget failure_budget(const char* function, double max_products) {
  require_nonnegative(function, "max_products", max_products);
  return {function, max_products, "products",
          "take fewer parts, a smaller limit on the failures (at_most_failures), groups of parts "
          "that are alike, or more max_products"};
}

/// Counts failures up to a limit; what exceeds it is one mass. Those within it are held divided by
/// `scale`, so that a limit that is far below the mean does not underflow on the way.
template <class T>
class failure_tally {
 public:
  static constexpr std::size_t block_size = 8;

  explicit failure_tally(std::size_t tolerated)
      : size_(tolerated + 1), mass_(block_size + size_ + pack_lanes<T>, zero<T>()) {
    at()[0] = one<T>();
  }

  void add(std::span<const probability<T>> parts) {
    T block[block_size + 1];
    for (std::size_t i = 0, calls = 0; i < parts.size(); i += block_size, ++calls) {
      const std::size_t size = std::min(block_size, parts.size() - i);
      distribute(parts.subspan(i, size), block);
      exceed(block, size);
      sum_products(block, size + 1, at(), at(), size_);
      if (calls % 16 == 15) rescale();
    }
  }
  [[nodiscard]] probability<T> result() {
    two_sided_sum<T> sum(zero<T>(), exceeded_);
    for (std::size_t k = 0; k < size_; ++k) sum.add_value(T(at()[k] * scale_));
    return sum.result();
  }

 private:
  T* at() { return mass_.data() + block_size; }

  /// The masses of 0, 1, ... failures among a few parts.
  static void distribute(std::span<const probability<T>> parts, T* block) {
    block[0] = one<T>();
    for (std::size_t n = 0; n < parts.size(); ++n) {
      const auto& up = parts[n];
      block[n + 1] = block[n] * up.complement();
      for (std::size_t k = n; k > 0; --k)
        block[k] = block[k] * up.value() + block[k - 1] * up.complement();
      block[0] = block[0] * up.value();
    }
  }
  /// The mass that the block takes over the limit: from k by more than size - k - 1 failures.
  void exceed(const T* block, std::size_t last) {
    T tail = zero<T>(), sum = zero<T>();
    for (std::size_t i = last; i > 0; --i) {
      tail = tail + block[i];
      if (i <= size_) sum = sum + tail * at()[size_ - i];
    }
    exceeded_ = exceeded_ + sum * scale_;
  }
  /// Far below the mean all masses shrink: times a power of two where they are small.
  void rescale() {
    if constexpr (std::floating_point<T>) {
      const T most = *std::max_element(at(), at() + size_);
      constexpr T factor = std::same_as<T, float> ? T(0x1p60) : T(0x1p500);
      if (!(most > zero<T>() && most * factor < one<T>())) return;
      for (std::size_t k = 0; k < size_; ++k) at()[k] *= factor;
      scale_ /= factor;
    }
  }

  std::size_t size_;
  std::vector<T> mass_;  // zeros for counts below 0, then the masses, then room for a pack
  T exceeded_ = zero<T>(), scale_ = one<T>();
};

}  // namespace detail

}  // namespace nines
