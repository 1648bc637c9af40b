// SPDX-License-Identifier: BSL-1.0
// The Mann-Whitney test: its statistic, and its approximation.
#pragma once

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <nines/detection/mann_whitney/test.hpp>
#include <nines/detection/mann_whitney/ties.hpp>

namespace nines {

namespace detail {

inline void check_series(const char* function, const char* argument,
                         const std::vector<double>& series) {
  if (series.empty()) fail(function, argument, 0, "a series of 1 value or more");
  for (const double x : series)
    if (!(x == x)) fail(function, argument, x, "free of NaN");
}

/// Twice the pairs in which the release has more, ties counted by half.
inline double doubled_u(const std::vector<double>& release, std::vector<double> baseline) {
  std::sort(baseline.begin(), baseline.end());
  double twice = 0;
  for (const double x : release) {
    const auto [from, to] = std::equal_range(baseline.begin(), baseline.end(), x);
    twice +=
        static_cast<double>(from - baseline.begin()) + static_cast<double>(to - baseline.begin());
  }
  return twice;
}

inline std::vector<std::size_t> ties_of_both(std::vector<double> all,
                                             const std::vector<double>& more) {
  all.insert(all.end(), more.begin(), more.end());
  std::sort(all.begin(), all.end());
  return sizes_of_ties(all);
}

}  // namespace detail

NINES_INLINE double mann_whitney_u(const std::vector<double>& release,
                                   const std::vector<double>& baseline) {
  detail::check_series("mann_whitney_u", "release", release);
  detail::check_series("mann_whitney_u", "baseline", baseline);
  return detail::doubled_u(release, baseline) / 2;
}

NINES_INLINE probability<> mann_whitney_test(const std::vector<double>& release,
                                             const std::vector<double>& baseline,
                                             const mann_whitney_options& options) {
  constexpr auto function = "mann_whitney_test";
  detail::check_series(function, "release", release);
  detail::check_series(function, "baseline", baseline);
  auto budget = detail::products_of(function, options);
  const auto dist = detail::distribution_given_ties<double>(
      {release.size(), baseline.size()}, detail::ties_of_both(release, baseline), options, budget);
  return dist.at_least(detail::doubled_u(release, baseline) / 2);
}

NINES_INLINE normal_estimate mann_whitney_estimate(const std::vector<double>& release,
                                                   const std::vector<double>& baseline) {
  constexpr auto function = "mann_whitney_estimate";
  detail::check_series(function, "release", release);
  detail::check_series(function, "baseline", baseline);
  const auto n = static_cast<double>(release.size());
  const auto m = static_cast<double>(baseline.size());
  const double all = n + m;
  double squares = 0;  // of the midranks from their mean, which is all the same with fewer ties
  double before = 0;
  for (const std::size_t size : detail::ties_of_both(release, baseline)) {
    const auto t = static_cast<double>(size);
    const double rank = before + (t + 1) / 2 - (all + 1) / 2;  // a place, about the middle
    squares += t * rank * rank;
    before += t;
  }
  const double variance = n * m * squares / (all * (all - 1));
  if (!(variance > 0)) return {probability<>::always(), 0};  // all are equal: nothing is more
  const double beyond = detail::doubled_u(release, baseline) / 2 - n * m / 2;  // the statistic
  const double z = (beyond - 0.5) / std::sqrt(variance);
  return {{unchecked, boost::math::erfc(z / std::sqrt(2.0)) / 2,
           boost::math::erfc(-z / std::sqrt(2.0)) / 2},
          z};
}

NINES_INLINE double upper_fence(double lower_quartile, double upper_quartile, double factor) {
  if (!(lower_quartile <= upper_quartile))
    fail("upper_fence", "lower_quartile", lower_quartile,
         "at most the upper one, " + describe(upper_quartile));
  for (const double x : {lower_quartile, upper_quartile})
    if (!is_finite(x)) fail("upper_fence", "a quartile", x, "finite");
  if (!(factor >= 0) || !is_finite(factor))
    fail("upper_fence", "factor", factor, "0 or more, and finite");
  return upper_quartile + priced(factor, upper_quartile - lower_quartile);  // input data
}

}  // namespace nines
