// SPDX-License-Identifier: BSL-1.0
// Distributions of durations through exponential phases: of a chain, or of phases one after the
// other.
//
//   phase_type_time(repair_distribution, 1h)               rates of the phase type are per hour
//   hypoexponential_time({30s, 90s, 45s})         a sum of exponentials, by their means
//
// Both tails by uniformization, all terms positive
// (markov/transient/small_chain.hpp): some 1e3 epsilon.
// Index: hypoexponential distribution.
#pragma once

#include <nines/distribution/elementary.hpp>
#include <nines/markov/passage/phase_type.hpp>

namespace nines {

template <class T = double>
class phase_type_time : public distribution_members<phase_type_time<T>, T> {
 public:
  /// The distribution of a phase type whose rates are per `unit`. *Throws* domain_error unless the
  /// unit is finite and more than 0.
  template <class Rep, class Period>
  phase_type_time(phase_type<T> phases, std::chrono::duration<Rep, Period> unit)
      : phase_type_time(std::make_shared<const phase_type<T>>(std::move(phases)),
                        detail::seconds_of<T>("phase_type_time", "unit", unit, true)) {}
  /// Phases one after the other, by their rates per second: the moments are sums, so that nothing
  /// is eliminated, and nothing of elimination compiled. *Throws* domain_error unless there is one,
  /// and each is finite and more than 0.
  [[nodiscard]] static phase_type_time hypoexponential(std::span<const T> rates) {
    auto phases = std::make_shared<const phase_type<T>>(phase_type<T>::hypoexponential(rates));
    T mean = zero<T>();
    T variance = zero<T>();
    for (const T& rate : rates) {
      mean += one<T>() / rate;
      variance += one<T>() / rate / rate;
    }
    return {std::move(phases), one<T>(), mean, variance};
  }

  [[nodiscard]] distribution_value<T> at(const T& t) const {
    std::vector<T> start(phases_->initial().begin(), phases_->initial().end());
    start.push_back(zero<T>());
    const auto mass =
        detail::distribution_of_chain<T>(phases_->absorbing_chain()).at(T(t / unit_), start);
    T left = zero<T>();
    T flux = zero<T>();
    for (std::size_t i = 0; i < phases_->phases(); ++i) {
      left += mass[i];
      flux += mass[i] * phases_->exit(i);
    }
    return detail::without_atom<T>(mass.back(), left, flux / unit_);
  }
  [[nodiscard]] time_outline<T> outline() const {
    constexpr T forever = std::numeric_limits<T>::infinity();
    time_outline<T> dist{zero<T>(), forever, reach_, {}, {{zero<T>(), zero<T>()}}};
    const auto n = static_cast<double>(phases_->phases());
    dist.cost = 1e-3 * (n + 1) * (n + 1) * (n + 1) * (n + 60);  // of squared matrices
    return dist;
  }
  [[nodiscard]] T mean_seconds() const { return mean_; }
  [[nodiscard]] T variance_seconds() const { return variance_; }

 private:
  using shared_phases = std::shared_ptr<const phase_type<T>>;

  phase_type_time(const shared_phases& phases, const T& unit)
      : phase_type_time(phases, unit, T(phases->mean() * unit),
                        T(phases->variance() * unit * unit)) {}
  phase_type_time(shared_phases phases, const T& unit, const T& mean, const T& variance)
      : phases_(std::move(phases)), unit_(unit), reach_(mean), mean_(mean), variance_(variance) {
    while (at(reach_).cdf.complement() > T(detail::negligible_mass)) reach_ += reach_ / 2;
  }

  shared_phases phases_;
  T unit_, reach_, mean_, variance_;
};

/// Exponential phases one after the other, by the mean of each. *Throws* domain_error unless there
/// is one, and each is finite and more than 0.
template <class Rep, class Period>
[[nodiscard]] phase_type_time<double> hypoexponential_time(
    const std::vector<std::chrono::duration<Rep, Period>>& means) {
  if (means.empty()) fail("hypoexponential_time", "needs at least one phase");
  std::vector<double> rates;
  for (const auto& mean : means)
    rates.push_back(1 / detail::seconds_of<double>("hypoexponential_time", "mean", mean, true));
  return phase_type_time<double>::hypoexponential(rates);
}
template <class Rep, class Period>
[[nodiscard]] phase_type_time<double> hypoexponential_time(
    std::initializer_list<std::chrono::duration<Rep, Period>> means) {
  return hypoexponential_time(std::vector<std::chrono::duration<Rep, Period>>(means));
}

template <class T, class Rep, class Period>
phase_type_time(phase_type<T>, std::chrono::duration<Rep, Period>) -> phase_type_time<T>;

}  // namespace nines
