// SPDX-License-Identifier: BSL-1.0
// What happens to a mass during a stretch of time, for stretches of length h, 2h, 4h, ...
//
//   v' = v Q + g R      v(0) and the inflow g given, v(h) and the rates v X seen on the way wanted
//
// Inflow and what is seen are given at nine equal steps of the stretch, the inflow as the
// polynomial of degree 8 through them; all else is exact. The shortest stretch, of less than one
// transition, is solved by successive substitution; each further one is two of the last in a row.
// So the cost grows with the logarithm of rate x time. Rows of probabilities are kept at sum one,
// or squaring would double their error each time. Interpolation has weights of both signs, but on
// functions that are smooth across a stretch: then its error, of order 9 in the length, is
// relative.
#pragma once

#include <Eigen/Core>
#include <nines/markov/chain/chain.hpp>

namespace nines::detail {

/// Polynomials of degree 8 through nine nodes at equal distances in [0, 1].
template <class T>
struct nine_nodes {
  static constexpr int last = 8;

  /// The b-th Lagrange polynomial at x. Differences of nodes are input data.
  static T basis(int b, const T& x) {
    T product = one<T>();
    T at_own_node = one<T>();
    for (int c = 0; c <= last; ++c) {
      if (c == b) continue;
      product = product * (x * T(last) - T(c));
      at_own_node = at_own_node * T(b - c);
    }
    return product / at_own_node;
  }
  /// Its integral from 0 to x: five points of Gauss are exact to degree 9.
  static T integral(int b, const T& x) {
    const T root = sqrt_of(T(constant<T>(10) / T(7)));
    const T near = sqrt_of(T(T(5) - T(2) * root)) / T(6);  // half of the node in [-1, 1]
    const T far = sqrt_of(T(T(5) + T(2) * root)) / T(6);
    const T spread = T(13) * sqrt_of(T(70));
    const T half = one<T>() / T(2);
    const T weight_near = (T(322) + spread) / T(1800);
    const T weight_far = (T(322) - spread) / T(1800);
    return x * (T(64) / T(225) * basis(b, T(x * half)) +
                weight_near * (basis(b, T(x * (half - near))) + basis(b, T(x * (half + near)))) +
                weight_far * (basis(b, T(x * (half - far))) + basis(b, T(x * (half + far)))));
  }
};

/// The stretches as matrices. Rows: the mass at the begin, then the inflow at nodes 0 to 8.
/// Columns: the mass at the end, then what is seen at nodes 1 to 8.
template <class T>
class stretches {
 public:
  using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  using index = Eigen::Index;
  using nodes = nine_nodes<T>;
  static constexpr index m = nodes::last;

  /// For a generator Q with rows of sum zero, the states R that inflow goes to and what is seen, X.
  stretches(rate_matrix<T> generator, matrix inflow_to, matrix seen, const T& shortest,
            std::size_t count);
  /// How many multiplications it takes to make a number of them.
  [[nodiscard]] static double cost(index states, index inflows, index seen, std::size_t count) {
    const auto n = static_cast<double>(states);
    const double rows = n + static_cast<double>((m + 1) * inflows);
    return static_cast<double>(count) * rows * n * (n + static_cast<double>(m * seen));
  }
  /// How many bytes they take, those of the first one while it is made included.
  [[nodiscard]] static double bytes(index states, index inflows, index seen, std::size_t count) {
    const auto n = static_cast<double>(states);
    const double rows = n + static_cast<double>((m + 1) * inflows);
    const double columns = n + static_cast<double>(m * seen);
    return (static_cast<double>(count + 4) * rows * columns + 3 * (m + 1) * rows * n) * sizeof(T);
  }

  /// The stretch of length shortest * 2^stage.
  [[nodiscard]] const matrix& operator[](std::size_t stage) const { return all_[stage]; }
  [[nodiscard]] const T& length(std::size_t stage) const { return length_[stage]; }

 private:
  [[nodiscard]] index states() const { return generator_.rows(); }
  [[nodiscard]] index width() const { return inflow_to_.rows(); }
  [[nodiscard]] index rows() const { return states() + (m + 1) * width(); }
  [[nodiscard]] index columns() const { return states() + m * seen_.cols(); }
  [[nodiscard]] auto inflow_at(matrix& x, index node) const {
    return x.middleRows(states() + node * width(), width());
  }
  [[nodiscard]] auto seen_at(matrix& x, index node) const {
    return x.middleCols(states() + (node - 1) * seen_.cols(), seen_.cols());
  }

  /// By successive substitution into v = v(0) + integral of v Q + g R, from node to node.
  [[nodiscard]] matrix first() const;
  static bool negligible(const matrix& step, const matrix& mass);
  /// Two in a row as one of twice the length: every other node is kept, the inflow of the halves
  /// interpolated from that of the whole.
  [[nodiscard]] matrix doubled(const matrix& half) const;
  /// What the inflow does to a half that begins at this part of the whole; rows of the mass are 0.
  [[nodiscard]] matrix interpolated(const matrix& half, const T& begin) const;
  static std::size_t at(index i) { return static_cast<std::size_t>(i); }

  rate_matrix<T> generator_;
  matrix inflow_to_, seen_;
  std::vector<T> length_;
  std::vector<matrix> all_;
};

template <class T>
stretches<T>::stretches(rate_matrix<T> generator, matrix inflow_to, matrix seen, const T& shortest,
                        std::size_t count)
    : generator_(std::move(generator)), inflow_to_(std::move(inflow_to)), seen_(std::move(seen)) {
  all_.reserve(count);
  length_.push_back(shortest);
  all_.push_back(first());
  while (all_.size() < count) {
    all_.push_back(doubled(all_.back()));
    length_.push_back(length_.back() * T(2));
  }
}

template <class T>
typename stretches<T>::matrix stretches<T>::first() const {
  matrix weight(m + 1, m + 1);
  for (index a = 0; a <= m; ++a)
    for (index b = 0; b <= m; ++b)
      weight(a, b) = length_.front() * nodes::integral(static_cast<int>(b), T(T(a) / T(m)));
  std::vector<matrix> step(m + 1, matrix::Zero(rows(), states()));
  for (index a = 0; a <= m; ++a) {
    step[at(a)].topRows(states()).setIdentity();
    for (index b = 0; b <= m; ++b) inflow_at(step[at(a)], b) = weight(a, b) * inflow_to_;
  }
  std::vector<matrix> mass = step;
  for (int round = 0; round < 2 * m || !negligible(step.back(), mass.back()); ++round) {
    if (round == 200)  // less than a transition on the average: 30 are many
      give_up("downtime_distribution", "the shortest stretch of the window does not converge");
    std::vector<matrix> moved;
    for (const matrix& x : step) moved.push_back(x * generator_);
    for (index a = 0; a <= m; ++a) {
      step[at(a)].setZero();
      for (index b = 0; b <= m; ++b) step[at(a)] += weight(a, b) * moved[at(b)];
      mass[at(a)] += step[at(a)];
    }
  }
  matrix result(rows(), columns());
  result.leftCols(states()) = mass.back();
  for (index a = 1; a <= m; ++a) seen_at(result, a) = mass[at(a)] * seen_;
  return result;
}

template <class T>
typename stretches<T>::matrix stretches<T>::doubled(const matrix& half) const {
  matrix first_half = interpolated(half, zero<T>());
  matrix second_half = interpolated(half, one<T>() / T(2));
  first_half.topRows(states()) = half.topRows(states());
  second_half += first_half.leftCols(states()) * half.topRows(states());
  matrix whole(rows(), columns());
  whole.leftCols(states()) = second_half.leftCols(states());
  for (index a = 1; a <= m; ++a)
    seen_at(whole, a) = 2 * a <= m ? seen_at(first_half, 2 * a) : seen_at(second_half, 2 * a - m);
  for (index i = 0; i < states(); ++i) {
    const T sum = whole.row(i).head(states()).sum();
    whole.row(i) /= sum;
  }
  return whole;
}

template <class T>
typename stretches<T>::matrix stretches<T>::interpolated(const matrix& half, const T& begin) const {
  matrix result = matrix::Zero(rows(), columns());
  for (index b = 0; b <= m; ++b)
    for (index c = 0; c <= m; ++c) {
      const T weight = nodes::basis(static_cast<int>(b), T(begin + T(c) / T(2 * m)));
      if (weight != zero<T>())
        inflow_at(result, b) += weight * half.middleRows(states() + c * width(), width());
    }
  return result;
}

template <class T>
bool stretches<T>::negligible(const matrix& step, const matrix& mass) {
  return step.cwiseAbs().maxCoeff() <=
         mass.cwiseAbs().maxCoeff() * (std::numeric_limits<T>::epsilon() / T(16));
}

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::stretches<double>;
#endif
