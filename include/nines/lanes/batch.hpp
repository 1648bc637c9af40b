// SPDX-License-Identifier: BSL-1.0
// batch(): any composition, at many points at once.
//
//   const auto parts = part_matrix::of_complements(unavailabilities);          // N parts x T
//   points batch(parts, [](const auto& part) { return series(part[0], parallel(part[1], part[2]));
//   }, out);
//
// The composition is written as for one point; it is called with a random-access range of
// probabilities whose scalar is a register of points. The matrix is read along its rows in tiles
// that fit the cache, so neither a power-of-two stride nor an unaligned row costs anything; no
// temporary grows with T. batch(parts, series, out) and batch(parts, parallel, out) sweep whole
// rows, and batch(part, identical_at_least(k, n), out) takes the one row of the part.
#pragma once

#include <algorithm>
#include <nines/combine/binomial_polynomial.hpp>
#include <nines/combine/parallel.hpp>
#include <nines/combine/series.hpp>
#include <nines/lanes/part_matrix.hpp>
#include <nines/packed.hpp>
#include <span>

namespace nines {

/// Where the answers go: two arrays of T doubles, one for each side.
struct batch_output {
  std::span<double> value;
  std::span<double> complement;
};

namespace detail {

/// The numbers of one side of the parts at a run of points: as they lie in the matrix where that is
/// contiguous and there are few rows, else copied row by row, which spares the cache the column
/// walk. A copy is padded to a whole number of registers by repeating the last point.
class side_tile {
 public:
  side_tile(const strided& from, std::ptrdiff_t parts, std::ptrdiff_t width)
      : from_(from), parts_(parts), width_(width) {}

  /// Shows the points [first, first + columns), of which a reader may load `padded`.
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
      return {unchecked, p, Packed(1) - p};  // input data
    } else if constexpr (Side == part_matrix::side::complement) {
      const auto q = complements_.template load<Packed>(i, column);
      return {unchecked, Packed(1) - q, q};  // input data
    } else {
      return {unchecked, values_.template load<Packed>(i, column),
              complements_.template load<Packed>(i, column)};
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

/// Runs a composition over the points [from, to) in packs of K registers.
template <std::size_t K, part_matrix::side Side, class Compose>
void batch_tiles(const part_matrix& parts, const Compose& compose, batch_output out,
                 std::ptrdiff_t from, std::ptrdiff_t to) {
  using pack = packed<K>;
  for_each_tile<pack, Side>(
      parts, from, to, [&](const tile<Side>& block, std::ptrdiff_t first, std::ptrdiff_t columns) {
        for (std::ptrdiff_t column = 0; column < columns; column += pack::size) {
          const probability<pack> result = compose(tile_column<pack, Side>(block, column));
          double* const value = out.value.data() + first + column;
          double* const complement = out.complement.data() + first + column;
          const std::ptrdiff_t left = columns - column;
          double rest[2][pack::size];  // the last pack may stand past the end
          result.value().store(left >= pack::size ? value : rest[0]);
          result.complement().store(left >= pack::size ? complement : rest[1]);
          if (left < pack::size) {
            std::copy_n(rest[0], left, value);
            std::copy_n(rest[1], left, complement);
          }
        }
      });
}

/// Folds all parts with series or parallel: along the rows, sixteen at a time, with the outputs as
/// accumulators. What does not fill a pack, or is not contiguous, takes the general way.
template <part_matrix::side Side, class Verb, class Combine>
void batch_sweep(const part_matrix& parts, Verb verb, Combine combine, batch_output out,
                 std::ptrdiff_t from, std::ptrdiff_t to) {
  using pack = packed<4>;
  constexpr std::ptrdiff_t rows = 16;
  constexpr std::ptrdiff_t width = 512;
  const std::ptrdiff_t last =
      parts.is_contiguous() && parts.parts() > 0 ? to - (to - from) % pack::size : from;
  for (std::ptrdiff_t first = from; first < last; first += width) {
    const std::ptrdiff_t columns = std::min(width, last - first);
    for (std::ptrdiff_t row = 0; row < parts.parts(); row += rows) {
      tile<Side> block(parts.rows(row, std::min(rows, parts.parts() - row)), width);
      block.show(first, columns, columns);
      double* value = out.value.data() + first;
      double* complement = out.complement.data() + first;
      for (std::ptrdiff_t column = 0; column < columns; column += pack::size) {
        probability<pack> result = block.template load<pack>(0, column);
        if (row > 0)
          result = combine({unchecked, pack::load(value + column), pack::load(complement + column)},
                           result);
        for (std::size_t i = 1; i < block.parts(); ++i)
          result = combine(result, block.template load<pack>(i, column));
        result.value().store(value + column);
        result.complement().store(complement + column);
      }
    }
  }
  batch_tiles<1, Side>(parts, verb, out, last, to);
}

template <part_matrix::side Side, class Compose>
void batch_side(const part_matrix& parts, const Compose& compose, batch_output out,
                std::ptrdiff_t from, std::ptrdiff_t to) {
  using many = probability<packed<4>>;
  if constexpr (std::same_as<Compose, series_fn>) {
    batch_sweep<Side>(
        parts, compose, [](const many& a, const many& b) { return both(a, b); }, out, from, to);
  } else if constexpr (std::same_as<Compose, parallel_fn>) {
    batch_sweep<Side>(
        parts, compose, [](const many& a, const many& b) { return either(a, b); }, out, from, to);
  } else if constexpr (std::same_as<Compose, identical_at_least>) {
    // One long chain of multiplications: eight of them side by side.
    batch_tiles<8, Side>(
        parts, [&compose](const auto& part) { return compose(part[0]); }, out, from, to);
  } else {
    batch_tiles<1, Side>(parts, compose, out, from, to);
  }
}

template <class Compose>
void batch_range(const part_matrix& parts, const Compose& compose, batch_output out,
                 std::ptrdiff_t from, std::ptrdiff_t to) {
  using side = part_matrix::side;
  switch (parts.which()) {
    case side::value:
      return batch_side<side::value>(parts, compose, out, from, to);
    case side::complement:
      return batch_side<side::complement>(parts, compose, out, from, to);
    case side::both:
      return batch_side<side::both>(parts, compose, out, from, to);
  }
}

template <class Compose>
void check_batch(const part_matrix& parts, const Compose& /*compose*/, batch_output out) {
  const auto points = static_cast<std::size_t>(parts.points());
  if (out.value.size() != points)
    fail("batch", "size of the value output", out.value.size(),
         "the number of points, " + describe(points));
  if (out.complement.size() != points)
    fail("batch", "size of the complement output", out.complement.size(),
         "the number of points, " + describe(points));
  if (std::same_as<Compose, identical_at_least> && parts.parts() != 1)
    fail("batch", "number of parts", parts.parts(),
         "1: identical_at_least is told how many there are");
}

}  // namespace detail

/// Evaluates `compose` at every point of a matrix. `compose` takes a random-access range of
/// probability<S> (size(), operator[], begin(), end()) and returns a probability<S>, for a scalar S
/// that is a pack of points. The numbers are taken as valid: part_matrix::check() checks them.
/// *Throws* domain_error if an output is not as long as the points. *Accuracy*: that of the
/// composition. *Cost*: one pass over the matrix; one tile of at most 128 KiB (or one register a
/// part) is allocated.
template <class Compose>
void batch(const part_matrix& parts, const Compose& compose, batch_output out) {
  detail::check_batch(parts, compose, out);
  detail::batch_range(parts, compose, out, 0, parts.points());
}

/// The answers of batch(parts, compose), in arrays of their own.
struct batch_result {
  Eigen::ArrayXd value;
  Eigen::ArrayXd complement;
};
template <class Compose>
[[nodiscard]] batch_result batch(const part_matrix& parts, const Compose& compose) {
  batch_result result{Eigen::ArrayXd(parts.points()), Eigen::ArrayXd(parts.points())};
  const auto size = static_cast<std::size_t>(parts.points());
  batch(parts, compose, {{result.value.data(), size}, {result.complement.data(), size}});
  return result;
}

}  // namespace nines
