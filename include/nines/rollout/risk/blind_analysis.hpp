// SPDX-License-Identifier: BSL-1.0
// An analysis that may be blind: a wrong query, a scrape that is down, a dashboard that reads the
// old version. Then every check passes, whatever the release does.
//
//   with_blind_analysis(assess_checks(plan, traffic, change, {1_percent, 90_percent}, limits),
//                       assess_checks(plan, traffic, change, {0_percent, 0_percent}, limits),
//                       0.1_percent)
//   P(a bad release passes) = P(blind) + P(not blind) P(it passes an analysis that sees)
//
// So nobody takes 3e-200 for safety: what is left is how likely the analysis itself is broken. It
// is for the whole rollout, and the same for a good release and for a bad one. All terms are
// positive. Cost: that of copying both.
// Index: blind metric.
#pragma once

#include <nines/inline.hpp>
#include <nines/rollout/risk/risk.hpp>

namespace nines {

/// The trajectory that is one of two, the second with a probability. *Throws* domain_error unless
/// both are of the same plan, with as many analyses in each stage.
[[nodiscard]] rollout_trajectory mixture_of(const rollout_trajectory& a,
                                            const rollout_trajectory& b, const probability<>& is_b);

/// The risk where the analysis is blind with a probability: as `sees` where it is not, else as
/// `unwatched`, the risk of the same plan, traffic and release where no check fails. *Throws*
/// domain_error unless both are of the same plan, with as many analyses in each stage.
[[nodiscard]] rollout_risk with_blind_analysis(const rollout_risk& sees,
                                               const rollout_risk& unwatched,
                                               const probability<>& blind);

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/rollout/impl/blind_analysis.hpp>
#endif
