// SPDX-License-Identifier: BSL-1.0
// The nearest whole replicas, and the way from one number of them to the next.
#pragma once

#include <algorithm>
#include <cmath>
#include <nines/rollout/plan/whole_replicas.hpp>

namespace nines {

namespace detail {

/// The nearest of the splits that are allowed.
class nearest_split {
 public:
  nearest_split(const probability<>& weight, std::size_t replicas, bool may_surge)
      // Weights are whole per cent nearly always: to 1e-9 of one.
      : percent_(std::round(weight.value() * 1e11) / 1e9), best_{0, replicas} {
    const double exact = static_cast<double>(replicas) * percent_ / 100;
    const auto above = static_cast<std::size_t>(std::ceil(exact));
    const auto below = static_cast<std::size_t>(std::floor(exact));
    const bool is_between = weight.value() > 0 && weight.complement() > 0;
    const bool may_be_none = !is_between || (replicas == 1 && !may_surge);
    if (above < replicas || may_be_none) consider(above, replicas);
    if (!is_tied(replicas) && (below != 0 || may_be_none)) consider(below, replicas);
    if (!may_surge) return;
    consider(above, replicas + 1);
    if (!is_tied(replicas + 1) && (below != 0 || may_be_none)) consider(below, replicas + 1);
  }
  [[nodiscard]] const replica_split& split() const { return best_; }

 private:
  [[nodiscard]] bool is_tied(std::size_t all) const {
    double whole = 0;
    return std::modf(static_cast<double>(all) * (percent_ / 100), &whole) == 0.5;
  }
  void consider(std::size_t fresh, std::size_t all) {
    const double share = static_cast<double>(fresh) * 100 / static_cast<double>(all);
    const double apart = std::abs(share - percent_);  // of places, to be compared
    if (has_one_ && !(apart < apart_)) return;
    has_one_ = true;
    apart_ = apart;
    best_ = {fresh, all - fresh};
  }

  double percent_;
  replica_split best_;  // none, where a tie is between none and all
  bool has_one_ = false;
  double apart_ = 0;
};

/// From one split to the next: what runs at most meanwhile, and serves at least.
struct replica_bounds {
  std::size_t most = 0;
  std::size_t least = 0;
};

/// One release at a time: first as many old ones are stopped as may be unavailable, then new ones
/// started within the surge, and only then these serve. Weights go up, so that there are never
/// fewer new ones, nor more old ones, than before.
inline void go_to(const replica_split& wanted, const rolling_batches& bounds, std::size_t replicas,
                  replica_split& now, replica_bounds& seen) {
  const std::size_t most = replicas + bounds.surge;
  const std::size_t needed = replicas - std::min(bounds.unavailable, replicas);
  std::size_t ready = now.fresh;
  for (;;) {
    const std::size_t serving = ready + now.stable;
    const std::size_t room = most - std::min(most, now.all());
    if (now.stable > wanted.stable && serving > needed)
      now.stable -= std::min(now.stable - wanted.stable, serving - needed);
    else if (now.fresh < wanted.fresh && room > 0)
      now.fresh += std::min(wanted.fresh - now.fresh, room);
    else if (ready < now.fresh)
      ready = now.fresh;
    else
      return;
    seen.most = std::max(seen.most, now.all());
    seen.least = std::min(seen.least, ready + now.stable);
  }
}

}  // namespace detail

NINES_INLINE replica_split replicas_for(const probability<>& weight, const replica_fleet& fleet) {
  const auto bounds = detail::batches_of(fleet.replicas, fleet.max_surge, fleet.max_unavailable);
  return detail::nearest_split(weight, fleet.replicas, bounds.surge > 0).split();
}

NINES_INLINE rollout_plan canary_by_replicas(canary_settings settings, const replica_fleet& fleet) {
  const auto bounds = detail::batches_of(fleet.replicas, fleet.max_surge, fleet.max_unavailable);
  replica_split now{0, fleet.replicas};
  detail::replica_bounds seen{fleet.replicas, fleet.replicas};
  for (auto& stage : settings.stages) {
    const auto wanted = replicas_for(stage.share, fleet);
    if (wanted.fresh == 0)
      fail("canary_by_replicas", "the share of a stage", stage.share.value(),
           "more: it amounts to no replica");
    detail::go_to(wanted, bounds, fleet.replicas, now, seen);
    const auto all = static_cast<double>(wanted.all());
    stage.share = {unchecked, static_cast<double>(wanted.fresh) / all,
                   static_cast<double>(wanted.stable) / all};
  }
  detail::go_to({fleet.replicas, 0}, bounds, fleet.replicas, now, seen);
  const auto n = static_cast<double>(fleet.replicas);
  return rollout_plan({.stages = std::move(settings.stages),
                       .lag = settings.lag,
                       .rollback = settings.rollback,
                       .preparation = settings.preparation,
                       .peak_capacity = static_cast<double>(seen.most) / n,
                       .least_capacity = static_cast<double>(seen.least) / n});
}

}  // namespace nines
