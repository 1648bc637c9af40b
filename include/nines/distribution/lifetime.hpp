// SPDX-License-Identifier: BSL-1.0
// lifetime: a part that lives once, by a distribution of Boost.Math or of this library, or by any
// callable.
//
// Example:
//   lifetime disk(boost::math::weibull(1.3, 8e4));             // in hours
//   auto array = at_least(7, copies(8, disk));                 // is a lifetime, too
//   survival(array, year_365), mttf(array), b10_life(array);   // see life_measures.hpp
//
// At an instant t it is a `reliability_at` value: R(t) and 1 - R(t) (never one from the other) with
// the density of the life, which the verbs compose like any intensity.
// Index: lifetime distribution.
#pragma once

#include <algorithm>
#include <boost/math/differentiation/finite_difference.hpp>
#include <boost/math/distributions/complement.hpp>
#include <boost/math/distributions/fwd.hpp>
#include <concepts>
#include <limits>
#include <nines/distribution/distribution.hpp>
#include <nines/distribution/reliability_at.hpp>
#include <nines/duration/hours.hpp>
#include <nines/roots.hpp>
#include <utility>

namespace nines {

namespace detail {

template <class D>
concept boost_distribution = requires(const D& d, typename D::value_type t) {
  typename D::value_type;
  cdf(boost::math::complement(d, t));
  pdf(d, t);
};

/// What a callable tells of a life at t hours.
template <class R>
struct scalar_of_life;
template <class T>
struct scalar_of_life<probability<T>> {
  using type = T;
};
template <class T>
struct scalar_of_life<reliability_at<T>> {
  using type = T;
};

/// The last power of two, as an age, at which is_young(age) holds; where there is none in the range
/// of T, an end of that range.
template <class T, class IsYoung>
T last_age(const IsYoung& is_young) {
  const auto b =
      bracket_from(T(1), std::numeric_limits<T>::min() * 4, std::numeric_limits<T>::max() / 4,
                   [&](const T& age) { return !is_young(age); });
  return is_young(b.high) ? b.high : b.low;
}

}  // namespace detail

/// A lifetime; the primary template holds a callable from hours to `probability<T>` (the survival;
/// the density is then a finite difference, right to about 1e-9, and to 1e-5 at age 0) or to
/// `reliability_at<T>` (both exact).
template <class Life>
class lifetime {
 public:
  using scalar_type = typename detail::scalar_of_life<
      std::remove_cvref_t<std::invoke_result_t<const Life&, double>>>::type;
  using time_type = hours_in<scalar_type>;

  /// Holds a callable from an age in hours to probability<T> or reliability_at<T>.
  explicit lifetime(Life survival_at_hours) : life_(std::move(survival_at_hours)) {}

  /// The life at age t, which may be infinite. *Throws* domain_error if t is negative or NaN, or if
  /// the callable returns a side or a density that is.
  [[nodiscard]] reliability_at<scalar_type> at(const time_type& t) const {
    require_duration("lifetime::at", "t", t);
    const auto now = life_(t.count());
    if constexpr (std::same_as<std::remove_cvref_t<decltype(now)>, probability<scalar_type>>) {
      return {checked(now), density(t.count())};
    } else {
      require_nonnegative("lifetime::at", "density of the callable", now.density);
      return {checked(now.survival), now.density};
    }
  }

 private:
  static const probability<scalar_type>& checked(const probability<scalar_type>& survival) {
    require_unit_interval("lifetime::at", "survival of the callable", survival.value());
    require_unit_interval("lifetime::at", "its complement", survival.complement());
    return survival;
  }
  /// The slope at t of the side that is small there, in units of t; at 0, just after it; at
  /// infinity none.
  [[nodiscard]] scalar_type density(scalar_type t) const {
    if (!is_finite(t)) return 0;
    if (t == 0)  // an age by which about one life in a million has ended
      t = detail::last_age<scalar_type>(
          [this](scalar_type age) { return life_(age).complement() < scalar_type(1e-6); });
    const bool young = life_(t).value() > scalar_type(0.5);
    const auto side = [&](scalar_type u) {
      const auto now = life_(t * u);
      return young ? now.complement() : scalar_type(0) - now.value();
    };
    using boost::math::differentiation::finite_difference_derivative;
    const scalar_type slope = finite_difference_derivative<decltype(side), scalar_type, 6>(side, 1);
    return std::max(scalar_type(0), slope / t);
  }

  Life life_;
};

namespace detail {

/// What Boost.Math says, in the words of this library: its exceptions do not pass through.
template <class Ask>
auto asked_of_boost(const Ask& ask) {
  try {
    return ask();
  } catch (const std::exception& error) {
    give_up("lifetime::at", error.what());
  }
}

/// The density at x, where Boost.Math may throw at an end of the support: it is infinite there (an
/// overflow), or x is outside (0). At 0 it says 0 of lives that it knows to begin otherwise just
/// after: those do not fall towards it.
template <class Distribution, class T>
T density_at(const Distribution& d, const T& x) {
  try {
    const T density = pdf(d, x);
    if (x > 0 || density > 0) return density;
    const T first = std::numeric_limits<T>::min();
    const T just_after = pdf(d, first);
    return just_after >= pdf(d, T(first * T(0x1p40))) ? just_after : density;
  } catch (const std::overflow_error&) {
    return std::numeric_limits<T>::infinity();
  } catch (const std::domain_error&) {
    return T(0);
  } catch (const std::exception& error) {
    give_up("lifetime::at", error.what());
  }
}

/// Hazards in closed form, which stay where the density and the survival underflow.
template <class T, class Policy>
T closed_hazard(const boost::math::exponential_distribution<T, Policy>& d, const T& /*x*/) {
  return d.lambda();
}
template <class T, class Policy>
T closed_hazard(const boost::math::weibull_distribution<T, Policy>& d, const T& x) {
  using std::pow;
  return d.shape() / d.scale() * pow(x / d.scale(), d.shape() - 1);
}

}  // namespace detail

/// The lifetime of a Boost.Math distribution, whose unit is an hour unless another is given:
/// lifetime(boost::math::exponential(0.2), std::chrono::days(365)) has a mean of 5 years.
template <detail::boost_distribution Distribution>
class lifetime<Distribution> {
 public:
  using scalar_type = typename Distribution::value_type;
  using time_type = hours_in<scalar_type>;

  /// *Throws* domain_error unless the unit is positive and finite.
  explicit lifetime(Distribution distribution) : lifetime(std::move(distribution), time_type(1)) {}
  template <class Rep, class Period>
  lifetime(Distribution distribution, std::chrono::duration<Rep, Period> unit)
      : distribution_(std::move(distribution)), unit_(count_in<scalar_type>(unit)) {
    require_positive_finite_duration("lifetime", "unit", unit);
  }

  /// The life at age t, of any t from 0 to infinity: before the support of the distribution all are
  /// alive, after it none. *Throws* domain_error if t is negative or NaN; convergence_error where
  /// Boost.Math finds nothing. *Accuracy*: Boost.Math's, on the smaller side.
  [[nodiscard]] reliability_at<scalar_type> at(const time_type& t) const {
    require_duration("lifetime::at", "t", t);
    using both_sides = probability<scalar_type>;
    const scalar_type x = t.count() / unit_;
    const auto [first, last] = support(distribution_);
    if (!is_finite(x)) return {both_sides::never(), 0};
    const scalar_type density = detail::density_at(distribution_, x) / unit_;
    if (x < first) return {both_sides::always(), density};
    if (x > last) return {both_sides::never(), density};
    return {detail::asked_of_boost([&] {
              return both_sides::from_computed_sides(cdf(boost::math::complement(distribution_, x)),
                                                     cdf(distribution_, x));
            }),
            density};
  }
  /// The hazard per hour where it has a closed form (exponential and Weibull lives): also far out,
  /// where density and survival are below any number.
  [[nodiscard]] scalar_type hazard_at(const time_type& t) const
    requires requires(const Distribution& d, scalar_type x) { detail::closed_hazard(d, x); }
  {
    require_duration("hazard", "t", t);
    return detail::closed_hazard(distribution_, t.count() / unit_) / unit_;
  }

  [[nodiscard]] const Distribution& distribution() const { return distribution_; }
  /// The earliest and the latest age at which a life may end; the latter may be infinite.
  [[nodiscard]] std::pair<time_type, time_type> ages() const {
    const auto [first, last] = support(distribution_);
    const bool ends = last < std::numeric_limits<scalar_type>::max();
    return {time_type(std::max(scalar_type(0), first) * unit_),
            time_type(ends ? last * unit_ : std::numeric_limits<scalar_type>::infinity())};
  }

 private:
  Distribution distribution_;
  scalar_type unit_;
};

/// The lifetime of any distribution of a time, a plan for instance: as a part of a system.
template <time_distribution Distribution>
class lifetime<Distribution> {
 public:
  using scalar_type = typename Distribution::scalar_type;
  using time_type = hours_in<scalar_type>;

  explicit lifetime(Distribution distribution) : distribution_(std::move(distribution)) {}

  /// The life at age t, of any t from 0 to infinity. *Throws* domain_error if t is negative or NaN.
  /// *Accuracy*: the distribution's.
  [[nodiscard]] reliability_at<scalar_type> at(const time_type& t) const {
    require_duration("lifetime::at", "t", t);
    const scalar_type seconds = 3600 * t.count();
    if (!is_finite(seconds)) return {!distribution_.outline().completion, 0};
    const auto now = distribution_.at(seconds);
    return {!now.cdf, 3600 * now.density};
  }
  /// The earliest and the latest age at which a life may end; the latter may be infinite.
  [[nodiscard]] std::pair<time_type, time_type> ages() const {
    const auto outline = distribution_.outline();
    return {time_type(outline.min / 3600), time_type(outline.max / 3600)};
  }

 private:
  Distribution distribution_;
};

template <class Life>
lifetime(Life) -> lifetime<Life>;
template <detail::boost_distribution Distribution, class Rep, class Period>
lifetime(Distribution, std::chrono::duration<Rep, Period>) -> lifetime<Distribution>;

}  // namespace nines
