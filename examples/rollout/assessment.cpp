// SPDX-License-Identifier: BSL-1.0
// From a study to the risk of a plan: which question of the library answers it.
#include <nines/rollout/risk/argo_analysis.hpp>
#include <nines/rollout/risk/assess.hpp>
#include <nines/rollout/risk/assess_carried.hpp>
#include <nines/rollout/risk/assess_with_baseline.hpp>
#include <nines/rollout/risk/blind_analysis.hpp>
#include <nines/rollout/risk/paused_steps.hpp>
#include <nines/rollout/risk/sliding_windows.hpp>

#include "common/format.hpp"
#include "study.hpp"

namespace rollout {

namespace {

/// Of checks whose windows overlap.
nines::rollout_risk assess_windows(const study& s, const nines::rollout_plan& plan,
                                   risk_notes* notes) {
  const auto& watched = s.watched;
  const nines::sliding_window_checks checks(watched.judge, *watched.failures, watched.window);
  const auto found = nines::assess_sliding_windows(
      plan, s.traffic, s.change, checks,
      {.counts_by_stage = !watched.is_carried, .others = watched.apart});
  if (notes == nullptr) return found.risk;
  notes->width = found.width;
  notes->runs = static_cast<double>(found.runs);
  if (found.standard_error > 0)
    notes->certainty =
        "how the checks end is an estimate, by simulation; its standard error is at most " +
        significant(100 * found.standard_error, 2) + "%";
  else if (found.width > 1e-12)
    notes->certainty = "how the checks end is known for certain to within " +
                       significant(100 * found.width, 2) +
                       "%; the smaller side is never understated";
  return found.risk;
}

/// Of measurements that may have no answer.
nines::rollout_risk assess_run(const study& s, const nines::rollout_plan& plan, hours analysis_from,
                               risk_notes* notes) {
  auto run = *s.watched.run;
  run.first += analysis_from;
  const auto& fails = s.watched.judge.fails;
  auto found = fails ? nines::assess_argo_analysis(plan, s.traffic, s.change, *fails, run)
                     : nines::assess_argo_analysis(plan, s.traffic, s.change, s.watched.judge, run);
  if (notes != nullptr) {
    notes->good = found.good;
    notes->bad = found.bad;
  }
  return std::move(found.risk);
}

/// Checks that fail where another metric does, too.
auto checks_of(const study& s) {
  const auto& watched = s.watched;
  return nines::failed_checks(
      nines::check_of_metrics<rule>(watched.judge, s.change.good(), watched.others),
      watched.failures.value_or(nines::failure_limits{}));
}
/// The same of a rule whose checks fail with known probabilities.
nines::check_failure_probabilities known_of(const analysis& watched) {
  const auto& fails = *watched.judge.fails;
  return {watched.others.with(fails.good, true), watched.others.with(fails.bad, false)};
}

nines::rollout_risk assess_paused(const study& s, const nines::rollout_plan& plan) {
  const auto checks = checks_of(s);
  if (!s.watched.judge.fails) return nines::assess_paused(plan, s.traffic, s.change, checks);
  return nines::assess_paused(plan, s.traffic, s.change, known_of(s.watched),
                              checks.limits().allowed);
}

/// Checks whose failures are counted, at each share or in all stages.
nines::rollout_risk assess_failures(const study& s, const nines::rollout_plan& plan) {
  const auto& watched = s.watched;
  if (!watched.apart.empty()) {
    const nines::metrics_apart metrics(nines::failed_checks(watched.judge, *watched.failures),
                                       s.change.good(), watched.apart, watched.others.together);
    return watched.is_carried ? nines::assess_carried(plan, s.traffic, s.change, metrics)
                              : nines::assess(plan, s.traffic, s.change, metrics);
  }
  const auto checks = checks_of(s);
  if (!watched.judge.fails)
    return watched.is_carried ? nines::assess_carried(plan, s.traffic, s.change, checks)
                              : nines::assess(plan, s.traffic, s.change, checks);
  const auto fails = known_of(watched);
  return watched.is_carried
             ? nines::assess_checks_carried(plan, s.traffic, s.change, fails, checks.limits())
             : nines::assess_checks(plan, s.traffic, s.change, fails, checks.limits());
}

nines::rollout_risk assess_plan(const study& s, const nines::rollout_plan& plan,
                                hours analysis_from, risk_notes* notes) {
  const auto& watched = s.watched;
  if (watched.run) return assess_run(s, plan, analysis_from, notes);
  if (watched.window > 1) return assess_windows(s, plan, notes);
  if (watched.is_paused) return assess_paused(s, plan);
  if (watched.judge.fails || watched.failures) return assess_failures(s, plan);
  if (watched.judge.is_beside)
    return nines::assess_with_baseline(plan, s.traffic, s.change, watched.judge, watched.baseline);
  return watched.is_carried ? nines::assess_carried(plan, s.traffic, s.change, watched.judge)
                            : nines::assess(plan, s.traffic, s.change, watched.judge);
}

/// The same where the analysis may be blind: then no check fails.
nines::rollout_risk assess_blind(const study& s, const nines::rollout_plan& plan,
                                 hours analysis_from, risk_notes* notes) {
  auto sees = assess_plan(s, plan, analysis_from, notes);
  if (!(s.watched.blind.value() > 0)) return sees;
  study unwatched = s;
  unwatched.watched.judge.fails = {chance::never(), chance::never()};
  unwatched.watched.others = {};
  unwatched.watched.apart = {};
  return nines::with_blind_analysis(sees, assess_plan(unwatched, plan, analysis_from, nullptr),
                                    s.watched.blind);
}

}  // namespace

nines::rollout_risk assess(const study& s, const nines::rollout_plan& plan, hours analysis_from,
                           risk_notes* notes) {
  try {
    return assess_blind(s, plan, analysis_from, notes);
  } catch (const nines::domain_error& e) {
    throw nines::domain_error(reason_of(e));
  } catch (const nines::convergence_error& e) {
    const std::string why = reason_of(e);
    const bool counts = why.find("max_products") != std::string::npos ||
                        why.find("one by one") != std::string::npos;
    throw nines::convergence_error(
        counts
            ? "there are too many requests to count exactly; state fewer requests_per_second, or "
              "count failed intervals (interval, failureLimit)"
            : why);
  }
}

}  // namespace rollout
