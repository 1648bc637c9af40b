// SPDX-License-Identifier: BSL-1.0
// part_matrix: where the numbers lie, and its check of them.
#include <doctest/doctest.h>

#include <Eigen/Core>
#include <cmath>
#include <nines/lanes/part_matrix.hpp>

#include "support/message.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using side = part_matrix::side;

/// 0.00, 0.01, ...: row i, column j holds (10 i + j) / 100.
Eigen::MatrixXd numbered(Eigen::Index rows, Eigen::Index columns) {
  return Eigen::MatrixXd::NullaryExpr(rows, columns, [](Eigen::Index i, Eigen::Index j) {
    return static_cast<double>(10 * i + j) / 100;
  });
}

}  // namespace

TEST_CASE("a view of any Eigen storage reads row i, column j") {
  const Eigen::MatrixXd columns = numbered(4, 6);
  const Eigen::Matrix<double, 4, 6, Eigen::RowMajor> rows = columns;
  CHECK(*strided(columns).at(2, 3) == 0.23);
  CHECK(*strided(rows).at(2, 3) == 0.23);
  CHECK(*strided(columns.block(1, 2, 2, 3)).at(1, 1) == 0.23);
  CHECK(*strided(columns.transpose()).at(3, 2) == 0.23);
  CHECK(*strided(columns.array()).at(0, 5) == 0.05);
}

TEST_CASE("which side, how many, and whether side by side") {
  const Eigen::MatrixXd m = numbered(4, 6);
  const Eigen::Matrix<double, 4, 6, Eigen::RowMajor> rows = m;
  const auto values = part_matrix::of_values(m);
  CHECK(values.which() == side::value);
  CHECK(values.parts() == 4);
  CHECK(values.points() == 6);
  CHECK_FALSE(values.is_contiguous());
  CHECK(part_matrix::of_complements(rows).is_contiguous());
  CHECK(part_matrix::of_sides(rows, rows).is_contiguous());
  CHECK_FALSE(part_matrix::of_sides(rows, m).is_contiguous());
}

TEST_CASE("some of the rows") {
  const Eigen::Matrix<double, 4, 6, Eigen::RowMajor> m = numbered(4, 6);
  const auto some = part_matrix::of_sides(m, m).rows(1, 2);
  CHECK(some.parts() == 2);
  CHECK(*some.values().at(0, 0) == 0.10);
  CHECK(*some.complements().at(1, 5) == 0.25);
  CHECK(part_matrix::of_values(m).rows(1, 2).complements().data == nullptr);
}

TEST_CASE("check names the first number that is no probability") {
  Eigen::MatrixXd m = numbered(3, 4);
  part_matrix::of_values(m).check();
  m(1, 2) = 1.5;
  CHECK(message_of([&] { return part_matrix::of_values(m).check(), 0; }) ==
        "nines::part_matrix::check: value of part 1 at point 2 is 1.5, but must be in [0, 1]");
  CHECK(message_of([&] { return part_matrix::of_complements(m).check(), 0; }) ==
        "nines::part_matrix::check: complement of part 1 at point 2 is 1.5, but must be in [0, "
        "1]");
  const Eigen::MatrixXd good = numbered(3, 4);
  CHECK(message_of([&] { return part_matrix::of_sides(good, m).check(), 0; }) ==
        "nines::part_matrix::check: complement of part 1 at point 2 is 1.5, but must be in [0, "
        "1]");
  m(0, 3) = std::nan("");
  CHECK(message_of([&] { return part_matrix::of_values(m).check(), 0; }) ==
        "nines::part_matrix::check: value of part 0 at point 3 is nan, but must be in [0, 1]");
  m(0, 3) = -1;
  CHECK(message_of([&] { return part_matrix::of_values(m).check(), 0; }) ==
        "nines::part_matrix::check: value of part 0 at point 3 is -1, but must be in [0, 1]");
}

TEST_CASE("sizes that make no sense") {
  const Eigen::MatrixXd m = numbered(3, 4);
  CHECK(message_of([&] { return part_matrix(side::value, -1, 4, strided(m)); }) ==
        "nines::part_matrix: parts is -1, but must be 0 or more");
  CHECK(message_of([&] { return part_matrix(side::value, 3, -4, strided(m)); }) ==
        "nines::part_matrix: points is -4, but must be 0 or more");
  CHECK(message_of([&] { return part_matrix::of_sides(m, m.leftCols(3)); }) ==
        "nines::part_matrix::of_sides: the two matrices differ in size");
}
