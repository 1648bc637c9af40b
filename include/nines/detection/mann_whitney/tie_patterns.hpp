// SPDX-License-Identifier: BSL-1.0
// All patterns of ties that measurements in buckets may have, each with its probability.
#pragma once

#include <nines/detection/mann_whitney/buckets.hpp>

namespace nines::detail {

/// Whether a tail rolls back. 1/20 is at most 5 %, though neither is a binary number.
template <class T>
bool is_rejected(const T& tail, const T& all, const probability<>& alpha) {
  return tail <= constant<T>(alpha.value() * (1 + 1e-12)) * all;
}

/// The least U, in halves, whose tail rolls back; one more than the number of pairs if none does.
template <class T>
std::size_t least_rejected(const std::vector<T>& masses, const probability<>& alpha) {
  T all = zero<T>();
  for (const T& mass : masses) all = all + mass;
  T tail = zero<T>();
  std::size_t from = masses.size();
  for (std::size_t s = masses.size(); s-- > 0; from = s) {
    tail = tail + masses[s];
    if (!is_rejected(tail, all, alpha)) break;
  }
  return from;
}

/// All ways in which measurements fall together into buckets. Of one the test has its own limit.
template <class T>
class tie_patterns {
 public:
  tie_patterns(const probability<>& alpha, const series_sizes& sizes,
               const latency_buckets& buckets, work_budget& budget)
      : alpha_(alpha), sizes_(sizes), all_(sizes.release + sizes.baseline) {
    const bucket_probabilities<T> seen(buckets);
    const auto all = static_cast<double>(all_);
    budget.spend(steps_of_ways(all, seen.size()) * pairs_of(sizes) * all);
    // Given how many fall into each, where both are of one distribution they do so alike, whatever
    // it is.
    const std::vector<double> even(seen.size(), 1.0);
    const bucket_probabilities<T> alike(latency_buckets{even, even});
    for (std::size_t k = 0; k < seen.size(); ++k)
      steps_.push_back({seen.step(k, sizes), alike.step(k, sizes)});
  }

  [[nodiscard]] probability<T> rollback_probability() const {
    masses start(sizes_.release + 1);
    start[0] = {one<T>()};
    const outcome all = go(0, 0, start, start);
    return probability<T>::from_computed_sides(all.rolled_back, all.kept);
  }

 private:
  /// By how many of the release are placed, by twice the pairs so far.
  using masses = std::vector<std::vector<T>>;
  struct both_steps {
    bucket_step<T> seen, alike;
  };
  struct outcome {
    T rolled_back = zero<T>();
    T kept = zero<T>();
  };

  /// The steps from bucket to bucket of all ways: C(all + buckets, buckets - 1), or somewhat more.
  static double steps_of_ways(double all, std::size_t buckets) {
    double product = 1;
    for (std::size_t k = 1; k < buckets; ++k)
      product *= (all + 1 + static_cast<double>(k)) / static_cast<double>(k);
    return product;
  }
  /// All ways from the k-th bucket on; added up bucket by bucket, which keeps the digits.
  [[nodiscard]] outcome go(std::size_t k, std::size_t placed, const masses& seen,
                           const masses& alike) const {
    outcome all;
    if (std::all_of(seen.begin(), seen.end(), [](const auto& each) { return each.empty(); }))
      return all;
    if (k == steps_.size()) return finish(seen.back(), alike.back());
    const bool is_last = k + 1 == steps_.size();
    const std::size_t left = all_ - placed;
    for (std::size_t together = is_last ? left : 0; together <= left; ++together) {
      const outcome each =
          go(k + 1, placed + together, advance(seen, steps_[k].seen, placed, together),
             advance(alike, steps_[k].alike, placed, together));
      all.rolled_back = all.rolled_back + each.rolled_back;
      all.kept = all.kept + each.kept;
    }
    return all;
  }
  /// `together` values fall into the next bucket.
  [[nodiscard]] masses advance(const masses& from, const bucket_step<T>& step, std::size_t placed,
                               std::size_t together) const {
    const auto [n, m] = sizes_;
    masses to(from.size());
    for (std::size_t a = 0; a < from.size(); ++a) {
      if (from[a].empty()) continue;
      const std::size_t b = placed - a;  // of the baseline, in the same buckets
      const auto& release = step.release[n - a];
      const auto& baseline = step.baseline[m - b];
      const std::size_t room = baseline.size() - 1;  // 1 or more
      const std::size_t least = together > room ? together - room : 0;
      for (std::size_t x = least; x <= together && x < release.size(); ++x) {
        const std::size_t y = together - x;
        const T p = release[x] * baseline[y];
        if (!(p > zero<T>())) continue;
        auto& into = to[a + x];
        if (into.empty()) into.assign(2 * (a + x) * (b + y) + 1, zero<T>());
        add_shifted(into, from[a], 2 * x * b + x * y, p);
      }
    }
    return to;
  }
  [[nodiscard]] outcome finish(const std::vector<T>& seen, const std::vector<T>& alike) const {
    const std::size_t from = least_rejected(alike, alpha_);
    outcome all;
    for (std::size_t s = 0; s < seen.size(); ++s) {
      T& into = s >= from ? all.rolled_back : all.kept;
      into = into + seen[s];
    }
    return all;
  }

  probability<> alpha_;
  series_sizes sizes_;
  std::size_t all_;
  std::vector<both_steps> steps_;
};

}  // namespace nines::detail
