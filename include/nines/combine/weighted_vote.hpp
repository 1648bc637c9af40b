// SPDX-License-Identifier: BSL-1.0
// weighted_vote(threshold, votes): up while the weights of the parts that are up reach the
// threshold.
//
// The distinct sums reached so far are kept in order with their masses; a sum that has reached the
// threshold, or no longer can, is settled at once. All sums are positive, both sides are kept.
// Source: Wu & Chen 1994 (weighted k-out-of-n).
// Index: weighted k-out-of-n system.
#pragma once

#include <nines/combine/over_time.hpp>
#include <nines/error.hpp>
#include <nines/probability/two_sided_sum.hpp>

namespace nines {

/// A part with the weight of its vote: a capacity, a number of replicas, a quorum vote.
template <scalar T = double>
struct weighted_part {
  std::size_t weight = 1;  ///< of its vote; 0 changes nothing
  probability<T> part;     ///< the probability that it is up
};

namespace detail {

template <class T>
struct weight_mass {
  std::size_t weight;
  T mass;
};

/// Weights are counted up to `most`, what is more is as good: no sum wraps.
constexpr std::size_t capped_sum(std::size_t a, std::size_t b, std::size_t most) {
  return b >= most || a >= most - b ? most : a + b;
}

/// The sums of votes that are not decided yet, and the masses of those that are.
template <class T>
class vote_count {
 public:
  explicit vote_count(std::size_t threshold) : threshold_(threshold) {}

  /// Casts a vote; later votes have the weight `remaining` in all (at most the threshold). Merges
  /// the ordered sums with the same sums shifted by the vote.
  void cast(const weighted_part<T>& v, std::size_t remaining) {
    std::vector<weight_mass<T>> before = std::move(open_);
    open_.clear();
    std::size_t down = 0;
    std::size_t up = 0;
    const auto shifted = [&] { return capped_sum(before[up].weight, v.weight, threshold_); };
    while (up < before.size()) {
      if (down < before.size() && before[down].weight <= shifted()) {
        add(before[down].weight, before[down].mass * v.part.complement(), remaining);
        ++down;
      } else {
        add(shifted(), before[up].mass * v.part.value(), remaining);
        ++up;
      }
    }
  }
  [[nodiscard]] double most_bytes() const {
    return 5.0 * static_cast<double>(open_.size()) * sizeof(weight_mass<T>);
  }
  [[nodiscard]] probability<T> result() const { return sum_.result(); }

 private:
  void add(std::size_t weight, const T& mass, std::size_t remaining) {
    if (weight >= threshold_)
      sum_.add_value(mass);
    else if (remaining < threshold_ - weight)
      sum_.add_opposite(mass);
    else if (!open_.empty() && open_.back().weight == weight)
      open_.back().mass = open_.back().mass + mass;
    else
      open_.push_back({weight, mass});
  }

  std::size_t threshold_;
  std::vector<weight_mass<T>> open_ = {{0, one<T>()}};
  two_sided_sum<T> sum_;
};

}  // namespace detail

/// The probability that independent parts of total up weight >= threshold are up.
/// *Throws* domain_error if the threshold exceeds the sum of all weights; convergence_error before
/// it takes more than `memory_limit` bytes, as the 2^n sums of many unlike weights would. *Cost*:
/// O(n * distinct sums below the threshold). *Accuracy*: n epsilon, both sides.
template <class T>
[[nodiscard]] probability<T> weighted_vote(std::size_t threshold,
                                           const std::vector<weighted_part<T>>& votes,
                                           double memory_limit = default_memory_limit) {
  std::vector<std::size_t> left(votes.size() + 1, 0);  // what the votes from i on weigh
  for (std::size_t i = votes.size(); i-- > 0;)
    left[i] = detail::capped_sum(left[i + 1], votes[i].weight, threshold);
  if (left.front() < threshold)  // then no sum was capped
    fail("weighted_vote", "threshold", threshold,
         "at most the sum of the weights, " + describe(left.front()));
  if (threshold == 0) return probability<T>::always();
  detail::vote_count<T> count(threshold);
  for (std::size_t i = 0; i < votes.size(); ++i) {
    require_memory("weighted_vote", "the sums of " + describe(i + 1) + " votes", count.most_bytes(),
                   memory_limit);
    count.cast(votes[i], left[i + 1]);
  }
  return count.result();
}

}  // namespace nines
