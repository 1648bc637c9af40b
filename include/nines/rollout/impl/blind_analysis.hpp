// SPDX-License-Identifier: BSL-1.0
// One of two trajectories.
#pragma once

#include <nines/algebra.hpp>
#include <nines/rollout/risk/blind_analysis.hpp>

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

NINES_INLINE rollout_trajectory mixture_of(const rollout_trajectory& a, const rollout_trajectory& b,
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

NINES_INLINE rollout_risk with_blind_analysis(const rollout_risk& sees,
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
