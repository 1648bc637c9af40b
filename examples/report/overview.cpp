// SPDX-License-Identifier: BSL-1.0
#include "overview.hpp"

#include "availability/report.hpp"
#include "budget/analysis.hpp"
#include "common/program.hpp"
#include "dr/analysis.hpp"
#include "failover/analysis.hpp"
#include "markov/analysis.hpp"
#include "recovery/analysis.hpp"
#include "rollout/curves.hpp"
#include "sla/analysis.hpp"
#include "strategies/compare.hpp"

namespace overview {

namespace {

report of_agreement(const sla::service& s) {
  return sla::analyse(sla::at_worst_month(sla::complete(s)));
}
report of_budget(const budget::plan& p) { return budget::analyse(budget::complete(p)); }
report of_recovery(const recovery::plan& p) { return recovery::analyse(p); }
report of_disaster(const dr::service& s) { return dr::analyse(s); }
report of_rollout(const rollout::study& s) {
  return s.strategies.size() == 1 ? rollout::report_on(s, s.strategies.front().name)
                                  : strategies::compare(s);
}
report of_chain(const markov::model& m) { return markov::analyse(markov::as_subject(m)); }
report of_pair(const failover::pair& p) { return failover::analyse(p); }

/// Adds the reports of a section, if it has entries.
template <class Entry>
void add_part(answers& a, const std::string& question, const std::string& section,
              const std::vector<named<Entry>>& entries, report (*analyse)(const Entry&)) {
  if (!entries.empty()) a.add({question, section, reports_of(entries, analyse)});
}

void add_architecture(answers& a, const availability::architecture& about) {
  if (about.paths.empty()) return;
  a.add({"availability",
         "availability",
         {{"", availability::as_report(availability::make_report(about, {}))}}});
}

}  // namespace

answers answer_all(const service_file& f) {
  answers a{.title = f.title.empty() ? shown_name(f.name) : f.title};
  if (f.architecture) add_architecture(a, *f.architecture);
  add_part(a, "sla", "agreements", f.agreements, of_agreement);
  add_part(a, "budget", "budgets", f.budgets, of_budget);
  add_part(a, "recovery", "recovery", f.recovery, of_recovery);
  std::vector<named<dr::service>> disaster;
  if (f.disaster) disaster.push_back({"region", *f.disaster});
  add_part(a, "dr", "disaster", disaster, of_disaster);
  add_part(a, "rollout", "rollouts", f.rollouts, of_rollout);
  add_part(a, "markov", "chains", f.chains, of_chain);
  add_part(a, "failover", "pairs", f.pairs, of_pair);
  if (a.parts.empty())
    location{f.name, 1, 1, ""}.fail("has no section that a question is about; nines --help");
  return a;
}

}  // namespace overview
