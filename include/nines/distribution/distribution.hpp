// SPDX-License-Identifier: BSL-1.0
// What every distribution of a time offers: cdf on both sides, density, quantile, moments.
//
// Example:
//   const auto failover = lognormal_time<>::from_median(90s, 99_percent, 240s);
//   failover.cdf(120s);          // both sides of the probability
//   failover.quantile(99.9_percent);
//
// A distribution is any class derived from distribution_members<Distribution, T> that says
// `at(seconds)` (a distribution_value: both tails by themselves), `outline()`, `mean_seconds()` and
// `variance_seconds()`. Any of them as a value: random_time, nines/density/random_time.hpp.
//
// A quantile is the inverse of F, found on its small side.
//
//   Newton's step on log F in log(t - least), or on log S in t: both are nearly straight lines
//
// between bounds that are halved where a step would leave them. Throws if the probability is
// smaller than the tabulated distribution resolves. Accuracy: what the distribution tells there is
// the probability to 4 epsilon of its smaller side, or passes it within 4 epsilon of the time.
// Cost: some 10 to 70 values of the distribution.
// Index: percent point function.
#pragma once

#include <concepts>
#include <nines/distribution/singularities.hpp>
#include <nines/duration/hours.hpp>
#include <nines/roots.hpp>
#include <vector>

namespace nines::detail {

/// The ratio of a probability to the one that is sought, on the side that is small.
template <class T>
struct sought_probability {
  probability<T> prob;
  bool low = prob.value() <= prob.complement();

  [[nodiscard]] T side(const probability<T>& p) const { return low ? p.value() : p.complement(); }
  /// The step in t that would meet the probability if the log of its side were straight.
  [[nodiscard]] T next(const T& t, const T& least, const distribution_value<T>& now) const {
    const T ratio = side(now.cdf) / side(prob);
    const T step = log_of(ratio) * side(now.cdf) / now.density;
    if (!low) return t + step;
    const T distance = t - least;
    return least + distance * exp_of(zero<T>() - step / distance);
  }
};

/// The inverse of `at` (which tells distribution values) between two times, the first too early and
/// the second late enough; no atoms lie strictly between them.
template <class T, class At>
T time_of_probability(const At& at, const probability<T>& prob, const T& least, T early, T late) {
  const sought_probability<T> sought{prob};
  T t = early + (late - early) / 2;
  T width = late - early;
  for (int i = 0; i < 400; ++i) {
    const distribution_value<T> now = at(t);
    (now.cdf < prob ? early : late) = t;
    const T enough = 2 * std::numeric_limits<T>::epsilon() * late;
    if (late - early <= enough) return late;                              // the bounds have met
    const T found = sought.side(now.cdf) / sought.side(prob) - one<T>();  // how far off it is
    if (std::abs(found) <= 4 * std::numeric_limits<T>::epsilon()) return t;
    T next = sought.next(t, least, now);
    const bool slow = i % 3 == 2 && late - early > width / 2;  // no progress in three steps
    if (i % 3 == 2) width = late - early;
    if (!(next > early && next < late) || slow) {
      const T from = early - least;
      const T to = late - least;
      next = from > zero<T>() && to > 4 * from ? least + sqrt_of(from) * sqrt_of(to)
                                               : early + (late - early) / 2;
    }
    if (next == t) return t;
    t = next;
  }
  give_up("quantile", "reached " + describe(t) + " s");
}

/// The inverse of a distribution over all its times: first which atom or which stretch between two
/// of them.
template <class T, class At>
T quantile_of(const At& at, const time_outline<T>& dist, const probability<T>& prob) {
  constexpr T forever = std::numeric_limits<T>::infinity();
  const bool comes_close = dist.max == forever && dist.completion.complement() > zero<T>();
  if (prob > dist.completion || (comes_close && !(prob < dist.completion))) return forever;
  const T side = std::min(prob.value(), prob.complement());
  if (side < dist.smallest_resolved)
    give_up("quantile", "a side of the probability is " + describe(side) +
                            ", but a distribution by its table tells nothing below " +
                            describe(dist.smallest_resolved));
  T early = dist.min;
  T late = dist.max;
  const auto first =
      std::partition_point(dist.atoms.begin(), dist.atoms.end(),
                           [&](const auto& atom) { return at(atom.time).cdf < prob; });
  if (first != dist.atoms.end()) {
    if (at(first->time).before < prob) return first->time;
    late = first->time;
  }
  if (first != dist.atoms.begin()) early = (first - 1)->time;
  if (!(late < forever)) {
    late = std::max(early, dist.reach);
    if (late == early) late = early > zero<T>() ? 2 * early : one<T>();
    const auto is_over = [&](const T& t) { return !(at(t).cdf < prob); };
    late = bracket_from(late, late, std::numeric_limits<T>::max() / 4, is_over).high;
    if (!is_over(late)) give_up("quantile", "not over by " + describe(late) + " s");
  }
  return time_of_probability(at, prob, dist.min, early, late);
}

}  // namespace nines::detail

namespace nines {

/// A chrono duration in seconds. *Throws* domain_error unless it is finite and at least 0, or more
/// than 0.
template <class T, class Rep, class Period>
[[nodiscard]] T seconds_of(const char* function, const char* argument,
                           std::chrono::duration<Rep, Period> d, bool positive = false) {
  positive ? require_positive_duration(function, argument, d)
           : require_duration(function, argument, d);
  const T seconds = count_in<T, std::ratio<1>>(d);
  if (!is_finite(seconds)) fail(function, argument, seconds, "finite");
  return seconds;
}

namespace detail {

/// What a distribution answers: its sides are sums, of weights or of masses of a table, and have
/// drifted as these have.
template <class T>
[[nodiscard]] probability<T> agreed_sides(const char* function, const probability<T>& p) {
  return both_sides(function, p.value(), p.complement());
}

}  // namespace detail

/// The members that every distribution of a duration has; `Distribution` is the class itself.
template <class Dist, class T>
class distribution_members {
 public:
  using scalar_type = T;
  using time_type = seconds_in<T>;

  /// The probability that it has ended by t. *Accuracy*: the distribution's, on both sides; of a
  /// distribution by its table, as a sum is, 1e-9 down to 1e-12, and no digit below 1e-20. *Throws*
  /// domain_error if t is negative or NaN.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> cdf(std::chrono::duration<Rep, Period> t) const {
    return detail::agreed_sides("cdf", at("cdf", t).cdf);
  }
  /// The density at t (of what is not an atom) per second. *Throws* as cdf().
  template <class Rep, class Period>
  [[nodiscard]] T density(std::chrono::duration<Rep, Period> t) const {
    return at("density", t).density;
  }
  /// The density at each time of a grid from the shortest time to `until`, both included.
  template <class Rep, class Period>
  [[nodiscard]] std::vector<T> density(std::chrono::duration<Rep, Period> until,
                                       std::size_t points) const {
    if (points < 2) fail("density", "points", points, "2 or more");
    std::vector<T> values(points);
    const time_type from = min();
    static_cast<void>(seconds_of<T>("density", "until", until));
    if (!(until > from)) fail("density", "until", until.count(), "after the shortest time");
    const time_type span = until - from;
    for (std::size_t i = 0; i < points; ++i)
      values[i] = density(from + span * (T(i) / T(points - 1)));
    return values;
  }
  /// The time by which it has ended with the given probability; infinite where it ends with less.
  /// *Throws* domain_error unless 0 < probability < 1; convergence_error for a distribution by its
  /// table where a side of the probability is below 1e-20.
  [[nodiscard]] time_type quantile(const probability<T>& prob) const {
    if (!(prob.value() > 0 && prob.complement() > 0))
      fail("quantile", "probability", prob.value(), "more than 0 and less than 1");
    return time_type(detail::quantile_of<T>([this](const T& t) { return self().at(t); },
                                            self().outline(), prob));
  }
  /// The mean time; infinite if it may never end.
  [[nodiscard]] time_type mean() const { return time_type(self().mean_seconds()); }
  /// The variance in seconds squared; infinite if it may never end.
  [[nodiscard]] T variance() const { return self().variance_seconds(); }
  /// The square root of the variance; infinite if it may never end.
  [[nodiscard]] time_type standard_deviation() const { return time_type(sqrt_of(variance())); }
  /// The shortest time.
  [[nodiscard]] time_type min() const { return time_type(self().outline().min); }
  /// The worst case: the longest time if it ends, which may be infinite.
  [[nodiscard]] time_type max() const { return time_type(self().outline().max); }
  /// The probability that it ends at all.
  [[nodiscard]] probability<T> completion_probability() const {
    return self().outline().completion;
  }

 private:
  [[nodiscard]] const Dist& self() const { return static_cast<const Dist&>(*this); }
  template <class Rep, class Period>
  [[nodiscard]] distribution_value<T> at(const char* function,
                                         std::chrono::duration<Rep, Period> t) const {
    require_duration(function, "t", t);
    const T seconds = count_in<T, std::ratio<1>>(t);
    if (is_finite(seconds)) return self().at(seconds);
    const probability<T> end = completion_probability();
    return {end, end, zero<T>()};
  }
};

/// A class that is a distribution of a duration.
template <class L>
concept time_distribution = requires(const L& dist, typename L::scalar_type t) {
  { dist.at(t) } -> std::same_as<distribution_value<typename L::scalar_type>>;
  { dist.outline() } -> std::same_as<time_outline<typename L::scalar_type>>;
  { dist.mean_seconds() } -> std::same_as<typename L::scalar_type>;
  { dist.variance_seconds() } -> std::same_as<typename L::scalar_type>;
};

/// A distribution where it has no atom, by both tails and its density.
template <class T>
[[nodiscard]] distribution_value<T> without_atom(const T& value, const T& complement,
                                                 const T& density) {
  const probability<T> p(unchecked, value, complement);
  return {p, p, density};
}
/// A distribution before its shortest or after its longest time.
template <class T>
[[nodiscard]] distribution_value<T> certainly(bool is_over) {
  const T none = zero<T>();
  return is_over ? without_atom(one<T>(), none, none) : without_atom(none, one<T>(), none);
}

}  // namespace nines
