// SPDX-License-Identifier: BSL-1.0
// The number of failures in a window while nothing is wrong: even traffic, of which a share fails.
#pragma once

#include <cmath>
#include <limits>
#include <nines/inline.hpp>
#include <nines/probability/two_sided.hpp>
#ifndef NINES_COMPILED
#include <nines/slo/budget/window_tails.hpp>
#endif

namespace nines {

/// How failures are counted. Binomial: among the requests; a window has its mean number of these,
/// or a Poisson number where they are few. Poisson: as rare events at a rate, beside even traffic.
enum class failure_count { binomial, poisson };

/// Even traffic, and the share of requests that fails when nothing is wrong.
template <class T = double>
struct service_traffic {
  T requests_per_hour;                            ///< on average, more than 0
  probability<T> failing;                         ///< when nothing is wrong, of each request
  failure_count model = failure_count::binomial;  ///< how failures are counted
};

namespace detail {

/// The probabilities of counts: where nines::compiled has those of double, whoever asks for other
/// scalars includes window_tails.hpp.
template <class T>
struct boost_tails;
struct double_tails {
  static double poisson(double k, double mean);
  static probability<double> poisson_at_least(double k, double mean);
  static double binomial(double k, double n, double p);
  static probability<double> binomial_at_least(double k, double n, double p);
};

/// The number of failures in a window, of a number of requests.
template <class T>
class failures_in {
  using tails = std::conditional_t<std::is_same_v<T, double>, double_tails, boost_tails<T>>;

 public:
  failures_in(T requests, const service_traffic<T>& t)
      : requests_(requests), mean_(requests * t.failing.value()), traffic_(t) {}

  /// P(exactly k), P(at least k) and P(fewer), k >= 0.
  [[nodiscard]] T exactly(T k) const {
    if (is_certain(k)) return k == 0 ? T(1) : T(0);
    if (is_poisson() && is_beyond(k)) return T(0);
    return is_poisson() ? tails::poisson(k, mean_) : tails::binomial(k, requests_, share());
  }
  [[nodiscard]] probability<T> at_least(T k) const {
    if (k <= 0) return probability<T>::always();
    if (is_certain(k)) return probability<T>::never();
    if (is_poisson() && is_beyond(k))
      return k > mean_ ? probability<T>::never() : probability<T>::always();
    return is_poisson() ? tails::poisson_at_least(k, mean_)
                        : tails::binomial_at_least(k, requests_, share());
  }
  [[nodiscard]] T mean() const { return mean_; }
  /// Fewer than this have a probability below 1e-340 (Chernoff).
  [[nodiscard]] T min() const { return std::floor(mean_ - 40 * std::sqrt(mean_)); }

 private:
  [[nodiscard]] bool is_poisson() const { return traffic_.model == failure_count::poisson; }
  /// There are no failures, or fewer requests.
  [[nodiscard]] bool is_certain(T k) const {
    return !(mean_ > 0) || (!is_poisson() && k > requests_);
  }
  [[nodiscard]] const T& share() const { return traffic_.failing.value(); }
  /// The probabilities of a Poisson count from k on away from its mean are below the range of T:
  /// they are at most exp(k - mean) (mean / k)^k (Chernoff).
  [[nodiscard]] bool is_beyond(const T& k) const {
    const T least = T(0.735) * T(std::numeric_limits<T>::min_exponent);
    return k - mean_ + k * log_of(T(mean_ / k)) < least;
  }

  T requests_, mean_;
  service_traffic<T> traffic_;
};

}  // namespace detail
}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/slo/impl/window_failures.hpp>
#endif
