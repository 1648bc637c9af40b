// SPDX-License-Identifier: BSL-1.0
// The limits of Clopper and Pearson.
#pragma once

#include <algorithm>
#include <nines/combine/at_least.hpp>
#include <nines/network/sampling.hpp>

namespace nines::detail {

NINES_INLINE probability<> lower_limit(const trial_counts& counts, double missed) {
  if (counts.events == 0) return probability<>::never();
  const auto trials = static_cast<double>(counts.trials);
  const bool is_rare = counts.events <= counts.trials / 2;
  const auto as_probability = [&](double x) {
    return is_rare ? probability<>::from_value(x) : probability<>::from_complement(x);
  };
  const auto is_likely = [&](double x) {
    return at_least(counts.events, copies<probability<>>(counts.trials, as_probability(x)))
               .value() > missed;
  };
  const double factor = is_rare ? 0.5 : 2;
  double likely = is_rare ? static_cast<double>(counts.events) / trials
                          : static_cast<double>(counts.trials - counts.events) / trials;
  if (!is_likely(likely)) return as_probability(likely);  // a confidence below one half
  double unlikely = likely > 0 ? factor * likely : 1 / trials;
  for (; unlikely < 1 && is_likely(unlikely); unlikely *= factor) likely = unlikely;
  unlikely = std::min(unlikely, 1.0);
  for (int i = 0; i < 45; ++i) {
    const double middle = (likely + unlikely) / 2;
    (is_likely(middle) ? likely : unlikely) = middle;
  }
  return as_probability(unlikely);
}

NINES_INLINE bounds<> limits_of(const trial_counts& counts, const probability<>& confidence) {
  const double half = confidence.complement() / 2;
  return {lower_limit(counts, half),
          !lower_limit({counts.trials - counts.events, counts.trials}, half)};
}

}  // namespace nines::detail
