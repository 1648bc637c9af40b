// SPDX-License-Identifier: BSL-1.0
// The distribution of the stopping time: at which analysis a rule rolls back, promotes early, or
// lets the release pass.
//
// Every probability is a sum of the masses that end it one way or the other, so that "rolled back"
// and "not rolled back" both keep their digits: a bad release that passes with probability 1e-120
// does so.
// Index: stopping time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <nines/algebra.hpp>
#include <vector>

namespace nines {

/// How a release with a given rate of errors leaves a stage that is monitored. Entry j is of
/// analysis j + 1.
template <class T = double>
struct stopping_probabilities {
  std::vector<T> rolled_back;  ///< rolled back at this analysis
  std::vector<T> promoted;     ///< promoted at this analysis, before the end
  std::vector<T> continuing;   ///< neither, by this analysis; the last of them passes

  /// the number of analyses
  [[nodiscard]] std::size_t analyses() const { return continuing.size(); }

  /// The probability that the release is rolled back.
  [[nodiscard]] probability<T> roll_back() const { return roll_back_by(analyses()); }
  /// The probability that it is rolled back at one of the first `analyses` analyses; of none,
  /// never.
  [[nodiscard]] probability<T> roll_back_by(std::size_t analyses) const {
    if (analyses == 0) return probability<T>::never();
    analyses = std::min(analyses, continuing.size());
    T stopped = zero<T>();
    T passed = continuing[analyses - 1];
    for (std::size_t j = 0; j < analyses; ++j) {
      stopped = stopped + rolled_back[j];
      passed = passed + promoted[j];
    }
    return probability<T>::from_computed_sides(stopped, passed);
  }
  /// The probability that analysis j begins (from 1) at all.
  [[nodiscard]] T begins(std::size_t analysis) const {
    return analysis <= 1 ? one<T>() : continuing[analysis - 2];
  }
  /// The expected number of analyses.
  [[nodiscard]] T expected_analyses() const {
    T sum = zero<T>();
    for (std::size_t j = 1; j <= analyses(); ++j) sum = sum + begins(j);
    return sum;
  }
};

/// Several metrics of one release; any of them may roll it back. One that promoted early is no
/// longer evaluated; the others run to the last analysis. *Assumes* that the metrics are
/// independent of each other: those that move together roll back less often than this says.
/// *Throws* domain_error unless there is one at least, and all have as many analyses.
template <class T>
[[nodiscard]] stopping_probabilities<T> any_of(
    const std::vector<stopping_probabilities<T>>& metrics) {
  if (metrics.empty()) fail("any_of", "the number of metrics", 0, "1 or more");
  const std::size_t analyses = metrics.front().analyses();
  for (const auto& each : metrics)
    if (each.analyses() != analyses)
      fail("any_of", "the number of analyses of a metric", each.analyses(),
           "that of the others, " + describe(analyses));
  stopping_probabilities<T> dist;
  T content = one<T>();                                // none has rolled back so far
  std::vector<T> promoted(metrics.size(), zero<T>());  // of each, so far
  for (std::size_t j = 0; j < analyses; ++j) {
    auto stays = probability<T>::always();  // so at this analysis, given that it was
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      const auto& each = metrics[i];
      const T before = each.begins(j + 1) + promoted[i];
      promoted[i] = promoted[i] + each.promoted[j];
      if (!(before > zero<T>())) continue;
      stays = both(stays, probability<T>(unchecked, (each.continuing[j] + promoted[i]) / before,
                                         each.rolled_back[j] / before));
    }
    dist.rolled_back.push_back(content * stays.complement());
    dist.promoted.push_back(zero<T>());
    dist.continuing.push_back(content = content * stays.value());
  }
  return dist;
}

}  // namespace nines
