// SPDX-License-Identifier: BSL-1.0
// How the batch driver reads a matrix: run by run of points, a run small enough for the cache.
#pragma once

#include <algorithm>
#include <cstring>
#include <nines/lanes/part_matrix.hpp>
#include <nines/simd.hpp>
#include <vector>

namespace nines::detail {

/// The numbers of one side of the parts at a run of points: as they lie in the matrix where that is
/// contiguous and there are few rows, else copied row by row, which spares the cache the column
/// walk. A copy is padded to a whole number of registers by repeating the last point.
class side_tile {
 public:
  side_tile(const strided& from, std::ptrdiff_t parts, std::ptrdiff_t width)
      : from_(from), parts_(parts), width_(width) {}

  /// Shows the points [first, first + columns); a reader may load `padded` points.
  void show(std::ptrdiff_t first, std::ptrdiff_t columns, std::ptrdiff_t padded) {
    if (from_.data == nullptr) return;
    if (from_.column_stride == 1 && parts_ <= few_rows && padded == columns) {
      shown_ = strided(from_.at(0, first), from_.row_stride);
    } else {
      copy(first, columns, padded);
      shown_ = strided(copy_.data(), width_);
    }
  }
  template <class Packed>
  [[nodiscard]] Packed load(std::size_t i, std::ptrdiff_t column) const {
    return Packed::load(shown_.data + static_cast<std::ptrdiff_t>(i) * shown_.row_stride + column);
  }

 private:
  static constexpr std::ptrdiff_t few_rows = 16;  // streams that a processor follows by itself

  void copy(std::ptrdiff_t first, std::ptrdiff_t columns, std::ptrdiff_t padded) {
    copy_.resize(static_cast<std::size_t>(parts_ * width_));
    double* to = copy_.data();
    for (std::ptrdiff_t i = 0; i < parts_; ++i, to += width_) {
      const double* row = from_.at(i, first);
      if (from_.column_stride == 1)
        std::memcpy(to, row, static_cast<std::size_t>(columns) * sizeof(double));
      else
        for (std::ptrdiff_t j = 0; j < columns; ++j) to[j] = row[j * from_.column_stride];
      for (std::ptrdiff_t j = columns; j < padded; ++j) to[j] = to[columns - 1];
    }
  }

  strided from_;
  std::ptrdiff_t parts_;
  std::ptrdiff_t width_;
  strided shown_;
  std::vector<double> copy_;
};

/// Both sides of a run of points. Which of them the matrix holds is settled outside the loops.
template <part_matrix::side Side>
class tile {
 public:
  tile(const part_matrix& parts, std::ptrdiff_t width)
      : parts_(static_cast<std::size_t>(parts.parts())),
        values_(parts.values(), parts.parts(), width),
        complements_(parts.complements(), parts.parts(), width) {}

  void show(std::ptrdiff_t first, std::ptrdiff_t columns, std::ptrdiff_t padded) {
    values_.show(first, columns, padded);
    complements_.show(first, columns, padded);
  }
  /// Part i at the points from `column` of the run on.
  template <class Packed>
  [[nodiscard]] probability<Packed> load(std::size_t i, std::ptrdiff_t column) const {
    if constexpr (Side == part_matrix::side::value) {
      const auto p = values_.template load<Packed>(i, column);
      return probability<Packed>::from_computed_sides(p, Packed(1) - p);  // input data
    } else if constexpr (Side == part_matrix::side::complement) {
      const auto q = complements_.template load<Packed>(i, column);
      return probability<Packed>::from_computed_sides(Packed(1) - q, q);  // input data
    } else {
      return probability<Packed>::from_computed_sides(
          values_.template load<Packed>(i, column), complements_.template load<Packed>(i, column));
    }
  }
  [[nodiscard]] std::size_t parts() const { return parts_; }

 private:
  std::size_t parts_;
  side_tile values_;
  side_tile complements_;
};

/// The parts at one register of points: the range that a composition is called with.
template <class Packed, part_matrix::side Side>
class tile_column {
 public:
  class iterator {
   public:
    iterator(const tile_column& column, std::size_t i) : column_(&column), i_(i) {}
    probability<Packed> operator*() const { return (*column_)[i_]; }
    iterator& operator++() {
      ++i_;
      return *this;
    }
    friend bool operator==(const iterator& a, const iterator& b) { return a.i_ == b.i_; }

   private:
    const tile_column* column_;
    std::size_t i_;
  };

  tile_column(const tile<Side>& from, std::ptrdiff_t column) : tile_(&from), column_(column) {}
  [[nodiscard]] std::size_t size() const { return tile_->parts(); }
  probability<Packed> operator[](std::size_t i) const {
    return tile_->template load<Packed>(i, column_);
  }
  [[nodiscard]] iterator begin() const { return {*this, 0}; }
  [[nodiscard]] iterator end() const { return {*this, size()}; }

 private:
  const tile<Side>* tile_;
  std::ptrdiff_t column_;
};

/// The points of a tile: as many as 128 KiB hold, from one pack to 512.
inline std::ptrdiff_t tile_width(std::ptrdiff_t parts, std::ptrdiff_t lanes) {
  const std::ptrdiff_t fit = 16384 / std::max<std::ptrdiff_t>(parts, 1);
  return std::clamp<std::ptrdiff_t>(fit / lanes * lanes, lanes, 512);
}

/// Calls at(tile, first, columns) for the points [from, to), run by run; only whole packs but for
/// the last.
template <class Pack, part_matrix::side Side, class At>
void for_each_tile(const part_matrix& parts, std::ptrdiff_t from, std::ptrdiff_t to, const At& at) {
  const std::ptrdiff_t width = tile_width(parts.parts(), Pack::size);
  tile<Side> block(parts, width);
  while (from < to) {
    std::ptrdiff_t columns = std::min(width, to - from);
    if (columns > Pack::size) columns -= columns % Pack::size;
    const std::ptrdiff_t padded = (columns + Pack::size - 1) / Pack::size * Pack::size;
    block.show(from, columns, padded);
    at(block, from, columns);
    from += columns;
  }
}

}  // namespace nines::detail
