// SPDX-License-Identifier: BSL-1.0
// The rows of a sparse matrix of rates as ranges:
//
//   for (auto [to, rate] : nines::row_of(rates, i)) ...        // or c.row(i), of a chain
//
// A range refers to its matrix, which must live as long and be compressed. Going through it costs
// what pointers cost.
#pragma once

#include <Eigen/SparseCore>
#include <concepts>
#include <cstddef>

namespace nines {

/// Rates from row to column, off the diagonal only.
template <class T>
using rate_matrix = Eigen::SparseMatrix<T, Eigen::RowMajor>;

/// One entry of a row: the state at its other end, and the rate.
template <class T>
struct transition_to {
  std::size_t state;  ///< at the other end
  const T& rate;      ///< refers to the matrix
};

/// The entries of one row (or column, of a matrix by columns), by ascending state.
template <class T>
class transition_range {
 public:
  /// Walks over the entries of a row.
  class iterator {
   public:
    /// At the entry whose state and rate these point at.
    iterator(const int* state, const T* rate) : state_(state), rate_(rate) {}
    /// The entry here, by value; its rate is a reference into the matrix.
    [[nodiscard]] transition_to<T> operator*() const {
      return {static_cast<std::size_t>(*state_), *rate_};
    }
    /// Goes to the next entry.
    iterator& operator++() {
      ++state_;
      ++rate_;
      return *this;
    }
    /// Whether both are at the same entry of the same row.
    [[nodiscard]] bool operator==(const iterator& other) const { return state_ == other.state_; }

   private:
    const int* state_;
    const T* rate_;
  };

  /// `size` entries, by their states and their rates; refers to both arrays.
  transition_range(const int* states, const T* rates, std::size_t size)
      : states_(states), rates_(rates), size_(size) {}
  [[nodiscard]] iterator begin() const { return {states_, rates_}; }  ///< at the first entry
  /// one past the last entry
  [[nodiscard]] iterator end() const { return {states_ + size_, rates_ + size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }  ///< the number of entries
  [[nodiscard]] bool empty() const { return size_ == 0; }   ///< whether there is no entry

 private:
  const int* states_;
  const T* rates_;
  std::size_t size_;
};

/// Row i of a compressed matrix by rows; column i of one by columns.
template <class T, int Options, std::integral Index>
[[nodiscard]] transition_range<T> row_of(const Eigen::SparseMatrix<T, Options>& rates, Index i) {
  const int first = rates.outerIndexPtr()[i];
  const int end = rates.outerIndexPtr()[i + 1];
  return {rates.innerIndexPtr() + first, rates.valuePtr() + first,
          static_cast<std::size_t>(end - first)};
}

}  // namespace nines
