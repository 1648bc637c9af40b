// SPDX-License-Identifier: BSL-1.0
// The down time in a window when outages have any distribution: certain bounds.
//
//   compound_downtime d(days(30), outage, month_30d);    MTTF, distribution of an outage, window
//   d.cdf(21.6min)                                       {lower, upper}, both sides of each
//
//   P(D <= x) = P(Y_1 + ... + Y_N <= x),   N ~ Poisson((t - x) / MTTF)
//
// exactly, for exponential up times and a window that begins up (Takacs 1957); with one outage
// more, of a distribution of its own, if it begins with one:
//
//   d.cdf_after(outage, 21.6min)     the window begins as the unit fails
//   d.cdf_after(rest, 21.6min)       ... in the midst of an outage; `rest` is its residual life
//
// Found in the long run it is up with probability A, else in the midst of an outage that ends
// within y with probability E[min(Y, y)] / E[Y] (residual_life() of a random time): the ends of
// both brackets are mixed by pivot(A, up, down). `outage` maps a time to the probability, with both
// sides, that an outage has ended by then. It is rounded up, and down, to multiples of x / cells:
// the sums then bound the truth from both sides. A Poisson count of mean m is that of two halves,
// down to a mean of at most 1, where its distribution is a short power series; so everything is a
// product of distributions on a lattice with one place for "more than x": sums of positive terms,
// both tails. The bounds are widened by what rounding can do; the figures of `outage` are taken as
// they are. The width falls as 1 / cells. Cost: (27 + log2 of the mean) cells^2 products for each
// x, 1e10 at most. The recursion of Panjer (1981) gives the lower tail alone; this one gives both.
// Index: compound Poisson process.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/duration/hours.hpp>
#include <nines/error.hpp>
#include <nines/probability/bounds.hpp>
#include <vector>

namespace nines {

namespace detail {

/// A distribution on 0, 1, ... m cells and one place beyond. The masses add up to 1, or less.
template <class T>
struct lattice_distribution {
  std::vector<T> mass;
  T over = zero<T>();

  /// The distribution of the sum with a whole distribution, of the same size.
  [[nodiscard]] lattice_distribution plus(const lattice_distribution& whole) const {
    const std::size_t n = mass.size();
    lattice_distribution sum{std::vector<T>(n, zero<T>()), over};
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t k = 0; k + j < n; ++k) sum.mass[j + k] += mass[j] * whole.mass[k];
    T beyond = whole.over;  // P(the other is more than n - 1 - j)
    for (std::size_t j = 0; j < n; ++j) {
      sum.over += mass[j] * beyond;
      beyond += whole.mass[n - 1 - j];
    }
    return sum;
  }
};

/// The sum of a Poisson number of terms; with the probability of numbers that are left out.
/// `levels` counts the products that went into it one after the other, as a power series of
/// rounding errors.
template <class T>
struct poisson_sum {
  lattice_distribution<T> dist;
  T left_out;
  double levels;

  poisson_sum(const lattice_distribution<T>& term, T mean) {
    int doublings = 0;
    for (; mean > one<T>(); ++doublings) mean = mean / T(2);
    constexpr int most = 25;
    std::vector<T> poisson(1, exp_of(T(-mean)));
    for (int n = 1; n <= most; ++n) poisson.push_back(poisson.back() * mean / T(n));
    dist.mass.assign(term.mass.size(), zero<T>());
    for (std::size_t n = poisson.size(); n-- > 0;) {
      dist = dist.plus(term);
      dist.mass[0] += poisson[n];
    }
    left_out = poisson.back() * mean / T(most);  // at least the probability of more than `most`
    levels = most + 2;
    for (; doublings > 0; --doublings) {
      dist = dist.plus(dist);
      left_out = left_out * T(2);
      levels = 2 * levels + 1;
    }
  }
  [[nodiscard]] T within() const {
    T sum = zero<T>();
    for (const T& m : dist.mass) sum += m;
    return sum;
  }
};

}  // namespace detail

/// The distribution of the down time of a unit whose outages last by any distribution: bounds.
/// `Dist` maps hours_in<T> to the probability<T> that an outage has ended by then. Immutable.
template <class Dist>
class compound_downtime {
  using over_by = std::invoke_result_t<const Dist&, hours_in<double>>;

 public:
  using scalar_type = typename over_by::scalar_type;
  using T = scalar_type;

  /// *Throws* domain_error unless mttf > 0 (it may be infinite), the window > 0 is finite, window /
  /// mttf is at most 1e9, and there are from 1 to 1e5 cells; convergence_error where cells are too
  /// many for the cost above.
  template <class Rep1, class Period1, class Rep2, class Period2>
  compound_downtime(std::chrono::duration<Rep1, Period1> mttf, Dist dist,
                    std::chrono::duration<Rep2, Period2> window, std::size_t cells = 1000)
      : dist_(std::move(dist)),
        mttf_(count_in<T>(mttf)),
        window_(count_in<T>(window)),
        cells_(cells) {
    constexpr auto function = "compound_downtime";
    require_positive_duration(function, "mttf", mttf);
    if (!(window_ > zero<T>()) || !is_finite(window_))
      fail(function, "window (in hours)", window_, "more than 0, and finite");
    if (!(cells >= 1 && cells <= 100000)) fail(function, "cells", cells, "from 1 to 1e5");
    if (!(window_ / mttf_ <= T(1e9)))
      fail(function, "window / mttf", T(window_ / mttf_), "at most 1e9");
    const double doublings = std::log2(std::max(2.0, static_cast<double>(window_ / mttf_)));
    const auto n = static_cast<double>(cells);
    work_budget(function, 1e10, "products", "take fewer cells").spend((27 + doublings) * n * n);
  }

  /// Bounds of the probability that the down time is at most that long. *Throws* domain_error for a
  /// negative duration, and where the distribution is none: outside [0, 1], or falling.
  template <class Rep, class Period>
  [[nodiscard]] bounds<T> cdf(std::chrono::duration<Rep, Period> down) const {
    require_duration("compound_downtime::cdf", "down", down);
    const T x = count_in<T>(down);
    if (!(x < window_)) return {probability<T>::always(), probability<T>::always()};
    const auto ends = ends_by(dist_, x);
    return bounds_of(outages(rounded(ends, 0), x), outages(rounded(ends, 1), x));
  }
  /// The same where the window begins with an outage; `first` is the distribution of what is left
  /// of it.
  template <class First, class Rep, class Period>
  [[nodiscard]] bounds<T> cdf_after(const First& first,
                                    std::chrono::duration<Rep, Period> down) const {
    require_duration("compound_downtime::cdf_after", "down", down);
    const T x = count_in<T>(down);
    if (!(x < window_)) return {probability<T>::always(), probability<T>::always()};
    const auto ends = ends_by(dist_, x);
    const auto first_ends = ends_by(first, x);
    const auto after = [&](std::size_t skip) {
      auto sum = outages(rounded(ends, skip), x);
      sum.dist = sum.dist.plus(rounded(first_ends, skip));
      sum.levels += 1;
      return sum;
    };
    return bounds_of(after(0), after(1));
  }
  /// Bounds of the probability of being down for longer than that.
  template <class Rep, class Period>
  [[nodiscard]] bounds<T> survival(std::chrono::duration<Rep, Period> down) const {
    return !cdf(down);
  }

 private:
  /// All outages that begin in the up time beside x.
  [[nodiscard]] detail::poisson_sum<T> outages(const detail::lattice_distribution<T>& one,
                                               const T& x) const {
    return {one, (window_ - x) / mttf_};  // input data
  }
  /// From outages that are rounded up, and down.
  [[nodiscard]] bounds<T> bounds_of(const detail::poisson_sum<T>& longer,
                                    const detail::poisson_sum<T>& shorter) const {
    const double wide = 2 * longer.levels * static_cast<double>(cells_ + 8);
    const T slack = T(wide) * std::numeric_limits<T>::epsilon();
    return {between(T(longer.within()), T(longer.dist.over + longer.left_out), slack, -1),
            between(T(shorter.within() + shorter.left_out), T(shorter.dist.over), slack, +1)};
  }
  /// The probabilities that an outage has ended within 0, 1, ... cells + 1 cells.
  template <class Outage>
  [[nodiscard]] std::vector<probability<T>> ends_by(const Outage& dist, const T& x) const {
    std::vector<probability<T>> ends;
    ends.reserve(cells_ + 2);
    for (std::size_t j = 0; j <= cells_ + 1; ++j) {
      const T part = T(static_cast<double>(j)) / T(static_cast<double>(cells_));
      const probability<T> p = dist(hours_in<T>(T(x * part)));
      if (!is_in_unit_interval(p.value()) || !is_in_unit_interval(p.complement()))
        fail("compound_downtime", "the probability that an outage is over", p.value(), "in [0, 1]");
      if (j > 0 && p.value() < ends.back().value() * T(1 - 1e-9))  // more than rounding
        fail("compound_downtime", "the probability that an outage is over falls");
      ends.push_back(p);
    }
    return ends;
  }
  /// The distribution rounded up to whole cells, or down (skip = 1): what ends by the first is at
  /// 0.
  [[nodiscard]] detail::lattice_distribution<T> rounded(const std::vector<probability<T>>& ends,
                                                        std::size_t skip) const {
    detail::lattice_distribution<T> dist{{ends[skip].value()}, ends[cells_ + skip].complement()};
    for (std::size_t j = skip + 1; j <= cells_ + skip; ++j) {
      const bool is_early = ends[j].value() < ends[j].complement();
      // One rounding of a difference of given figures; added up they are these figures again.
      const T mass = is_early ? ends[j].value() - ends[j - 1].value()
                              : ends[j - 1].complement() - ends[j].complement();
      dist.mass.push_back(std::max(zero<T>(), mass));
    }
    return dist;
  }
  /// A lower (-1) or upper (+1) bound, moved outwards by the slack.
  static probability<T> between(const T& value, const T& complement, const T& slack, int side) {
    const T more = one<T>() + slack;
    const T one = nines::one<T>();
    return side < 0
               ? probability<T>(unchecked, T(value / more), std::min(one, T(complement * more)))
               : probability<T>(unchecked, std::min(one, T(value * more)), T(complement / more));
  }

  Dist dist_;
  T mttf_, window_;
  std::size_t cells_;
};

}  // namespace nines
