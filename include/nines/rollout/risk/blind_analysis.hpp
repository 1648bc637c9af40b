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

#include <nines/algebra.hpp>
#include <nines/rollout/risk/risk.hpp>

namespace nines {

namespace detail {

/// The stage of a mixture: of probabilities that it is reached, and of what happens there given
/// that.
inline stage_trajectory mixed_stage(const stage_trajectory& a, const stage_trajectory& b,
                                    const probability<>& is_b) {
  if (a.dist.analyses() != b.dist.analyses())
    fail("with_blind_analysis", "the number of analyses of a stage", b.dist.analyses(),
         "that of the other, " + describe(a.dist.analyses()));
  const auto reached = pivot(is_b, b.reached, a.reached);
  const double of_a = is_b.complement() * a.reached.value();
  const double of_b = is_b.value() * b.reached.value();
  const double all = of_a + of_b;
  if (!(all > 0)) return {reached, a.rolled_back, a.dist};
  const auto mix = [&](double x, double y) { return (of_a * x + of_b * y) / all; };
  stage_trajectory mixed{reached, {}, {}};
  mixed.rolled_back = probability<>::from_computed_sides(
      mix(a.rolled_back.value(), b.rolled_back.value()),
      mix(a.rolled_back.complement(), b.rolled_back.complement()));
  for (std::size_t j = 0; j < a.dist.analyses(); ++j) {
    mixed.dist.rolled_back.push_back(mix(a.dist.rolled_back[j], b.dist.rolled_back[j]));
    mixed.dist.promoted.push_back(mix(a.dist.promoted[j], b.dist.promoted[j]));
    mixed.dist.continuing.push_back(mix(a.dist.continuing[j], b.dist.continuing[j]));
  }
  return mixed;
}

}  // namespace detail

/// The trajectory that is one of two, the second with a probability. *Throws* domain_error unless
/// both are of the same plan, with as many analyses in each stage.
[[nodiscard]] inline rollout_trajectory mixture_of(const rollout_trajectory& a,
                                                   const rollout_trajectory& b,
                                                   const probability<>& is_b) {
  if (a.stages().size() != b.stages().size())
    fail("with_blind_analysis", "the number of stages", b.stages().size(),
         "that of the other, " + describe(a.stages().size()));
  rollout_trajectory mixed;
  for (std::size_t i = 0; i < a.stages().size(); ++i)
    mixed.stages_.push_back(detail::mixed_stage(a.stages()[i], b.stages()[i], is_b));
  const auto add = [](auto& into, const auto& from, double weight) {
    for (auto each : from) {
      each.probability *= weight;
      if (each.probability > 0) into.push_back(each);
    }
  };
  add(mixed.ends_, a.ends_, is_b.complement());
  add(mixed.ends_, b.ends_, is_b.value());
  add(mixed.stretches_, a.stretches_, is_b.complement());
  add(mixed.stretches_, b.stretches_, is_b.value());
  mixed.passes_ = pivot(is_b, b.passes_, a.passes_);
  mixed.everyone_ = pivot(is_b, b.everyone_, a.everyone_);
  return mixed;
}

/// The risk where the analysis is blind with a probability: as `sees` where it is not, else as
/// `unwatched`, the risk of the same plan, traffic and release where no check fails. *Throws*
/// domain_error unless both are of the same plan, with as many analyses in each stage.
[[nodiscard]] inline rollout_risk with_blind_analysis(const rollout_risk& sees,
                                                      const rollout_risk& unwatched,
                                                      const probability<>& blind) {
  std::vector<bad_trajectory> bad;
  const auto add = [&bad](const rollout_risk& risk, double weight) {
    for (auto each : risk.bad_trajectories()) {
      each.weight *= weight;
      if (each.weight > 0) bad.push_back(std::move(each));
    }
  };
  add(sees, blind.complement());
  add(unwatched, blind.value());
  return {mixture_of(sees.good(), unwatched.good(), blind), std::move(bad), sees.stated_prior()};
}

}  // namespace nines
