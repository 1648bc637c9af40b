// SPDX-License-Identifier: BSL-1.0
#include "plan.hpp"

#include <algorithm>
#include <nines/slo/budget/window_failures.hpp>
#include <stdexcept>

#include "availability/surroundings.hpp"
#include "common/format.hpp"
#include "common/sections.hpp"

namespace budget {

namespace {

double parse_traffic(const std::string& text) {
  const double requests = parse_amount(text);
  if (!(requests > 0 && requests <= 1e9))
    throw std::invalid_argument("must be more than 0 and at most 1e9");
  return requests;
}

alert read_alert(const cursor& c) {
  const fields given(c, {"spend", "in", "recent", "severity", "least_failures"});
  alert a{given.at("spend").probability(), given.at("in").duration()};
  if (const auto* recent = given.find("recent")) a.recent = recent->duration();
  if (const auto* severity = given.find("severity")) a.severity = severity->name();
  if (const auto* least = given.find("least_failures")) a.least_failures = least->count(1, 1000000);
  return a;
}

outage read_outage(const cursor& c) {
  const fields given(c, {"name", "lasts", "failing"});
  outage o{given.at("name").line(), given.at("lasts").duration()};
  if (const auto* failing = given.find("failing")) o.failing = failing->probability();
  return o;
}

metrics read_metrics(const cursor& c) {
  const fields given(c, {"name", "errors", "total"});
  metrics m;
  if (const auto* name = given.find("name")) m.name = name->name();
  if (const auto* errors = given.find("errors")) m.errors = errors->line();
  if (const auto* total = given.find("total")) m.total = total->line();
  return m;
}

void read_lists(const fields& given, plan& p) {
  if (const auto* outages = given.find("outages"))
    for (const auto& item : outages->items()) {
      p.outages.push_back(read_outage(item));
      if (!(p.outages.back().lasts <= p.window)) item.fail("the outage is longer than the window");
    }
  if (const auto* m = given.find("prometheus")) p.prometheus = read_metrics(*m);
  const auto* alerts = given.find("alerts");
  if (alerts == nullptr) return;
  for (const auto& item : alerts->items()) {
    p.alerts.push_back(read_alert(item));
    try {
      p.check(p.alerts.back());
    } catch (const nines::domain_error& e) {
      item.fail(e.what());
    }
  }
}

}  // namespace

nines::service_traffic<double> plan::traffic() const { return {requests_per_hour, failing}; }

nines::burn_rate_alert<double> plan::rule(const alert& a) const {
  const auto b = budget();
  return {b,
          {.burn_rate = b.burn_rate_to_consume(a.spend, a.in),
           .long_window = a.in,
           .short_window = a.recent.value_or(a.in / 12),
           .least_failures = a.least_failures}};
}

void plan::check(const alert& a) const {
  if (!(a.spend.value() > 0)) throw nines::domain_error("spend must be more than 0%");
  if (!(a.in <= window))
    throw nines::domain_error("in is " + human_time(a.in) + ", longer than the window, " +
                              human_time(window));
  if (a.recent && !(*a.recent < a.in))
    throw nines::domain_error("recent is " + human_time(*a.recent) +
                              ", but must be shorter than in, " + human_time(a.in));
  const double threshold = rule(a).threshold();
  if (!(threshold < 1))
    throw nines::domain_error("the alert on " + human_time(a.in) + " never fires: above " +
                              percent(threshold, 4) + " of the requests");
}

std::vector<alert> workbook_alerts() {
  return {{chance::from_value(0.02), hours(1)},
          {chance::from_value(0.05), hours(6)},
          {chance::from_value(0.1), hours(72), {}, "ticket"}};
}

plan complete(plan p) {
  if (p.written.find("objective") == p.written.end())
    throw nines::domain_error("objective: is missing, the share of requests that is to succeed");
  if (p.written.find("step") == p.written.end())  // a window may be shorter, or very long
    p.step = std::clamp(p.step, p.window / 5e8, p.window);
  if (!(p.step <= p.window && p.window / p.step <= 1e9))
    throw nines::domain_error("step: is " + human_time(p.step) +
                              ", but must be at most the window, " + human_time(p.window) +
                              ", and at least a billionth of it");
  for (const auto& a : p.alerts) p.check(a);
  if (!p.alerts.empty()) return p;
  for (const auto& a : workbook_alerts()) {
    const std::string name = "The usual alert on " + human_time(a.in);
    if (!(a.in <= p.window)) {
      p.about_alerts.push_back(name + " is left out: it is longer than the window.");
      continue;
    }
    p.alerts.push_back(a);
    if (!p.can_fire(a))
      p.about_alerts.push_back(name + " never fires: above " + percent(p.rule(a).threshold(), 4) +
                               " of the requests.");
  }
  return p;
}

const std::vector<figure<plan>>& figures() {
  static const std::vector<figure<plan>> list = {
      {"objective", "the share of requests that is to succeed",
       [](plan& p, const std::string& t) { p.objective = parse_probability(t); }},
      {"window", "over which that is promised",
       [](plan& p, const std::string& t) { p.window = parse_duration(t); }},
      {"requests_per_hour", "traffic",
       [](plan& p, const std::string& t) { p.requests_per_hour = parse_traffic(t); }},
      {"failing", "the share of requests that fails when nothing is wrong",
       [](plan& p, const std::string& t) { p.failing = parse_probability(t); }},
      {"step", "from one evaluation of the rules to the next",
       [](plan& p, const std::string& t) { p.step = parse_duration(t); }},
      {"limit", "the chance of a false page in the window that is not to be exceeded",
       [](plan& p, const std::string& t) { p.limit = parse_probability(t); }}};
  return list;
}

namespace {

/// What the path says, and the entry does not.
void take_from(const availability::path_facts& path, const fields& given, plan& p) {
  const auto take = [&](const char* key, const std::string& text) {
    p.written[key] = text;
    p.taken.push_back({key, text, path.from});
  };
  if (path.objective && !given.find("objective")) {
    p.objective = *path.objective;
    take("objective", percent_as_read(*path.objective));
  }
  if (path.requests_per_hour && !given.find("requests_per_hour")) {
    p.requests_per_hour = *path.requests_per_hour;
    take("requests_per_hour", significant(*path.requests_per_hour, 6));
  }
}

}  // namespace

plan read_plan(const std::string& name, const cursor& c, const availability::surroundings& around) {
  plan p;
  const fields given(c, keys_of(figures(), {"title", "path", "alerts", "outages", "prometheus"}));
  p.title = title_of(given, name, around.title(), p.title);
  read_figures(given, figures(), p);
  if (const auto* path = given.find("path")) take_from(around.path(*path), given, p);
  read_lists(given, p);
  return p;
}

}  // namespace budget
