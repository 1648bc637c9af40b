// SPDX-License-Identifier: BSL-1.0
// An objective, its traffic and the alerts on its error budget, as a file describes them.
#pragma once

#include <map>
#include <nines/slo/budget/burn_rate_alerts.hpp>
#include <nines/slo/budget/error_budget.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/figure.hpp"
#include "common/report.hpp"

namespace nines {
template <class T>
struct service_traffic;
}  // namespace nines
namespace availability {
class surroundings;
}  // namespace availability

namespace budget {

using namespace calculator;

/// An alert: it fires when it looks as if a share of the budget were spent within the window.
struct alert {
  chance spend;
  hours in;
  std::optional<hours> recent = {};  ///< the short window; a twelfth of the long one if left out
  std::string severity = "page";
  std::size_t least_failures = 1;
};

struct outage {
  std::string name;
  hours lasts;
  chance failing = chance::always();
};

/// The metrics that the rules are written for.
struct metrics {
  std::string name = "service";
  std::string errors = R"(http_requests_total{code=~"5.."})";
  std::string total = "http_requests_total";
};

struct plan {
  std::string title = "An objective and its error budget";
  chance objective = chance::from_complement(0.001);
  hours window = nines::rolling_30d;
  double requests_per_hour = 36000;
  chance failing = chance::from_value(0.0001);  ///< when nothing is wrong
  hours step = hours(1.0 / 60);                 ///< from one evaluation of the rules to the next
  std::vector<alert> alerts;
  std::vector<outage> outages;
  std::vector<std::string> about_alerts;            ///< what is to be said of the usual ones
  std::map<std::string, std::string> written = {};  ///< the figures that were given, as text
  std::vector<taken_figure> taken = {};             ///< from elsewhere in the file
  metrics prometheus;
  std::optional<chance> limit = {};  ///< of the probability of a false page in the window

  [[nodiscard]] nines::error_budget<double> budget() const { return {objective, window}; }
  [[nodiscard]] nines::service_traffic<double> traffic() const;
  [[nodiscard]] nines::burn_rate_alert<double> rule(const alert& a) const;
  /// Whether there is a share of requests of which it fires.
  [[nodiscard]] bool can_fire(const alert& a) const { return rule(a).threshold() < 1; }
  /// Throws nines::domain_error where an alert is no rule, or cannot fire.
  void check(const alert& a) const;
};

/// A plan of which all is said. One that has no alerts of its own gets the usual ones: of these,
/// one that is longer than the window is left out, and one that cannot fire is said to be such.
/// Throws nines::domain_error without an objective, and for alerts of its own that can never fire.
plan complete(plan p);

/// The three alerts that the SRE Workbook recommends (chapter 5, table 5-8).
std::vector<alert> workbook_alerts();

/// The figures that the command line may set, too.
const std::vector<figure<plan>>& figures();

/// An entry of the section "budgets" of a file.
plan read_plan(const std::string& name, const cursor& c, const availability::surroundings& around);

}  // namespace budget
