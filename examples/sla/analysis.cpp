// SPDX-License-Identifier: BSL-1.0
#include "analysis.hpp"

#include <algorithm>
#include <cmath>
#include <nines/combine/copies.hpp>
#include <nines/combine/parallel.hpp>
#include <nines/slo/breach/any_breach.hpp>
#include <nines/slo/breach/required.hpp>
#include <nines/slo/downtime/compound_downtime.hpp>
#include <nines/timing/residual_life.hpp>

#include "common/plot.hpp"
#include "downtime.hpp"
#include "outage_distribution.hpp"
#include "service.hpp"

namespace sla {

namespace {

using budget = nines::error_budget<double>;

budget promise_over(const service& s, hours window) { return {s.objective, window}; }

cell money_cell(double amount) { return {human_money(amount), amount}; }

section service_section(const service& s) {
  const nines::repairable<double> part(s.mttf, s.mttr);
  section t{"service", "The service and its agreement", "<>", {"", ""}, {"quantity", "value"}, {}};
  t.rows.push_back({"objective", probability_cell(s.objective)});
  t.rows.push_back({s.is_calendar_month ? "over a calendar month, at worst of" : "over a window of",
                    time_cell(s.window)});
  t.rows.push_back({"so it may be down for", time_cell(promise_over(s, s.window).time())});
  t.rows.push_back({"mean up time", time_cell(s.mttf)});
  t.rows.push_back({"mean down time", time_cell(s.mttr)});
  t.rows.push_back({"mean availability", probability_cell(part.availability())});
  t.rows.push_back({"outages a window", number_cell(part.failure_frequency(s.window), 4)});
  return t;
}

/// The windows of the table: the agreement's own, and a year.
std::vector<std::pair<std::string, hours>> windows(const service& s) {
  std::vector<std::pair<std::string, hours>> list;
  if (s.is_calendar_month)
    for (const int days : calendar_month_days)
      list.emplace_back("a month of " + std::to_string(days) + " d", nines::day * days);
  else
    list.emplace_back("a window", s.window);
  if (s.window != hours(nines::year_365)) list.emplace_back("a year", nines::year_365);
  return list;
}

/// Windows one after the other are not independent: bounds. Of outages by a distribution only from
/// below, where each window is no better than one that begins up; of a model none.
void add_any_of_the_year(section& t, const service& s) {
  // Twelve mean months are a quarter of a day longer than this year.
  const double in_a_year = std::floor(hours(nines::year_365) / s.window * (1 + 1e-3));
  if (!(in_a_year >= 2 && in_a_year < 1e5)) return;
  const auto n = static_cast<std::size_t>(in_a_year);
  const auto add = [&](const char* end, const chance& p) {
    t.rows.push_back({end + std::to_string(n) + " windows", "", risk_cell(p), "", "", "", ""});
  };
  if (!s.model && !s.path && !s.outage && !s.bounded) {
    const auto bounds = nines::any_breach_probability(nines::repairable<double>(s.mttf, s.mttr),
                                                      promise_over(s, s.window), n, s.start);
    add("at least, any of ", bounds.lower);
    add("at most, any of ", bounds.upper);
  } else if (s.outage && s.start == nines::initial_condition::up) {
    add("at least, any of ", nines::parallel(nines::copies(n, breach(s))));
  }
}

nines::bounds<double> breach_by_bounds(const service& s);

/// The probability of a breach of a window, as it was found.
cell breach_cell(const service& s) {
  if (s.is_unknown() || s.is_never_up) return risk_cell(breach(s));
  if (!s.bounded) return risk_cell(breach(s), downtime_over(s, s.window)->runs());
  const auto bounds = breach_by_bounds(s);
  cell c = risk_cell(bounds.upper);
  c.text = bracket(risk_cell(bounds.lower).text, c.text);
  return c;
}

section breach_section(const service& s) {
  section t{"breach",
            "The chance to break it",
            "<>>>>>>",
            {"in", "may be down", "breach", "no outage", "mean", "p95", "p99"},
            {"in", "allowed", "breach", "no_outage", "mean", "p95", "p99"},
            {}};
  for (const auto& [name, window] : windows(s)) {
    const budget promise = promise_over(s, window);
    const auto d = downtime_over(s, window);
    t.rows.push_back({name, time_cell(promise.time()), risk_cell(d->breach(promise), d->runs()),
                      risk_cell(d->cdf(hours(0)), d->runs()), time_cell(d->mean()),
                      time_cell(d->quantile(chance::from_complement(0.05))),
                      time_cell(d->quantile(chance::from_complement(0.01)))});
  }
  add_any_of_the_year(t, s);
  return t;
}

chance breach_of_unit(const service& s) {
  return downtime_of_unit(s, s.window)->breach(promise_over(s, s.window));
}

/// What a simpler model would have said.
section model_section(const service& s) {
  section t{"model", "The chance of a breach by two models", "<>", {"", ""}, {"model", "breach"},
            {}};
  t.rows.push_back({s.model       ? "the chain"
                    : s.path      ? "the path, part by part"
                    : s.incidents ? "outages as those recorded"
                                  : "outages of this law",
                    breach_cell(s)});
  t.rows.push_back({"one unit with the same means", risk_cell(breach_of_unit(s))});
  return t;
}

/// Bounds, however the window begins: with a unit that is up, or in an outage or what is left of
/// one.
nines::bounds<double> breach_by_bounds(const service& s) {
  const auto over_by = [](const nines::random_time<>& dist) {
    return [&dist](hours x) { return dist.cdf(x); };
  };
  const hours allowed = promise_over(s, s.window).time();
  const nines::compound_downtime d(s.mttf, over_by(*s.bounded), s.window, 2000);
  if (s.start == nines::initial_condition::up) return d.survival(allowed);
  if (s.start == nines::initial_condition::down) return !d.cdf_after(over_by(*s.bounded), allowed);
  const nines::random_time<> rest = nines::residual_life(*s.bounded);
  const auto up = d.cdf(allowed), down = d.cdf_after(over_by(rest), allowed);
  const auto is_up = nines::repairable<double>(s.mttf, s.mttr).availability();
  return !nines::bounds<double>{nines::pivot(is_up, up.lower, down.lower),
                                nines::pivot(is_up, up.upper, down.upper)};
}

section record_section(const service& s) {
  section t{"record",
            s.incidents ? "The chance of a breach if outages last as those recorded"
                        : "The chance of a breach if outages last as the law says",
            "<>",
            {"", ""},
            {"quantity", "breach"},
            {}};
  const auto bounds = breach_by_bounds(s);
  t.rows.push_back({"at least", risk_cell(bounds.lower)});
  t.rows.push_back({"at most", risk_cell(bounds.upper)});
  t.rows.push_back({"exponential of the same mean", risk_cell(breach_of_unit(s))});
  return t;
}

section credits_section(const service& s) {
  section t{"credits",
            "Credits",
            "<>>>",
            {"availability below", "credit", "chance", "mean credit"},
            {"below", "credit", "chance", "mean_credit"},
            {}};
  const auto d = downtime_over(s, s.window);
  for (std::size_t i = 0; i < s.credits.size(); ++i) {
    const auto& tier = s.credits[i];
    const auto reached = d->survival(nines::downtime(tier.below, s.window));
    const double before = i > 0 ? s.credits[i - 1].credit : 0;
    t.rows.push_back({human_percent(tier.below), share_cell(tier.credit),
                      risk_cell(reached, d->runs()),
                      share_cell((tier.credit - before) * reached.value())});  // input data
  }
  const double mean = d->credit(s, s.window);
  t.rows.push_back({"all", "", "", share_cell(mean)});
  if (s.bill)
    t.rows.push_back({"all, of the bill", money_cell(*s.bill), "", money_cell(mean * *s.bill)});
  return t;
}

cell needed_cell(hours t) { return std::isfinite(t.count()) ? time_cell(t) : cell("any", t); }

hours needed_mttr(const service& s, const budget& promise, const chance& wanted) {
  return s.outage ? required_mttr(promise, wanted, s.mttf, s.outage->dist(), s.start)
                  : required_mttr(promise, wanted, s.mttf, s.start);
}
hours needed_mttf(const service& s, const budget& promise, const chance& wanted) {
  return s.outage ? required_mttf(promise, wanted, s.outage->dist(), s.start)
                  : required_mttf(promise, wanted, s.mttr, s.start);
}

/// What f returns, or that there is no such time.
template <class F>
cell if_possible(const F& f) {
  try {
    return needed_cell(f());
  } catch (const nines::domain_error&) {
    return {"none"};
  } catch (const nines::convergence_error&) {
    return {"-"};
  }
}

section required_section(const service& s) {
  section t{"required",
            std::string("What a smaller chance of a breach needs") +
                (s.path ? ", of one unit with the same means" : ""),
            "<>>",
            {"chance a window", "MTTR at most", "or MTTF at least"},
            {"chance", "mttr_hours", "mttf_hours"},
            {}};
  std::vector<double> probabilities = {0.1, 0.05, 0.01, 0.001};
  if (s.limit) probabilities.push_back(s.limit->value());
  std::sort(probabilities.rbegin(), probabilities.rend());
  probabilities.erase(std::unique(probabilities.begin(), probabilities.end()), probabilities.end());
  const budget promise = promise_over(s, s.window);
  for (const double p : probabilities) {
    if (!(p > 0 && p < 1)) continue;
    const auto wanted = chance::from_value(p);
    t.rows.push_back({percent(p, 4), if_possible([&] { return needed_mttr(s, promise, wanted); }),
                      if_possible([&] { return needed_mttf(s, promise, wanted); })});
  }
  return t;
}

/// What an empty record says, with its confidence; and nothing of how long an outage would last.
report of_unknown_outages(const service& s) {
  const auto with = percent(incident_record::confidence, 3) + " confidence";
  section t{"record",
            "No outage in " + human_time(s.incidents->over) + ": with " + with,
            "<>",
            {"", ""},
            {"quantity", "value"},
            {}};
  t.rows.push_back({"objective", probability_cell(s.objective)});
  t.rows.push_back({"over a window of", time_cell(s.window)});
  t.rows.push_back({"so it may be down for", time_cell(promise_over(s, s.window).time())});
  t.rows.push_back({"mean up time, at least", time_cell(s.mttf)});
  t.rows.push_back({"outages a window, at most", number_cell(s.window / s.mttf, 4)});
  t.rows.push_back({"chance of an outage in a window, at most", risk_cell(breach(s))});
  return {
      s.title, {t}, "A breach is at most as likely as an outage; give the mttr to know more.\n"};
}

/// A path that is down for ever, as where a region that it needs is given to be down.
report of_no_up_time(const service& s) {
  section t{"service", "The service and its agreement", "<>", {"", ""}, {"quantity", "value"}, {}};
  t.rows.push_back({"objective", probability_cell(s.objective)});
  t.rows.push_back({"over a window of", time_cell(s.window)});
  t.rows.push_back({"so it may be down for", time_cell(promise_over(s, s.window).time())});
  t.rows.push_back({"mean availability", probability_cell(chance::never())});
  t.rows.push_back({"chance to break it", risk_cell(breach(s))});
  return {s.title, {t}, "The path is never up: all of each window is lost.\n"};
}

/// The rates of a service, and what it leaves to us.
void say_rates(report& r, const service& s) {
  r.rates.push_back({"objective", s.objective, s.written.at("objective")});
  add_doubt(r.warnings, r.rates.back(), rate_of::successes);
  if (s.limit) {
    r.rates.push_back({"limit", *s.limit, s.written.at("limit")});
    r.objectives.push_back({"a breach in a window", "at most " + percent(*s.limit, 4),
                            breach_cell(s).text, keeps_limit(s)});
  }
  if (s.written.find("window") == s.written.end())
    r.notes += "Assumed, for want of a figure: window " + human_time(s.window) + ".\n";
}

std::string limit_note(const service& s) {
  if (!s.limit) return "";
  const auto kept = keeps_limit(s);
  return "The limit of " + percent(*s.limit, 4) + " a window is " +
         (kept.is_met()      ? "kept.\n"
          : kept.is_missed() ? "EXCEEDED.\n"
                             : "not decided.\n");
}

std::string notes(const service& s) {
  std::string text = s.model    ? "A window begins as the model does.\n"
                     : s.path   ? path_note(s, windows(s))
                     : s.outage ? "Up times are exponential; outages last as "
                                : "Up times are exponential, and so are down times";
  if (s.outage) text += s.incidents ? "those recorded.\n" : "the law says.\n";
  if (!s.model && !s.path && !s.outage)
    text += s.bounded
                ? ", but for the bounds of those " +
                      std::string(s.incidents ? "recorded" : "of the law") + ", which decide.\n"
                : ".\n";
  if (s.incidents && s.incidents->is_empty())
    text += "The record has no outage: the mean up time is at least so long, with " +
            percent(incident_record::confidence, 3) + " confidence.\n";
  text += limit_note(s);
  return text;
}

/// The chance of more down time, for each window.
plot exceedance_plot(const service& s) {
  plot p{s.title + ": the chance of more down time",
         "minutes of down time",
         "chance of more",
         true,
         true,
         {}};
  for (const auto& [name, window] : windows(s)) {
    curve c{"in " + name + " of " + human_time(window), {}};
    const auto d = downtime_over(s, window);
    const double longest = d->quantile(chance::from_complement(1e-6)).count();
    std::vector<hours> times;
    for (int i = 0; i <= 200; ++i) times.emplace_back(longest * std::pow(10.0, (i - 200) / 66.7));
    const auto within = d->cdf(times);
    for (std::size_t i = 0; i < times.size(); ++i)
      c.points.emplace_back(times[i].count() * 60, within[i].complement());
    p.curves.push_back(std::move(c));
  }
  const double allowed = promise_over(s, s.window).time().count() * 60;
  p.curves.push_back({"allowed in a window", {{allowed, 1e-6}, {allowed, 1}}, curve::kind::limit});
  return p;
}

}  // namespace

chance breach(const service& s) {
  if (s.is_never_up) return chance::always();
  if (s.is_unknown())
    return chance::from_sides(-std::expm1(-(s.window / s.mttf)), std::exp(-(s.window / s.mttf)));
  if (s.bounded) return breach_by_bounds(s).upper;
  return downtime_over(s, s.window)->breach(promise_over(s, s.window));
}
standing keeps_limit(const service& s) {
  if (!s.limit) return true;
  if (s.path && !s.is_never_up) {  // an estimate decides where it is far enough from the limit
    const double p = breach(s).value(), doubt = doubt_of_path(s), most = s.limit->value();
    return standing::between(p + doubt <= most, p - doubt <= most);
  }
  if (!s.bounded || s.is_unknown()) return breach(s) <= *s.limit;
  const auto bounds = breach_by_bounds(s);
  return standing::between(bounds.upper <= *s.limit, bounds.lower <= *s.limit);
}

service at_worst_month(service s) {
  if (!s.is_calendar_month) return s;
  service worst = s;
  for (const int days : calendar_month_days) {
    s.window = nines::day * days;
    if (breach(worst) < breach(s)) worst = s;
  }
  return worst;
}

report analyse(const service& s) {
  if (s.is_unknown() || s.is_never_up) {
    report r = s.is_never_up ? of_no_up_time(s) : of_unknown_outages(s);
    r.taken = s.taken;
    say_rates(r, s);
    r.notes += limit_note(s);
    return r;
  }
  report r{s.title, {service_section(s), breach_section(s)}, notes(s)};
  r.taken = s.taken;
  say_rates(r, s);
  if (s.bounded) r.sections.push_back(record_section(s));
  if (s.model || s.path || s.outage) r.sections.push_back(model_section(s));
  if (!s.credits.empty()) r.sections.push_back(credits_section(s));
  if (!s.model) r.sections.push_back(required_section(s));
  if (!s.bounded) r.pictures.emplace_back([s] { return exceedance_plot(s); });
  return r;
}

}  // namespace sla
