// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/markov/chain/chain_builder.hpp>
#include <vector>

TEST_CASE("a row is a range of states and rates, in the order of states") {
  const auto c = nines::chain_builder<>(4).add(0, 3, 0.5).add(0, 1, 2.0).add(2, 0, 7.0).build();
  std::vector<std::size_t> states;
  std::vector<double> rates;
  for (const auto [to, rate] : c.row(0)) {
    states.push_back(to);
    rates.push_back(rate);
  }
  CHECK(states == std::vector<std::size_t>{1, 3});
  CHECK(rates == std::vector<double>{2, 0.5});
  CHECK(c.row(0).size() == 2);
  CHECK(c.row(1).empty());
  CHECK(c.row(3).begin() == c.row(3).end());
}

TEST_CASE("a column of a matrix by columns is such a range, too") {
  const auto c = nines::chain_builder<>(3).add(0, 2, 0.5).add(1, 2, 2.0).build();
  const Eigen::SparseMatrix<double, Eigen::ColMajor> by_columns = c.rates();
  double sum = 0;
  for (const auto [from, rate] : nines::row_of(by_columns, 2))
    sum += rate * static_cast<double>(from + 1);
  CHECK(sum == 4.5);
}
