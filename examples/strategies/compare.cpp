// SPDX-License-Identifier: BSL-1.0
#include "compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nines/rollout/plan/reaction.hpp>
#include <nines/rollout/plan/rolling_capacity.hpp>
#include <nines/rollout/schedule/strategy_cost.hpp>
#include <nines/timing/sequence.hpp>

#include "common/money.hpp"
#include "common/plot.hpp"
#include "rollout/analysis.hpp"
#include "rollout/losses.hpp"
#include "rollout/readings.hpp"

namespace strategies {

namespace {

section resources_section(const std::vector<assessed>& all) {
  section t{"resources",
            "Resources and time",
            "<>>>>>>",
            {"strategy", "capacity at most", "at least", "preparation", "to the end", "way back",
             "in 95%"},
            {"strategy", "peak_capacity", "least_capacity", "preparation_hours", "duration_hours",
             "back_mean_hours", "back_p95_hours"},
            {}};
  for (const auto& a : all) {
    const auto& plan = a.way.plan;
    const auto back = nines::sequence(a.way.way_back->lag, a.way.way_back->rollback);
    t.rows.push_back({a.way.name, number_cell(plan.peak_capacity(), 4),
                      number_cell(plan.least_capacity(), 4), time_cell(plan.preparation()),
                      time_cell(plan.duration()), time_cell(back.mean()),
                      time_cell(back.quantile(chance::from_complement(0.05)))});
  }
  return t;
}

/// How long all of the traffic would have had to be on the release, to expose as much.
section exposure_section(const std::vector<assessed>& all) {
  section t{
      "exposure",
      "Exposure, in time of full traffic, of a release that is found to be bad after",
      "<>>>>",
      {"strategy", "1 min", "5 min", "30 min", "2 h"},
      {"strategy", "found_1min_hours", "found_5min_hours", "found_30min_hours", "found_2h_hours"},
      {}};
  for (const auto& a : all) {
    std::vector<cell> row{a.way.name};
    for (const int minutes : {1, 5, 30, 120})
      row.push_back(time_cell(a.way.plan.exposed_time(std::chrono::minutes(minutes))));
    t.rows.push_back(std::move(row));
  }
  return t;
}

section risk_section(const study& s, const std::vector<assessed>& all) {
  section t{"risk",
            "Risk, by the rule: rolls back when " + s.watched.judge.name,
            "<>>>>>>>",
            {"strategy", "bad, rolled back", "bad, serves all", "bad, passes", "good, rolled back",
             "excess if bad", "of the budget", "in 99%"},
            {"strategy", "detection", "reaches_everyone", "passes", "false_rollback",
             "excess_if_bad", "budget_share", "budget_share_p99"},
            {}};
  if (s.limit.any()) {
    t.alignment += '>';
    t.header.emplace_back("limits");
    t.keys.emplace_back("limits");
  }
  for (const auto& a : all) {
    const double late = failed_if_bad_in(a, chance::from_complement(0.01));
    t.rows.push_back({a.way.name, chance_cell(a, a.risk.detection()),
                      chance_cell(a, a.risk.bad_reaches_everyone()),
                      chance_cell(a, !a.risk.detection()), chance_cell(a, a.risk.false_rollback()),
                      number_cell(a.risk.excess_errors_if_bad(), 4),
                      share_cell(s.spent(failed_if_bad(a))), share_cell(s.spent(late))});
    if (s.limit.any()) t.rows.back().emplace_back(keeps_limits(a) ? "kept" : "MISSED");
  }
  return t;
}

section capacity_section(const fleet& f, const std::vector<assessed>& all) {
  section t{"capacity",
            "The chance that " + std::to_string(f.need) + " of " + std::to_string(f.replicas) +
                " replicas are up, in " + std::to_string(f.zones) + " zones",
            "<>>>>",
            {"strategy", "missing", "at rest", "taken evenly", "where it hurts most"},
            {"strategy", "missing", "steady", "spread", "worst"},
            {}};
  for (const auto& a : all) {
    const std::size_t missing = missing_of(f, a.way.plan);
    const auto c =
        nines::rolling_capacity({.zones = zones_of(f), .need = f.need, .missing = missing});
    t.rows.push_back({a.way.name, number_cell(static_cast<double>(missing), 4),
                      probability_cell(c.steady), probability_cell(c.spread),
                      probability_cell(c.worst)});
  }
  return t;
}

section year_section(const study& s, const std::vector<assessed>& all) {
  section t{"year",
            "In a year of " + significant(s.year->per_year, 4) + " releases",
            "<>>>>",
            {"strategy", "bad ones that pass", "good ones back", "requests that succeed",
             "of the budget"},
            {"strategy", "bad_passed", "good_rolled_back", "available", "budget_share"},
            {}};
  for (const auto& a : all) {
    const double bad = s.year->per_year * a.risk.prior_bad().value();
    const double good = s.year->per_year * a.risk.prior_bad().complement();
    const chance available = available_with_changes(a);
    t.rows.push_back({a.way.name, number_cell(bad * a.risk.detection().complement(), 4),
                      number_cell(good * a.risk.false_rollback().value(), 4),
                      probability_cell(available),
                      share_cell(available.complement() / s.budget.objective().complement())});
  }
  return t;
}

/// The capacity beyond what serves all, as long as it is there at the most.
double extra_capacity_hours(const nines::rollout_plan& plan) {
  const double extra = plan.peak_capacity() - 1;  // input data
  return std::max(extra, 0.0) * (plan.preparation() + plan.duration()).count();
}

/// What a release costs by a strategy, to someone of that aversion; infinite where it is more than
/// a number holds.
double price_of(const strategy_prices& price, const assessed& a, double aversion) {
  const double capacity = price.capacity_hour * extra_capacity_hours(a.way.plan);
  const nines::certain_costs certain{capacity + price.costs.bad_request * lost_if_good(a),
                                     capacity + price.costs.bad_request * lost_if_bad(a)};
  try {
    return nines::strategy_cost(a.risk, price.costs, aversion, certain);
  } catch (const nines::convergence_error&) {
    return std::numeric_limits<double>::infinity();
  }
}

std::size_t cheapest(const strategy_prices& price, const std::vector<assessed>& all,
                     double aversion) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < all.size(); ++i)
    if (price_of(price, all[i], aversion) < price_of(price, all[best], aversion)) best = i;
  return best;
}

section price_section(const strategy_prices& price, const std::vector<assessed>& all) {
  const double aversion = price.aversion;
  section t{"price",
            "The price of a release",
            "<>>><",
            {"strategy", "capacity", "expected, with it",
             aversion > 0 ? "as bad as for sure, at " + significant(aversion, 4) : "", "best"},
            {"strategy", "capacity", "expected", "certain", "best"},
            {}};
  for (const auto& a : all) {
    const double surely = price_of(price, a, aversion);
    t.rows.push_back({a.way.name, cost_cell(price.capacity_hour * extra_capacity_hours(a.way.plan)),
                      cost_cell(price_of(price, a, 0)),
                      aversion == 0           ? cell("")
                      : std::isfinite(surely) ? cost_cell(surely)
                                              : cell("no end"),
                      ""});
  }
  t.rows[cheapest(price, all, 0)].back().text = "to whom risk is nothing";
  auto& averse = t.rows[cheapest(price, all, aversion)].back().text;
  if (aversion > 0) averse += (averse.empty() ? "" : ", and ") + std::string("at this aversion");
  return t;
}

/// Which strategy is the cheapest from which aversion on.
section appetite_section(const strategy_prices& price, const std::vector<assessed>& all) {
  section t{"appetites",
            "The best strategy, by the appetite for risk",
            "><>",
            {"aversion from", "strategy", "as bad as for sure"},
            {"aversion", "strategy", "certain"},
            {}};
  std::size_t before = cheapest(price, all, 0);
  t.rows.push_back(
      {number_cell(0, 1), all[before].way.name, cost_cell(price_of(price, all[before], 0))});
  for (int i = 0; i <= 96; ++i) {  // a tenth of a decade apart
    const double aversion = 1e-9 * std::pow(10.0, i / 10.0);
    const std::size_t best = cheapest(price, all, aversion);
    const double surely = price_of(price, all[best], aversion);
    if (!std::isfinite(surely)) break;
    if (best != before)
      t.rows.push_back({number_cell(aversion, 2), all[best].way.name, cost_cell(surely)});
    before = best;
  }
  return t;
}

std::string price_note() {
  return "The price: failed requests, escapes, rollbacks and hours by the costs of the file, with\n"
         "the capacity beyond what serves all; as bad as for sure is (1/a) ln E exp(a cost) at an\n"
         "aversion a, as in the search for bake times. A bank and a game differ in these "
         "figures.\n";
}

std::string notes(const study& s, const std::vector<assessed>& all) {
  std::string text =
      "Capacity: 1 is what serves all traffic. Excess: failed requests beyond those of a good "
      "release. Of the budget: with what finds nobody to serve it while a release is deployed.\n";
  if (s.limit.any())
    text += is_met(all) ? "The limits are kept by at least one strategy.\n"
                        : "NO strategy keeps the limits.\n";
  return text;
}

}  // namespace

std::vector<assessed> assess_all(const study& s) {
  std::vector<assessed> all;
  for (const auto& way : s.strategies) all.push_back(assess_strategy(s, way));
  return all;
}

bool is_met(const std::vector<assessed>& all) {
  return std::any_of(all.begin(), all.end(), keeps_limits);
}

namespace {

std::string strategies_that_keep(const std::vector<assessed>& all) {
  const auto n = std::count_if(all.begin(), all.end(), keeps_limits);
  return "by " + std::to_string(n) + " of " + std::to_string(all.size()) + " strategies";
}

/// The chance of more failed requests, for each.
plot losses_plot(const study& s) {
  const auto all = assess_all(s);
  constexpr double least_probability = 1e-6;  // what is less likely is not drawn
  double least = std::numeric_limits<double>::infinity();
  double most = 0;
  for (const auto& a : all) {
    least = std::min(least, failed_if_bad_in(a, chance::from_value(0.5)));
    most = std::max(most, failed_if_bad_in(a, chance::from_complement(least_probability)));
  }
  if (!(least > 0)) least = most / 1e4;
  plot picture{s.title + ": the chance of more failed requests",
               "failed requests of a bad release beyond a good one's",
               "chance of more",
               true,
               true,
               {}};
  for (const auto& a : all) {
    curve c{a.way.name, {}};
    for (int i = 0; i <= 600; ++i) {
      const double x = least / 2 * std::pow(4 * most / least, i / 600.0);
      c.points.emplace_back(x, or_gap(fails_more_if_bad(a, x).value(), least_probability));
    }
    picture.curves.push_back(std::move(c));
  }
  return picture;
}

}  // namespace

report compare(const study& s, const std::optional<strategy_prices>& price) {
  const auto all = assess_all(s);
  std::vector<const assessed*> each;
  for (const auto& a : all) each.push_back(&a);
  report r{s.title, {}, notes(s, all)};
  r.taken = s.taken;
  r.sections = {readings_section(s, each), resources_section(all), exposure_section(all),
                risk_section(s, all)};
  if (s.capacity && s.capacity->need > 0) r.sections.push_back(capacity_section(*s.capacity, all));
  if (s.year) r.sections.push_back(year_section(s, all));
  if (price) {
    r.sections.push_back(price_section(*price, all));
    r.sections.push_back(appetite_section(*price, all));
    r.notes += price_note();
  }
  if (s.limit.any())
    r.objectives.push_back(
        {"all limits of a release", "by one or more", strategies_that_keep(all), is_met(all)});
  r.pictures.emplace_back([s] { return losses_plot(s); });
  return r;
}

}  // namespace strategies
