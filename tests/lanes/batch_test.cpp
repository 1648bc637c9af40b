// SPDX-License-Identifier: BSL-1.0
// batch() against the same composition evaluated point by point: every verb, layout, size and side.
#include <doctest/doctest.h>

#include <Eigen/Core>
#include <cmath>
#include <nines/combine.hpp>
#include <nines/lanes.hpp>
#include <string>
#include <vector>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using side = part_matrix::side;
using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using column_major = Eigen::MatrixXd;

/// Numbers in [0, 1], most of them small: unavailabilities.
template <class Matrix = row_major>
Matrix random_numbers(std::uint64_t seed, Eigen::Index parts, Eigen::Index points) {
  random_source random(seed);
  Matrix m(parts, points);
  for (Eigen::Index i = 0; i < parts; ++i)
    for (Eigen::Index j = 0; j < points; ++j) {
      const double small = random.log_uniform(1e-12, 0.5);
      m(i, j) = random.one_in(20) ? 1 - small : small;
    }
  return m;
}

/// The parts of a point, as the batch driver understands them.
std::vector<probability<double>> parts_at(const part_matrix& m, std::ptrdiff_t point) {
  std::vector<probability<double>> parts;
  for (std::ptrdiff_t i = 0; i < m.parts(); ++i) {
    if (m.which() == side::value)
      parts.push_back(probability<double>::from_value(*m.values().at(i, point)));
    else if (m.which() == side::complement)
      parts.push_back(probability<double>::from_complement(*m.complements().at(i, point)));
    else
      parts.emplace_back(nines::unchecked, *m.values().at(i, point), *m.complements().at(i, point));
  }
  return parts;
}

/// The largest distance of batch() from compose() at each point, in epsilons.
template <class Batched, class Compose>
double worst_error(const part_matrix& m, const Batched& batched, const Compose& compose) {
  const batch_result result = batch(m, batched);
  double worst = 0;
  for (std::ptrdiff_t j = 0; j < m.points(); ++j) {
    const probability<double> expected = compose(parts_at(m, j));
    worst = std::max(worst, epsilons_apart(result.value[j], expected.value()));
    worst = std::max(worst, epsilons_apart(result.complement[j], expected.complement()));
  }
  return worst;
}

/// The compositions that work for any number of parts; n is at least 5.
constexpr auto mixed = [](const auto& part) {
  const auto shared = retried_dependency(cached_dependency(part[0], part[1]), 2, part[2]);
  return pivot(part[3], series(shared, parallel(part[1], part[2])),
               soft_dependency(part[4], part[0]));
};
constexpr auto as_bridge = [](const auto& part) {
  return bridge(part[0], part[1], part[2], part[3], part[4]);
};
constexpr auto list_of_three = [](const auto& part) {
  return at_least(2, part[0], part[1], part[2]);
};
constexpr auto list_series = [](const auto& part) { return series(part); };
constexpr auto list_parallel = [](const auto& part) { return parallel(part); };

template <class Compose>
void check(const part_matrix& m, const Compose& compose, double bound = 16) {
  CHECK(worst_error(m, compose, compose) <= bound);
}

/// series and parallel as objects and in lambdas, k of n, and (of five parts or more) the others.
void check_all(const part_matrix& m) {
  CAPTURE(m.parts());
  CAPTURE(m.points());
  CAPTURE(static_cast<int>(m.which()));
  const auto n = static_cast<std::size_t>(m.parts());
  check(m, series);
  check(m, parallel);
  check(m, list_series);
  check(m, list_parallel);
  for (const std::size_t k : {std::size_t{0}, (n + 1) / 2, n})
    check(m, [k](const auto& part) { return at_least(k, part); }, 32);
  if (n < 5) return;
  check(m, mixed);
  check(m, as_bridge);
  check(m, list_of_three);
}

template <class Matrix>
void check_sides(const Matrix& numbers) {
  check_all(part_matrix::of_values(numbers));
  check_all(part_matrix::of_complements(numbers));
  const typename Matrix::PlainObject others = (1 - numbers.array()).matrix();
  check_all(part_matrix::of_sides(others, numbers));
}

}  // namespace

TEST_CASE("all verbs, all sides, few and many parts, odd numbers of points, row by row") {
  for (const Eigen::Index parts : {0, 1, 5, 16, 17, 100})
    for (const Eigen::Index points : {0, 1, 3, 7, 513, 1000}) {
      if (!is_optimised && parts * points > 20000) continue;
      check_sides(
          random_numbers(static_cast<std::uint64_t>(parts * 10007 + points), parts, points));
    }
}

TEST_CASE("column-major matrices") {
  for (const Eigen::Index parts : {1, 5, 17})
    for (const Eigen::Index points : {1, 7, 513})
      check_sides(random_numbers<column_major>(7, parts, points));
}

TEST_CASE("blocks of a matrix: unaligned rows, and a stride that is a power of two") {
  const row_major large = random_numbers(8, 40, 1024);
  for (const Eigen::Index first : {0, 1, 3})
    for (const Eigen::Index points : {5, 64, 1001})
      check_sides(large.block(first, first, 20, points));
  const column_major columns = random_numbers<column_major>(9, 64, 130);
  check_sides(columns.block(3, 1, 6, 129));
}

TEST_CASE("numbers two, three and eight apart, and reversed") {
  const row_major numbers = random_numbers(10, 6, 800);
  for (const std::ptrdiff_t step : {2, 3, 8}) {
    const strided view(numbers.data() + 1, 800, step);
    check_all(part_matrix(side::complement, 6, 99, {}, view));
    check_all(part_matrix(side::value, 6, 99, view));
  }
  const strided backwards(numbers.data() + 799, 800, -1);
  check_all(part_matrix(side::complement, 6, 800, {}, backwards));
  const strided upside_down(numbers.data() + 5 * 800, -800, 1);
  check_all(part_matrix(side::complement, 6, 800, {}, upside_down));
}

TEST_CASE("two sides in two layouts") {
  const row_major down = random_numbers(11, 9, 301);
  const column_major up = (1 - down.array()).matrix();
  check_all(part_matrix::of_sides(up, down));
  check_all(part_matrix::of_sides(up.leftCols(250), down.middleCols(0, 250)));
}

TEST_CASE("one part at all points: the same number in every row, stride 0") {
  const row_major one = random_numbers(12, 1, 100);
  check_all(part_matrix(side::complement, 20, 100, {}, strided(one.data(), 0)));
}

TEST_CASE("identical_at_least takes the one row of the part") {
  constexpr std::pair<std::size_t, std::size_t> systems[] = {
      {0, 5}, {1, 1}, {3, 5}, {10, 20}, {127, 255}};
  for (const Eigen::Index points : {0, 1, 7, 513, 1000}) {
    const row_major numbers = random_numbers(13, 1, points);
    for (const auto& m : {part_matrix::of_values(numbers), part_matrix::of_complements(numbers)})
      for (const auto& each : systems) {
        const identical_at_least system(each.first, each.second);
        CAPTURE(each.first);
        CAPTURE(each.second);
        CHECK(worst_error(m, system, [&](const auto& part) { return system(part[0]); }) <=
              static_cast<double>(each.second + 8));
      }
  }
}

TEST_CASE("weighted votes and correlation in lanes") {
  const row_major numbers = random_numbers(14, 5, 77);
  check(part_matrix::of_complements(numbers), [](const auto& part) {
    using scalar = typename std::remove_cvref_t<decltype(part[0])>::scalar_type;
    return weighted_vote<scalar>(
        4, {{3, part[0]}, {2, part[1]}, {1, part[2]}, {1, part[3]}, {1, part[4]}});
  });
  check(
      part_matrix::of_complements(numbers),
      [](const auto& part) { return correlated_at_least(3, copies(4, part[0]), part[1]); }, 64);
  check(part_matrix::of_complements(numbers),
        [](const auto& part) { return beta_factor(2, copies(3, part[0]), part[1]); });
}

TEST_CASE("the output is written where it is asked for, and nowhere else") {
  const row_major numbers = random_numbers(15, 20, 37);
  std::vector<double> value(39, -1);
  std::vector<double> complement(39, -1);
  batch(part_matrix::of_complements(numbers), series,
        {std::span(value).subspan(1, 37), std::span(complement).subspan(1, 37)});
  const auto expected = batch(part_matrix::of_complements(numbers), series);
  for (std::size_t j = 0; j < 37; ++j) {
    CHECK(value[j + 1] == expected.value[static_cast<Eigen::Index>(j)]);
    CHECK(complement[j + 1] == expected.complement[static_cast<Eigen::Index>(j)]);
  }
  for (const auto* out : {&value, &complement}) {
    CHECK(out->front() == -1);
    CHECK(out->back() == -1);
  }
}

TEST_CASE("outputs of another length, and a matrix for identical_at_least, are refused") {
  const row_major numbers = random_numbers(16, 2, 4);
  const auto m = part_matrix::of_complements(numbers);
  std::vector<double> four(static_cast<std::size_t>(m.points()));
  std::vector<double> three(four.size() - 1);
  CHECK(message_of([&] { return batch(m, series, {three, four}), 0; }) ==
        "nines::batch: size of the value output is 3, but must be the number of points, 4");
  CHECK(message_of([&] { return batch(m, series, {four, three}), 0; }) ==
        "nines::batch: size of the complement output is 3, but must be the number of points, 4");
  CHECK(message_of([&] { return batch(m, identical_at_least(1, 2), {four, four}), 0; }) ==
        "nines::batch: number of parts is 2, but must be 1: identical_at_least is told how many "
        "there are");
  CHECK(message_of([&] {
          return batch(m, [](const auto& part) { return at_least(3, part); }, {four, four}), 0;
        }) == "nines::at_least: k is 3, but must be at most the number of parts, 2");
}
