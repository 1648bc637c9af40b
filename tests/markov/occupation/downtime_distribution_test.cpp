// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <nines/duration/windows.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/measures/availability_over_time.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>

#include "markov/takacs.hpp"
#include "support/message.hpp"
#include "support/one_unit.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using doctest::Approx;
using nines_test::message_of;
using nines_test::mp;
using namespace std::chrono_literals;
using hours = nines::hours_in<double>;
using nines_test::one_unit;
using nines_test::takacs;
using nines_test::within;

namespace {

/// Both clocks uniformized, step by step: exact, all terms positive, (rate x time)^2 slow.
nines::probability<double> by_steps(const nines::chain<>& c, std::size_t start, double t,
                                    double s) {
  const auto& up = c.states("up");
  const std::size_t n = c.size();
  double rate[2] = {0, 0};
  for (std::size_t i = 0; i < n; ++i)
    rate[up.contains(i)] = std::max(rate[up.contains(i)], 2 * c.exit_rates()[i]);
  const nines::poisson_weights<double> ticks(rate[0] * s);
  const nines::poisson_weights<double> steps(rate[1] * (t - s));
  const std::size_t end = steps.last() + 1;
  std::vector<std::vector<double>> now(end + 1, std::vector<double>(n, 0.0));
  now[0][start] = 1;
  std::vector<double> inside(end, 0.0);
  double at_most = 0;
  double more = 0;
  for (std::size_t k = 0; k <= ticks.last(); ++k) {
    std::vector<std::vector<double>> next(end + 1, std::vector<double>(n, 0.0));
    double met = 0;
    for (std::size_t m = 0; m < end; ++m) {
      for (std::size_t i = 0; i < n; ++i) {
        const double mass = now[m][i];
        (up.contains(i) ? inside[m] : met) += mass;
        auto& into = up.contains(i) ? now[m + 1] : next[m];
        const double q = rate[up.contains(i)];
        into[i] += mass * ((q - c.exit_rates()[i]) / q);
        for (nines::rate_matrix<double>::InnerIterator to(c.rates(), static_cast<int>(i)); to; ++to)
          into[static_cast<std::size_t>(to.col())] += mass * to.value() / q;
      }
      at_most += ticks.at(k) * steps.at(m) * inside[m];
      more += ticks.at(k) * steps.at(m) * met;
    }
    now = std::move(next);
  }
  return {nines::unchecked, at_most, more};
}

}  // namespace

TEST_CASE("one unit against Takacs in 100 digits, both tails") {
  for (const double failure : {1e-9, 0.02}) {
    const nines::downtime_distribution<> d(one_unit(failure, 0.5), 0, 100h);
    for (const double s : {0.0, 1.0, 8.76, 60.0}) {
      CAPTURE(failure);
      CAPTURE(s);
      const auto exact = takacs(failure, 0.5, 100, s);
      const auto p = d.cdf(hours(s));
      CHECK(p.value() == within(static_cast<double>(exact.value())));
      CHECK(p.complement() == within(static_cast<double>(exact.complement())));
      CHECK(d.survival(hours(s)).value() == p.complement());
    }
  }
}

TEST_CASE("random chains against steps on both clocks") {
  nines_test::random_source random(31);
  for (int trial = 0; trial < nines_test::trials(20, 10); ++trial) {
    const std::size_t n = random.between(2, 9);
    const std::size_t up = random.between(1, n - 1);
    nines::chain_builder<> b(n);
    for (std::size_t i = 0; i < n; ++i)
      for (int k = 0; k < 3; ++k) b.add(i, random.below(n), random.log_uniform(1e-4, 1));
    const auto c =
        b.label("up", nines::state_set::where(n, [&](auto i) { return i < up; })).build();
    const std::size_t start = random.below(n);  // up or down
    const double t = random.log_uniform(1, 5);
    const nines::downtime_distribution<> d(c, start, hours(t));
    for (const double share : {1e-3, 0.1, 0.5, 0.9, 0.999}) {
      CAPTURE(trial);
      CAPTURE(share);
      const auto expected = by_steps(c, start, t, share * t);
      const auto p = d.cdf(hours(share * t));
      if (expected.value() > 1e-280) CHECK(p.value() == within(expected.value()));
      if (expected.complement() > 1e-280) CHECK(p.complement() == within(expected.complement()));
    }
  }
}

TEST_CASE("quantiles") {
  const nines::downtime_distribution<> d(one_unit(0.02, 0.5), 0, 50h);
  for (const double more : {0.3, 1e-9}) {
    const auto chance = nines::probability<>::from_complement(more);
    const hours s = d.quantile(chance);
    CHECK(d.survival(s).value() == within(more, 1e-8));
  }
  const auto rarely = nines::probability<>::from_value(0.5);
  CHECK(d.cdf(d.quantile(rarely)).value() == within(0.5, 1e-8));
  CHECK(d.quantile(nines::probability<>::from_value(0.3)).count() == 0);
  CHECK(d.quantile(nines::probability<>::always()).count() == 50);
}

TEST_CASE("atoms, and windows that are all up or all down") {
  const auto c = one_unit(0.25, 2.0);
  const nines::downtime_distribution<> from_up(c, 0, 3h);
  CHECK(from_up.cdf(0h).value() == within(std::exp(-0.75), 1e-12));
  CHECK(from_up.cdf(3h).value() == 1);
  CHECK(from_up.cdf(100h).complement() == 0);
  const nines::downtime_distribution<> from_down(c, 1, 3h);
  CHECK(from_down.cdf(0h).value() == 0);
  // Down for nearly all of it: what is missing is a repair.
  CHECK(from_down.cdf(hours(3 - 1e-9)).complement() == within(std::exp(-6.0), 1e-8));
  const nines::downtime_distribution<> spread(c, std::vector<double>{0.3, 0.7}, 3h);
  CHECK(spread.cdf(1h).value() ==
        within(0.3 * from_up.cdf(1h).value() + 0.7 * from_down.cdf(1h).value()));
  const auto immortal =
      nines::chain_builder<>().add(0, 1, 1).add(1, 0, 1).label("up", {0, 1}).build();
  const nines::downtime_distribution<> never(immortal, 0, 3h);
  CHECK(never.cdf(0h).complement() == 0);
  CHECK(never.mean().count() == 0);
  CHECK(never.quantile(nines::probability<>::from_value(0.9)).count() == 0);
  // Without repair the down time is what the first failure leaves.
  const auto mortal = nines::chain_builder<>().add("ok", "dead", 0.5).label("up", {"ok"}).build();
  const nines::downtime_distribution<> rest(mortal, 0, 3h);
  CHECK(rest.cdf(1h).complement() == within(-std::expm1(-0.5 * 2)));
  CHECK(rest.cdf(hours(2.75)).complement() == within(-std::expm1(-0.5 * 0.25)));
}

TEST_CASE("mean and variance are those of the distribution") {
  const auto c = nines::chain_builder<>()
                     .add("both", "one", 0.02)
                     .add("one", "both", 0.5)
                     .add("one", "none", 0.3)
                     .add("none", "one", 0.25)
                     .add("both", "none", 0.001)
                     .label("up", {"both", "one"})
                     .build();
  const nines::downtime_distribution<> d(c, 0, 100h);
  const auto share = nines::interval_availability(c, 0, 100h);
  CHECK(d.mean().count() == within(100 * share.complement(), 1e-13));
  // E D^k = integral of k s^(k-1) P(D > s), on panels.
  double mean = 0;
  double square = 0;
  using rule = boost::math::quadrature::gauss<double, 30>;
  std::vector<hours> places;
  std::vector<double> weights;
  for (int panel = 0; panel < 4; ++panel)
    for (std::size_t i = 0; i < rule::abscissa().size(); ++i)
      for (const int side : {-1, 1}) {
        places.emplace_back(12.5 * (2 * panel + 1 + side * rule::abscissa()[i]));
        weights.push_back(12.5 * rule::weights()[i]);
      }
  const auto curve = d.cdf(places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    mean += weights[i] * curve[i].complement();
    square += weights[i] * 2 * places[i].count() * curve[i].complement();
  }
  CHECK(d.mean().count() == within(mean));
  CHECK(d.standard_deviation().count() == within(std::sqrt(square - mean * mean)));
}

TEST_CASE("rates per minute give the same hours") {
  nines::chain_builder<> b;
  b.rates_per(1min);
  const auto c =
      b.add("up", "down", 1e-3 / 60).add("down", "up", 0.5 / 60).label("up", {"up"}).build();
  const nines::downtime_distribution<> in_minutes(c, 0, 100h);
  const nines::downtime_distribution<> in_hours(one_unit(1e-3, 0.5), 0, 100h);
  CHECK(in_minutes.cdf(90min).value() == within(in_hours.cdf(90min).value()));
  CHECK(in_minutes.mean().count() == within(in_hours.mean().count(), 1e-13));
  CHECK(in_minutes.standard_deviation().count() ==
        within(in_hours.standard_deviation().count(), 1e-12));
}

TEST_CASE("what it refuses") {
  const auto c = one_unit(1e-3, 0.5);
  CHECK(
      message_of([&] { return nines::downtime_distribution<>(c, 0, 0h); }) ==
      "nines::downtime_distribution: window is 0, but must be more than 0, and finite (in hours)");
  CHECK(message_of([&] { return nines::downtime_distribution<>(c, 7, 1h); }) ==
        "nines::downtime_distribution: the state to start from is 7, but must be less than the "
        "number of states, 2");
  const nines::downtime_distribution<> d(c, 0, 10h);
  CHECK(message_of([&] { return d.cdf(-1h); }) ==
        "nines::downtime_distribution::cdf: down is -1, but must be 0 or more");
  // A failure every few seconds for a year: too many to follow one by one.
  const nines::downtime_distribution<> busy(one_unit(1000.0, 1000.0), 0, nines::year_365);
  CHECK_THROWS_WITH_AS((void)busy.cdf(4380h),
                       doctest::Contains("takes more than 1e+11 multiplications"),
                       nines::convergence_error);
}

namespace {
nines::chain<> unit(double failure, double repair) {
  nines::chain_builder<> b;
  b.add("up", "down", failure).add("down", "up", repair);
  return b.label("up", {"up"}).build();
}
}  // namespace

TEST_CASE("a window without an end, and options out of their domain") {
  const auto c = unit(1e-3, 1);
  const auto of = [&](double window, nines::downtime_options options) {
    return message_of(
        [&] { return nines::downtime_distribution<>(c, 0, hours(window), {}, options); });
  };
  CHECK(of(HUGE_VAL, {}) ==
        "nines::downtime_distribution: window is inf, but must be more than 0, and finite (in "
        "hours)");
  CHECK(of(static_cast<double>(NAN), {}).find("window is nan") != std::string::npos);
  for (const double tolerance : {-1., 0., 1., static_cast<double>(NAN)})
    CHECK(of(1, {.tolerance = tolerance}).find("tolerance is") != std::string::npos);
  CHECK(of(1, {.max_products = static_cast<double>(NAN)}) ==
        "nines::downtime_distribution: max_products is nan, but must be 0 or more");
  CHECK(of(1, {.memory_limit = -1}) ==
        "nines::downtime_distribution: memory_limit is -1, but must be 0 or more");
}

TEST_CASE("too much is refused before it is begun") {
  const auto fast = unit(1e9, 1e9);
  const nines::downtime_distribution<> d(fast, 0, nines::year_365);
  CHECK(message_of([&] { return d.cdf(4380h); }) ==
        "nines::downtime_distribution: takes more than 1e+11 multiplications; raise max_products, "
        "take a shorter window or merge fast states");
  const nines::downtime_distribution<> large(fast, 0, nines::year_365, {}, {.max_products = 1e30});
  CHECK(message_of([&] {
          return large.cdf(4380h);
        }).find("counting the ticks of the clock needs 3.6") != std::string::npos);
  nines::chain_builder<> many(20000);
  many.add(0, 1, 1.).add(1, 0, 1.).label("up", {std::size_t{0}});
  const nines::downtime_distribution<> wide(many.build(), 0, nines::year_365);
  CHECK(message_of([&] { return wide.cdf(1h); }).find("GiB") != std::string::npos);
  CHECK(message_of([&] { return wide.mean(); }).find("GiB") != std::string::npos);
}

TEST_CASE("states that alternate at any rate do not matter") {
  // A and B are one state that fails at 5e-4 an hour: what is left is of the order of that over r.
  const auto at = [](double r) {
    nines::chain_builder<> b;
    b.add("A", "B", r).add("B", "A", r).add("A", "down", 1e-3).add("down", "A", 1);
    return nines::downtime_distribution<>(b.label("up", {"A", "B"}).build(), 0, nines::year_365)
        .cdf(5h)
        .value();
  };
  const double slow =
      nines::downtime_distribution<>(unit(5e-4, 1), 0, nines::year_365).cdf(5h).value();
  for (const double r : {1e10, 1e17, 1e19, 1e25, 1e100, 1e300})
    CHECK(at(r) == Approx(slow).epsilon(1e-11));
  CHECK(message_of([&] { return at(1e307); }).find("are out of range") != std::string::npos);
}

TEST_CASE("no probability exceeds 1") {
  const auto c = unit(1e-3, 1e3);
  const auto over = nines::downtime_distribution<>(c, 0, hours(1e12)).survival(hours(1e-3));
  CHECK(over.value() == 1);
  CHECK(over.complement() == 0);
}
