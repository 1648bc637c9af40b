// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <cmath>
#include <nines/combine/parallel.hpp>
#include <nines/slo.hpp>
#include <optional>

#include "plan.hpp"

namespace budget {

namespace {

cell time_or_never(hours t) { return std::isfinite(t.count()) ? time_cell(t) : cell("never", t); }

std::string name_of(const plan& p, const alert& a) {
  return human_time(a.in) + " and " + human_time(p.rule(a).rule().short_window);
}

section budget_section(const plan& p) {
  const auto b = p.budget();
  section t{"budget", "The budget", "<>", {"", ""}, {"quantity", "value"}, {}};
  const double requests = p.requests_per_hour * p.window.count();
  t.rows.push_back({"objective", probability_cell(p.objective)});
  t.rows.push_back({"over", time_cell(p.window)});
  t.rows.push_back({"full outage", time_cell(b.time())});
  t.rows.push_back({"requests", number_cell(requests, 4)});
  t.rows.push_back({"of which may fail", number_cell(b.requests(requests), 4)});
  t.rows.push_back({"fail when nothing is wrong", risk_cell(p.failing)});
  t.rows.push_back({"which burns", number_cell(b.burn_rate(p.failing), 4)});
  t.rows.push_back({"a full outage burns", number_cell(b.burn_rate(chance::always()), 4)});
  return t;
}

section outages_section(const plan& p) {
  section t{"outages",
            "What an outage spends, and when it is noticed",
            "<>>>>",
            {"outage", "lasts", "of requests", "of the budget", "noticed after"},
            {"outage", "lasts_hours", "failing", "spent", "detection_hours"},
            {}};
  std::vector<nines::burn_rate_alert<double>> rules;
  for (const auto& a : p.alerts) rules.push_back(p.rule(a));
  for (const auto& o : p.outages) {
    const hours noticed = detection_time(rules, o.failing);
    t.rows.push_back(
        {o.name, time_cell(o.lasts), risk_cell(o.failing),
         share_cell(p.budget().consumed_by(o.lasts, o.failing)),
         noticed <= o.lasts ? time_cell(noticed) : cell("not at all", hours(INFINITY))});
  }
  return t;
}

section alerts_section(const plan& p) {
  section t{"alerts",
            "Alerts",
            "<<>>>>",
            {"windows", "severity", "burn rate", "fires above", "spent by then", "failures"},
            {"windows", "severity", "burn_rate", "threshold", "budget_spent", "least_failures"},
            {}};
  for (const auto& a : p.alerts) {
    const auto r = p.rule(a);
    t.rows.push_back({name_of(p, a),
                      a.severity,
                      number_cell(r.rule().burn_rate, 4),
                      {(p.can_fire(a) ? "" : "never: ") + percent(r.threshold(), 4), r.threshold()},
                      share_cell(r.budget_consumed()),
                      number_cell(static_cast<double>(a.least_failures), 7)});
  }
  return t;
}

/// Shares of requests that fail in an outage, from what an alert can just see to all of them.
section detection_section(const plan& p) {
  section t{"detection",
            "Until an outage is detected, and until the alert stops after it",
            "<>>>>>>>>",
            {"windows", "1%", "stops", "5%", "stops", "20%", "stops", "100%", "stops"},
            {"windows", "detection_1", "reset_1", "detection_5", "reset_5", "detection_20",
             "reset_20", "detection_100", "reset_100"},
            {}};
  for (const auto& a : p.alerts) {
    const auto r = p.rule(a);
    std::vector<cell> row = {name_of(p, a)};
    for (const double share : {0.01, 0.05, 0.2, 1.0}) {
      const auto failing = chance::from_value(share);
      const hours after = r.detection_time(failing);
      row.push_back(time_or_never(after));
      row.push_back(std::isfinite(after.count()) ? time_cell(r.reset_time(failing))
                                                 : cell("", hours(INFINITY)));
    }
    t.rows.push_back(row);
  }
  return t;
}

/// How often an alert fires for nothing: certain bounds and, where these are wide, an estimate.
struct false_page {
  nines::bounds<double> bounds;
  std::optional<nines::false_alert_estimate> about;
};

/// Bounds that differ by more than a tenth, of a probability that can be seen in so many runs.
bool is_vague(const nines::bounds<double>& b) {
  return b.upper.value() > 1.1 * b.lower.value() && b.upper.value() > 1e-4;
}

false_page false_pages(const plan& p, const alert& a) {
  const auto rule = p.rule(a);
  false_page f{false_alert_probability(rule, p.traffic(), p.window, p.step), {}};
  if (is_vague(f.bounds)) try {
      f.about = estimate_false_alerts(rule, p.traffic(), p.window, p.step, {.work = 2e7});
    } catch (const nines::convergence_error&) {  // takes too long: the bounds remain
    }
  return f;
}

cell estimate_cell(const std::optional<nines::false_alert_estimate>& about) {
  if (!about) return "";
  const auto& p = about->probability;
  if (!(about->standard_error < 0.3 * p.value())) return "";  // too rare to be seen often enough
  cell c = risk_cell(p, static_cast<double>(about->runs));
  if (p.complement() > 0)
    c.text = percent(p.value(), 3) + " +- " + percent(about->standard_error, 1);
  c.complement.reset();
  return c;
}

section false_pages_section(const plan& p) {
  section t{"false_pages",
            "How often it fires although nothing is wrong",
            "<>>>>>",
            {"windows", "at an instant", "in the window: at least", "about", "at most",
             "requests/h, lest one failure fire"},
            {"windows", "instant", "at_least", "estimate", "at_most", "least_traffic"},
            {}};
  for (const auto& a : p.alerts) {
    const auto f = false_pages(p, a);
    t.rows.push_back({name_of(p, a), risk_cell(alert_probability(p.rule(a), p.traffic())),
                      risk_cell(f.bounds.lower), estimate_cell(f.about), risk_cell(f.bounds.upper),
                      number_cell(p.rule(a).least_traffic(), 4)});
  }
  return t;
}

/// Bounds of the probability that any of the alerts that page fires: of one, and of the union.
std::pair<double, double> page_bounds(const plan& p) {
  double least = 0, most = 0;
  for (const auto& a : p.alerts) {
    if (a.severity != "page") continue;
    const auto bounds = false_alert_probability(p.rule(a), p.traffic(), p.window, p.step);
    least = std::max(least, bounds.lower.value());
    most += bounds.upper.value();
  }
  return {least, std::min(1.0, most)};
}

std::string false_page_text(const plan& p) {
  const auto [least, most] = page_bounds(p);
  return bracket(percent(least, 4), percent(most, 4));
}

/// What the user did not say.
std::string assumptions(const plan& p) {
  std::string list;
  const auto add = [&](const char* key, const std::string& value) {
    if (p.written.find(key) == p.written.end())
      list += (list.empty() ? "" : ", ") + std::string(key) + " " + value;
  };
  add("window", human_time(p.window));
  add("requests_per_hour", significant(p.requests_per_hour, 6));
  add("failing", percent_as_read(p.failing));
  return list.empty() ? "" : "Assumed, for want of a figure: " + list + ".\n";
}

std::string notes(const plan& p) {
  std::string text = assumptions(p);
  for (const auto& line : p.about_alerts) text += line + "\n";
  text += "Requests come at random and fail independently; the rules are looked at every " +
          human_time(p.step) + ".\n";
  const auto kept = keeps_limit(p);
  if (p.limit)
    text += "False pages: " + false_page_text(p) + " in a window; the limit of " +
            percent(*p.limit, 4) + " is " +
            (kept.is_met()      ? "kept.\n"
             : kept.is_missed() ? "EXCEEDED.\n"
                                : "not decided.\n");
  return text;
}

/// The rates of a plan, and where they make no sense.
void say_rates(report& r, const plan& p) {
  const auto add = [&](const char* key, const chance& read, rate_of what) {
    const auto text = p.written.find(key);
    r.rates.push_back({key, read, text == p.written.end() ? "" : text->second});
    add_doubt(r.warnings, r.rates.back(), what);
  };
  add("objective", p.objective, rate_of::successes);
  add("failing", p.failing, rate_of::failures);
  if (p.limit) {
    r.rates.push_back({"limit", *p.limit, p.written.at("limit")});
    r.objectives.push_back({"a false page in the window", "at most " + percent(*p.limit, 4),
                            false_page_text(p), keeps_limit(p)});
  }
  const double burns = p.budget().burn_rate(p.failing);
  if (burns >= 1)
    r.warnings.push_back("failing: " + percent_as_read(p.failing) +
                         " of the requests fail when nothing is wrong: that alone spends " +
                         percent(burns, 4) + " of the budget");
}

}  // namespace

standing keeps_limit(const plan& p) {
  if (!p.limit) return true;
  const auto [least, most] = page_bounds(p);
  return standing::between(most <= p.limit->value(), least <= p.limit->value());
}

report analyse(const plan& p) {
  report r{p.title, {budget_section(p)}, notes(p)};
  r.taken = p.taken;
  say_rates(r, p);
  if (!p.outages.empty()) r.sections.push_back(outages_section(p));
  r.sections.push_back(alerts_section(p));
  r.sections.push_back(detection_section(p));
  r.sections.push_back(false_pages_section(p));
  return r;
}

}  // namespace budget
