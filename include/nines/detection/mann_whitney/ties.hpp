// SPDX-License-Identifier: BSL-1.0
// The null distribution of the Mann-Whitney U given which values are equal: what the test asks.
//
// Value after value, from the least on: of t equal ones x are of the release, which is
// hypergeometric of those that are left. They are above all of the baseline's before them, and tie
// with the t - x among them. Without ties it is the race of mann_whitney/u_distribution.hpp at even
// probabilities.
//
// All terms are positive. Accuracy: (n + m) epsilon, relative, of each probability. Cost: (n m)^2/2
// products without ties, up to twice as many where all but a few differ, fewer where many are
// equal; known before it begins.
// Index: tied ranks.
#pragma once

#include <nines/detection/mann_whitney/u_distribution.hpp>

namespace nines::detail {

/// How many values are equal, from the least to the largest of both.
inline std::vector<std::size_t> sizes_of_ties(const std::vector<double>& sorted) {
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    sizes.push_back(end - i);
    i = end;
  }
  return sizes;
}

/// How many of `draws` may be of those marked: from `least` to `most`.
struct draw_range {
  std::size_t least, most;
};
inline draw_range marked_among(std::size_t draws, std::size_t marked, std::size_t others) {
  return {draws > others ? draws - others : 0, std::min(draws, marked)};
}

/// The probabilities of `least` to `most` marked among the draws: outward from the mode, divided by
/// their sum.
template <class T>
std::vector<T> hypergeometric_masses(std::size_t draws, std::size_t marked, std::size_t others) {
  const auto [least, most] = marked_among(draws, marked, others);
  const auto ratio = [&](std::size_t k) {  // of the mass at k + 1 to that at k; counts
    return constant<T>(static_cast<double>(marked - k) / static_cast<double>(k + 1)) *
           constant<T>(static_cast<double>(draws - k) /
                       static_cast<double>(others + k + 1 - draws));
  };
  const std::size_t place = (draws + 1) * (marked + 1) / (marked + others + 2);
  const std::size_t mode = std::clamp(place, least, most);
  std::vector<T> masses(most - least + 1, zero<T>());
  masses[mode - least] = one<T>();
  for (std::size_t k = mode; k < most; ++k) masses[k + 1 - least] = masses[k - least] * ratio(k);
  for (std::size_t k = mode; k > least; --k)
    masses[k - 1 - least] = masses[k - least] / ratio(k - 1);
  T sum = zero<T>();
  for (const T& each : masses) sum = sum + each;
  for (T& each : masses) each = each / sum;
  return masses;
}

/// Masses by how many of the release are placed, by twice the pairs so far.
template <class T>
class tied_walk {
 public:
  explicit tied_walk(const series_sizes& sizes) : n_(sizes.release), m_(sizes.baseline) {
    mass_.resize(n_ + 1);
    mass_[0] = {one<T>()};
  }
  /// The products that `step` would take, and the same move without them.
  double skip(std::size_t together) {
    double products = 0;
    for_each_row(together, [&](std::size_t a, std::size_t b, const draw_range& range) {
      products += static_cast<double>(range.most - range.least + 1) *
                  (1 + 2 * static_cast<double>(a) * static_cast<double>(b));
    });
    placed_ += together;
    return products;
  }
  void step(std::size_t together) {
    std::vector<std::vector<T>> next(n_ + 1);
    for_each_row(together, [&](std::size_t a, std::size_t b, const draw_range& range) {
      const auto masses = hypergeometric_masses<T>(together, n_ - a, m_ - b);
      for (std::size_t x = range.least; x <= range.most; ++x) {
        const std::size_t y = together - x;
        auto& into = next[a + x];
        if (into.empty()) into.assign(2 * (a + x) * (b + y) + 1, zero<T>());
        add_shifted(into, mass_[a], 2 * x * b + x * y, masses[x - range.least]);
      }
      mass_[a] = {};
    });
    mass_.swap(next);
    placed_ += together;
  }
  [[nodiscard]] std::vector<T> result() { return std::move(mass_.back()); }

 private:
  /// Rows of a of the release, and b of the baseline, which are possible by now.
  template <class See>
  void for_each_row(std::size_t together, const See& see) const {
    const auto [least, most] = marked_among(placed_, n_, m_);
    for (std::size_t a = least; a <= most; ++a) {
      const std::size_t b = placed_ - a;  // a <= placed
      see(a, b, marked_among(together, n_ - a, m_ - b));
    }
  }

  std::size_t n_, m_;
  std::size_t placed_ = 0;
  std::vector<std::vector<T>> mass_;
};

/// The null distribution of U given the ties.
template <class T>
u_distribution<T> distribution_given_ties(const series_sizes& sizes,
                                          const std::vector<std::size_t>& ties,
                                          const mann_whitney_options& options,
                                          work_budget& budget) {
  const bool is_free = std::all_of(ties.begin(), ties.end(), [](auto t) { return t == 1; });
  if (is_free)
    return distribution_of_race<T>(sizes, probability<>::from_value(0.5), options.memory_limit,
                                   budget);
  const bool is_short = sizes.release <= sizes.baseline;  // of the shorter there are fewer rows
  const series_sizes rows = is_short ? sizes : series_sizes{sizes.baseline, sizes.release};
  tied_walk<T> planned(rows);
  for (const std::size_t t : ties) budget.spend(planned.skip(t));
  require_memory("mann_whitney_test", "the distribution of U",
                 sizeof(T) * pairs_of(sizes) * (2 * static_cast<double>(rows.release) + 4),
                 options.memory_limit);
  tied_walk<T> walk(rows);
  for (const std::size_t t : ties) walk.step(t);
  auto masses = walk.result();
  if (!is_short) std::reverse(masses.begin(), masses.end());
  return u_distribution<T>(std::move(masses));
}

}  // namespace nines::detail
