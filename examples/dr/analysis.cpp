// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <cmath>
#include <nines/recovery/cheapest.hpp>
#include <nines/recovery/copy_cost.hpp>

#include "common/plot.hpp"
#include "service.hpp"

namespace dr {

namespace {

using cause = nines::outage_cause<double>;

cell money_cell(double amount) { return {human_money(std::round(amount)), amount}; }

const cause& region_of(const assessment& a) {
  return *std::find_if(a.causes().begin(), a.causes().end(),
                       [](const cause& c) { return c.name == "region"; });
}

std::vector<assessment> assess(const service& s) {
  std::vector<assessment> all;
  for (const auto& one : nines::dr_strategies(s.figures)) all.emplace_back(one, s.prices);
  return all;
}

/// Whether a strategy keeps both objectives, as far as they are stated, when the region is lost.
bool meets_objectives(const service& s, const assessment& a) {
  const cause& region = region_of(a);
  return (!s.rto || nines::meets(region.outage, *s.rto)) &&
         (!s.rpo || nines::meets(region.loss, *s.rpo));
}
/// Whether any does.
bool is_met(const service& s, const std::vector<assessment>& all) {
  return std::any_of(all.begin(), all.end(),
                     [&s](const assessment& a) { return meets_objectives(s, a); });
}

/// Those that no other beats in running cost, down time and loss.
std::vector<std::size_t> front(const std::vector<assessment>& all) {
  std::vector<std::vector<double>> choices;
  for (const auto& a : all)
    choices.push_back({a.running_cost(), a.downtime_per_year().count(), a.loss_per_year().count()});
  return nines::pareto_front(choices);
}

section year_section(const std::vector<assessment>& all) {
  section t{"year",
            "In a year",
            "<>>>>>",
            {"strategy", "availability", "outages", "down", "lost", "front"},
            {"strategy", "availability", "outages", "down_hours", "lost_hours", "front"},
            {}};
  const auto best = front(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool on_front = std::find(best.begin(), best.end(), i) != best.end();
    t.rows.push_back({all[i].name(), probability_cell(all[i].availability()),
                      number_cell(all[i].outages_per_year(), 3),
                      time_cell(all[i].downtime_per_year()), time_cell(all[i].loss_per_year()),
                      on_front ? "yes" : "no"});
  }
  return t;
}

section cost_section(const std::vector<assessment>& all) {
  section t{"cost",
            "Cost a year",
            "<>>>>",
            {"strategy", "running", "outages", "lost data", "all"},
            {"strategy", "running", "outages", "losses", "total"},
            {}};
  for (const auto& a : all)
    t.rows.push_back({a.name(), money_cell(a.running_cost()), money_cell(a.outage_cost()),
                      money_cell(a.loss_cost()), money_cell(a.total_cost())});
  return t;
}

section percentiles_section(const std::vector<assessment>& all) {
  section t{"outages",
            "Any outage: recovery time and loss",
            "<>>>>>>",
            {"strategy", "RTO p50", "p95", "p99", "RPO p95", "p99", "p99.9"},
            {"strategy", "rto_p50", "rto_p95", "rto_p99", "rpo_p95", "rpo_p99", "rpo_p999"},
            {}};
  const auto left = [](double p) { return chance::from_complement(p); };
  for (const auto& a : all)
    t.rows.push_back({a.name(), time_cell(a.recovery_time().quantile(left(0.5))),
                      time_cell(a.recovery_time().quantile(left(0.05))),
                      time_cell(a.recovery_time().quantile(left(0.01))),
                      time_cell(a.loss().quantile(left(0.05))),
                      time_cell(a.loss().quantile(left(0.01))),
                      time_cell(a.loss().quantile(left(0.001)))});
  return t;
}

section region_section(const service& s, const std::vector<assessment>& all) {
  section t{"region",
            "The region is lost, once in " + human_time(s.figures.region_mttf),
            "<>>>>",
            {"strategy", "RTO mean", "p95", "RPO mean", "p95"},
            {"strategy", "rto_mean", "rto_p95", "rpo_mean", "rpo_p95"},
            {}};
  const bool has_objectives = s.rto || s.rpo;
  const auto add = [&t](const char* name, const char* key) {
    t.alignment += '>';
    t.header.emplace_back(name);
    t.keys.emplace_back(key);
  };
  if (s.rto) add("RTO kept", "rto_kept");
  if (s.rpo) add("RPO kept", "rpo_kept");
  if (has_objectives) add("objectives", "verdict");
  const auto late = chance::from_complement(0.05);
  for (const auto& a : all) {
    const auto& [name, rate, outage, loss] = region_of(a);
    std::vector<cell> row{a.name(), time_cell(outage.mean()), time_cell(outage.quantile(late)),
                          time_cell(loss.mean()), time_cell(loss.quantile(late))};
    if (s.rto) row.push_back(probability_cell(outage.cdf(s.rto->limit)));
    if (s.rpo) row.push_back(probability_cell(loss.cdf(s.rpo->limit)));
    if (has_objectives) row.emplace_back(meets_objectives(s, a) ? "met" : "MISSED");
    t.rows.push_back(std::move(row));
  }
  return t;
}

/// What a strategy costs at any price of an hour of outage.
std::vector<nines::cost_line<double>> cost_lines(const std::vector<assessment>& all) {
  std::vector<nines::cost_line<double>> lines;
  for (const auto& a : all)
    lines.push_back({a.running_cost() + a.loss_cost(), a.downtime_per_year().count()});
  return lines;
}
section cheapest_section(const std::vector<assessment>& all) {
  section t{"cheapest",
            "The cheapest, by what an hour of outage costs",
            "<>",
            {"strategy", "from"},
            {"strategy", "from_price"},
            {}};
  for (const auto& best : nines::cheapest_by_price(cost_lines(all)))
    t.rows.push_back({all[best.line].name(), money_cell(best.price)});
  return t;
}

/// Copies in zones of one region, of which any one is enough.
section copies_section(const service& s) {
  const auto& f = s.figures;
  const auto part = [](hours mttf, const dist& repair) {
    return nines::repairable<double>(mttf, hours(repair.mean())).availability();
  };
  const nines::cost_of_copies<double> cost(
      {f.servers + f.data, s.prices.outage_hour},
      nines::split_part<double>{part(f.region_mttf, f.region_repair),
                                part(f.zone_mttf, f.zone_repair)});
  section t{"copies",
            "Full copies in zones of one region",
            "<>>>>",
            {"copies", "availability", "running", "outages", "all"},
            {"copies", "availability", "running", "outages", "total"},
            {}};
  const std::size_t best = f.servers + f.data > 0 ? cost.best() : 1;
  for (std::size_t n = 1; n <= std::min<std::size_t>(std::max<std::size_t>(best + 1, 4), 12); ++n)
    t.rows.push_back({std::to_string(n) + (n == best ? " (best)" : ""),
                      probability_cell(cost.availability(n)), money_cell(cost.running(n)),
                      money_cell(cost.outages(n)), money_cell(cost.total(n))});
  t.rows.push_back({"no number removes", "", "", money_cell(cost.floor()), ""});
  return t;
}

std::string notes(const service& s, const std::vector<assessment>& all) {
  std::string text =
      "The front: no other strategy is better in one of running cost, down time and loss, and no "
      "worse in the others.\nAn outage here lasts until service is back, by a move or by the "
      "repair, whichever is first.\n";
  if (s.rto || s.rpo)
    text += is_met(s, all) ? "The objectives are met by at least one strategy.\n"
                           : "NO strategy meets the objectives.\n";
  return text;
}

std::string strategies_that_meet(const service& s, const std::vector<assessment>& all) {
  const auto n = std::count_if(all.begin(), all.end(),
                               [&s](const assessment& a) { return meets_objectives(s, a); });
  return "by " + std::to_string(n) + " of " + std::to_string(all.size()) + " strategies";
}

/// What each strategy costs, and is down.
plot costs_plot(const service& s, const std::vector<assessment>& all) {
  std::vector<assessment> sorted = all;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.downtime_per_year() < b.downtime_per_year();
  });
  curve running{"running", {}};
  curve total{"with outages and lost data", {}};
  curve names{"a strategy", {}, curve::kind::dots};
  double least = sorted.front().total_cost(), most = least;
  for (const auto& a : sorted) {
    const double down = a.downtime_per_year().count();
    running.points.emplace_back(down, a.running_cost());
    total.points.emplace_back(down, a.total_cost());
    names.points.emplace_back(down, a.total_cost());
    names.names.push_back(a.name());
    least = std::min(least, std::min(a.running_cost(), a.total_cost()));
    most = std::max(most, a.total_cost());
  }
  return {s.title + ": cost against down time",
          "hours of down time a year",
          "cost a year",
          true,
          least > 0 && most > 20 * least,
          {std::move(running), std::move(total), std::move(names)}};
}

}  // namespace

report analyse(const service& s) {
  const auto all = assess(s);
  report r{.title = s.title,
           .sections = {year_section(all), cost_section(all), percentiles_section(all),
                        region_section(s, all), cheapest_section(all), copies_section(s)},
           .notes = notes(s, all),
           .taken = s.taken};
  if (s.rto || s.rpo)
    r.objectives.push_back(
        {"the region is lost", "its RTO and RPO", strategies_that_meet(s, all), is_met(s, all)});
  r.pictures.emplace_back([s, all] { return costs_plot(s, all); });
  return r;
}

}  // namespace dr
