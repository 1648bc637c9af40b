// SPDX-License-Identifier: BSL-1.0
// A layer of a sweep: states, each once, with the probability mass that has come to it.
//
// States stand in a list in the order of their arrival; a table of their places, with open
// addressing, finds the one that is equal. It is at most half full.
// States that come one by one wait in a small batch: the places where they may stand are read for
// all of a batch before any is used, so that the waits for memory overlap.
#pragma once

#include <algorithm>
#include <cstdint>
#include <nines/scalar.hpp>
#include <utility>
#include <vector>

namespace nines::detail {

/// Puts the places of the `width` heaviest masses first, in their order, those of the others after
/// them.
template <class T>
void rank_heaviest(std::vector<std::pair<T, std::uint32_t>>& ranking, std::size_t width) {
  const auto middle = ranking.begin() + static_cast<std::ptrdiff_t>(width);
  std::nth_element(ranking.begin(), middle, ranking.end(), [](const auto& a, const auto& b) {
    return b.first < a.first || (!(a.first < b.first) && a.second < b.second);
  });
  std::sort(ranking.begin(), middle,
            [](const auto& a, const auto& b) { return a.second < b.second; });
}

template <class State, class T>
class layer {
 public:
  struct entry {
    State state;
    T mass;
  };

  /// From now on counts how many masses come to each state, for a bound of their roundings.
  void count_arrivals() { is_counting_ = true; }
  /// The most that came to one state since clear().
  [[nodiscard]] std::uint32_t most_arrivals() const { return most_arrivals_; }

  /// Adds a mass to a state, now or at the next flush().
  void push(const State& state, const T& mass) {
    waiting_[count_++] = {state, mass};
    if (count_ == batch) flush();
  }
  /// Adds what waits. After it size() and entries() are complete.
  void flush() {
    while (2 * (entries_.size() + batch) >= table_.size()) grow();
    std::size_t at[batch];
    std::uint32_t place[batch];
    bool is_there[batch];
    for (std::size_t i = 0; i < count_; ++i) at[i] = home(waiting_[i].state);
    for (std::size_t i = 0; i < count_; ++i) place[i] = table_[at[i]];
    for (std::size_t i = 0; i < count_; ++i)
      is_there[i] = place[i] != 0 && entries_[place[i] - 1].state == waiting_[i].state;
    for (std::size_t i = 0; i < count_; ++i) {
      const entry& each = waiting_[i];
      if (is_there[i])
        add_to(place[i] - 1, each.mass);
      else
        add_from(at[i], each.state, each.mass);
    }
    count_ = 0;
  }
  /// Adds a mass to a state at once, and returns the state's place.
  std::uint32_t add(const State& state, const T& mass) {
    if (2 * entries_.size() >= table_.size()) grow();
    return add_from(home(state), state, mass);
  }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const std::vector<entry>& entries() const { return entries_; }
  [[nodiscard]] double bytes() const {
    return static_cast<double>(entries_.capacity() * sizeof(entry) + table_.size() * 4);
  }

  /// Whether states may be added: none may after keep_heaviest() has dropped some.
  [[nodiscard]] bool is_whole() const { return is_whole_; }
  /// Multiplies the mass of a state.
  void scale(std::size_t place, const T& factor) {
    entries_[place].mass = entries_[place].mass * factor;
  }
  /// Counts arrivals anew.
  void restart_count() {
    std::fill(arrivals_.begin(), arrivals_.end(), 0u);
    most_arrivals_ = 0;
  }
  /// Forgets all states; the table becomes as large as some `expected` ones need.
  void clear(std::size_t expected) {
    entries_.clear();
    arrivals_.clear();
    most_arrivals_ = 0;
    is_whole_ = true;
    std::size_t size = 64;
    while (size < 2 * (expected + batch)) size *= 2;
    table_.assign(size, 0);
  }

  /// Keeps the `width` heaviest states and calls drop(entry) for each of the others. No state may
  /// be added before clear().
  template <class Drop>
  void keep_heaviest(std::size_t width, const Drop& drop) {
    if (entries_.size() <= width) return;
    is_whole_ = false;
    ranking_.clear();
    for (const entry& each : entries_)
      ranking_.emplace_back(each.mass, static_cast<std::uint32_t>(ranking_.size()));
    rank_heaviest(ranking_, width);
    for (std::size_t i = width; i < ranking_.size(); ++i) drop(entries_[ranking_[i].second]);
    for (std::size_t i = 0; i < width; ++i)
      if (ranking_[i].second != i) entries_[i] = entries_[ranking_[i].second];
    entries_.resize(width);
  }

 private:
  static constexpr std::size_t batch = 32;

  [[nodiscard]] std::size_t home(const State& state) const {
    return static_cast<std::size_t>(state.hash()) & (table_.size() - 1);
  }
  std::uint32_t add_from(std::size_t at, const State& state, const T& mass) {
    for (; table_[at] != 0; at = (at + 1) & (table_.size() - 1)) {
      if (!(entries_[table_[at] - 1].state == state)) continue;
      add_to(table_[at] - 1, mass);
      return table_[at] - 1;
    }
    entries_.push_back({state, mass});
    if (is_counting_) count(arrivals_.emplace_back(0));
    table_[at] = static_cast<std::uint32_t>(entries_.size());
    return table_[at] - 1;
  }
  void add_to(std::uint32_t place, const T& mass) {
    entries_[place].mass = entries_[place].mass + mass;
    if (is_counting_) count(arrivals_[place]);
  }
  void count(std::uint32_t& arrivals) { most_arrivals_ = std::max(most_arrivals_, ++arrivals); }
  void grow() {
    std::vector<std::uint32_t> table(std::max<std::size_t>(64, 2 * table_.size()), 0);
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      std::size_t at = static_cast<std::size_t>(entries_[i].state.hash()) & (table.size() - 1);
      while (table[at] != 0) at = (at + 1) & (table.size() - 1);
      table[at] = i + 1;
    }
    table_ = std::move(table);
  }

  std::vector<entry> entries_;
  std::vector<std::uint32_t> table_;  // a place and one, or 0
  std::vector<entry> waiting_ = std::vector<entry>(batch);
  std::size_t count_ = 0;  // of those that wait
  bool is_counting_ = false, is_whole_ = true;
  std::vector<std::uint32_t> arrivals_;
  std::uint32_t most_arrivals_ = 0;
  std::vector<std::pair<T, std::uint32_t>> ranking_;
};

}  // namespace nines::detail
