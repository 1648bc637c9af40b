// SPDX-License-Identifier: BSL-1.0
// Laws of durations by Boost.Math: any distribution of its, and the ones that people ask for.
//
//   lognormal_time::from_median(90s, 99_percent, 240s)   half by 90 s, 99 % by 240 s
//   weibull_time(1.5, 60s)   gamma_time(2.5, 20s)         shape and scale
//   erlang_time(3, 45s)                                   so many exponential phases, and the mean
//   pert_time(1min, 2min, 10min)                          least, most likely, most
//   distribution_time(boost::math::inverse_gaussian(2, 5), 1min)
//
// Accuracy: Boost.Math's, on each tail by itself. Source of the PERT law: Malcolm et al. 1959.
#pragma once

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <nines/timing/bounded.hpp>

namespace nines {

namespace detail {

/// A time after which 1e-26 is left of a law, from its survival.
template <class T, class At>
T reach_of(const At& at, T start) {
  while (start < std::numeric_limits<T>::max() / 4 &&
         at(start).within.complement() > T(negligible_mass))
    start = start + start / 2;
  return start;
}

/// What a law says of itself when its density is like a power at the ends of its support.
template <class T>
law_outline<T> outline_of_support(const T& least, const T& most, const T& reach, const T& order_low,
                                  const T& order_high) {
  law_outline<T> law{least, most, reach, {}, {{least, order_low}}};
  if (is_finite(most)) law.breakpoints.push_back({most, order_high});
  return law;
}

template <class T>
T positive_parameter(const char* function, const char* argument, const T& x) {
  if (!(x > zero<T>()) || !is_finite(x)) fail(function, argument, x, "more than 0, and finite");
  return x;
}

}  // namespace detail

/// A duration by a distribution of Boost.Math, of which one is so long.
template <class Distribution>
class distribution_time
    : public law_members<distribution_time<Distribution>, typename Distribution::value_type> {
  using T = typename Distribution::value_type;

 public:
  /// `order` says how the density begins: like the power t^order, or smoothly (the default is a
  /// jump or less). *Throws* domain_error when the distribution has negative times.
  template <class Rep, class Period>
  distribution_time(Distribution distribution, std::chrono::duration<Rep, Period> unit,
                    T order = detail::zero<T>())
      : distribution_(std::move(distribution)),
        unit_(detail::seconds_of<T>("distribution_time", "unit", unit, true)),
        order_(order),
        least_(support(distribution_).first),
        most_(support(distribution_).second) {
    if (!(least_ >= 0)) detail::fail("distribution_time", "least time", least_, "0 or more");
    if (!(most_ < std::numeric_limits<T>::max())) most_ = std::numeric_limits<T>::infinity();
    reach_ = detail::is_finite(most_)
                 ? most_
                 : detail::reach_of<T>([this](const T& x) { return at(x * unit_); },
                                       std::max(least_, median(distribution_)));
  }

  [[nodiscard]] law_instant<T> at(const T& t) const {
    const T x = t / unit_;
    if (!(x >= least_) || x >= most_) return detail::certainly<T>(x >= most_);
    const T inside = std::max(x, least_ + 4 * std::numeric_limits<T>::min());
    return detail::without_atom<T>(cdf(distribution_, x),
                                   cdf(boost::math::complement(distribution_, x)),
                                   pdf(distribution_, inside) / unit_);
  }
  [[nodiscard]] law_outline<T> outline() const {
    return detail::outline_of_support<T>(least_ * unit_, most_ * unit_, reach_ * unit_, order_,
                                         detail::zero<T>());
  }
  [[nodiscard]] T mean_seconds() const {
    using boost::math::mean;
    return mean(distribution_) * unit_;
  }
  [[nodiscard]] T variance_seconds() const {
    using boost::math::variance;
    return variance(distribution_) * unit_ * unit_;
  }
  [[nodiscard]] const Distribution& distribution() const { return distribution_; }

 private:
  Distribution distribution_;
  T unit_, order_, least_, most_;
  T reach_ = detail::zero<T>();
};

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
                 detail::zero<T>(), detail::positive_parameter("lognormal_time", "deviation_of_log",
                                                               deviation_of_log)),
             median, detail::smooth<T>) {}
  /// From what people know: half are over by the median, and `chance` by a second time. *Throws*
  /// domain_error unless the chance is between 1/2 and 1 and the second time is after the median,
  /// or both are the other way round.
  template <class R1, class P1, class R2, class P2>
  [[nodiscard]] static lognormal_time from_median(std::chrono::duration<R1, P1> median,
                                                  const probability<T>& chance,
                                                  std::chrono::duration<R2, P2> time) {
    constexpr auto function = "lognormal_time::from_median";
    const T half = detail::seconds_of<T>(function, "median", median, true);
    const T other = detail::seconds_of<T>(function, "time", time, true);
    if (!(chance.value() > 0 && chance.complement() > 0))
      detail::fail(function, "chance", chance.value(), "more than 0 and less than 1");
    const boost::math::normal_distribution<T> normal;
    const T z = chance.value() < chance.complement()
                    ? quantile(normal, chance.value())
                    : quantile(boost::math::complement(normal, chance.complement()));
    const T deviation = std::log(other / half) / z;
    if (!(deviation > 0) || !detail::is_finite(deviation))
      detail::fail(function, "time (s)", other, "on the same side of the median as the chance");
    return {median, deviation};
  }
};

/// A duration by Weibull's law: the hazard falls for a shape below 1 and grows above it.
template <class T = double>
class weibull_time : public distribution_time<boost::math::weibull_distribution<T>> {
  using base = distribution_time<boost::math::weibull_distribution<T>>;

 public:
  /// *Throws* domain_error unless shape and scale are finite and more than 0.
  template <class Rep, class Period>
  weibull_time(T shape, std::chrono::duration<Rep, Period> scale)
      : base(boost::math::weibull_distribution<T>(
                 detail::positive_parameter("weibull_time", "shape", shape)),
             scale, shape - 1) {}  // an order, below 0 for an infinite density
};

/// A duration by the gamma law; the mean is shape times scale.
template <class T = double>
class gamma_time : public distribution_time<boost::math::gamma_distribution<T>> {
  using base = distribution_time<boost::math::gamma_distribution<T>>;

 public:
  /// *Throws* domain_error unless shape and scale are finite and more than 0.
  template <class Rep, class Period>
  gamma_time(T shape, std::chrono::duration<Rep, Period> scale)
      : base(boost::math::gamma_distribution<T>(
                 detail::positive_parameter("gamma_time", "shape", shape)),
             scale, shape - 1) {}  // an order, as for Weibull's law
};

/// So many exponential phases of one rate, by the mean of the whole.
template <class T = double, class Rep, class Period>
[[nodiscard]] gamma_time<T> erlang_time(std::size_t phases,
                                        std::chrono::duration<Rep, Period> mean) {
  if (phases == 0) detail::fail("erlang_time", "phases", phases, "1 or more");
  const T seconds = detail::seconds_of<T>("erlang_time", "mean", mean, true);
  return {T(phases), seconds_in<T>(seconds / T(phases))};
}

/// A duration by the PERT law: a beta law with mean (least + 4 mode + most) / 6.
template <class T = double>
class pert_time : public law_members<pert_time<T>, T> {
  using beta = boost::math::beta_distribution<T>;

 public:
  /// *Throws* domain_error unless 0 <= least <= mode <= most and least < most, finite.
  template <class R1, class P1, class R2, class P2, class R3, class P3>
  pert_time(std::chrono::duration<R1, P1> least, std::chrono::duration<R2, P2> mode,
            std::chrono::duration<R3, P3> most)
      : pert_time(detail::seconds_of<T>("pert_time", "least", least),
                  detail::seconds_of<T>("pert_time", "mode", mode),
                  detail::seconds_of<T>("pert_time", "most", most)) {}

  [[nodiscard]] law_instant<T> at(const T& t) const {
    if (t < least_ || t > most_) return detail::certainly<T>(t > most_);
    const T width = most_ - least_;  // input, as the distances below
    const bool is_left = t - least_ <= most_ - t;
    const T x = (is_left ? t - least_ : most_ - t) / width;
    const beta& law = is_left ? law_ : mirrored_;
    const T low = cdf(law, x);
    const T high = cdf(boost::math::complement(law, x));
    return detail::without_atom<T>(is_left ? low : high, is_left ? high : low, pdf(law, x) / width);
  }
  /// The density so long after the shortest time, of which a small one keeps its digits.
  [[nodiscard]] T density_after_least(const T& from) const {
    const T width = most_ - least_;  // input, as below
    if (from >= width) return at(most_).density;
    return (from <= width / 2 ? pdf(law_, from / width) : pdf(mirrored_, (width - from) / width)) /
           width;
  }
  [[nodiscard]] law_outline<T> outline() const {
    return detail::outline_of_support<T>(least_, most_, most_, law_.alpha() - 1,
                                         law_.beta() - 1);  // orders
  }
  [[nodiscard]] T mean_seconds() const {
    return (least_ * law_.beta() + most_ * law_.alpha()) / (law_.alpha() + law_.beta());
  }
  [[nodiscard]] T variance_seconds() const {
    const T width = most_ - least_;  // input
    return width * width * boost::math::variance(law_);
  }

 private:
  pert_time(const T& least, const T& mode, const T& most)
      : least_(least), most_(checked(least, mode, most)), law_(1, 1), mirrored_(1, 1) {
    const T rise = 1 + 4 * ((mode - least) / (most - least));  // input
    const T fall = 1 + 4 * ((most - mode) / (most - least));   // input
    law_ = beta(rise, fall);
    mirrored_ = beta(fall, rise);
  }
  static T checked(const T& least, const T& mode, const T& most) {
    if (!(least <= mode && mode <= most))
      detail::fail("pert_time", "mode (s)", mode, "from least to most");
    if (!(least < most)) detail::fail("pert_time", "most (s)", most, "more than least");
    return most;
  }
  T least_, most_;
  beta law_, mirrored_;
};

template <class Distribution, class Rep, class Period>
distribution_time(Distribution, std::chrono::duration<Rep, Period>)
    -> distribution_time<Distribution>;
template <class Rep, class Period>
lognormal_time(std::chrono::duration<Rep, Period>, double) -> lognormal_time<double>;
template <class Rep, class Period>
weibull_time(double, std::chrono::duration<Rep, Period>) -> weibull_time<double>;
template <class Rep, class Period>
gamma_time(double, std::chrono::duration<Rep, Period>) -> gamma_time<double>;
template <class R1, class P1, class R2, class P2, class R3, class P3>
pert_time(std::chrono::duration<R1, P1>, std::chrono::duration<R2, P2>,
          std::chrono::duration<R3, P3>) -> pert_time<double>;

}  // namespace nines
