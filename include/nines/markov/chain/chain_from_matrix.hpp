// SPDX-License-Identifier: BSL-1.0
// A chain by the matrix of its rates: dense or sparse, of Eigen.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>

namespace nines {

/// What to do with the diagonal of a matrix from which a chain is made.
enum class diagonal {
  ignored,  ///< whatever it holds
  checked,  ///< each must be minus the sum of its row, up to rounding
};

/// The chain with the off-diagonal rates of a square Eigen matrix, dense or sparse. *Throws*
/// domain_error for one that is not square, for a rate that is negative or not finite, and, with
/// diagonal::checked, for a row that does not sum to 0 within 1e-9 of its largest entry.
template <class Derived>
[[nodiscard]] auto chain_from_matrix(const Eigen::EigenBase<Derived>& matrix,
                                     diagonal check = diagonal::checked) {
  using T = typename Derived::Scalar;
  if (matrix.rows() != matrix.cols())
    fail("chain_from_matrix", "number of columns", matrix.cols(),
         "the number of rows, " + std::to_string(matrix.rows()));
  Eigen::SparseMatrix<T, Eigen::RowMajor> rows;
  if constexpr (requires { matrix.derived().nonZeros(), matrix.derived().sparseView(); })
    rows = matrix.derived().sparseView();
  else
    rows = matrix.derived();
  chain_builder<T> builder(static_cast<std::size_t>(matrix.rows()));
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    T sum = zero<T>();
    T diagonal_entry = zero<T>();
    for (typename rate_matrix<T>::InnerIterator entry(rows, i); entry; ++entry) {
      if (entry.col() == i) {
        diagonal_entry = entry.value();
        continue;
      }
      sum += entry.value();
      builder.add(static_cast<std::size_t>(i), static_cast<std::size_t>(entry.col()),
                  entry.value());
    }
    const T slack = sum * constant<T>(1e-9);
    if (check == diagonal::checked &&
        !(-diagonal_entry >= sum - slack && -diagonal_entry <= sum + slack))  // a check of input
      fail("chain_from_matrix", "diagonal entry of row " + std::to_string(i), diagonal_entry,
           "minus the sum of the rates, " + describe(sum));
  }
  return builder.build();
}

}  // namespace nines
