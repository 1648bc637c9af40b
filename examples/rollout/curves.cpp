// SPDX-License-Identifier: BSL-1.0
#include "curves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "analysis.hpp"
#include "common/plot.hpp"

namespace rollout {

namespace {

/// Probabilities below this are not drawn: they would leave no room for the others.
constexpr double least_probability = 1e-9;
double shown(const chance& p) { return or_gap(p.value(), least_probability); }

chance live_if_bad(const nines::rollout_risk& risk, hours t) {
  double sides[2] = {0, 0};
  for (const auto& each : risk.bad_trajectories()) {
    const chance live = each.trajectory.live_at(t);
    sides[0] += each.weight * live.value();
    sides[1] += each.weight * live.complement();
  }
  return chance::from_computed_sides(sides[0], sides[1]);
}

/// Until all that is rolled back is gone.
hours end_of(const assessed& a) {
  hours held(0);
  if (a.whole.watched.is_paused)
    held = static_cast<double>(a.whole.watched.failures->allowed) * *a.whole.watched.interval;
  return a.way.plan.duration() + held +
         a.way.plan.gone_after(a.way.plan.stages().back().share.value());
}

template <class Value>
curve over_time(const assessed& a, const std::string& title, const Value& value) {
  constexpr int points = 600;
  curve c{title, {}};
  const hours end = end_of(a);
  for (int i = 0; i <= points; ++i) {
    const hours t = end * (static_cast<double>(i) / points);
    c.points.emplace_back(t.count() * 60, value(t));
  }
  return c;
}

plot live_plot(const assessed& a) {
  plot p{a.whole.title + ": the chance that it is still there",
         "minutes since the first request",
         "chance that it is still there",
         false,
         true,
         {over_time(a, "a bad release", [&](hours t) { return shown(live_if_bad(a.risk, t)); }),
          over_time(a, "a good one", [&](hours t) { return shown(a.risk.good().live_at(t)); })}};
  if (a.risk.stated_prior())
    p.curves.push_back(over_time(a, "any", [&](hours t) { return shown(a.risk.live_at(t)); }));
  return p;
}

plot excess_plot(const assessed& a, bool is_budget) {
  const auto in_unit = [&](double requests) {
    return is_budget ? 100 * a.whole.spent(requests) : requests;
  };
  const auto if_bad = [&](hours t) { return in_unit(a.risk.excess_errors_if_bad_by(t)); };
  plot p{a.whole.title + ": failed requests as time goes by",
         "minutes since the first request",
         is_budget ? "per cent of the error budget" : "failed requests beyond a good release's",
         false,
         false,
         {over_time(a, "a bad release", if_bad)}};
  if (const auto& prior = a.risk.stated_prior())
    p.curves.push_back(
        over_time(a, "any, on average", [&](hours t) { return prior->value() * if_bad(t); }));
  return p;
}

plot loss_plot(const assessed& a) {
  double most = 0;
  double least = std::numeric_limits<double>::infinity();
  for (const auto& each : a.risk.bad_trajectories())
    for (const auto& end : each.trajectory.ends()) {
      const double excess = end.exposed.count() * each.excess_errors_per_hour;
      least = std::min(least, excess);
      if (end.probability >= least_probability) most = std::max(most, excess);
    }
  curve bad{"a bad release", {}};
  curve any{"any", {}};
  const double from = least / 2;
  for (int i = 0; i <= 600; ++i) {
    const double x = from * std::pow(1.5 * most / from, i / 600.0);
    bad.points.emplace_back(x, shown(a.risk.excess_errors_survival_if_bad(x)));
    if (a.risk.stated_prior()) any.points.emplace_back(x, shown(a.risk.excess_errors_survival(x)));
  }
  plot p{a.whole.title + ": the chance of more failed requests",
         "failed requests beyond a good release's",
         "chance of more",
         true,
         true,
         {std::move(bad)}};
  if (a.risk.stated_prior()) p.curves.push_back(std::move(any));
  return p;
}

}  // namespace

const std::vector<std::string>& kinds_of_curves() {
  static const std::vector<std::string> kinds = {"live", "excess", "budget", "loss"};
  return kinds;
}

plot plot_of(const assessed& a, const std::string& kind) {
  if (kind == "live") return live_plot(a);
  if (kind == "loss") return loss_plot(a);
  return excess_plot(a, kind == "budget");
}

report report_on(const study& s, const std::string& strategy, const std::string& kind) {
  struct kept_study {
    study whole;
    assessed about;
    kept_study(const study& of, std::size_t strategy_at)
        : whole(of), about(assess_strategy(whole, whole.strategies[strategy_at])) {}
    kept_study(const kept_study&) = delete;  // the one refers to the other
    kept_study& operator=(const kept_study&) = delete;
  };
  std::size_t way = 0;
  while (s.strategies[way].name != strategy) ++way;
  const auto kept = std::make_shared<const kept_study>(s, way);
  report r = analyse(kept->about);
  r.pictures.emplace_back([kept, kind] { return plot_of(kept->about, kind); });
  r.pictures.emplace_back(
      [kept, kind] { return plot_of(kept->about, kind == "loss" ? "live" : "loss"); });
  return r;
}

}  // namespace rollout
