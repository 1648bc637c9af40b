// SPDX-License-Identifier: BSL-1.0
// Distributions of a time with closed forms that need no special function.
//
// Example:
//   const fixed_time always(30s);                       // always the same
//   const uniform_time cache(60s, 120s);                // anything between: phases, caches
//   const triangular_time guess(1min, 2min, 10min);     // least, most likely, most
//   const exponential_time repair(45s);                 // by its mean; without memory
//
// Accuracy: both tails within some 4 epsilon, given the time's distance from the bounds.
// Index: exponential distribution, triangular distribution, uniform distribution.
#pragma once

#include <nines/distribution/distribution.hpp>
#include <nines/distribution/singularities.hpp>

namespace nines {

/// A duration that is always the same.
template <class T = double>
class fixed_time : public distribution_members<fixed_time<T>, T> {
 public:
  /// *Throws* domain_error unless the time is finite and at least 0.
  template <class Rep, class Period>
  explicit fixed_time(std::chrono::duration<Rep, Period> time)
      : time_(seconds_of<T>("fixed_time", "time", time)) {}

  /// The one step at the time; t within rounding of it counts as equal.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const T width = tie_width(time_);
    return {certainly<T>(t > time_ + width).cdf, certainly<T>(t + width >= time_).cdf};
  }
  /// One atom, which is both the shortest and the longest time.
  [[nodiscard]] time_outline<T> outline() const {
    return with_cost<T>({time_, time_, time_, {{time_, one<T>()}}}, 0.05);
  }
  [[nodiscard]] T mean_seconds() const { return time_; }          ///< the time itself
  [[nodiscard]] T variance_seconds() const { return zero<T>(); }  ///< 0
  /// a delay, by which sums are shifted
  [[nodiscard]] sum_terms<T> terms() const { return {time_}; }

 private:
  T time_;
};

/// A duration that is as likely anywhere between two bounds.
template <class T = double>
class uniform_time : public distribution_members<uniform_time<T>, T> {
 public:
  /// *Throws* domain_error unless 0 <= least < most, finite.
  template <class Rep1, class Period1, class Rep2, class Period2>
  uniform_time(std::chrono::duration<Rep1, Period1> least,
               std::chrono::duration<Rep2, Period2> most)
      : least_(seconds_of<T>("uniform_time", "least", least)),
        most_(seconds_of<T>("uniform_time", "most", most)) {
    if (!(least_ < most_)) fail("uniform_time", "most (s)", most_, "more than least");
  }

  /// F = (t - least) / (most - least), and S by the distance from the other end.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    if (t <= least_ || t >= most_) return edge(t);
    const T width = most_ - least_;  // input, as the distances below
    return without_atom<T>((t - least_) / width, (most_ - t) / width, 1 / width);
  }
  /// From least to most; the density jumps at both.
  [[nodiscard]] time_outline<T> outline() const {
    return with_cost<T>({least_, most_, most_, {}, {{least_, zero<T>()}, {most_, zero<T>()}}},
                        0.05);
  }
  /// the middle of the bounds
  [[nodiscard]] T mean_seconds() const { return (least_ + most_) / 2; }
  /// (most - least)^2 / 12.
  [[nodiscard]] T variance_seconds() const {
    const T width = most_ - least_;  // input
    return width * width / 12;
  }
  /// A delay of `least`, and one width; sums of up to 4 widths are closed.
  [[nodiscard]] sum_terms<T> terms() const {
    return {least_, {}, {most_ - least_}};  // input
  }

 private:
  [[nodiscard]] distribution_value<T> edge(const T& t) const {
    auto result = certainly<T>(t >= most_);
    if (t == least_ || t == most_) result.density = 1 / (most_ - least_);  // input
    return result;
  }
  T least_, most_;
};

/// A duration by its least, most likely and most time, with straight lines between.
template <class T = double>
class triangular_time : public distribution_members<triangular_time<T>, T> {
 public:
  /// *Throws* domain_error unless 0 <= least <= mode <= most and least < most, finite.
  template <class R1, class P1, class R2, class P2, class R3, class P3>
  triangular_time(std::chrono::duration<R1, P1> least, std::chrono::duration<R2, P2> mode,
                  std::chrono::duration<R3, P3> most)
      : least_(seconds_of<T>("triangular_time", "least", least)),
        mode_(seconds_of<T>("triangular_time", "mode", mode)),
        most_(seconds_of<T>("triangular_time", "most", most)) {
    if (!(least_ <= mode_ && mode_ <= most_))
      fail("triangular_time", "mode (s)", mode_, "from least to most");
    if (!(least_ < most_)) fail("triangular_time", "most (s)", most_, "more than least");
  }

  /// Both tails and the density at t seconds, each tail from the distance to its own end.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    if (t <= least_ || t >= most_) {
      auto edge = certainly<T>(t >= most_);
      if (t == mode_) edge.density = 2 / (most_ - least_);  // input
      return edge;
    }
    const T rise = mode_ - least_;  // input, as all distances below
    const T fall = most_ - mode_;
    const T width = most_ - least_;
    if (t <= mode_) {
      const T from = t - least_;
      const T to = mode_ - t;
      return sides_of(from / width * (from / rise), fall / width + to / width * (from / rise + 1),
                      2 * (from / rise) / width);
    }
    const T from = t - mode_;
    const T to = most_ - t;
    return sides_of(rise / width + from / width * (to / fall + 1), to / width * (to / fall),
                    2 * (to / fall) / width);
  }
  /// The density at a distance from the shortest time; a small distance keeps its digits.
  [[nodiscard]] T density_after_least(const T& from) const {
    const T rise = mode_ - least_;  // input, as the distances below
    const T width = most_ - least_;
    if (from <= rise && rise > 0) return 2 * (from / rise) / width;
    return 2 * (std::max(T(0), width - from) / (most_ - mode_)) / width;
  }
  /// From least to most; the density has a kink at the mode and at each end, or jumps where the
  /// mode is at an end.
  [[nodiscard]] time_outline<T> outline() const {
    const auto at_mode = [this](const T& end) { return mode_ == end ? T(0) : T(1); };
    return with_cost<T>({least_, most_, most_, {}, breakpoints(at_mode(least_), at_mode(most_))},
                        0.05);
  }
  /// (least + mode + most) / 3
  [[nodiscard]] T mean_seconds() const { return (least_ + mode_ + most_) / 3; }
  /// By the two sides of the mode: (rise^2 + rise fall + fall^2) / 18, all terms positive.
  [[nodiscard]] T variance_seconds() const {
    const T rise = mode_ - least_;  // input
    const T fall = most_ - mode_;   // input
    return (rise * rise + rise * fall + fall * fall) / 18;
  }

 private:
  /// Both sides are sums of their own, and may drift apart.
  [[nodiscard]] static distribution_value<T> sides_of(const T& value, const T& complement,
                                                      const T& density) {
    const auto p = probability<T>::from_computed_sides(value, complement);
    return {p, p, density};
  }
  [[nodiscard]] std::vector<time_breakpoint<T>> breakpoints(const T& first, const T& last) const {
    std::vector<time_breakpoint<T>> breaks{{least_, first}, {mode_, T(1)}, {most_, last}};
    merge_ties(breaks, most_);
    return breaks;
  }
  T least_, mode_, most_;
};

/// A duration without memory, by its mean.
template <class T = double>
class exponential_time : public distribution_members<exponential_time<T>, T> {
 public:
  /// *Throws* domain_error unless the mean is finite and more than 0.
  template <class Rep, class Period>
  explicit exponential_time(std::chrono::duration<Rep, Period> mean)
      : mean_(seconds_of<T>("exponential_time", "mean", mean, true)) {}

  /// S = exp(-t / mean); F by expm1, which keeps the digits of a small one.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const T x = t / mean_;
    const T left = exp_of(-x);
    return without_atom<T>(-expm1_of(-x), left, left / mean_);
  }
  /// From 0 to infinity; e^-60 is left after 60 means, the reach.
  [[nodiscard]] time_outline<T> outline() const {
    const T forever = std::numeric_limits<T>::infinity();
    const T first = zero<T>();
    return with_cost<T>({first, forever, mean_ * 60, {}, {{first, first}}}, 0.05);
  }
  [[nodiscard]] T mean_seconds() const { return mean_; }              ///< as given
  [[nodiscard]] T variance_seconds() const { return mean_ * mean_; }  ///< the mean squared
  /// a gamma distribution of shape 1
  [[nodiscard]] sum_terms<T> terms() const { return {zero<T>(), {{mean_, one<T>()}}}; }

 private:
  T mean_;
};

template <class Rep, class Period>
fixed_time(std::chrono::duration<Rep, Period>) -> fixed_time<double>;
template <class R1, class P1, class R2, class P2>
uniform_time(std::chrono::duration<R1, P1>, std::chrono::duration<R2, P2>) -> uniform_time<double>;
template <class R1, class P1, class R2, class P2, class R3, class P3>
triangular_time(std::chrono::duration<R1, P1>, std::chrono::duration<R2, P2>,
                std::chrono::duration<R3, P3>) -> triangular_time<double>;
template <class Rep, class Period>
exponential_time(std::chrono::duration<Rep, Period>) -> exponential_time<double>;

}  // namespace nines
