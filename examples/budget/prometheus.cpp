// SPDX-License-Identifier: BSL-1.0
#include "prometheus.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "common/format.hpp"
#include "plan.hpp"

namespace budget {

namespace {

/// "5m", "1h", "3d", in the largest unit that makes it a whole number; or in seconds.
std::string range(hours t) {
  const long seconds = std::max(std::lround(t.count() * 3600), 1L);
  if (seconds % 86400 == 0) return std::to_string(seconds / 86400) + "d";
  if (seconds % 3600 == 0) return std::to_string(seconds / 3600) + "h";
  if (seconds % 60 == 0) return std::to_string(seconds / 60) + "m";
  return std::to_string(seconds) + "s";
}

/// A text between single quotes of YAML.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

/// The windows of all alerts, each once, from the shortest.
std::vector<hours> windows(const plan& p) {
  std::vector<hours> list;
  for (const auto& a : p.alerts) {
    if (!p.can_fire(a)) continue;
    list.push_back(p.rule(a).rule().short_window);
    list.push_back(a.in);
  }
  std::sort(list.begin(), list.end());
  list.erase(
      std::unique(list.begin(), list.end(), [](hours x, hours y) { return range(x) == range(y); }),
      list.end());
  return list;
}

std::string ratio(const plan& p, hours window) {
  return "slo:error_ratio:rate" + range(window) + "{slo=\"" + p.prometheus.name + "\"}";
}

void write_record(std::ostream& out, const plan& p, hours window) {
  std::string over("[");
  over += range(window);
  over += "]))";
  out << "      - record: slo:error_ratio:rate" << range(window) << "\n        expr: "
      << quoted("sum(rate(" + p.prometheus.errors + over + " / sum(rate(" + p.prometheus.total +
                over)
      << "\n        labels: {slo: " << quoted(p.prometheus.name) << "}\n";
}

void write_alert(std::ostream& out, const plan& p, const alert& a) {
  const auto r = p.rule(a);
  const std::string above = " > " + significant(r.threshold(), 15);
  std::string expr = ratio(p, a.in) + above + " and " + ratio(p, r.rule().short_window) + above;
  if (a.least_failures > 1)
    expr += " and on() sum(increase(" + p.prometheus.errors + "[" + range(a.in) +
            "])) >= " + std::to_string(a.least_failures);
  out << "      - alert: ErrorBudgetBurn\n        expr: " << quoted(expr)
      << "\n        labels: {slo: " << quoted(p.prometheus.name)
      << ", severity: " << quoted(a.severity) << "}\n        annotations:\n          summary: "
      << quoted("The error budget of " + p.prometheus.name + " burns at " +
                significant(r.rule().burn_rate, 4) + " times its rate: " +
                percent(r.budget_consumed(), 4) + " of it in " + human_time(a.in))
      << "\n";
}

}  // namespace

void write_prometheus(std::ostream& out, const plan& p) {
  out << "# " << p.title << ": " << human_percent(p.objective) << " over " << human_time(p.window)
      << "\ngroups:\n  - name: " << quoted("slo " + p.prometheus.name)
      << "\n    interval: " << range(p.step) << "\n    rules:\n";
  for (const hours w : windows(p)) write_record(out, p, w);
  for (const auto& a : p.alerts)
    if (p.can_fire(a)) write_alert(out, p, a);
  for (const auto& line : p.about_alerts) out << "# " << line << "\n";
}

}  // namespace budget
