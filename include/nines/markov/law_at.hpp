// SPDX-License-Identifier: BSL-1.0
// Where a small chain is at time t: v exp(Q t), entry by entry, without subtraction.
//
// With P = I + Q / q, q the largest exit rate,  exp(Q t) = sum over k of e^-qt (qt)^k / k! P^k,
// all terms positive. Either the sum is applied to v over stretches of q t = 256 (uniformization),
// or, where that is too many, exp(Q t / 2^s) is summed as a matrix and squared s times, each row
// scaled to 1 again after each squaring. Whichever costs less.
//
// Sums end when what is left is below an epsilon of the smallest entry, so entries of 1e-200 have
// their digits. Error: some 10 n epsilon, whatever q t. Sources: Jensen 1953; Shao, Gao & Xue 2014.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <nines/markov/chain.hpp>

namespace nines::detail {

/// The chance of each state after time t, started from a distribution.
template <class T>
class law_of_chain {
 public:
  explicit law_of_chain(const chain<T>& c)
      : c_(c),
        n_(c.size()),
        fastest_(*std::max_element(c.exit_rates().begin(), c.exit_rates().end())) {
    if (fastest_ == zero<T>()) return;
    stay_.resize(n_);
    for (std::size_t i = 0; i < n_; ++i)
      stay_[i] = (fastest_ - c.exit_rates()[i]) / fastest_;  // of input: fastest_ is one of them
  }

  [[nodiscard]] std::vector<T> at(const T& t, std::span<const T> initial) const {
    std::vector<T> v(initial.begin(), initial.end());
    if (fastest_ == zero<T>() || t == zero<T>()) return v;
    const auto jumps = static_cast<double>(fastest_ * t);
    const double pieces = jumps / 256 + 1;
    const auto size = static_cast<double>(n_);
    const double by_steps = pieces * 700 * static_cast<double>(c_.transitions() + n_);
    const double by_squaring = (std::log2(jumps + 1) + size + 30) * size * size * size;
    return by_steps <= by_squaring ? stepped(t, std::move(v), pieces) : squared(t, v, jumps);
  }

 private:
  /// The smallest positive entry, or 1.
  static T smallest(std::span<const T> entries) {
    T result = one<T>();
    for (const T& x : entries)
      if (x > zero<T>() && x < result) result = x;
    return result;
  }

  /// The terms e^-x x^k / k! of a sum that ends when the rest cannot count any more.
  class terms {
   public:
    terms(const T& x, std::size_t at_least)
        : x_(x),
          weight_(exp_of(T(zero<T>() - x))),
          at_least_(constant<T>(static_cast<double>(at_least))) {}
    [[nodiscard]] const T& weight() const { return weight_; }
    void next() {
      k_ += one<T>();
      weight_ = weight_ * x_ / k_;
    }
    /// Whether all further weights are less than an epsilon of the smallest entry together: from k >= 2x on
    /// they more than halve each time.
    [[nodiscard]] bool done(std::span<const T> entries) const {
      if (k_ < at_least_ || k_ < x_ + x_) return false;
      const T least = std::numeric_limits<T>::min() / epsilon();
      return weight_ <= epsilon() * std::max(smallest(entries), least);
    }

   private:
    static T epsilon() { return std::numeric_limits<T>::epsilon(); }
    T x_, weight_, at_least_;
    T k_ = zero<T>();
  };

  [[nodiscard]] std::vector<T> stepped(const T& t, std::vector<T> v, double pieces) const {
    const T count = constant<T>(std::ceil(pieces));
    std::vector<T> sum(n_), next(n_);
    for (T piece = zero<T>(); piece < count; piece += one<T>()) {
      std::fill(sum.begin(), sum.end(), zero<T>());
      for (terms term(T(fastest_ * t / count), n_);; term.next()) {
        for (std::size_t i = 0; i < n_; ++i) sum[i] += term.weight() * v[i];
        if (term.done(sum)) break;
        step(v, next);
        v.swap(next);
      }
      v = sum;
      scale_to_one(v);
    }
    return v;
  }
  void step(const std::vector<T>& v, std::vector<T>& next) const {
    for (std::size_t i = 0; i < n_; ++i) next[i] = v[i] * stay_[i];
    for (std::size_t i = 0; i < n_; ++i)
      for (typename rate_matrix<T>::InnerIterator to(c_.rates(), static_cast<Eigen::Index>(i)); to;
           ++to)
        next[static_cast<std::size_t>(to.col())] += v[i] * to.value() / fastest_;
  }

  using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  [[nodiscard]] std::vector<T> squared(const T& t, const std::vector<T>& v, double jumps) const {
    T x = fastest_ * t;
    int squarings = 0;
    for (; jumps > 1; jumps /= 2, ++squarings) x = x / constant<T>(2);
    const auto n = static_cast<Eigen::Index>(n_);
    matrix jump = matrix(c_.rates()) / fastest_;
    for (Eigen::Index i = 0; i < n; ++i) jump(i, i) = stay_[static_cast<std::size_t>(i)];
    matrix power = matrix::Identity(n, n);
    matrix sum = matrix::Zero(n, n);
    for (terms term(x, n_);; term.next()) {
      sum += term.weight() * power;
      if (term.done({sum.data(), n_ * n_})) break;
      power = (power * jump).eval();
    }
    for (int s = 0; s < squarings; ++s) {
      sum = (sum * sum).eval();
      for (Eigen::Index i = 0; i < n; ++i) sum.row(i) /= sum.row(i).sum();
    }
    std::vector<T> result(n_, zero<T>());
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j)
        result[j] += v[i] * sum(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
    scale_to_one(result);
    return result;
  }
  static void scale_to_one(std::vector<T>& v) {
    T total = zero<T>();
    for (const T& x : v) total += x;
    for (T& x : v) x = x / total;
  }

  const chain<T>& c_;
  std::size_t n_;
  T fastest_;
  std::vector<T> stay_;  // the diagonal of P
};

}  // namespace nines::detail
