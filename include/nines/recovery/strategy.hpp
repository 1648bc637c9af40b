// SPDX-License-Identifier: BSL-1.0
// A disaster-recovery strategy: its causes of outage, and its yearly availability, data loss and
// cost.
//
//   outage cause    how often, for how long service is out (RTO), how much is lost (RPO)
//   a year          A = MTTF / (MTTF + MDT)   1 / MTTF = sum of rates   MDT = mean over causes
//                   f = 1 / (MTTF + MDT) outages, f MDT of down time, f E[loss] of lost data
//                   cost = running + f MDT * price + f E[loss] * price
//   percentiles     of the mixture over causes, each with its share of the rates
//
// Where one may wait for the repair or move elsewhere, the first of the two ends the outage,
// and data are lost only if the move wins: repair_or_fail_over(). Assumes causes that strike a
// service in operation, without memory and not while it is out. A year is 8760 h. Accuracy: the
// distributions'.
// Index: annual data loss.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/duration/downtime.hpp>
#include <nines/repairable/repairable.hpp>
#include <nines/timing/all_of.hpp>
#include <nines/timing/mixture.hpp>
#include <nines/timing/probability_before.hpp>
#include <string>

namespace nines {

/// What is lost where nothing is.
template <class T = double>
[[nodiscard]] random_time<T> no_loss() {
  return fixed_time<T>(seconds_in<T>(zero<T>()));
}

/// A cause of outages of the service: its rate per year of operation, what an outage takes, and
/// what it loses.
template <class T = double>
struct outage_cause {
  std::string name;       ///< for reports
  T per_year;             ///< per year of operation, 0 or more
  random_time<T> outage;  ///< until service is back, by whatever way
  random_time<T> loss;    ///< of data, in time

  // Not an aggregate: GCC 12 fails on lists of those with such a default.
  /// A cause by its name, its rate per year of operation, its outage and its loss, which is none by
  /// default.
  outage_cause(std::string cause, T rate, random_time<T> out, random_time<T> lost = no_loss<T>())
      : name(std::move(cause)),
        per_year(std::move(rate)),
        outage(std::move(out)),
        loss(std::move(lost)) {}
};

/// How a service is run: what that costs a year, and what may happen to it all the same.
template <class T = double>
struct strategy {
  std::string name;                     ///< for reports
  T running_cost;                       ///< a year
  std::vector<outage_cause<T>> causes;  ///< all that take it down, at least one of a rate above 0
};

/// What an hour of outage costs, and an hour's worth of lost data.
template <class T = double>
struct outage_prices {
  T outage_hour;            ///< of an hour without service
  T lost_hour = zero<T>();  ///< of the data of an hour
};

/// The outage and the loss where repair and a move elsewhere race: data are lost if the move wins.
template <class T>
[[nodiscard]] outage_cause<T> repair_or_fail_over(std::string name, const T& per_year,
                                                  const random_time<T>& repair,
                                                  const random_time<T>& move,
                                                  const random_time<T>& loss_by_move) {
  return {std::move(name), per_year, first_of(repair, move),
          mixture(probability_before(move, repair), loss_by_move, no_loss<T>())};
}

/// What a strategy is, in a year and at each outage.
template <class T = double>
class assessment {
 public:
  /// *Throws* domain_error for a strategy without causes, and for a rate, a cost or a price that is
  /// negative or not finite, or rates that are all 0.
  assessment(strategy<T> subject, const outage_prices<T>& prices)
      : strategy_(checked(std::move(subject))),
        prices_(prices),
        rate_(total_rate()),
        outage_(mixture(&outage_cause<T>::outage)),
        loss_(mixture(&outage_cause<T>::loss)) {
    check("outage_hour", prices.outage_hour);
    check("lost_hour", prices.lost_hour);
  }

  [[nodiscard]] const std::string& name() const { return strategy_.name; }  ///< of the strategy
  /// as given
  [[nodiscard]] const std::vector<outage_cause<T>>& causes() const { return strategy_.causes; }
  /// The time until service is back (RTO), at any outage: the mixture over causes.
  [[nodiscard]] random_time<T> recovery_time() const { return outage_; }
  /// What an outage loses (RPO), likewise.
  [[nodiscard]] random_time<T> loss() const { return loss_; }

  /// Availability and frequency; the distributions above say how long an outage is.
  [[nodiscard]] repairable<T> in_the_long_run() const {
    return {hours_in<T>(count_in<T>(year_365) / rate_), hours_in<T>(outage_.mean())};
  }
  /// share of the time that service is up
  [[nodiscard]] probability<T> availability() const { return in_the_long_run().availability(); }
  /// expected, per year of calendar time
  [[nodiscard]] T outages_per_year() const { return in_the_long_run().failure_frequency(year_365); }
  /// Expected: unavailability times 365 days.
  [[nodiscard]] hours_in<T> downtime_per_year() const { return downtime(availability(), year_365); }
  /// Expected loss of data, in hours' worth; infinite where all may be lost.
  [[nodiscard]] hours_in<T> loss_per_year() const {
    return hours_in<T>(priced(outages_per_year(), hours_in<T>(loss_.mean()).count()));
  }
  /// The part of the down time of a year that a cause brings.
  [[nodiscard]] hours_in<T> downtime_from(const outage_cause<T>& cause) const {
    return hours_in<T>(cause.outage.mean()) * (outages_per_year() * (cause.per_year / rate_));
  }

  /// a year, as given
  [[nodiscard]] const T& running_cost() const { return strategy_.running_cost; }
  /// The price of an hour of outage times the down time of a year.
  [[nodiscard]] T outage_cost() const {
    return priced(downtime_per_year().count(), prices_.outage_hour);
  }
  /// Infinite where all may be lost and an hour of it has a price; 0 where it has none.
  [[nodiscard]] T loss_cost() const { return priced(loss_per_year().count(), prices_.lost_hour); }
  /// a year: running, outages and lost data
  [[nodiscard]] T total_cost() const { return running_cost() + outage_cost() + loss_cost(); }

 private:
  static void check(const char* argument, const T& x) {
    if (!is_nonnegative(x) || !is_finite(x))
      fail("assessment", argument, x, "0 or more, and finite");
  }
  static strategy<T> checked(strategy<T> s) {
    check("running_cost", s.running_cost);
    T all = zero<T>();
    for (const auto& cause : s.causes) {
      check(cause.name.c_str(), cause.per_year);
      all += cause.per_year;
    }
    if (!(all > 0)) fail("assessment", "outages a year", all, "more than 0");
    std::erase_if(s.causes, [](const auto& cause) { return !(cause.per_year > 0); });
    return s;
  }
  [[nodiscard]] T total_rate() const {
    T all = zero<T>();
    for (const auto& cause : strategy_.causes) all += cause.per_year;
    return all;
  }
  [[nodiscard]] random_time<T> mixture(random_time<T> outage_cause<T>::* dist) const {
    std::vector<weighted_time<T>> parts;
    for (const auto& cause : strategy_.causes)
      parts.push_back({cause.per_year / rate_, cause.*dist});
    return nines::mixture(std::move(parts));
  }

  strategy<T> strategy_;
  outage_prices<T> prices_;
  T rate_;
  random_time<T> outage_, loss_;
};

}  // namespace nines
