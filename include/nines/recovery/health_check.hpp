// SPDX-License-Identifier: BSL-1.0
// When do health checks notice? A check every interval I, out after k failed ones in a row.
//
//   all checks fail       T = (k - 1) I + U(0, I) + timeout             mean (k - 1/2) I + timeout
//   each fails with q     T = (N - 1) I + U(0, I) + timeout             N checks until a run of k
//                         E[N] = (q^-k - 1) / (1 - q) = 1/q + ... + 1/q^k
//
// A grey failure has 0 < q < 1: some checks pass, and detection takes far longer than k intervals.
// A healthy target whose checks fail now and then has a small q: E[N] I is the time between false
// alarms, and flapping is what follows. Assumes checks that are independent and start by the clock;
// a failure that falls anywhere between two of them; that a check reports its failure `timeout`
// after it began (0 where a connection is refused at once).
// Accuracy: some epsilon per check, both sides. Cost: k per check. Source: Feller, An Introduction
// to Probability Theory, volume 1, XIII.7 (success runs).
// Index: health check, grey failure.
#pragma once

#include <nines/density/piecewise_uniform.hpp>
#include <nines/density/random_time.hpp>

namespace nines {

/// How a target is checked: health_check<>{.interval = 30s, .threshold = 3, .timeout = 4s}.
template <class T = double>
struct health_check {
  seconds_in<T> interval;     ///< from the beginning of one check to the next
  std::size_t threshold = 1;  ///< this number of failures in a row takes it out
  seconds_in<T> timeout = seconds_in<T>(zero<T>());  ///< until a failed check is known; 0: at once
};

namespace detail {

/// A grey failure is followed check by check until 1e-28 is left, or until the shares of those that
/// go on no longer change: from then on the probabilities are geometric. This is tested once every
/// `some_checks` checks.
inline constexpr std::size_t most_checks = 131072;
inline constexpr std::size_t some_checks = 4096;

inline void check_threshold(const char* function, const char* argument, std::size_t threshold) {
  if (threshold == 0) fail(function, argument, threshold, "1 or more");
  if (threshold > most_cells) fail(function, argument, threshold, "at most 16384");
}
/// For steps of a run, each of as many operations as the threshold says.
inline work_budget work_of_run(const char* function) {
  return {function, 1e9, "steps of a run of checks", "ask for fewer checks or a lower threshold"};
}
template <class T>
void check_health_check(const char* function, const health_check<T>& check) {
  (void)seconds_of<T>(function, "interval", check.interval, true);
  (void)seconds_of<T>(function, "timeout", check.timeout);
  check_threshold(function, "threshold", check.threshold);
}
template <class T>
void check_run(const char* function, std::size_t threshold, const probability<T>& failing) {
  check_threshold(function, "threshold", threshold);
  if (!(failing.value() > zero<T>())) fail(function, "failing", failing.value(), "more than 0");
}

/// 1/q + ... + 1/q^k: infinite where that is too large.
template <class T>
T mean_run(std::size_t threshold, const T& failing) {
  T sum = zero<T>();
  for (std::size_t i = 0; i < threshold; ++i) sum = (one<T>() + sum) / failing;
  return sum;
}

/// The walk of a run: the probability of each number of failures in a row, check by check.
template <class T>
class run_of_failures {
 public:
  run_of_failures(std::size_t threshold, const probability<T>& failing)
      : failing_(failing), streak_(threshold, zero<T>()) {
    streak_[0] = one<T>();
  }
  /// One check more: the probability that it completes the run.
  T step() {
    const T completed = streak_.back() * failing_.value();
    const T broken = continuing() * failing_.complement();
    for (std::size_t i = streak_.size(); i-- > 1;) streak_[i] = streak_[i - 1] * failing_.value();
    streak_[0] = broken;
    return completed;
  }
  /// The probability that no run is complete.
  [[nodiscard]] T continuing() const {
    T sum = zero<T>();
    for (const T& s : streak_) sum += s;
    return sum;
  }
  /// The shares of what goes on by failures in a row.
  [[nodiscard]] std::vector<T> shares() const {
    std::vector<T> result = streak_;
    const T all = continuing();
    for (T& s : result) s = s / all;
    return result;
  }
  /// Whether the shares are what they were some checks ago, but for rounding.
  [[nodiscard]] bool is_settled(const std::vector<T>& before) const {
    const T slack = T(64) * std::numeric_limits<T>::epsilon();
    const auto now = shares();
    return std::equal(now.begin(), now.end(), before.begin(), before.end(),
                      [&](const T& a, const T& b) {
                        return a <= b + slack * b && b <= a + slack * a && a > zero<T>();
                      });
  }
  /// All further checks where the shares have settled.
  [[nodiscard]] geometric_later_cells<T> rest() const {
    const T all = continuing();
    run_of_failures next(*this);
    const T completed = next.step();
    return {all, completed / all, next.continuing() / all};
  }

 private:
  probability<T> failing_;
  std::vector<T> streak_;  // by failures in a row, before the run is complete
};

}  // namespace detail

/// The time from a failure that every check sees until the target is out: anything between
/// (k - 1) I and k I, and the timeout. *Throws* domain_error unless interval > 0, timeout >= 0 and
/// 0 < threshold <= 16384.
template <class T>
[[nodiscard]] uniform_time<T> detection_time(const health_check<T>& check) {
  detail::check_health_check("detection_time", check);
  const T k = T(check.threshold);
  return {seconds_in<T>(check.interval * (k - 1) + check.timeout),
          seconds_in<T>(check.interval * k + check.timeout)};
}

/// The same of a grey failure, which each check sees with probability `failing`. However small the
/// probability is, the distribution is exact: after some thousand checks it is geometric. *Throws*
/// as detection_time(), and domain_error unless `failing` is more than 0 and so large that a run
/// can be held as a number; convergence_error where the threshold makes each check too much work.
template <class T>
[[nodiscard]] random_time<T> grey_detection_time(const health_check<T>& check,
                                                 const probability<T>& failing) {
  constexpr auto function = "grey_detection_time";
  detail::check_health_check(function, check);
  detail::check_run(function, check.threshold, failing);
  if (!(failing.complement() > zero<T>())) return detection_time(check);
  detail::run_of_failures<T> run(check.threshold, failing);
  auto work = detail::work_of_run(function);
  std::vector<T> cells;
  std::vector<T> before;
  geometric_later_cells<T> rest;
  while (run.continuing() > T(negligible_cells)) {
    if (cells.size() % detail::some_checks == 0 && run.is_settled(before)) {
      rest = run.rest();
      break;
    }
    if (cells.size() % detail::some_checks == detail::some_checks / 2) before = run.shares();
    if (cells.size() == detail::most_checks)
      fail(function, "failing", failing.value(), "enough for 131072 checks to be sure");
    work.spend(static_cast<double>(check.threshold));
    cells.push_back(run.step());
  }
  if (!(rest.hazard * rest.hazard > std::numeric_limits<T>::min()))
    fail(function, "failing", failing.value(), "so large that a run of failures ever comes");
  return piecewise_uniform<T>(check.timeout.count(), check.interval.count(), std::move(cells), true,
                              rest);
}

/// The mean number of checks until `threshold` in a row have failed. 2 epsilon per failure in a
/// row. *Throws* domain_error for a probability of 0, and unless 0 < threshold <= 16384.
template <class T>
[[nodiscard]] T mean_checks_to_detect(std::size_t threshold, const probability<T>& failing) {
  detail::check_run("mean_checks_to_detect", threshold, failing);
  return detail::mean_run(threshold, failing.value());
}

/// The probability that a number of checks has a run of failures as long as the threshold: that a
/// grey failure is found by then, or a healthy target is taken out. *Throws* as
/// mean_checks_to_detect(), but a probability of 0 never fails; convergence_error where threshold *
/// checks, its cost, is above 1e9.
template <class T>
[[nodiscard]] probability<T> detected_within(std::size_t checks, std::size_t threshold,
                                             const probability<T>& failing) {
  detail::check_threshold("detected_within", "threshold", threshold);
  auto work = detail::work_of_run("detected_within");
  work.spend(static_cast<double>(checks) * static_cast<double>(threshold));
  detail::run_of_failures<T> run(threshold, failing);
  T found = zero<T>();
  for (std::size_t i = 0; i < checks; ++i) found += run.step();
  return both_sides("detected_within", found, run.continuing());
}

/// The mean time between false alarms of a healthy target whose checks each fail with this
/// probability. *Throws* as detection_time() and mean_checks_to_detect().
template <class T>
[[nodiscard]] seconds_in<T> mean_time_between_alarms(const health_check<T>& check,
                                                     const probability<T>& failing) {
  detail::check_health_check("mean_time_between_alarms", check);
  return check.interval * mean_checks_to_detect(check.threshold, failing);
}

/// Flapping: the share of time that a target is in, when it goes out after `out_after` failed
/// checks in a row and comes back after `in_after` passed ones. Both probabilities, each a sum.
/// *Throws* domain_error unless each threshold is 1 to 16384.
template <class T>
[[nodiscard]] probability<T> share_in_service(std::size_t out_after, std::size_t in_after,
                                              const probability<T>& failing) {
  detail::check_threshold("share_in_service", "out_after", out_after);
  detail::check_threshold("share_in_service", "in_after", in_after);
  if (!(failing.value() > 0)) return probability<T>::always();
  if (!(failing.complement() > 0)) return probability<T>::never();
  return probability<T>::from_odds(detail::mean_run(out_after, failing.value()) /
                                   detail::mean_run(in_after, failing.complement()));
}

}  // namespace nines
