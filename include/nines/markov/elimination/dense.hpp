// SPDX-License-Identifier: BSL-1.0
// Elimination of the first states of a dense matrix of rates, in blocks, by sums of products only.
//
// A pivot d_k is the sum of what row k still holds, its diagonal apart, and of the exit. Within a
// block only the sum over the columns right of the block matters, so it is one number a row, and
// all but the corner is matrix products. The factors are
//   -Q = (D - A) (I - V),   A: rates below the diagonal, V: jumps above it, D: the pivots,
// V = (D - A)^-1 U by forward recursion; V never exceeds 1, and no product overflows or cancels.
// Diagonals hold traffic from a state to itself, which is never read.
#pragma once

#include <Eigen/Core>
#include <concepts>
#include <cstddef>
#include <nines/scalar.hpp>

namespace nines::detail {

/// A part of a dense matrix whose rows are contiguous.
template <class T>
struct block {
  T* at;
  std::size_t rows, cols, stride;

  [[nodiscard]] T* row(std::size_t i) const { return at + i * stride; }
  [[nodiscard]] T& operator()(std::size_t i, std::size_t j) const { return at[i * stride + j]; }
  [[nodiscard]] block part(std::size_t i, std::size_t j, std::size_t r, std::size_t c) const {
    return {at + i * stride + j, r, c, stride};
  }
};

/// y /= a, y += a x and the sum of x, for n numbers.
template <class T>
void divide(T* y, const T& a, std::size_t n) {
  if constexpr (std::floating_point<T>)
    Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>>(y, static_cast<Eigen::Index>(n)) /= a;
  else
    for (std::size_t j = 0; j < n; ++j) y[j] = y[j] / a;
}
template <class T>
void add_multiple(T* y, const T& a, const T* x, std::size_t n) {
  if constexpr (std::floating_point<T>) {
    const auto size = static_cast<Eigen::Index>(n);
    using row = Eigen::Array<T, Eigen::Dynamic, 1>;
    Eigen::Map<row>(y, size) += a * Eigen::Map<const row>(x, size);
  } else {
    for (std::size_t j = 0; j < n; ++j) y[j] += a * x[j];
  }
}

template <class T>
T sum_of(const T* x, std::size_t n) {
  if constexpr (std::floating_point<T>) {
    return Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>>(x, static_cast<Eigen::Index>(n))
        .sum();
  } else {
    T sum = zero<T>();
    for (std::size_t j = 0; j < n; ++j) sum += x[j];
    return sum;
  }
}

/// C += A B.
template <class T, class A, class B>
void add_product(const block<T>& c, const block<A>& a, const block<B>& b) {
  if constexpr (std::floating_point<T>) {
    using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto view = []<class S>(const block<S>& m) {
      using map = Eigen::Map<std::conditional_t<std::is_const_v<S>, const matrix, matrix>, 0,
                             Eigen::OuterStride<>>;
      return map(m.at, static_cast<Eigen::Index>(m.rows), static_cast<Eigen::Index>(m.cols),
                 Eigen::OuterStride<>(static_cast<Eigen::Index>(m.stride)));
    };
    if (c.rows > 0 && c.cols > 0 && a.cols > 0) view(c).noalias() += view(a) * view(b);
  } else {
    for (std::size_t i = 0; i < c.rows; ++i)
      for (std::size_t k = 0; k < a.cols; ++k)
        if (!(a(i, k) == zero<T>())) add_multiple(c.row(i), a(i, k), b.row(k), c.cols);
  }
}

/// X <- (D - A)^-1 X, A the entries of the square `corner` below its diagonal.
template <class U, class T>
void solve_forward(const block<U>& corner, const T* pivot, const block<T>& x) {
  const std::size_t n = corner.rows;
  if (n > 8) {
    const std::size_t half = n / 2;
    const auto head = x.part(0, 0, half, x.cols);
    const auto tail = x.part(half, 0, n - half, x.cols);
    solve_forward(corner.part(0, 0, half, half), pivot, head);
    add_product(tail, corner.part(half, 0, n - half, half), head);
    return solve_forward(corner.part(half, half, n - half, n - half), pivot + half, tail);
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < k; ++i) add_multiple(x.row(k), corner(k, i), x.row(i), x.cols);
    divide(x.row(k), pivot[k], x.cols);
  }
}

/// X <- X (I - V)^-1, V the entries of the square `corner` above its diagonal.
template <class U, class T>
void solve_onward(const block<U>& corner, const block<T>& x) {
  const std::size_t n = corner.rows;
  if (n > 8) {
    const std::size_t half = n / 2;
    const auto head = x.part(0, 0, x.rows, half);
    const auto tail = x.part(0, half, x.rows, n - half);
    solve_onward(corner.part(0, 0, half, half), head);
    add_product(tail, head, corner.part(0, half, half, n - half));
    return solve_onward(corner.part(half, half, n - half, n - half), tail);
  }
  for (std::size_t i = 0; i < x.rows; ++i) {
    T* const row = x.row(i);
    for (std::size_t j = 0; j + 1 < n; ++j)
      for (std::size_t k = j + 1; k < n; ++k) row[k] += row[j] * corner(j, k);
  }
}

/// X <- (I - V)^-1 X.
template <class U, class T>
void solve_backward(const block<U>& corner, const block<T>& x) {
  for (std::size_t k = corner.rows; k-- > 0;)
    add_product(x.part(k, 0, 1, x.cols), corner.part(k, k + 1, 1, corner.cols - k - 1),
                x.part(k + 1, 0, x.rows - k - 1, x.cols));
}

/// X <- X (D - A)^-1.
template <class U, class T>
void solve_homeward(const block<U>& corner, const T* pivot, const block<T>& x) {
  for (std::size_t r = 0; r < x.rows; ++r)
    for (std::size_t k = corner.rows; k-- > 0;) {
      x(r, k) = x(r, k) / pivot[k];
      for (std::size_t j = 0; j < k; ++j) x(r, j) += x(r, k) * corner(k, j);
    }
}

/// Eliminates the states of a square corner one by one. `rest` holds what each row has to the right
/// of the corner, exits included. How many pivots were above `least`: all, unless a state has no
/// way out (or a way so narrow that it is lost to underflow).
template <class T>
std::size_t eliminate_corner(const block<T>& corner, T* rest, T* exit, T* pivot, const T& least) {
  const std::size_t n = corner.rows;
  for (std::size_t k = 0; k < n; ++k) {
    T sum = rest[k];
    for (std::size_t j = k + 1; j < n; ++j) sum += corner(k, j);
    if (!(sum > least)) return k;
    pivot[k] = sum;
    for (std::size_t j = k + 1; j < n; ++j) corner(k, j) = corner(k, j) / sum;
    rest[k] = rest[k] / sum;
    exit[k] = exit[k] / sum;
    for (std::size_t i = k + 1; i < n; ++i) {
      const T rate = corner(i, k);
      if (rate == zero<T>()) continue;
      for (std::size_t j = k + 1; j < n; ++j) corner(i, j) += rate * corner(k, j);
      rest[i] += rate * rest[k];
      exit[i] += rate * exit[k];
    }
  }
  return n;
}

/// Eliminates the pivots of a front: `top` are their rows, over pivots and border, `left` the
/// columns that the border has in them. What is left of `exit` is each pivot's probability of
/// leaving before it comes to a later state. How many pivots were above `least`, as above.
template <class T>
std::size_t eliminate_pivots(const block<T>& top, const block<T>& left, T* exit, T* pivot,
                             const T& least) {
  constexpr std::size_t width = 32;
  const std::size_t pivots = top.rows;
  T rest[width];
  for (std::size_t k = 0; k < pivots; k += width) {
    const std::size_t w = std::min(width, pivots - k);
    const std::size_t next = k + w;
    const auto corner = top.part(k, k, w, w);
    const auto right = top.part(k, next, w, top.cols - next);
    for (std::size_t i = 0; i < w; ++i) rest[i] = exit[k + i] + sum_of(right.row(i), right.cols);
    const std::size_t done = eliminate_corner(corner, rest, exit + k, pivot + k, least);
    if (done < w) return k + done;
    solve_forward(corner, pivot + k, right);
    const auto below = top.part(next, k, pivots - next, w);
    const auto below_left = left.part(0, k, left.rows, w);
    solve_onward(corner, below);
    solve_onward(corner, below_left);
    add_product(top.part(next, next, pivots - next, top.cols - next), below, right);
    add_product(left.part(0, next, left.rows, pivots - next), below_left,
                right.part(0, 0, w, pivots - next));
    for (std::size_t i = 0; i < below.rows; ++i)
      for (std::size_t j = 0; j < w; ++j) exit[next + i] += below(i, j) * exit[k + j];
  }
  return pivots;
}

}  // namespace nines::detail
