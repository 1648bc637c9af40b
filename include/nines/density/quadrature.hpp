// SPDX-License-Identifier: BSL-1.0
// The quadrature of this room: 21 nodes of Gauss and Kronrod at a time, halved where needed.
//
// Integrands are non-negative and are evaluated a block of nodes at a time, so that the loops over
// a block fill registers. An interval is halved until the 21 nodes agree with the 10 of Gauss among
// them to 1e-9 of the sum so far; to 1e-8 where one integral is asked for by itself, whose weight
// may be a time that has lost digits. That is the error of the 10; the 21 are far better on the
// analytic integrands of this room (both errors fall geometrically, at rates of 32 to 20), but by
// how much is not known: what the sums are worth is measured (sequence.hpp). The half that holds
// the larger values goes first, so that tails which do not count are left at once. Integrands are
// log-smooth over an interval (refine.hpp sees to it), so agreement by accident is not to be
// feared. An interval without width holds nothing; a value that is no number is an error, and so is
// work without end: who adds up many integrals hands the budget of the whole to each. Source:
// Kronrod 1965; Piessens et al., QUADPACK, 1983.
// Index: Gauss-Kronrod quadrature.
#pragma once

#include <array>
#include <concepts>
#include <limits>
#include <nines/density/kronrod_nodes.hpp>
#include <nines/error.hpp>
#include <nines/inline.hpp>
#include <nines/scalar.hpp>

namespace nines::detail {

/// What the sums of this room mostly consist of, for a block of numbers: a register at a time.
using double_block = std::array<double, 22>;
/// e^x, to 2 epsilon, from 1e-307 up.
void quick_exp_each(double_block& x);
/// log(x), to 2 epsilon, of normal positive numbers; NaN of infinity and NaN.
void quick_log_each(double_block& x);
/// Adds c[0] + c[1] x + ... + c[terms - 1] x^(terms - 1) at x = (v - low) scale - 1, by Horner's
/// rule.
void quick_add_polynomial(const double_block& v, double low, double scale, const double* c,
                          std::size_t terms, double_block& sum);

template <class T>
class kronrod {
  static_assert(std::numeric_limits<T>::digits >= 53, "a float cannot reach the tolerances here");

 public:
  static constexpr std::size_t size = 22;  // one idle node more, of weight 0, fills the registers
  using block = std::array<T, size>;

  static const kronrod& rule() {
    static const kronrod the_rule;
    return the_rule;
  }

  /// Elementary functions of a block.
  static void exp_each(block& x) {
    if constexpr (std::same_as<T, double>)
      quick_exp_each(x);
    else
      for (T& each : x) each = exp_of(each);
  }
  static void log_each(block& x) {
    if constexpr (std::same_as<T, double>)
      quick_log_each(x);
    else
      for (T& each : x) each = log_of(each);
  }
  /// Adds a polynomial of (v - low) scale - 1, by Horner's rule.
  static void add_polynomial(const block& v, const T& low, const T& scale, const T* c,
                             std::size_t terms, block& sum) {
    if constexpr (std::same_as<T, double>) {
      quick_add_polynomial(v, low, scale, c, terms, sum);
    } else {
      for (std::size_t i = 0; i < size; ++i) {
        const T x = (v[i] - low) * scale - one<T>();
        T value = c[terms - 1];
        for (std::size_t k = terms - 1; k-- > 0;) value = value * x + c[k];
        sum[i] += value;
      }
    }
  }

  /// The integral of f over [low, high], to a fraction of what is `known` of the whole sum already;
  /// f(nodes, values) fills a block. Takes a unit of `work` for each block.
  template <class F>
  [[nodiscard]] T integrate(const F& f, const T& low, const T& high, const T& known,
                            work_budget& work) const {
    return low < high ? piece(f, low, high, known, {work, of_sums}, most_halvings) : zero<T>();
  }
  /// The same where the values at the nodes of the whole interval are known already.
  template <class F>
  [[nodiscard]] T judge(const block& values, const F& f, const T& low, const T& high,
                        const T& known, work_budget& work) const {
    work.spend(1);
    const auto seen = looked_at(values, low, high, known, of_sums);
    return seen.is_enough ? seen.sum
                          : halved(values, f, low, high, known, {work, of_sums}, most_halvings);
  }
  /// One integral by itself, with a budget of its own.
  template <class F>
  [[nodiscard]] T integrate(const F& f, const T& low, const T& high,
                            const T& known = zero<T>()) const {
    if (!(low < high)) return zero<T>();
    block nodes;
    block values;
    place(low, high, nodes);
    f(nodes, values);
    const auto seen = looked_at(values, low, high, known, of_one);
    if (seen.is_enough) return seen.sum;
    work_budget work("timing", most_blocks, "blocks of quadrature for one integral",
                     "the density is too rough");
    return halved(values, f, low, high, known, {work, of_one}, most_halvings);
  }
  /// The integral by the 21 nodes alone.
  [[nodiscard]] T whole(const block& values, const T& low, const T& high) const {
    T sum = zero<T>();
    for (std::size_t i = 0; i < size; ++i) sum += weights_[i] * values[i];
    return sum * ((high - low) / 2);
  }
  /// The nodes in an interval.
  void place(const T& low, const T& high, block& nodes) const {
    const T half = (high - low) / 2;
    const T middle = low + half;
    for (std::size_t i = 0; i < size; ++i) nodes[i] = middle + half * nodes_[i];
  }

 private:
  static constexpr int most_halvings = 48;
  static constexpr double most_blocks = 20'000;  // some 10 ms
  static constexpr double of_sums = 1e-9;
  static constexpr double of_one = 1e-8;

  /// What an integral may take, and how far 10 nodes and 21 may be apart.
  struct effort {
    work_budget& work;
    double tolerance;
  };

  /// The sum by 21 nodes, and whether it may stand.
  struct look {
    T sum;
    bool is_enough;
  };
  [[nodiscard]] look looked_at(const block& values, const T& low, const T& high, const T& known,
                               double tolerance) const {
    const T half = (high - low) / 2;  // the interval
    T fine = zero<T>();
    T coarse = zero<T>();
    for (std::size_t i = 0; i < size; ++i) {
      fine += weights_[i] * values[i];
      coarse += gauss_[i] * values[i];
    }
    if (!(fine <= std::numeric_limits<T>::max()))  // NaN or infinity
      give_up("timing", "a density is no number, or no finite one");
    const T apart = fine > coarse ? fine - coarse : coarse - fine;  // an estimate of the error
    return {half * fine, half * apart <= T(tolerance) * (half * fine + known)};
  }
  template <class F>
  [[nodiscard]] T piece(const F& f, const T& low, const T& high, const T& known, const effort& most,
                        int halvings) const {
    most.work.spend(1);
    block nodes;
    block values;
    place(low, high, nodes);
    f(nodes, values);
    const auto seen = looked_at(values, low, high, known, most.tolerance);
    return seen.is_enough || halvings == 0 ? seen.sum
                                           : halved(values, f, low, high, known, most, halvings);
  }
  /// Both halves, the one with the larger values first.
  template <class F>
  [[nodiscard]] T halved(const block& values, const F& f, const T& low, const T& high,
                         const T& known, const effort& most, int halvings) const {
    const T middle = low + (high - low) / 2;  // the interval
    if (!(low < middle && middle < high)) return whole(values, low, high);
    const bool left_first = nodes_[largest(values)] < zero<T>();
    const T first = left_first ? piece(f, low, middle, known, most, halvings - 1)
                               : piece(f, middle, high, known, most, halvings - 1);
    return first + (left_first ? piece(f, middle, high, known + first, most, halvings - 1)
                               : piece(f, low, middle, known + first, most, halvings - 1));
  }
  kronrod() {
    const auto found = nodes_of_kronrod<T>();
    nodes_.fill(zero<T>());
    weights_.fill(zero<T>());
    gauss_.fill(zero<T>());
    for (std::size_t i = 0; i <= 10; ++i) {
      nodes_[10 + i] = found.places[i];
      nodes_[10 - i] = zero<T>() - nodes_[10 + i];  // the mirror image
      weights_[10 + i] = weights_[10 - i] = found.weights[i];
      if (i % 2 == 1) gauss_[10 + i] = gauss_[10 - i] = found.gauss[i / 2];
    }
  }
  static std::size_t largest(const block& values) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < size; ++i)
      if (values[i] > values[best]) best = i;
    return best;
  }

  block nodes_, weights_, gauss_;
};

}  // namespace nines::detail

#ifdef NINES_COMPILED
extern template class nines::detail::kronrod<double>;
#else
#include <nines/density/impl/quadrature.hpp>
#endif
