// SPDX-License-Identifier: BSL-1.0
// Every accuracy that a comment of this room states, at the edge of where it holds: the same code,
// or the definition, in 100 digits.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/slo.hpp>

#include "slo_test.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using nines_test::error_in_epsilons;
using nines_test::mp;
using nines_test::random_source;

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// How a unit fails, in hours, and how its window begins.
struct unit_figures {
  double mttf, mttr, window;
  initial_condition start;

  template <class T>
  [[nodiscard]] unit_downtime<T> as() const {
    return {hours_in<T>(T(mttf)), hours_in<T>(T(mttr)), hours_in<T>(T(window)), start};
  }
};

unit_figures random_unit(random_source& random) {
  return {random.log_uniform(1e-3, 1e6), random.log_uniform(1e-3, 1e3),
          random.log_uniform(1e-6, 1e4), nines_test::starts[random.below(3)]};
}

/// How many epsilons `time` may be off where the probability is right to `probability_error`
/// epsilons and the root to four: an error of the probability is one of the time over d log
/// probability / d log time.
template <class Chance>
double allowed_error(const Chance& chance, const mp& time, double probability_error) {
  const mp step("1e-20");
  const mp slope = log(chance(time * (1 + step)) / chance(time * (1 - step))) / (2 * step);
  return 4 + probability_error / static_cast<double>(abs(slope));
}

/// The time at which `probability`, which is monotone, is `wanted`: by halving, near a guess.
template <class Chance>
mp time_of(const Chance& chance, const mp& wanted, double guess) {
  mp low = mp(guess) * (1 - mp("1e-6")), high = mp(guess) * (1 + mp("1e-6"));
  const bool rises = chance(high) > chance(low);
  for (int i = 0; i < 70; ++i) {
    const mp middle = (low + high) / 2;
    ((chance(middle) < wanted) == rises ? low : high) = middle;
  }
  return low;
}

}  // namespace

TEST_CASE("the mean of a down time to 10 epsilon, its variance to 20") {
  random_source random(4101);
  double worst_mean = 0, worst_variance = 0;
  for (int i = 0; i < nines_test::trials(3000, 30); ++i) {
    const auto u = random_unit(random);
    const auto d = u.as<double>();
    const auto exact = u.as<mp>();
    worst_mean = std::max(worst_mean, error_in_epsilons(d.mean().count(), exact.mean().count()));
    worst_variance = std::max(worst_variance, error_in_epsilons(d.variance(), exact.variance()));
  }
  MESSAGE("mean " << worst_mean << ", variance " << worst_variance << " epsilon");
  CHECK(worst_mean <= 10);
  CHECK(worst_variance <= 20);
}

TEST_CASE("the probabilities of a down time, for means up to 1e6") {
  double worst = 0;
  for (const double mean : {1.0, 1e3, nines_test::is_optimised ? 1e6 : 1e4})
    for (const double off : {-0.03, -1e-3, 0.0, 1e-3, 0.03})
      for (const auto start : nines_test::starts) {
        // Failures in `mean` hours up, repairs in about as many hours down: whole numbers, not
        // rounded.
        const double down = std::round(mean * (1 + off));
        const unit_figures u{1, 1, mean + down, start};
        const auto exact = u.as<mp>().cdf(hours_in<mp>(mp(down)));
        const auto p = u.as<double>().cdf(hours_in<double>(down));
        worst = std::max(worst, error_in_epsilons(p, exact));
      }
  MESSAGE("probabilities: " << worst << " epsilon");
  CHECK(worst <= 300);
}

TEST_CASE("required times to 4 epsilon, as far as the probabilities depend on them") {
  random_source random(4102);
  double worst = 0;
  for (int i = 0; i < nines_test::trials(30, 10); ++i) {
    const double mttf = random.log_uniform(100, 1e4), mttr = random.log_uniform(0.05, 5);
    const auto breach = probability<>::from_value(random.log_uniform(1e-9, 0.05));
    const auto by_mttr = [&](const mp& x) {
      return breach_probability(
                 unit_downtime<mp>(hours_in<mp>(mp(mttf)), hours_in<mp>(x), hours_in<mp>(720)),
                 error_budget<mp>(probability<mp>(nines_test::promise.objective()),
                                  hours_in<mp>(720)))
          .value();
    };
    const auto by_mttf = [&](const mp& x) {
      return breach_probability(
                 unit_downtime<mp>(hours_in<mp>(x), hours_in<mp>(mp(mttr)), hours_in<mp>(720)),
                 error_budget<mp>(probability<mp>(nines_test::promise.objective()),
                                  hours_in<mp>(720)))
          .value();
    };
    const auto check = [&](double found, const auto& chance) {
      if (!std::isfinite(found)) return;
      const mp exact = time_of(chance, mp(breach.value()), found);
      const double off = error_in_epsilons(found, exact);
      worst = std::max(worst, off / allowed_error(chance, exact, 300));
    };
    check(required_mttr(nines_test::promise, breach, hours_in<double>(mttf)).count(), by_mttr);
    check(required_mttf(nines_test::promise, breach, hours_in<double>(mttr)).count(), by_mttf);
  }
  MESSAGE("required times: " << worst << " of what is allowed");
  CHECK(worst <= 1);
}

TEST_CASE("quantiles of a down time to 4 epsilon, as far as the probabilities depend on them") {
  random_source random(4103);
  double worst = 0;
  for (int i = 0; i < nines_test::trials(30, 10); ++i) {
    const unit_figures u{random.log_uniform(10, 1e3), random.log_uniform(0.1, 10), 720,
                         initial_condition::up};
    const auto d = u.as<double>();
    const auto p = probability<>::from_complement(random.log_uniform(1e-12, 0.3));
    const double found = d.quantile(p).count();
    if (!(found > 0) || !(found < 720)) continue;
    const auto exact_distribution = u.as<mp>();
    const auto chance = [&](const mp& x) {
      return exact_distribution.survival(hours_in<mp>(x)).value();
    };
    const mp exact = time_of(chance, mp(p.complement()), found);
    worst = std::max(worst, error_in_epsilons(found, exact) / allowed_error(chance, exact, 300));
  }
  MESSAGE("quantiles: " << worst << " of what is allowed");
  CHECK(worst <= 1);
}

namespace {

/// The error of the larger side, and that of the smaller by 1 - log of it: of what is near e^-x a
/// relative error of x counts x times.
double error_by_size(const probability<>& p, const probability<mp>& exact) {
  const auto off = [](double computed, const mp& side) {
    if (side < 1e-290) return 0.0;
    return error_in_epsilons(computed, side) / (1 - std::log(static_cast<double>(side)));
  };
  return std::max(off(p.value(), exact.value()), off(p.complement(), exact.complement()));
}

}  // namespace

TEST_CASE("any breach of several windows to 1e2 epsilon of the logarithm") {
  random_source random(4104);
  double worst = 0;
  for (int i = 0; i < nines_test::trials(100, 10); ++i) {
    const auto a = nines_test::random_part(random, 1e-12, 0.4);
    const auto b = nines_test::random_part(random, 1e-12, 0.4);
    const auto one = std::max(a, b), up = std::min(a, b);  // what begins up is kept the longer
    const auto n = static_cast<std::size_t>(random.log_uniform(1, 1e6));
    const auto bounds = any_breach_probability(one, up, n);
    const auto exact = any_breach_probability(nines_test::precise(one), nines_test::precise(up), n);
    worst = std::max({worst, error_by_size(bounds.lower, exact.lower),
                      error_by_size(bounds.upper, exact.upper)});
  }
  MESSAGE("any breach, of probabilities: " << worst << " epsilon");
  for (int i = 0; i < nines_test::trials(100, 10); ++i) {
    const double mttf = random.log_uniform(10, 1e5), mttr = random.log_uniform(1, 100);
    const double missing = random.log_uniform(1e-6, 0.2);
    const auto n = static_cast<std::size_t>(random.log_uniform(1, 1e4));
    const auto start = nines_test::starts[random.below(3)];
    const auto bounds = any_breach_probability(
        repairable<double>::from_hours(mttf, mttr),
        error_budget<double>(probability<>::from_complement(missing), hours_in<double>(720)), n,
        start);
    const auto exact = any_breach_probability(
        repairable<mp>::from_hours(mp(mttf), mp(mttr)),
        error_budget<mp>(probability<mp>::from_complement(mp(missing)), hours_in<mp>(720)), n,
        start);
    worst = std::max({worst, error_by_size(bounds.lower, exact.lower),
                      error_by_size(bounds.upper, exact.upper)});
  }
  MESSAGE("any breach: " << worst << " epsilon");
  CHECK(worst <= 100);
}

TEST_CASE("error budgets to 3 epsilon, alerts to 4") {
  random_source random(4105);
  double worst_budget = 0, worst_alert = 0;
  for (int i = 0; i < nines_test::trials(3000, 10); ++i) {
    const double missing = random.log_uniform(1e-9, 0.5), window = random.log_uniform(1, 1e4);
    const double rate = random.log_uniform(0.1, 100);
    const double long_window = window * random.log_uniform(1e-3, 0.99);
    const double short_window = long_window * random.uniform(0.01, 0.9);
    const double share = random.log_uniform(1e-9, 1);
    const error_budget<> b(probability<>::from_complement(missing), hours_in<double>(window));
    const error_budget<mp> c(probability<mp>::from_complement(mp(missing)),
                             hours_in<mp>(mp(window)));
    const auto failing = probability<>::from_value(share);
    const probability<mp> exactly_failing = probability<mp>::from_value(mp(share));
    for (const double off :
         {error_in_epsilons(b.time().count(), c.time().count()),
          error_in_epsilons(b.requests(1e6 / 3), c.requests(mp(1e6 / 3))),
          error_in_epsilons(b.burn_rate(failing), c.burn_rate(exactly_failing)),
          error_in_epsilons(b.consumed_by(hours_in<double>(long_window), failing),
                            c.consumed_by(hours_in<mp>(mp(long_window)), exactly_failing))})
      worst_budget = std::max(worst_budget, off);
    const burn_rate_alert<> a(
        b, {rate, hours_in<double>(long_window), hours_in<double>(short_window)});
    const burn_rate_alert<mp> e(
        c, {mp(rate), hours_in<mp>(mp(long_window)), hours_in<mp>(mp(short_window))});
    worst_alert = std::max({worst_alert, error_in_epsilons(a.threshold(), e.threshold()),
                            error_in_epsilons(a.budget_consumed(), e.budget_consumed()),
                            error_in_epsilons(a.least_traffic(3), e.least_traffic(3))});
    if (share < a.threshold()) continue;
    worst_alert =
        std::max(worst_alert, error_in_epsilons(a.detection_time(failing).count(),
                                                e.detection_time(exactly_failing).count()));
    // The reset time is a difference of the shares: right to 4 epsilon of its window.
    const mp off = abs(mp(a.reset_time(failing).count()) - e.reset_time(exactly_failing).count());
    worst_alert = std::max(worst_alert, static_cast<double>(off / short_window) / epsilon);
  }
  MESSAGE("budgets " << worst_budget << ", alerts " << worst_alert << " epsilon");
  CHECK(worst_budget <= 3);
  CHECK(worst_alert <= 4);
}

namespace {

/// P(k) of a Poisson count, in 100 digits.
std::vector<mp> precise_poisson(const mp& mean, std::size_t size) {
  std::vector<mp> probabilities{exp(-mean)};
  while (probabilities.size() < size)
    probabilities.push_back(probabilities.back() * mean / probabilities.size());
  return probabilities;
}

/// P(an alert on two windows fires) by the definition: all counts of four kinds.
mp fires_by_definition(const mp& threshold, std::size_t least, const mp& share, const mp& recent,
                       const mp& before) {
  const auto failed = precise_poisson(share * recent, 30);
  const auto good = precise_poisson((1 - share) * recent, 160);
  const auto failed_before = precise_poisson(share * before, 40);
  const auto good_before = precise_poisson((1 - share) * before, 400);
  std::vector<mp> fewer_before{0};  // good requests before: fewer than k
  for (const mp& p : good_before) fewer_before.push_back(fewer_before.back() + p);
  mp sum = 0;
  for (std::size_t f = 1; f < failed.size(); ++f)
    for (std::size_t g = 0; g < good.size(); ++g) {
      if (!(mp(f) > threshold * mp(f + g))) break;
      for (std::size_t h = 0; h < failed_before.size(); ++h) {
        if (f + h < least) continue;
        // The whole is above: f + h > threshold (f + h + g + k), k the good requests before.
        const mp limit = mp(f + h) / threshold - mp(f + h + g);
        const auto k = static_cast<std::size_t>(static_cast<double>(ceil(limit)));
        sum += failed[f] * good[g] * failed_before[h] *
               fewer_before[std::min(k, fewer_before.size() - 1)];
      }
    }
  return sum;
}

}  // namespace

TEST_CASE("alerts of few requests to 1e-12, down to 1e-290") {
  double worst = 0, rarest = 1;
  for (const double share : {0.05, 1e-3, 1e-20, 1e-70})
    for (const std::size_t least : {std::size_t(1), std::size_t(4)}) {
      // 40 requests an hour, two windows of 1 h and 15 min, above 7.3 % of failures.
      const burn_rate_alert<> alert(
          error_budget(probability<>::from_complement(0.0073), rolling_30d),
          {10, hours_in<double>(1), hours_in<double>(0.25), least});
      const auto p = alert_probability(alert, {40, probability<>::from_value(share)});
      const mp exact = fires_by_definition(mp(alert.threshold()), least, mp(share), mp(10), mp(30));
      if (exact < 1e-290) continue;
      rarest = std::min(rarest, p.value());
      worst = std::max({worst, static_cast<double>(abs(mp(p.value()) - exact) / exact),
                        static_cast<double>(abs(mp(p.complement()) - (1 - exact)) / (1 - exact))});
    }
  MESSAGE("few requests: " << worst << ", the rarest " << rarest);
  CHECK(worst <= 1e-12);
  CHECK(rarest < 1e-250);
}

TEST_CASE("measured availability and composite objectives to n epsilon") {
  random_source random(4106);
  double worst = 0;
  for (const std::size_t n : {std::size_t(1), std::size_t(10), std::size_t(1000)}) {
    std::vector<request_count<double>> slices;
    std::vector<probability<>> objectives;
    std::vector<double> weights;
    mp failed = 0, total = 0, missing = 0, left = 0, weight = 0, good = 0, bad = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double all = std::round(random.log_uniform(1, 1e12));
      const double lost = std::floor(all * random.log_uniform(1e-12, 1));
      slices.push_back({lost, all});
      failed += mp(lost), total += mp(all);
      missing += mp(lost) / mp(all), left += (mp(all) - mp(lost)) / mp(all);
      objectives.push_back(probability<>::from_complement(random.log_uniform(1e-12, 0.5 / 1000)));
      weights.push_back(random.log_uniform(1e-3, 1e3));
      weight += mp(weights.back());
      good += mp(weights.back()) * mp(objectives.back().value());
      bad += mp(weights.back()) * mp(objectives.back().complement());
    }
    const auto add = [&](const probability<>& p, const mp& value, const mp& complement) {
      worst =
          std::max({worst, error_in_epsilons(p.value(), value) / static_cast<double>(n + 2),
                    error_in_epsilons(p.complement(), complement) / static_cast<double>(n + 2)});
    };
    add(by_occurrences(slices), (total - failed) / total, failed / total);
    add(by_ratio_timeslices(slices), left / n, missing / n);
    add(composite_occurrences(objectives, weights), good / weight, bad / weight);
  }
  MESSAGE("objectives: " << worst << " of n + 2 epsilon");
  CHECK(worst <= 1);
}

TEST_CASE("an estimate is within two standard errors in 19 of 20 cases") {
  const error_budget<> four_weeks(probability<>::from_complement(0.001), rolling_28d);
  const burn_rate_alert<> alert(four_weeks, {14, hours_in<double>(1)});
  const service_traffic<> traffic{120, probability<>::from_value(2e-4)};
  const double exact =
      false_alert_probability(alert, traffic, rolling_7d, hours_in<double>(1)).lower.value();
  int within = 0;
  constexpr int seeds = 60;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto e = estimate_false_alerts(alert, traffic, rolling_7d, hours_in<double>(1),
                                         {.work = 2e5, .seed = seed});
    within += std::abs(e.probability.value() - exact) <= 2 * e.standard_error;
  }
  MESSAGE(within << " of " << seeds << " estimates are within two standard errors");
  CHECK(within >= 51);  // of 57 expected; 50 or fewer have a probability of 1e-3
}
