// SPDX-License-Identifier: BSL-1.0
// The report for programs: every figure with the digits that read back as the same double, and both
// sides of every availability.
#include <ostream>

#include "architecture.hpp"
#include "common/json.hpp"
#include "report.hpp"

namespace availability {

namespace {

double seconds_down(const chance& up, std::chrono::hours window) {
  return nines::seconds_in<double>(nines::downtime(up, window)).count();
}

void write_probability(json_writer& json, const chance& up) {
  json.member("availability", up.value());
  json.member("unavailability", up.complement());
  json.member("nines", nines::number_of_nines(up));
  json.member("down_seconds_per_year_365", seconds_down(up, nines::year_365));
  json.member("down_seconds_per_month_30d", seconds_down(up, nines::month_30d));
}

void write_parts(json_writer& json, const std::vector<contribution>& parts) {
  json.key("parts").array([&] {
    for (const auto& c : parts)
      json.object([&] {
        json.member("name", c.part.name);
        json.member("unavailability_saved_if_perfect", c.saved);
        json.member("share", c.share.value());
        json.member("single_point_of_failure", c.single_point);
      });
  });
}

void write_cuts(json_writer& json, const path_figures& p) {
  json.member("minimal_cut_sets", p.cut_sets);
  json.key("likeliest_cut_sets").array([&] {
    for (const auto& c : p.cuts)
      json.object([&] {
        json.member("parts", c.parts);
        json.member("order", static_cast<double>(c.order));
        json.member("sets", c.sets);
        json.member("probability", c.probability);
      });
  });
}

void write_path(json_writer& json, const path_figures& p) {
  json.object([&] {
    json.member("name", p.name);
    write_probability(json, p.up);
    if (p.up_at_most) {
      json.member("availability_at_most", p.up_at_most->value());
      json.member("unavailability_at_least", p.up_at_most->complement());
    }
    if (p.failures_per_hour) json.member("failures_per_hour", *p.failures_per_hour);
    if (!p.rate_unknown.empty()) json.member("failures_unknown", p.rate_unknown);
    if (p.objective) {
      json.member("objective", p.objective->value());
      json.member("objective_complement", p.objective->complement());
      json.member("met", p.met);
    }
    if (!p.parts.empty()) write_parts(json, p.parts);
    if (!p.cuts.empty()) write_cuts(json, p);
  });
}

void write_figures(json_writer& json, const report& r, const figures& f) {
  json.key("paths").array([&] {
    for (const auto& p : f.paths) write_path(json, p);
  });
  json.key("all_requests").object([&] {
    write_probability(json, f.overall);
    if (!f.parts.empty()) write_parts(json, f.parts);
  });
  if (!r.about.has_costs()) return;
  json.member("running_cost_per_year", f.running_cost);
  json.member("outage_cost_per_year", f.outage_cost);
  json.member("cost_per_year", f.cost());
}

class csv_writer {
 public:
  csv_writer(std::ostream& out, std::string table, std::string item)
      : out_(out), table_(std::move(table)), item_(csv_field(item)) {}

  void line(const std::string& path, const std::string& quantity, double x) const {
    out_ << table_ << ',' << path << ',' << item_ << ',' << quantity << ',' << round_trip(x)
         << '\n';
  }
  void lines(const std::string& path, const chance& up) const {
    line(path, "availability", up.value());
    line(path, "unavailability", up.complement());
    line(path, "nines", nines::number_of_nines(up));
    line(path, "down_seconds_per_year_365", seconds_down(up, nines::year_365));
    line(path, "down_seconds_per_month_30d", seconds_down(up, nines::month_30d));
  }
  void lines(const report& r, const figures& f) const {
    for (const auto& p : f.paths) {
      lines(p.name, p.up);
      if (p.failures_per_hour) line(p.name, "failures_per_hour", *p.failures_per_hour);
      if (p.objective) line(p.name, "objective_met", p.met ? 1 : 0);
    }
    if (!r.about.has_costs()) return;
    line("", "running_cost_per_year", f.running_cost);
    line("", "outage_cost_per_year", f.outage_cost);
    line("", "cost_per_year", f.cost());
  }

 private:
  std::ostream& out_;
  std::string table_;
  std::string item_;
};

}  // namespace

void write_json(std::ostream& out, const report& r) {
  json_writer json(out);
  write_object(json, r);
  out << "\n";
}

void write_object(json_writer& json, const report& r) {
  json.object([&] {
    json.member("title", r.about.title);
    json.member("currency", r.about.currency);
    if (!r.about.warnings.empty())
      json.key("warnings").array([&] {
        for (const auto& w : r.about.warnings) json.value(w);
      });
    write_figures(json, r, r.now);
    if (!r.interiors.empty())
      json.key("models").object([&] {
        for (const auto& i : r.interiors)
          json.key(i.service).object([&] { write_members(json, i.tables); });
      });
    json.key("what_if").array([&] {
      for (const auto& c : r.changes)
        json.object([&] {
          json.member("change", c.label);
          write_figures(json, r, c.after);
          if (const auto each = cost_per_nine(r.now, c.after)) json.member("cost_per_nine", *each);
        });
    });
  });
}

void write_csv(std::ostream& out, const report& r) {
  out << "table,path,item,quantity,value\n";
  csv_writer(out, "paths", "").lines(r, r.now);
  for (const auto& p : r.now.paths)
    for (const auto& c : p.parts) {
      const csv_writer csv(out, "parts", c.part.name);
      csv.line(p.name, "unavailability_saved_if_perfect", c.saved);
      csv.line(p.name, "share", c.share.value());
      csv.line(p.name, "single_point_of_failure", c.single_point ? 1 : 0);
    }
  for (const auto& p : r.now.paths)
    for (const auto& c : p.cuts) {
      const csv_writer csv(out, "cut_sets", c.parts);
      csv.line(p.name, "sets", c.sets);
      csv.line(p.name, "probability", c.probability);
    }
  for (const auto& i : r.interiors)  // the service stands where a path does
    for (const auto& t : i.tables)
      write_lines(out, t, "model_" + t.key + ',' + csv_field(i.service));
  for (const auto& c : r.changes) csv_writer(out, "what_if", c.label).lines(r, c.after);
}

}  // namespace availability
