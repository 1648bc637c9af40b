// SPDX-License-Identifier: BSL-1.0
// What Boost.Math is asked of a distribution, and where it is helped: gammas of a large shape near
// 0, the variance of a Weibull distribution of a large shape, errors as this library's own.
#pragma once

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/special_functions/zeta.hpp>
#include <nines/distribution/singularities.hpp>

namespace nines::detail {

/// A time after which 1e-24 or less is left of a distribution, from its survival.
template <class T, class At>
T reach_of(const At& at, T start) {
  while (start < std::numeric_limits<T>::max() / 4 &&
         at(start).cdf.complement() > T(negligible_mass))
    start = start + start / 2;
  return start;
}

template <class T>
T positive_parameter(const char* function, const char* argument, const T& x) {
  if (!(x > zero<T>()) || !is_finite(x)) fail(function, argument, x, "more than 0, and finite");
  return x;
}

/// What Boost.Math computes, or the reason why it does not as an error of this library.
template <class F>
auto by_boost(const char* dist, const F& compute) {
  try {
    return compute();
  } catch (const std::runtime_error& e) {  // overflow, no convergence
    give_up(dist, e.what());
  } catch (const std::domain_error& e) {  // an argument that it takes for none of its own
    throw domain_error(std::string("nines::") + dist + ": " + e.what());
  }
}

template <class T, class Distribution>
probability<T> sides_of(const Distribution& distribution, const T& x) {
  return {unchecked, cdf(distribution, x), cdf(boost::math::complement(distribution, x))};
}
/// Where x is next to nothing beside a large shape Boost.Math 1.74 asks for a factorial that no
/// number can hold: F = x^shape e^-x / shape! (1 + x / (shape + 1) + ...).
template <class T, class Policy>
probability<T> sides_of(const boost::math::gamma_distribution<T, Policy>& dist, const T& x) {
  const T shape = dist.shape();
  const T y = x / dist.scale();
  if (!(shape > 100 && y < T(1e-3)))
    return {unchecked, cdf(dist, x), cdf(boost::math::complement(dist, x))};
  const T one_more = shape + 1;
  const T log_power = shape * log_of(std::max(y, std::numeric_limits<T>::min()));
  const T log_probability = log_power - boost::math::lgamma(one_more) - y + y / one_more;
  return {unchecked, exp_of(log_probability), one<T>()};
}

/// Where the standard normal distribution has this probability, from its smaller side.
template <class T>
T normal_quantile(const probability<T>& p) {
  const boost::math::normal_distribution<T> normal;
  return p.value() < p.complement() ? quantile(normal, p.value())
                                    : quantile(boost::math::complement(normal, p.complement()));
}

template <class T, class Distribution>
T variance_by_boost(const Distribution& distribution) {
  using boost::math::variance;  // of some distributions it is a default
  return variance(distribution);
}
/// Of a large shape k by the logs of both moments, h = 1 / k, where Boost.Math subtracts them:
/// log E[X^2] - 2 log E[X] = sum over n >= 2 of (-1)^n zeta(n) (2^n - 2) h^n / n.
template <class T, class Policy>
T variance_by_boost(const boost::math::weibull_distribution<T, Policy>& dist) {
  const T h = 1 / dist.shape();
  if (!(h < T(0.05))) return variance(dist);
  T sum = zero<T>();
  T power = h;
  for (int n = 2; n <= 24; ++n) {
    power *= zero<T>() - h;  // (-h)^n but for the sign
    const T term = boost::math::zeta(T(n)) * (std::ldexp(one<T>(), n) - 2) * power / T(n);
    sum -= term;  // terms of both signs, each a tenth of the one before
  }
  const T first = mean(dist);
  return first * first * expm1_of(sum);
}

}  // namespace nines::detail
