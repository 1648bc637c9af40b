// SPDX-License-Identifier: BSL-1.0
// How likely a burn-rate alert fires within a period while nothing is wrong, by simulation: an
// estimate with its standard error, for traffic so low that the certain bracket of
// false_alert_probability is wide.
//
//   estimate_false_alerts(alert, {.requests_per_hour = 120, .failing = 0.01_percent},
//                         rolling_28d, 1min)
//     probability 8.8 %, standard error 0.04 %, where the bracket is 0.74 to 36 %
//
// Assumes that requests are a Poisson process, as low_traffic.hpp; the windows of the first
// evaluation are full. Only an evaluation that has a failure in the short window can fire: a run
// draws the failures of the period, and requests only around them. Of a lone failure it first draws
// the requests that all its evaluations have in common; where these are too many already, none of
// them fires, and no more is drawn. Deterministic: the same seed gives the same estimate.
// Index: Monte Carlo estimate.
#pragma once

#include <nines/error.hpp>
#include <nines/slo/budget/false_alerts.hpp>
#include <random>

namespace nines {

/// A probability found by simulation: it is within two standard errors in 19 cases of 20.
struct false_alert_estimate {
  nines::probability<double> probability;  ///< share of the runs that fired
  double standard_error;                   ///< of the probability
  std::size_t runs;                        ///< how many were made
};

/// How much is simulated.
struct false_alert_estimate_options {
  double work = 1e8;       ///< draws in all, about
  std::uint64_t seed = 1;  ///< the same seed gives the same estimate
};

namespace detail {

/// Draws of a Poisson count by its table: the same on every platform.
class poisson_draws {
 public:
  explicit poisson_draws(double mean) : count_(mean) {}
  template <class Random>
  [[nodiscard]] std::size_t operator()(Random& random) const {
    const double u = static_cast<double>(random() >> 11) * 0x1p-53;
    std::size_t low = 0, high = count_.size() - 1;  // the least k with P(at most k) > u
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (count_.below(middle + 1) > u)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }

 private:
  poisson_count<double> count_;
};

/// Windows in buckets of requests; `every` of them from one evaluation to the next.
struct alert_buckets {
  std::size_t every, short_window, long_window, evaluations;
  double hours;  ///< of a bucket

  [[nodiscard]] std::size_t end() const { return every * evaluations; }
};

/// The coarsest buckets, a whole number to a step, that make up both windows. *Throws*
/// convergence_error where there are none of a sixtieth of a step or more.
inline alert_buckets buckets_of(const burn_rate_rule<double>& rule, double period, double step) {
  const double short_window =
      rule.short_window.count() > 0 ? rule.short_window.count() : rule.long_window.count();
  for (std::size_t every = 1; every <= 60; ++every) {
    const double hours = step / static_cast<double>(every);
    const double m = short_window / hours, n = rule.long_window.count() / hours;
    const auto is_whole = [](double x) { return std::abs(x - std::round(x)) <= 1e-9 * x; };
    if (n <= 1e9 && std::round(m) >= 1 && is_whole(m) && is_whole(n))
      return {every, static_cast<std::size_t>(std::round(m)),
              static_cast<std::size_t>(std::round(n)),
              static_cast<std::size_t>(std::ceil(period / step)), hours};
  }
  give_up("estimate_false_alerts", "the windows are no whole numbers of a sixtieth of the step");
}

/// One run after the other.
class alert_simulation {
 public:
  alert_simulation(const burn_rate_alert<double>& alert, const service_traffic<double>& traffic,
                   const alert_buckets& b, std::uint64_t seed)
      : buckets_(b),
        threshold_(alert.threshold()),
        least_(alert.rule().least_failures),
        history_(b.long_window - 1),
        failures_(mean(traffic, b, traffic.failing.value()) *
                  static_cast<double>(b.end() + b.long_window - 1)),
        good_(mean(traffic, b, traffic.failing.complement())),
        in_common_(mean(traffic, b, traffic.failing.complement()) *
                   static_cast<double>(b.long_window - b.short_window + 1)),
        random_(seed) {}

  /// Whether it fires at any evaluation.
  bool run() {
    draw_failures();
    bool fires = false;
    for (std::size_t i = 0; i < at_.size() && !fires;) {
      std::size_t end = i + 1;  // failures whose evaluations share requests
      while (end < at_.size() &&
             at_[end] + 1 < at_[end - 1] + buckets_.short_window + buckets_.long_window)
        ++end;
      fires = is_possible(i, end) && cluster_fires(i, end);
      i = end;
    }
    return fires;
  }
  [[nodiscard]] double drawn() const { return drawn_; }

 private:
  static double mean(const service_traffic<double>& t, const alert_buckets& b, double share) {
    return t.requests_per_hour * b.hours * share;
  }
  /// Good requests from which on a number of failures is not above the threshold.
  [[nodiscard]] double good_limit(std::size_t failures) const {
    return std::ceil(exact_limit(static_cast<double>(failures) * ((1 - threshold_) / threshold_)));
  }
  /// Sorted; bucket `history_` is the first of the period.
  void draw_failures() {
    at_.resize(failures_(random_));
    std::uint64_t buckets = buckets_.end() + history_;
    for (auto& bucket : at_)
      bucket = static_cast<std::size_t>(static_cast<double>(random_() >> 11) * 0x1p-53 *
                                        static_cast<double>(buckets));
    std::sort(at_.begin(), at_.end());
    drawn_ += static_cast<double>(at_.size()) + 1;
  }
  /// Not where there are too few failures, or a lone one among too many requests.
  bool is_possible(std::size_t begin, std::size_t end) {
    if (end - begin < least_) return false;
    if (end - begin > 1) return true;
    ++drawn_;
    known_ = in_common_(random_);
    return static_cast<double>(known_) < good_limit(1);
  }
  /// The good requests of the buckets from `first` to `last`, added up.
  void draw_good(std::size_t first, std::size_t last, bool is_lone) {
    const std::size_t n = last + 1 - first;
    good_by_.assign(n + 1, 0);
    const std::size_t common_begin = buckets_.short_window - 1;  // of a lone failure's buckets
    const std::size_t common = buckets_.long_window - buckets_.short_window + 1;
    for (std::size_t i = 0; i < n; ++i)
      if (!is_lone || i < common_begin || i >= common_begin + common)
        good_by_[i + 1] = good_(random_);
    if (is_lone)
      for (std::size_t k = 0; k < known_; ++k) ++good_by_[1 + common_begin + random_() % common];
    for (std::size_t i = 0; i < n; ++i) good_by_[i + 1] += good_by_[i];
    drawn_ += static_cast<double>(n);
  }
  bool cluster_fires(std::size_t begin, std::size_t end) {
    const std::size_t from = at_[begin], to = at_[end - 1] + buckets_.short_window - 1;
    const std::size_t first = from;  // buckets are counted from long_window - 1 before it
    draw_good(0, to - from + history_, end - begin == 1);
    std::size_t entered = begin, left_short = begin, left_long = begin;
    for (std::size_t evaluation = from; evaluation <= to; ++evaluation) {
      while (entered < end && at_[entered] <= evaluation) ++entered;
      while (left_short < entered && at_[left_short] + buckets_.short_window <= evaluation)
        ++left_short;
      while (left_long < entered && at_[left_long] + buckets_.long_window <= evaluation)
        ++left_long;
      if (!is_evaluation(evaluation) || entered - left_long < least_) continue;
      const std::size_t last = evaluation - first + buckets_.long_window;
      if (is_above(entered - left_short, last, buckets_.short_window) &&
          is_above(entered - left_long, last, buckets_.long_window))
        return true;
    }
    return false;
  }
  /// Evaluations are at the ends of buckets of the period.
  [[nodiscard]] bool is_evaluation(std::size_t bucket) const {
    return bucket >= history_ && bucket < history_ + buckets_.end() &&
           (bucket - history_ + 1) % buckets_.every == 0;
  }
  [[nodiscard]] bool is_above(std::size_t failures, std::size_t last, std::size_t window) const {
    return failures > 0 &&
           static_cast<double>(good_by_[last] - good_by_[last - window]) < good_limit(failures);
  }

  alert_buckets buckets_;
  double threshold_;
  std::size_t least_, history_;
  poisson_draws failures_, good_, in_common_;
  std::mt19937_64 random_;
  std::vector<std::size_t> at_, good_by_;
  std::size_t known_ = 0;
  double drawn_ = 0;
};

/// Draws of one run, about: four for each failure, and the requests around those that are not
/// alone.
inline double alert_run_cost(const service_traffic<double>& t, const alert_buckets& b) {
  const double each = t.requests_per_hour * b.hours * t.failing.value();
  const auto reach = static_cast<double>(b.long_window + b.short_window);
  const auto all = static_cast<double>(b.end() + b.long_window);
  return 1 + 4 * each * all + std::min(2 * each * all * std::min(1.0, each * reach) * reach, all);
}

}  // namespace detail

/// An estimate of the probability that the alert fires at least once in a period, evaluated once
/// per `step`. *Throws* domain_error as false_alert_probability, and unless work is from 1 to 1e12;
/// convergence_error where less than 1000 runs are within the work, and for more than 1e6 requests
/// in the long window: take the bracket then.
template <class Rep1, class Period1, class Rep2, class Period2>
[[nodiscard]] false_alert_estimate estimate_false_alerts(
    const burn_rate_alert<double>& alert, const service_traffic<double>& traffic,
    std::chrono::duration<Rep1, Period1> period, std::chrono::duration<Rep2, Period2> step,
    const false_alert_estimate_options& options = {}) {
  constexpr auto function = "estimate_false_alerts";
  constexpr double least_runs = 1000, most_runs = 1e6;
  if (!(options.work >= 1 && options.work <= 1e12))
    fail(function, "work", options.work, "from 1 to 1e12");
  const double length = count_in<double>(period);
  const double apart = count_in<double>(step);
  detail::check_analyses(function, alert, traffic, length, apart);
  if (alert.threshold() >= 1 || !(traffic.failing.value() > 0))
    return {probability<double>::never(), 0, 0};
  const auto buckets = detail::buckets_of(alert.rule(), length, apart);
  const double most = traffic.requests_per_hour * alert.rule().long_window.count();
  work_budget("estimate_false_alerts", 1e6, "requests in the long window",
              "take the certain bracket of false_alert_probability")
      .spend(most);
  const double cost = detail::alert_run_cost(traffic, buckets);
  const work_budget budget(function, options.work, "draws",
                           "raise work, or take the certain bracket of false_alert_probability");
  const double runs = std::min(most_runs, std::floor(options.work / cost));
  if (!(runs >= least_runs)) work_budget(budget).spend(least_runs * cost);
  detail::alert_simulation simulation(alert, traffic, buckets, options.seed);
  double hits = 0, done = 0;
  for (; done < runs && (done < least_runs || simulation.drawn() < options.work); ++done)
    if (simulation.run()) ++hits;
  const double smoothed = (hits + 1) / (done + 2);  // no hit at all is not an error of 0
  return {probability<double>::from_value(hits / done), std::sqrt(smoothed * (1 - smoothed) / done),
          static_cast<std::size_t>(done)};
}

}  // namespace nines
