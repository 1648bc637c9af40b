// SPDX-License-Identifier: BSL-1.0
#include "questions.hpp"

#include <algorithm>
#include <nines/detection/sample_size.hpp>
#include <nines/rollout/plan/bake_time.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/schedule/schedule.hpp>

#include "analysis.hpp"

namespace rollout {

namespace {

/// Of several bad rates the smallest: what finds it finds the others.
nines::rate_pair rates_of(const study& s) {
  const auto& bad = s.change.bad();
  const auto least = std::min_element(bad.begin(), bad.end(), [](const auto& a, const auto& b) {
    return a.rate.mean() < b.rate.mean();
  });
  return {s.change.good(), least->rate};
}

/// The smallest test that keeps both errors; none where the rates are too near for one.
std::optional<nines::fixed_sample_design> test_of(const study& s) {
  try {
    return nines::fixed_sample_test(rates_of(s), s.wanted);
  } catch (const nines::convergence_error&) {
    return std::nullopt;
  }
}

/// The smallest bake time with the rule of the study, to some two digits: in steps of the interval,
/// or of 10 s, then in steps ten times as long; "none" where there is none up to a hundred of the
/// longest, and "-" where to find it takes too much.
template <class Rule>
cell bake_with(const study& s, const chance& share, const Rule& rule) {
  nines::bake_search search{.share = share, .errors = s.wanted, .max_products = 2e9};
  if (s.watched.interval) search.interval = *s.watched.interval;
  search.step = s.watched.interval.value_or(hours(10.0 / 3600));
  const int decades = s.watched.interval ? 2 : 4;  // many looks take their time
  for (int i = 0; i < decades; ++i) {
    search.longest = 100 * search.step;
    try {
      return time_cell(nines::shortest_bake_time(search, s.traffic, rates_of(s), rule));
    } catch (const nines::convergence_error& e) {
      if (std::string(e.what()).find("max_products") != std::string::npos) return "-";
      search.step *= 10;  // none up to there
    }
  }
  return "none";
}
cell bake_cell(const study& s, const chance& share) {
  const auto& w = s.watched;
  if (w.judge.is_beside || w.judge.fails || w.is_carried || w.is_paused || w.is_in_steps ||
      w.window > 1)
    return "-";
  return w.failures ? bake_with(s, share, nines::failed_checks(w.judge, *w.failures))
                    : bake_with(s, share, w.judge);
}

/// What any schedule for the shares of the plan would see.
nines::schedule_solver watches_of(const assessed& a) {
  const auto& s = a.whole;
  nines::schedule_search search{.shares = {},
                                .lag = a.way.plan.lag(),
                                .step = s.choose->step,
                                .deadline = s.choose->deadline,
                                .rollback = a.way.plan.rollback(),
                                .interval = s.watched.interval.value_or(hours(0)),
                                .costs = {}};
  for (const auto& stage : a.way.plan.stages()) search.shares.push_back(stage.share);
  if (s.watched.failures)
    return {search, s.traffic, s.change,
            nines::failed_checks(s.watched.judge, *s.watched.failures)};
  return {search, s.traffic, s.change, s.watched.judge};
}

/// A plan as a column of the table.
void add_column(section& t, const study& s, const nines::rollout_plan& plan) {
  risk_notes notes;
  const auto risk = assess(s, plan, hours(0), &notes);
  std::size_t i = 0;
  for (const auto& stage : plan.stages()) t.rows[i++].push_back(time_cell(stage.bake));
  t.rows[i++].push_back(time_cell(plan.duration()));
  t.rows[i++].push_back(number_cell(risk.excess_errors_if_bad(), 4));
  t.rows[i++].push_back(probability_cell(!risk.detection(), notes.runs));
  t.rows[i++].push_back(probability_cell(risk.false_rollback(), notes.runs));
}

}  // namespace

std::optional<section> traffic_section(const assessed& a) {
  const auto& s = a.whole;
  const auto found = test_of(s);
  if (!found) return std::nullopt;
  const auto& test = *found;
  section t{
      "needs",
      "What a stage needs to find " + human_percent(!s.wanted.missed) + " of the bad and lose " +
          human_percent(s.wanted.false_rollback) + " of the good: back from " +
          human_money(test.roll_back_from) + " errors on, in so many requests",
      ">>>>>>>",
      {"stage", "share", "sees", "needs", "bake for it", "with this rule", "or traffic a second"},
      {"stage", "share", "requests", "requests_needed", "bake_hours", "bake_with_rule_hours",
       "requests_per_second"},
      {}};
  const auto& stages = a.way.plan.stages();
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const auto& stage = stages[i];
    const auto needed = nines::traffic_for(test, stage.share, stage.bake);
    t.rows.push_back({std::to_string(i + 1),
                      share_cell(stage.share.value()),
                      number_cell(s.traffic.in(stage.bake, stage.share), 4),
                      {human_money(test.requests), test.requests},
                      time_cell(s.traffic.time_for(test.requests, stage.share)),
                      bake_cell(s, stage.share),
                      number_cell(needed.per_hour() / 3600, 4)});
  }
  return t;
}

section schedule_section(const assessed& a) {
  const auto& s = a.whole;
  section t{"schedule",
            "The cheapest bake times within " + human_time(s.choose->deadline),
            "<>>",
            {"", "this plan", "least expected cost"},
            {"quantity", "plan", "cheapest"},
            {}};
  for (const auto& stage : a.way.plan.stages()) t.rows.push_back({"at " + percent(stage.share, 4)});
  for (const char* name :
       {"in all", "excess of a bad one", "bad ones that pass", "good ones rolled back", "cost"})
    t.rows.push_back({name});
  const auto watches = watches_of(a);
  const auto add_cheapest = [&](double aversion) {
    const auto best = watches.cheapest(s.choose->costs, aversion);
    add_column(t, s, best.plan);
    t.rows.back().push_back({human_money(best.cost), best.cost});
  };
  add_column(t, s, a.way.plan);
  t.rows.back().emplace_back("-");
  add_cheapest(0);
  if (s.choose->aversion > 0) {
    t.alignment += '>';
    t.header.emplace_back("averse to risk");
    t.keys.emplace_back("averse");
    add_cheapest(s.choose->aversion);
  }
  return t;
}

}  // namespace rollout
