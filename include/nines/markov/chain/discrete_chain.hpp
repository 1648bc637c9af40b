// SPDX-License-Identifier: BSL-1.0
// discrete_chain<T>: a chain that moves once per step, by probabilities instead of rates.
//
// With P = I + Q the probabilities off the diagonal of P are the rates of Q, and
//   pi P = pi  is  pi Q = 0,      (I - P)^-1 = (-Q)^-1:
// the stationary distribution, probabilities of absorption, mean steps and mean rewards on the way
// are those of the continuous chain with these rates, one unit of time a step. So a discrete chain
// *is* that chain - with its names, labels and rewards, and steady_state() and first_passage at
// hand - plus the probability of staying, which only the steps themselves need. It is what the
// probabilities to leave leave over of 1, as in any table of probabilities: an input.
// Index: discrete-time Markov chain (DTMC).
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/distribution.hpp>

namespace nines {

/// What going through steps may take.
struct step_limits {
  /// Bytes of dense matrices; above it steps are taken.
  double memory_limit = default_memory_limit;
  double max_operations = 1e12;  ///< some minutes
};

/// A discrete-time Markov chain.
template <class T = double>
class discrete_chain {
 public:
  /// From a chain whose rates are the probabilities to go to another state in a step; it stays with
  /// what is left of 1: discrete_chain<>(chain_builder<>().add("a", "b", 0.1).build()). *Throws*
  /// domain_error when the probabilities to leave a state sum to more than 1 (+ 1e-9).
  explicit discrete_chain(chain<T> moves) : moves_(std::move(moves)) {
    for (std::size_t i = 0; i < moves_.size(); ++i) {
      const T& leaves = moves_.exit_rates()[i];
      if (!(leaves <= constant<T>(1 + 1e-9)))
        fail("discrete_chain", "sum of the probabilities to leave " + moves_.name(i), leaves,
             "at most 1");
      stays_.push_back(leaves < one<T>() ? T(one<T>() - leaves)  // input
                                         : zero<T>());
    }
  }
  /// The jumps of a continuous chain, whatever time it takes: q_ij / q_i. A state that is never
  /// left stays.
  [[nodiscard]] static discrete_chain jumps_of(const chain<T>& c) {
    discrete_chain result;
    result.moves_ = scaled(c, [&](std::size_t i) { return c.exit_rates()[i]; });
    for (const T& rate : c.exit_rates())
      result.stays_.push_back(rate > zero<T>() ? zero<T>() : one<T>());
    return result;
  }

  /// The continuous chain that moves with these probabilities as rates, a step a unit of time: what
  /// steady_state(), first_passage (mean steps, probabilities, entries) and the rest are asked
  /// with.
  [[nodiscard]] const chain<T>& moves() const { return moves_; }
  /// The probability of staying in each state for a step.
  [[nodiscard]] std::span<const T> stays() const { return stays_; }
  [[nodiscard]] std::size_t size() const { return stays_.size(); }  ///< the number of states

  /// The distribution after a number of steps. *Throws* domain_error for an initial that is none.
  /// *Accuracy*: some n epsilon for each entry, times log2(steps) where it squares the matrix,
  /// times steps at most where it does not. *Cost*: the lesser of steps times transitions and n^3
  /// log2(steps); convergence_error, before it begins, where that is more than allowed.
  [[nodiscard]] state_distribution<T> after(std::size_t steps, std::span<const T> initial,
                                            const step_limits& options = {}) const {
    require_nonnegative("discrete_chain::after", "memory_limit", options.memory_limit);
    require_nonnegative("discrete_chain::after", "max_operations", options.max_operations);
    std::vector<T> mass =
        detail::distribution_of("discrete_chain::after", "initial", initial, size());
    const auto n = static_cast<double>(size());
    const double one_by_one =
        static_cast<double>(steps) * static_cast<double>(moves_.transitions() + size());
    const double by_squaring = 2 * n * n * n * std::log2(static_cast<double>(steps) + 2);
    const double bytes = 4 * n * n * sizeof(T);
    const bool squares = one_by_one > by_squaring && bytes <= options.memory_limit;
    if (const double work = squares ? by_squaring : one_by_one; !(work <= options.max_operations))
      give_up("discrete_chain::after", "would take " + describe(work) +
                                           " operations, but max_operations is " +
                                           describe(options.max_operations));
    if (squares) return {by_powers(steps, std::move(mass))};
    for (std::size_t s = 0; s < steps; ++s) step(mass);
    return {std::move(mass)};
  }

 private:
  discrete_chain() = default;

  template <class Divisor>
  static chain<T> scaled(const chain<T>& c, Divisor&& divisor) {
    rate_matrix<T> rates = c.rates();
    for (Eigen::Index i = 0; i < rates.rows(); ++i)
      for (typename rate_matrix<T>::InnerIterator to(rates, i); to; ++to)
        to.valueRef() = to.value() / divisor(static_cast<std::size_t>(i));
    chain_builder<T> builder(std::move(rates));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < c.size(); ++i) names.push_back(c.name(i));
    builder.names(std::move(names));
    for (const auto& [label, set] : c.labels()) builder.label(label, set);
    return builder.build();
  }

  void step(std::vector<T>& mass) const {
    std::vector<T> next(size());
    for (std::size_t i = 0; i < size(); ++i) next[i] = mass[i] * stays_[i];
    for (std::size_t i = 0; i < size(); ++i)
      for (const auto [to, p] : moves_.row(i)) next[to] += mass[i] * p;
    mass.swap(next);
    scale_to_one(mass);
  }
  /// By the binary digits of the number of steps; rows of powers are scaled to 1 as they should be.
  std::vector<T> by_powers(std::size_t steps, std::vector<T> mass) const {
    using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    using row = Eigen::Matrix<T, 1, Eigen::Dynamic>;
    const auto n = static_cast<Eigen::Index>(size());
    matrix power = matrix(moves_.rates());
    for (Eigen::Index i = 0; i < n; ++i) power(i, i) = stays_[static_cast<std::size_t>(i)];
    Eigen::Map<row> now(mass.data(), n);
    for (; steps > 0; steps /= 2) {
      if (steps % 2 == 1) now = (now * power).eval();
      if (steps > 1) power = (power * power).eval();
      for (Eigen::Index i = 0; i < n; ++i) power.row(i) /= power.row(i).sum();
    }
    scale_to_one(mass);
    return mass;
  }
  static void scale_to_one(std::vector<T>& mass) {
    T sum = zero<T>();
    for (const T& x : mass) sum += x;
    for (T& x : mass) x = x / sum;
  }

  chain<T> moves_;
  std::vector<T> stays_;
};

}  // namespace nines
