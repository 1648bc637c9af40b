// SPDX-License-Identifier: BSL-1.0
// part_matrix: a view of N parts at T points (instants, scenarios), wherever the numbers lie.
//
// Row i is part i, column j is point j; any strides, any alignment, nothing is copied. A matrix
// holds availabilities, or unavailabilities (then the digits of the small side are kept), or there
// are two.
#pragma once

#include <Eigen/Core>
#include <nines/error.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines {

/// Strided numbers: row i, column j is data[i * row_stride + j * column_stride].
struct strided {
  const double* data = nullptr;      ///< the entry of row 0, column 0
  std::ptrdiff_t row_stride = 0;     ///< from one part to the next, in doubles
  std::ptrdiff_t column_stride = 1;  ///< from one point to the next, in doubles

  strided() = default;
  /// Numbers anywhere in memory, by their steps; a step may be negative.
  strided(const double* from, std::ptrdiff_t row_step, std::ptrdiff_t column_step = 1)
      : data(from), row_stride(row_step), column_stride(column_step) {}
  /// Any Eigen matrix, array, map, block or reference of doubles, in either storage order.
  template <class Derived>
  explicit strided(const Eigen::DenseBase<Derived>& m)
      : data(m.derived().data()),
        row_stride(m.derived().rowStride()),
        column_stride(m.derived().colStride()) {}

  /// Where the entry of a row and a column lies. Not checked.
  [[nodiscard]] const double* at(std::ptrdiff_t row, std::ptrdiff_t column) const {
    return data + row * row_stride + column * column_stride;
  }
};

/// N parts at T points, by value, by complement or by both. A view: the numbers must outlive it.
class part_matrix {
 public:
  /// Which of the two sides the numbers are; the other one is then 1 - number.
  enum class side { value, complement, both };

  /// *Throws* domain_error if a size is negative, or numbers of a side that the matrix is said to
  /// hold are missing.
  part_matrix(side which, std::ptrdiff_t parts, std::ptrdiff_t points, strided values,
              strided complements = {})
      : side_(which), parts_(parts), points_(points), values_(values), complements_(complements) {
    if (parts < 0) fail("part_matrix", "parts", parts, "0 or more");
    if (points < 0) fail("part_matrix", "points", points, "0 or more");
    if (parts == 0 || points == 0) return;
    if (which != side::complement && values.data == nullptr)
      fail("part_matrix", "there are no values");
    if (which != side::value && complements.data == nullptr)
      fail("part_matrix", "there are no complements");
  }

  /// Parts x points of availabilities; the complements are 1 - number.
  template <class Derived>
  static part_matrix of_values(const Eigen::DenseBase<Derived>& m) {
    return {side::value, m.rows(), m.cols(), strided(m)};
  }
  /// Parts x points of unavailabilities, which keeps the digits of good parts.
  template <class Derived>
  static part_matrix of_complements(const Eigen::DenseBase<Derived>& m) {
    return {side::complement, m.rows(), m.cols(), {}, strided(m)};
  }
  /// Both sides, from two matrices of one size. *Throws* domain_error if the sizes differ.
  template <class Derived1, class Derived2>
  static part_matrix of_sides(const Eigen::DenseBase<Derived1>& values,
                              const Eigen::DenseBase<Derived2>& complements) {
    if (values.rows() != complements.rows() || values.cols() != complements.cols())
      fail("part_matrix::of_sides", "the two matrices differ in size");
    return {side::both, values.rows(), values.cols(), strided(values), strided(complements)};
  }

  [[nodiscard]] side which() const { return side_; }  ///< the sides that the numbers hold
  [[nodiscard]] std::ptrdiff_t parts() const { return parts_; }    ///< N, the number of rows
  [[nodiscard]] std::ptrdiff_t points() const { return points_; }  ///< T, the number of columns
  /// The availabilities; of no use unless which() is `value` or `both`.
  [[nodiscard]] const strided& values() const { return values_; }
  /// The unavailabilities; of no use unless which() is `complement` or `both`.
  [[nodiscard]] const strided& complements() const { return complements_; }

  /// Whether the numbers of a part lie side by side.
  [[nodiscard]] bool is_contiguous() const {
    return (side_ == side::complement || values_.column_stride == 1) &&
           (side_ == side::value || complements_.column_stride == 1);
  }
  /// The parts [first, first + count). *Throws* domain_error if there are fewer.
  [[nodiscard]] part_matrix rows(std::ptrdiff_t first, std::ptrdiff_t count) const {
    if (first < 0 || count < 0 || count > parts_ || first > parts_ - count)
      fail("part_matrix::rows", "first", first,
           "the first of " + describe(count) + " parts among " + describe(parts_));
    part_matrix some = *this;
    some.parts_ = count;
    some.values_.data = values_.data ? values_.at(first, 0) : nullptr;
    some.complements_.data = complements_.data ? complements_.at(first, 0) : nullptr;
    return some;
  }

  /// Throws domain_error that names the first entry outside [0, 1]. One pass over the numbers: the
  /// batch driver leaves it to the caller.
  void check() const {
    if (side_ != side::complement) check("value", values_);
    if (side_ != side::value) check("complement", complements_);
  }

 private:
  void check(const char* what, const strided& from) const {
    for (std::ptrdiff_t i = 0; i < parts_; ++i)
      for (std::ptrdiff_t j = 0; j < points_; ++j)
        if (const double x = *from.at(i, j); !is_in_unit_interval(x))
          fail("part_matrix::check",
               std::string(what) + " of part " + std::to_string(i) + " at point " +
                   std::to_string(j),
               x, "in [0, 1]");
  }

  side side_;
  std::ptrdiff_t parts_;
  std::ptrdiff_t points_;
  strided values_;
  strided complements_;
};

}  // namespace nines
