// SPDX-License-Identifier: BSL-1.0
#include "overview.hpp"

#include "availability/report.hpp"
#include "budget/analysis.hpp"
#include "budget/plan.hpp"
#include "capacity/analysis.hpp"
#include "capacity/demand.hpp"
#include "common/program.hpp"
#include "design/search.hpp"
#include "dr/analysis.hpp"
#include "dr/service.hpp"
#include "failover/analysis.hpp"
#include "failover/pair.hpp"
#include "markov/analysis.hpp"
#include "markov/model.hpp"
#include "recovery/analysis.hpp"
#include "recovery/plan.hpp"
#include "rollout/curves.hpp"
#include "rollout/study.hpp"
#include "service/releases.hpp"
#include "sla/analysis.hpp"
#include "sla/service.hpp"
#include "strategies/compare.hpp"

namespace overview {

namespace {

report of_agreement(const sla::service& s) {
  return sla::analyse(sla::at_worst_month(sla::complete(s)));
}
report of_budget(const budget::plan& p) { return budget::analyse(budget::complete(p)); }
report of_recovery(const recovery::plan& p) { return recovery::analyse(p); }
report of_disaster(const dr::service& s) { return dr::analyse(s); }
report of_rollout(const rollout::study& s, const std::optional<rollout::strategy_prices>& price) {
  return s.strategies.size() == 1 ? rollout::report_on(s, s.strategies.front().name)
                                  : strategies::compare(s, price);
}
report of_chain(const markov::model& m) { return markov::analyse(markov::as_subject(m)); }
report of_choices(const service_file& f) { return design::analyse(f, missed_of); }
report of_pair(const failover::pair& p) { return failover::analyse(p); }

/// Adds the reports of a section, if it has entries.
template <class Entry, class Analyse>
void add_part(answers& a, const std::string& question, const std::string& section,
              const std::vector<named<Entry>>& entries, const Analyse& analyse) {
  if (!entries.empty()) a.add({question, section, reports_of(entries, analyse)});
}

void add_architecture(answers& a, const availability::architecture& about) {
  a.add({"availability",
         "availability",
         {{"", availability::as_report(availability::make_report(about, {}))}}});
}

}  // namespace

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
  if (!f.choices.empty()) a.add({"design", "choices", {{"", of_choices(f)}}});
  if (a.parts.empty())
    location{f.name, 1, 1, ""}.fail("has no section that a question is about; nines --help");
  return a;
}

std::vector<std::string> missed_of(const service_file& f) {
  std::vector<std::string> list;
  for (const auto& each : answer_all(f).findings)
    if (!each.objective.stands.is_met())
      list.push_back(each.question + " " + each.entry + ": " + each.objective.what + ", " +
                     each.objective.wanted + ": " + each.objective.reached);
  return list;
}

}  // namespace overview
