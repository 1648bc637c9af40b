// SPDX-License-Identifier: BSL-1.0
// component_cache: what components are worth, by their keys, in as much memory as there may be.
//
// A table in which a key stands in one of eight neighbouring places. It doubles when it is three
// quarters full; where it may not any more a new entry takes the place of an older one, which costs
// time if that is asked for again, and nothing else.
#pragma once

#include <nines/structure/counting/components.hpp>

namespace nines::detail {

/// Values by the keys of components.
template <class V>
class component_cache {
 public:
  /// Of so many bytes, at least some hundred kilobytes.
  explicit component_cache(double memory_limit) : most_bytes_(memory_limit), table_(first_size) {}

  /// How many entries there are.
  [[nodiscard]] std::size_t size() const { return used_; }
  /// The value of a key; null if there is none. Holds until the next insert().
  [[nodiscard]] const V* find(const component_key& key) const {
    for (std::size_t i = 0; i < places; ++i) {
      const entry& at = table_[(key.first + i) & (table_.size() - 1)];
      if (at.key == key) return &at.value;
    }
    return nullptr;
  }
  void insert(const component_key& key, const V& value) {
    if (4 * used_ >= 3 * table_.size() && may_grow()) grow();
    put(table_, {key, value}, ++turn_);
  }

 private:
  struct entry {
    component_key key;  // all zero where there is none
    V value;
  };
  static constexpr std::size_t first_size = std::size_t{1} << 12U;
  static constexpr std::size_t places = 8;

  [[nodiscard]] bool may_grow() const {  // both tables are there for a moment
    return 3.0 * static_cast<double>(table_.size() * sizeof(entry)) <= most_bytes_;
  }
  void grow() {
    std::vector<entry> larger(2 * table_.size());
    used_ = 0;
    for (const entry& each : table_)
      if (!(each.key == component_key{})) put(larger, each, ++turn_);
    table_ = std::move(larger);
  }
  void put(std::vector<entry>& table, const entry& what, std::size_t turn) {
    for (std::size_t i = 0; i < places; ++i) {
      entry& at = table[(what.key.first + i) & (table.size() - 1)];
      if (!(at.key == component_key{})) continue;
      at = what;
      ++used_;
      return;
    }
    table[(what.key.first + turn % places) & (table.size() - 1)] = what;
  }

  double most_bytes_;
  std::vector<entry> table_;
  std::size_t used_ = 0, turn_ = 0;
};

}  // namespace nines::detail
