// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <nines/recovery/plan.hpp>
#include <nines/rollout/plan/reaction.hpp>
#include <nines/rollout/risk/argo_analysis.hpp>

#include "losses.hpp"
#include "questions.hpp"
#include "readings.hpp"

namespace rollout {

namespace {

cell requests_cell(double n) { return number_cell(n, 4); }

/// The probability, given that a bad release of any size begins a stage, of a rollback in it; and
/// the probability that the stage begins.
struct bad_at_stage {
  chance reached, rolled_back;
};
bad_at_stage bad_at(const nines::rollout_risk& risk, std::size_t i) {
  double begins[2] = {0, 0};
  double ends[2] = {0, 0};
  for (const auto& each : risk.bad_trajectories()) {
    const auto& stage = each.trajectory.stages()[i];
    begins[0] += each.weight * stage.reached.value();
    begins[1] += each.weight * stage.reached.complement();
    ends[0] += each.weight * stage.reached.value() * stage.rolled_back.value();
    ends[1] += each.weight * stage.reached.value() * stage.rolled_back.complement();
  }
  const auto reached = chance::from_computed_sides(begins[0], begins[1]);
  const double all = ends[0] + ends[1];
  if (!(all > 0)) return {reached, chance::never()};
  return {reached, chance::from_computed_sides(ends[0] / all, ends[1] / all)};
}

/// The probability of a rollback in a stage that begins with some probability. It is not known of a
/// stage that nothing reaches, nor of one reached by no more than bounds leave open.
cell in_stage_cell(const assessed& a, const bad_at_stage& at) {
  const double reached = at.reached.value();
  if (!(reached > 0)) return undefined_cell();
  if (at.rolled_back.value() == 0 && reached <= a.notes.width) return undefined_cell();
  return probability_cell(at.rolled_back, a.notes.runs * reached);
}

section plan_section(const assessed& a) {
  const auto& plan = a.way.plan;
  section t{"plan", "The plan", "<>", {"", ""}, {"quantity", "value"}, {}};
  const auto add = [&t](const char* name, cell c) { t.rows.push_back({name, std::move(c)}); };
  add("strategy", a.way.name);
  if (plan.preparation().count() > 0) add("preparation", time_cell(plan.preparation()));
  if (a.whole.watched.is_paused) {
    add("the end, if none fails, after", time_cell(plan.duration()));
  } else {
    add("from the first request to the end", time_cell(plan.duration()));
  }
  add("full traffic until then", time_cell(plan.exposed_time()));
  add("from a verdict to the rollback", time_cell(plan.lag().time()));
  add("way back of all the traffic", time_cell(plan.rollback().time));
  add("capacity at most", number_cell(plan.peak_capacity(), 4));
  add("capacity at least", number_cell(plan.least_capacity(), 4));
  return t;
}

section stages_section(const assessed& a) {
  section t{"stages",
            "Stage by stage",
            ">>>>>>>>>",
            {"stage", "share", "bake", "looks", "requests", "a bad one reaches it",
             "and is rolled back", "so is a good one", "excess by its end"},
            {"stage", "share", "bake_hours", "looks", "requests", "bad_reached", "bad_rolled_back",
             "good_rolled_back", "excess_if_bad"},
            {}};
  hours end(0);
  const bool has_end = !a.whole.watched.is_paused;  // else a stage has no time of its own
  if (!has_end) {
    t.alignment.pop_back();
    t.header.pop_back();
    t.keys.pop_back();
  }
  const auto& stages = a.way.plan.stages();
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const auto& stage = stages[i];
    end += stage.ramp + stage.bake;
    const auto bad = bad_at(a.risk, i);
    const auto& good = a.risk.good().stages()[i];
    t.rows.push_back({std::to_string(i + 1), share_cell(stage.share.value()), time_cell(stage.bake),
                      number_cell(static_cast<double>(stage.analyses), 7),
                      requests_cell(a.whole.traffic.in(stage.bake, stage.share)),
                      chance_cell(a, bad.reached), in_stage_cell(a, bad),
                      in_stage_cell(a, {good.reached, good.rolled_back})});
    if (has_end) t.rows.back().push_back(requests_cell(a.risk.excess_errors_if_bad_by(end)));
  }
  return t;
}

/// Means over the bad releases that are rolled back.
template <class Time>
cell mean_of_rolled_back(const nines::rollout_risk& risk, const Time& time) {
  double chance = 0;
  hours sum(0);
  for (const auto& each : risk.bad_trajectories()) {
    const double rolled_back = each.weight * each.trajectory.passes().complement();
    if (!(rolled_back > 0)) continue;
    chance += rolled_back;
    sum += rolled_back * time(each.trajectory);
  }
  return chance > 0 ? time_cell(sum / chance) : cell("never");
}

section risk_section(const assessed& a) {
  const auto& risk = a.risk;
  section t{"risk", "The risk", "<>", {"", ""}, {"quantity", "value"}, {}};
  const auto add = [&t](const char* name, cell c) { t.rows.push_back({name, std::move(c)}); };
  add("a bad release is rolled back", chance_cell(a, risk.detection()));
  add("a bad release serves everyone", chance_cell(a, risk.bad_reaches_everyone()));
  add("a bad release passes", chance_cell(a, !risk.detection()));
  add("a good release is rolled back", chance_cell(a, risk.false_rollback()));
  for (const auto& [release, ends] :
       {std::pair("a good release: ", a.notes.good), std::pair("a bad release: ", a.notes.bad)}) {
    if (!ends) continue;
    t.rows.push_back(
        {release + std::string("its analysis is in error"), probability_cell(ends->in_error)});
    t.rows.push_back(
        {release + std::string("waits for a person"), probability_cell(ends->inconclusive)});
  }
  add("mean time to the verdict on a bad one",
      mean_of_rolled_back(risk, [](const auto& c) { return c.mean_time_to_verdict(); }));
  add("mean time until it is gone",
      mean_of_rolled_back(risk, [](const auto& c) { return c.mean_time_to_rollback(); }));
  if (a.whole.watched.is_paused && risk.good().passes().value() > 0)
    add("mean time to the end for a good one", time_cell(risk.good().mean_time_to_pass()));
  add("excess requests of a bad one that fail", requests_cell(risk.excess_errors_if_bad()));
  add("of them after the verdict", requests_cell(risk.excess_errors_in_reaction_if_bad()));
  if (!risk.stated_prior()) return t;
  add("the same of any release", requests_cell(risk.expected_excess_errors()));
  const double passes = risk.prior_bad().value() * risk.detection().complement() +
                        risk.prior_bad().complement() * risk.good().passes().value();
  if (passes > 0) add("bad, if it passed", chance_cell(a, risk.bad_given_passed()));
  const bool any_rolled_back = risk.detection().value() + risk.false_rollback().value() > 0;
  if (any_rolled_back)
    add("bad, if it was rolled back", chance_cell(a, risk.bad_given_rolled_back()));
  return t;
}

std::vector<cell> spent_row(const assessed& a, const std::string& name, double excess) {
  return {name, requests_cell(excess), share_cell(a.whole.spent(excess))};
}
section budget_section(const assessed& a) {
  const auto& s = a.whole;
  section t{"budget",
            "The error budget of " + human_percent(s.budget.objective()) + " over " +
                human_time(s.budget.window()),
            "<>>",
            {"", "requests", "of the budget"},
            {"item", "requests", "share"},
            {}};
  t.rows.push_back(spent_row(a, "all of it", s.budget.requests(s.requests())));
  t.rows.push_back(spent_row(a, "a bad release, on average", failed_if_bad(a)));
  for (const double left : {0.5, 0.05, 0.01}) {
    const auto c = chance::from_complement(left);
    t.rows.push_back(spent_row(a, "at most, in " + percent(c, 6), failed_if_bad_in(a, c)));
  }
  if (a.risk.stated_prior())
    t.rows.push_back(spent_row(a, "any release, on average", failed_by_any(a)));
  if (lost_at_most(a) > 0) {
    t.rows.push_back(spent_row(a, "of it a good one, while too few serve", lost_if_good(a)));
    t.rows.push_back(spent_row(a, "and a bad one, on both ways", lost_if_bad(a)));
  }
  return t;
}

/// The loss-exceedance curve, at round shares of the budget.
section loss_section(const assessed& a) {
  section t{"loss",
            "The chance to spend more than that on one release",
            ">>>>",
            {"of the budget", "requests", "a bad one", "any"},
            {"budget_share", "requests", "bad", "any"},
            {}};
  const bool has_any = a.risk.stated_prior().has_value();
  if (!has_any) {
    t.alignment.pop_back();
    t.header.pop_back();
    t.keys.pop_back();
  }
  const double budget = a.whole.budget.requests(a.whole.requests());
  for (const double share : {1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0}) {
    t.rows.push_back({share_cell(share), requests_cell(share * budget),
                      chance_cell(a, fails_more_if_bad(a, share * budget))});
    if (has_any) t.rows.back().push_back(chance_cell(a, fails_more(a, share * budget)));
  }
  return t;
}

struct kept_limit {
  std::string name;
  std::string wanted;
  chance is;
  bool is_kept;
};
std::vector<kept_limit> kept_limits(const assessed& a) {
  const auto& l = a.whole.limit;
  std::vector<kept_limit> all;
  if (l.spend) {
    const double requests = l.spend->share.value() * a.whole.budget.requests(a.whole.requests());
    // One that passes goes on spending, so it does not keep the limit. Of both, at most the sum.
    const chance more = fails_more_if_bad(a, requests);
    const double passes = a.risk.detection().complement();
    const double missed = more.value() + passes;
    const chance kept =
        missed < 0.5 ? chance::from_complement(missed)
                     : chance::from_value(std::max(0.0, more.complement() - passes));  // a bound
    all.push_back({"a bad release is rolled back, and spends of the budget",
                   "at most " + percent(l.spend->share, 6) + " in " + percent(l.spend->in, 6), kept,
                   kept >= l.spend->in});
  }
  const auto at_most = [&](const char* name, const std::optional<chance>& limit, const chance& is) {
    if (limit) all.push_back({name, "at most " + human_percent(*limit), is, is <= *limit});
  };
  at_most("a bad release serves everyone", l.reaches_everyone, a.risk.bad_reaches_everyone());
  at_most("a good release is rolled back", l.false_rollback, a.risk.false_rollback());
  if (l.gone) {
    const chance gone = nines::gone_within(*a.way.way_back, l.gone->limit);
    all.push_back({"gone after the verdict",
                   "within " + human_time(l.gone->limit) + " in " + percent(l.gone->probability, 6),
                   gone, gone >= l.gone->probability});
  }
  return all;
}
section limits_section(const assessed& a) {
  section t{"limits",
            "Limits",
            "<<><",
            {"", "wanted", "chance", ""},
            {"limit", "wanted", "chance", "verdict"},
            {}};
  for (const auto& l : kept_limits(a))
    t.rows.push_back({l.name, l.wanted, chance_cell(a, l.is), l.is_kept ? "kept" : "MISSED"});
  return t;
}

section year_section(const assessed& a) {
  const auto& year = *a.whole.year;
  const double bad = year.per_year * a.risk.prior_bad().value();
  const double good = year.per_year * a.risk.prior_bad().complement();
  const chance available = available_with_changes(a);
  section t{"year",
            "In a year of " + significant(year.per_year, 4) + " releases",
            "<>",
            {"", ""},
            {"quantity", "value"},
            {}};
  t.rows.push_back({"bad ones", requests_cell(bad)});
  t.rows.push_back({"that pass", requests_cell(bad * a.risk.detection().complement())});
  t.rows.push_back({"rolled back", requests_cell(bad * a.risk.detection().value())});
  t.rows.push_back(
      {"good ones rolled back", requests_cell(good * a.risk.false_rollback().value())});
  t.rows.push_back({"requests that no change fails", probability_cell(available)});
  t.rows.push_back({"of the error budget",
                    share_cell(available.complement() / a.whole.budget.objective().complement())});
  return t;
}

std::string notes(const assessed& a) {
  std::string text =
      "Excess: failed requests beyond those of a good release. Requests fail independently; times "
      "count from the first request.\n";
  if (a.whole.limit.any())
    text += keeps_limits(a) ? "The limits are kept.\n" : "A limit is MISSED.\n";
  return text;
}

}  // namespace

assessed assess_strategy(const study& s, const strategy& way) {
  risk_notes notes;
  auto risk = assess(s, way.plan, way.analysis_from, &notes);
  return {s, way, std::move(risk), std::move(notes)};
}

cell chance_cell(const assessed& a, const chance& p) { return probability_cell(p, a.notes.runs); }

bool keeps_limits(const assessed& a) {
  for (const auto& l : kept_limits(a))
    if (!l.is_kept) return false;
  return true;
}

report analyse(const assessed& a) {
  report r{a.whole.title, {readings_section(a.whole, {&a})}, notes(a)};
  r.taken = a.whole.taken;
  if (a.whole.limit.any()) r.sections.push_back(limits_section(a));
  for (const auto& l : kept_limits(a))
    r.objectives.push_back({l.name, l.wanted, risk_cell(l.is, a.notes.runs).text, l.is_kept});
  r.sections.push_back(plan_section(a));
  r.sections.push_back(stages_section(a));
  r.sections.push_back(risk_section(a));
  r.sections.push_back(budget_section(a));
  r.sections.push_back(loss_section(a));
  if (a.whole.year) r.sections.push_back(year_section(a));
  if (auto needs = traffic_section(a)) r.sections.push_back(std::move(*needs));
  if (a.whole.choose) r.sections.push_back(schedule_section(a));
  return r;
}

}  // namespace rollout
