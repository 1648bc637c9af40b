// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/markov/transient/step_matrix.hpp>
#include <random>
#include <support/relative.hpp>

namespace {

using nines::detail::padded_vector;
using nines::detail::step_matrix;

template <class T>
void check_products(std::size_t n, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int> some(0, 3);
  Eigen::SparseMatrix<T, Eigen::RowMajor> rows(static_cast<Eigen::Index>(n),
                                               static_cast<Eigen::Index>(n));
  std::vector<Eigen::Triplet<T>> entries;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (i != j && some(random) == 0)
        entries.emplace_back(static_cast<int>(i), static_cast<int>(j),
                             static_cast<T>(1 + some(random)));
  rows.setFromTriplets(entries.begin(), entries.end());
  std::vector<T> diagonal(n);
  for (T& x : diagonal) x = static_cast<T>(some(random)) / 8;
  const step_matrix<T> p(rows, T(8), diagonal);
  padded_vector<T> x(n), y(n), sum(n);
  for (std::size_t i = 0; i < n; ++i) x.data()[i] = static_cast<T>(i + 1);
  using pack = typename step_matrix<T>::pack;
  const std::size_t half = p.tuples() / 2;  // in two parts, as threads do
  const auto use = [&](std::size_t row, const pack& v) { v.store(sum.data() + row); };
  p.multiply(x.data(), y.data(), 0, half, use);
  p.multiply(x.data(), y.data(), half, p.tuples(), use);
  for (std::size_t i = 0; i < n; ++i) {
    T expected = diagonal[i] * static_cast<T>(i + 1);
    for (std::size_t j = 0; j < n; ++j)
      expected += rows.coeff(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) *
                  static_cast<T>(j + 1) / 8;
    CHECK(y.data()[i] == expected);  // multiples of 1/8: exact
    CHECK(sum.data()[i] == expected);
  }
}

}  // namespace

TEST_CASE("a product in tuples of rows is the product") {
  for (std::size_t n = 1; n <= 24; ++n) {
    check_products<double>(n, static_cast<unsigned>(n));
    check_products<long double>(n, static_cast<unsigned>(n));
  }
}

TEST_CASE("sums over a padded vector leave the padding out") {
  for (std::size_t n = 1; n <= 70; ++n) {
    padded_vector<double> x(n), y(n);
    for (std::size_t i = 0; i < n; ++i) {
      x.data()[i] = static_cast<double>(i + 1);
      y.data()[i] = 2;
    }
    CHECK(nines::detail::total(x) == static_cast<double>(n * (n + 1) / 2));
    CHECK(nines::detail::dot(x, y) == static_cast<double>(n * (n + 1)));
  }
}
