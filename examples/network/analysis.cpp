// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <nines/network.hpp>

#include "common/format.hpp"

namespace network {

namespace {

using nines::year_365;
using part = nines::component_importance<double>;

constexpr std::size_t longest_table = 12;

std::vector<cell> chance_row(const char* quantity, const chance& p) {
  return {quantity, probability_cell(p)};
}

std::string counted(std::size_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

/// "Berlin and Rome", "Berlin to Rome" where links have a direction, "3 of 5 nodes".
std::string terminals_of(const subject& s) {
  const auto& nodes = s.net.nodes();
  if (s.terminals.size() == nodes.size()) return "all " + counted(nodes.size(), "node");
  if (s.terminals.size() == 2)
    return nodes[s.terminals[0]].name + (s.net.is_directed() ? " to " : " and ") +
           nodes[s.terminals[1]].name;
  return std::to_string(s.terminals.size()) + " of " + counted(nodes.size(), "node");
}

section connection_section(const subject& s, const answer& a) {
  section t{"connection", "Connected: " + terminals_of(s), "<>",
            {"", ""},     {"quantity", "value"},           {}};
  const auto& least = a.how == answer::kind::estimate ? a.estimate->interval.lower : a.range.lower;
  const auto& most = a.how == answer::kind::estimate ? a.estimate->interval.upper : a.range.upper;
  if (a.how == answer::kind::exact) {
    t.rows.push_back(chance_row("available", least));
    t.rows.push_back({"unavailability", number_cell(least.complement(), 6)});
    t.rows.push_back({"nines", {human_nines(least), nines::number_of_nines(least)}});
    t.rows.push_back({"down a year", time_cell(nines::downtime(least, year_365))});
    return t;
  }
  if (a.how == answer::kind::estimate) {
    t.rows.push_back(chance_row("available, an estimate", a.estimate->reliability));
    t.rows.push_back({"its standard error", number_cell(a.estimate->standard_error, 2)});
    t.rows.push_back(chance_row("the interval has it with", a.estimate->confidence));
  }
  t.rows.push_back(chance_row("available, at least", least));
  t.rows.push_back(chance_row("available, at most", most));
  t.rows.push_back({"unavailability, at most", number_cell(least.complement(), 6)});
  t.rows.push_back({"unavailability, at least", number_cell(most.complement(), 6)});
  t.rows.push_back({"nines, at least", {human_nines(least), nines::number_of_nines(least)}});
  t.rows.push_back({"down a year, at most", time_cell(nines::downtime(least, year_365))});
  return t;
}

/// The parts that matter, those first whose failure is the reason for the most of what is cut.
template <class Name>
section parts_section(const std::string& key, const std::string& title,
                      const std::vector<part>& parts, const Name& name) {
  section t{
      key,
      title,
      "<>>>>",
      {"", "available", "in failures", "if it never fails", "if it is down"},
      {"part", "availability", "criticality", "unavailability_if_up", "unavailability_if_down"},
      {}};
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (nines::birnbaum_importance(parts[i]) > 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    const auto gain = [&](std::size_t k) { return nines::improvement_potential(parts[k]); };
    return gain(i) != gain(j)
               ? gain(i) > gain(j)
               : nines::birnbaum_importance(parts[i]) > nines::birnbaum_importance(parts[j]);
  });
  for (std::size_t k = 0; k < std::min(order.size(), longest_table); ++k) {
    const auto& each = parts[order[k]];
    t.rows.push_back(
        {name(order[k]), probability_cell(each.up), share_cell(nines::criticality_importance(each)),
         number_cell(each.if_up.complement(), 3), number_cell(each.if_down.complement(), 3)});
  }
  say_how_many(t, order.size());
  return t;
}

/// What cuts the terminals on its own, though it may fail.
section single_points_section(const subject& s, const nines::importance_table<double>& table) {
  section t{"single_points",       "Single points of failure",       "<<>",
            {"", "", "available"}, {"part", "kind", "availability"}, {}};
  const auto list = [&](const char* kind, const std::vector<part>& parts, const auto& name) {
    for (const std::size_t i : nines::single_points_of_failure(parts))
      if (parts[i].up.complement() > 0)
        t.rows.push_back({name(i), kind, probability_cell(parts[i].up)});
  };
  list("link", table.links, [&](std::size_t i) { return link_name(s.net, i); });
  list("node", table.nodes, [&](std::size_t i) { return s.net.nodes()[i].name; });
  list("group", table.groups, [&](std::size_t i) { return s.net.groups()[i].name; });
  return t;
}

const char* method(const answer& a) {
  if (a.how == answer::kind::exact) return "exact";
  return a.how == answer::kind::certain ? "certain bounds" : "an estimate by simulation";
}

/// What a link more would do, the best first.
section additions_section(const subject& s) {
  section t{"additions",
            "What one link more would do",
            "<>>>",
            {"", "available", "unavailability", "of today's"},
            {"link", "availability", "unavailability", "unavailability_ratio"},
            {}};
  const auto table = nines::links_to_add(s.net, s.terminals, *s.added,
                                         nines::network_limits{.work_limit = s.work});
  const auto now = nines::network_reliability(s.net, s.terminals, {.work_limit = s.work});
  for (std::size_t i = 0; i < std::min(table.size(), longest_table); ++i) {
    const auto& r = table[i].reliability;
    const auto name = s.net.nodes()[table[i].from].name + (s.net.is_directed() ? " -> " : " - ") +
                      s.net.nodes()[table[i].to].name;
    t.rows.push_back({name, probability_cell(r), number_cell(r.complement(), 3),
                      share_cell(r.complement() / now.complement())});
  }
  say_how_many(t, table.size());
  return t;
}

}  // namespace

answer ask(const subject& s, const std::function<bool(double)>& proceed) {
  try {
    const auto r = nines::network_reliability(s.net, s.terminals, {.work_limit = s.work});
    return {answer::kind::exact, {r, r}};
  } catch (const nines::convergence_error&) {
    const nines::network_bounds_options options{.relative_width = s.relative_width,
                                                .work_limit = 2 * s.work};
    const auto range = nines::network_reliability_bounds(
        s.net, s.terminals, options,
        [&](const auto& now) { return proceed(now.work_done / options.work_limit); });
    const auto width = range.lower.complement() - range.upper.complement();
    if (width <= 2 * s.relative_width * range.upper.complement() || !proceed(1))
      return {answer::kind::certain, range};
    const auto estimate = nines::network_reliability_estimate(
        s.net, s.terminals, {.relative_error = s.relative_width, .work_limit = 3 * s.work});
    return {answer::kind::estimate, range, estimate};
  }
}

boxed<nines::importance_table<double>> importances(const subject& s) {
  try {
    return nines::network_importance(s.net, s.terminals,
                                     {.memory_limit = 0x1p29, .work_limit = s.work});
  } catch (const nines::convergence_error&) {
    return std::nullopt;
  }
}

namespace {

const nines::bounds<double>& range_of(const answer& a) {
  return a.how == answer::kind::estimate ? a.estimate->interval : a.range;
}

void add_objective(report& r, const subject& s, const answer& a) {
  if (!s.objective) return;
  r.rates.push_back({"objective", *s.objective, s.written_objective});
  add_doubt(r.warnings, r.rates.back(), rate_of::successes);
  const auto& range = range_of(a);
  r.objectives.push_back({"connected", "at least " + percent_as_read(*s.objective),
                          bracket(human_percent(range.lower), human_percent(range.upper)),
                          meets_objective(s, a)});
}

}  // namespace

standing meets_objective(const subject& s, const answer& a) {
  if (!s.objective) return true;
  const auto& range = range_of(a);
  return standing::between(reaches(range.lower, *s.objective), reaches(range.upper, *s.objective));
}

report analyse(const subject& s, const answer& a,
               const boxed<nines::importance_table<double>>& table) {
  report r{s.title, {connection_section(s, a)}, {}};
  add_objective(r, s, a);
  const auto add = [&](section t) {
    if (!t.rows.empty()) r.sections.push_back(std::move(t));
  };
  if (table) {
    add(single_points_section(s, *table));
    add(parts_section("links", "What links matter", table->links,
                      [&](std::size_t i) { return link_name(s.net, i); }));
    add(parts_section("nodes", "What nodes matter", table->nodes,
                      [&](std::size_t i) { return s.net.nodes()[i].name; }));
    add(parts_section("groups", "What groups matter", table->groups,
                      [&](std::size_t i) { return s.net.groups()[i].name; }));
  } else {
    r.notes = "What each part matters takes too much to say.\n";
  }
  try {
    if (s.added) add(additions_section(s));
  } catch (const nines::convergence_error&) {
    r.notes += "What one link more would do takes too much to say.\n";
  }
  r.notes +=
      counted(s.net.nodes().size(), "node") + ", " + counted(s.net.links().size(), "link") + ", " +
      counted(s.terminals.size(), "terminal") + "; " + method(a) +
      ".\nIn failures: the probability that the part is down, and that its repair alone would "
      "mend it,\nwhile the terminals are cut. A year is 365 d.\n";
  return r;
}

}  // namespace network
