// SPDX-License-Identifier: BSL-1.0
// strategy_cost(risk, costs, aversion): what a way to roll out costs, at an appetite for risk.
//
//   aversion 0:   E cost
//   aversion a:   (1/a) ln E exp(a cost), the cost for sure that is as bad as the gamble
//
// The measure is that of the search for a schedule (schedule.hpp), of any strategy whose risk is
// known: blue-green, canary, rolling and recreate are compared by it, and a bank and a game differ
// in their costs and their aversion alone. Cost of an end: the requests that a bad release fails
// beyond a good one, what its escape or a rollback costs, and the hours until the verdict.
// Source: Pratt, "Risk aversion in the small and in the large", Econometrica 32 (1964).
// Index: certainty equivalent.
#pragma once

#include <nines/inline.hpp>
#include <nines/rollout/risk/risk.hpp>
#include <nines/rollout/schedule/schedule_hull.hpp>

namespace nines {

/// What a strategy costs whatever its analyses say, in the unit of the other costs.
struct certain_costs {
  double if_good = 0;  ///< of a good release: requests that find nobody to serve them, capacity
  double if_bad = 0;   ///< of a bad one
};

/// The cost of one release, expected (aversion 0) or as bad as for sure. *Throws* domain_error
/// unless costs and aversion are 0 or more, and where the release does not say how likely it is
/// bad; convergence_error where exp(aversion cost) overflows. O(ends).
[[nodiscard]] double strategy_cost(const rollout_risk& risk, const rollout_costs& costs,
                                   double aversion = 0, const certain_costs& certain = {});

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/strategy_cost.hpp>
#endif
