// SPDX-License-Identifier: BSL-1.0
// at_least() of any value that composes: by pivots, part after part.
//
// What matters of the parts seen so far is how many are surely up, and how many are in each other
// state that a part of that value can be in. A memo keeps each such situation, so n parts of a
// value with s states besides "surely down" take some n^(s+1) pivots and not s^n. When all parts
// are seen each is in one state, and the threshold is a matter of both() and either() alone.
#pragma once

#include <cstddef>
#include <map>
#include <nines/algebra.hpp>
#include <nines/error.hpp>
#include <vector>

namespace nines::detail {

/// Counts the states of n parts, `get(i)`, up to a threshold.
template <joined_part V, class Get>
class state_count {
 public:
  state_count(std::size_t k, std::size_t n, const Get& get) : k_(k), get_(get), known_(n) {
    if (n > most_parts)
      give_up("at_least", "of " + describe(n) + " parts, each of several states, takes more than " +
                              describe(most_parts) + " nested pivots; group the parts");
  }
  /// The system with all parts still to come.
  V result() { return from(0, {0}); }

 private:
  using situation = std::vector<std::size_t>;  // parts surely up, then parts in states_[0], ...
  static constexpr std::size_t most_parts = 2000;

  V from(std::size_t i, const situation& seen) {
    if (seen[0] >= k_) return algebra<V>::always();
    std::size_t hopeful = known_.size() - i;
    for (const std::size_t each : seen) hopeful += each;
    if (hopeful < k_) return algebra<V>::never();
    if (i == known_.size()) return decided(seen);
    if (const auto found = known_[i].find(seen); found != known_[i].end()) return found->second;
    work_.spend(1);
    const V value =
        algebra<V>::pivot(get_(i), [&](const V& state) { return from(i + 1, with(seen, state)); });
    known_[i].emplace(seen, value);
    return value;
  }
  situation with(situation seen, const V& state) {
    if (state == algebra<V>::never()) return seen;
    if (state == algebra<V>::always()) {
      ++seen[0];
      return seen;
    }
    std::size_t s = 0;
    while (s < states_.size() && !(states_[s] == state)) ++s;
    if (s == states_.size()) states_.push_back(state);
    if (seen.size() < s + 2) seen.resize(s + 2, 0);
    ++seen[s + 1];
    return seen;
  }
  /// The threshold over parts of known states: reached[j] is "at least j of those so far".
  V decided(const situation& seen) const {
    const std::size_t need = k_ - seen[0];
    std::vector<V> reached(need + 1, algebra<V>::never());
    reached[0] = algebra<V>::always();
    for (std::size_t s = 0; s + 1 < seen.size(); ++s)
      for (std::size_t copy = 0; copy < seen[s + 1] && copy < need; ++copy)
        for (std::size_t j = need; j > 0; --j)
          reached[j] = algebra<V>::either(reached[j], algebra<V>::both(reached[j - 1], states_[s]));
    return reached[need];
  }

  std::size_t k_;
  const Get& get_;
  std::vector<V> states_;
  std::vector<std::map<situation, V>> known_;
  work_budget work_{"at_least", 1e6, "pivots", "group the parts"};
};

}  // namespace nines::detail
