// SPDX-License-Identifier: BSL-1.0
// Software rejuvenation: restart before it crashes, because a planned restart is shorter.
//
// Software starts robust, ages (leaks, fragments), and only then fails, after a mean time mttf; or
// it is rejuvenated after a mean interval in the aged state. With a = 1 / (1/mttf + 1/interval),
//   cycle = ageing + a + a/mttf mttr + a/interval rejuvenation
// and the first two terms are up. Rejuvenation pays if it is shorter than mttr by more than it is
// more frequent. Accuracy: 6 epsilon. Source: Huang, Kintala, Kolettis & Fulton 1995.
// Index: software aging.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/models/arguments.hpp>
#include <nines/repairable/repairable.hpp>

namespace nines {

/// Software that ages.
template <class T = double>
struct ageing_software {
  using scalar_type = T;
  model_duration<T> ageing{};   ///< from a fresh start to the aged state
  model_duration<T> mttf{};     ///< in the aged state
  model_duration<T> mttr{};     ///< restart after a failure
  model_duration<T> interval =  ///< in the aged state, until it is rejuvenated
      hours_in<T>(std::numeric_limits<T>::infinity());
  model_duration<T> rejuvenation{};  ///< a planned restart
};

/// The chain: states "robust", "aged", "failed", "rejuvenating"; labels "up", "degraded" (aged),
/// "failed", "rejuvenation". *Throws* domain_error for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> software_rejuvenation(const ageing_software<T>& s) {
  chain_builder<T> b;
  b.add("robust", "aged", detail::finite_rate_of("software_rejuvenation", "ageing", s.ageing))
      .add("aged", "failed", detail::rate_of("software_rejuvenation", "mttf", s.mttf))
      .add("failed", "robust", detail::finite_rate_of("software_rejuvenation", "mttr", s.mttr));
  const T rejuvenated = detail::rate_of("software_rejuvenation", "interval", s.interval);
  b.label("rejuvenation", std::vector<std::size_t>{});
  if (rejuvenated > zero<T>())
    b.add("aged", "rejuvenating", rejuvenated)
        .add("rejuvenating", "robust",
             detail::finite_rate_of("software_rejuvenation", "rejuvenation", s.rejuvenation))
        .label("rejuvenation", {"rejuvenating"});
  return b.label("up", {"robust", "aged"})
      .label("degraded", {"aged"})
      .label("failed", {"failed"})
      .build();
}

/// Availability and how often the software stops, by failure or for rejuvenation. *Throws* as
/// software_rejuvenation.
template <class T>
[[nodiscard]] repairable<T> as_repairable(const ageing_software<T>& s) {
  (void)software_rejuvenation(s);  // checks the fields
  const T failure = detail::rate_of("software_rejuvenation", "mttf", s.mttf);
  const T rejuvenated = detail::rate_of("software_rejuvenation", "interval", s.interval);
  const T stops = failure + rejuvenated;
  if (!(stops > zero<T>())) return {probability<T>::always(), zero<T>()};
  const T up = s.ageing.hours + one<T>() / stops;
  const T down = (failure * s.mttr.hours + rejuvenated * s.rejuvenation.hours) / stops;
  const T cycle = up + down;
  return {probability<T>::from_computed_sides(T(up / cycle), T(down / cycle)), T(one<T>() / cycle)};
}

}  // namespace nines
