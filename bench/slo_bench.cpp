// SPDX-License-Identifier: BSL-1.0
// Claim: the whole distribution of a year's down time, 1000 points on both tails, takes about a
// millisecond; a plain simulation needs far longer for one point to a thousandth.
#include <benchmark/benchmark.h>

#include <cmath>
#include <nines/distribution/boost.hpp>
#include <nines/duration/windows.hpp>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/breach/breach.hpp>
#include <nines/slo/breach/required.hpp>
#include <nines/slo/budget/false_alerts.hpp>
#include <nines/slo/downtime/compound_downtime.hpp>
#include <nines/slo/downtime/renewal_downtime.hpp>
#include <random>

namespace {

using namespace nines::literals;
using namespace std::chrono_literals;
using hours = nines::hours_in<double>;

const nines::error_budget promise(99.95_percent, nines::year_365);

/// 1000 points of the exceedance curve; outages once in so many hours.
void yearly_downtime_curve(benchmark::State& state) {
  const nines::unit_downtime dist(hours(static_cast<double>(state.range(0))), 15min,
                                  nines::year_365);
  for (auto _ : state) benchmark::DoNotOptimize(exceedance_curve(dist, 4 * dist.mean(), 1000));
}
BENCHMARK(yearly_downtime_curve)->Arg(720)->Arg(24)->Arg(1)->Unit(benchmark::kMillisecond);

/// What the write path of examples/architectures/multi_zone.yaml cannot do without, by the figures
/// there: the region, the load balancer, and a zone with its database of two.
struct write_path {
  bool region = true, balancer = true, zones[2] = {true, true}, databases[2] = {true, true};
  bool operator==(const write_path&) const = default;
  [[nodiscard]] bool is_up() const {
    return region && balancer && ((zones[0] && databases[0]) || (zones[1] && databases[1]));
  }
};
/// The zones are alike: which of them is which does not matter.
write_path either_zone_first(write_path s) {
  const auto side = [&](int i) { return 2 * int(s.zones[i]) + int(s.databases[i]); };
  if (side(0) > side(1)) {
    std::swap(s.zones[0], s.zones[1]);
    std::swap(s.databases[0], s.databases[1]);
  }
  return s;
}
/// The chain of it: parts by availability and hours to repair.
auto multi_zone_chain() {
  const auto flip = [](auto& emit, write_path next, bool write_path::* part, double a,
                       double mttr) {
    const bool was_up = next.*part;
    next.*part = !was_up;
    emit(next, was_up ? (1 - a) / a / mttr : 1 / mttr);
  };
  return nines::explore(write_path{},
                        [flip](const write_path& s, auto& emit) {
                          flip(emit, s, &write_path::region, 0.9999, 2);
                          flip(emit, s, &write_path::balancer, 0.9999, 1.0 / 6);
                          for (int i = 0; i < 2; ++i) {
                            write_path zone = s;
                            zone.zones[i] = !s.zones[i];
                            emit(zone, s.zones[i] ? 0.005 / 0.995 / 4 : 0.25);
                            write_path database = s;
                            database.databases[i] = !s.databases[i];
                            emit(database, s.databases[i] ? 0.005 / 0.995 / 2 : 0.5);
                          }
                        },
                        {.canonical = either_zone_first})
      .label("up", [](const write_path& s) { return s.is_up(); });
}

/// 1000 points of the yearly down time of the multi-zone sample, up to so many hours: of the exact
/// chain of 40 states, right to 1e-range(1); and of one unit with the same means.
void multi_zone_year(benchmark::State& state) {
  const auto model = multi_zone_chain();
  const auto& c = model.chain();
  nines::probability<> p;
  for (auto _ : state) {
    const nines::downtime_distribution<> dist(
        c, 0, nines::year_365, "up", {.tolerance = std::pow(10.0, -double(state.range(1)))});
    const auto curve = exceedance_curve(dist, hours(double(state.range(0))), 1000);
    p = curve[500].probability;
  }
  state.counters["states"] = static_cast<double>(c.size());
  state.counters["over_half"] = p.value();
}
BENCHMARK(multi_zone_year)
    ->Args({12, 8})
    ->Args({6, 8})
    ->Args({12, 6})
    ->Unit(benchmark::kMillisecond);
void multi_zone_year_as_unit(benchmark::State& state) {
  const auto model = multi_zone_chain();
  const auto part = nines::as_repairable_from<double>(model.chain(), 0, "up");
  nines::probability<> p;
  for (auto _ : state) {
    const auto curve = exceedance_curve(nines::unit_downtime<>(part, nines::year_365), 12h, 1000);
    p = curve[500].probability;
  }
  state.counters["over_half"] = p.value();
}
BENCHMARK(multi_zone_year_as_unit)->Unit(benchmark::kMillisecond);

/// Outages of a lognormal distribution: the distribution of a month's down time, once, and one
/// probability of it.
void renewal_month(benchmark::State& state) {
  const nines::lognormal_time<> outage(10min, 1.0);
  for (auto _ : state)
    benchmark::DoNotOptimize(nines::renewal_downtime<>(720h, outage, nines::month_30d));
}
BENCHMARK(renewal_month)->Unit(benchmark::kMillisecond);
void renewal_probability(benchmark::State& state) {
  const nines::renewal_downtime<> dist(720h, nines::lognormal_time<>(10min, 1.0), nines::month_30d);
  for (auto _ : state) benchmark::DoNotOptimize(dist.survival(promise.time()));
}
BENCHMARK(renewal_probability)->Unit(benchmark::kMicrosecond);

/// One probability of a breach by simulation, to a thousandth of itself: the time beside it.
void breach_by_simulation(benchmark::State& state) {
  std::mt19937_64 engine(1);
  std::exponential_distribution<double> up(1.0 / 720);
  std::exponential_distribution<double> down(4);
  const double allowed = promise.time().count();
  long broken = 0;
  for (auto _ : state) {
    double lost = 0;
    for (double now = up(engine); now < 8760; now += up(engine)) {
      const double outage = down(engine);
      lost += outage;
      now += outage;
    }
    broken += lost > allowed ? 1 : 0;
  }
  const double p = static_cast<double>(broken) / static_cast<double>(state.iterations());
  state.counters["windows_for_1e-3"] = (1 - p) / p * 1e6;
}
BENCHMARK(breach_by_simulation);

void breach(benchmark::State& state) {
  const nines::repairable unit(720h, 15min);
  for (auto _ : state) benchmark::DoNotOptimize(breach_probability(unit, promise));
}
BENCHMARK(breach);

void required_mttr_of_a_breach(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(nines::required_mttr(promise, 5_percent, nines::month_30d));
}
BENCHMARK(required_mttr_of_a_breach)->Unit(benchmark::kMicrosecond);

/// Certain bounds for outages of any distribution: one point, by the number of cells.
void compound_bounds(benchmark::State& state) {
  const auto dist = [](hours t) {
    return nines::probability<>(nines::unchecked, -std::expm1(-4 * t.count()),
                                std::exp(-4 * t.count()));
  };
  const nines::compound_downtime d(720h, dist, nines::year_365,
                                   static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(d.survival(promise.time()));
}
BENCHMARK(compound_bounds)->Arg(250)->Arg(1000)->Unit(benchmark::kMillisecond);

void false_alerts_in_a_month(benchmark::State& state) {
  const nines::burn_rate_alert alert(nines::error_budget(99.9_percent, nines::rolling_30d),
                                     {14.4, 1h, 5min});
  const nines::service_traffic<> t{static_cast<double>(state.range(0)), 0.05_percent};
  for (auto _ : state)
    benchmark::DoNotOptimize(false_alert_probability(alert, t, nines::month_30d, 1min));
}
BENCHMARK(false_alerts_in_a_month)->Arg(100)->Arg(100000)->Unit(benchmark::kMicrosecond);

}  // namespace
