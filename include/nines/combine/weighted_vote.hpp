// SPDX-License-Identifier: BSL-1.0
// weighted_vote(threshold, votes): up while the weights of the parts that are up reach the
// threshold.
//
// The distinct sums reached so far are kept in order with their masses; a sum that has reached the
// threshold, or no longer can, is settled at once. All sums are positive, both sides are kept.
// Source: Wu & Chen 1994 (weighted k-out-of-n).
#pragma once

#include <nines/combine/over_time.hpp>

namespace nines {

/// A part with the weight of its vote: a capacity, a number of replicas, a quorum vote.
template <scalar T = double>
struct vote {
  std::size_t weight = 1;
  probability<T> part;
};

namespace detail {

template <class T>
struct weight_mass {
  std::size_t weight;
  T mass;
};

/// Merges `sums` with themselves shifted by a vote; both are sorted by weight.
template <class T>
std::vector<weight_mass<T>> cast_vote(const std::vector<weight_mass<T>>& sums, const vote<T>& v) {
  std::vector<weight_mass<T>> next;
  next.reserve(2 * sums.size());
  const auto add = [&next](std::size_t weight, T mass) {
    if (!next.empty() && next.back().weight == weight)
      next.back().mass = next.back().mass + mass;
    else
      next.push_back({weight, std::move(mass)});
  };
  std::size_t down = 0;
  std::size_t up = 0;
  while (down < sums.size() || up < sums.size()) {
    if (down < sums.size() && sums[down].weight <= sums[up].weight + v.weight) {
      add(sums[down].weight, sums[down].mass * v.part.complement());
      ++down;
    } else {
      add(sums[up].weight + v.weight, sums[up].mass * v.part.value());
      ++up;
    }
  }
  return next;
}

}  // namespace detail

/// The chance that independent parts of total up weight >= threshold are up.
/// *Throws* domain_error if the threshold exceeds the sum of all weights. *Cost*: O(n * distinct
/// sums below the threshold). *Accuracy*: n epsilon, both sides.
template <class T>
[[nodiscard]] probability<T> weighted_vote(std::size_t threshold,
                                           const std::vector<vote<T>>& votes) {
  std::size_t remaining = 0;
  for (const auto& v : votes) remaining += v.weight;
  if (threshold > remaining)
    detail::fail("weighted_vote", "threshold", threshold,
                 "at most the sum of the weights, " + detail::describe(remaining));
  if (threshold == 0) return probability<T>::always();
  T up = detail::zero<T>();
  T down = detail::zero<T>();
  std::vector<detail::weight_mass<T>> open = {{0, detail::one<T>()}};
  for (const auto& v : votes) {
    remaining -= v.weight;
    std::vector<detail::weight_mass<T>> undecided;
    for (auto& sum : detail::cast_vote(open, v)) {
      if (sum.weight >= threshold)
        up = up + sum.mass;
      else if (sum.weight + remaining < threshold)
        down = down + sum.mass;
      else
        undecided.push_back(std::move(sum));
    }
    open = std::move(undecided);
  }
  return {detail::unchecked, std::move(up), std::move(down)};
}

}  // namespace nines
