// SPDX-License-Identifier: BSL-1.0
// bit_graph: an undirected graph of some thousand vertices, one bit for each pair.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace nines::detail {

/// Which vertices are neighbours.
class bit_graph {
 public:
  explicit bit_graph(std::size_t vertices)
      : size_(vertices), words_((vertices + 63) / 64), rows_(vertices * words_) {}
  [[nodiscard]] std::size_t size() const { return size_; }
  /// How many words a row has.
  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] const std::uint64_t* row(std::uint32_t vertex) const {
    return rows_.data() + vertex * words_;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    if (a == b) return;
    set(a, b);
    set(b, a);
  }
  /// Takes all edges of a vertex away.
  void isolate(std::uint32_t vertex) {
    for (const std::uint32_t each : neighbours(vertex)) word(each, vertex) &= ~bit(vertex);
    for (std::size_t i = 0; i < words_; ++i) rows_[vertex * words_ + i] = 0;
  }
  [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t vertex) const {
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < words_; ++i)
      for (std::uint64_t left = row(vertex)[i]; left != 0; left &= left - 1)
        found.push_back(static_cast<std::uint32_t>(i * 64) +
                        static_cast<std::uint32_t>(std::countr_zero(left)));
    return found;
  }
  /// How many neighbours of `a` are no neighbours of `b`.
  [[nodiscard]] std::uint32_t count_without(std::uint32_t a, std::uint32_t b) const {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < words_; ++i)
      count += static_cast<std::uint32_t>(std::popcount(row(a)[i] & ~row(b)[i]));
    return count;
  }
  /// Makes all neighbours of `from` neighbours of `to`.
  void add_row(std::uint32_t to, std::uint32_t from) {
    for (std::size_t i = 0; i < words_; ++i) rows_[to * words_ + i] |= row(from)[i];
    word(to, to) &= ~bit(to);
  }

 private:
  static std::uint64_t bit(std::uint32_t vertex) { return std::uint64_t{1} << vertex % 64; }
  std::uint64_t& word(std::uint32_t row, std::uint32_t column) {
    return rows_[row * words_ + column / 64];
  }
  void set(std::uint32_t a, std::uint32_t b) { word(a, b) |= bit(b); }

  std::size_t size_, words_;
  std::vector<std::uint64_t> rows_;
};

}  // namespace nines::detail
