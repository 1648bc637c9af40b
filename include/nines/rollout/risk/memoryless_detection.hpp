// SPDX-License-Identifier: BSL-1.0
// Detection with a constant hazard shows what staging is good for: each bad request is noticed with
// a probability q, at once and without memory.
//
//   E bad requests are exposed:   P(not noticed) = exp(-q E), expected until then (1 - exp(-q E))/q
//
// Without a reaction lag the expected harm depends on the whole exposure alone, not on the
// schedule: staging pays through the lag (fewer bad requests while one reacts), through analyses at
// the end of a bake time, and through stopping before all is exposed.
#pragma once

#include <nines/algebra.hpp>
#include <nines/detection/event_rate.hpp>
#include <nines/rollout/plan/plan.hpp>

namespace nines {

/// What a bad release does before it serves everyone.
struct constant_hazard_exposure {
  double bad_requests = 0;   ///< expected, those during the reaction included
  probability<> undetected;  ///< through all stages
};

/// The harm of a release of whose requests the mean `excess` is bad beyond those of a good one,
/// each noticed with a probability. *Throws* domain_error unless excess > 0 and the probability is
/// more than 0.
[[nodiscard]] inline constant_hazard_exposure constant_hazard_detection(
    const rollout_plan& plan, const request_rate& traffic, double excess,
    const probability<>& noticed) {
  if (!(excess > 0) || !is_finite(excess))
    fail("constant_hazard_detection", "excess", excess, "more than 0, and finite");
  if (!(noticed.value() > 0))
    fail("constant_hazard_detection", "noticed", noticed.value(), "more than 0");
  constant_hazard_exposure out{0, probability<>::always()};
  const double bad_per_hour = traffic.per_hour() * excess;
  const auto expose = [&](double share, hours_in<double> time) {
    const double exponent = -noticed.value() * bad_per_hour * share * time.count();
    const probability<> found(unchecked, -expm1_of(exponent), exp_of(exponent));
    const double in_reaction = bad_per_hour * plan.exposed_after(share).count();
    out.bad_requests +=
        out.undetected.value() * found.value() * (1 / noticed.value() + in_reaction);
    out.undetected = both(out.undetected, !found);
  };
  double before = 0;
  for (const auto& stage : plan.stages()) {
    const double share = stage.share.value();
    expose((before + share) / 2, stage.ramp);
    expose(share, stage.bake);
    before = share;
  }
  return out;
}

/// A single stage in which a bad release is found at a constant rate.
struct single_stage {
  hours_in<double> mean_detection{1};  ///< of a bad release, memoryless
  double harm_per_hour = 0;            ///< of a bad release while it is monitored
  double escape = 0;                   ///< of a bad release that gets through
  double delay_per_hour = 0;           ///< of a good release that waits
  probability<> prior_bad;             ///< how likely the release is bad
};

/// The bake time of least expected cost, pi (H (1 - e^(-aT))/a + M e^(-aT)) + (1 - pi) c T: T =
/// ln(pi (a M - H) / ((1 - pi) c)) / a; 0 where no bake pays. *Throws* domain_error unless times
/// and the cost of delay are more than 0, and other costs not negative.
[[nodiscard]] inline hours_in<double> best_bake_time(const single_stage& s) {
  constexpr auto function = "best_bake_time";
  require_positive_duration(function, "mean_detection (in hours)", s.mean_detection);
  if (!(s.delay_per_hour > 0)) fail(function, "delay_per_hour", s.delay_per_hour, "more than 0");
  for (const double x : {s.harm_per_hour, s.escape})
    if (!(x >= 0) || !is_finite(x)) fail(function, "a cost", x, "0 or more");
  const double rate = 1 / s.mean_detection.count();
  const double gain = rate * s.escape - s.harm_per_hour;  // input data
  const double odds = s.prior_bad.odds() * gain / s.delay_per_hour;
  return odds > 1 ? s.mean_detection * log_of(odds) : hours_in<double>(0);
}

}  // namespace nines
