// SPDX-License-Identifier: BSL-1.0
// The report for people: the same tables as text and as Markdown.
#include <algorithm>
#include <ostream>

#include "architecture.hpp"
#include "common/format.hpp"
#include "report.hpp"

namespace availability {

namespace {

std::string year(const chance& up) { return human_time(nines::downtime(up, nines::year_365)); }
std::string month(const chance& up) { return human_time(nines::downtime(up, nines::month_30d)); }

std::string money(const report& r, double amount) {
  return human_money(amount) + (r.about.currency.empty() ? "" : " " + r.about.currency);
}

std::string verdict(const path_figures& p) {
  if (!p.objective) return "";
  return human_percent(*p.objective) + (p.met ? " met" : " MISSED");
}

/// Whether some path has a rate of failures to show.
bool has_rates(const report& r) {
  return std::any_of(r.now.paths.begin(), r.now.paths.end(),
                     [](const auto& p) { return p.failures_per_hour && *p.failures_per_hour > 0; });
}

/// Whether the file speaks of repairs, so that people expect such rates.
bool has_repairs(const architecture& a) {
  const auto repaired = [](const auto& each) { return each.self.mttr.has_value(); };
  return std::any_of(a.regions.begin(), a.regions.end(), repaired) ||
         std::any_of(a.zones.begin(), a.zones.end(), repaired) ||
         std::any_of(a.services.begin(), a.services.end(),
                     [](const auto& s) { return s.own && s.own->mttr; });
}

/// How often a path fails, and for how long.
void add_failures(std::vector<std::string>& row, const path_figures& p) {
  if (!p.failures_per_hour) {
    row.insert(row.end(), {"?", "?"});
  } else if (*p.failures_per_hour > 0) {
    row.push_back(significant(*p.failures_per_hour * nines::count_in<double>(nines::year_365), 3));
    row.push_back(human_time(hours(p.down_in_outages / *p.failures_per_hour)));
  } else {
    row.insert(row.end(), {"0", p.up.value() == 0 ? "for ever" : ""});
  }
}

/// What the tables cannot say, and why.
std::string remarks(const report& r) {
  std::string text;
  for (const auto& p : r.now.paths) {
    if (!p.rate_unknown.empty() && (has_rates(r) || has_repairs(r.about)))
      text += "How often " + p.name + " fails is not known: " + p.rate_unknown + ".\n";
    if (p.failures_per_hour && p.has_partial_outages && has_rates(r))
      text += "An outage that only some requests of " + p.name +
              " meet counts as that share of a failure.\n";
    if (p.up_at_most)
      text += "The availability of " + p.name + " is between " + human_percent(p.up) + " and " +
              human_percent(*p.up_at_most) + "; the lower one is shown.\n";
    if (p.parts_left_out)
      text += "Where " + p.name + " loses its downtime is left out: that takes too much work.\n";
  }
  if (r.changes_left_out)
    text += "Some of the usual changes are left out: they take too much work.\n";
  return text.empty() ? "" : text + "\n";
}

table paths_table(const report& r) {
  const auto& paths = r.now.paths;
  const bool rates = has_rates(r);
  table t{"Paths", "<>>>>", {"path", "availability", "nines", "down a year", "down a month"}, {}};
  if (rates) {
    t.alignment += ">>";
    t.header.insert(t.header.end(), {"failures a year", "each lasts"});
  }
  t.alignment += "<";
  t.header.emplace_back("objective");
  for (const auto& p : paths) {
    std::vector<std::string> row{p.name, human_percent(p.up), human_nines(p.up), year(p.up),
                                 month(p.up)};
    if (rates) add_failures(row, p);
    row.push_back(verdict(p));
    t.rows.push_back(std::move(row));
  }
  if (paths.size() > 1) {
    const chance& all = r.now.overall;
    t.rows.push_back({"all requests", human_percent(all), human_nines(all), year(all), month(all)});
    t.rows.back().resize(t.header.size());
  }
  return t;
}

/// The parts that matter: those that cost 0.1 % of the downtime, and the single points.
table parts_table(const std::string& name, const chance& up,
                  const std::vector<contribution>& parts) {
  table t{"Where " + name + " loses " + year(up) + " a year",
          "<>><",
          {"part", "gone if it were perfect", "share", ""},
          {}};
  for (const auto& c : parts) {
    if (c.share.value() < 1e-3 && !c.single_point) continue;
    const chance lost = {nines::unchecked, 0, c.saved};
    t.rows.push_back({c.part.name, year(lost) + (c.saved > 0 ? " a year" : ""), percent(c.share, 3),
                      c.single_point ? "single point of failure" : ""});
  }
  return t;
}

/// What brings a path down together.
table cuts_table(const path_figures& p) {
  const bool is_all = p.cut_sets <= static_cast<double>(p.cuts.size());
  table t{"What takes " + p.name + " down" +
              (is_all ? "" : ": the likeliest of " + significant(p.cut_sets, 6) + " cut sets"),
          "<>>",
          {"down at once", "sets", "together, a year"},
          {}};
  for (const auto& c : p.cuts)
    t.rows.push_back({c.parts, significant(c.sets, 6), year({nines::unchecked, 0, c.probability})});
  return t;
}

table costs_table(const report& r) {
  return {"Costs a year",
          "<>",
          {"for", "amount"},
          {{"running it", money(r, r.now.running_cost)},
           {"outages, expected", money(r, r.now.outage_cost)},
           {"both", money(r, r.now.cost())}}};
}

std::string missed(const figures& f) {
  std::string names;
  for (const auto& p : f.paths)
    if (!p.met) names += (names.empty() ? "" : ", ") + p.name;
  return names.empty() ? "" : "misses " + names;
}

std::vector<std::string> change_row(const report& r, const std::string& label, const figures& f) {
  std::vector<std::string> row{label};
  for (const auto& p : f.paths) row.push_back(year(p.up));
  if (r.about.has_costs()) {
    const auto each = cost_per_nine(r.now, f);
    row.push_back(money(r, f.cost()));
    row.push_back(each ? money(r, *each) : "");
  }
  row.push_back(missed(f));
  return row;
}

table changes_table(const report& r) {
  table t{"What if: downtime a year", "<", {"change"}, {}};
  for (const auto& p : r.now.paths) {
    t.header.push_back(p.name);
    t.alignment += ">";
  }
  if (r.about.has_costs()) {
    t.header.insert(t.header.end(), {"cost a year", "per nine gained"});
    t.alignment += ">>";
  }
  t.header.emplace_back("objectives");
  t.alignment += "<";
  t.rows.push_back(change_row(r, "as it is", r.now));
  for (const auto& c : r.changes) t.rows.push_back(change_row(r, c.label, c.after));
  const bool none =
      std::all_of(t.rows.begin(), t.rows.end(), [](const auto& row) { return row.back().empty(); });
  if (none) {  // nothing to say in that column
    t.alignment.pop_back();
    t.header.pop_back();
    for (auto& row : t.rows) row.pop_back();
  }
  return t;
}

std::vector<table> tables(const report& r) {
  std::vector<table> list{paths_table(r)};
  for (const auto& p : r.now.paths)
    if (p.up.complement() > 0) {
      if (!p.parts.empty()) list.push_back(parts_table(p.name, p.up, p.parts));
      if (p.cuts.size() > 1) list.push_back(cuts_table(p));
    }
  if (r.now.paths.size() > 1 && r.now.overall.complement() > 0 && !r.now.parts.empty())
    list.push_back(parts_table("everything together", r.now.overall, r.now.parts));
  for (const auto& i : r.interiors)
    for (const auto& t : i.tables) list.push_back(as_table(t));
  if (r.about.has_costs()) list.push_back(costs_table(r));
  if (!r.changes.empty()) list.push_back(changes_table(r));
  return list;
}

std::string title(const report& r) {
  return r.about.title.empty() ? "Availability" : r.about.title;
}

constexpr const char* assumptions =
    "A year is 365 d, a month 30 d. Parts fail independently but for their zones, regions and\n"
    "common causes; what a path shares is counted once, exactly. Shares overlap where parts back\n"
    "each other up, so they need not add up to 100%.\n";

std::string warnings(const report& r) {
  const std::string lines = opening_lines({}, r.about.warnings);
  return lines.empty() ? "" : lines + "\n";
}

}  // namespace

std::optional<double> cost_per_nine(const figures& before, const figures& after) {
  const double cost =
      after.running_cost - before.running_cost;  // money, for people: a few digits do
  const double gain =
      nines::number_of_nines(after.overall) - nines::number_of_nines(before.overall);
  if (!(cost > 0 && gain > 0)) return {};
  return cost / gain;
}

void write_text(std::ostream& out, const report& r) {
  out << title(r) << "\n\n" << warnings(r);
  for (const auto& t : tables(r)) out << text_table(t) << "\n";
  out << remarks(r) << assumptions;
}

void write_markdown(std::ostream& out, const report& r) {
  out << "# " << title(r) << "\n\n" << warnings(r);
  for (const auto& t : tables(r)) out << markdown_table(t) << "\n";
  out << remarks(r) << assumptions;
}

}  // namespace availability
