// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <nines/topology/metastable_overload.hpp>
#include <nines/topology/report.hpp>
#include <nines/topology/retry_amplification.hpp>
#include <nines/topology/static_stability.hpp>

#include "availability/service_model.hpp"
#include "demand.hpp"

namespace capacity {

namespace {

const nines::service& service_of(const nines::service_model& model, const std::string& name) {
  return *std::find_if(model.services.begin(), model.services.end(),
                       [&](const auto& each) { return each.name == name; });
}

std::vector<nines::demand_phase> phases_of(const nines::service_model& model, const demand& d) {
  return nines::demand_phases(d.levels, d.capacity, service_of(model, d.service).instance_count(),
                              d.scaling, d.update);
}

cell count_cell(std::size_t n) { return {std::to_string(n), static_cast<double>(n)}; }
cell rate_cell(double per_hour) { return {significant(per_hour / 3600, 4) + " / s", per_hour}; }

section stability_section(const nines::service_model& model) {
  section t{"static_stability",
            "Static stability: what is left without any one zone, and nothing is started",
            "<>>>>>><",
            {"service", "needs", "has", "of the need", "a zone less", "a region less",
             "needs a zone", ""},
            {"service", "load", "instances", "provisioned", "without_a_zone", "without_a_region",
             "needed_in_each_zone", "verdict"},
            {}};
  for (const auto& each : nines::static_stability(model))
    t.rows.push_back(
        {each.service, count_cell(each.load), count_cell(each.instances),
         number_cell(each.provisioned(), 3), count_cell(each.without_a_zone),
         count_cell(each.without_a_region),
         each.needed_in_each_zone > 0 ? count_cell(each.needed_in_each_zone) : cell("-"),
         each.survives_a_region() ? "survives a region"
         : each.survives_a_zone() ? "survives a zone"
                                  : "does not survive " + each.worst_zone});
  return t;
}

/// Nothing where nobody tries again.
section retries_section(const nines::service_model& model) {
  section t{"retries",
            "Attempts at a service for each request of a path",
            "<<>>",
            {"path", "service", "on average", "while it fails"},
            {"path", "service", "ordinary", "worst"},
            {}};
  for (const auto& path : model.paths)
    for (const auto& each : nines::retry_amplification(model, path.name))
      if (each.worst > 1)
        t.rows.push_back(
            {path.name, each.service, number_cell(each.ordinary, 4), number_cell(each.worst, 4)});
  return t;
}

section levels_section(const nines::service_model& model, const demand& d) {
  section t{"levels",
            "Demand on " + d.service + ", of which an instance carries " +
                significant(d.capacity / 3600, 4) + " / s",
            ">>>>>>",
            {"of the time", "demand", "instances", "it wants", "carried", "lost of it"},
            {"share_of_time", "demand_per_hour", "instances", "instances_wanted", "carried",
             "lost_share"},
            {}};
  for (auto phase : phases_of(model, d)) {
    const chance share = phase.share_of_time;
    phase.share_of_time = chance::always();
    const auto found = nines::surge(model, d.service, d.capacity, {phase});
    const double wanted = std::ceil(phase.demand / d.capacity);
    t.rows.push_back({probability_cell(share), rate_cell(phase.demand), count_cell(phase.instances),
                      cell(significant(wanted, 6), wanted), probability_cell(found.carried),
                      share_cell(found.lost_share)});
  }
  return t;
}

std::vector<cell> overload_row(const std::string& label, const nines::overload_figures& found) {
  return {label, probability_cell(found.carried), risk_cell(!found.carried),
          time_cell(nines::downtime(found.carried, nines::year_365)), share_cell(found.lost_share)};
}

section overload_section(const availability::architecture& a, const demand& d) {
  section t{"overload",
            "Demand against what is up",
            "<>>>>",
            {"while", "carried", "overload", "in a year", "of the demand lost"},
            {"while", "carried", "overload", "overload_hours", "lost_share"},
            {overload_row("as it comes", against(a, d))}};
  for (const auto& region : a.regions)
    for (const auto z : region.zones)
      t.rows.push_back(overload_row("zone " + a.zones[z].name + " down",
                                    against(a, d, {.up = {}, .down = {a.zones[z].name}})));
  return t;
}

const char* word_of(nines::overload_state state) {
  switch (state) {
    case nines::overload_state::stable:
      return "stable: it comes back by itself";
    case nines::overload_state::vulnerable:
      return "VULNERABLE: an overload lasts";
    default:
      return "OVERLOADED without any retry";
  }
}

std::vector<cell> metastable_row(const std::string& label, const demand& d, double asked,
                                 double instances) {
  const auto found = nines::metastable_overload({.demand = asked,
                                                 .capacity = instances * d.capacity,
                                                 .retries = d.retries,
                                                 .failed_work = d.failed_work});
  return {label,
          rate_cell(asked),
          rate_cell(instances * d.capacity),
          rate_cell(found.stable_demand),
          found.recovers_at < 1 ? share_cell(found.recovers_at) : cell("-"),
          word_of(found.state)};
}

section metastable_section(const nines::service_model& model, const demand& d) {
  section t{"metastable",
            "Retries in an overload: each request " + significant(d.retries + 1, 4) +
                " times at most, a failed one takes " + percent(d.failed_work, 4) + " of the work",
            "<>>>>>",
            {"load", "demand", "capacity", "stable to", "back at", ""},
            {"load", "demand_per_hour", "capacity_per_hour", "stable_demand_per_hour",
             "recovers_at", "state"},
            {}};
  const auto all = service_of(model, d.service).instance_count();
  t.rows.push_back(metastable_row("usual", d, d.usual, static_cast<double>(all)));
  std::size_t left = all;
  for (const auto& each : nines::static_stability(model))
    if (each.service == d.service) left = each.without_a_zone;
  if (left < all && left > 0)
    t.rows.push_back(metastable_row("usual, a zone less", d, d.usual, static_cast<double>(left)));
  if (d.peak() > d.usual)
    t.rows.push_back(metastable_row("peak", d, d.peak(), static_cast<double>(all)));
  return t;
}

/// How long the outages of a service are on average; nothing where that is not known.
std::optional<hours> outage_of(nines::service_model model, const std::string& service) {
  model.paths = {{.name = "calls", .needs = {{service}}}};
  const auto found = nines::assess(model).paths.front();
  if (!found.failures_per_hour || !(*found.failures_per_hour > 0)) return std::nullopt;
  return hours(found.down_in_outages / *found.failures_per_hour);
}

/// The model with another share of requests that fail while a callee is down.
nines::service_model with_share(nines::service_model model, const demand& d, const call& c,
                                const chance& share) {
  for (auto& each : model.services)
    if (each.name == d.service)
      for (auto& need : each.needs)
        if (need.service == c.to) need.needed = share;
  return model;
}

std::vector<cell> call_row(const nines::service_model& model, const demand& d, const call& c) {
  const auto mttr = outage_of(model, c.to);
  if (!mttr) c.where.fail("how long " + c.to + " is down is not known; state its mttr");
  const double held = nines::calls_held(d.usual * c.needed.value() / 3600, c.timeout);
  const bool spreads = held >= c.at_once;
  const auto overall = [&](bool hangs, const std::optional<nines::circuit_breaker>& breaker) {
    const auto share = nines::share_that_fails(c.needed, hangs, *mttr, breaker);
    return nines::assess(with_share(model, d, c, share)).overall.lower;
  };
  std::vector<cell> row{c.to, number_cell(held, 4), number_cell(c.at_once, 6),
                        spreads ? "yes" : "no", probability_cell(overall(spreads, {}))};
  row.push_back(c.breaker ? probability_cell(overall(spreads, c.breaker)) : cell("-"));
  row.push_back(c.breaker ? time_cell(nines::breaker_effect(*c.breaker, *mttr).closes_late)
                          : cell("-"));
  row.push_back(probability_cell(overall(false, {})));
  return row;
}

section calls_section(const nines::service_model& model, const demand& d) {
  section t{"calls",
            "Circuit breakers: what they stop from spreading through " + d.service,
            "<>>>>>>>",
            {"calls to", "held", "at once", "spreads", "all requests", "with breaker",
             "closes late", "at best"},
            {"service", "held", "at_once", "spreads", "available", "available_with_breaker",
             "closes_late_hours", "available_at_best"},
            {}};
  for (const auto& each : d.calls) t.rows.push_back(call_row(model, d, each));
  return t;
}

std::string notes(const demand& d, bool is_kept) {
  std::string text =
      "Overload: more demand than the instances that are up carry. A peak that scaling has\n"
      "to follow is without it at first; an update has its instances out. Stable to: above it an\n"
      "overload outlives its cause (metastable), until demand is cut to the share \"back at\".\n";
  if (!d.calls.empty())
    text +=
        "Held: calls that wait for a dependency that hangs; where that is as many as can be held\n"
        "at once, its outages take all requests of the caller. At best: only those that need it.\n";
  if (d.limit)
    text += "The limit of " + percent(*d.limit, 4) + " of the time is " +
            (is_kept ? "kept.\n" : "EXCEEDED.\n");
  return text;
}

}  // namespace

nines::overload_figures against(const availability::architecture& a, const demand& d,
                                const nines::part_states& known) {
  return availability::with_places(a, [&] {
    const auto model = availability::model_of(a);
    return nines::surge(model, d.service, d.capacity, phases_of(model, d), known);
  });
}

report of_architecture(const availability::architecture& a) {
  const auto model = availability::model_of(a);
  report r{a.title.empty() ? shown_name(a.file) : a.title, {}, ""};
  return availability::with_places(a, [&] {
    if (auto t = stability_section(model); !t.rows.empty()) r.sections.push_back(std::move(t));
    if (auto t = retries_section(model); !t.rows.empty()) r.sections.push_back(std::move(t));
    r.notes =
        r.sections.empty()
            ? "No service has instances in zones, and no request is tried again.\n"
            : "Needs a zone: instances that each zone must hold so that any one of them may be\n"
              "lost, n / (n - 1) of the need in n zones alike.\n";
    return r;
  });
}

report analyse(const availability::architecture& a, const demand& d) {
  const auto model = availability::model_of(a);
  report r{d.title, {}, ""};
  r.taken = d.taken;
  availability::with_places(a, [&] {
    r.sections = {levels_section(model, d), overload_section(a, d), metastable_section(model, d)};
    if (!d.calls.empty()) r.sections.push_back(calls_section(model, d));
    return 0;
  });
  if (!d.limit) {
    r.notes = notes(d, true);
    return r;
  }
  const chance overload = !against(a, d).carried;
  const bool is_kept = !(*d.limit < overload);
  r.notes = notes(d, is_kept);
  r.objectives.push_back(
      {"time in overload", "at most " + percent(*d.limit, 4), percent(overload, 4), is_kept});
  return r;
}

}  // namespace capacity
