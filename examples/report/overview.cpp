// SPDX-License-Identifier: BSL-1.0
#include "overview.hpp"

#include <algorithm>

#include "budget/analysis.hpp"
#include "capacity/analysis.hpp"
#include "common/program.hpp"
#include "design/search.hpp"
#include "dr/analysis.hpp"
#include "failover/analysis.hpp"
#include "markov/analysis.hpp"
#include "recovery/analysis.hpp"
#include "service/releases.hpp"
#include "sla/analysis.hpp"
#include "strategies/compare.hpp"

namespace overview {

namespace {

report of_agreement(const sla::service& s) {
  return sla::analyse(sla::at_worst_month(sla::complete(s)));
}
report of_budget(const budget::plan& p) { return budget::analyse(budget::complete(p)); }
report of_recovery(const recovery::plan& p) { return recovery::analyse(p); }
report of_disaster(const dr::service& s) { return dr::analyse(s, dr::assess(s)); }
report of_rollout(const rollout::study& s, const std::optional<rollout::strategy_prices>& price) {
  return s.strategies.size() == 1
             ? rollout::analyse(rollout::assess_strategy(s, s.strategies.front()))
             : strategies::compare(s, strategies::assess_all(s), price);
}
report of_chain(const markov::model& m) { return markov::analyse(markov::as_subject(m)); }
report of_choices(const service_file& f) { return design::analyse(f, missed_of); }
report of_pair(const failover::pair& p) { return failover::analyse(p); }

/// Adds the reports of a section, if it has entries.
template <class Entry, class Analyse>
void add_part(answers& a, const std::string& question, const std::string& section,
              const std::vector<named<Entry>>& entries, const Analyse& analyse) {
  if (entries.empty()) return;
  a.parts.push_back({question, section, reports_of(entries, analyse)});
  for (const auto& [name, r] : a.parts.back().reports)
    for (const auto& o : r.objectives) a.findings.push_back({question, name, o});
}

void add_architecture(answers& a, const availability::architecture& about) {
  a.architecture = availability::make_report(about, {});
  for (const auto& p : a.architecture->now.paths)
    if (p.objective)
      a.findings.push_back({"availability",
                            p.name,
                            {"availability", "at least " + human_percent(*p.objective),
                             human_percent(p.up), p.met}});
}

}  // namespace

std::size_t answers::met() const {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                [](const finding& f) { return f.objective.met; }));
}

answers answer_all(const service_file& f) {
  answers a{.title = f.title.empty() ? shown_name(f.name) : f.title};
  if (f.architecture && !f.architecture->paths.empty()) add_architecture(a, with_releases(f));
  add_part(a, "sla", "agreements", f.agreements, of_agreement);
  add_part(a, "budget", "budgets", f.budgets, of_budget);
  add_part(a, "recovery", "recovery", f.recovery, of_recovery);
  std::vector<named<dr::service>> disaster;
  if (f.disaster) disaster.push_back({"region", *f.disaster});
  add_part(a, "dr", "disaster", disaster, of_disaster);
  std::size_t rollout = 0;
  add_part(a, "rollout", "rollouts", f.rollouts,
           [&](const rollout::study& s) { return of_rollout(s, f.prices[rollout++].what); });
  add_part(a, "markov", "chains", f.chains, of_chain);
  add_part(a, "failover", "pairs", f.pairs, of_pair);
  add_part(a, "capacity", "demands", f.demands,
           [&f](const capacity::demand& d) { return capacity::analyse(*f.architecture, d); });
  if (!f.choices.empty()) {
    const std::vector<named<service_file>> whole{{"all", f}};
    add_part(a, "design", "choices", whole, of_choices);
  }
  if (!a.architecture && a.parts.empty())
    location{f.name, 1, 1, ""}.fail("has no section that a question is about; nines --help");
  return a;
}

std::vector<std::string> missed_of(const service_file& f) {
  std::vector<std::string> list;
  for (const auto& each : answer_all(f).findings)
    if (!each.objective.met)
      list.push_back(each.question + " " + each.entry + ": " + each.objective.what + ", " +
                     each.objective.wanted + ": " + each.objective.reached);
  return list;
}

namespace {

std::string met_of_all(const answers& a) {
  return std::to_string(a.met()) + " of " + std::to_string(a.findings.size()) +
         (a.findings.size() == 1 ? " objective met" : " objectives met");
}

}  // namespace

std::string summary_line(const answers& a) {
  return a.title + ": " + (a.findings.empty() ? "no objective is stated" : met_of_all(a));
}

namespace {

/// Where the same objective stands after a change; nullptr where it is not there any more.
const objective_result* find(const answers& after, const finding& f) {
  for (const auto& each : after.findings)
    if (each.question == f.question && each.entry == f.entry &&
        each.objective.what == f.objective.what)
      return &each.objective;
  return nullptr;
}

std::string word_of(const objective_result& o) { return o.met ? "met" : "MISSED"; }

}  // namespace

report compare(const answers& now, const std::vector<named<answers>>& after) {
  section summary{"what_if",
                  "What if",
                  "<<",
                  {"change", "objectives"},
                  {"change", "summary"},
                  {{"as it is", met_of_all(now)}}};
  section differences{"differences",
                      "What is reached otherwise",
                      "<<<<<<",
                      {"change", "question", "of", "objective", "as it is", "then"},
                      {"change", "question", "entry", "objective", "now", "then"},
                      {}};
  for (const auto& [change, then] : after) {
    summary.rows.push_back({change, met_of_all(then)});
    for (const auto& f : now.findings) {
      const auto* o = find(then, f);
      if (o == nullptr || (o->reached == f.objective.reached && o->met == f.objective.met))
        continue;
      differences.rows.push_back({change, f.question, f.entry, f.objective.what,
                                  f.objective.reached + ", " + word_of(f.objective),
                                  o->reached + ", " + word_of(*o)});
    }
  }
  report r{now.title, {summary}, ""};
  if (!differences.rows.empty()) r.sections.push_back(differences);
  return r;
}

}  // namespace overview
