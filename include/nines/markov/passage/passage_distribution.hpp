// SPDX-License-Identifier: BSL-1.0
// distribution_of(passage): a first passage as a random time: cdf, quantile, a step of a plan.
//
//   const passage_time<> failure(c, !c.states("up"), start);
//   cdf(failure, 24h), quantile(failure, 1_percent), mean(failure)      mission, MTTF
//   sequence(failure, lognormal_time(30min, 0.5))                       then a repair
//
// The functions of properties.hpp and the verbs of timing call it by themselves. A start in the
// target is a time of 0, and a target that may be missed a time that may never end.
// Accuracy: both tails as transient(), moments as first_passage. Cost: a value takes one
// transient(), so a step of a plan some hundred of them.
#pragma once

#include <nines/distribution/properties.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/passage/passage_time.hpp>

namespace nines {

/// The time of a first passage as a distribution. Immutable.
template <class T = double>
class passage_distribution : public distribution_members<passage_distribution<T>, T> {
 public:
  /// Keeps a copy of the passage; each value is computed when it is asked.
  explicit passage_distribution(passage_time<T> passage)
      : passage_(std::move(passage)), at_once_(passage_.start_[passage_.reached()]) {}

  /// At t seconds: both tails by transient(), and the flow into the target as the density.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    const auto now = passage_.at(t / unit());
    return {t > T(0) ? now.reached : probability<T>::never(), now.reached, now.density / unit()};
  }
  /// From 0 on; an atom at 0 is the probability of a start in the target.
  [[nodiscard]] time_outline<T> outline() const {
    const T first = T(0);
    time_outline<T> dist{first, std::numeric_limits<T>::infinity(), first};
    dist.completion = passage_.cdf(std::numeric_limits<T>::infinity());
    if (at_once_ > first) dist.atoms.push_back({first, at_once_});
    if (at_once_ < dist.completion.value()) {
      dist.breakpoints.push_back({first, first});
      dist.reach = reach();
    }
    dist.cost = 10 + 0.1 * static_cast<double>(passage_.way_.transitions() + passage_.size_);
    return dist;
  }
  /// By first_passage, in seconds; infinite where the target may be missed.
  [[nodiscard]] T mean_seconds() const { return way().mean_time(passage_.start_) * unit(); }
  /// By first_passage, in seconds squared.
  [[nodiscard]] T variance_seconds() const {
    return way().variance(passage_.start_) * unit() * unit();
  }

 private:
  /// The chain's unit of time, in seconds.
  [[nodiscard]] T unit() const { return count_in<T, std::ratio<1>>(passage_.way_.duration(T(1))); }
  [[nodiscard]] first_passage<T> way() const {
    return {passage_.way_, state_set(passage_.way_.size(), {passage_.reached()})};
  }
  /// What is still on the way, neither there nor lost.
  [[nodiscard]] T on_the_way(const T& time) const {
    const auto now = transient(passage_.way_, passage_.start_, time, passage_.options_);
    T sum = T(0);
    for (std::size_t i = 0; i < passage_.size_; ++i) sum += now.mass[i];
    return sum;
  }
  /// From the fastest exit on: a time after which nothing to speak of is on the way.
  [[nodiscard]] T reach() const {
    T fastest = T(0);
    for (const T& exit : passage_.way_.exit_rates()) fastest = std::max(fastest, exit);
    T time = T(1) / fastest;
    while (time < std::numeric_limits<T>::max() / 4 && on_the_way(time) > T(negligible_mass))
      time += time / 2;
    return time * unit();
  }

  passage_time<T> passage_;
  T at_once_;
};

/// A first passage, seen as the distribution of a time.
template <class T>
[[nodiscard]] passage_distribution<T> distribution_of(const passage_time<T>& passage) {
  return passage_distribution<T>(passage);
}

}  // namespace nines
