// SPDX-License-Identifier: BSL-1.0
// hypoexponential_time: exponential phases one after the other, in closed form without subtraction.
//
// Example:
//   const hypoexponential_time repair({30s, 90s, 45s});  // by the mean of each phase
//   repair.cdf(5min);                                    // both sides
//
// With phase i at rate r_i, and exits x_i = r_i, 0 once all is over, the probability to be in phase
// j after a time h, from phase i, is an entry of the exponential of a matrix of two diagonals:
//
//   exp(Q h) by its series, all terms positive, for a short h;  then  P(2h) = P(h) P(h)
//
// The diagonal of P, exp(-x_i h), is known, and set anew after each product: so errors add up,
// where they would double each time. Entries are held in units of the products of r_k h over the
// phases between, as long as r_k h is below 1; so sums of 1e-400 at h, which are something at t,
// keep their digits. The order of the phases does not matter: the slowest is the first here.
// Accuracy: some 4 n + 2 log2(r t) epsilon on both sides and of the density, for n phases of which
// r is the largest rate and s the smallest, besides the s t epsilon that exp(-s t) has. Cost: n^3 /
// 6 operations for each of log2(r t) products, and some n^3 / 2 for the series. Sources: McCurdy,
// Ng & Parlett 1984 (divided differences of exp); Al-Mohy & Higham 2009 (the diagonal).
// Index: hypoexponential distribution, divided differences.
#pragma once

#include <initializer_list>
#include <nines/distribution/distribution.hpp>
#include <span>

namespace nines {

namespace detail {

/// The row of the first phase in the exponential of a line of phases, times h: phase i is left at
/// the rate `exits[i]`, and for the next one at `ups[i]`, both at most `fastest`.
template <class T>
class line_of_phases {
 public:
  line_of_phases(std::span<const T> ups, std::span<const T> exits, const T& fastest, const T& t)
      : size_(exits.size()), exits_(exits), h_(t), units_(ups.begin(), ups.end()) {
    std::size_t squarings = 0;
    for (; fastest * h_ > one<T>(); ++squarings) h_ = h_ / 2;
    for (T& unit : units_) unit *= h_;
    add_series(fastest);
    for (; squarings > 0; --squarings) square();
  }
  /// The probability of phase j, in the product of the units before it.
  [[nodiscard]] const T& entry(std::size_t j) const { return matrix_[j]; }
  [[nodiscard]] const T& unit(std::size_t j) const { return units_[j]; }

 private:
  /// exp(-fastest h) times the sum of A^k / k!, where A has (fastest - exits) h in its diagonal,
  /// and 1 beside it. An entry d places from the diagonal begins with A^d / d!, and its terms then
  /// fall like 1 / m!.
  void add_series(const T& fastest) {
    std::vector<T> stay(size_);
    for (std::size_t i = 0; i < size_; ++i) stay[i] = (fastest - exits_[i]) * h_;  // of input
    matrix_.assign(size_ * size_, zero<T>());
    for (std::size_t i = 0; i < size_; ++i) matrix_[i * size_ + i] = one<T>();
    std::vector<T> term = matrix_;
    T rest = one<T>();
    for (std::size_t k = 1; k < size_ || rest > std::numeric_limits<T>::epsilon() / 8; ++k) {
      next_term(term, stay, T(k));
      for (std::size_t i = 0; i < term.size(); ++i) matrix_[i] += term[i];
      if (k >= size_) rest = rest / T(k + 1 - size_);
    }
    const T none = exp_of(T(zero<T>() - fastest * h_));
    for (T& entry : matrix_) entry *= none;
    set_diagonal();
  }
  void next_term(std::vector<T>& term, const std::vector<T>& stay, const T& k) const {
    for (std::size_t i = 0; i < size_; ++i) {
      T* const row = &term[i * size_];
      for (std::size_t j = size_; j-- > i + 1;) row[j] = (row[j] * stay[j] + row[j - 1]) / k;
      row[i] = row[i] * stay[i] / k;
    }
  }
  void set_diagonal() {
    for (std::size_t i = 0; i < size_; ++i)
      matrix_[i * size_ + i] = exp_of(T(zero<T>() - exits_[i] * h_));
  }

  /// From h to 2h. A unit doubles while neither of its two phases is likely left within 2h.
  void square() {
    std::vector<T> scale(size_, one<T>());  // of what leads from the first phase to each
    for (std::size_t k = 0; k + 1 < size_; ++k) {
      const bool doubles = std::max(exits_[k], exits_[k + 1]) * h_ * 2 <= one<T>();
      scale[k + 1] = doubles ? T(scale[k] / 2) : scale[k];
      if (doubles) units_[k] *= 2;
    }
    std::vector<T> product(size_ * size_, zero<T>());
    for (std::size_t i = 0; i < size_; ++i) {
      T* const row = &product[i * size_];
      for (std::size_t k = i; k < size_; ++k)
        for (std::size_t j = k; j < size_; ++j)
          row[j] += matrix_[i * size_ + k] * matrix_[k * size_ + j];
      for (std::size_t j = i + 1; j < size_; ++j) row[j] *= T(scale[j] / scale[i]);
    }
    matrix_ = std::move(product);
    h_ *= 2;
    set_diagonal();
  }

  std::size_t size_;
  std::span<const T> exits_;
  T h_;
  std::vector<T> units_, matrix_;
};

}  // namespace detail

/// A duration of exponential phases one after the other: a sum of exponential times.
template <class T = double>
class hypoexponential_time : public distribution_members<hypoexponential_time<T>, T> {
 public:
  static constexpr std::size_t most_phases = 512;  ///< more are refused

  /// By the mean of each phase. *Throws* domain_error unless there are 1 to 512, each of 1e-140 to
  /// 1e140 s: squares of them are numbers.
  template <class Rep, class Period>
  explicit hypoexponential_time(std::span<const std::chrono::duration<Rep, Period>> means) {
    if (means.empty()) fail("hypoexponential_time", "needs at least one phase");
    if (means.size() > most_phases)
      fail("hypoexponential_time", "number of phases", means.size(), "at most 512");
    for (const auto& mean : means) {
      const T seconds = seconds_of<T>("hypoexponential_time", "mean", mean, true);
      if (!(seconds >= constant<T>(1e-140)) || !(seconds <= constant<T>(1e140)))
        fail("hypoexponential_time", "mean (s)", seconds, "from 1e-140 to 1e140");
      rates_.push_back(one<T>() / seconds);
    }
    std::sort(rates_.begin(), rates_.end());
  }
  /// The same, from a vector. *Throws* the same.
  template <class Rep, class Period>
  explicit hypoexponential_time(const std::vector<std::chrono::duration<Rep, Period>>& means)
      : hypoexponential_time(std::span<const std::chrono::duration<Rep, Period>>(means)) {}
  /// The same, from a list. *Throws* the same.
  template <class Rep, class Period>
  hypoexponential_time(std::initializer_list<std::chrono::duration<Rep, Period>> means)
      : hypoexponential_time(
            std::span<const std::chrono::duration<Rep, Period>>(means.begin(), means.size())) {}

  /// The probabilities and the density at t, in seconds.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    std::vector<T> exits = rates_;
    exits.push_back(zero<T>());
    const detail::line_of_phases<T> line(rates_, exits, rates_.back(), t);
    T left = zero<T>();
    T phase = zero<T>();
    T unit = one<T>();
    for (std::size_t j = 0; j < rates_.size(); ++j) {
      phase = line.entry(j) * unit;
      left += phase;
      unit *= line.unit(j);
    }
    const T over = line.entry(rates_.size()) * unit;
    const T sum = over + left;  // 1, but for rounding
    return without_atom<T>(over / sum, left / sum, phase / sum * rates_.back());
  }
  /// The rate at which it ends at t, if it has not yet, per second; also where the probability of
  /// that is below the range of T. *Throws* domain_error unless t is 0 or more and finite.
  [[nodiscard]] T hazard_at(const seconds_in<T>& t) const {
    require_finite_duration("hazard", "t", t);
    std::vector<T> exits = rates_;                 // of what is left times exp(slowest t)
    for (T& exit : exits) exit -= rates_.front();  // of input
    const std::span<const T> ups(rates_.data(), rates_.size() - 1);
    const detail::line_of_phases<T> line(ups, exits, rates_.back(), t.count());
    T left = line.entry(0);  // in the units of the last phase so far
    for (std::size_t j = 1; j < rates_.size(); ++j) left = left / line.unit(j - 1) + line.entry(j);
    return rates_.back() * (line.entry(rates_.size() - 1) / left);
  }

  /// Its range, from 0 without end, and how its density begins.
  [[nodiscard]] time_outline<T> outline() const {
    const T forever = std::numeric_limits<T>::infinity();
    const auto n = static_cast<double>(rates_.size());
    return with_cost<T>({zero<T>(), forever, reach(), {}, {{zero<T>(), T(rates_.size() - 1)}}},
                        0.3 + 1e-3 * n * n * (2 * n + 20));
  }
  /// The mean in seconds: the sum of the means of the phases.
  [[nodiscard]] T mean_seconds() const {
    T sum = zero<T>();
    for (const T& rate : rates_) sum += one<T>() / rate;
    return sum;
  }
  /// The variance in seconds squared: the sum of the squared means of the phases.
  [[nodiscard]] T variance_seconds() const {
    T sum = zero<T>();
    for (const T& rate : rates_) sum += one<T>() / rate / rate;
    return sum;
  }

 private:
  [[nodiscard]] T reach() const {
    T time = mean_seconds();
    while (at(time).cdf.complement() > T(negligible_mass)) time += time / 2;
    return time;
  }

  std::vector<T> rates_;  // the slowest first
};

template <class Rep, class Period>
hypoexponential_time(const std::vector<std::chrono::duration<Rep, Period>>&)
    -> hypoexponential_time<double>;
template <class Rep, class Period>
hypoexponential_time(std::initializer_list<std::chrono::duration<Rep, Period>>)
    -> hypoexponential_time<double>;

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::hypoexponential_time<double>;
#endif
