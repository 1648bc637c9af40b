// SPDX-License-Identifier: BSL-1.0
// batch() under an execution policy gives what it gives without one.
#include <doctest/doctest.h>

#include <Eigen/Core>
#include <nines/combine.hpp>
#include <nines/lanes/execution.hpp>
#include <vector>

#include "support/message.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

row_major random_numbers(Eigen::Index parts, Eigen::Index points) {
  random_source random(17);
  return row_major::NullaryExpr(
      parts, points, [&](Eigen::Index, Eigen::Index) { return random.log_uniform(1e-9, 0.5); });
}

struct outputs {
  std::vector<double> value;
  std::vector<double> complement;

  explicit outputs(std::ptrdiff_t points)
      : value(static_cast<std::size_t>(points)), complement(static_cast<std::size_t>(points)) {}
  operator batch_output() { return {value, complement}; }
  bool operator==(const outputs&) const = default;
};

template <class Compose>
void check_policies(const part_matrix& m, const Compose& compose) {
  outputs expected(m.points());
  batch(m, compose, expected);
  const auto same = [&](auto&& policy) {
    outputs out(m.points());
    batch(policy, m, compose, out);
    return out == expected;
  };
  CHECK(same(std::execution::seq));
  CHECK(same(std::execution::par));
  CHECK(same(std::execution::par_unseq));
  CHECK(same(std::execution::unseq));
}

}  // namespace

TEST_CASE("every policy gives the same numbers, whatever the number of points") {
  for (const Eigen::Index points : {0, 1, 4095, 4096, 4097, 20001}) {
    const row_major numbers = random_numbers(7, points);
    const auto m = part_matrix::of_complements(numbers);
    CAPTURE(points);
    check_policies(m, series);
    check_policies(m, parallel);
    check_policies(m, [](const auto& part) { return at_least(4, part); });
    check_policies(m.rows(0, 1), identical_at_least(10, 20));
  }
}

TEST_CASE("a bad output is refused before any thread starts") {
  const row_major numbers = random_numbers(3, 10);
  const auto m = part_matrix::of_complements(numbers);
  outputs wrong(9);
  CHECK(message_of([&] { return batch(std::execution::par, m, series, wrong), 0; }) ==
        "nines::batch: size of the value output is 9, but must be the number of points, 10");
}
