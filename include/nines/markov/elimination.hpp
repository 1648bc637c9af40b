// SPDX-License-Identifier: BSL-1.0
// Elimination of states without subtraction: the direct solver under all exact results on chains.
//
// Given rates among n states and the rate at which each leaves them (exits), -Q is an M-matrix.
// Eliminating state k sends its traffic on:  a_ij += a_ik a_kj / d_k,  d_k = exit_k + sum of a_kj
// over the j not yet eliminated. The pivot d_k is a sum, so nothing is ever subtracted and each
// entry of a solution has a relative error of some n epsilon, whatever the condition number.
//
// Few states are eliminated as one dense matrix. More are ordered so that few links arise, grouped
// and eliminated front by front (elimination/plan.hpp, factors.hpp): 36 000 states of a workstation
// cluster take 5e9 operations instead of 3e13.
// Sources: Grassmann, Taksar & Heyman 1985; O'Cinneide 1993; Alfa, Xue & Ye 2002; Duff & Reid 1983.
#pragma once

#include <nines/markov/elimination/factors.hpp>

namespace nines {

/// The direct solver of (-Q) x = b and x (-Q) = b for the generator among some states, from each of
/// which the outside can be reached. *Accuracy*: some n epsilon relative, each entry.
template <class T>
class elimination {
 public:
  /// `rates` among the states and `exits` out of them. *Throws* domain_error when a state has no
  /// way out; convergence_error when a mean time would exceed the range of T.
  elimination(const rate_matrix<T>& rates, std::span<const T> exits);
  /// The same, with a plan made before for the same links. *Throws* convergence_error, before it
  /// begins, when it would take more bytes than memory_limit.
  elimination(const rate_matrix<T>& rates, std::span<const T> exits, const elimination_plan& plan,
              double memory_limit = default_memory_limit);

  /// x = (-Q)^-1 b in place: what is earned until the states are left, from each of them, at b per
  /// unit of time. Several b may stand one after the other, which is faster than one by one.
  void solve(std::span<T> x) const;
  /// x = b (-Q)^-1 in place: the time spent in each state until they are left, started with mass b.
  /// Several b as above.
  void solve_transposed(std::span<T> x) const;

 private:
  [[nodiscard]] std::size_t count(std::span<const T> x, std::string_view function) const;

  static void check_range(std::span<const T> x, std::string_view function);

  /// A right-hand side a column, the rows in the order of elimination.
  void solve_rows(const detail::block<T>& y) const;
  /// A right-hand side a row.
  void solve_columns(const detail::block<T>& y) const;

  detail::front_factors<T> factors_;
};

template <class T>
elimination<T>::elimination(const rate_matrix<T>& rates, std::span<const T> exits)
    : elimination(rates, exits, elimination_plan(rates)) {}

template <class T>
elimination<T>::elimination(const rate_matrix<T>& rates, std::span<const T> exits,
                            const elimination_plan& plan, double memory_limit)
    : factors_(detail::front_elimination<T>(
                   detail::affordable<T>("elimination", plan, memory_limit), rates, exits)
                   .take()) {}

template <class T>
void elimination<T>::solve(std::span<T> x) const {
  const std::size_t columns = count(x, "elimination::solve");
  const auto& order = factors_.plan().fronts().order;
  std::vector<T> y(x.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    for (std::size_t c = 0; c < columns; ++c) y[k * columns + c] = x[c * order.size() + order[k]];
  solve_rows({y.data(), order.size(), columns, columns});
  for (std::size_t k = 0; k < order.size(); ++k)
    for (std::size_t c = 0; c < columns; ++c) x[c * order.size() + order[k]] = y[k * columns + c];
  check_range(x, "elimination::solve");
}

template <class T>
void elimination<T>::solve_transposed(std::span<T> x) const {
  const std::size_t rows = count(x, "elimination::solve_transposed");
  const auto& order = factors_.plan().fronts().order;
  std::vector<T> y(x.size());
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t k = 0; k < order.size(); ++k)
      y[r * order.size() + k] = x[r * order.size() + order[k]];
  solve_columns({y.data(), rows, order.size(), order.size()});
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t k = 0; k < order.size(); ++k)
      x[r * order.size() + order[k]] = y[r * order.size() + k];
  check_range(x, "elimination::solve_transposed");
}

template <class T>
void elimination<T>::solve_rows(const detail::block<T>& y) const {
  const auto& plan = factors_.plan().fronts();
  std::vector<T> outside;
  for (std::size_t f = 0; f < plan.fronts.size(); ++f) {
    const auto& here = plan.fronts[f];
    const auto inner = y.part(here.first, 0, here.pivots, y.cols);
    detail::solve_forward(factors_.top(f), factors_.pivots(f), inner);
    outside.assign(here.outside * y.cols, zero<T>());
    const detail::block<T> passed{outside.data(), here.outside, y.cols, y.cols};
    detail::add_product(passed, factors_.left(f), inner);
    const auto border = plan.border(here);
    for (std::size_t b = 0; b < border.size(); ++b)
      for (std::size_t c = 0; c < y.cols; ++c) y(border[b], c) += passed(b, c);
  }
  for (std::size_t f = plan.fronts.size(); f-- > 0;) {
    const auto& here = plan.fronts[f];
    const auto border = plan.border(here);
    outside.resize(here.outside * y.cols);
    const detail::block<T> known{outside.data(), here.outside, y.cols, y.cols};
    for (std::size_t b = 0; b < border.size(); ++b)
      for (std::size_t c = 0; c < y.cols; ++c) known(b, c) = y(border[b], c);
    const auto inner = y.part(here.first, 0, here.pivots, y.cols);
    const auto top = factors_.top(f);
    detail::add_product(inner, top.part(0, here.pivots, here.pivots, here.outside), known);
    detail::solve_backward(top.part(0, 0, here.pivots, here.pivots), inner);
  }
}

template <class T>
void elimination<T>::solve_columns(const detail::block<T>& y) const {
  const auto& plan = factors_.plan().fronts();
  std::vector<T> outside;
  for (std::size_t f = 0; f < plan.fronts.size(); ++f) {
    const auto& here = plan.fronts[f];
    const auto inner = y.part(0, here.first, y.rows, here.pivots);
    const auto top = factors_.top(f);
    detail::solve_onward(top.part(0, 0, here.pivots, here.pivots), inner);
    outside.assign(here.outside * y.rows, zero<T>());
    const detail::block<T> passed{outside.data(), y.rows, here.outside, here.outside};
    detail::add_product(passed, inner, top.part(0, here.pivots, here.pivots, here.outside));
    const auto border = plan.border(here);
    for (std::size_t r = 0; r < y.rows; ++r)
      for (std::size_t b = 0; b < border.size(); ++b) y(r, border[b]) += passed(r, b);
  }
  for (std::size_t f = plan.fronts.size(); f-- > 0;) {
    const auto& here = plan.fronts[f];
    const auto border = plan.border(here);
    outside.resize(here.outside * y.rows);
    const detail::block<T> known{outside.data(), y.rows, here.outside, here.outside};
    for (std::size_t r = 0; r < y.rows; ++r)
      for (std::size_t b = 0; b < border.size(); ++b) known(r, b) = y(r, border[b]);
    const auto inner = y.part(0, here.first, y.rows, here.pivots);
    detail::add_product(inner, known, factors_.left(f));
    detail::solve_homeward(factors_.top(f), factors_.pivots(f), inner);
  }
}

template <class T>
std::size_t elimination<T>::count(std::span<const T> x, std::string_view function) const {
  const std::size_t n = factors_.plan().size();
  if (n == 0 ? !x.empty() : x.size() % n != 0)
    fail(function, "size of x", x.size(),
         "a multiple of the number of states, " + std::to_string(n));
  return n == 0 ? 0 : x.size() / n;
}

template <class T>
void elimination<T>::check_range(std::span<const T> x, std::string_view function) {
  for (const T& value : x)
    if (!is_finite(value)) give_up(function, "a solution exceeds the range of the scalar type");
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::elimination<double>;
#endif
