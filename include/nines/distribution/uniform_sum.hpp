// SPDX-License-Identifier: BSL-1.0
// uniform_sum: the sum of a few uniform durations, in closed form without subtraction.
//
//   f(x) = 1/(n-1) sum over i of  t_i f_i(x) + (1 - t_i) f_i(x - w_i),    x = sum of t_i w_i
//   F(x) = w f'(x) for x <= w, where f' has one uniform more, of the width w of the whole
//
// f_i leaves out the i-th of n uniforms of widths w; any t_i in [0, 1] that add up to x will do:
// the first ones 1, one a fraction, the rest 0, counted from the nearer end. All terms are
// positive, so both tails have all their digits, where the sum of Irwin and Hall with its signs has
// none. Cost: some 50 n! operations, for n of at most 4.
// Source: de Boor, Hoellig and Riemenschneider, Box Splines, 1993, (I.44).
// Index: Irwin-Hall distribution.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <nines/distribution/distribution.hpp>
#include <nines/distribution/singularities.hpp>

namespace nines {

namespace detail {

/// The density at x of a sum of uniforms from 0, of at most 5; y is the rest of the way, so that
/// both distances keep their digits.
template <class T>
class uniform_spline {
 public:
  static constexpr std::size_t most = 5;

  void add(const T& width) { widths_[count_++] = width; }
  [[nodiscard]] T operator()(const T& x, const T& y) const {
    if (!(x > zero<T>() && y > zero<T>())) return zero<T>();
    if (count_ == 1) return one<T>() / widths_[0];
    if (count_ == 2)  // a trapezoid; the recursion ends here, where nothing jumps
      return std::min({x, y, widths_[0], widths_[1]}) / (widths_[0] * widths_[1]);
    if (y < x) return (*this)(y, x);
    T rest = x;
    T sum = zero<T>();
    for (std::size_t i = 0; i < count_; ++i) {
      const T& width = widths_[i];
      const uniform_spline others = without(i);
      const T of_width = std::min(rest, width);
      const T left = width - of_width;
      if (of_width > zero<T>()) sum += of_width / width * others(x, y - width);
      if (left > zero<T>()) sum += left / width * others(x - width, y);
      rest -= of_width;
    }
    return sum / T(count_ - 1);
  }

 private:
  [[nodiscard]] uniform_spline without(std::size_t i) const {
    uniform_spline others = *this;
    others.widths_[i] = widths_[--others.count_];
    return others;
  }
  std::array<T, most> widths_{};
  std::size_t count_ = 0;
};

}  // namespace detail

/// The sum of at most 4 uniform durations, by the shortest time of the whole and each one's width.
template <class T = double>
class uniform_sum : public distribution_members<uniform_sum<T>, T> {
 public:
  /// of the widths that a sum may have
  static constexpr std::size_t most_widths = detail::uniform_spline<T>::most - 1;

  /// *Throws* domain_error unless there are 1 to 4 widths, each finite, more than 0 and 1e-280 of
  /// all of them or more, and the longest time is finite.
  template <class Rep, class Period>
  uniform_sum(std::chrono::duration<Rep, Period> least, std::vector<T> widths)
      : least_(seconds_of<T>("uniform_sum", "least", least)), widths_(std::move(widths)) {
    if (widths_.empty() || widths_.size() > most_widths)
      fail("uniform_sum", "number of widths", widths_.size(), "1 to 4");
    for (const T& width : widths_) {
      if (!(width > 0) || !is_finite(width))
        fail("uniform_sum", "width (s)", width, "more than 0, and finite");
      whole_ += width;
    }
    if (const T longest = least_ + whole_; !is_finite(longest))
      fail("uniform_sum", "longest time (s)", longest, "finite");
    scale_ = scale_of(whole_);
    for (const T& width : widths_) {
      const T scaled = width * scale_;
      if (!(scaled >= constant<T>(1e-280)))
        fail("uniform_sum", "width (s)", width, "1e-280 of all of them or more");
      density_.add(scaled);
    }
    probability_ = density_;
    probability_.add(whole_ * scale_);
  }

  /// Both tails and the density at t seconds; the smaller is a sum of positive terms. *Cost*: some
  /// 50 n! steps.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const T end = least_ + whole_;
    if (t <= least_ || t >= end) {
      auto edge = certainly<T>(t >= end);
      if (widths_.size() == 1 && (t == least_ || t == end)) edge.density = 1 / whole_;
      return edge;
    }
    const T whole = whole_ * scale_;
    const T x = (t - least_) * scale_;  // distances from both ends
    const T y = (end - t) * scale_;
    // By symmetry the side of the nearer end is at most 1/2, and keeps its digits.
    const T near = whole * probability_(std::min(x, y), whole + std::max(x, y));
    const T far = one<T>() - near;  // benign: near is at most 1/2
    return without_atom<T>(x < y ? near : far, x < y ? far : near, density_(x, y) * scale_);
  }
  /// The density at a distance from the shortest time; a small distance keeps its digits.
  [[nodiscard]] T density_after_least(const T& x) const {
    return density_(x * scale_, (whole_ - x) * scale_) * scale_;  // and that from the other end
  }
  /// From the shortest time to the longest; a breakpoint for each distinct sum of some of the
  /// widths.
  [[nodiscard]] time_outline<T> outline() const {
    std::vector<time_breakpoint<T>> breaks{{least_, T(widths_.size()) - 1}};
    for (const T& width : widths_)
      for (std::size_t i = breaks.size(); i-- > 0;)
        breaks.push_back({breaks[i].time + width, breaks[i].order});
    merge_ties(breaks, T(least_ + whole_));
    breaks.back().time = least_ + whole_;
    return {least_, least_ + whole_, least_ + whole_, {}, std::move(breaks)};
  }
  [[nodiscard]] T mean_seconds() const { return least_ + whole_ / 2; }  ///< the middle
  /// The sum of width^2 / 12.
  [[nodiscard]] T variance_seconds() const {
    T sum = zero<T>();
    for (const T& width : widths_) sum += width * width / 12;
    return sum;
  }
  /// The shortest time as a delay, and the widths.
  [[nodiscard]] sum_terms<T> terms() const { return {least_, {}, widths_}; }

 private:
  /// A power of two by which a width is about 1, so that no product of widths leaves the range.
  [[nodiscard]] static T scale_of(const T& width) {
    using std::frexp, std::ldexp;
    int exponent = 0;
    (void)frexp(width, &exponent);
    return ldexp(one<T>(), -std::clamp(exponent, -1000, 1000));
  }

  T least_;
  std::vector<T> widths_;
  T whole_ = zero<T>();
  T scale_ = one<T>();
  detail::uniform_spline<T> density_, probability_;
};

template <class Rep, class Period, class T>
uniform_sum(std::chrono::duration<Rep, Period>, std::vector<T>) -> uniform_sum<T>;
template <class Rep, class Period, class T>
uniform_sum(std::chrono::duration<Rep, Period>, std::initializer_list<T>) -> uniform_sum<T>;

}  // namespace nines
