// SPDX-License-Identifier: BSL-1.0
// The shortest bake time with which a rule, any rule, does what it should.
//
//   shortest_bake_time({.share = 5_percent,
//                  .errors = {.false_rollback = 1_percent, .missed = 5_percent},
//                  .step = 1min, .longest = 24h},
//                 traffic, rates, rule)
//
// Bake times are tried in order, each by the exact operating characteristic. For the best rule of
// one analysis, and the traffic that it needs, see sample_size.hpp. Cost: two stopping
// distributions for each step tried.
// Index: bake time.
#pragma once

#include <nines/detection/failed_checks.hpp>
#include <nines/error.hpp>
#include <nines/rollout/plan/interim_analyses.hpp>

namespace nines {

/// What a stage must reach.
struct bake_search {
  probability<> share;              ///< of the traffic, for the stage
  error_probabilities errors = {};  ///< type I and type II errors that are accepted
  hours_in<double> step{0};         ///< bake times are whole multiples of it
  hours_in<double> longest{0};      ///< where it gives up
  hours_in<double> interval{0};     ///< from one analysis to the next; 0: one analysis, at the end
  double max_products = 2e10;       ///< of all stopping distributions together, before it gives up
};

/// The shortest bake time, of whole steps, for which a rule finds a bad release and spares a good
/// one with the wanted probabilities. Longer ones need not: the power of a ratio goes up and down
/// with the requests. *Throws* domain_error for more than 1e6 steps, convergence_error where none
/// up to the longest does, and where that would take more than max_products.
template <class Rule>
[[nodiscard]] hours_in<double> shortest_bake_time(const bake_search& search,
                                                  const request_rate& traffic,
                                                  const rate_pair& rates, const Rule& rule) {
  constexpr auto function = "shortest_bake_time";
  require_positive_duration(function, "step (in hours)", search.step);
  require_duration(function, "interval (in hours)", search.interval);
  require_duration(function, "longest (in hours)", search.longest);
  const double most = whole_steps(search.longest, search.step);
  if (!(most <= 1e6)) fail(function, "longest (in steps)", most, "at most 1e6");
  work_budget budget(function, search.max_products, "products (max_products)",
                     "try longer steps, or analysis less often");
  for (double steps = 1; steps <= most; ++steps) {
    const auto bake = steps * search.step;
    if (whole_steps(bake, search.interval) < 1) continue;  // no analysis at all
    const auto stage = analysed_every({.share = search.share, .bake = bake}, search.interval);
    const double requests = traffic.in(bake - stage.unmonitored(), search.share);  // input data
    if (requests < static_cast<double>(stage.analyses)) continue;
    budget.spend(2 * detail::products_about(requests * rates.bad.mean(),
                                            static_cast<double>(stage.analyses)));
    const auto oc = operating_characteristic(rule, even_analyses(requests, stage.analyses), rates);
    if ((!oc.detection()) <= search.errors.missed &&
        oc.false_rollback() <= search.errors.false_rollback)
      return bake;
  }
  give_up("shortest_bake_time", "no bake time up to the longest, " +
                                    describe(search.longest.count()) +
                                    " h, reaches both probabilities");
}

}  // namespace nines
