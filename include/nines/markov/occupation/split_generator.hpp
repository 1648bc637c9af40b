// SPDX-License-Identifier: BSL-1.0
// The generator of a chain, divided by a set of states: the rates inside, and what a clock of the
// time outside sees at each tick.
//
// Outside, the clock ticks at a rate that no exit rate there exceeds (by a 16th more), and moves
// happen at ticks. The rates between inside and outside are kept as products of two narrow
// matrices: few states are left for the other side, or few are entered from there.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <nines/markov/chain/chain.hpp>
#include <tuple>

namespace nines::detail {

/// The parts of a generator, for a window of length t.
template <class T>
class split_generator {
 public:
  using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  using row = Eigen::Matrix<T, 1, Eigen::Dynamic, Eigen::RowMajor>;
  using index = Eigen::Index;

  split_generator(const chain<T>& c, const state_set& inside, const std::vector<T>& initial,
                  const T& t);

  index in = 0, out = 0, gone = 0;  ///< states inside with `gone`, where mass goes that leaves
  T fastest = zero<T>();            ///< the largest exit rate inside
  T mu = zero<T>();                 ///< the rate of ticks outside
  rate_matrix<T> among;             ///< the generator inside
  rate_matrix<T> moves;             ///< the moves outside at a tick
  matrix back, entering;            ///< those from outside to inside at a tick, as a product
  matrix seen, met;                 ///< the rates from inside to outside, as a product; `seen` has
                                    ///< a column more, of ones
  row start_in, start_out;          ///< the initial mass

 private:
  void number(const chain<T>& c, const state_set& inside);
  void read_rates(const chain<T>& c, const state_set& inside, const std::vector<T>& initial,
                  const T& t);
  /// A matrix of rates as the product of two narrow ones. One only picks: the columns that are not
  /// zero, or the rows where they are fewer.
  static std::pair<matrix, matrix> narrow(const matrix& rates);
  void keep_columns(const matrix& leaving, const matrix& returning);

  std::vector<index> position_;
};

template <class T>
split_generator<T>::split_generator(const chain<T>& c, const state_set& inside,
                                    const std::vector<T>& initial, const T& t) {
  number(c, inside);
  read_rates(c, inside, initial, t);
}

template <class T>
void split_generator<T>::number(const chain<T>& c, const state_set& inside) {
  position_.assign(c.size(), 0);
  for (std::size_t i = 0; i < c.size(); ++i) position_[i] = inside.contains(i) ? in++ : out++;
  gone = in++;  // where mass goes that leaves: rows of probabilities then sum to one
}

template <class T>
void split_generator<T>::read_rates(const chain<T>& c, const state_set& inside,
                                    const std::vector<T>& initial, const T& t) {
  matrix leaving = matrix::Zero(in, out);
  matrix returning = matrix::Zero(out, in);
  matrix steps = matrix::Zero(out, out);
  matrix inner = matrix::Zero(in, in);
  start_in = row::Zero(in);
  start_out = row::Zero(out);
  mu = one<T>() / t;
  fastest = mu;
  for (std::size_t i = 0; i < c.size(); ++i) {
    T& most = inside.contains(i) ? fastest : mu;
    if (most < c.exit_rates()[i]) most = c.exit_rates()[i];
    (inside.contains(i) ? start_in : start_out)(position_[i]) = initial[i];
  }
  mu = mu * constant<T>(1.0625);
  for (std::size_t i = 0; i < c.size(); ++i) {
    const index from = position_[i];
    for (const auto [j, rate] : c.row(i)) {
      const index into = position_[j];
      if (!inside.contains(i)) {
        (inside.contains(j) ? returning : steps)(from, into) = rate / mu;
      } else if (inside.contains(j)) {
        inner(from, into) = rate;
      } else {
        leaving(from, into) = rate;
        inner(from, gone) += rate;
      }
    }
    if (inside.contains(i))
      inner(from, from) = zero<T>() - c.exit_rates()[i];
    else
      steps(from, from) = (mu - c.exit_rates()[i]) / mu;  // mu is larger by a 16th of itself
  }
  moves = steps.sparseView(zero<T>());
  keep_columns(leaving, returning);
  among = inner.sparseView(zero<T>());
}

template <class T>
std::pair<typename split_generator<T>::matrix, typename split_generator<T>::matrix>
split_generator<T>::narrow(const matrix& rates) {
  std::vector<index> some_rows, some_columns;
  for (index i = 0; i < rates.rows(); ++i)
    if ((rates.row(i).array() > zero<T>()).any()) some_rows.push_back(i);
  for (index j = 0; j < rates.cols(); ++j)
    if ((rates.col(j).array() > zero<T>()).any()) some_columns.push_back(j);
  const bool by_rows = some_rows.size() < some_columns.size();
  const auto& picked = by_rows ? some_rows : some_columns;
  const auto count = static_cast<index>(picked.size());
  matrix left = matrix::Zero(rates.rows(), count);
  matrix right = matrix::Zero(count, rates.cols());
  for (index k = 0; k < count; ++k) {
    const index which = picked[static_cast<std::size_t>(k)];
    (by_rows ? left(which, k) : right(k, which)) = one<T>();
    if (by_rows)
      right.row(k) = rates.row(which);
    else
      left.col(k) = rates.col(which);
  }
  return {std::move(left), std::move(right)};
}

template <class T>
void split_generator<T>::keep_columns(const matrix& leaving, const matrix& returning) {
  std::tie(back, entering) = narrow(returning);
  matrix leaves;
  std::tie(leaves, met) = narrow(leaving);
  seen = matrix::Zero(in, leaves.cols() + 1);
  seen.leftCols(leaves.cols()) = leaves;
  seen.col(leaves.cols()).head(gone).setConstant(one<T>());
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::split_generator<double>;
#endif
