// SPDX-License-Identifier: BSL-1.0
#include "rule.hpp"

#include <algorithm>
#include <nines/detection/mann_whitney/rule.hpp>
#include <nines/detection/tests/confidence_sequence.hpp>
#include <nines/detection/tests/exact_tests.hpp>
#include <nines/detection/tests/posterior.hpp>
#include <nines/detection/tests/split_e_process.hpp>
#include <nines/detection/tests/sprt.hpp>

#include "common/format.hpp"

namespace rollout {

namespace {

using nines::evidence;
using read_kind = rule (*)(const cursor&, const known_rates&);

chance given_or(const fields& given, const char* key, double otherwise) {
  const auto* value = given.find(key);
  return value != nullptr ? value->probability() : chance::from_value(otherwise);
}
chance alpha_of(const fields& given) { return given_or(given, "alpha", 0.01); }

/// What is believed of a rate beforehand; if nothing is said, one event in as many requests as
/// bring a good release one.
nines::rate_prior prior_of(const fields& given, const known_rates& rates) {
  nines::rate_prior prior;
  if (rates.good.value() > 0) prior.requests = 1 / rates.good.value();
  if (const auto* value = given.find("prior")) {
    const fields numbers(*value, {"events", "requests"});
    prior = {numbers.at("events").amount(), numbers.at("requests").amount()};
  }
  return prior;
}

rule read_ratio(const cursor& c, const known_rates&) {
  const chance limit = c.probability();
  rule r{"more than " + human_percent(limit) + " fail", nines::ratio_above(limit.value())};
  if (c.text().find('%') == std::string::npos) r.hint = "; did you mean " + c.text() + "%?";
  r.limit = limit;
  return r;
}
rule read_exact(const cursor& c, const known_rates& rates) {
  const auto f = fields::or_none(c, {"alpha"});
  return {"exact test", nines::exact_rule(rates.good, alpha_of(f))};
}
rule read_sprt(const cursor& c, const known_rates& rates) {
  const auto f = fields::or_none(c, {"false_rollback", "missed"});
  return {"sequential test",
          nines::sprt(rates.good, rates.bad,
                      {given_or(f, "false_rollback", 0.01), given_or(f, "missed", 0.05)})};
}
rule read_e_value(const cursor& c, const known_rates& rates) {
  const auto f = fields::or_none(c, {"alpha", "prior"});
  return {"e-value", nines::e_value_rule(rates.good, prior_of(f, rates), alpha_of(f))};
}
rule read_gamma_poisson(const cursor& c, const known_rates& rates) {
  const auto f = fields::or_none(c, {"alpha", "best_at"});
  return {"gamma-Poisson bound",
          nines::gamma_poisson_rule(rates.good, alpha_of(f), f.at("best_at").amount())};
}
rule read_normal_mixture(const cursor& c, const known_rates& rates) {
  const auto f = fields::or_none(c, {"alpha", "best_at"});
  return {"normal-mixture bound",
          nines::normal_mixture_rule(rates.good, alpha_of(f), f.at("best_at").amount())};
}
rule read_posterior(const cursor& c, const known_rates& rates) {
  const auto f = fields::or_none(c, {"above", "sure", "prior"});
  return {"posterior", nines::posterior_rule(f.at("above").probability(), prior_of(f, rates),
                                             given_or(f, "sure", 0.99))};
}

rule read_conditional(const cursor& c, const known_rates&) {
  const auto f = fields::or_none(c, {"alpha"});
  return {"conditional test", nines::p_value_rule(nines::conditional_test, alpha_of(f)), true};
}
rule read_fisher(const cursor& c, const known_rates&) {
  const auto f = fields::or_none(c, {"alpha"});
  return {"Fisher's test", nines::p_value_rule(nines::fisher_test, alpha_of(f)), true};
}
rule read_two_proportions(const cursor& c, const known_rates&) {
  const auto f = fields::or_none(c, {"alpha"});
  return {"two proportions", nines::p_value_rule(nines::two_proportion_test, alpha_of(f)), true};
}
rule read_split(const cursor& c, const known_rates&) {
  const auto f = fields::or_none(c, {"alpha", "release", "baseline"});
  return {
      "e-value of the split",
      nines::split_e_value_rule(f.at("release").amount(), f.at("baseline").amount(), alpha_of(f)),
      true};
}
rule read_worse(const cursor& c, const known_rates& rates) {
  const auto f = fields::or_none(c, {"sure", "prior"});
  return {"posterior of being worse",
          nines::posterior_worse_rule(prior_of(f, rates), given_or(f, "sure", 0.99)), true};
}

std::vector<double> read_bucket_weights(const cursor& c) {
  std::vector<double> weights;
  for (const auto& item : c.items()) weights.push_back(item.amount());
  return weights;
}
/// Of so many measurements of both, by the probability that one of the release is above one of the
/// baseline, or by the buckets in which they fall.
rule read_mann_whitney(const cursor& c, const known_rates&) {
  const auto f = fields::or_none(c, {"alpha", "release", "baseline", "good", "bad", "buckets"});
  constexpr std::size_t most = 1000000;
  const nines::series_sizes sizes{f.at("release").count(1, most), f.at("baseline").count(1, most)};
  const nines::failed_checks check(nines::mann_whitney_rule(alpha_of(f)), {});
  const auto known = [&](const auto& releases) {
    const auto oc =
        nines::operating_characteristic(check, {sizes}, releases, {.max_products = 5e8});
    return rule{
        "Mann-Whitney test",
        [](const evidence&) { return nines::verdict::inconclusive; },  // of counts it says nothing
        false, nines::check_failure_probabilities{oc.false_rollback(), oc.detection()}};
  };
  const auto* buckets = f.find("buckets");
  if (buckets == nullptr)
    return known(nines::measured_pair{given_or(f, "good", 0.5), f.at("bad").probability()});
  for (const char* key : {"good", "bad"})
    if (const auto* given = f.find(key)) given->fail("is stated beside buckets");
  const fields b(*buckets, {"baseline", "good", "bad"});
  const auto baseline = read_bucket_weights(b.at("baseline"));
  const auto* good = b.find("good");
  return known(nines::measured_pair{
      nines::latency_buckets{good != nullptr ? read_bucket_weights(*good) : baseline, baseline},
      nines::latency_buckets{read_bucket_weights(b.at("bad")), baseline}});
}

const std::vector<std::pair<std::string, read_kind>>& kinds() {
  static const std::vector<std::pair<std::string, read_kind>> list = {
      {"ratio_above", read_ratio},
      {"exact_test", read_exact},
      {"sprt", read_sprt},
      {"e_value", read_e_value},
      {"gamma_poisson", read_gamma_poisson},
      {"normal_mixture", read_normal_mixture},
      {"posterior", read_posterior},
      {"conditional_test", read_conditional},
      {"fisher_test", read_fisher},
      {"two_proportion_test", read_two_proportions},
      {"split_e_value", read_split},
      {"posterior_worse", read_worse},
      {"mann_whitney", read_mann_whitney}};
  return list;
}

std::string unknown_kind(const std::string& word) {
  std::vector<std::string> known;
  for (const auto& kind : kinds()) known.push_back(kind.first);
  return "no kind of rule" + suggestion(word, known);
}

}  // namespace

rule read_rule(const cursor& c, const known_rates& rates) {
  if (!c.is_map())
    c.fail(
        "must be a map with one rule, as {ratio_above: 0.1%}; other metrics stand in "
        "other_metrics");
  const auto entries = c.entries();
  if (entries.size() != 1) c.fail("must have one key, which says what kind of rule it is");
  const auto& [kind, value] = entries.front();
  const auto found = std::find_if(kinds().begin(), kinds().end(),
                                  [&name = kind](const auto& k) { return k.first == name; });
  if (found == kinds().end()) value.fail(unknown_kind(kind));
  try {
    return found->second(value, rates);
  } catch (const nines::domain_error& e) {
    value.fail(reason_of(e));
  } catch (const nines::convergence_error& e) {
    value.fail(reason_of(e));
  }
}

}  // namespace rollout
