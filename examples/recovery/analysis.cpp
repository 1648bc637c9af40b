// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <cmath>
#include <nines/recovery.hpp>
#include <nines/timing.hpp>

#include "common/plot.hpp"
#include "plan.hpp"

namespace recovery {

namespace {

const chance most_of_them = chance::from_complement(0.01);

/// How late a recovery, or how large a loss, is looked at: as the objective allows.
chance late(const std::optional<objective>& o) {
  return o && o->probability.complement() > 0 ? o->probability : most_of_them;
}

std::vector<cell> objective_row(const char* name, const dist& time, const objective& o) {
  return {name,
          time_cell(o.limit),
          probability_cell(o.probability),
          probability_cell(time.cdf(o.limit)),
          time_cell(time.quantile(late(o))),
          nines::meets(time, o) ? "met" : "MISSED"};
}
section objectives_section(const plan& p, const dist& time) {
  section t{"objectives",
            "Objectives",
            "<>>>><",
            {"", "at most", "in", "kept in", "what is kept so often", ""},
            {"objective", "limit_hours", "wanted", "chance", "possible_hours", "verdict"},
            {}};
  if (p.rto) t.rows.push_back(objective_row("recovery time", time, *p.rto));
  if (p.rpo) t.rows.push_back(objective_row("loss", *p.loss, *p.rpo));
  return t;
}

objective_result as_objective(const std::vector<cell>& row) {
  return {row[0].text, row[1].text + " in " + row[2].text, "kept in " + row[3].text,
          row[5].text == "met"};
}
void add_objectives(report& r, const plan& p, const dist& time) {
  r.sections.push_back(objectives_section(p, time));
  for (const auto& row : r.sections.back().rows) r.objectives.push_back(as_objective(row));
}
void say_whether_met(report& r) {
  if (r.objectives.empty()) return;
  bool is_missed = false, is_open = false;
  for (const auto& o : r.objectives) {
    is_missed = is_missed || o.stands.is_missed();
    is_open = is_open || o.stands.is_undecided();
  }
  r.notes += is_missed ? "An objective is MISSED.\n"
             : is_open ? "It is not certain that the objectives are met.\n"
                       : "The objectives are met.\n";
}

cell bound_cell(hours t) { return std::isinf(t.count()) ? cell("no bound", t) : time_cell(t); }
std::vector<cell> percentiles_row(const char* name, const dist& time) {
  std::vector<cell> row{name, time_cell(time.mean())};
  for (const double left : {0.5, 0.1, 0.05, 0.01, 0.001})
    row.push_back(time_cell(time.quantile(chance::from_complement(left))));
  const bool is_sure = !(time.completion_probability().complement() > 0);
  row.push_back(is_sure ? bound_cell(time.max()) : time_cell(time.mean()));
  return row;
}
section percentiles_section(const plan& p, const dist& time) {
  section t{"percentiles",
            "Percentiles",
            "<>>>>>>>",
            {"", "mean", "p50", "p90", "p95", "p99", "p99.9", "at most"},
            {"time", "mean", "p50", "p90", "p95", "p99", "p999", "most"},
            {}};
  t.rows.push_back(percentiles_row("recovery time", time));
  if (p.loss) t.rows.push_back(percentiles_row("loss", *p.loss));
  return t;
}

/// The mean share of each step in a late recovery; none where the whole has no density there.
std::vector<cell> share_cells(const nines::recovery_plan<>& whole, const chance& late) {
  try {
    std::vector<cell> cells;
    for (const auto& share : whole.shares_at(late)) cells.push_back(time_cell(share));
    return cells;
  } catch (const nines::domain_error&) {
    return std::vector<cell>(whole.steps().size(), cell("-"));
  } catch (const nines::convergence_error&) {
    return std::vector<cell>(whole.steps().size(), cell("-"));
  }
}
section timeline_section(const plan& p, const nines::recovery_plan<>& whole) {
  const chance c = late(p.rto);
  section t{
      "timeline",
      "Timeline: since the failure each step is over, on average, in half and in " + percent(c, 6) +
          " of the recoveries",
      "<>>>>>>",
      {"step", "takes", "mean", "half", percent(c, 6), "of a late one", "late without it"},
      {"step", "mean_hours", "mean_end", "median_end", "late_end", "share_hours", "late_without"},
      {}};
  const auto shares = share_cells(whole, c);
  for (const auto& s : whole.timeline(c))
    t.rows.push_back({s.name, time_cell(s.mean), time_cell(s.mean_end), time_cell(s.median_end),
                      time_cell(s.late_end), shares[t.rows.size()], time_cell(s.whole_without)});
  return t;
}

/// The right percentile and what else is taken for it.
section ways_section(const plan& p) {
  const chance c = late(p.rto);
  section t{"ways",
            "The time kept in " + percent(c, 6) + ", and what is taken for it",
            "<>",
            {"", ""},
            {"way", "hours"},
            {}};
  std::vector<dist> dists;
  for (const auto& s : p.steps) dists.push_back(s.dist);
  const auto by = nines::compare(dists, c);
  t.rows.push_back({"exact", time_cell(by.exact)});
  t.rows.push_back({"sum of the steps' percentiles", time_cell(by.sum_of_percentiles)});
  t.rows.push_back({"sum of the steps' means", time_cell(by.sum_of_means)});
  t.rows.push_back({"lognormal of the same mean and variance", time_cell(by.lognormal_fit)});
  t.rows.push_back({"sum of the steps' worst cases", bound_cell(by.worst_case)});
  return t;
}

section year_section(const plan& p, const dist& time) {
  section t{"year", "In a year", "<>", {"", ""}, {"quantity", "value"}, {}};
  const double failures = *p.failures_per_year;
  t.rows.push_back({"failures", number_cell(failures, 4)});
  if (!(failures > 0)) return t;
  if (const hours mean = time.mean(); std::isfinite(mean.count()) && failures * mean > hours(8760))
    throw nines::domain_error("failures_per_year: " + significant(failures, 4) + " outages of " +
                              human_time(mean) + " do not fit into a year");
  t.rows.push_back({"down time", time_cell(failures * hours(time.mean()))});
  if (p.loss) t.rows.push_back({"lost", time_cell(failures * hours(p.loss->mean()))});
  if (p.loss && p.writes_per_second) {
    const double writes =
        nines::writes_lost_per_year<double>({{failures, *p.loss}}, *p.writes_per_second);
    t.rows.push_back(
        {"writes lost", {std::isinf(writes) ? "all" : human_money(std::round(writes)), writes}});
  }
  return t;
}

std::string notes(const nines::recovery_plan<>& whole) {
  std::string text = "Steps are independent and follow one another.\n";
  if (whole.time().completion_probability().complement() > 0)
    text += "It fails for good in " +
            significant(100 * whole.time().completion_probability().complement(), 4) +
            "% of the cases.\n";
  return text;
}

}  // namespace

namespace {

constexpr std::size_t cells = 2000;  // of the bounds that are certain

std::vector<dist> distributions_of(const plan& p) {
  std::vector<dist> dists;
  for (const auto& s : p.steps) dists.push_back(s.dist);
  return dists;
}
/// Whether the sum of the steps keeps the objective, by bounds that are certain.
standing within_bounds(const plan& p) {
  const auto kept = nines::certain_within(distributions_of(p), p.rto->limit, cells);
  return standing::between(nines::reaches(kept.lower, p.rto->probability),
                           nines::reaches(kept.upper, p.rto->probability));
}

/// The chance that each step is over.
plot timeline_plot(const plan& p) {
  const nines::recovery_plan<> whole(p.steps);
  plot picture{p.title + ": the chance that it is over",
               "minutes since the failure",
               "chance that it is over",
               false,
               false,
               {}};
  const auto ends = whole.ends();
  const auto& completion = whole.time().completion_probability();
  if (!(completion.value() > 0)) throw input_error("the recovery never ends");
  const double last =
      whole.time().quantile(chance::from_value(0.999 * completion.value())).count() / 60;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    curve c{p.steps[i].name, {}};
    for (int k = 0; k <= 300; ++k) {
      const nines::minutes_in<double> t(last * k / 300);
      c.points.emplace_back(t.count(), ends[i].cdf(t).value());
    }
    picture.curves.push_back(std::move(c));
  }
  if (p.rto) {
    const double limit = p.rto->limit.count() / 60;
    picture.curves.push_back(
        {"objective", {{limit, 0}, {limit, p.rto->probability.value()}}, curve::kind::limit});
  }
  return picture;
}

section bounds_section(const plan& p) {
  section t{"bounds",
            "Recovery time, between bounds that are certain",
            "<>>",
            {"", "at least", "at most"},
            {"quantity", "lower", "upper"},
            {}};
  const auto dists = distributions_of(p);
  for (const double left : {0.5, 0.1, 0.05, 0.01, 0.001}) {
    const auto by = nines::certain_quantile(dists, chance::from_complement(left), cells);
    t.rows.push_back(
        {"p" + significant(100 * (1 - left), 6), time_cell(by.lower), time_cell(by.upper)});
  }
  if (!p.rto) return t;
  const auto kept = nines::certain_within(dists, p.rto->limit, cells);
  t.rows.push_back({"kept within " + human_time(p.rto->limit), probability_cell(kept.lower),
                    probability_cell(kept.upper)});
  return t;
}
/// Where clocks and records without a common interval are too many to be added exactly.
report bounded(const plan& p) {
  report r{.title = p.title,
           .sections = {bounds_section(p)},
           .notes =
               "The exact sum of these steps takes too long: clocks or records without a "
               "common interval.\nSteps are independent and follow one another.\n",
           .taken = p.taken};
  if (p.rto) {
    const auto kept = nines::certain_within(distributions_of(p), p.rto->limit, cells);
    r.objectives.push_back(
        {"recovery time", human_time(p.rto->limit) + " in " + human_percent(p.rto->probability),
         "kept in " + bracket(human_percent(kept.lower), human_percent(kept.upper)),
         within_bounds(p)});
  }
  if (p.rpo) r.objectives.push_back(as_objective(objective_row("loss", *p.loss, *p.rpo)));
  say_whether_met(r);
  return r;
}
report exact(const plan& p) {
  const nines::recovery_plan<> whole(p.steps);
  report r{p.title, {}, notes(whole)};
  r.taken = p.taken;
  if (p.rto || p.rpo) add_objectives(r, p, whole.time());
  r.sections.push_back(percentiles_section(p, whole.time()));
  r.sections.push_back(timeline_section(p, whole));
  const double variance = whole.time().variance();
  if (variance > 0 && std::isfinite(variance)) r.sections.push_back(ways_section(p));
  if (p.failures_per_year) r.sections.push_back(year_section(p, whole.time()));
  say_whether_met(r);
  r.pictures.emplace_back([p] { return timeline_plot(p); });
  return r;
}

}  // namespace

report analyse(const plan& p) {
  try {
    return exact(p);
  } catch (const nines::convergence_error&) {
    return bounded(p);
  }
}

}  // namespace recovery
