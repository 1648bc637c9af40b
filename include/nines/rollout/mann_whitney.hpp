// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney test of two series of measurements, exact and with ties.
//
//   mann_whitney_u(release, baseline)        pairs in which the release has more, ties by half
//   mann_whitney_test(release, baseline)     P(U >= seen) when all orders are alike, both tails
//
// It sees as many observations as there are intervals, not requests, and their order, not their
// size: seven minutes of ten at a hundred times the errors give 0.0015, where a test of the counts
// gives 1e-193. It is for values without a law (latencies by minute); for counts see count_tests.hpp.
// As it is no function of total counts, watch.hpp does not follow it through looks; what it does at
// the end of one, or interval by interval, is in mann_whitney_rule.hpp.
//
// Method: the subsets of the pooled ranks (midranks for ties, doubled to be whole) are counted by
// their sum. Cost: (n + m)^2 n products. Accuracy: (n + m) epsilon. Source: Mann & Whitney 1947.
#pragma once

#include <algorithm>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// U: for how many pairs (x of the release, y of the baseline) x > y, ties counted by half.
[[nodiscard]] inline double mann_whitney_u(const std::vector<double>& release,
                                           const std::vector<double>& baseline) {
  double u = 0;
  for (const double x : release)
    for (const double y : baseline) u += x > y ? 1 : (x == y ? 0.5 : 0);
  return u;
}

namespace detail {

/// Twice the midrank of each value among all, in order of size: 2, 4, 6 ... but for ties.
inline std::vector<std::size_t> doubled_midranks(const std::vector<double>& sorted) {
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    ranks.insert(ranks.end(), end - i, i + 1 + end);
    i = end;
  }
  return ranks;
}

/// The law of the sum of n ranks drawn from all: entry s is its chance.
inline std::vector<double> rank_sum_law(const std::vector<std::size_t>& ranks, std::size_t n) {
  // chance[k][s]: of the ranks looked at so far k are drawn, with sum s. The next one is drawn with
  // the share of those still to draw in those still left.
  const std::size_t widest = 2 * ranks.size() * n + 1;
  std::vector<double> chance((n + 1) * widest, 0.0);
  chance[0] = 1;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    const std::size_t left = ranks.size() - i;  // whole numbers, as below
    for (std::size_t k = std::min(i, n) + 1; k-- > 0 && left + k >= n;) {
      const double drawn = static_cast<double>(n - k) / static_cast<double>(left);
      const double passed = static_cast<double>(left + k - n) / static_cast<double>(left);
      for (std::size_t s = k * widest; s < (k + 1) * widest; ++s) {
        if (chance[s] == 0) continue;
        if (k < n) chance[s + widest + ranks[i]] += chance[s] * drawn;
        chance[s] *= passed;
      }
    }
  }
  chance.erase(chance.begin(), chance.end() - static_cast<std::ptrdiff_t>(widest));
  return chance;
}

inline void check_series(const char* argument, const std::vector<double>& series) {
  if (series.empty()) fail("mann_whitney_test", argument, 0, "a series of 1 value or more");
  for (const double x : series)
    if (!(x == x)) fail("mann_whitney_test", argument, x, "free of NaN");
}

}  // namespace detail

/// The chance of a U as large as seen, or larger, where release and baseline are alike. *Throws*
/// domain_error for an empty series or a NaN.
[[nodiscard]] inline probability<> mann_whitney_test(const std::vector<double>& release,
                                                     const std::vector<double>& baseline) {
  detail::check_series("release", release);
  detail::check_series("baseline", baseline);
  std::vector<double> all = release;
  all.insert(all.end(), baseline.begin(), baseline.end());
  std::sort(all.begin(), all.end());
  const auto ranks = detail::doubled_midranks(all);
  std::size_t seen = 0;
  for (const double x : release)
    seen +=
        ranks[static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), x) - all.begin())];
  const auto law = detail::rank_sum_law(ranks, release.size());
  double more = 0;
  double fewer = 0;
  for (std::size_t s = 0; s < law.size(); ++s) (s >= seen ? more : fewer) += law[s];
  return {detail::unchecked, more, fewer};
}

/// The upper fence of quartiles: what lies beyond is taken for an outlier (Tukey 1977; Kayenta's
/// factor is 3). *Throws* domain_error unless lower <= upper and factor >= 0.
[[nodiscard]] inline double upper_fence(double lower_quartile, double upper_quartile,
                                        double factor) {
  if (!(lower_quartile <= upper_quartile))
    detail::fail("upper_fence", "lower_quartile", lower_quartile,
                 "at most the upper one, " + detail::describe(upper_quartile));
  if (!(factor >= 0)) detail::fail("upper_fence", "factor", factor, "0 or more");
  return upper_quartile + factor * (upper_quartile - lower_quartile);  // input data
}

}  // namespace nines
