// SPDX-License-Identifier: BSL-1.0
#include "study.hpp"

#include <nines/distribution/elementary.hpp>
#include <nines/recovery/plan.hpp>
#include <nines/rollout/plan/reaction.hpp>

#include "analysis_reader.hpp"
#include "availability/surroundings.hpp"
#include "common/format.hpp"
#include "common/sections.hpp"
#include "price.hpp"
#include "recovery/distributions.hpp"
#include "recovery/plan.hpp"
#include "strategies_reader.hpp"

namespace rollout {

namespace {

/// What the library refuses is refused at its place in the file.
template <class Make>
auto located(const cursor& c, const Make& make) {
  try {
    return make();
  } catch (const nines::domain_error& e) {
    c.fail(reason_of(e));
  } catch (const nines::convergence_error& e) {
    c.fail(reason_of(e));
  } catch (const std::invalid_argument& e) {
    c.fail(e.what());
  }
}

chance positive_probability(const cursor& c) {
  const chance p = c.probability();
  if (!(p.value() > 0)) c.fail("must be more than 0");
  return p;
}

std::vector<nines::regression> read_bad(const cursor& c) {
  if (c.is_scalar()) return {{c.probability(), 1}};
  std::vector<nines::regression> bad;
  for (const auto& item : c.items()) {
    const fields f(item, {"rate", "weight"});
    bad.push_back({f.at("rate").probability(), f.at("weight").amount()});
  }
  return bad;
}
/// Of a rate that may be meant in per cent.
void warn_of_rate(const cursor& c, const char* name, std::vector<std::string>& warnings) {
  const chance rate = c.probability();
  if (c.text().find('%') != std::string::npos || !(rate.value() >= 0.01)) return;
  warnings.push_back(std::string(name) + " " + c.text() + " is read as " + human_percent(rate) +
                     "; write " + c.text() + "% where per cent are meant");
}
std::vector<std::string> rate_warnings(const cursor& c) {
  const fields f(c, {"good", "bad", "prior_bad"});
  std::vector<std::string> warnings;
  warn_of_rate(f.at("good"), "good", warnings);
  const auto& bad = f.at("bad");
  if (bad.is_scalar()) {
    warn_of_rate(bad, "bad", warnings);
  } else {
    for (const auto& item : bad.items())
      warn_of_rate(fields(item, {"rate", "weight"}).at("rate"), "bad", warnings);
  }
  return warnings;
}
nines::release read_release(const cursor& c) {
  const fields f(c, {"good", "bad", "prior_bad"});
  const chance good = f.at("good").probability();
  std::optional<chance> prior;
  if (const auto* stated = f.find("prior_bad")) prior = positive_probability(*stated);
  auto bad = read_bad(f.at("bad"));
  return located(f.at("bad"), [&] { return nines::release(good, std::move(bad), prior); });
}

void read_reaction(const cursor& c, common_settings& common) {
  const fields f(c, {"lag", "rollback", "shape", "quantile"});
  recovery::distribution_reader dists;
  common.way_back->lag = dists.read(f.at("lag"));
  if (const auto* rollback = f.find("rollback")) common.way_back->rollback = dists.read(*rollback);
  if (const auto* shape = f.find("shape")) {
    using nines::rollback_shape;
    static const std::vector<std::pair<std::string, rollback_shape>> shapes = {
        {"at_the_end", rollback_shape::at_the_end},
        {"linear", rollback_shape::linear},
        {"mirrored", rollback_shape::mirrored}};
    const std::string word = shape->text();
    bool is_known = false;
    for (const auto& [name, value] : shapes)
      if (name == word) {
        common.way_back->shape = value;
        is_known = true;
      }
    if (!is_known) shape->fail("must be at_the_end, linear or mirrored");
  }
  if (const auto* quantile = f.find("quantile")) common.quantile = quantile->probability();
  located(c, [&] {  // that they end, and that there is a lag
    return common.quantile ? nines::reaction_at(*common.way_back, *common.quantile)
                           : nines::reaction_at_mean(*common.way_back);
  });
}

spend_limit parse_spend(const std::string& text) {
  const auto in = text.find(" in ");
  const chance part = in == std::string::npos ? chance::from_complement(0.05)
                                              : parse_probability(text.substr(in + 4));
  return {parse_probability(text.substr(0, in)), part};
}
limits read_limits(const cursor& c) {
  const fields f(c, {"spend", "false_rollback", "reaches_everyone", "gone"});
  limits l;
  if (const auto* spend = f.find("spend"))
    l.spend = located(*spend, [&] { return parse_spend(spend->text()); });
  if (const auto* rolled = f.find("false_rollback")) l.false_rollback = rolled->probability();
  if (const auto* all = f.find("reaches_everyone")) l.reaches_everyone = all->probability();
  if (const auto* gone = f.find("gone"))
    l.gone = located(*gone, [&] { return recovery::parse_objective(gone->text()); });
  return l;
}

nines::error_probabilities read_wanted(const cursor& c) {
  const fields f(c, {"false_rollback", "missed"});
  nines::error_probabilities wanted;
  const auto read = [&](const char* key, chance& value) {
    if (const auto* given = f.find(key)) value = positive_probability(*given);
    if (!(value.complement() > 0)) f.at(key).fail("must be less than 100%");
  };
  read("false_rollback", wanted.false_rollback);
  read("missed", wanted.missed);
  return wanted;
}

schedule_wanted read_choose(const cursor& c) {
  const fields f(c, {"deadline", "step", "bad_request", "escape", "false_rollback", "rollback",
                     "hour", "aversion"});
  const auto* aversion = f.find("aversion");
  schedule_wanted w{.deadline = f.at("deadline").duration(),
                    .step = f.at("step").duration(),
                    .costs = read_costs(f),
                    .aversion = aversion != nullptr ? aversion->amount() : 0};
  if (!(w.deadline / w.step <= 500)) f.at("step").fail("is less than 1/500 of the deadline");
  return w;
}

fleet read_fleet(const cursor& c) {
  const fields f(c, {"replicas", "zones", "need", "replica", "zone"});
  fleet a{.replicas = f.at("replicas").count(1, 1000)};
  if (const auto* zones = f.find("zones")) a.zones = zones->count(1, a.replicas);
  if (const auto* need = f.find("need")) a.need = need->count(1, a.replicas);
  if (const auto* replica = f.find("replica")) a.replica = replica->probability();
  if (const auto* zone = f.find("zone")) a.zone = zone->probability();
  return a;
}

/// What a rollout takes from the path and the service that it names.
struct borrowed {
  std::optional<availability::path_facts> path = {};
  std::optional<availability::fleet_facts> fleet = {};
  std::vector<taken_figure> taken = {};
};
borrowed borrow(const fields& given, const availability::surroundings& around) {
  borrowed b;
  if (const auto* path = given.find("path")) b.path = around.path(*path);
  const auto* service = given.find("service");
  if (service != nullptr && !given.find("fleet")) b.fleet = around.fleet(*service);
  return b;
}

nines::request_rate traffic_of(const cursor& c, double requests_per_second) {
  if (!(requests_per_second <= 1e9)) c.fail("must be at most 1e9 a second");
  return located(c,
                 [&] { return nines::request_rate(requests_per_second, std::chrono::seconds(1)); });
}
nines::request_rate read_traffic(const fields& given, borrowed& b) {
  const auto* stated = given.find("requests_per_second");
  if (stated == nullptr && b.path && b.path->requests_per_hour) {
    const double requests = *b.path->requests_per_hour / 3600;
    b.taken.push_back({"requests_per_second", significant(requests, 6), b.path->from});
    return traffic_of(given.at("path"), requests);
  }
  return traffic_of(given.at("requests_per_second"), given.at("requests_per_second").amount());
}
nines::error_budget<double> read_budget(const fields& given, borrowed& b) {
  const auto* objective = given.find("objective");
  const auto* window = given.find("window");
  chance promised =
      objective != nullptr ? objective->probability() : chance::from_complement(0.001);
  if (objective == nullptr && b.path && b.path->objective) {
    promised = *b.path->objective;
    b.taken.push_back({"objective", percent_as_read(promised), b.path->from});
    objective = given.find("path");
  }
  if (!(promised.complement() > 0)) objective->fail("of 100% leaves no budget");
  return {promised, window != nullptr ? window->duration() : hours(nines::rolling_30d)};
}
std::optional<fleet> fleet_of(const fields& given, borrowed& b) {
  if (const auto* stated = given.find("fleet")) return read_fleet(*stated);
  if (!b.fleet) return std::nullopt;
  const auto& f = *b.fleet;
  b.taken.push_back({"fleet",
                     std::to_string(f.replicas) + " replicas in " + std::to_string(f.zones) +
                         (f.zones == 1 ? " zone, " : " zones, ") + std::to_string(f.need) +
                         " needed, " + human_percent(f.replica) + " each, a zone " +
                         human_percent(f.zone),
                     f.from});
  return fleet{f.replicas, f.zones, f.need, f.replica, f.zone};
}
changes read_changes(const cursor& c) {
  const fields f(c, {"per_year", "time_to_restore"});
  const changes year{f.at("per_year").amount(), f.at("time_to_restore").duration()};
  if (!(year.per_year > 0)) f.at("per_year").fail("must be more than 0");
  return year;
}

study read_study(const fields& given, borrowed b) {
  auto change = read_release(given.at("release"));
  auto watched = read_analysis(given.at("analysis"), {change, uses_flagger(given.at("strategy")),
                                                      places_of_analysis(given.at("strategy")),
                                                      given.find("choose") != nullptr});
  common_settings common{.way_back = nines::reaction_distributions{nines::fixed_time(hours(0)),
                                                                   nines::fixed_time(hours(0))},
                         .interval = watched.interval,
                         .clock = watched.clock(),
                         .in_steps = watched.in_steps()};
  read_reaction(given.at("reaction"), common);
  const auto capacity = fleet_of(given, b);
  if (capacity) common.replicas = capacity->replicas;
  study s{.traffic = read_traffic(given, b),
          .change = std::move(change),
          .watched = std::move(watched),
          .strategies = read_strategies(given.at("strategy"), common),
          .budget = read_budget(given, b),
          .capacity = capacity,
          .warnings = rate_warnings(given.at("release"))};
  if (const auto* limit = given.find("limits")) s.limit = read_limits(*limit);
  if (const auto* wanted = given.find("wanted")) s.wanted = read_wanted(*wanted);
  if (const auto* year = given.find("changes")) s.year = read_changes(*year);
  if (const auto* choose = given.find("choose")) s.choose = read_choose(*choose);
  if (!s.change.stated_prior())
    for (const char* key : {"changes", "choose", "price"})
      if (const auto* asked = given.find(key))
        asked->fail("needs the key prior_bad of the release: how likely it is bad");
  if (s.choose && s.change.bad().size() > 1)
    given.at("choose").fail("is for one bad rate; there are several");
  check_analysis(s, given.at("strategy"), given.at("analysis"));
  if (s.choose &&
      (s.watched.judge.is_beside || s.watched.judge.fails || s.watched.is_carried ||
       s.watched.is_paused || s.watched.is_in_steps || s.watched.window > 1 || s.watched.run))
    given.at("choose").fail(
        "is for rules that look at the counts of a stage, at its end; state evidence: stage, and "
        "no analysis in steps");
  s.taken = std::move(b.taken);
  return s;
}

}  // namespace

study read_rollout(const std::string& name, const cursor& c,
                   const availability::surroundings& around) {
  const fields given(c, {"title", "path", "service", "requests_per_second", "release", "analysis",
                         "reaction", "fleet", "strategy", "objective", "window", "limits", "wanted",
                         "changes", "choose", "price"});
  study s = read_study(given, borrow(given, around));
  s.title = title_of(given, name, around.title(), s.title);
  return s;
}

}  // namespace rollout
