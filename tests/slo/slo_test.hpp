// SPDX-License-Identifier: BSL-1.0
// What the tests of promises share.
#pragma once

#include <nines/duration/windows.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/budget/error_budget.hpp>
#include <nines/slo/downtime/initial_condition.hpp>

#include "support/within.hpp"

namespace nines_test {

using hours = nines::hours_in<double>;
using minutes = nines::minutes_in<double>;

/// Equal but for some roundings.
inline doctest::Approx exactly(double x) { return within(x, 1e-14); }

template <class Duration>
double in_minutes(Duration d) {
  return minutes(d).count();
}

using namespace nines::literals;
inline const nines::error_budget promise(99.95_percent, nines::month_30d);  // 21.6 min
inline const nines::error_budget budget(99.9_percent, nines::rolling_30d);  // 43.2 min

inline constexpr nines::initial_condition starts[] = {nines::initial_condition::up,
                                                      nines::initial_condition::down,
                                                      nines::initial_condition::stationary};

}  // namespace nines_test
