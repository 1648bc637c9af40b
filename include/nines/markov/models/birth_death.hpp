// SPDX-License-Identifier: BSL-1.0
// Birth-death processes in closed form: how many units are failed, one more or one fewer at a time.
//
//   pi_(i+1) = pi_i birth_i / death_i                                  in the long run
//   h_0 = 1 / birth_0,  h_i = (1 + death_(i-1) h_(i-1)) / birth_i      mean time from i to i + 1
//
// where birth_i leads from i failed to i + 1 and death_i back. Rates are per hour and may be any.
// Accuracy: 4 n epsilon of each entry, n the number of steps; nothing is subtracted, and weights
// are scaled, so that neither a long chain nor a steep one overflows. Cost: O(n).
// Sources: Trivedi & Bobbio 2017, sections 9.2 and 10.2; Keilson 1979.
// Index: birth-death process.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/chain/distribution.hpp>
#include <nines/markov/models/recursions.hpp>
#include <nines/repairable/repairable.hpp>

namespace nines {

/// A process on the numbers 0 .. n: of failed units, say. All rates per hour.
template <class T = double>
class birth_death {
 public:
  using scalar_type = T;

  /// From `births`, the rates from i to i + 1, and `deaths`, those from i + 1 to i. *Throws*
  /// domain_error unless there is one of each a step, 0 or more, and finite.
  birth_death(std::vector<T> births, std::vector<T> deaths)
      : births_(std::move(births)), deaths_(std::move(deaths)) {
    if (deaths_.size() != births_.size())
      fail("birth_death", "number of deaths", deaths_.size(),
           "the number of births, " + std::to_string(births_.size()));
    for (std::size_t i = 0; i < births_.size(); ++i) {
      check("births", i, births_[i]);
      check("deaths", i, deaths_[i]);
      if (births_[i] > zero<T>() && deaths_[i] > zero<T>()) check_ratio(i);
    }
  }

  /// How many states there are: one more than steps.
  [[nodiscard]] std::size_t size() const { return births_.size() + 1; }
  /// births()[i]: the rate from i failed to i + 1, per hour
  [[nodiscard]] const std::vector<T>& births() const { return births_; }
  /// deaths()[i]: the rate from i + 1 failed back to i
  [[nodiscard]] const std::vector<T>& deaths() const { return deaths_; }

  /// The long run, from state 0: what a birth of rate 0 bars is never reached, and what a death of
  /// rate 0 bars is never seen again.
  [[nodiscard]] state_distribution<T> stationary() const {
    detail::scaled_weights<T> weights;
    for (std::size_t i = 0; i < births_.size(); ++i) {
      const bool goes_on = weights.last_is_positive() && births_[i] > zero<T>();
      if (!goes_on)
        weights.push(zero<T>());
      else if (deaths_[i] > zero<T>())
        weights.push(births_[i] / deaths_[i]);
      else
        weights.restart();
    }
    return {weights.shares()};
  }

  /// The mean time, in hours, from one state until the other is first reached; infinite if it may
  /// never be, or where it is more than a T holds. *Throws* domain_error unless both are states.
  [[nodiscard]] T mean_time(std::size_t from, std::size_t to) const {
    for (const std::size_t s : {from, to})
      if (!(s < size())) fail("birth_death::mean_time", "state", s, below_size());
    // Upwards the steps start from 0, downwards from the last state; those before `from` count only
    // as ways back to it.
    const bool up = from <= to;
    const std::size_t last = births_.size();
    T step = zero<T>();
    T sum = zero<T>();
    for (std::size_t k = 0; k < (up ? to : last - to); ++k) {
      const std::size_t i = up ? k : last - k;  // where the step starts
      const T& on = up ? births_[i] : deaths_[i - 1];
      const T back = k == 0 ? zero<T>() : up ? deaths_[i - 1] : births_[i];
      const T returns = back > zero<T>() ? detail::product_over(back, step, on) : zero<T>();
      step = on > zero<T>() ? T(one<T>() / on + returns) : std::numeric_limits<T>::infinity();
      if (up ? i >= from : i <= from) sum = sum + step;
    }
    return sum;
  }

  /// The share of time with fewer than `up` failed, and how often that ends; in closed form.
  /// *Throws* domain_error unless 1 <= up <= size().
  [[nodiscard]] repairable<T> as_repairable(std::size_t up) const {
    check_up("birth_death::as_repairable", up);
    const state_distribution<T> pi = stationary();
    const auto is_up = state_set::where(size(), [up](std::size_t i) { return i < up; });
    const T failures = up < size() ? T(pi.mass[up - 1] * births_[up - 1]) : zero<T>();
    return {pi.in(is_up), failures};
  }
  /// The mean time from 0 failed until `up` are.
  [[nodiscard]] hours_in<T> mttf(std::size_t up) const {
    check_up("birth_death::mttf", up);
    return hours_in<T>(up < size() ? mean_time(0, up) : std::numeric_limits<T>::infinity());
  }
  /// The chain, with the labels "up" (fewer than `up` failed) and "degraded" (up, though some are
  /// failed), and states named "2 failed".
  [[nodiscard]] chain<T> as_chain(std::size_t up) const {
    check_up("birth_death::as_chain", up);
    return builder(up).build();
  }
  /// of the states: "0 failed", "1 failed" ...
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < size(); ++i) result.push_back(std::to_string(i) + " failed");
    return result;
  }
  /// The chain of as_chain(), for more to be added before it is built.
  [[nodiscard]] chain_builder<T> builder(std::size_t up) const {
    chain_builder<T> b;
    b.names(names());
    for (std::size_t i = 0; i < births_.size(); ++i)
      b.add(i, i + 1, births_[i]).add(i + 1, i, deaths_[i]);
    std::vector<std::size_t> up_states;
    for (std::size_t i = 0; i < up; ++i) up_states.push_back(i);
    b.label("up", up_states);
    up_states.erase(up_states.begin());
    b.label("degraded", up_states);
    return b;
  }

 private:
  static void check(std::string_view rates, std::size_t i, const T& rate) {
    if (!(rate >= zero<T>()) || !is_finite(rate))
      fail("birth_death", std::string(rates) + "[" + std::to_string(i) + "]", rate,
           "0 or more, and finite");
  }
  void check_ratio(std::size_t i) const {
    const T ratio = births_[i] / deaths_[i];
    if (!(ratio > zero<T>()) || !is_finite(ratio))
      fail("birth_death", "births[i] / deaths[i] at i = " + std::to_string(i), ratio,
           "a number that can be held");
  }
  void check_up(std::string_view function, std::size_t up) const {
    if (up < 1 || up > size())
      fail(function, "up", up, "from 1 to the number of states, " + std::to_string(size()));
  }
  [[nodiscard]] std::string below_size() const {
    return "less than the number of states, " + std::to_string(size());
  }
  std::vector<T> births_, deaths_;
};

}  // namespace nines
