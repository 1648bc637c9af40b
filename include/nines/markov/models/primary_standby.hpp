// SPDX-License-Identifier: BSL-1.0
// A primary and its standby, a database say: failover, manual recovery, rebuild and failback.
//
//   both up --primary fails--> detecting --> promoting --> one up --repair--> rebuilding --> both
//                                  \-- failover fails --> manual recovery --> one up
//
// The standby may fail at any time, also during failover: then both are down, until one is
// repaired. While the standby is rebuilt (copied to) it cannot be promoted. If there is a failback,
// a short planned outage, in which nothing fails, moves the service back to its first home. A stage
// of length 0 is left out. All times are exponential. Every state holds a positive sum in closed
// form: shares_of(pair).
// Source: the five states without rebuild and failback are those of Trivedi & Bobbio 2017,
// sec. 9.6.
// Index: database failover.
#pragma once

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/models/arguments.hpp>
#include <nines/repairable/repairable.hpp>
#include <set>

namespace nines {

/// Two nodes; one of them serves.
template <class T = double>
struct primary_standby_pair {
  using scalar_type = T;
  model_duration<T> mttf{};                            ///< of the node that serves
  T dormancy_factor = one<T>();                        ///< failure rate of the standby, relative
  model_duration<T> mttr{};                            ///< of a node
  model_duration<T> detection{};                       ///< until the failure is noticed
  model_duration<T> promotion{};                       ///< of the standby
  probability<T> coverage = probability<T>::always();  ///< the probability that failover works
  model_duration<T> manual_recovery{};                 ///< by people, when it does not
  model_duration<T> rebuild{};                         ///< of a repaired node into a standby
  model_duration<T> failback{};                        ///< planned outage; 0: the roles stay
  std::size_t crews = 1;  ///< repairs at the same time; more than 2 count as 2
};

/// The share of time in each state of a pair; those of a role, at home or not, in one.
template <class T>
struct primary_standby_shares {
  T both_up, one_up, rebuilding;                                     ///< the service is up
  T detecting, promoting, manual_recovery, failing_back, both_down;  ///< it is down
  T failures_per_hour;                                               ///< of the service
};

namespace detail {

/// The rates and lengths of a pair, checked.
template <class T>
struct pair_rates {
  explicit pair_rates(const primary_standby_pair<T>& p)
      : failure(rate_of("primary_standby", "mttf", p.mttf)),
        standby_failure(failure * p.dormancy_factor),
        repair(finite_rate_of("primary_standby", "mttr", p.mttr)),
        last_repair(count_of<T>(std::min<std::size_t>(p.crews, 2)) * repair),
        detection(length_of("primary_standby", "detection", p.detection)),
        promotion(length_of("primary_standby", "promotion", p.promotion)),
        manual(length_of("primary_standby", "manual_recovery", p.manual_recovery)),
        rebuild(length_of("primary_standby", "rebuild", p.rebuild)),
        failback(length_of("primary_standby", "failback", p.failback)),
        coverage(p.coverage) {
    check_at_least_one("primary_standby", "crews", p.crews);
    if (!is_nonnegative(p.dormancy_factor) || !is_finite(p.dormancy_factor))
      fail("primary_standby", "dormancy_factor", p.dormancy_factor, "0 or more, and finite");
  }
  T failure, standby_failure, repair, last_repair;
  T detection, promotion, manual, rebuild, failback;
  probability<T> coverage;
};

/// Builds the chain of a pair; each function leads to a stage, or past it if it has no length.
template <class T>
class pair_builder {
 public:
  explicit pair_builder(const pair_rates<T>& rates) : r_(rates) {}

  chain<T> build() {
    b_.state("both up");
    to_detection("both up", r_.failure);
    add("both up", "one up", r_.standby_failure);
    running("one up", "rebuilding", false);
    if (r_.failback > zero<T>()) {
      running("one up, away", "rebuilding, away", true);
      add("failing back", "both up", one<T>() / r_.failback);
    }
    add("both down", "one up", r_.last_repair);
    label("up", {"both up", "one up", "one up, away", "rebuilding", "rebuilding, away"});
    label("degraded", {"one up", "one up, away", "rebuilding", "rebuilding, away"});
    label("detection", {"detecting"});
    label("promotion", {"promoting"});
    label("manual recovery", {"manual recovery"});
    label("failback", {"failing back"});
    label("catastrophic", {"both down"});
    return b_.build();
  }

 private:
  void add(std::string_view from, std::string_view to, const T& rate) {
    if (!(rate > zero<T>())) return;  // no state that is never entered
    b_.add(from, to, rate);
    seen_.emplace(from);
    seen_.emplace(to);
  }
  /// A stage during which the standby may fail; `next(rate)` says where it leads.
  template <class Next>
  void stage(std::string_view from, std::string_view name, const T& rate, const T& length,
             const Next& next) {
    if (!(rate > zero<T>())) return;
    if (!(length > zero<T>())) return next(from, rate);
    add(from, name, rate);
    add(name, "both down", r_.standby_failure);
    next(name, T(one<T>() / length));
  }
  void to_detection(std::string_view from, const T& rate) {
    const auto away = [this](std::string_view at, const T& r) {
      add(at, r_.failback > zero<T>() ? "one up, away" : "one up", r);
    };
    stage(from, "detecting", rate, r_.detection, [&](std::string_view at, const T& r) {
      stage(at, "promoting", r * r_.coverage.value(), r_.promotion, away);
      stage(at, "manual recovery", r * r_.coverage.complement(), r_.manual, away);
    });
  }
  /// One node serves; the other one is repaired, then rebuilt.
  void running(std::string_view alone, std::string_view rebuilding, bool is_away) {
    const auto rebuilt = [&](std::string_view at, const T& r) {
      add(at, is_away ? "failing back" : "both up", r);
    };
    add(alone, "both down", r_.failure);
    if (!(r_.rebuild > zero<T>())) return rebuilt(alone, r_.repair);
    add(alone, rebuilding, r_.repair);
    add(rebuilding, "both down", r_.failure);
    add(rebuilding, alone, r_.standby_failure);
    rebuilt(rebuilding, one<T>() / r_.rebuild);
  }
  void label(std::string_view name, std::initializer_list<std::string_view> states) {
    b_.label(name, std::vector<std::size_t>{});
    for (const std::string_view s : states)
      if (seen_.find(s) != seen_.end()) b_.label(name, {s});
  }

  const pair_rates<T>& r_;
  chain_builder<T> b_;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace detail

/// The chain of the pair, from "both up". Labels "up", "degraded", and, for what the yearly
/// downtime splits into, "detection", "promotion", "manual recovery", "failback", "catastrophic"
/// (both down). *Throws* domain_error for a field out of its domain, by name.
template <class T = double>
[[nodiscard]] chain<T> primary_standby(const primary_standby_pair<T>& pair) {
  const detail::pair_rates<T> rates(pair);
  return detail::pair_builder<T>(rates).build();
}

/// The long run of the pair in closed form, by flows across cuts. *Accuracy*: 20 epsilon, each.
/// *Throws* as primary_standby.
template <class T>
[[nodiscard]] primary_standby_shares<T> shares_of(const primary_standby_pair<T>& pair) {
  const detail::pair_rates<T> r(pair);
  const T one = nines::one<T>();
  const auto survived = [&](const T& length) {
    return T(one / (one + r.standby_failure * length));
  };
  const T any = r.failure + r.standby_failure;
  const T slowed = one + any * r.rebuild;
  primary_standby_shares<T> s{};
  s.both_up = one;
  s.detecting = r.failure * r.detection * survived(r.detection);
  const T noticed = r.failure * survived(r.detection);  // per hour of both up
  const T to_promote = noticed * r.coverage.value();
  const T to_people = noticed * r.coverage.complement();
  s.promoting = to_promote * r.promotion * survived(r.promotion);
  s.manual_recovery = to_people * r.manual * survived(r.manual);
  s.rebuilding = any * r.rebuild;      // both up is left at `any`, and entered from here
  s.one_up = any * slowed / r.repair;  // as rebuilding is left, it is entered from here
  s.both_down = (r.standby_failure * (s.detecting + s.promoting + s.manual_recovery) +
                 r.failure * (s.one_up + s.rebuilding)) /
                r.last_repair;
  const T moved = to_promote * survived(r.promotion) + to_people * survived(r.manual);
  const T alone_away = moved / (r.failure + r.repair * (one + r.failure * r.rebuild) / slowed);
  const T failbacks = r.failback > zero<T>() ? T(alone_away * r.repair / slowed) : zero<T>();
  s.failing_back = failbacks * r.failback;
  const bool is_noticed_at_once = !(r.detection > zero<T>());
  T outages = failbacks + r.failure * (s.one_up + s.rebuilding);
  if (!is_noticed_at_once || r.promotion > zero<T>()) outages += r.failure * r.coverage.value();
  if (!is_noticed_at_once || r.manual > zero<T>()) outages += r.failure * r.coverage.complement();
  s.failures_per_hour = outages;
  const T total = s.both_up + s.one_up + s.rebuilding + s.detecting + s.promoting +
                  s.manual_recovery + s.failing_back + s.both_down;
  for (T* share : {&s.both_up, &s.one_up, &s.rebuilding, &s.detecting, &s.promoting,
                   &s.manual_recovery, &s.failing_back, &s.both_down, &s.failures_per_hour})
    *share = *share / total;
  return s;
}

/// Availability and failure frequency of the pair. *Throws* as primary_standby.
template <class T>
[[nodiscard]] repairable<T> as_repairable(const primary_standby_pair<T>& pair) {
  const primary_standby_shares<T> s = shares_of(pair);
  return {probability<T>::from_computed_sides(
              T(s.both_up + s.one_up + s.rebuilding),
              T(s.detecting + s.promoting + s.manual_recovery + s.failing_back + s.both_down)),
          s.failures_per_hour};
}

}  // namespace nines
