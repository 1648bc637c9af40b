// SPDX-License-Identifier: BSL-1.0
// The law of how a watch ends: at which look it rolls back, promotes early, or lets pass.
//
// Every chance is a sum of the masses that end it one way or the other, so that "rolled back" and
// "not rolled back" both keep their digits: a bad release that passes with chance 1e-120 does so.
// Index: stopping time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <nines/algebra.hpp>
#include <vector>

namespace nines {

/// How a release with a given rate of errors leaves a stage that is watched. Entry j is of look
/// j + 1.
template <class T = double>
struct watch_law {
  std::vector<T> rolled_back;  ///< rolled back at this look
  std::vector<T> promoted;     ///< promoted at this look, before the end
  std::vector<T> going_on;     ///< neither, by this look; the last of them passes

  [[nodiscard]] std::size_t looks() const { return going_on.size(); }

  /// The chance that the release is rolled back.
  [[nodiscard]] probability<T> roll_back() const { return roll_back_by(looks()); }
  /// The chance that it is rolled back at one of the first `looks` looks; of none, never.
  [[nodiscard]] probability<T> roll_back_by(std::size_t looks) const {
    if (looks == 0) return probability<T>::never();
    looks = std::min(looks, going_on.size());
    T stopped = detail::zero<T>();
    T passed = going_on[looks - 1];
    for (std::size_t j = 0; j < looks; ++j) {
      stopped = stopped + rolled_back[j];
      passed = passed + promoted[j];
    }
    return probability<T>::from_computed_sides(stopped, passed);
  }
  /// The chance that a watch begins look j (from 1) at all.
  [[nodiscard]] T begins(std::size_t look) const {
    return look <= 1 ? detail::one<T>() : going_on[look - 2];
  }
  /// The expected number of looks.
  [[nodiscard]] T expected_looks() const {
    T sum = detail::zero<T>();
    for (std::size_t j = 1; j <= looks(); ++j) sum = sum + begins(j);
    return sum;
  }
};

/// Several watches of one release, each by a metric of its own: any of them rolls it back. A watch
/// that has promoted is content; the others go on to the end. *Assumes* that the metrics are
/// independent of each other: those that move together roll back less often than this says.
/// *Throws* domain_error unless there is one at least, and all have as many looks.
template <class T>
[[nodiscard]] watch_law<T> any_of(const std::vector<watch_law<T>>& watches) {
  if (watches.empty()) detail::fail("any_of", "the number of watches", 0, "1 or more");
  const std::size_t looks = watches.front().looks();
  for (const auto& each : watches)
    if (each.looks() != looks)
      detail::fail("any_of", "the number of looks of a watch", each.looks(),
                   "that of the others, " + detail::describe(looks));
  watch_law<T> law;
  T content = detail::one<T>();  // none has rolled back so far
  for (std::size_t j = 1; j <= looks; ++j) {
    auto stays = probability<T>::always();  // so at this look, given that it was
    for (const auto& each : watches) {
      const T before = each.roll_back_by(j - 1).complement();
      if (!(before > detail::zero<T>())) continue;
      stays = detail::both(
          stays, probability<T>(detail::unchecked, each.roll_back_by(j).complement() / before,
                                each.rolled_back[j - 1] / before));
    }
    law.rolled_back.push_back(content * stays.complement());
    law.promoted.push_back(detail::zero<T>());
    law.going_on.push_back(content = content * stays.value());
  }
  return law;
}

}  // namespace nines
