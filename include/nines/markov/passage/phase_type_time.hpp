// SPDX-License-Identifier: BSL-1.0
// Phase types as random times: cdf, quantile, hazard ..., and steps of plans.
//
//   cdf(phase_type<>::fit(0.05, 0.2), 6min)       rates are per hour unless a unit is given
//   phase_type_time(repair_distribution, 1min)             rates of the phase type are per minute
//
//   F(t) = mass absorbed by t      S(t) = mass still in a phase      f(t) = sum of mass_i exit_i
//
// Both tails by uniformization, all terms positive
// (markov/transient/small_chain.hpp): some 1e3 epsilon. Of phases one after the other, by their
// means, without a chain: distribution/hypoexponential.hpp.
#pragma once

#include <memory>
#include <nines/distribution/properties.hpp>
#include <nines/markov/passage/phase_type.hpp>
#include <nines/markov/transient/small_chain.hpp>

namespace nines {

/// The time of a phase type as a distribution, in seconds. Immutable; copies share the phases.
template <class T = double>
class phase_type_time : public distribution_members<phase_type_time<T>, T> {
 public:
  /// The distribution of a phase type whose rates are per `unit`. *Throws* domain_error unless the
  /// unit is finite and more than 0.
  template <class Rep, class Period>
  phase_type_time(phase_type<T> phases, std::chrono::duration<Rep, Period> unit)
      : phase_type_time(std::make_shared<const phase_type<T>>(std::move(phases)),
                        seconds_of<T>("phase_type_time", "unit", unit, true)) {}

  /// Both tails and the density at t seconds, by uniformization. *Throws* convergence_error where
  /// that takes more than its budget.
  [[nodiscard]] distribution_value<T> at(const T& t) const {
    auto work = detail::work_of_chains("phase_type");
    const auto mass = evolved(start(), T(t / unit_), work);
    return without_atom<T>(mass.back(), left(mass), flux(mass) / unit_);
  }
  /// The rate at which it ends at t, if it has not yet, per second; also where the probability of
  /// that is below the range of T. *Throws* domain_error unless t is 0 or more and finite;
  /// convergence_error where it has not settled after 10 000 parts of the time.
  [[nodiscard]] T hazard_at(const seconds_in<T>& t) const;

  /// From 0 on, without an atom; the cost grows as (phases + 1)^3.
  [[nodiscard]] time_outline<T> outline() const {
    const T forever = std::numeric_limits<T>::infinity();
    time_outline<T> dist{T(0), forever, reach(), {}, {{T(0), T(0)}}};
    const auto n = static_cast<double>(phases_->phases());
    dist.cost = 1e-3 * (n + 1) * (n + 1) * (n + 1) * (n + 60);  // of squared matrices
    return dist;
  }
  [[nodiscard]] T mean_seconds() const { return mean_; }          ///< found once, when it was made
  [[nodiscard]] T variance_seconds() const { return variance_; }  ///< found once, when it was made

 private:
  using shared_phases = std::shared_ptr<const phase_type<T>>;

  phase_type_time(const shared_phases& phases, const T& unit)
      : phases_(phases),
        unit_(unit),
        mean_(phases->mean() * unit),
        variance_(phases->variance() * unit * unit) {}

  [[nodiscard]] std::vector<T> start() const {
    std::vector<T> mass(phases_->initial().begin(), phases_->initial().end());
    mass.push_back(T(0));
    return mass;
  }
  [[nodiscard]] std::vector<T> evolved(std::span<const T> mass, const T& time,
                                       work_budget& work) const {
    return detail::distribution_of_chain<T>(phases_->absorbing_chain()).at(time, mass, work);
  }
  /// What is still in a phase, and the rate at which that ends, per unit.
  [[nodiscard]] T left(const std::vector<T>& mass) const {
    T sum = T(0);
    for (std::size_t i = 0; i < phases_->phases(); ++i) sum += mass[i];
    return sum;
  }
  [[nodiscard]] T flux(const std::vector<T>& mass) const {
    T sum = T(0);
    for (std::size_t i = 0; i < phases_->phases(); ++i) sum += mass[i] * phases_->exit(i);
    return sum;
  }
  [[nodiscard]] T reach() const {
    T time = mean_;
    while (at(time).cdf.complement() > T(negligible_mass)) time += time / 2;
    return time;
  }
  /// A part of the time, halved until some of what begins it is left at its end; and their number.
  [[nodiscard]] std::pair<T, double> short_part(T part, work_budget& work) const {
    double parts = 1;
    do {
      part = part / T(2);
      parts *= 2;
    } while (!(left(evolved(start(), part, work)) > T(1e-30)) && parts < 1e300);
    return {part, parts};
  }

  shared_phases phases_;
  T unit_, mean_, variance_;
};

/// Far out the time is divided into equal parts; what is left after each begins the next one.
template <class T>
T phase_type_time<T>::hazard_at(const seconds_in<T>& t) const {
  require_finite_duration("hazard", "t", t);
  auto work = detail::work_of_chains("hazard");
  const T time = t.count() / unit_;
  std::vector<T> begin = start();
  std::vector<T> mass = evolved(begin, time, work);
  const T least = std::numeric_limits<T>::min() / std::numeric_limits<T>::epsilon();
  if (left(mass) > least) return flux(mass) / left(mass) / unit_;
  const auto [part, parts] = short_part(time, work);
  T last = T(0);
  for (double k = 1; k <= std::min(parts, 1e4); ++k) {
    mass = evolved(begin, part, work);
    const T sum = left(mass);
    for (std::size_t i = 0; i < phases_->phases(); ++i) begin[i] = mass[i] / sum;
    const T now = flux(begin);
    const T slack = now * (T(8) * std::numeric_limits<T>::epsilon());
    if (k == parts || (now <= last + slack && last <= now + slack)) return now / unit_;
    last = now;
  }
  give_up("hazard", "reached " + describe(last) + " after 10000 parts of the time");
}

/// A phase type, whose rates are per hour, seen as the distribution of a time.
template <class T>
[[nodiscard]] phase_type_time<T> distribution_of(const phase_type<T>& phases) {
  return {phases, hours_in<T>(T(1))};
}

template <class T, class Rep, class Period>
phase_type_time(phase_type<T>, std::chrono::duration<Rep, Period>) -> phase_type_time<T>;

}  // namespace nines
