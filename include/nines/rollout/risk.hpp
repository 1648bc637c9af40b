// SPDX-License-Identifier: BSL-1.0
// The risk of a rollout: what a bad release would do, what a good one suffers, and their mix.
//
//   const release change({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});
//   const auto risk = assess(plan, request_rate(1000, 1s), change, ratio_above(0.001));
//   risk.bad().reaches_everyone()          3.6e-200
//   risk.false_rollback()                  0.0024
//   risk.excess_if_bad()                   bad requests that a good release would not have had
//   risk.excess_more_than(100)             the loss-exceedance curve, mixed by the prior
//   risk.bad_given_passed()
//
// Each stage is watched by itself: a rule sees the counts since the stage began (assess_carried: since
// the first). Excess is expected
// requests given when the rollout ends: (time of full traffic) x (traffic) x (bad - good). A prior
// over the size of a regression is a list of rates with weights.
#pragma once

#include <nines/rollout/course.hpp>
#include <nines/rollout/failed_checks.hpp>
#include <nines/rollout/posterior.hpp>
#include <nines/rollout/watch_beside.hpp>

namespace nines {

/// A bad rate, and how likely it is among the bad ones.
struct regression {
  event_rate rate;
  double weight = 1;
};

struct release_settings {
  event_rate good;
  event_rate bad;
  probability<> prior_bad;
};

/// What may be released: a good rate of errors, bad ones, and how likely it is bad. Immutable.
class release {
 public:
  /// *Throws* domain_error unless the good rate is the smaller.
  explicit release(const release_settings& settings)
      : release(settings.good, {{settings.bad, 1}}, settings.prior_bad) {}
  /// With a prior over the size of the regression; weights are relative.
  release(const event_rate& good, std::vector<regression> bad, const probability<>& prior_bad)
      : good_(good), bad_(std::move(bad)), prior_bad_(prior_bad) {
    if (bad_.empty()) detail::fail("release", "the number of bad rates", 0, "1 or more");
    double total = 0;
    for (const auto& each : bad_) {
      (void)detail::excess_rate("release", good, each.rate);
      if (!(each.weight > 0) || !detail::is_finite(each.weight))
        detail::fail("release", "weight", each.weight, "more than 0, and finite");
      total += each.weight;
    }
    for (auto& each : bad_) each.weight /= total;
  }

  [[nodiscard]] const event_rate& good() const { return good_; }
  [[nodiscard]] const std::vector<regression>& bad() const { return bad_; }
  [[nodiscard]] const probability<>& prior_bad() const { return prior_bad_; }

 private:
  event_rate good_;
  std::vector<regression> bad_;
  probability<> prior_bad_;
};

/// The course of a release with one bad rate.
struct bad_course {
  double weight = 1;           ///< among the bad ones
  double excess_per_hour = 0;  ///< bad requests beyond the good rate, at full traffic
  rollout_course course;
};

/// The risk of a plan. Immutable.
class rollout_risk {
 public:
  rollout_risk(rollout_course good, std::vector<bad_course> bad, const probability<>& prior_bad)
      : good_(std::move(good)), bad_(std::move(bad)), prior_bad_(prior_bad) {}

  [[nodiscard]] const rollout_course& good() const { return good_; }
  /// Of the first, or the only, bad rate; and of all.
  [[nodiscard]] const rollout_course& bad() const { return bad_.front().course; }
  [[nodiscard]] const std::vector<bad_course>& bad_courses() const { return bad_; }
  [[nodiscard]] const probability<>& prior_bad() const { return prior_bad_; }

  /// The chance that a good release is rolled back, and a bad one.
  [[nodiscard]] probability<> false_rollback() const { return !good_.passes(); }
  [[nodiscard]] probability<> detection() const {
    return if_bad([](const bad_course& b) { return !b.course.passes(); });
  }
  /// The chance that a bad release serves everyone.
  [[nodiscard]] probability<> bad_reaches_everyone() const {
    return if_bad([](const bad_course& b) { return b.course.reaches_everyone(); });
  }
  /// The chance that a release which passed is bad, and that one rolled back was.
  [[nodiscard]] probability<> bad_given_passed() const {
    return nines::bad_given_passed(prior_bad_, detection(), false_rollback());
  }
  [[nodiscard]] probability<> bad_given_rolled_back() const {
    return nines::bad_given_rolled_back(prior_bad_, detection(), false_rollback());
  }
  /// The chance that the release, good or bad, is still there at a time.
  [[nodiscard]] probability<> live_at(hours_in<double> t) const {
    return mix(if_bad([t](const bad_course& b) { return b.course.live_at(t); }), good_.live_at(t));
  }
  /// The expected excess of bad requests of a bad release, while it is rolled out and back; of that
  /// what comes after the verdict; what had come by a time; and that of any release.
  [[nodiscard]] double excess_if_bad() const {
    return excess([](const rollout_course& c) { return c.exposed(); });
  }
  [[nodiscard]] double excess_in_reaction_if_bad() const {
    return excess([](const rollout_course& c) { return c.exposed_in_reaction(); });
  }
  [[nodiscard]] double excess_if_bad_by(hours_in<double> t) const {
    return excess([t](const rollout_course& c) { return c.exposed_by(t); });
  }
  [[nodiscard]] double expected_excess() const { return prior_bad_.value() * excess_if_bad(); }
  /// The chance of an excess of more than so many bad requests, by a bad release, and by any.
  [[nodiscard]] probability<> excess_more_than_if_bad(double requests) const {
    if (!(requests >= 0))
      detail::fail("rollout_risk::excess_more_than", "requests", requests, "0 or more");
    return if_bad([requests](const bad_course& b) {
      return b.course.exposed_more_than(hours_in<double>(requests / b.excess_per_hour));
    });
  }
  [[nodiscard]] probability<> excess_more_than(double requests) const {
    return mix(excess_more_than_if_bad(requests), probability<>::never());
  }
  /// The least excess that is exceeded with at most this chance, by any release.
  [[nodiscard]] double excess_quantile(const probability<>& not_exceeded) const {
    std::vector<double> values = {0};
    for (const auto& each : bad_)
      for (const auto& end : each.course.ends())
        values.push_back(end.exposed.count() * each.excess_per_hour * (1 + 1e-14));
    std::sort(values.begin(), values.end());
    const auto found = std::partition_point(values.begin(), values.end(), [&](double x) {
      return excess_more_than(x) > !not_exceeded;
    });
    return found == values.end() ? values.back() : *found;
  }

 private:
  [[nodiscard]] probability<> mix(const probability<>& bad, const probability<>& good) const {
    return {detail::unchecked,
            prior_bad_.value() * bad.value() + prior_bad_.complement() * good.value(),
            prior_bad_.value() * bad.complement() + prior_bad_.complement() * good.complement()};
  }
  template <class Chance>
  [[nodiscard]] probability<> if_bad(const Chance& chance) const {
    double value = 0;
    double complement = 0;
    for (const auto& each : bad_) {
      const probability<> p = chance(each);
      value += each.weight * p.value();
      complement += each.weight * p.complement();
    }
    return {detail::unchecked, value, complement};
  }
  template <class Exposed>
  [[nodiscard]] double excess(const Exposed& exposed) const {
    double sum = 0;
    for (const auto& each : bad_)
      sum += each.weight * each.excess_per_hour * exposed(each.course).count();
    return sum;
  }

  rollout_course good_;
  std::vector<bad_course> bad_;
  probability<> prior_bad_;
};

namespace detail {

/// The requests before each look of each stage.
inline std::vector<std::vector<std::size_t>> looks_of(const rollout_plan& plan,
                                                      const request_rate& traffic) {
  std::vector<std::vector<std::size_t>> all;
  for (const auto& stage : plan.stages())
    all.push_back(even_looks(traffic.in(stage.bake, stage.share), stage.looks));
  return all;
}

/// The law of some looks of a longer watch, given that they begin. Chances that are 0 before it are of
/// no matter: all of it then counts as going on.
inline watch_law<> part_of(const watch_law<>& whole, std::size_t first, std::size_t looks) {
  watch_law<> part;
  const double before = whole.begins(first + 1);
  for (std::size_t j = first; j < first + looks; ++j) {
    if (whole.promoted[j] > 0)
      fail("assess_carried", "a rule that promotes cannot carry its evidence on");
    part.rolled_back.push_back(before > 0 ? whole.rolled_back[j] / before : 0);
    part.promoted.push_back(0);
    part.going_on.push_back(before > 0 ? whole.going_on[j] / before : 1);
  }
  return part;
}

/// The risk, where `law_of(stage, rate)` is the law of a watch.
template <class LawOf>
rollout_risk assess_by(const rollout_plan& plan, const request_rate& traffic, const release& change,
                       LawOf law_of) {
  const auto course_of = [&](const event_rate& rate) {
    std::vector<watch_law<>> laws;
    for (std::size_t i = 0; i < plan.stages().size(); ++i) laws.push_back(law_of(i, rate));
    return follow(plan, std::move(laws));
  };
  std::vector<bad_course> bad;
  for (const auto& each : change.bad())
    bad.push_back({each.weight,
                   traffic.per_hour() * excess_rate("assess", change.good(), each.rate),
                   course_of(each.rate)});
  return {course_of(change.good()), std::move(bad), change.prior_bad()};
}

}  // namespace detail

/// The risk of a plan under a rule: any watch_rule, or failed_checks. *Throws* domain_error where a
/// look would see no request.
template <class Rule>
[[nodiscard]] rollout_risk assess(const rollout_plan& plan, const request_rate& traffic,
                                  const release& change, const Rule& rule,
                                  const watch_options& options = {}) {
  const auto looks = detail::looks_of(plan, traffic);
  return detail::assess_by(plan, traffic, change, [&](std::size_t i, const event_rate& rate) {
    return watch(rule, looks[i], rate, options);
  });
}

/// One more metric that is watched: latency, saturation, a business figure.
template <class Rule>
struct watched_metric {
  rate_pair rates;  ///< of a good release, and of a bad one
  Rule rule;
};
template <class Rule>
watched_metric(rate_pair, Rule) -> watched_metric<Rule>;

/// The risk where several metrics are watched, any of which rolls back. Excess is counted by that of
/// `change`. *Assumes* that metrics are independent, given whether the release is good.
template <class Rule, class... Rules>
[[nodiscard]] rollout_risk assess_metrics(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const Rule& rule,
                                          const watched_metric<Rules>&... others) {
  const auto looks = detail::looks_of(plan, traffic);
  return detail::assess_by(plan, traffic, change, [&](std::size_t i, const event_rate& rate) {
    const bool is_good = rate.mean() == change.good().mean();
    return any_of(std::vector<watch_law<>>{
        watch(rule, looks[i], rate),
        watch(others.rule, looks[i], is_good ? others.rates.good : others.rates.bad)...});
  });
}

/// The risk where evidence is carried from stage to stage: a rule sees the counts since the first.
/// *Throws* domain_error if the rule promotes: what would it be asked after?
template <watch_rule Rule>
[[nodiscard]] rollout_risk assess_carried(const rollout_plan& plan, const request_rate& traffic,
                                          const release& change, const Rule& rule,
                                          const watch_options& options = {}) {
  const auto looks = detail::looks_of(plan, traffic);
  std::vector<std::size_t> all;
  for (const auto& each : looks) all.insert(all.end(), each.begin(), each.end());
  const auto course_law = [&, cached = watch_law<>{}, of = -1.0](std::size_t i,
                                                                 const event_rate& rate) mutable {
    if (of != rate.mean()) cached = watch(rule, all, rate, options);
    of = rate.mean();
    std::size_t first = 0;
    for (std::size_t k = 0; k < i; ++k) first += looks[k].size();
    return detail::part_of(cached, first, looks[i].size());
  };
  return detail::assess_by(plan, traffic, change, course_law);
}

/// The same where a baseline is observed side by side, which serves a share of the traffic as large
/// as the new release's, times `baseline` (1: as large; 3: three times).
template <watch_rule Rule>
[[nodiscard]] rollout_risk assess_beside(const rollout_plan& plan, const request_rate& traffic,
                                         const release& change, const Rule& rule,
                                         double baseline = 1,
                                         const watch_beside_options& options = {}) {
  if (!(baseline > 0)) detail::fail("assess_beside", "baseline", baseline, "more than 0");
  for (const auto& stage : plan.stages())
    if (!(stage.share.value() * baseline <= stage.share.complement() * (1 + 1e-12)))
      detail::fail("assess_beside", "baseline times the share of a stage",
                   stage.share.value() * baseline,
                   "at most what is left, " + detail::describe(stage.share.complement()));
  return detail::assess_by(plan, traffic, change, [&](std::size_t i, const event_rate& rate) {
    const auto& stage = plan.stages()[i];
    const double requests = traffic.in(stage.bake, stage.share);
    return watch_beside(rule, even_pairs(requests, requests * baseline, stage.looks),
                        {rate, change.good()}, options);
  });
}

}  // namespace nines
