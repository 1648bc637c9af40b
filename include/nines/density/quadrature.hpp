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

#include <Eigen/Core>
#include <array>
#include <bit>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cstdint>
#include <limits>
#include <nines/error.hpp>
#include <nines/scalar.hpp>

namespace nines::detail {

template <class T>
class kronrod {
  static_assert(std::numeric_limits<T>::digits >= 53, "a float cannot reach the tolerances here");

 public:
  static constexpr std::size_t size = 22;  // one idle node more, of weight 0, fills the registers
  using block = std::array<T, size>;
  using lanes = Eigen::Array<T, static_cast<int>(size), 1>;

  static const kronrod& rule() {
    static const kronrod the_rule;
    return the_rule;
  }

  /// Elementary functions of a block, a register at a time.
  static void exp_each(block& x) {
    if constexpr (std::same_as<T, double>)
      quick_exp_each(x);
    else
      map(x) = map(x).exp();
  }
  static void log_each(block& x) {
    if constexpr (std::same_as<T, double>)
      quick_log_each(x);
    else
      map(x) = map(x).log();
  }
  /// A block as Eigen computes with it.
  static auto map(block& x) { return Eigen::Map<lanes>(x.data()); }
  static auto map(const block& x) { return Eigen::Map<const lanes>(x.data()); }

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
    using fine_rule = boost::math::quadrature::gauss_kronrod<T, 21>;
    using coarse_rule = boost::math::quadrature::gauss<T, 10>;
    nodes_.fill(zero<T>());
    weights_.fill(zero<T>());
    gauss_.fill(zero<T>());
    for (std::size_t i = 0; i <= 10; ++i) {
      nodes_[10 + i] = fine_rule::abscissa()[i];
      nodes_[10 - i] = zero<T>() - nodes_[10 + i];  // the mirror image
      weights_[10 + i] = weights_[10 - i] = fine_rule::weights()[i];
      if (i % 2 == 1) gauss_[10 + i] = gauss_[10 - i] = coarse_rule::weights()[i / 2];
    }
  }
  /// e^x = 2^k e^r, |r| <= ln 2 / 2, by the Taylor polynomial of degree 12; to 2 epsilon, from
  /// 1e-307 up. No branch, table or division: half the time of Eigen's exp, of
  /// which sums mostly consist.
  static void quick_exp_each(block& x) {
    constexpr double round = 0x1.8p52;  // added, the last bits are a whole number
    const lanes y = map(x).max(-707.0).min(709.0);
    const lanes shifted = y * 1.4426950408889634 + round;
    const lanes k = shifted - round;
    const lanes r = (y - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33;  // k ln 2, exactly
    lanes p = r * (1.0 / 479001600) + 1.0 / 39916800;
    p = ((p * r + 1.0 / 3628800) * r + 1.0 / 362880) * r + 1.0 / 40320;
    p = ((p * r + 1.0 / 5040) * r + 1.0 / 720) * r + 1.0 / 120;
    p = ((p * r + 1.0 / 24) * r + 1.0 / 6) * r + 0.5;
    p = (p * r + 1.0) * r + 1.0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto at = static_cast<Eigen::Index>(i);
      const auto exponent = std::bit_cast<std::uint64_t>(shifted[at]) + 1023;
      x[i] = p[at] * std::bit_cast<double>(exponent << 52);
    }
  }
  /// log(2^k m) = k ln 2 + log m, m from sqrt(1/2) to sqrt(2), by the series of 2 atanh(s) with
  /// s = (m - 1) / (m + 1); to 2 epsilon, of normal positive numbers; NaN of infinity and NaN. No
  /// branch or table: some half of the time of Eigen's log.
  static void quick_log_each(block& x) {
    constexpr std::uint64_t root = 0x3fe6a09e667f3bcd;  // the bits of sqrt(1/2)
    constexpr double whole = 0x1p52;                    // its last bits are a whole number
    lanes m;
    lanes k;
    for (std::size_t i = 0; i < size; ++i) {
      const auto at = static_cast<Eigen::Index>(i);
      const auto bits = std::bit_cast<std::uint64_t>(x[i]);
      const std::uint64_t beyond = bits - root;  // whose first 12 bits are k
      m[at] = std::bit_cast<double>(bits - ((beyond >> 52) << 52));
      const std::uint64_t biased = (beyond + (std::uint64_t{1} << 63)) >> 52;  // k + 2048
      k[at] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(whole) | biased) - (whole + 2048);
    }
    const lanes f = m - 1.0;  // exact
    const lanes s = f / (f + 2.0);
    const lanes z = s * s;
    lanes p = z * (2.0 / 23) + 2.0 / 21;
    p = ((p * z + 2.0 / 19) * z + 2.0 / 17) * z + 2.0 / 15;
    p = ((p * z + 2.0 / 13) * z + 2.0 / 11) * z + 2.0 / 9;
    p = ((p * z + 2.0 / 7) * z + 2.0 / 5) * z + 2.0 / 3;
    const lanes low = k * 0x1.a39ef35793c76p-33 + (map(x) - map(x));  // 0, NaN of infinity
    map(x) = k * 0x1.62e42feep-1 + (f - (s * (f - p * z) - low));     // k ln 2, exactly
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
#endif
