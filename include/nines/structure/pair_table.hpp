// SPDX-License-Identifier: BSL-1.0
// A hash table from a pair of numbers to the result that was found for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace nines::detail {

/// A hash table with open addressing. Its key, two numbers of 32 bits in one of 64, is never 0.
template <class T>
class pair_table {
 public:
  static constexpr std::uint64_t key_of(std::uint32_t first, std::uint32_t second) {
    return std::uint64_t{first} << 32U | second;
  }
  /// Whether there is an entry of that key, which then is `result`.
  bool find(std::uint64_t key, T& result) const {
    if (entries_.empty()) return false;
    const entry& there = entries_[slot(key)];
    if (there.key != key) return false;
    result = there.found;
    return true;
  }
  void insert(std::uint64_t key, const T& found) {
    if (2 * (size_ + 1) > entries_.size()) grow();
    entry& there = entries_[slot(key)];
    if (there.key == 0) ++size_;
    there = {key, found};
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  void clear() {
    entries_.clear();
    size_ = 0;
  }

 private:
  struct entry {
    std::uint64_t key = 0;
    T found{};
  };
  [[nodiscard]] std::size_t slot(std::uint64_t key) const {
    const std::uint64_t mixed = (key ^ key >> 29U) * 0x9e3779b97f4a7c15U;
    std::size_t at = (mixed >> 20U) & (entries_.size() - 1);
    while (entries_[at].key != 0 && entries_[at].key != key) at = (at + 1) & (entries_.size() - 1);
    return at;
  }
  void grow() {
    std::vector<entry> old(entries_.empty() ? 64 : 2 * entries_.size());
    old.swap(entries_);
    for (entry& each : old)
      if (each.key != 0) entries_[slot(each.key)] = std::move(each);
  }

  std::vector<entry> entries_;
  std::size_t size_ = 0;
};

}  // namespace nines::detail
