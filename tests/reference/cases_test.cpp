// SPDX-License-Identifier: BSL-1.0
// Every row of reference/cases.csv (worked figures, with their sources), computed with the library.
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <nines/combine.hpp>
#include <nines/distribution.hpp>
#include <nines/duration.hpp>
#include <nines/markov/models.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <string>

#include "support/csv.hpp"

using namespace nines;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

using cases = std::map<std::string, std::function<double()>>;

template <class Duration>
double in_minutes(Duration d) {
  return minutes_in<double>(d).count();
}
template <class Duration>
double in_seconds(Duration d) {
  return seconds_in<double>(d).count();
}

constexpr auto zone = 99.5_percent;

cases downtime_cases() {
  return {
      {"A01", [] { return nines::number_of_nines(99.95_percent); }},
      {"A02", [] { return nines::number_of_nines(99.99_percent); }},
      {"A03", [] { return in_minutes(downtime(99.95_percent, year_365)); }},
      {"A04", [] { return in_minutes(downtime(99.95_percent, month_30d)); }},
      {"A05", [] { return in_minutes(downtime(4_nines, year_365)); }},
      {"A06", [] { return in_minutes(downtime(4_nines, year_gregorian)); }},
      {"A07", [] { return downtime(zone, year_365).count(); }},
      {"A09", [] { return 2500000 * (99.99_percent).complement(); }},
      {"A10", [] { return in_seconds(downtime(5_nines, rolling_30d)); }},
      {"A12", [] { return availability_from_downtime(27 * 5min, year_365).value(); }},
      {"A13", [] { return availability_from_requests(1000.0 + 50, 1000000.0 + 100).value(); }},
      {"A14",
       [] {
         const auto first = availability_from_requests(1000.0, 1000000.0);
         return pivot(50_percent, first, availability_from_requests(50.0, 100.0)).value();
       }},
      {"A16", [] { return parse("99.9999999999995%").complement(); }},
      {"A17", [] { return downtime(3_nines, year_julian).count(); }},
  };
}

probability<double> ten_spares() { return parallel(copies(11, zone)); }

/// Eight services in series, of the reliable web app in one region.
probability<double> web_app() {
  return series(99.99_percent, 99.99_percent, 99.95_percent, 99.9_percent, 99.995_percent,
                99.9_percent, 99.99_percent, 99.9_percent);
}

cases parallel_cases() {
  return {
      {"B01", [] { return parallel(zone, zone).value(); }},
      {"B02", [] { return parallel(copies(3, zone)).value(); }},
      {"B03", [] { return parallel(copies(2, 99_percent)).value(); }},
      {"B04", [] { return parallel(copies(3, zone)).complement(); }},
      {"B05", [] { return in_seconds(downtime(parallel(copies(3, zone)), year_365)); }},
      {"B06", [] { return ten_spares().complement(); }},
      {"B07", [] { return 1000 * in_seconds(downtime(ten_spares(), year_365)); }},
      {"B09", [] { return parallel(4_nines, 3_nines).value(); }},
      {"B11", [] { return parallel(copies(2, 99.95_percent)).value(); }},
      {"B13", [] { return series(4_nines, parallel(copies(2, 99.95_percent))).value(); }},
      {"B14", [] { return web_app().value(); }},
      {"B16",  // a region in production has seven more links of 99.99 %
       [] {
         const auto region = series(web_app(), series(copies(7, 4_nines)));
         return series(series(copies(2, 4_nines)), parallel(copies(2, region))).value();
       }},
  };
}

cases combine_cases() {
  return {
      {"B19", [] { return at_least(10, copies(12, 99_percent)).complement(); }},
      {"B21",
       [] {
         return at_least(3, 99.9_percent, 99.5_percent, 99_percent, 98_percent, 95_percent).value();
       }},
      {"B22", [] { return series(copies(10, 4_nines)).value(); }},
      {"B25",
       [] { return required_own_availability(4_nines, series(copies(5, 5_nines))).value(); }},
      {"B28", [] { return series(3_nines, parallel(2_nines, 2_nines)).value(); }},
      {"B29", [] { return parallel(series(3_nines, 2_nines), series(3_nines, 2_nines)).value(); }},
      {"B30",
       [] {
         constexpr auto p = 90_percent;
         return bridge(p, p, p, p, p).value();
       }},
      {"B31", [] { return parallel(4_nines, 3_nines).value(); }},       // the rest is up
      {"B32", [] { return series(99.95_percent, !3_nines).value(); }},  // critical
      {"B33", [] { return series(copies(10000, 12_nines)).complement(); }},
      {"B35", [] { return nines::number_of_nines(ten_spares()); }},
  };
}

/// Average, over the time T between proof tests, of two channels of which a share beta fails alike;
/// the integrand is a square in t, for which Simpson's rule is exact.
double mean_probability_of_failure_on_demand() {
  const auto at = [](double t) {
    const auto channel = probability<double>::from_complement(0.01 * t);
    return pivot(5_percent, channel, parallel(copies(2, channel))).complement();
  };
  return (at(0) + 4 * at(0.5) + at(1)) / 6;
}

double voter_with_common_cause() {
  const lifetime common(boost::math::exponential(0.05 * 1e-5));
  const lifetime own(boost::math::exponential(0.95 * 1e-5));
  return survival(series(common, at_least(2, copies(3, own))), 1000h).complement();
}

cases common_cause_cases() {
  return {
      {"C01", [] { return beta_factor_rare_event(1, copies(2, zone), 5_percent); }},
      {"C02", [] { return beta_factor(1, copies(2, zone), 5_percent).complement(); }},
      {"C03", [] { return beta_for(copies(2, zone), 1e-4); }},
      {"C05", voter_with_common_cause},
      {"C06", mean_probability_of_failure_on_demand},
  };
}

/// Zones of like hosts; each zone may fail.
failure_domain<double> zones(std::size_t count, probability<double> zone_up, std::size_t hosts,
                             probability<double> host) {
  const failure_domain<double> one{.self = zone_up, .hosts = {{hosts, host}}};
  return {.domains = std::vector(count, one)};
}

cases capacity_cases() {
  const auto five = zones(3, 3_nines, 5, 99.5_percent);
  const auto six = zones(3, 3_nines, 6, 99.5_percent);
  const auto quorum = zones(3, 4_nines, 2, 3_nines);
  return {
      {"C07", [=] { return at_least_capacity(10, five).complement(); }},
      {"C10", [=] { return at_least_capacity(10, six).complement(); }},
      {"C13", [=] { return at_least_capacity(4, quorum).complement(); }},
      {"C14", [=] { return at_least_capacity(3, quorum).complement(); }},
      {"C16", [] { return at_least(2, copies(3, 3_nines)).complement(); }},
  };
}

repairable<double> three_in_series() {
  return series(repairable(720h, 1h), repairable(2160h, 4h), repairable(4380h, 30min));
}

cases repairable_cases() {
  return {
      {"D01", [] { return repairable(days(30), 1h).availability().value(); }},
      {"D02", [] { return repairable<>::from_mtbf(days(30), 1h).availability().value(); }},
      {"D03", [] { return in_minutes(required_mttr(4_nines, days(90))); }},
      {"D14", [] { return three_in_series().failure_frequency(year_365); }},
      {"D15", [] { return three_in_series().mean_down_time().count(); }},
      {"D16",
       [] {
         return parallel(repairable(720h, 1h), repairable(2160h, 4h)).mean_down_time().count();
       }},
  };
}

/// Units of MTTF 1000 h and MTTR 2 h, and one repair crew.
k_of_n_units<> k_of_n_with_one_crew(std::size_t needed, std::size_t units) {
  return {.units = units, .needed = needed, .mttf = 1000h, .mttr = 2h, .crews = 1};
}
double unavailability(const chain<>& c) { return steady_state(c).in(c.states("up")).complement(); }

const primary_standby_pair<> database{.mttf = days(30),
                                      .mttr = 4h,
                                      .promotion = 90s,
                                      .coverage = 95_percent,
                                      .manual_recovery = 30min};
double minutes_a_year(const char* label) {
  const chain<> c = primary_standby(database);
  return in_minutes(year_365 * steady_state(c).in(c.states(label)).value());
}

cases markov_cases() {
  return {
      {"D04",
       [] { return point_availability(single_unit<>{.mttf = 1000h, .mttr = 2h}, 2h).value(); }},
      {"D06", [] { return mttf(k_of_n_with_one_crew(1, 2)).count(); }},
      {"D07", [] { return mttf(k_of_n_with_one_crew(2, 3)).count(); }},
      {"D08", [] { return unavailability(k_of_n(k_of_n_with_one_crew(1, 2))); }},
      {"D10", [] { return unavailability(k_of_n(k_of_n_with_one_crew(3, 5))); }},
      {"D18", [] { return as_repairable(database).availability().value(); }},
      {"D19", [] { return minutes_a_year("promotion"); }},
      {"D20", [] { return minutes_a_year("manual recovery"); }},
      {"D21", [] { return minutes_a_year("catastrophic"); }},
  };
}

/// 10 k$ a copy and year, 100 k$ an hour of outage.
double cost(std::size_t zone_copies, double unavailability) {
  const auto up = probability<double>::from_complement(unavailability);
  return 1e4 * static_cast<double>(zone_copies) + 1e5 * downtime(up, year_365).count();
}
double cost_of_independent(std::size_t n) {
  return cost(n, parallel(copies(n, zone)).complement());
}
double cost_with_common_cause(std::size_t n) {
  return cost(n, beta_factor_rare_event(1, copies(n, zone), 1.5_percent));
}
double cheapest_count() {
  std::size_t best = 1;
  for (std::size_t n = 2; n < 10; ++n)
    if (cost_of_independent(n) < cost_of_independent(best)) best = n;
  return static_cast<double>(best);
}

cases cost_cases() {
  return {
      {"K01", [] { return cost_of_independent(1); }},
      {"K02", [] { return cost_of_independent(2); }},
      {"K03", [] { return cost_of_independent(3); }},
      {"K04", [] { return cost_of_independent(4); }},
      {"K05", cheapest_count},
      {"K06", [] { return cost_with_common_cause(2); }},
      {"K07", [] { return cost_with_common_cause(3); }},
      {"K08",
       [] { return 5600 * in_minutes(downtime(3_nines, year_365) - downtime(4_nines, year_365)); }},
  };
}

cases all_cases() {
  cases all;
  for (auto some : {downtime_cases(), parallel_cases(), combine_cases(), common_cause_cases(),
                    capacity_cases(), repairable_cases(), markov_cases(), cost_cases()})
    all.merge(some);
  return all;
}

}  // namespace

TEST_CASE("every row of cases.csv, in its tolerance") {
  auto computations = all_cases();
  for (const auto& row : nines_test::read_csv(NINES_TESTS_DIR "/reference/cases.csv")) {
    const std::string id = row.at("id");
    CAPTURE(id);
    CAPTURE(row.at("name"));
    const auto found = computations.find(id);
    CHECK_MESSAGE(found != computations.end(), "no computation");
    if (found == computations.end()) continue;
    const double expected = std::stod(row.at("expected"));
    const double computed = found->second();
    CHECK(std::abs(computed - expected) <= std::stod(row.at("tolerance (relative)")) * expected);
    computations.erase(found);
  }
  for (const auto& left : computations) FAIL_CHECK("no row for the computation " << left.first);
}
