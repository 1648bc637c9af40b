// SPDX-License-Identifier: BSL-1.0
// Distributions of durations by Boost.Math: lognormal, Weibull, gamma, and any other of its own.
//
// Example:
//   const auto promote = lognormal_time<>::from_median(90s, 99_percent, 240s);   // 50 % by 90 s
//   const weibull_time start(1.5, 60s);          // shape and scale
//   const gamma_time copy(2.5, 20s);             // shape and scale
//   const auto checks = erlang_time(3, 45s);     // a number of exponential phases, and the mean
//   const distribution_time other(boost::math::weibull(2, 5), 1min);   // any other, its unit
//
// Accuracy: Boost.Math's, on each tail by itself. Where it gives up, as at a gamma distribution of
// shape 1e12, that is a convergence_error of the distribution's name.
// Index: Weibull distribution, lognormal distribution, gamma distribution, Erlang distribution.
#pragma once

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <nines/distribution/boost_calls.hpp>
#include <nines/distribution/distribution.hpp>
#include <nines/distribution/singularities.hpp>

namespace nines {

/// A duration by a distribution of Boost.Math, with its unit of time.
template <class Distribution>
class distribution_time : public distribution_members<distribution_time<Distribution>,
                                                      typename Distribution::value_type> {
  using T = typename Distribution::value_type;

 public:
  /// `order` says how the density begins: like the power t^order, or smoothly (the default is a
  /// jump or less), `name` who is to blame in a message. *Throws* domain_error when the
  /// distribution has negative times; convergence_error, as the members, where Boost.Math gives up.
  template <class Rep, class Period>
  distribution_time(Distribution distribution, std::chrono::duration<Rep, Period> unit,
                    T order = zero<T>(), const char* name = "distribution_time")
      : distribution_(std::move(distribution)),
        name_(name),
        unit_(seconds_of<T>("distribution_time", "unit", unit, true)),
        order_(order),
        least_(support(distribution_).first),
        most_(support(distribution_).second) {
    if (!(least_ >= 0)) fail("distribution_time", "least time", least_, "0 or more");
    if (!(most_ < std::numeric_limits<T>::max())) most_ = forever;
    reach_ = is_finite(most_) ? most_ : reach();
  }

  /// Both tails and the density at t seconds, by Boost.Math. The tails do not come from one
  /// another.
  [[nodiscard]] distribution_value<T> at(const T& t) const;
  /// The density alone, at a fraction of the cost.
  [[nodiscard]] T density_at(const T& t) const;
  /// The support in seconds. The density is rough, by `order`, at the shortest time alone, and
  /// jumps at a finite longest one.
  [[nodiscard]] time_outline<T> outline() const {
    const T least = least_ * unit_;
    time_outline<T> dist{least, most_ * unit_, reach_ * unit_, {}, {{least, order_}}};
    if (is_finite(most_)) dist.breakpoints.push_back({dist.max, zero<T>()});
    return dist;
  }
  /// The mean in seconds. Infinite where Boost.Math calls it undefined: a tail that is too heavy.
  [[nodiscard]] T mean_seconds() const;
  /// The variance in seconds squared; infinite where it or the mean is undefined.
  [[nodiscard]] T variance_seconds() const;
  /// as given, in its unit
  [[nodiscard]] const Distribution& distribution() const { return distribution_; }

 private:
  template <class F>
  [[nodiscard]] T moment(const F& of_distribution) const {
    try {
      const T moment = of_distribution();
      return moment < std::numeric_limits<T>::max() ? moment : forever;
    } catch (const std::domain_error&) {  // undefined
      return forever;
    } catch (const std::overflow_error&) {  // finite, but more than any number
      return forever;
    } catch (const std::runtime_error& e) {
      give_up(name_, e.what());
    }
  }
  template <class F>
  [[nodiscard]] auto by_boost(const F& compute) const {
    return detail::by_boost(name_, compute);
  }

  [[nodiscard]] T reach() const;

  static constexpr T forever = std::numeric_limits<T>::infinity();
  Distribution distribution_;
  const char* name_;
  T unit_, order_, least_, most_;
  T reach_ = zero<T>();
};

template <class Distribution>
auto distribution_time<Distribution>::at(const T& t) const -> distribution_value<T> {
  const T x = t / unit_;
  if (!(x >= least_) || x >= most_) return certainly<T>(x >= most_);
  const auto sides = by_boost([&] { return detail::sides_of(distribution_, x); });
  return {sides, sides, density_at(t)};
}

template <class Distribution>
auto distribution_time<Distribution>::density_at(const T& t) const -> T {
  const T x = t / unit_;
  if (!(x >= least_) || x >= most_) return zero<T>();
  const T inside = std::max(x, least_ + 4 * std::numeric_limits<T>::min());
  const T density = by_boost([&] { return pdf(distribution_, inside); }) / unit_;
  if (density >= zero<T>()) return density;
  const auto sides = by_boost([&] { return detail::sides_of(distribution_, inside); });
  if (sides.value() > zero<T>() && sides.complement() > zero<T>())
    give_up(name_, "the density at " + describe(t) + " s is no number");
  return zero<T>();  // 0 times infinity: an inverse Gaussian time at its first instant
}

template <class Distribution>
auto distribution_time<Distribution>::mean_seconds() const -> T {
  using boost::math::mean;  // of some distributions it is a default
  return moment([this] { return mean(distribution_); }) * unit_;
}

template <class Distribution>
auto distribution_time<Distribution>::variance_seconds() const -> T {
  if (!is_finite(mean_seconds())) return forever;
  return moment([this] { return detail::variance_by_boost<T>(distribution_); }) * unit_ * unit_;
}

template <class Distribution>
auto distribution_time<Distribution>::reach() const -> T {
  return detail::reach_of<T>([this](const T& x) { return at(x * unit_); },
                             std::max({least_, by_boost([this] { return median(distribution_); }),
                                       std::numeric_limits<T>::min()}));
}

/// A duration whose logarithm is normal.
template <class T = double>
class lognormal_time : public distribution_time<boost::math::lognormal_distribution<T>> {
  using base = distribution_time<boost::math::lognormal_distribution<T>>;

 public:
  /// From the median and the standard deviation of the (natural) log. *Throws* domain_error unless
  /// both are finite and more than 0.
  template <class Rep, class Period>
  lognormal_time(std::chrono::duration<Rep, Period> median, T deviation_of_log)
      : base(boost::math::lognormal_distribution<T>(
                 zero<T>(), detail::positive_parameter("lognormal_time", "deviation_of_log",
                                                       deviation_of_log)),
             median, smooth_order<T>, "lognormal_time") {}
  /// From what people know: half have ended by the median, and `probability` by a second time.
  /// *Throws* domain_error unless the probability is between 1/2 and 1 and the second time is after
  /// the median, or both are the other way round.
  template <class R1, class P1, class R2, class P2>
  [[nodiscard]] static lognormal_time from_median(std::chrono::duration<R1, P1> median,
                                                  const probability<T>& p,
                                                  std::chrono::duration<R2, P2> time) {
    constexpr auto function = "lognormal_time::from_median";
    const T half = seconds_of<T>(function, "median", median, true);
    const T other = seconds_of<T>(function, "time", time, true);
    if (!(p.value() > 0 && p.complement() > 0))
      fail(function, "probability", p.value(), "more than 0 and less than 1");
    const T z = detail::normal_quantile(p);
    const T deviation = std::log(other / half) / z;
    if (!(deviation > 0) || !is_finite(deviation))
      fail(function, "time (s)", other, "on the same side of the median as the probability");
    return {median, deviation};
  }
  /// As of any distribution_time, with the cost of a lognormal tail.
  [[nodiscard]] time_outline<T> outline() const { return with_cost(base::outline(), 0.4); }
};

/// A duration by Weibull's distribution: the hazard falls for a shape below 1 and grows above it.
template <class T = double>
class weibull_time : public distribution_time<boost::math::weibull_distribution<T>> {
  using base = distribution_time<boost::math::weibull_distribution<T>>;

 public:
  /// *Throws* domain_error unless shape and scale are finite and more than 0.
  template <class Rep, class Period>
  weibull_time(T shape, std::chrono::duration<Rep, Period> scale)
      : base(boost::math::weibull_distribution<T>(
                 detail::positive_parameter("weibull_time", "shape", shape)),
             scale, shape - 1,  // an order, below 0 for an infinite density
             "weibull_time") {}

  /// As of any distribution_time, with the cost of a Weibull tail.
  [[nodiscard]] time_outline<T> outline() const { return with_cost(base::outline(), 0.2); }
};

/// A duration by the gamma distribution; the mean is shape times scale.
template <class T = double>
class gamma_time : public distribution_time<boost::math::gamma_distribution<T>> {
  using base = distribution_time<boost::math::gamma_distribution<T>>;

 public:
  /// *Throws* domain_error unless shape and scale are finite and more than 0.
  template <class Rep, class Period>
  gamma_time(T shape, std::chrono::duration<Rep, Period> scale)
      : base(boost::math::gamma_distribution<T>(
                 detail::positive_parameter("gamma_time", "shape", shape)),
             scale, shape - 1,  // an order, as for Weibull's distribution
             "gamma_time"),
        terms_{zero<T>(), {{seconds_of<T>("gamma_time", "scale", scale), shape}}} {}

  /// As of any distribution_time, with the cost of an incomplete gamma function.
  [[nodiscard]] time_outline<T> outline() const { return with_cost(base::outline(), 4); }
  /// Its scale and shape, by which sums of gamma times of one scale stay closed.
  [[nodiscard]] sum_terms<T> terms() const { return terms_; }

 private:
  sum_terms<T> terms_;
};

/// A number of exponential phases of one rate, by the mean of the whole.
template <class T = double, class Rep, class Period>
[[nodiscard]] gamma_time<T> erlang_time(std::size_t phases,
                                        std::chrono::duration<Rep, Period> mean) {
  if (phases == 0) fail("erlang_time", "phases", phases, "1 or more");
  const T seconds = seconds_of<T>("erlang_time", "mean", mean, true);
  return {T(phases), seconds_in<T>(seconds / T(phases))};
}

template <class Distribution, class Rep, class Period>
distribution_time(Distribution, std::chrono::duration<Rep, Period>)
    -> distribution_time<Distribution>;
template <class Rep, class Period>
lognormal_time(std::chrono::duration<Rep, Period>, double) -> lognormal_time<double>;
template <class Rep, class Period>
weibull_time(double, std::chrono::duration<Rep, Period>) -> weibull_time<double>;
template <class Rep, class Period>
gamma_time(double, std::chrono::duration<Rep, Period>) -> gamma_time<double>;

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::distribution_time<boost::math::lognormal_distribution<double>>;
extern template class nines::distribution_time<boost::math::weibull_distribution<double>>;
extern template class nines::distribution_time<boost::math::gamma_distribution<double>>;
extern template double nines::detail::normal_quantile(const nines::probability<double>&);
#endif
