// SPDX-License-Identifier: BSL-1.0
// Detection with a constant hazard.
#pragma once

#include <nines/algebra.hpp>
#include <nines/rollout/risk/memoryless_detection.hpp>

namespace nines {

NINES_INLINE constant_hazard_exposure constant_hazard_detection(const rollout_plan& plan,
                                                                const request_rate& traffic,
                                                                double excess,
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

NINES_INLINE hours_in<double> best_bake_time(const single_stage& s) {
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
