// SPDX-License-Identifier: BSL-1.0
// batch(): any composition, at many points at once.
//
// Example:
//   const Eigen::ArrayXXd unavailabilities = Eigen::ArrayXXd::Constant(3, 1000, 1e-3);
//   const auto parts = part_matrix::of_complements(unavailabilities);  // N parts x T points
//   const auto duplex = [](const auto& p) { return series(p[0], parallel(p[1], p[2])); };
//   const batch_result result = batch(parts, duplex);                  // both sides, T of each
//
// The composition is written as for one point; it is called with a random-access range of
// probabilities whose scalar is a register of points. The matrix is read along its rows in tiles
// that fit the cache, so neither a power-of-two stride nor an unaligned row costs anything; no
// temporary grows with T. batch(parts, series, out) and batch(parts, parallel, out) sweep whole
// rows, and batch(part, identical_at_least(k, n), out) takes the one row of the part.
// Index: vectorized evaluation.
#pragma once

#include <algorithm>
#include <nines/combine/binomial_polynomial.hpp>
#include <nines/combine/parallel.hpp>
#include <nines/combine/series.hpp>
#include <nines/lanes/tile.hpp>
#include <span>

namespace nines {

/// Where the answers go: two arrays of T doubles, one for each side.
struct batch_output {
  std::span<double> value;       ///< the probability at each point
  std::span<double> complement;  ///< its complement at each point
};

namespace detail {

/// Stores both sides of a pack of results, the larger one as it follows from the smaller.
template <class Pack>
[[gnu::always_inline]] inline void store_agreed(const probability<Pack>& result, double* value,
                                                double* complement) {
  const auto sides = larger_follows(result.value(), result.complement());
  sides.value().store(value);
  sides.complement().store(complement);
}

/// Runs a composition over the points [from, to) in packs of K registers.
template <std::size_t K, part_matrix::side Side, class Compose>
void batch_tiles(const part_matrix& parts, const Compose& compose, batch_output out,
                 std::ptrdiff_t from, std::ptrdiff_t to) {
  using pack = simd<K>;
  const auto at = [&](const tile<Side>& block, std::ptrdiff_t column, double* value,
                      double* complement) __attribute__((flatten)) {
    const probability<pack> result = compose(tile_column<pack, Side>(block, column));
    store_agreed(result, value, complement);
  };
  for_each_tile<pack, Side>(
      parts, from, to, [&](const tile<Side>& block, std::ptrdiff_t first, std::ptrdiff_t columns) {
        double* const value = out.value.data() + first;
        double* const complement = out.complement.data() + first;
        for (std::ptrdiff_t column = 0; column + pack::size <= columns; column += pack::size)
          at(block, column, value + column, complement + column);
        if (columns >= pack::size) return;
        double rest[2][pack::size];  // the last pack stands past the end
        at(block, 0, rest[0], rest[1]);
        std::copy_n(rest[0], columns, value);
        std::copy_n(rest[1], columns, complement);
      });
}

/// Folds all parts with series or parallel: along the rows, sixteen at a time, with the outputs as
/// accumulators. What does not fill a pack, or is not contiguous, takes the general way.
template <part_matrix::side Side, class Verb, class Combine>
void batch_sweep(const part_matrix& parts, Verb verb, Combine combine, batch_output out,
                 std::ptrdiff_t from, std::ptrdiff_t to) {
  using pack = simd<4>;
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
          result = combine(probability<pack>::from_computed_sides(pack::load(value + column),
                                                                  pack::load(complement + column)),
                           result);
        for (std::size_t i = 1; i < block.parts(); ++i)
          result = combine(result, block.template load<pack>(i, column));
        if (row + rows >= parts.parts()) {
          store_agreed(result, value + column, complement + column);
        } else {
          result.value().store(value + column);
          result.complement().store(complement + column);
        }
      }
    }
  }
  batch_tiles<1, Side>(parts, verb, out, last, to);
}

template <part_matrix::side Side, class Compose>
void batch_side(const part_matrix& parts, const Compose& compose, batch_output out,
                std::ptrdiff_t from, std::ptrdiff_t to) {
  using many = probability<simd<4>>;
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
  } else if (parts.parts() == 1) {
    // What one part goes through is a chain, too.
    batch_tiles<4, Side>(parts, compose, out, from, to);
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
  Eigen::ArrayXd value;       ///< the probability at each point
  Eigen::ArrayXd complement;  ///< its complement at each point
};
/// Evaluates the composition at all points. *Throws* and costs as batch(parts, compose, out).
template <class Compose>
[[nodiscard]] batch_result batch(const part_matrix& parts, const Compose& compose) {
  batch_result result{Eigen::ArrayXd(parts.points()), Eigen::ArrayXd(parts.points())};
  const auto size = static_cast<std::size_t>(parts.points());
  batch(parts, compose, {{result.value.data(), size}, {result.complement.data(), size}});
  return result;
}

}  // namespace nines
