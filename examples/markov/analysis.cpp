// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <limits>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/measures/failure_causes.hpp>

#include "common/format.hpp"
#include "curves.hpp"

namespace markov {

namespace {

using nines::year_365;

constexpr std::size_t longest_table = 12;

cell time_cell_if(const std::optional<hours>& t) { return t ? time_cell(*t) : undefined_cell(); }

bool has_one_closed_class(const subject& s) {
  return nines::communicating_classes(s.chain).closed.size() == 1;
}

section long_run_section(const subject& s, const nines::repairable<double>& r) {
  const chance& up = r.availability();
  section t{"long_run", "In the long run", "<>", {"", ""}, {"quantity", "value"}, {}};
  t.rows.push_back({"availability", probability_cell(up)});
  t.rows.push_back({"nines", {human_nines(up), nines::number_of_nines(up)}});
  t.rows.push_back({"down a year", time_cell(nines::downtime(up, year_365))});
  t.rows.push_back({"failures a year", number_cell(r.failure_frequency(year_365), 4)});
  // Who is never up in the long run has no mean up time there, who is never down no mean down time,
  // and who never fails again no time between failures.
  const bool fails = r.failures_per_hour() > 0;
  t.rows.push_back(
      {"mean up time", up.value() > 0 ? time_cell(r.mean_up_time()) : undefined_cell()});
  t.rows.push_back(
      {"mean down time", up.complement() > 0 ? time_cell(r.mean_down_time()) : undefined_cell()});
  t.rows.push_back({"MTBF", fails ? time_cell(r.mtbf()) : undefined_cell()});
  if (s.objective)
    t.rows.push_back({"objective",
                      {human_percent(*s.objective) + (meets_objective(s) ? " met" : " MISSED"),
                       s.objective->value()}});
  return t;
}

section first_failure_section(const nines::availability_report<double>& r) {
  section t{"mean_times", "Mean times", "<>", {"", ""}, {"quantity", "value"}, {}};
  t.rows.push_back({"to the first failure (MTTF)", time_cell(r.mttf)});
  t.rows.push_back(
      {"to the next failure, for one who finds it up", time_cell_if(r.mttf_in_operation)});
  t.rows.push_back(
      {"to the end of an outage, for one who finds it down", time_cell_if(r.mttr_in_outage)});
  return t;
}

/// The states in which most of the time is spent, the down ones first.
section states_section(const subject& s, const std::vector<double>& share) {
  std::vector<std::size_t> order(s.chain.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto before = [&](std::size_t a, std::size_t b) {
    if (s.up.contains(a) != s.up.contains(b)) return s.up.contains(b);
    return share[a] != share[b] ? share[a] > share[b] : a < b;
  };
  const std::size_t shown = std::min(order.size(), longest_table);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                    before);
  section t{"states",
            "Where it is, the down states first",
            "<<>>",
            {"state", "", "share", "a year"},
            {"state", "is", "share", "hours_a_year"},
            {}};
  for (std::size_t k = 0; k < shown; ++k) {
    const std::size_t i = order[k];
    t.rows.push_back({s.chain.name(i), s.up.contains(i) ? "up" : "down", number_cell(share[i], 4),
                      time_cell(hours(share[i] * hours(year_365).count()))});
  }
  say_how_many(t, order.size());
  return t;
}

section causes_section(const nines::failure_causes<double>& causes) {
  section t{"causes",
            "How it fails",
            "<<>>>>",
            {"from", "into", "failures a year", "share", "each lasts", "share of the downtime"},
            {"from", "into", "failures_a_year", "share", "hours_each", "share_of_downtime"},
            {}};
  const double year = hours(year_365).count();
  for (std::size_t k = 0; k < std::min(causes.causes.size(), longest_table); ++k) {
    const auto& c = causes.causes[k];
    t.rows.push_back({c.from_name, c.into_name, number_cell(c.per_hour * year, 3),
                      share_cell(c.share.value()), time_cell(c.mean_down_time),
                      c.downtime_share ? share_cell(c.downtime_share->value()) : undefined_cell()});
  }
  if (t.rows.size() < causes.causes.size())
    t.title += ", " + std::to_string(t.rows.size()) + " of " +
               std::to_string(causes.causes.size()) + " ways";
  return t;
}

section rewards_section(const subject& s, const nines::state_distribution<double>& pi) {
  section t{"rewards",
            "Rewards in the long run",
            "<>>",
            {"reward", "an hour", "a year"},
            {"reward", "per_hour", "per_year"},
            {}};
  for (const auto& [name, rate] : s.chain.rewards()) {
    const double per_hour = pi.mean(std::span<const double>(rate)) / s.chain.unit().count();
    t.rows.push_back(
        {name, number_cell(per_hour, 4), number_cell(per_hour * hours(year_365).count(), 4)});
  }
  return t;
}

/// A parameter with what one per cent more of it does to the downtime and to the MTTF.
struct influence {
  std::string name;
  double on_downtime;
  std::optional<double> on_mttf;  ///< nothing for a start that is down: its MTTF is 0
};

bool starts_up(const subject& s) {
  const auto up = s.up.states();
  return std::any_of(up.begin(), up.end(), [&](std::size_t i) { return s.initial[i] > 0; });
}

std::vector<influence> influences(const subject& s) {
  const auto downtime = nines::unavailability_sensitivity(s.chain, s.up);
  std::optional<nines::sensitivities<double>> life;
  if (starts_up(s)) life = nines::mttf_sensitivity<double>(s.chain, s.initial, s.up);
  const auto on_mttf = [&](const auto&... rate) {
    return life ? std::optional(life->elasticity(rate...)) : std::nullopt;
  };
  std::vector<influence> list;
  for (const auto& p : s.parameters) list.push_back({p.name, downtime.elasticity(p), on_mttf(p)});
  if (s.parameters.empty())
    for (const auto& r : downtime.ranked()) {
      list.push_back({r.from_name + " -> " + r.to_name, r.elasticity, on_mttf(r.from, r.to)});
      if (list.size() == longest_table) break;
    }
  std::stable_sort(list.begin(), list.end(), [](const influence& a, const influence& b) {
    return std::abs(a.on_downtime) > std::abs(b.on_downtime);
  });
  return list;
}

section bottlenecks_section(const subject& s) {
  section t{"bottlenecks",
            "What one per cent more of a rate changes",
            "<>>",
            {"rate", "downtime", "MTTF"},
            {"rate", "downtime_elasticity", "mttf_elasticity"},
            {}};
  for (const auto& i : influences(s))
    t.rows.push_back({i.name, percent_change_cell(i.on_downtime),
                      i.on_mttf ? percent_change_cell(*i.on_mttf) : undefined_cell()});
  return t;
}

}  // namespace

bool meets_objective(const subject& s) {
  if (!s.objective) return true;
  return reaches(nines::as_repairable_from<double>(s.chain, s.initial, s.up).availability(),
                 *s.objective);
}

report analyse(const subject& s) {
  const auto figures = nines::report_availability<double>(s.chain, s.initial, s.up);
  const auto pi = nines::steady_state(s.chain, std::span<const double>(s.initial));
  report r{s.title, {}, {}};
  if (s.objective) {
    r.rates.push_back({"objective", *s.objective, s.written_objective});
    add_doubt(r.warnings, r.rates.back(), rate_of::successes);
    r.objectives.push_back({"availability", "at least " + human_percent(*s.objective),
                            human_percent(figures.long_run.availability()), meets_objective(s)});
  }
  r.sections.push_back(long_run_section(s, figures.long_run));
  r.sections.push_back(first_failure_section(figures));
  if (!s.instants.empty()) r.sections.push_back(instants_section(s));
  if (!s.instants.empty() && !s.chain.rewards().empty())
    r.sections.push_back(rewards_until_section(s));
  r.sections.push_back(states_section(s, pi.mass));
  if (!s.chain.rewards().empty()) r.sections.push_back(rewards_section(s, pi));
  const bool fails_again = figures.long_run.failures_per_hour() > 0 && has_one_closed_class(s);
  if (fails_again) r.sections.push_back(causes_section(nines::long_run_failures(s.chain, s.up)));
  try {
    if (fails_again) r.sections.push_back(bottlenecks_section(s));
  } catch (const nines::convergence_error& e) {
    r.notes = std::string("What rates change is not known: ") + e.what() + "\n";
  }
  r.notes += std::to_string(s.chain.size()) + " states, " + std::to_string(s.chain.transitions()) +
             " transitions; long run by " + std::string(pi.report.method) + ". A year is 365 d.\n";
  if (!s.instants.empty()) r.pictures.emplace_back([s] { return curves_plot(s); });
  return r;
}

}  // namespace markov
