// SPDX-License-Identifier: BSL-1.0
#include "run_reader.hpp"

#include <cmath>
#include <nines/rollout/risk/argo_analysis.hpp>

#include "common/format.hpp"
#include "study.hpp"

namespace rollout {

namespace {

constexpr std::size_t most = 1000000;

std::size_t count_or(const fields& f, const char* key, std::size_t otherwise) {
  const auto* given = f.find(key);
  return given != nullptr ? given->count(0, most) : otherwise;
}
chance chance_or_never(const fields& f, const char* key) {
  const auto* given = f.find(key);
  return given != nullptr ? given->probability() : chance::never();
}

/// A key of a run that watches all steps by its own clock, and by failures alone.
void check_key(const cursor& key, const fields& f, const analysis& a) {
  if (const auto* threshold = f.find("threshold"))
    threshold->fail("is Flagger's, and stands beside a key of Argo's; state failureLimit");
  if (!a.interval) key.fail("needs the key interval");
  if (!a.failures) key.fail("needs the key failureLimit; Argo takes 0 where it is left out");
  if (a.is_paused) key.fail("is Argo's; there no failed check holds the step");
  if (a.is_in_steps)
    key.fail(
        "is of an analysis beside all steps: in a step each repeated measurement makes the step "
        "longer, whose time is fixed here; state evidence: rollout");
  if (!a.is_carried) key.fail("is of one analysis beside all stages; state evidence: rollout");
  if (a.window > 1)
    f.at("window").fail("of more than one interval is not read beside measurements without answer");
  if (const auto* consecutive = f.find("consecutiveLimit"))
    consecutive->fail("is no key of Argo's, and stands beside one");
}

/// As Argo's ValidateMetric has it.
void check_count(const fields& f, const nines::measurement_limits& limits) {
  const auto* count = f.find("count");
  if (count == nullptr || limits.count == 0) return;
  const bool has_limit = limits.failure_limit != nines::measurement_limits::no_failure_limit;
  const std::size_t needed =
      limits.consecutive_success_limit + (has_limit ? limits.failure_limit : 0);
  if (limits.count < needed)
    count->fail("must be at least failureLimit and consecutiveSuccessLimit together, " +
                std::to_string(needed));
  if (limits.count < limits.inconclusive_limit)
    count->fail("must be at least inconclusiveLimit, " + std::to_string(limits.inconclusive_limit));
}

/// Instants that divide both the interval and 10 s, and are not too many.
void check_retries(const cursor& c, hours interval) {
  const double steps = interval / hours(0.01 / 3600);
  if (!(std::abs(steps - std::round(steps)) <= 1e-6 * steps))
    c.fail("must be a whole number of 10 ms where a measurement may have no answer");
}

/// A limit that nothing can reach, as what it limits is not stated.
void note_limit(const fields& f, const char* limit, const char* stated, const char* what,
                std::vector<std::string>& notes) {
  if (f.find(limit) != nullptr && f.find(stated) == nullptr)
    notes.push_back(std::string(limit) + " is of measurements that " + what +
                    ": here none does; state how many under " + stated);
}

void note_run(const nines::argo_analysis& run, std::vector<std::string>& notes) {
  if (run.error.value() > 0)
    notes.push_back("no answer in " + human_percent(run.error) +
                    " of the measurements: each is repeated after 10 s; more than " +
                    std::to_string(run.limits.consecutive_error_limit) +
                    " in a row abort the rollout, good or bad");
  if (run.inconclusive.value() > 0)
    notes.push_back("inconclusive in " + human_percent(run.inconclusive) +
                    " of the answers: more than " + std::to_string(run.limits.inconclusive_limit) +
                    " make the rollout wait for a person, who is taken to roll it back");
  if (const auto n = run.limits.consecutive_success_limit; n > 0)
    notes.push_back((n == 1 ? "a success ends" : std::to_string(n) + " successes in a row end") +
                    " the analysis: the steps after it are unwatched");
}

}  // namespace

bool has_run_keys(const fields& f) {
  return f.find("inconclusive") != nullptr || f.find("consecutiveSuccessLimit") != nullptr ||
         (f.find("no_answer") != nullptr && f.find("threshold") == nullptr);
}

void read_run_keys(const fields& f, analysis& a) {
  note_limit(f, "consecutiveErrorLimit", "no_answer", "give no answer", a.notes);
  note_limit(f, "inconclusiveLimit", "inconclusive", "neither succeed nor fail", a.notes);
  const std::size_t errors = count_or(f, "consecutiveErrorLimit", 4);
  const std::size_t unclear = count_or(f, "inconclusiveLimit", 0);
  if (!has_run_keys(f)) {
    const chance no_answer = chance_or_never(f, "no_answer");
    if (!(no_answer.value() > 0)) return;
    if (!a.is_paused)
      f.at("no_answer")
          .fail(
              "beside threshold is of failed checks that hold the step, as in Flagger; with Argo's "
              "analysis state failureLimit");
    a.others.fails.push_back({no_answer, no_answer});
    a.notes.push_back("a check without an answer fails, as Flagger has it: " +
                      human_percent(no_answer) + " of them");
    return;
  }
  for (const char* key : {"no_answer", "inconclusive", "consecutiveSuccessLimit"})
    if (const auto* given = f.find(key)) check_key(*given, f, a);
  const nines::argo_analysis run{
      .interval = *a.interval,
      .first = a.initial_delay,
      .limits = {.failure_limit = a.failures->allowed,
                 .inconclusive_limit = unclear,
                 .consecutive_error_limit = errors,
                 .consecutive_success_limit = count_or(f, "consecutiveSuccessLimit", 0),
                 .count = a.count.value_or(0)},
      .error = chance_or_never(f, "no_answer"),
      .inconclusive = chance_or_never(f, "inconclusive")};
  check_count(f, run.limits);
  if (run.error.value() > 0) check_retries(f.at("interval"), *a.interval);
  note_run(run, a.notes);
  const bool has_more = run.error.value() > 0 || run.inconclusive.value() > 0 ||
                        run.limits.consecutive_success_limit > 0;
  if (has_more) a.run = run;  // else it is failed checks, whose errors are counted
}

void check_run(const study& s, const strategy& way, const cursor& strategy) {
  if (!s.watched.run || s.watched.run->first + way.analysis_from >= hours(0)) return;
  strategy.fail(
      "begins its analysis before the first request: its measurements may have no "
      "answer, and abort what nobody sees yet, which is not counted here; state the "
      "startingStep of the analysis");
}

}  // namespace rollout
