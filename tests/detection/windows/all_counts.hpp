// SPDX-License-Identifier: BSL-1.0
// Checks of a sliding window the slow and certain way: each list of counts by itself, its windows
// added up and its failures counted as the sentence says.
#pragma once

#include <nines/detection/windows/rule.hpp>

#include "rollout/brute_force.hpp"

namespace nines_test {

/// The probability to be rolled back at each check, by all lists of counts up to `most`.
template <class T, class Check>
class all_counts {
 public:
  all_counts(const nines::sliding_window_checks<Check>& rule, const nines::checked_intervals& seen,
             const nines::event_rate& rate, std::size_t most)
      : rule_(rule), seen_(seen), rate_(rate), most_(most) {
    dist.rolled_back.assign(seen.checks(), T(0));
    dist.promoted = dist.continuing = dist.rolled_back;
    go(T(1), 0, 0);
  }
  nines::stopping_probabilities<T> dist;

 private:
  bool window_fails() const {
    nines::evidence window{};
    const std::size_t j = counts_.size() - 1;
    for (std::size_t i = 0; i < rule_.intervals() && i <= j; ++i) {
      window.errors += static_cast<double>(counts_[j - i]);
      window.requests += static_cast<double>(seen_.requests[j - i]);
    }
    return rule_.check()(window) == nines::verdict::roll_back;
  }
  void go(const T& mass, std::size_t failures, std::size_t run) {
    const std::size_t j = counts_.size();
    if (j == seen_.requests.size()) return;
    for (const std::size_t at : seen_.restarts)
      if (at == j) failures = run = 0;
    for (std::size_t k = 0; k <= most_; ++k) {
      counts_.push_back(k);
      follow(mass * count_mass<T>(rate_, seen_.requests[j], k), failures, run, j);
      counts_.pop_back();
    }
  }
  void follow(const T& mass, std::size_t failures, std::size_t run, std::size_t j) {
    if (j < seen_.unchecked) return go(mass, failures, run);
    const bool fails = window_fails();
    failures += fails ? 1 : 0;
    run = fails ? run + 1 : 0;
    const auto& limits = rule_.limits();
    const std::size_t check = j - seen_.unchecked;
    if (failures > limits.allowed || run > limits.consecutive_allowed) {
      dist.rolled_back[check] += mass;
      return;
    }
    dist.continuing[check] += mass;
    go(mass, failures, run);
  }

  const nines::sliding_window_checks<Check>& rule_;
  const nines::checked_intervals& seen_;
  nines::event_rate rate_;
  std::size_t most_;
  std::vector<std::size_t> counts_;
};

}  // namespace nines_test
