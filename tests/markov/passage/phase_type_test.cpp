// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>
#include <limits>
#include <nines/markov/passage/phase_type.hpp>
#include <nines/markov/passage/phase_type_algebra.hpp>
#include <nines/markov/passage/phase_type_time.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::error_in_epsilons;
using nines_test::message_of;
using nines_test::mp;
using double_phases = nines::phase_type<>;
using double_chance = nines::probability<double>;
using nines_test::within_epsilons;

namespace {

/// A time in the unit of phase types, an hour; and back.
template <class T>
nines::hours_in<T> hours_at(const T& t) {
  return nines::hours_in<T>(t);
}
nines::hours_in<double> hours_at(int t) { return nines::hours_in<double>(t); }
double in_hours(nines::hours_in<double> t) { return t.count(); }

/// The same distribution in 100 digits.
nines::phase_type<mp> precise(const double_phases& a) {
  nines::detail::phase_parts<mp> parts(a.phases());
  const auto& rates = a.absorbing_chain().rates();
  for (std::size_t i = 0; i < a.phases(); ++i) {
    parts.initial[i] = a.initial()[i];
    parts.exits[i] = a.exit(i);
    for (nines::rate_matrix<double>::InnerIterator to(rates, static_cast<int>(i)); to; ++to)
      if (const auto j = static_cast<std::size_t>(to.col()); j < a.phases())
        parts.add(i, j, to.value());
  }
  return nines::phase_type<mp>::from(parts);
}

/// Phases that lead anywhere, at rates over `decades`.
double_phases random_distribution(nines_test::random_source& random, std::size_t phases,
                                  double decades) {
  nines::detail::phase_parts<double> parts(phases);
  const auto rate = [&] { return std::pow(10, random.uniform(-decades / 2, decades / 2)); };
  for (std::size_t i = 0; i < phases; ++i) {
    if (i == 0 || random.one_in(2)) parts.initial[i] = random.unit();
    if (i + 1 == phases || random.one_in(4)) parts.exits[i] = rate();
    for (std::size_t j = 0; j < phases; ++j)
      if (j != i && (j == i + 1 || random.one_in(3))) parts.add(i, j, rate());
  }
  double sum = 0;
  for (const double p : parts.initial) sum += p;
  for (double& p : parts.initial) p /= sum;
  return double_phases::from(parts);
}

}  // namespace

TEST_CASE("Erlang: both tails, as Boost's gamma distribution has them") {
  for (const std::size_t k : {1U, 2U, 7U, 40U}) {
    CAPTURE(k);
    const auto erlang = double_phases::erlang(k, 2.0);
    const boost::math::gamma_distribution<> gamma(static_cast<double>(k), 0.5);
    for (const double t : {1e-6, 1e-3, 0.1, 1.0, 3.0, 10.0, 60.0, 300.0}) {
      CAPTURE(t);
      CHECK(cdf(erlang, hours_at(t)).value() == within_epsilons(boost::math::cdf(gamma, t), 300));
      CHECK(cdf(erlang, hours_at(t)).complement() ==
            within_epsilons(boost::math::cdf(boost::math::complement(gamma, t)), 1000));
      CHECK(pdf(erlang, hours_at(t)) == within_epsilons(boost::math::pdf(gamma, t), 1000));
    }
    CHECK(erlang.mean() == within_epsilons(static_cast<double>(k) / 2, 100));
    CHECK(erlang.variance() == within_epsilons(static_cast<double>(k) / 4, 100));
    CHECK(erlang.moment(3) == within_epsilons(static_cast<double>(k * (k + 1) * (k + 2)) / 8, 100));
  }
}

TEST_CASE("a distribution is the same in 100 digits, at any time") {
  nines_test::random_source random(20260104);
  double worst = 0;
  for (int trial = 0; trial < nines_test::trials(25, 25); ++trial) {
    const auto a = random_distribution(random, random.between(1, 6), trial % 2 == 0 ? 1 : 7);
    const auto exact = precise(a);
    for (const double scale : {1e-4, 0.3, 1.0, 20.0}) {
      const double t = a.mean() * scale;
      if (cdf(exact, hours_at(t)).complement() < 1e-290) continue;
      worst = std::max(worst, error_in_epsilons(cdf(a, hours_at(t)), cdf(exact, hours_at(t))));
    }
    CHECK(error_in_epsilons(a.mean(), exact.mean()) < 100);
    CHECK(error_in_epsilons(a.variance(), exact.variance()) < 1000);
  }
  MESSAGE("largest error of either side: " << worst << " epsilon");
  CHECK(worst < 500);
}

TEST_CASE("closed forms") {
  const std::vector<double> probabilities{0.25, 0.75}, rates{1e-3, 2.0};
  const auto wide = double_phases::hyperexponential(probabilities, rates);
  const double t = 5;
  CHECK(survival(wide, hours_at(t)).value() ==
        within_epsilons(0.25 * std::exp(-5e-3) + 0.75 * std::exp(-10.0), 100));
  CHECK(wide.mean() == within_epsilons(250.375, 10));
  CHECK(survival(wide, hours_at(1e4)).value() == within_epsilons(0.25 * std::exp(-10.0), 3000));
  CHECK(hazard(wide, hours_at(1e4)) == within_epsilons(1e-3, 3000));
  const std::vector<double> two{1.0, 3.0};
  const auto hypo = double_phases::hypoexponential(two);
  CHECK(survival(hypo, hours_at(2.0)).value() ==
        within_epsilons(1.5 * std::exp(-2.0) - 0.5 * std::exp(-6.0), 100));
  CHECK(hypo.variance() == within_epsilons(1 + 1.0 / 9, 10));
  const std::vector<double_chance> on{double_chance::from_value(0.5), double_chance::always()};
  const auto cox = double_phases::coxian(two, on);
  CHECK(cox.mean() == within_epsilons(1 + 0.5 / 3, 10));
  CHECK(cdf(cox, hours_at(0)).value() == 0);
  CHECK(cdf(cox, hours_at(0)).complement() == 1);
  // A switch that takes no time on the scale of a year keeps its digits: stiff by 1e12.
  const std::vector<double> stiff_rates{1e6, 1e-6};
  const auto stiff = double_phases::hypoexponential(stiff_rates);
  CHECK(survival(stiff, hours_at(1e7)).value() ==
        within_epsilons(std::exp(-10.0) / (1 - 1e-12), 1000));
}

TEST_CASE("sums, races, maxima, mixtures and retries") {
  const auto a = double_phases::exponential(2.0);
  const auto b = double_phases::exponential(0.5);
  const double t = 1.5, ea = std::exp(-3.0), eb = std::exp(-0.75);
  CHECK(survival(first_of(a, b), hours_at(t)).value() == within_epsilons(ea * eb, 50));
  CHECK(cdf(all_of(a, b), hours_at(t)).value() == within_epsilons((1 - ea) * (1 - eb), 50));
  CHECK(cdf(all_of(a, b), hours_at(1e-9)).value() ==
        within_epsilons(std::expm1(-2e-9) * std::expm1(-5e-10), 50));
  CHECK(survival(sequence(a, b), hours_at(t)).value() ==
        within_epsilons((2.0 * eb - 0.5 * ea) / 1.5, 50));
  CHECK(survival(mixture(double_chance::from_value(0.25), a, b), hours_at(t)).value() ==
        within_epsilons(0.25 * ea + 0.75 * eb, 50));
  // A geometric number of exponential times is one exponential time.
  CHECK(survival(retry(a, double_chance::from_value(1e-9)), hours_at(1e9)).value() ==
        within_epsilons(std::exp(-2.0), 200));
  // Distributions of larger ones: means and variances add, S of a race is a product, F of a maximum
  // too.
  nines_test::random_source random(20260105);
  for (int trial = 0; trial < nines_test::trials(10, 5); ++trial) {
    const auto x = random_distribution(random, 3, 2), y = random_distribution(random, 4, 2);
    CHECK(sequence(x, y).mean() == within_epsilons(x.mean() + y.mean(), 50));
    CHECK(sequence(x, y).variance() == within_epsilons(x.variance() + y.variance(), 200));
    const double when = random.uniform(0.01, 3) * x.mean();
    CHECK(survival(first_of(x, y), hours_at(when)).value() ==
          within_epsilons(survival(x, hours_at(when)).value() * survival(y, hours_at(when)).value(),
                          2000));
    CHECK(cdf(all_of(x, y), hours_at(when)).value() ==
          within_epsilons(cdf(x, hours_at(when)).value() * cdf(y, hours_at(when)).value(), 2000));
    const double p = random.unit();
    CHECK(mixture(double_chance::from_value(p), x, y).mean() ==
          within_epsilons(p * x.mean() + (1 - p) * y.mean(), 50));
    CHECK(retry(x, double_chance::from_value(p)).mean() == within_epsilons(x.mean() / p, 200));
  }
}

TEST_CASE("a fit has the mean and the coefficient of variation asked for") {
  for (const double variation : {0.1, 0.25, 1 / std::sqrt(2.0), 0.9, 1.0, 1.5, 4.0, 30.0}) {
    CAPTURE(variation);
    const auto fitted = double_phases::fit(7.0, variation);
    CHECK(fitted.mean() == within_epsilons(7, 1000));
    CHECK(fitted.variation() == within_epsilons(variation, 1000));
  }
  CHECK(double_phases::fit(7.0, 0.25).phases() == 16);
  CHECK(double_phases::fit(7.0, 3).phases() == 2);
  CHECK(double_phases::nearly_constant(4.0, 100).mean() == within_epsilons(4, 1000));
  CHECK(double_phases::nearly_constant(4.0, 100).variation() == within_epsilons(0.1, 1000));
}

TEST_CASE("quantiles, down to tails of 1e-200") {
  const boost::math::exponential_distribution<> exponential(0.25);
  const auto one = double_phases::exponential(0.25);
  for (const double p : {1e-200, 1e-9, 0.3, 0.5}) {
    CHECK(in_hours(quantile(one, double_chance::from_value(p))) ==
          within_epsilons(boost::math::quantile(exponential, p), 500));
    CHECK(in_hours(quantile(one, double_chance::from_complement(p))) ==
          within_epsilons(boost::math::quantile(boost::math::complement(exponential, p)), 500));
  }
  const auto fitted = double_phases::fit(3.0, 0.4);
  for (const auto& p :
       {double_chance::from_value(1e-12), double_chance::from_value(0.5),
        double_chance::from_complement(0.01), double_chance::from_complement(1e-12)}) {
    const auto back = cdf(fitted, quantile(fitted, p));
    CHECK(back.value() == within_epsilons(p.value(), 2000));
    CHECK(back.complement() == within_epsilons(p.complement(), 2000));
  }
}

TEST_CASE("what is wrong is named") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(message_of([] { return double_phases::erlang(0, 1.0); }) ==
        "nines::phase_type::erlang: phases is 0, but must be 1 or more");
  CHECK(message_of([] { return double_phases::exponential(-1.0); }) ==
        "nines::phase_type::coxian: rates[0] is -1, but must be more than 0, and finite");
  CHECK(message_of([&] { return double_phases::fit(nan, 1.0); }) ==
        "nines::phase_type::fit: mean is nan, but must be more than 0, and finite");
  CHECK(message_of([] { return double_phases::fit(1.0, 0.001); }) ==
        "nines::phase_type::fit: variation is 0.001, but must be 0.01 or more, and finite");
  CHECK(message_of([] { return cdf(double_phases::exponential(1.0), hours_at(-1)); }) ==
        "nines::cdf: t is -1, but must be 0 or more");
  CHECK(message_of([] {
          const std::vector<double> probabilities{0.5, 0.6}, rates{1, 1};
          return double_phases::hyperexponential(probabilities, rates);
        }) == "nines::phase_type: sum of initial is 1.1, but must be 1");
  CHECK(message_of([] {
          const std::vector<double> probabilities{1.0}, rates{1, 1};
          return double_phases::hyperexponential(probabilities, rates);
        }) == "nines::phase_type::hyperexponential: size of probabilities is 1, but must be 2");
  CHECK(message_of([] { return double_phases({1.0}, nines::rate_matrix<double>(1, 1), {0.0}); }) ==
        "nines::phase_type: phase 0 never ends");
  CHECK(message_of([] {
          return double_phases({1.0}, nines::rate_matrix<double>(1, 1), {1.0, 2.0});
        }).find("size of rates or exits is 2") != std::string::npos);
  CHECK(message_of([] { return retry(double_phases::exponential(1.0), double_chance::never()); }) ==
        "nines::retry: success is 0, but must be more than 0");
}

TEST_CASE("tails over a million transitions, at the edge of what the header says") {
  // One slow phase of many: the survival is its alone.
  struct trial {
    std::size_t n;
    double t, epsilons;
  };
  for (const auto& asked : {trial{60, 10, 1200}, trial{200, 10, 4000}, trial{200, 1000, 4000},
                            trial{520, 25, 10400 + 12500}}) {
    const std::size_t n = asked.n;
    const double t = asked.t;
    std::vector<double> probabilities(n, 1. / static_cast<double>(n)), rates(n, 1e3);
    rates[0] = 0.01;
    const auto hyper = double_phases::hyperexponential(probabilities, rates);
    const mp want = mp(hyper.initial()[0]) * exp(-mp(0.01) * mp(t));
    CAPTURE(n);
    CAPTURE(t);
    CHECK(error_in_epsilons(survival(hyper, hours_at(t)).value(), want) < asked.epsilons);
  }
}

TEST_CASE("the hazard where the probability of survival is below the range") {
  CHECK(hazard(double_phases::exponential(1), hours_at(800)) == within_epsilons(1));
  CHECK(hazard(double_phases::exponential(1), hours_at(1e200)) == within_epsilons(1));
  const auto erlang = double_phases::erlang(3, 2);
  for (const double t : {1., 300., 340., 500., 1e4}) {
    const double x = 2 * t;
    CHECK(hazard(erlang, hours_at(t)) ==
          within_epsilons(2 * (x * x / 2) / (1 + x + x * x / 2), 32));
  }
  const std::vector<double> probabilities{.5, .5}, rates{1, 1.001};
  const auto two = double_phases::hyperexponential(probabilities, rates);
  for (const double t : {1., 300., 800., 5000.}) {
    const double w = std::exp(-.001 * t);
    CHECK(hazard(two, hours_at(t)) == within_epsilons((1 + 1.001 * w) / (1 + w), 1000));
  }
}

TEST_CASE("distributions that are too much, and starts that do not sum to 1") {
  CHECK(
      message_of([] { return double_phases::fit(1, 1e200); }) ==
      "nines::phase_type::fit: variation is 1e+200, but must be 0.01 or more, and small enough for "
      "its fourth power to be held");
  CHECK(message_of([] { return double_phases::erlang(std::size_t{1} << 40, 1); }).find("GiB") !=
        std::string::npos);
  const auto many = double_phases::erlang(5000, 1);
  CHECK(message_of([&] { return nines::first_of(many, many); }).find("GiB") != std::string::npos);
  const std::vector<double> probabilities{0.5, 0.5 + 9e-7}, rates{1, 2};
  const auto p = cdf(double_phases::hyperexponential(probabilities, rates), hours_at(1));
  CHECK(p.value() + p.complement() == within_epsilons(1));
}

TEST_CASE("more memory than a caller allows is refused before it is taken") {
  const nines::passage_options little{.memory_limit = 1e4};
  CHECK(message_of([&] {
          return double_phases::erlang(1000, 1, little);
        }).find("memory_limit is") != std::string::npos);
  CHECK(message_of([&] {
          return double_phases::nearly_constant(1, 1000, little);
        }).find("memory_limit is") != std::string::npos);
  const auto some = double_phases::erlang(30, 1);
  CHECK(message_of([&] { return nines::first_of(some, some, little); }).find("memory_limit is") !=
        std::string::npos);
  CHECK(message_of([&] { return nines::all_of(some, some, little); }).find("memory_limit is") !=
        std::string::npos);
  CHECK(message_of([&] {
          return double_phases::erlang(3000, 1).mean({.memory_limit = 100});
        }).find("memory_limit is") != std::string::npos);
  CHECK(nines::first_of(some, some, {.memory_limit = 1e9}).phases() == 900);
}

TEST_CASE("a question to very many phases has one budget") {
  std::vector<double> rates(600, 1);
  rates.front() = 1e-9;  // 1e9 transitions of the others meanwhile
  const auto slow = double_phases::hypoexponential(rates);
  for (const auto& message :
       {message_of([&] { return cdf(slow, hours_at(1e9)); }),
        message_of([&] { return hazard(slow, hours_at(1e9)); }),
        message_of([&] { return quantile(slow, nines::probability<double>::from_value(0.5)); })})
    CHECK(message.find("takes more than 5e+10 transitions") != std::string::npos);
  CHECK(cdf(slow, hours_at(600)).value() > 0);
}
