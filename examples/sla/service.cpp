// SPDX-License-Identifier: BSL-1.0
#include "service.hpp"

#include <algorithm>
#include <cmath>
#include <nines/distribution/empirical.hpp>
#include <numeric>
#include <stdexcept>

#include "availability/inner_model.hpp"
#include "availability/path_outages.hpp"
#include "availability/surroundings.hpp"
#include "common/format.hpp"
#include "common/sections.hpp"
#include "markov/analysis.hpp"
#include "markov/model.hpp"
#include "markov/reader.hpp"
#include "outage_distribution.hpp"
#include "recovery/distributions.hpp"

namespace sla {

namespace {

nines::initial_condition parse_start(const std::string& text) {
  if (text == "up") return nines::initial_condition::up;
  if (text == "down") return nines::initial_condition::down;
  if (text == "stationary") return nines::initial_condition::stationary;
  throw std::invalid_argument("must be up, down or stationary");
}

void set_window(service& s, const std::string& text) {
  s.is_calendar_month = is_calendar_month(text);
  s.window =
      s.is_calendar_month ? hours(nines::day * calendar_month_days[0]) : parse_duration(text);
}

incident_record read_incidents(const cursor& c) {
  const fields given(c, {"over", "outages"});
  incident_record record{given.at("over").duration(), {}};
  for (const auto& outage : given.at("outages").any_items())
    record.outages.push_back(outage.duration());
  std::sort(record.outages.begin(), record.outages.end());
  if (!(record.down() < record.over))
    given.at("outages").fail("the outages last longer than the time over which they were recorded");
  return record;
}

std::vector<nines::credit_tier<double>> read_credits(const cursor& c) {
  std::vector<nines::credit_tier<double>> tiers;
  for (const auto& item : c.items()) {
    const fields given(item, {"below", "credit"});
    tiers.push_back({given.at("below").probability(), given.at("credit").probability().value()});
    const auto n = tiers.size();
    if (n > 1 && !(tiers[n - 1].below < tiers[n - 2].below))
      item.fail("tiers go from the highest availability down");
    if (n > 1 && tiers[n - 1].credit < tiers[n - 2].credit)
      item.fail("a lower availability has no smaller credit");
  }
  return tiers;
}

outage_distribution read_outage(const cursor& c) {
  const auto dist = recovery::distribution_reader().read(c);
  if (!(dist.mean().count() > 0) || !std::isfinite(dist.mean().count()))
    c.fail("an outage must take some time, and end");
  return outage_distribution(dist);
}

/// The means that stand in the report, from a record, a distribution or a model.
void read_means(const fields& given, const markov::chains& chains, service& s) {
  const auto* incidents = given.find("incidents");
  const auto* outage = given.find("outage");
  const auto* model = given.find("model");
  if (incidents != nullptr && model != nullptr) model->fail("give a record or a model, not both");
  if (incidents != nullptr && outage != nullptr) outage->fail("give a record or a law, not both");
  if (outage != nullptr && model != nullptr) model->fail("give a law or a model, not both");
  if (incidents != nullptr) {
    s.incidents = read_incidents(*incidents);
    s.mttf = s.incidents->mttf();
    if (!s.incidents->is_empty()) {
      s.mttr = s.incidents->mttr();
      s.outage = outage_distribution(nines::empirical_time<>(s.incidents->outages));
    }
  }
  if (outage != nullptr) {
    s.outage = read_outage(*outage);
    s.mttr = s.outage->mean();
  }
  if (model != nullptr) {
    s.model = markov::as_subject(markov::find_chain(*model, chains));
    const auto r = nines::as_repairable_from<double>(s.model->chain, s.model->initial, s.model->up);
    if (!(r.failures_per_hour() > 0)) model->fail("the model never fails, or never works");
    s.mttf = r.mean_up_time();
    s.mttr = r.mean_down_time();
  }
  for (const auto& f : figures()) {
    const auto* value = given.find(f.key);
    const auto reason = is_fixed(s, f.key);
    if (value != nullptr && reason) value->fail(*reason);
  }
}

/// Of a path that is there.
std::shared_ptr<const availability::path_outages> outages_of(const availability::architecture& a,
                                                             const std::string& path) {
  const auto found = std::find_if(a.paths.begin(), a.paths.end(),
                                  [&](const auto& each) { return each.name == path; });
  return std::make_shared<const availability::path_outages>(
      a, static_cast<std::size_t>(found - a.paths.begin()));
}

/// What the path says, and the entry does not.
void take_from(const availability::surroundings& around, const cursor& path, const fields& given,
               service& s) {
  const auto facts = around.path(path);
  const auto take = [&](const char* key, const std::string& text) {
    s.written[key] = text;
    s.taken.push_back({key, text, facts.from});
  };
  if (facts.objective && !given.find("objective")) {
    s.objective = *facts.objective;
    take("objective", percent_as_read(*facts.objective));
  }
  const bool needs_mttf = !given.find("mttf") && !s.incidents && !s.model;
  const bool needs_mttr = !given.find("mttr") && !s.incidents && !s.model && !s.outage;
  if (!needs_mttf && !needs_mttr) return;
  if (needs_mttf && needs_mttr && around.is_never_up(path)) {
    s.is_never_up = true;
    return;
  }
  const auto times = around.times_of(path);
  if (needs_mttf) take("mttf", human_time(s.mttf = times.mttf));
  if (needs_mttr) take("mttr", human_time(s.mttr = times.mttr));
  if (needs_mttf && needs_mttr) s.path = outages_of(*around.about(), path.text());
}

/// Whether the sums of the outages are few enough.
bool has_exact_distribution(const service& s) {
  try {
    for (const hours window : {s.window, hours(nines::year_365)})
      (void)s.outage->downtime(s.mttf, window, s.start);
    return true;
  } catch (const nines::domain_error&) {
    return false;
  } catch (const nines::convergence_error&) {
    return false;
  }
}

}  // namespace

service complete(service s) {
  s.is_never_up = s.is_never_up && !(s.mttf > hours(0)) && !(s.mttr > hours(0));  // told otherwise
  if (!s.is_never_up && !(s.mttf > hours(0)))
    throw nines::domain_error("mttf: is missing, the mean up time");
  if (!s.is_never_up && !(s.mttr > hours(0)) && !s.is_unknown())
    throw nines::domain_error("mttr: is missing, the mean down time");
  if (s.written.find("objective") == s.written.end())
    throw nines::domain_error("objective: is missing, the availability promised");
  if (!(s.mttr <= s.window) && s.written.find("window") != s.written.end())
    throw nines::domain_error("window: is " + human_time(s.window) +
                              ", shorter than an outage (mttr " + human_time(s.mttr) + ")");
  if (s.outage && !has_exact_distribution(s)) {
    s.bounded = s.outage->dist();
    s.outage.reset();
  }
  return s;
}

std::optional<std::string> is_fixed(const service& s, const std::string& key) {
  const bool is_mean = key == "mttf" || key == "mttr";
  if (s.incidents && s.incidents->is_empty() && key == "mttr") return std::nullopt;
  if (s.incidents && is_mean) return "the record of incidents says it";
  if (s.outage && !s.incidents && key == "mttr") return "the law of an outage says it";
  if (s.model && (is_mean || key == "start")) return "the model says it";
  return std::nullopt;
}

hours incident_record::down() const {
  return std::accumulate(outages.begin(), outages.end(), hours(0));
}
hours incident_record::mttf() const {
  if (is_empty()) return over / -std::log1p(-confidence);
  return (over - down()) / static_cast<double>(outages.size());  // input data
}
hours incident_record::mttr() const { return down() / static_cast<double>(outages.size()); }

chance incident_record::over_by(hours t) const {
  const auto longer = std::upper_bound(outages.begin(), outages.end(), t);
  return nines::availability_from_requests(static_cast<double>(outages.end() - longer),
                                           static_cast<double>(outages.size()));
}

const std::vector<figure<service>>& figures() {
  static const std::vector<figure<service>> list = {
      {"mttf", "mean up time",
       [](service& s, const std::string& t) { s.mttf = parse_mean_time(t); }},
      {"mttr", "mean down time",
       [](service& s, const std::string& t) { s.mttr = parse_duration(t); }},
      {"objective", "the availability promised",
       [](service& s, const std::string& t) { s.objective = parse_probability(t); }},
      {"window", "over which it is promised",
       [](service& s, const std::string& t) { set_window(s, t); }},
      {"start", "how a window begins: up, down or stationary",
       [](service& s, const std::string& t) { s.start = parse_start(t); }},
      {"bill", "what a window costs the customer",
       [](service& s, const std::string& t) { s.bill = parse_amount(t); }},
      {"limit", "the chance of a breach that is not to be exceeded",
       [](service& s, const std::string& t) { s.limit = parse_probability(t); }}};
  return list;
}

service read_agreement(const std::string& name, const cursor& c,
                       const availability::surroundings& around) {
  service s;
  const fields given(
      c, keys_of(figures(), {"title", "path", "incidents", "outage", "model", "credits"}));
  s.title = title_of(given, name, around.title(), s.title);
  if (const auto* credits = given.find("credits")) s.credits = read_credits(*credits);
  read_figures(given, figures(), s);
  read_means(given, around.models().chains, s);
  if (const auto* path = given.find("path")) take_from(around, *path, given, s);
  return s;
}

}  // namespace sla
