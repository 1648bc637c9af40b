// SPDX-License-Identifier: BSL-1.0
// How much more is earned from one state than from another: h_i - h_j for all pairs of states. The
// h themselves are not used, because their differences may be a part in 1e30 of them.
//
//   0 = f_i + sum over j of q_ij (h_j - h_i)        f: what is earned, of either sign; in the long
//                                                   run its mean is 0, else h is earned before
//                                                   the exit
// States are eliminated, the one that is left fastest first, as in elimination.hpp: with d_k, V_kj
// the pivot and the jump probabilities to the states that are left, and f_k what is
// earned in k and between,
//   h_k - h_l = f_k / d_k + sum over j of V_kj (h_j - h_l)           for all l eliminated after k
// is a recursion for differences only, of states that are slower and slower. What stays is the
// cancellation of unlike things earned: each difference has a bound of its error, summed on the
// way. Cost: 1.5 n^3 products, 3 n^2 numbers. The recursion is ours.
// Index: deviation matrix.
#pragma once

#include <algorithm>
#include <nines/markov/chain/classes.hpp>

namespace nines::detail {

/// A number with a bound of its absolute error.
template <class T>
struct bounded {
  T value, error;
};

/// The relative error of what an elimination of n states gives: some n epsilon, and where states
/// are many and sums in blocks, not more than of 256.
template <class T>
T elimination_error(std::size_t n) {
  const auto terms = static_cast<double>(std::min<std::size_t>(n, 256));
  return constant<T>(8 + 2 * terms) * std::numeric_limits<T>::epsilon();
}

/// The differences of h between all states of a chain, and between them and the
/// outside, where h is 0.
template <class T>
class deviations {
 public:
  /// More states than this are a matter of seconds, and refused by those who use it.
  static constexpr std::size_t most_states = 1000;

  /// `gains` and `losses`, 0 or more, are the parts of f. Without exits the states communicate, and
  /// f has a mean of 0; with exits the outside can be reached from each. *Throws* convergence_error
  /// where numbers leave the range of T.
  deviations(const rate_matrix<T>& rates, std::span<const T> exits, std::vector<T> gains,
             std::vector<T> losses)
      : n_(exits.size()), width_(n_ + 1), a_(n_ * width_, zero<T>()) {
    for (std::size_t i = 0; i < n_; ++i) {
      for (const auto [to, rate] : row_of(rates, i)) a_[i * width_ + to] = rate;
      a_[i * width_ + n_] = exits[i];
      may_leave_ = may_leave_ || exits[i] > zero<T>();
    }
    eliminate(gains, losses);
    find_differences(gains, losses);
  }

  /// h_i - h_j.
  [[nodiscard]] bounded<T> between(std::size_t i, std::size_t j) const {
    const bounded<T> result{difference_[i * width_ + j], error_[i * width_ + j]};
    if (!is_finite(result.value) || !is_finite(result.error))
      give_up("sensitivities", "a mean time exceeds the range of the scalar");
    return result;
  }
  /// h_i itself, of a chain with exits.
  [[nodiscard]] bounded<T> until_left(std::size_t i) const { return between(i, n_); }

 private:
  [[nodiscard]] T rate_left(std::size_t i, const std::vector<char>& is_gone) const {
    T sum = a_[i * width_ + n_];
    for (std::size_t j = 0; j < n_; ++j)
      if (j != i && is_gone[j] == 0) sum += a_[i * width_ + j];
    return sum;
  }
  /// Fastest first. Rows hold jump probabilities afterwards; gains and losses are divided by the
  /// pivots.
  void eliminate(std::vector<T>& gains, std::vector<T>& losses) {
    std::vector<char> is_gone(n_, 0);
    for (std::size_t left = n_; left > (may_leave_ ? 0 : 1); --left) {
      std::size_t k = n_;
      T pivot = zero<T>();
      for (std::size_t i = 0; i < n_; ++i) {
        if (is_gone[i] != 0) continue;
        const T rate = rate_left(i, is_gone);
        if (k == n_ || rate > pivot) k = i, pivot = rate;
      }
      if (!(pivot > zero<T>()) || !is_finite(pivot))
        give_up("sensitivities", "a rate is out of the range of the scalar");
      is_gone[k] = 1;
      order_.push_back(k);
      remove(k, pivot, is_gone, gains, losses);
    }
    for (std::size_t i = 0; i < n_; ++i)
      if (is_gone[i] == 0) order_.push_back(i);
  }
  void remove(std::size_t k, const T& pivot, const std::vector<char>& is_gone,
              std::vector<T>& gains, std::vector<T>& losses) {
    T* const from = a_.data() + k * width_;
    for (std::size_t j = 0; j < width_; ++j) from[j] = from[j] / pivot;
    gains[k] = gains[k] / pivot;
    losses[k] = losses[k] / pivot;
    for (std::size_t i = 0; i < n_; ++i) {
      T* const row = a_.data() + i * width_;
      const T rate = row[k];
      if (is_gone[i] != 0 || !(rate > zero<T>())) continue;
      for (std::size_t j = 0; j < width_; ++j) row[j] += rate * from[j];
      gains[i] += rate * gains[k];
      losses[i] += rate * losses[k];
    }
  }

  /// Backwards from the slowest. A row is h_k - h_l for all l that are eliminated later.
  void find_differences(const std::vector<T>& gains, const std::vector<T>& losses) {
    difference_.assign(width_ * width_, zero<T>());
    error_ = difference_;
    std::vector<std::size_t> later{n_};
    if (!may_leave_) later.assign(1, order_.back());
    for (std::size_t p = order_.size() - (may_leave_ ? 0 : 1); p-- > 0;) {
      find_row(order_[p], later, gains[order_[p]], losses[order_[p]]);
      later.push_back(order_[p]);
    }
  }
  void find_row(std::size_t k, const std::vector<std::size_t>& later, const T& gain,
                const T& loss) {
    const T small = elimination_error<T>(n_);
    T* const row = difference_.data() + k * width_;
    T* const row_error = error_.data() + k * width_;
    for (const std::size_t l : later) {
      row[l] = gain - loss;  // unlike things, of either sign: the bound says what is left
      row_error[l] = small * (gain + loss);
    }
    for (const std::size_t j : later) {
      const T p = a_[k * width_ + j];
      if (!(p > zero<T>())) continue;
      const T* const of = difference_.data() + j * width_;
      const T* const of_error = error_.data() + j * width_;
      for (const std::size_t l : later) {
        const T part = p * of[l];
        row[l] += part;
        row_error[l] += p * of_error[l] + small * magnitude(part);
      }
    }
    for (const std::size_t l : later) {
      difference_[l * width_ + k] = -row[l];
      error_[l * width_ + k] = row_error[l];
    }
  }

  std::size_t n_, width_;
  bool may_leave_ = false;
  std::vector<T> a_, difference_, error_;
  std::vector<std::size_t> order_;  // of elimination
};

}  // namespace nines::detail
