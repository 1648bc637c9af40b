// SPDX-License-Identifier: BSL-1.0
// Exact tests of counts, by incomplete beta and gamma functions and by hypergeometric sums.
#pragma once

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <nines/detection/boost_call.hpp>
#include <nines/detection/tests/deviance.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/log_tails.hpp>

namespace nines {

namespace detail {

inline void check_evidence(const char* function, const evidence& seen, count_model model) {
  check_requests(function, seen.requests, model);
  require_whole(function, "errors", seen.errors, most_events(model, seen.requests));
  const double requests = seen.baseline_requests;
  check_requests(function, requests, model);
  require_whole(function, "baseline_errors", seen.baseline_errors, most_events(model, requests));
  if (!(seen.requests > 0) || !(requests > 0))
    fail(function, "release and baseline must both have seen requests");
}

NINES_INLINE probability<> binomial_tail(double x, double n, const probability<>& p) {
  if (x <= 0) return probability<>::always();
  if (x > n) return probability<>::never();
  if (p.value() == 0 || p.complement() == 0) return p;
  return boost_call("binomial_test", [&] {
    if (p.value() <= p.complement())
      return probability<>::from_computed_sides(
          boost::math::ibeta(x, n - x + 1, p.value()),  // counts: exact
          boost::math::ibetac(x, n - x + 1, p.value()));
    return probability<>::from_computed_sides(boost::math::ibetac(n - x + 1, x, p.complement()),
                                              boost::math::ibeta(n - x + 1, x, p.complement()));
  });
}

NINES_INLINE probability<> poisson_tail(double x, double mean) {
  if (x <= 0) return probability<>::always();
  if (mean == 0) return probability<>::never();
  if (deviance(x, mean) > 750) return x > mean ? probability<>::never() : probability<>::always();
  if (x >= 1e8) {
    const large_gamma dist(x, mean);
    return probability<>::from_computed_sides(dist.lower(), dist.upper());
  }
  return boost_call("poisson_test", [&] {
    return probability<>::from_computed_sides(boost::math::gamma_p(x, mean),
                                              boost::math::gamma_q(x, mean));
  });
}

/// ln of C(n, k) p^k q^(n - k), by Loader's deviances.
inline double log_binomial_mass(double k, double n, double p, double q) {
  if (k == 0) return p < 0.5 ? n * std::log1p(-p) : n * std::log(q);
  if (k == n) return log_binomial_mass(0, n, q, p);
  return stirling_rest(n) - stirling_rest(k) - stirling_rest(n - k) - deviance(k, n * p) -
         deviance(n - k, n * q) + std::log(n / (6.2831853071795864769 * k * (n - k))) / 2;
}

/// The number of marked ones among `draws` from `total`, where `marked` of the total are marked.
struct hypergeometric_counts {
  double draws, marked, total;

  [[nodiscard]] double min() const { return std::max(0.0, draws + marked - total); }
  [[nodiscard]] double max() const { return std::min(draws, marked); }
  /// Of the mass at k + 1 to that at k; the factors are counts.
  [[nodiscard]] double ratio(double k) const {
    return (marked - k) / (k + 1) * ((draws - k) / (total - marked - draws + k + 1));
  }
  [[nodiscard]] double mode() const {
    return std::clamp(std::floor((draws + 1) / (total + 2) * (marked + 1)), min(), max());
  }
  /// By three binomial masses of one probability, that of a draw.
  [[nodiscard]] double mass(double k) const {
    const double rest = total - marked;  // counts: exact
    if (draws == 0 || draws == total || marked == 0 || rest == 0) return 1;
    const double p = draws / total;
    const double q = (total - draws) / total;
    return std::exp(log_binomial_mass(k, marked, p, q) + log_binomial_mass(draws - k, rest, p, q) -
                    log_binomial_mass(draws, total, p, q));
  }
  /// The masses from k on, up or down, until they are no part of their sum.
  [[nodiscard]] double sum_up(double k) const {
    double sum = 0;
    double w = mass(k);
    for (; k <= max() && w > sum * 1e-18; w *= ratio(k++)) sum += w;
    return sum;
  }
  [[nodiscard]] double sum_down(double k) const {
    double sum = 0;
    double w = mass(k);
    for (; k >= min() && w > sum * 1e-18; w /= ratio(--k)) sum += w;
    return sum;
  }
};

}  // namespace detail

NINES_INLINE probability<> hypergeometric_tail(double x, double draws, double marked,
                                               double total) {
  constexpr auto function = "hypergeometric_tail";
  require_finite(function, "x", x);
  require_nonnegative_finite(function, "total", total);
  for (const double count : {draws, marked})
    if (!(count >= 0) || !(count <= total))
      fail(function, "a count", count, "from 0 to the total, " + describe(total));
  const detail::hypergeometric_counts dist{draws, marked, total};
  if (x <= dist.min()) return probability<>::always();
  if (x > dist.max()) return probability<>::never();
  const double share = marked / total;
  if (!(draws * share * (1 - share) <= 1e14))  // a bound of the variance
    give_up("fisher_test", "counts this large take more than 1e8 terms; take conditional_test");
  const bool is_upper = x > dist.mode();
  const double tail = std::min(1.0, is_upper ? dist.sum_up(x) : dist.sum_down(x - 1));
  const auto p = probability<>::from_value(tail);  // about one half at most
  return is_upper ? p : !p;
}

NINES_INLINE probability<> binomial_test(double errors, double requests,
                                         const probability<>& good) {
  require_whole("binomial_test", "requests", requests);
  require_whole("binomial_test", "errors", errors, requests);
  return detail::binomial_tail(errors, requests, good);
}

NINES_INLINE probability<> poisson_test(double events, double mean) {
  require_whole("poisson_test", "events", events);
  if (!(mean >= 0) || !is_finite(mean)) fail("poisson_test", "mean", mean, "0 or more, and finite");
  return detail::poisson_tail(events, mean);
}

NINES_INLINE probability<> conditional_test(const evidence& seen) {
  detail::check_evidence("conditional_test", seen, count_model::poisson);
  const double all = seen.requests + seen.baseline_requests;
  const probability<> share(unchecked, seen.requests / all, seen.baseline_requests / all);
  return detail::binomial_tail(seen.errors, seen.errors + seen.baseline_errors, share);
}

NINES_INLINE probability<> fisher_test(const evidence& seen) {
  detail::check_evidence("fisher_test", seen, count_model::binomial);
  return hypergeometric_tail(seen.errors, seen.requests, seen.errors + seen.baseline_errors,
                             seen.requests + seen.baseline_requests);
}

NINES_INLINE probability<> two_proportion_test(const evidence& seen) {
  detail::check_evidence("two_proportion_test", seen, count_model::binomial);
  const double all = seen.requests + seen.baseline_requests;
  const double pooled = (seen.errors + seen.baseline_errors) / all;
  const double good = (seen.requests - seen.errors + seen.baseline_requests -  // counts: exact
                       seen.baseline_errors) /
                      all;
  const double variance = pooled * good * (1 / seen.requests + 1 / seen.baseline_requests);
  if (variance == 0) return probability<>::always();
  const double difference = seen.errors / seen.requests -  // the statistic itself, of input data
                            seen.baseline_errors / seen.baseline_requests;
  const double z = difference / std::sqrt(2 * variance);
  return {unchecked, boost::math::erfc(z) / 2, boost::math::erfc(-z) / 2};
}

}  // namespace nines
