// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney test of two series of measurements, exact and with ties.
//
//   mann_whitney_u(release, baseline)        pairs in which the release has more, ties by half
//   mann_whitney_test(release, baseline)     P(U >= seen) when all orders are alike, both tails
//
// It sees as many observations as there are intervals, not requests, and their order, not their
// size: seven minutes of ten at a hundred times the errors give 0.0015, where a test of the counts
// gives 1e-193. It is for values without a law (latencies by minute); for counts see count_tests.hpp.
// As it is no function of total counts, watch.hpp does not follow it through looks.
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
  std::size_t seen = 0;  // the sum of the doubled ranks of the release
  for (const double x : release)
    seen +=
        ranks[static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), x) - all.begin())];
  // chance[k][s]: k of the values looked at so far are drawn, with rank sum s. Of those to come
  // each draw is as likely as any: the chance to be drawn next is what is left of the release.
  const std::size_t n = release.size();
  const std::size_t widest = 2 * all.size() * n + 1;
  std::vector<double> chance((n + 1) * widest, 0.0);
  chance[0] = 1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double left = static_cast<double>(all.size() - i);
    for (std::size_t k = std::min(i, n) + 1; k-- > 0;) {
      if (all.size() - i + k < n) break;
      const double to_draw = static_cast<double>(n - k);
      const double drawn = to_draw / left;
      const double passed = (left - to_draw) / left;  // counts: exact
      for (std::size_t s = widest; s-- > 0;) {
        double& m = chance[k * widest + s];
        if (m == 0) continue;
        if (drawn > 0) chance[(k + 1) * widest + s + ranks[i]] += m * drawn;
        m *= passed;
      }
    }
  }
  double more = 0;
  double fewer = 0;
  for (std::size_t s = 0; s < widest; ++s) (s >= seen ? more : fewer) += chance[n * widest + s];
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
