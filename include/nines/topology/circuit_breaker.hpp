// SPDX-License-Identifier: BSL-1.0
// What a circuit breaker adds to the availability of a caller, and what it takes from it.
//
//   held while it hangs = calls a second x timeout                                   (Little's law)
//   open after `trips_after` of an outage: with probability exp(-trips_after / MTTR)
//   closed again late, on average by  r (1 / (1 - exp(-x)) - 1 / x),  r = tries_again, x = r / MTTR
//
// A dependency that hangs holds each call to it until the timeout. Where that is more than the
// caller can hold at once, all its requests fail, also those that do not need the dependency: the
// outage spreads. A breaker lets calls fail at once instead, from some time after an outage begins;
// then only requests that need the dependency fail. It takes some availability: it tries again each
// `tries_again`, and so closes after the repair. Outages are exponential. The effect is a share of
// requests that fail while the dependency is down, so it is the `needed` of a service_dependency
// (model.hpp), and composes with all else.
// Sources: Nygard, "Release It!", 2nd ed. 2018, 5.2; Little 1961.
//
// Example:
//   const circuit_breaker breaker{.trips_after = 5s, .tries_again = 30s};
//   const auto fails = share_that_fails(20_percent, true, 30min, breaker);
// Index: circuit breaker.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/duration/hours.hpp>
#include <nines/error.hpp>
#include <nines/probability/two_sided.hpp>
#include <optional>

namespace nines {

/// When calls are cut off, and when they are tried again.
struct circuit_breaker {
  hours_in<double> trips_after{0};  ///< from the beginning of an outage until it opens; 0 or more
  hours_in<double> tries_again{0};  ///< from one try while it is open to the next; 0 or more
};

/// What a breaker does in the outages of a mean length.
struct breaker_figures {
  probability<double> opens;        ///< in an outage
  probability<double> closed;       ///< of the time of outages, the share before it opens
  hours_in<double> closes_late{0};  ///< after the repair, on average, given that it has opened
  double late_share = 0;            ///< of the time of outages, what it stays open after them
};

namespace detail {

/// 1 / (1 - exp(-x)) - 1 / x, from 1/2 at 0 to 1: the part of an interval that is left at the end
/// of an exponential time. To 1e-15.
inline double mean_part_left(double x) {
  if (x < 0.25) {
    const double s = x * x;  // Bernoulli's series; the next term is below 2e-16
    const double rest = -1.0 / 100800 + s / 3991680;
    return 0.5 + x / 12 * (1 + s * (-1.0 / 60 + s * (1.0 / 2520 + s * rest)));
  }
  return -1 / std::expm1(-x) - 1 / x;  // 4.52 - 4 at most: loses three bits
}

}  // namespace detail

/// What a breaker does in exponential outages. *Throws* domain_error unless its times are 0 or more
/// and finite, and mttr is more than 0 and finite.
template <class Rep, class Period>
[[nodiscard]] breaker_figures breaker_effect(const circuit_breaker& of,
                                             std::chrono::duration<Rep, Period> mttr) {
  require_positive_finite_duration("breaker_effect", "mttr", mttr);
  require_nonnegative_finite("breaker_effect", "trips_after (in hours)", of.trips_after.count());
  require_nonnegative_finite("breaker_effect", "tries_again (in hours)", of.tries_again.count());
  const auto mean = hours_in<double>(count_in<double>(mttr));
  const double trip = of.trips_after / mean;
  breaker_figures made;
  made.opens = probability<double>::from_sides(std::exp(-trip), -std::expm1(-trip));
  made.closed = !made.opens;
  made.closes_late = of.tries_again * detail::mean_part_left(of.tries_again / mean);
  made.late_share = made.opens.value() * (made.closes_late / mean);
  return made;
}

/// Calls that a dependency holds while it hangs, by Little's law. *Throws* domain_error unless
/// calls_per_second >= 0 and the timeout is 0 or more, both finite.
template <class Rep, class Period>
[[nodiscard]] double calls_held(double calls_per_second,
                                std::chrono::duration<Rep, Period> timeout) {
  require_nonnegative_finite("calls_held", "calls_per_second", calls_per_second);
  const double seconds = std::chrono::duration<double>(timeout).count();
  require_nonnegative_finite("calls_held", "timeout (in seconds)", seconds);
  return calls_per_second * seconds;
}

/// The share of a caller's requests that fail in the time of the outages of a dependency, which
/// `needed` of them need: all where the outage spreads, unless a breaker stops that. With what
/// fails after the repair, as a share of the time of outages; at most 1. *Throws* as
/// breaker_effect.
template <class Rep, class Period>
[[nodiscard]] probability<double> share_that_fails(
    const probability<double>& needed, bool spreads, std::chrono::duration<Rep, Period> mttr,
    const std::optional<circuit_breaker>& breaker = std::nullopt) {
  const auto hangs = spreads ? probability<double>::always() : needed;
  if (!breaker) return hangs;
  const auto effect = breaker_effect(*breaker, mttr);
  const double fails = effect.closed.value() * hangs.value() +
                       effect.opens.value() * needed.value() + effect.late_share * needed.value();
  return fails >= 1 ? probability<double>::always() : probability<double>::from_value(fails);
}

}  // namespace nines
