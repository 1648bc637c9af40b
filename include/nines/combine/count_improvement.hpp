// SPDX-License-Identifier: BSL-1.0
// at_least() of parts in a better and a worse version (improvement.hpp): counting both at once.
//
// The parts are counted by how many are up in both versions and how many in the better one alone.
// Parts that are the same in both versions, and those that are up in the better one at least, are
// counted each on their own: O(n k). Only parts that can be in all three states cost O(k^2) each.
#pragma once

#include <cstddef>
#include <nines/algebra.hpp>
#include <nines/combine/lattice.hpp>
#include <vector>

namespace nines {

template <scalar T>
struct improvement;

namespace detail {

/// The distribution of a count of parts, up to a limit where "this many or more" are one: each is
/// counted with the probability that `yes` gives and not with the probability that `no` gives.
template <class T, class Yes, class No>
constexpr std::vector<T> counted_up_to(const std::vector<improvement<T>>& parts, std::size_t limit,
                                       const Yes& yes, const No& no) {
  std::vector<T> mass(limit + 1, zero<T>());
  mass[0] = one<T>();
  for (const auto& p : parts) {
    for (std::size_t n = limit; n-- > 0;) {
      mass[n + 1] = mass[n + 1] + mass[n] * yes(p);
      mass[n] = mass[n] * no(p);
    }
  }
  return mass;
}

/// The mass by (parts up in both versions, parts up in the better one alone), below k of the first
/// and with at most k of the second; what reaches k of the first is up in both.
template <class T>
class improvement_count {
 public:
  constexpr improvement_count(std::size_t k, const std::vector<T>& same,
                              const std::vector<T>& gained, std::size_t width)
      : k_(k), width_(width), mass_(k * width, zero<T>()), both_(same[k]) {
    for (std::size_t up = 0; up < k; ++up)
      for (std::size_t gain = 0; gain < gained.size(); ++gain)
        mass_[up * width + gain] = same[up] * gained[gain];
  }

  constexpr void add(const improvement<T>& p) {
    for (std::size_t up = k_; up-- > 0;)
      for (std::size_t gain = width_; gain-- > 0;) {
        const T here = mass_[up * width_ + gain];
        T& further = up + 1 < k_ ? mass_[(up + 1) * width_ + gain] : both_;
        T& gained = mass_[up * width_ + (gain + 1 < width_ ? gain + 1 : gain)];
        mass_[up * width_ + gain] = here * p.neither;
        further = further + here * p.both;
        gained = gained + here * p.only_better;
      }
  }
  [[nodiscard]] constexpr improvement<T> result() const {
    improvement<T> sum{both_, zero<T>(), zero<T>()};
    for (std::size_t up = 0; up < k_; ++up)
      for (std::size_t gain = 0; gain < width_; ++gain) {
        T& side = up + gain >= k_ ? sum.only_better : sum.neither;
        side = side + mass_[up * width_ + gain];
      }
    return sum;
  }

 private:
  std::size_t k_;
  std::size_t width_;
  std::vector<T> mass_;
  T both_;
};

/// Parts of all kinds, none of them surely down.
template <class T>
constexpr improvement<T> count_three_states(std::size_t k,
                                            const std::vector<improvement<T>>& parts) {
  std::vector<improvement<T>> same;
  std::vector<improvement<T>> gaining;
  std::vector<improvement<T>> mixed;
  for (const auto& p : parts)
    (cannot_be(p.only_better) ? same : cannot_be(p.both) ? gaining : mixed).push_back(p);
  const auto both = [](const auto& p) { return p.both; };
  const auto better = [](const auto& p) { return p.only_better; };
  const auto neither = [](const auto& p) { return p.neither; };
  const std::size_t gains = gaining.size() < k ? gaining.size() : k;
  const std::size_t width = (gains + mixed.size() < k ? gains + mixed.size() : k) + 1;
  improvement_count<T> count(k, counted_up_to(same, k, both, neither),
                             counted_up_to(gaining, gains, better, neither), width);
  for (const auto& p : mixed) count.add(p);
  return count.result();
}

/// At least k >= 1 of the parts, in either version. Parts that are surely down are left out; where
/// every part is the same in both versions, or none is down in the better one, one count is enough.
template <class T>
constexpr improvement<T> count_improvement(std::size_t k, std::vector<improvement<T>> parts) {
  std::erase_if(parts, [](const auto& p) { return cannot_be(p.both) && cannot_be(p.only_better); });
  if (k > parts.size()) return improvement<T>::unchanged(probability<T>::never());
  bool same = true;
  bool perfected = true;
  for (const auto& p : parts) {
    same = same && cannot_be(p.only_better);
    perfected = perfected && cannot_be(p.neither);
  }
  if (!same && !perfected) return count_three_states(k, parts);
  const auto up =
      count_to_threshold<T>(parts.size(), k, [&parts](std::size_t i) { return parts[i].worse(); });
  return same ? improvement<T>::unchanged(up) : improvement<T>::perfected(up);
}

}  // namespace detail
}  // namespace nines
