// SPDX-License-Identifier: BSL-1.0
#include "readings.hpp"

#include <algorithm>

#include "analysis.hpp"

namespace rollout {

namespace {

std::string bad_rates(const nines::release& change) {
  std::string text;
  for (const auto& each : change.bad())
    text += (text.empty() ? "" : ", ") + human_percent(each.rate.event_probability()) +
            (change.bad().size() > 1 ? " (" + percent(each.weight, 3) + " of them)" : "");
  return text;
}

/// A threshold on the failed share belongs between the rates.
void judge_limit(const study& s, std::vector<std::string>& warnings) {
  const auto& limit = s.watched.judge.limit;
  if (!limit) return;
  const chance& good = s.change.good().event_probability();
  const std::string text = "the limit, " + human_percent(*limit) + ", is ";
  if (*limit < good)
    warnings.push_back(text + "below what a good release fails, " + human_percent(good));
  for (const auto& each : s.change.bad())
    if (const chance& bad = each.rate.event_probability(); !(*limit < bad))
      warnings.push_back(text + "not below what a bad release fails, " + human_percent(bad));
}

void judge_rule(const assessed& a, std::vector<std::string>& warnings) {
  constexpr double hardly = 1e-9;
  if (!(a.risk.false_rollback().complement() > hardly))
    warnings.push_back(a.way.name + ": every release is rolled back, good ones, too");
  else if (!(a.risk.detection().value() > hardly))
    warnings.push_back(a.way.name + ": no release is ever rolled back, not even a bad one");
}

/// Where the number of failed requests comes from.
std::string form_of_excess(const nines::rollout_risk& risk) {
  for (const auto& each : risk.bad_trajectories())
    if (!each.excess)
      return "failed requests are Poisson, given how the rollout ends, and not counted on its "
             "paths: " +
             without_functions(each.uncounted);
  return "failed requests are counted on all paths of the checks";
}

}  // namespace

section readings_section(const study& s, const std::vector<const assessed*>& strategies) {
  section t{"read", "As it is read", "<<", {"", ""}, {"quantity", "value"}, {}};
  auto warnings = s.warnings;
  judge_limit(s, warnings);
  for (const auto* a : strategies) {
    judge_rule(*a, warnings);
    warnings.insert(warnings.end(), a->way.warnings.begin(), a->way.warnings.end());
  }
  for (const auto& each : warnings) t.rows.push_back({"WARNING", each});
  t.rows.push_back({"a good release fails", human_percent(s.change.good().event_probability())});
  t.rows.push_back({"a bad one", bad_rates(s.change)});
  if (const auto& prior = s.change.stated_prior())
    t.rows.push_back({"a release is bad in", human_percent(*prior)});
  else
    t.rows.push_back(
        {"note",
         "how likely a release is bad is not stated (prior_bad): there are the figures "
         "of a bad one and of a good one, but none of any release"});
  t.rows.push_back({"rolls back when", s.watched.judge.name});
  for (const auto& note : s.watched.notes) t.rows.push_back({"note", note});
  for (const auto* a : strategies) {
    const std::string name = strategies.size() > 1 ? a->way.name + ": " : "";
    for (const auto& note : a->way.notes) t.rows.push_back({"note", name + note});
    if (!a->notes.certainty.empty()) t.rows.push_back({"note", name + a->notes.certainty});
    t.rows.push_back({"note", name + form_of_excess(a->risk)});
  }
  return t;
}

}  // namespace rollout
