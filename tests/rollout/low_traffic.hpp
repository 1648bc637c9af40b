// SPDX-License-Identifier: BSL-1.0
// A release on so little traffic that each request counts.
#pragma once

#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/strategies.hpp>

namespace nines_test {

using namespace nines::literals;

inline const nines::release low_traffic({.good = 3_percent,
                                         .bad = 20_percent,
                                         .prior_bad = 5_percent});
inline const nines::request_rate ten_a_minute(10, std::chrono::minutes(1));

/// Two stages of a canary, the second of all the traffic, analysed by one clock.
inline nines::rollout_plan two_stages(const nines::rollout_stage& first, std::chrono::minutes all,
                                      const nines::analysis_times& clock) {
  using std::chrono::minutes;
  auto settings =
      nines::canary({.stages = {first, {100_percent, all}}, .lag = nines::reaction_lag(minutes(1))})
          .settings();
  settings.stages = nines::analysed_throughout(settings.stages, clock);
  return nines::rollout_plan(std::move(settings));
}

}  // namespace nines_test
