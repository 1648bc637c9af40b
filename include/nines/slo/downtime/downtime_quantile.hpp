// SPDX-License-Identifier: BSL-1.0
// From the probabilities of a down time in a window to its quantiles: the root of a monotone
// function (TOMS 748; Alefeld, Potra & Shi 1995), found in the logarithm of the side that is small.
#pragma once

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <nines/probability/two_sided.hpp>

namespace nines::detail {

/// How far a probability is above the one that is wanted, in logarithms of the side that is small
/// there.
template <class T>
T log_excess(const probability<T>& now, const probability<T>& wanted) {
  const auto log_ratio = [](const T& side, const T& target) {
    const T least = std::numeric_limits<T>::min();  // a side may be 0
    return log_of(T(std::max(side, least) / std::max(target, least)));
  };
  return wanted.value() < wanted.complement()
             ? log_ratio(now.value(), wanted.value())
             : T(-log_ratio(now.complement(), wanted.complement()));
}

/// The x of [low, high] with excess(x) = 0, to 4 epsilon; excess rises, or falls, through 0 there.
/// *Throws* convergence_error where it does not, which is not for Boost.Math to say.
template <class T, class F>
T root_between(const char* function, const F& excess, const T& low, const T& high) {
  const T at_low = excess(low), at_high = excess(high);
  if (at_low == zero<T>()) return low;
  if (at_high == zero<T>()) return high;
  if (!(low < high && (at_low < zero<T>()) != (at_high < zero<T>()) && at_low == at_low &&
        at_high == at_high))
    give_up(function, "no time between " + describe(low) + " and " + describe(high) +
                          " has this probability");
  std::uintmax_t steps = 500;
  const auto found = boost::math::tools::toms748_solve(
      excess, low, high, at_low, at_high, boost::math::tools::eps_tolerance<T>(), steps);
  if (steps >= 500) give_up(function, "stopped at " + describe(found.first));
  return found.first + (found.second - found.first) / 2;  // where to look, not a result
}

/// The shortest down time in (0, window) where `cdf_at` reaches the probability `wanted`; `guess`
/// is a time of about that size.
template <class T, class Cdf>
T downtime_quantile(const char* function, const Cdf& cdf_at, const probability<T>& wanted,
                    const T& guess, const T& window) {
  T high = std::max(std::numeric_limits<T>::min(), std::min(guess, window));
  while (high < window && cdf_at(high) < wanted) high = std::min(T(2 * high), window);
  T low = high / 2;
  while (low > std::numeric_limits<T>::min() && wanted <= cdf_at(low)) low /= 2;
  if (!(low > std::numeric_limits<T>::min())) return low;
  while (wanted <= cdf_at(T(high / 2))) high /= 2;
  return root_between<T>(
      function, [&](const T& x) { return log_excess(cdf_at(x), wanted); }, low, high);
}

}  // namespace nines::detail
