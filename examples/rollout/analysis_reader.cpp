// SPDX-License-Identifier: BSL-1.0
#include "analysis_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nines/detection/measurements.hpp>

#include "common/format.hpp"
#include "run_reader.hpp"

namespace rollout {

namespace {

constexpr std::size_t most_failures = 100;

const std::vector<std::string>& analysis_keys() {
  static const std::vector<std::string> keys = {"rule",
                                                "interval",
                                                "failureLimit",
                                                "threshold",
                                                "window",
                                                "consecutiveLimit",
                                                "consecutiveErrorLimit",
                                                "inconclusiveLimit",
                                                "consecutiveSuccessLimit",
                                                "no_answer",
                                                "inconclusive",
                                                "count",
                                                "initialDelay",
                                                "on_failure",
                                                "least_requests",
                                                "evidence",
                                                "baseline",
                                                "blind",
                                                "other_metrics",
                                                "together"};
  return keys;
}

/// Keys of an analysis of Argo or Flagger that are not read, and why.
void refuse_unread_keys(const cursor& c) {
  static const std::map<std::string, std::string> unread = {
      {"metrics", "are not read as they stand: state the rule of one, and other_metrics"},
      {"successCondition", "is not read: state it as a rule, of when a check fails"},
      {"failureCondition", "is not read: state it as a rule, of when a check fails"},
      {"provider", "is not read: state the rule, and how often requests fail under release"},
      {"dryRun", "metrics that run dry roll nothing back: leave them out"},
      {"webhooks", "a gate is not read: leave it out, or state a pause for the time it takes"}};
  for (const auto& [key, value] : c.entries())
    if (const auto found = unread.find(key); found != unread.end()) value.fail(found->second);
}

std::optional<nines::failure_limits> read_failures(const fields& f) {
  const auto* limit = f.find("failureLimit");
  const auto* threshold = f.find("threshold");
  const auto* consecutive = f.find("consecutiveLimit");
  if (limit != nullptr && threshold != nullptr)
    threshold->fail("is stated beside failureLimit: threshold N is failureLimit N - 1");
  if (limit == nullptr && threshold == nullptr && consecutive == nullptr) return std::nullopt;
  nines::failure_limits borne{.allowed = static_cast<std::size_t>(-1)};  // any number
  const bool has_no_limit = limit != nullptr && limit->text() == "-1";
  if (has_no_limit && f.find("consecutiveSuccessLimit") == nullptr)
    limit->fail(
        "of -1 lets any number of checks fail, and then nothing rolls back: leave it out, or "
        "state consecutiveLimit or consecutiveSuccessLimit");
  if (limit != nullptr && !has_no_limit) borne.allowed = limit->count(0, most_failures);
  if (threshold != nullptr) {
    const std::size_t n = threshold->count(0, most_failures);
    borne.allowed = n > 0 ? n - 1 : 0;  // Flagger: without one, 1
  }
  if (consecutive != nullptr) borne.consecutive_allowed = consecutive->count(0, most_failures);
  return borne;
}

/// Whether a failed check holds the step: its failures count in all steps, and roll back in the
/// end. So it is with Flagger's threshold at Flagger's weights.
bool read_hold(const fields& f, const flagger_use& flagger) {
  const auto* given = f.find("on_failure");
  const auto* threshold = f.find("threshold");
  if (given == nullptr) {
    if (threshold == nullptr || !flagger.some) return false;
    if (!flagger.all)
      threshold->fail(
          "holds the steps of Flagger's weights, but not those of other strategies; state "
          "on_failure: go_on for all of them, or ask for one kind at a time");
  } else {
    const std::string word = given->text();
    if (word != "hold" && word != "go_on") given->fail("must be hold or go_on");
    if (word == "go_on") return false;
  }
  const cursor& why = given != nullptr ? *given : *threshold;
  if (threshold == nullptr && f.find("failureLimit") == nullptr)
    why.fail("needs the key threshold, or a step might be held for ever");
  if (const auto* consecutive = f.find("consecutiveLimit"))
    consecutive->fail("cannot be stated where a failed check holds the step");
  if (const auto* evidence = f.find("evidence"))
    evidence->fail("cannot be stated where a failed check holds the step: all failures count");
  return true;
}

/// Failed checks count in all stages, unless said otherwise: Argo's analysis runs beside all steps,
/// and Flagger never forgets one.
bool read_carried(const fields& f, const analysis& a, const analysis_context& context) {
  if (const auto* since = f.find("evidence")) {
    const std::string word = since->text();
    if (word != "stage" && word != "rollout") since->fail("must be stage or rollout");
    return word == "rollout";
  }
  const bool has_clock = f.find("count") != nullptr || f.find("initialDelay") != nullptr;
  return (a.failures || has_clock) && !a.is_paused && !context.chooses;
}

/// Whether the analysis runs at its places in the strategy: a count of measurements, or one only,
/// end it by itself; without an end it watches all steps.
bool read_in_steps(const fields& f, const analysis& a, const analysis_context& context) {
  const auto& places = context.places;
  if (!places.some || places.beside || f.find("evidence") != nullptr) return false;
  const auto* count = f.find("count");
  const bool is_counted = count != nullptr && count->text() != "0";
  if (!is_counted && a.interval)
    f.at("interval")
        .fail(
            "without a count never ends in the step or after the switch where the strategy has its "
            "analysis, and Argo refuses it: state a count, put it beside all steps, or state "
            "evidence: "
            "rollout");
  if (!is_counted && !places.all) return false;
  if (!places.all)
    count->fail(
        "ends an analysis that runs in steps, but some strategies have none there; ask for one "
        "strategy at a time, or state evidence: rollout");
  return true;
}

/// How far back each check looks: as a PromQL rate over a window longer than the interval, which
/// consecutive checks have in common.
void read_window(const fields& f, analysis& a) {
  const auto* given = f.find("window");
  if (given == nullptr) return;
  if (!a.interval || !a.failures)
    given->fail("needs the keys interval and failureLimit or threshold");
  const hours window = read_interval(*given);
  const double intervals = std::round(window / *a.interval);
  if (!(intervals >= 1 && intervals <= 1000) ||
      !(std::abs(window / *a.interval / intervals - 1) < 1e-9))
    given->fail("must be a whole number of intervals of " + human_time(*a.interval) +
                ", from 1 to 1000");
  if (intervals == 1) return;  // what each check sees of itself
  if (a.is_paused)
    given->fail("of more than one interval is not read where a failed check holds the step");
  if (a.is_in_steps)
    given->fail(
        "of more than one interval reaches back to before an analysis that runs in steps, which "
        "is not read; state evidence: rollout");
  a.window = static_cast<std::size_t>(intervals);
  a.notes.push_back("each check sees the last " + human_time(window) +
                    ", and so much of that as there is since the first request; windows overlap");
}

/// Argo's count and initialDelay: how many measurements there are, and when the first is.
void read_measurements(const fields& f, analysis& a) {
  const auto* count = f.find("count");
  const auto* delay = f.find("initialDelay");
  for (const auto* given : {count, delay}) {
    if (given == nullptr || a.is_in_steps) continue;
    if (!a.interval) given->fail("needs the key interval");
    if (!a.is_carried)
      given->fail("is of an analysis that runs beside all stages; state evidence: rollout");
  }
  if (count != nullptr)
    if (const std::size_t n = count->count(0, 1000000); n > 0) a.count = n;  // 0: without end
  if (delay != nullptr) a.initial_delay = read_interval(*delay);
  if (a.count.value_or(1) > 1 && !a.interval) count->fail("of more than 1 needs the key interval");
  if ((count != nullptr || delay != nullptr) && !a.failures && a.count.value_or(2) > 1)
    a.notes.push_back(
        "each look judges all requests so far; Argo's measurements judge one interval each, and "
        "more than failureLimit of them, 0 where it is left out, abort: state it");
}

/// What cannot be asked of a test of measurements.
void check_measured(const fields& f, const analysis& a) {
  if (a.interval && !a.failures)
    f.at("rule").fail("tests each interval by itself: needs the key failureLimit or threshold");
  if (a.is_carried && !a.failures)
    f.at("evidence").fail("must be stage for a test of measurements");
  if (a.window > 1) f.at("window").fail("is stated, but the rule does not count requests");
  if (const auto* least = f.find("least_requests"))
    least->fail("is stated, but the rule does not count requests");
}

void check_with_baseline(const fields& f, analysis& a) {
  if (const auto* baseline = f.find("baseline")) {
    a.baseline = baseline->amount();
    if (!a.judge.is_beside) baseline->fail("is stated, but the rule does not look at it");
    if (!(a.baseline > 0)) baseline->fail("must be more than 0");
  } else if (a.judge.is_beside) {
    f.at("rule").fail("needs the key baseline: how large it is, for each part of the release");
  }
  if (!a.judge.is_beside) return;
  if (a.failures) f.at("rule").fail("looks at a baseline, and cannot fail by intervals");
  if (a.is_carried) f.at("evidence").fail("must be stage beside a baseline");
}

/// One more metric: how often its checks fail; with Argo's limit, its own counter.
void read_metric(const std::string& name, const cursor& c, bool is_argo, analysis& a) {
  const fields metric(c, {"good", "bad", "failureLimit"});
  const chance good = metric.at("good").probability();
  const chance bad = metric.at("bad").probability();
  const std::string often =
      human_percent(good) + " of them for a good release, " + human_percent(bad) + " for a bad one";
  const auto* limit = metric.find("failureLimit");
  if (!is_argo) {
    if (limit != nullptr) limit->fail("is Argo's: with threshold all metrics have one counter");
    a.others.fails.push_back({good, bad});
    a.notes.push_back("a check fails, too, where " + name + " does: " + often);
    return;
  }
  const std::size_t allowed = limit != nullptr ? limit->count(0, most_failures) : 0;
  a.apart.push_back({{good, bad}, allowed});
  a.notes.push_back(name + " rolls back when more than " + std::to_string(allowed) +
                    " of its checks have failed: " + often);
}

/// What metrics with counters of their own cannot stand beside.
void check_apart(const fields& f, const cursor& given, const analysis& a) {
  if (!a.failures)
    given.fail(
        "need the key threshold, of one counter of failed checks (Flagger), or failureLimit, of "
        "that of the rule, where each metric has its own (Argo)");
  if (const auto* consecutive = f.find("consecutiveLimit"))
    consecutive->fail("is not read beside metrics that count their own failures");
  if (a.is_paused) given.fail("that hold the step share one counter: needs the key threshold");
  if (a.run || has_run_keys(f))
    given.fail(
        "that count their own failures are not read beside no_answer, inconclusive and "
        "consecutiveSuccessLimit");
  if (a.judge.fails) given.fail("that count their own failures need a rule that counts requests");
}

/// Metrics whose failed checks count as those of the rule, as in Flagger, or apart, as in Argo.
void read_other_metrics(const fields& f, analysis& a) {
  const auto* given = f.find("other_metrics");
  const auto* together = f.find("together");
  if (given == nullptr) {
    if (together != nullptr) together->fail("needs the key other_metrics");
    return;
  }
  const bool is_argo = f.find("threshold") == nullptr;
  if (is_argo) check_apart(f, *given, a);
  if (a.window > 1 && !is_argo)
    f.at("window").fail(
        "of more than one interval is not read beside other_metrics of one counter; with "
        "failureLimit each metric has its own");
  if (a.window > 1 && !a.is_carried)
    f.at("window").fail("of more than one interval beside other_metrics needs evidence: rollout");
  if (a.window > 1 && together != nullptr)
    together->fail("is not read beside a window of more than one interval");
  for (const auto& [name, value] : given->entries()) read_metric(name, value, is_argo, a);
  if (together == nullptr) return;
  a.others.together = together->probability();
  a.notes.push_back("in " + human_percent(a.others.together) +
                    " of the checks one cause decides for all metrics");
}

/// How likely the analysis sees nothing of a whole rollout.
void read_blind(const fields& f, analysis& a) {
  const auto* given = f.find("blind");
  if (given == nullptr) return;
  if (a.window > 1 || a.run)
    given->fail(
        "is not read beside a window of several intervals, nor beside no_answer, inconclusive and "
        "consecutiveSuccessLimit");
  a.blind = given->probability();
  a.notes.push_back("the analysis is blind in " + human_percent(a.blind) +
                    " of the rollouts: then every check passes");
}

void add_notes(analysis& a) {
  if (!a.failures) return;
  if (a.is_paused)
    a.notes.push_back("a failed check holds the weight as it is, and counts in all steps");
  else if (!a.is_in_steps)
    a.notes.push_back(a.is_carried ? "failed checks count in all stages together"
                                   : "failed checks count at each share by itself");
}

/// Whether the rule can roll back at some look of a plan, where all requests fail. One that judges
/// nothing of a few requests of a baseline is not asked.
bool can_act(const study& s, const nines::rollout_plan& plan) {
  const auto& w = s.watched;
  if (w.judge.fails) return w.judge.fails->bad.value() > 0;
  double carried = 0;
  for (const auto& stage : plan.stages()) {
    const double all = s.traffic.in(stage.bake, stage.share);
    carried += all;
    const double interval =
        s.traffic.in(static_cast<double>(w.window) * stage.between_analyses(), stage.share);
    nines::evidence seen{.analysis = stage.analyses, .analyses = stage.analyses};
    seen.requests = std::floor(w.failures ? interval : (w.is_carried ? carried : all));
    seen.errors = seen.requests;
    seen.baseline_requests = std::floor(seen.requests * w.baseline);
    if (w.judge.is_beside && !(seen.requests >= 1 && seen.baseline_requests >= 1)) return true;
    if (stage.analyses > 0 && w.judge(seen) == nines::verdict::roll_back) return true;
  }
  return false;
}

/// As many failed checks as it takes must be possible.
void check_limits(const study& s, const strategy& way, const cursor& c) {
  const auto& borne = *s.watched.failures;
  const std::size_t most = std::min(borne.allowed, borne.consecutive_allowed);
  const std::size_t needed = most == nines::measurement_limits::no_failure_limit ? 0 : most + 1;
  std::size_t analyses = 0;
  for (const auto& stage : way.plan.stages())
    analyses =
        s.watched.is_carried ? analyses + stage.analyses : std::max(analyses, stage.analyses);
  if (analyses < needed)
    c.fail(way.name + " has " + std::to_string(analyses) +
           (s.watched.is_carried ? " checks that see a request" : " checks at one share") +
           ", but it takes " + std::to_string(needed) + " failed ones to roll back" +
           (s.watched.is_carried ? ""
                                 : "; count them all with evidence: rollout, or with "
                                   "on_failure: hold"));
  for (const auto& metric : s.watched.apart)
    if (analyses <= metric.allowed)
      c.fail(way.name + " has " + std::to_string(analyses) +
             " checks, but one of other_metrics has a failureLimit of " +
             std::to_string(metric.allowed));
}

/// Where a failed check holds the step, each has one.
void check_steps(const strategy& way, const cursor& c) {
  for (const auto& stage : way.plan.stages())
    if (stage.analyses != 1)
      c.fail("has " + std::to_string(stage.analyses) +
             " checks at one share, but where a failed one holds the step there must be one, as "
             "stepWeight makes it");
}

}  // namespace

analysis read_analysis(const cursor& c, const analysis_context& context) {
  if (c.is_map() && !c.is_empty()) refuse_unread_keys(c);
  const fields f(c, analysis_keys());
  const auto& change = context.change;
  analysis a{.judge = read_rule(f.at("rule"), {change.good().event_probability(),
                                               change.bad().front().rate.event_probability()})};
  if (const auto* interval = f.find("interval")) a.interval = read_interval(*interval);
  constexpr hours flagger_least(10.0 / 3600);
  if (context.flagger.all && a.interval && *a.interval < flagger_least) {
    a.interval = flagger_least;
    a.notes.push_back("Flagger checks no more often than each 10 s");
  }
  a.failures = read_failures(f);
  a.is_paused = read_hold(f, context.flagger);
  a.is_in_steps = !a.is_paused && read_in_steps(f, a, context);
  if (a.failures && !a.interval && !a.is_in_steps) c.fail("needs the key interval");
  a.is_carried = !a.is_in_steps && read_carried(f, a, context);
  read_measurements(f, a);
  read_window(f, a);
  read_run_keys(f, a);
  if (const auto* least = f.find("least_requests"))
    a.judge.judge = nines::after_requests<rule>(least->amount(), a.judge);
  check_with_baseline(f, a);
  if (a.judge.fails) check_measured(f, a);
  read_other_metrics(f, a);
  read_blind(f, a);
  add_notes(a);
  return a;
}

void check_analysis(const study& s, const cursor& strategy, const cursor& analysis) {
  const fields f(analysis, analysis_keys());
  for (const auto& way : s.strategies) {
    check_run(s, way, strategy);
    if (s.watched.is_paused)
      check_steps(way, strategy);
    else if (s.watched.failures)
      check_limits(s, way, strategy);
    const auto acts = [&] {
      try {
        return can_act(s, way.plan);
      } catch (const nines::domain_error& e) {
        f.at("rule").fail(reason_of(e));
      }
    };
    if (!acts())
      f.at("rule").fail("never rolls back, not even where all requests fail (" + way.name + ")" +
                        s.watched.judge.hint);
  }
}

}  // namespace rollout
