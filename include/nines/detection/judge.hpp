// SPDX-License-Identifier: BSL-1.0
// A judge that a control plane can embed: requests in, verdict out.
//
//   rollout_judge judge(sprt(0.05_percent, 0.2_percent));
//   for (each request) if (judge.observe(failed) == verdict::roll_back) ...
//
// The rule is asked at every request, or at every k-th, or whenever a batch of counts comes in. A
// verdict other than inconclusive stands. Use a rule that may be asked at any time (sprt,
// e_value_rule, gamma_poisson_rule); what others do under a given number of analyses,
// operating_characteristic.hpp says. Beside a baseline take split_e_process, which sees each batch
// with its own split of the traffic (split_e_value_rule is asked so, too); a rule of all counts
// together, such as fisher_test's, takes a split that changed for a difference. running_e_value
// takes no logarithm of a request.
// Index: streaming judge.
#pragma once

#include <cmath>
#include <nines/detection/rule.hpp>
#include <nines/detection/tests/e_values.hpp>
#include <nines/detection/tests/split_e_process.hpp>

namespace nines {

/// A rule that is told each batch of counts by itself, and adds them up in its own way.
template <class Rule>
concept line_rule = requires(Rule& rule, const evidence& line) {
  { rule.observe(line) } -> std::same_as<verdict>;
};

namespace detail {

/// What a rule counts, where it says so.
template <class Rule>
count_model model_of(const Rule& rule) {
  if constexpr (requires { rule.model(); })
    return rule.model();
  else
    return count_model::binomial;
}

/// What a judge asks for a rule: the rule, or what sees the lines one by one in its place.
template <class Rule>
auto asked_for(const Rule& rule) {
  if constexpr (requires { rule.line_by_line(); })
    return rule.line_by_line();
  else
    return rule;
}

}  // namespace detail

/// Counts, and asks its rule. A throw leaves it as it was.
template <class Rule>
  requires stopping_rule<Rule> || line_rule<Rule>
class rollout_judge {
  using asked = decltype(detail::asked_for(std::declval<const Rule&>()));

 public:
  /// Asks at every `every` requests. *Throws* domain_error for 0.
  explicit rollout_judge(Rule rule, std::size_t every = 1)
      : rule_(std::move(rule)), asked_(detail::asked_for(rule_)), every_(every) {
    if (every < 1) fail("rollout_judge", "every", every, "1 or more");
    seen_.analysis = 0;
    seen_.analyses = static_cast<std::size_t>(-1);  // it has no last analysis
  }

  /// A request of the release. Not for a rule that sees lines: one request has no baseline.
  nines::verdict observe(bool is_error)
    requires stopping_rule<asked>
  {
    seen_.requests += 1;
    seen_.errors += is_error ? 1 : 0;
    if (++waiting_ < every_) return decided_;
    return ask(seen_, seen_);
  }
  /// Counts of the release since the last time. *Throws* domain_error unless they are finite, not
  /// negative, and errors <= requests where the rule's counts are not Poisson.
  nines::verdict observe(double errors, double requests) { return observe(errors, requests, 0, 0); }
  /// Counts of release and baseline since the last time.
  nines::verdict observe(double errors, double requests, double baseline_errors,
                         double baseline_requests) {
    check("requests", requests, "errors", errors);
    check("baseline_requests", baseline_requests, "baseline_errors", baseline_errors);
    evidence seen = seen_;
    seen.errors += errors;
    seen.requests += requests;
    seen.baseline_errors += baseline_errors;
    seen.baseline_requests += baseline_requests;
    return ask(seen, {errors, requests, baseline_errors, baseline_requests});
  }

  /// the verdict so far; once not inconclusive, it stands
  [[nodiscard]] nines::verdict decided() const { return decided_; }
  [[nodiscard]] const evidence& seen() const { return seen_; }  ///< all counts so far
  [[nodiscard]] const Rule& rule() const { return rule_; }      ///< as given
  /// What is asked: the rule, or the split_e_process of a split_e_value_rule.
  [[nodiscard]] const asked& asked_rule() const { return asked_; }

 private:
  void check(const char* of_requests, double requests, const char* of_errors, double errors) const {
    constexpr auto function = "rollout_judge::observe";
    if (!(requests >= 0) || !is_finite(requests))
      fail(function, of_requests, requests, "0 or more, and finite");
    const bool poisson = detail::model_of(rule_) == count_model::poisson;
    if (!(errors >= 0) || !(poisson || errors <= requests) || !is_finite(errors))
      fail(function, of_errors, errors,
           poisson ? "0 or more, and finite" : "from 0 to the requests");
  }
  nines::verdict ask(evidence seen, const evidence& line) {
    ++seen.analysis;
    if constexpr (line_rule<asked>) {
      const nines::verdict now = asked_.observe(line);
      if (decided_ == nines::verdict::inconclusive) decided_ = now;
    } else {
      if (decided_ == nines::verdict::inconclusive) decided_ = asked_(seen);
    }
    seen_ = seen;
    waiting_ = 0;
    return decided_;
  }

  Rule rule_;
  asked asked_;
  std::size_t every_;
  std::size_t waiting_ = 0;
  evidence seen_;
  nines::verdict decided_ = nines::verdict::inconclusive;
};

/// The e-value of e_values.hpp, request by request: E grows by the probability of what was seen
/// under the posterior so far, over that under the good rate. Two products and a division each.
class running_e_value {
 public:
  /// *Throws* domain_error unless the good rate is a probability more than 0 and less than 1, and
  /// the prior is one.
  running_e_value(const probability<>& good, const rate_prior& prior)
      : good_(good), events_(prior.events), fine_(prior.requests - prior.events) {  // > 0, checked
    detail::check_prior("running_e_value", prior, count_model::binomial);
    require_open_interval("running_e_value", "good", good);
  }
  /// Takes one request, bad or not: multiplies E by its probability under the posterior over that
  /// under the good rate.
  void observe(bool is_error) {
    double& count = is_error ? events_ : fine_;
    const double good = is_error ? good_.value() : good_.complement();
    value_ *= count / ((events_ + fine_) * good);
    count += 1;
    if (!(value_ > 1e-100) || !(value_ < 1e100)) {
      log_of_scale_ += std::log(value_);
      value_ = 1;
    }
  }
  /// ln E, of any size
  [[nodiscard]] double log_value() const { return log_of_scale_ + std::log(value_); }
  /// E; infinite beyond the range of double
  [[nodiscard]] double value() const { return std::exp(log_of_scale_) * value_; }

 private:
  probability<> good_;
  double events_, fine_;
  double value_ = 1;
  double log_of_scale_ = 0;
};

}  // namespace nines
