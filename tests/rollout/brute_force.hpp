// SPDX-License-Identifier: BSL-1.0
// The slow and certain way: every path of counts through the looks.
#pragma once

#include <nines/detection/event_rate.hpp>
#include <nines/detection/rule.hpp>
#include <nines/detection/stopping_distribution.hpp>
#include <vector>

namespace nines_test {

/// P(X = k) by its definition.
template <class T>
T count_mass(const nines::event_rate& rate, std::size_t n, std::size_t k) {
  if (rate.model() == nines::count_model::poisson) {
    const T mean = T(rate.mean()) * T(static_cast<double>(n));
    T mass = exp(T(-mean));
    for (std::size_t i = 1; i <= k; ++i) mass *= mean / T(static_cast<double>(i));
    return mass;
  }
  if (k > n) return T(0);
  T mass(1);
  for (std::size_t i = 1; i <= k; ++i)
    mass *= T(static_cast<double>(n - i + 1)) / T(static_cast<double>(i)) *
            T(rate.event_probability().value());
  for (std::size_t i = k; i < n; ++i) mass *= T(rate.event_probability().complement());
  return mass;
}

/// All paths: at each look any count up to `most`, the rule asked on each path by itself.
template <class T, class Rule>
class all_paths {
 public:
  all_paths(const Rule& rule, const std::vector<std::size_t>& requests,
            const nines::event_rate& rate, std::size_t most)
      : rule_(rule), requests_(requests), rate_(rate), most_(most) {
    const std::vector<T> none(requests.size(), T(0));
    dist = {none, none, none};
    seen_.analyses = requests.size();
    go(0, T(1));
  }
  nines::stopping_probabilities<T> dist;

 private:
  void go(std::size_t j, const T& chance) {
    if (j == requests_.size()) return;
    const nines::evidence before = seen_;
    for (std::size_t k = 0; k <= most_; ++k) {
      seen_ = before;
      seen_.analysis = j + 1;
      seen_.requests += static_cast<double>(requests_[j]);
      seen_.errors += static_cast<double>(k);
      const T mass = chance * count_mass<T>(rate_, requests_[j], k);
      const auto v = rule_(seen_);
      auto& into = v == nines::verdict::roll_back ? dist.rolled_back
                   : v == nines::verdict::promote ? dist.promoted
                                                  : dist.continuing;
      into[j] += mass;
      if (v == nines::verdict::inconclusive) go(j + 1, mass);
    }
    seen_ = before;
  }

  const Rule& rule_;
  const std::vector<std::size_t>& requests_;
  nines::event_rate rate_;
  std::size_t most_;
  nines::evidence seen_;
};

}  // namespace nines_test
