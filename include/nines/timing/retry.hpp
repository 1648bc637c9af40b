// SPDX-License-Identifier: BSL-1.0
// retry(attempt, success): again until it succeeds; or until a number of attempts have failed.
//
//   N failures, then a success:  T = (A + P) N + A       A the attempt, P the pause after a failure
//
// The number N is geometric, so its binary digits are independent: digit j is 1 with the
// probability q^m / (1 + q^m), m = 2^j, and T is a sum of A and of a choice for each digit. With a
// limit of n attempts the distribution of N given N < n is built by doubling in the same way, and
// what is left over, of the probability q^n, never ends. Nothing is subtracted. Exponential
// attempts without a pause or a limit have a closed form: an exponential time of mean / success.
// Accuracy: that of sequence(). Cost: 2 log2(n) sums, out of one budget of 1.4e6 blocks of
// quadrature for up to 3 attempts, less than a second, and of 1.4e6 log2(n), rounded down, for
// more; without limit n is where q^n < 1e-28, and the budget 5.6e6.
// Index: geometric compound.
#pragma once

#include <bit>
#include <nines/density/random_time.hpp>
#include <nines/probability/power.hpp>
#include <nines/timing/mixture.hpp>
#include <nines/timing/sequence.hpp>

namespace nines {

namespace detail {

template <class T>
random_time<T> at_once() {
  return fixed_time<T>(seconds_in<T>(zero<T>()));
}

/// What m failures add where they are a digit of the number of failures: all of them, or none.
template <class T>
random_time<T> digit_of_failures(const T& probability_of_all, const random_time<T>& failures) {
  return mixture(probability<T>::from_odds(probability_of_all), failures, at_once<T>());
}

/// The sum of N failures, given that N < limit.
template <class T>
random_time<T> failures_below(std::size_t limit, const random_time<T>& failure,
                              const probability<T>& success, work_budget& work) {
  if (limit <= 1) return at_once<T>();
  // That not all of n fail.
  const auto some_of = [&](std::size_t n) { return (!power(!success, n)).value(); };
  if (limit % 2 == 1) {  // none, or one and then fewer than limit - 1
    const auto fewer = failures_below(limit - 1, failure, success, work);
    return mixture(
        probability<T>::from_odds(success.value() / (success.complement() * some_of(limit - 1))),
        at_once<T>(), sequence_of<T>({failure, fewer}, work));
  }
  const std::size_t half = limit / 2;
  const auto all = digit_of_failures(power(!success, half).value(), repeat_of(half, failure, work));
  return sequence_of<T>({failures_below(half, failure, success, work), all}, work);
}

/// The mean of an exponential distribution, or 0 of any other.
template <class T>
T exponential_mean(const random_time<T>& dist) {
  const auto terms = dist.terms();
  const bool is_exponential = terms && terms->fixed == zero<T>() && terms->widths.empty() &&
                              terms->gammas.size() == 1 && terms->gammas[0].shape == one<T>();
  return is_exponential ? terms->gammas[0].scale : zero<T>();
}
template <class T>
bool is_at_once(const random_time<T>& dist) {
  return dist.max().count() == zero<T>() &&
         !(dist.completion_probability().complement() > zero<T>());
}

/// The steps of a retry without limit: the attempt that succeeds, and the digits of N.
template <class T>
std::vector<random_time<T>> unlimited_steps(const random_time<T>& attempt, random_time<T> failures,
                                            const probability<T>& success, work_budget& work) {
  std::vector<random_time<T>> steps{attempt};
  T all = success.complement();  // q^m
  while (all > T(1e-28)) {
    steps.push_back(digit_of_failures(all, failures));
    all = all * all;
    if (all > T(1e-28)) failures = sequence_of<T>({failures, failures}, work);
  }
  return steps;
}

/// A distribution that is known so far only as nothing to speak of is left after that.
template <class T>
class endless_distribution : public distribution_members<endless_distribution<T>, T> {
 public:
  explicit endless_distribution(random_time<T> dist) : dist_(std::move(dist)) {}

  [[nodiscard]] distribution_value<T> at(const T& t) const { return dist_.at(t); }
  [[nodiscard]] time_outline<T> outline() const {
    auto outline = dist_.outline();
    outline.max = std::numeric_limits<T>::infinity();
    return outline;
  }
  [[nodiscard]] T mean_seconds() const { return dist_.mean_seconds(); }
  [[nodiscard]] T variance_seconds() const { return dist_.variance_seconds(); }
  [[nodiscard]] tabulated<T> table(work_budget& work) const {
    auto table = dist_.table(work);
    table.max = std::numeric_limits<T>::infinity();
    return table;
  }
  [[nodiscard]] table_parts<T> parts(work_budget& work) const {
    auto dist = dist_.parts(work);
    if (!dist.tables.empty()) dist.tables.back().max = std::numeric_limits<T>::infinity();
    return dist;
  }
  [[nodiscard]] cell_counts<T> cells(const cell_grid<T>& grid) const { return dist_.cells(grid); }

 private:
  random_time<T> dist_;
};

}  // namespace detail

/// The time of attempts, each with this probability of success, until one succeeds; `pause` follows
/// each that fails. *Assumes* that an attempt takes the same time whether it succeeds or not, and
/// that all are independent. *Throws* domain_error for a probability of success of 0, and below
/// 1e-4 but of exponential attempts without a pause (which all others come close to then).
template <random_time_like Attempt, class T, random_time_like Pause>
[[nodiscard]] random_time<T> retry(const Attempt& attempt, const probability<T>& success,
                                   const Pause& pause) {
  if (!(success.value() > 0)) fail("retry", "success", success.value(), "more than 0");
  const T mean = detail::exponential_mean<T>(attempt);  // a geometric sum of exponentials is one
  if (mean > zero<T>() && detail::is_at_once<T>(pause))
    return exponential_time<T>(seconds_in<T>(mean / success.value()));
  if (!(success.value() >= T(1e-4)))
    fail("retry", "success", success.value(), "1e-4 or more, but of exponential attempts");
  if (!(success.complement() > 0)) return attempt;
  auto work = work_of_tables("retry", 4);
  const auto failure = detail::sequence_of<T>({attempt, pause}, work);
  const auto steps = detail::unlimited_steps<T>(attempt, failure, success, work);
  return detail::endless_distribution<T>(detail::sequence_of(steps, work));
}
/// The same without a pause between attempts.
template <random_time_like Attempt, class T>
[[nodiscard]] random_time<T> retry(const Attempt& attempt, const probability<T>& success) {
  return retry(attempt, success, detail::at_once<T>());
}

/// The same with at most that number of attempts; when all have failed it never ends. *Throws*
/// domain_error for no attempt or no probability of success.
template <random_time_like Attempt, class T, random_time_like Pause>
[[nodiscard]] random_time<T> retry(const Attempt& attempt, const probability<T>& success,
                                   const Pause& pause, std::size_t attempts) {
  if (attempts == 0) fail("retry", "attempts", attempts, "1 or more");
  if (!(success.value() > 0)) fail("retry", "success", success.value(), "more than 0");
  auto work =
      work_of_tables("retry", std::max(static_cast<double>(std::bit_width(attempts)), 2.0) - 1);
  const auto failure = detail::sequence_of<T>({attempt, pause}, work);
  const auto failures = detail::failures_below<T>(attempts, failure, success, work);
  const auto succeeded = detail::sequence_of<T>({failures, attempt}, work);
  return mixture(!power(!success, attempts), succeeded, never<T>());
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template nines::random_time<double> nines::detail::failures_below(
    std::size_t, const nines::random_time<double>&, const nines::probability<double>&,
    nines::work_budget&);
extern template std::vector<nines::random_time<double>> nines::detail::unlimited_steps(
    const nines::random_time<double>&, nines::random_time<double>,
    const nines::probability<double>&, nines::work_budget&);
extern template class nines::time_node<double, nines::detail::endless_distribution<double>>;
#endif
