// SPDX-License-Identifier: BSL-1.0
#include "sections.hpp"

#include <algorithm>

#include "architecture.hpp"

namespace availability {

namespace {

cell year_cell(const chance& up) { return time_cell(nines::downtime(up, nines::year_365)); }
cell month_cell(const chance& up) { return time_cell(nines::downtime(up, nines::month_30d)); }
cell nines_cell(const chance& up) { return {human_nines(up), nines::number_of_nines(up)}; }

cell money_cell(const report& r, double amount) {
  return {human_money(amount) + (r.about.currency.empty() ? "" : " " + r.about.currency), amount};
}

std::string verdict_of(const path_figures& p) {
  return p.objective ? human_percent(*p.objective) + " " + p.met.words() : "";
}

/// How often a path fails, and for how long.
std::vector<cell> failure_cells(const path_figures& p) {
  if (!p.failures_per_hour) return {"?", "?"};
  if (!(*p.failures_per_hour > 0))
    return {number_cell(0, 3), p.up.value() == 0 ? cell("for ever") : cell("")};
  const double in_a_year = *p.failures_per_hour * nines::count_in<double>(nines::year_365);
  return {number_cell(in_a_year, 3), time_cell(hours(p.down_in_outages / *p.failures_per_hour))};
}

/// For programs alone.
std::vector<cell> objective_cells(const path_figures& p) {
  if (!p.objective) return {"", ""};
  return {probability_cell(*p.objective), p.met.key()};
}

std::vector<cell> path_row(const std::string& name, const chance& up) {
  return {name, probability_cell(up), nines_cell(up), year_cell(up), month_cell(up)};
}

}  // namespace

section paths_section(const report& r, bool has_rates) {
  const char shown = has_rates ? '>' : '-';
  section t{"paths",
            "Paths",
            std::string("<>>>>") + shown + shown + "<---",
            {"path", "availability", "nines", "down a year", "down a month", "failures a year",
             "each lasts", "objective", "", "", ""},
            {"path", "availability", "nines", "down_per_year_hours", "down_per_month_hours",
             "failures_per_year", "mean_outage_hours", "", "availability_at_most", "objective",
             "verdict"},
            {}};
  for (const auto& p : r.now.paths) {
    auto row = path_row(p.name, p.up);
    for (auto& c : failure_cells(p)) row.push_back(std::move(c));
    row.emplace_back(verdict_of(p));
    row.push_back(probability_cell(p.up_at_most.value_or(p.up)));
    for (auto& c : objective_cells(p)) row.push_back(std::move(c));
    t.rows.push_back(std::move(row));
  }
  if (t.rows.size() > 1) {
    t.rows.push_back(path_row("all requests", r.now.overall));
    t.rows.back().resize(t.header.size(), "");
  }
  return t;
}

section parts_section(const std::string& path, const chance& up,
                      const std::vector<contribution>& parts) {
  section t{"parts",
            "Where " + path + " loses " + year_cell(up).text + " a year",
            "<>><-",
            {"part", "gone if it were perfect", "share", "", ""},
            {"part", "saved_per_year_hours", "share", "", "is_single_point"},
            {},
            {"path", path}};
  for (const auto& c : parts) {
    if (c.share.value() < 1e-3 && !c.single_point) continue;
    cell saved = year_cell({nines::unchecked, 0, c.saved});
    if (c.saved > 0) saved.text += " a year";
    t.rows.push_back({c.part.name,
                      std::move(saved),
                      share_cell(c.share.value()),
                      c.single_point ? "single point of failure" : "",
                      {"", c.single_point ? 1.0 : 0.0}});
  }
  if (!(up.complement() > 0)) t.readers = calculator::audience::programs;
  return t;
}

section cuts_section(const path_figures& p) {
  const bool is_all = p.cut_sets <= static_cast<double>(p.cuts.size());
  section t{"cut_sets",
            "What takes " + p.name + " down" +
                (is_all ? "" : ": the likeliest of " + significant(p.cut_sets, 6) + " cut sets"),
            "<>>--",
            {"down at once", "sets", "together, a year", "", ""},
            {"parts", "sets", "down_per_year_hours", "order", "probability"},
            {},
            {"path", p.name}};
  for (const auto& c : p.cuts)
    t.rows.push_back({c.parts, number_cell(c.sets, 6),
                      year_cell({nines::unchecked, 0, c.probability}),
                      number_cell(static_cast<double>(c.order), 6), number_cell(c.probability, 6)});
  if (p.cuts.size() < 2 || !(p.up.complement() > 0)) t.readers = calculator::audience::programs;
  return t;
}

section costs_section(const report& r) {
  return {"costs_per_year",
          "Costs a year",
          "<>",
          {"for", "amount"},
          {"quantity", "value"},
          {{"running it", money_cell(r, r.now.running_cost)},
           {"outages, expected", money_cell(r, r.now.outage_cost)},
           {"both", money_cell(r, r.now.cost())}}};
}

namespace {

std::string missed_by(const figures& f) {
  std::string lost, open;
  for (const auto& p : f.paths) {
    if (p.met.is_met()) continue;
    std::string& names = p.met.is_missed() ? lost : open;
    names += (names.empty() ? p.met.is_missed() ? "misses " : "may miss " : ", ") + p.name;
  }
  return lost + (lost.empty() || open.empty() ? "" : "; ") + open;
}

std::vector<cell> change_row(const report& r, const std::string& label, const figures& f) {
  std::vector<cell> row{label};
  for (const auto& p : f.paths) row.push_back(year_cell(p.up));
  if (r.about.has_costs()) {
    const auto each = cost_per_nine(r.now, f);
    row.push_back(money_cell(r, f.cost()));
    row.push_back(each ? money_cell(r, *each) : cell(""));
  }
  row.emplace_back(missed_by(f));
  return row;
}

}  // namespace

section changes_section(const report& r) {
  section t{"changes", "What if: downtime a year", "<", {"change"}, {"change"}, {}};
  t.readers = calculator::audience::people;
  for (const auto& p : r.now.paths) {
    t.header.push_back(p.name);
    t.alignment += ">";
  }
  if (r.about.has_costs()) {
    t.header.insert(t.header.end(), {"cost a year", "per nine gained"});
    t.alignment += ">>";
  }
  t.header.emplace_back("objectives");
  t.rows.push_back(change_row(r, "as it is", r.now));
  for (const auto& c : r.changes) t.rows.push_back(change_row(r, c.label, c.after));
  const bool is_any = std::any_of(t.rows.begin(), t.rows.end(),
                                  [](const auto& row) { return !row.back().text.empty(); });
  t.alignment += is_any ? "<" : "-";  // nothing to say in that column
  t.keys.assign(t.header.size(), "");
  return t;
}

section changed_paths_section(const report& r) {
  section t{
      "what_if",
      "What if",
      "<<>>>>>>",
      {"change", "path", "availability", "nines", "down a year", "down a month", "objective", ""},
      {"change", "path", "availability", "nines", "down_per_year_hours", "down_per_month_hours",
       "objective", "verdict"},
      {}};
  t.readers = calculator::audience::programs;
  if (r.about.has_costs()) {
    t.alignment += ">>";
    t.header.insert(t.header.end(), {"cost a year", "per nine gained"});
    t.keys.insert(t.keys.end(), {"cost_per_year", "cost_per_nine"});
  }
  for (const auto& c : r.changes)
    for (const auto& p : c.after.paths) {
      auto row = path_row(p.name, p.up);
      row.insert(row.begin(), cell(c.label));
      for (auto& each : objective_cells(p)) row.push_back(std::move(each));
      if (r.about.has_costs()) {
        const auto each = cost_per_nine(r.now, c.after);
        row.push_back(money_cell(r, c.after.cost()));
        row.push_back(each ? money_cell(r, *each) : cell(""));
      }
      t.rows.push_back(std::move(row));
    }
  return t;
}

}  // namespace availability
