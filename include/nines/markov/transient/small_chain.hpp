// SPDX-License-Identifier: BSL-1.0
// Where a small chain is at time t: v exp(Q t), entry by entry, without subtraction.
//
// With P = I + Q / q, q the largest exit rate,  exp(Q t) = sum over k of e^-qt (qt)^k / k! P^k,
// all terms positive. Either the sum is applied to v over stretches of q t = 256 (uniformization),
// or, where that is too many, exp(Q t / 2^s) is summed as a matrix and squared s times
// (squaring.hpp).
//
// Sums end when what is left is below an epsilon of the smallest entry, so entries of 1e-200 have
// their digits. Each step rounds the probability of staying, which adds up to q t / 2 epsilon at
// most: so steps are only taken up to q t = 40 n, unless there are more than 512 states, for which
// squaring would take seconds. Error: some 20 n epsilon; by steps of more states that and q t / 2
// epsilon. Sources: Jensen 1953; Shao, Gao & Xue 2014.
#pragma once

#include <cmath>
#include <nines/markov/transient/squaring.hpp>

namespace nines::detail {

/// What one question about a small chain may take: some 1e9 a second.
inline work_budget work_of_chains(const char* function) {
  return {function, 5e10, "transitions gone through or products of matrices",
          "ask for a shorter time, or of fewer phases"};
}

/// The probability of each state after time t, started from a distribution.
template <class T>
class distribution_of_chain {
 public:
  explicit distribution_of_chain(const chain<T>& c)
      : c_(c),
        n_(c.size()),
        fastest_(*std::max_element(c.exit_rates().begin(), c.exit_rates().end())) {
    if (fastest_ == zero<T>()) return;
    stay_.resize(n_);
    for (std::size_t i = 0; i < n_; ++i)
      stay_[i] = (fastest_ - c.exit_rates()[i]) / fastest_;  // of input: fastest_ is one of them
  }

  [[nodiscard]] std::vector<T> at(const T& t, std::span<const T> initial) const {
    auto work = work_of_chains("phase_type");
    return at(t, initial, work);
  }
  /// The same out of the budget of a larger question.
  [[nodiscard]] std::vector<T> at(const T& t, std::span<const T> initial, work_budget& work) const {
    std::vector<T> v(initial.begin(), initial.end());
    if (fastest_ == zero<T>() || t == zero<T>()) return v;
    const auto jumps = static_cast<double>(fastest_ * t);
    const double pieces = jumps / 256 + 1;
    const auto size = static_cast<double>(n_);
    const auto sweep = static_cast<double>(c_.transitions() + n_);
    const double by_steps = pieces * 700 * sweep;
    const double by_squaring = std::log2(jumps + 1) * size * size * size + 30 * size * sweep;
    const bool is_short = jumps <= std::max(256., 40 * size);
    const bool by_step = size > most_squared || (is_short && by_steps <= by_squaring);
    work.spend(by_step ? by_steps : by_squaring);
    return by_step ? stepped(t, std::move(v), pieces) : squared(t, v);
  }

 private:
  static constexpr double most_squared = 512;  // states

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
    /// Whether all further weights are less than an epsilon of the smallest entry together: from k
    /// >= 2x on they more than halve each time.
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
      for (const auto [to, rate] : c_.row(i)) next[to] += v[i] * rate / fastest_;
  }

  [[nodiscard]] std::vector<T> squared(const T& t, const std::vector<T>& v) const {
    const auto m = transition_by_squaring<T>(c_.rates(), c_.exit_rates(), t, false);
    std::vector<T> result(n_, zero<T>());
    for (std::size_t i = 0; i < n_; ++i)
      if (v[i] > zero<T>())
        for (std::size_t j = 0; j < n_; ++j)
          result[j] +=
              v[i] * m.probabilities(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
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

#ifdef NINES_COMPILED
extern template class nines::detail::distribution_of_chain<double>;
#endif
