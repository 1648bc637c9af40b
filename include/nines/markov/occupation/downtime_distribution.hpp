// SPDX-License-Identifier: BSL-1.0
// The down time accumulated in a window: its whole distribution, which is what
// an agreement is about.
//
//   downtime_distribution<> d(c, 0, year_365);          from state 0, up by the label "up"
//   d.survival(std::chrono::minutes(53));    of breaking 99.99 %; both sides
//   d.quantile(99_percent), d.mean(), d.standard_deviation()
//
// The distribution has atoms at 0 (no failure in the window) and at the window (never up), and is
// continuous between. Small probabilities are found as sums, not as complements: both tails are
// right to the tolerance, 1e-10 relative unless asked otherwise. Cost: k = (rate of the down
// states) x (down time asked for) ticks, and 10 sqrt(k) + 16 more. Each tick takes some 75 products
// with matrices of (u + 9 b + 10)^2 numbers, for u up states and b of them next to down ones (or
// entered from these); or the same with up and down exchanged where k is less. A probability that
// needs shorter stretches of the window takes twice as much for each halving. The cost does not
// grow with the rates of the up states. What is too much is refused with a convergence_error.
// Method: see occupation_time.hpp. For a system of one unit it is Takacs's formula (1957).
// Index: cumulative downtime distribution.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/markov/chain/up_states.hpp>
#include <nines/markov/occupation/occupation_time.hpp>
#include <nines/markov/occupation/time_moments.hpp>

namespace nines {

/// How accurate, and at what cost.
struct downtime_options {
  double tolerance = 1e-10;    ///< relative, of both sides of a probability
  double max_products = 1e11;  ///< multiplications of a whole question, before it is refused
  double memory_limit = default_memory_limit;  ///< bytes
};
/// The down time of a chain in the window [0, t]. Immutable; each call computes.
template <class T = double>
class downtime_distribution {
 public:
  /// From a start and a window. *Throws* domain_error for bad arguments, a window that is 0 or
  /// infinite, and options out of their domain.
  template <class Rep, class Period>
  downtime_distribution(const chain<T>& c, const start_of<T>& from,
                        std::chrono::duration<Rep, Period> window, const up_states& up = {},
                        const downtime_options& options = {})
      : chain_(c),
        initial_(from.of("downtime_distribution", c)),
        up_(up.of("downtime_distribution", c)),
        window_((detail::unit_of("downtime_distribution", "window", window), c.time(window))),
        options_(options) {
    detail::check_tolerance("downtime_distribution", options.tolerance);
    require_nonnegative("downtime_distribution", "max_products", options.max_products);
    require_nonnegative("downtime_distribution", "memory_limit", options.memory_limit);
    for (std::size_t i = 0; i < c.size(); ++i) {
      T& fastest = up_.contains(i) ? up_rate_ : down_rate_;
      if (fastest < c.exit_rates()[i]) fastest = c.exit_rates()[i];
    }
  }

  /// t, as a duration
  [[nodiscard]] hours_in<T> window() const { return chain_.duration(window_); }

  /// The probability that the down time is at most that long; at 0 that of no failure at all.
  /// *Throws* domain_error for a negative duration, convergence_error where it takes too much.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> cdf(std::chrono::duration<Rep, Period> down) const {
    require_duration("downtime_distribution::cdf", "down", down);
    auto products = budget();
    return probabilities({chain_.time(down)}, products).front();
  }
  /// The probability of being down for longer than that.
  template <class Rep, class Period>
  [[nodiscard]] probability<T> survival(std::chrono::duration<Rep, Period> down) const {
    return !cdf(down);
  }
  /// A whole curve at about the cost of its longest duration.
  [[nodiscard]] std::vector<probability<T>> cdf(const std::vector<hours_in<T>>& durations) const;

  /// The shortest down time that is not exceeded with this probability: 0 where the probability of
  /// no failure is more. To the relative tolerance. *Throws* as at_most.
  [[nodiscard]] hours_in<T> quantile(const probability<T>& prob) const;
  /// The mean: unavailability times the window, at its start and all. Some n epsilon.
  [[nodiscard]] hours_in<T> mean() const { return chain_.duration(mean_of(moments().mean)); }
  /// *Accuracy*: (1 + mean^2 / variance) n epsilon.
  [[nodiscard]] hours_in<T> standard_deviation() const;

 private:
  [[nodiscard]] detail::time_moments<T> moments() const;
  [[nodiscard]] T fastest() const { return up_rate_ < down_rate_ ? down_rate_ : up_rate_; }
  [[nodiscard]] T mean_of(const Eigen::Matrix<T, Eigen::Dynamic, 1>& by_state) const;
  // A curve costs little more than its last point: each round of the search looks at many times,
  // evenly spread and ever closer to a guess, and so squares the error of the guess.
  static std::vector<T> places_to_look(const T& low, const T& high, const T& guess);
  /// Where the probability lies between two others, as if the logarithm of its smaller side were
  /// linear.
  static T place(const probability<T>& low, const probability<T>& wanted,
                 const probability<T>& high);
  [[nodiscard]] work_budget budget() const {
    return {"downtime_distribution", options_.max_products, "multiplications",
            "raise max_products, take a shorter window or merge fast states"};
  }
  /// Each by the clock that ticks less often: the down clock until s or the up clock until t - s.
  [[nodiscard]] std::vector<probability<T>> probabilities(const std::vector<T>& times,
                                                          work_budget& products) const;

  chain<T> chain_;
  std::vector<T> initial_;
  state_set up_;
  T window_;
  downtime_options options_;
  T up_rate_ = zero<T>(), down_rate_ = zero<T>();
};

template <class T>
std::vector<probability<T>> downtime_distribution<T>::cdf(
    const std::vector<hours_in<T>>& durations) const {
  std::vector<T> times;
  for (const auto& down : durations) {
    require_duration("downtime_distribution::cdf", "down", down);
    times.push_back(chain_.time(down));
  }
  auto products = budget();
  return probabilities(times, products);
}

template <class T>
hours_in<T> downtime_distribution<T>::quantile(const probability<T>& prob) const {
  auto products = budget();
  T low = zero<T>();
  probability<T> at_low = probabilities({low}, products).front();
  if (prob <= at_low) return hours_in<T>(low);
  if (!(prob.complement() > zero<T>())) return chain_.duration(window_);
  const T least = window_ * constant<T>(1e-30);  // a mean may be below the range of T
  T high = std::max(chain_.time(mean()), least);
  probability<T> at_high = probabilities({high}, products).front();
  while (high < window_ && at_high < prob) {
    low = high;
    at_low = at_high;
    high = high * T(4) < window_ ? T(high * T(4)) : window_;
    at_high = probabilities({high}, products).front();
  }
  const T nearly = constant<T>(1 - options_.tolerance);  // benign: how near
  for (int round = 0; round < 20 && low < high * nearly; ++round) {
    const auto times = places_to_look(low, high, place(at_low, prob, at_high));
    const auto p = probabilities(times, products);
    const auto first = static_cast<std::size_t>(
        std::find_if(p.begin(), p.end(), [&](const auto& x) { return prob <= x; }) - p.begin());
    if (first < times.size()) high = times[first], at_high = p[first];
    if (first > 0) low = times[first - 1], at_low = p[first - 1];
  }
  return chain_.duration(high);
}

template <class T>
hours_in<T> downtime_distribution<T>::standard_deviation() const {
  const auto m = moments();
  const T mean = mean_of(m.mean);
  const T square = mean_of(m.square);
  // The one difference: of rare failures the square is much larger, else see Accuracy.
  const T variance = square - mean * mean;
  return chain_.duration(variance > zero<T>() ? sqrt_of(variance) : zero<T>());
}

template <class T>
detail::time_moments<T> downtime_distribution<T>::moments() const {
  const auto n = static_cast<double>(chain_.size());
  require_memory("downtime_distribution",
                 "the moments of " + std::to_string(chain_.size()) + " states",
                 8 * n * n * sizeof(T), options_.memory_limit);
  budget().spend(n * n * n * (60 + 3 * std::log2(2 + static_cast<double>(T(fastest() * window_)))));
  return {chain_, !up_, window_};
}

template <class T>
T downtime_distribution<T>::mean_of(const Eigen::Matrix<T, Eigen::Dynamic, 1>& by_state) const {
  T sum = zero<T>();
  for (std::size_t i = 0; i < initial_.size(); ++i)
    sum += initial_[i] * by_state(static_cast<Eigen::Index>(i));
  return sum;
}

template <class T>
std::vector<T> downtime_distribution<T>::places_to_look(const T& low, const T& high,
                                                        const T& guess) {
  const T width = high - low;  // input data, as all here: where to look
  std::vector<T> times;
  const auto look_at = [&](const T& place) {
    if (place > zero<T>() && place < one<T>()) times.push_back(low + width * place);
  };
  for (int i = 1; i < 16; ++i) look_at(T(i) / T(16));
  look_at(guess);
  for (T step = one<T>() / T(8); times.size() < 64 && step > constant<T>(1e-9);
       step = step / T(2)) {
    look_at(guess + step);
    look_at(guess - step);
  }
  std::sort(times.begin(), times.end());
  return times;
}

template <class T>
T downtime_distribution<T>::place(const probability<T>& low, const probability<T>& wanted,
                                  const probability<T>& high) {
  const auto scale = [&](const probability<T>& p) {
    const bool is_low = wanted.value() < wanted.complement();
    return is_low ? log_of(p.value()) : T(-log_of(p.complement()));
  };
  const T result = (scale(wanted) - scale(low)) / (scale(high) - scale(low));
  return result > zero<T>() && result < one<T>() ? result : T(1) / T(2);
}

template <class T>
std::vector<probability<T>> downtime_distribution<T>::probabilities(const std::vector<T>& times,
                                                                    work_budget& products) const {
  std::vector<probability<T>> result(times.size(), probability<T>::always());
  std::vector<std::size_t> by_down, by_up;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (!(times[i] < window_) || (!up_).empty()) continue;
    const bool is_down = down_rate_ * times[i] <= up_rate_ * (window_ - times[i]);
    (is_down || !(times[i] > zero<T>()) ? by_down : by_up).push_back(i);
  }
  const auto solve = [&](const std::vector<std::size_t>& which, bool is_down) {
    if (which.empty()) return;
    std::vector<T> clock;  // the time on the clock that ticks; the other has the rest
    for (const std::size_t i : which) clock.push_back(is_down ? times[i] : T(window_ - times[i]));
    const detail::occupation_times<T> machine(chain_, is_down ? up_ : !up_, initial_, window_,
                                              products, options_.memory_limit);
    const auto p = machine.cdf(clock, options_.tolerance);
    for (std::size_t i = 0; i < which.size(); ++i) result[which[i]] = is_down ? p[i] : !p[i];
  };
  solve(by_down, true);
  solve(by_up, false);
  return result;
}

/// The down time in a window of a system that is a chain. *Throws* as downtime_distribution.
template <class T, class Rep, class Period>
[[nodiscard]] downtime_distribution<T> window_downtime(
    const chain<T>& c, const std::type_identity_t<start_of<T>>& from,
    std::chrono::duration<Rep, Period> window, const up_states& up = {},
    const downtime_options& options = {}) {
  return {c, from, window, up, options};
}

/// The questions to a random time (distribution/properties.hpp), as far as it has answers: it tells
/// no density, so it is no step of a plan.
template <class T, class Rep, class Period>
[[nodiscard]] probability<T> cdf(const downtime_distribution<T>& d,
                                 std::chrono::duration<Rep, Period> down) {
  return d.cdf(down);
}
/// The probability that the down time is longer.
template <class T, class Rep, class Period>
[[nodiscard]] probability<T> survival(const downtime_distribution<T>& d,
                                      std::chrono::duration<Rep, Period> down) {
  return !d.cdf(down);
}
/// The down time that is not exceeded with probability p, as d.quantile(p).
template <class T>
[[nodiscard]] seconds_in<T> quantile(const downtime_distribution<T>& d, const probability<T>& p) {
  return d.quantile(p);
}
/// The mean down time in the window.
template <class T>
[[nodiscard]] seconds_in<T> mean(const downtime_distribution<T>& d) {
  return d.mean();
}
/// The standard deviation of the down time in the window.
template <class T>
[[nodiscard]] seconds_in<T> standard_deviation(const downtime_distribution<T>& d) {
  return d.standard_deviation();
}

}  // namespace nines

#ifdef NINES_COMPILED
extern template class nines::downtime_distribution<double>;
#endif
