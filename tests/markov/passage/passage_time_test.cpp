// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/gamma.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/passage/passage_time.hpp>

namespace {

/// One state after the other, k of them.
nines::chain<> stages(std::size_t k, double rate = 1) {
  nines::chain_builder<> b(k + 1);
  for (std::size_t i = 0; i < k; ++i) b.add(i, i + 1, rate);
  return b.build();
}

/// Two units with one crew each; failed when both are down.
nines::chain<> duplex(double failure) {
  return nines::chain_builder<>()
      .add("both", "one", 2 * failure)
      .add("one", "both", 1)
      .add("one", "none", failure)
      .add("none", "one", 2)
      .build();
}

}  // namespace

TEST_CASE("a passage through stages is Erlang's distribution") {
  const auto c = stages(3);
  const nines::passage_time<> time(c, nines::state_set(4, {3}), nines::point_mass<double>(4, 0));
  const boost::math::gamma_distribution<double> dist(3);
  for (const double t : {1e-8, 0.01, 1.0, 10.0, 200.0}) {
    CAPTURE(t);
    const double allowed = 1e-14 * (1 + t);
    const auto view = time.at(t);
    CHECK(view.reached.value() ==
          doctest::Approx(boost::math::cdf(dist, t)).epsilon(allowed).scale(0));
    CHECK(view.reached.complement() ==
          doctest::Approx(boost::math::cdf(boost::math::complement(dist, t)))
              .epsilon(allowed)
              .scale(0));
    CHECK(view.density == doctest::Approx(boost::math::pdf(dist, t)).epsilon(allowed).scale(0));
    CHECK(time.hazard(t) ==
          doctest::Approx(boost::math::hazard(dist, t)).epsilon(2 * allowed).scale(0));
  }
}

TEST_CASE("40 stages in no time: a probability of 1e-290 has its digits, by every method") {
  using nines::transient_method;
  const auto c = stages(40, 2);
  for (const auto method :
       {transient_method::automatic, transient_method::squaring, transient_method::uniformization})
    for (const double t : {4.4e-7, 1e-6, 1e-4, 1e-2}) {
      CAPTURE(static_cast<int>(method));
      CAPTURE(t);
      const nines::passage_time<> time(c, nines::state_set(41, {40}),
                                       nines::point_mass<double>(41, 0), {.method = method});
      // e^-x (x^40 / 40! + x^41 / 41! + ...), x = 2 t; the density is 2 e^-x x^39 / 39!.
      const double x = 2 * t;
      double term = std::exp(-x);
      for (int k = 1; k < 40; ++k) term *= x / k;
      const auto view = time.at(t);
      CHECK(view.density == doctest::Approx(2 * term).epsilon(1e-14).scale(0));
      double sum = 0;
      for (int k = 40; k < 60; ++k) sum += term *= x / k;
      CHECK(view.reached.value() ==
            doctest::Approx(sum).epsilon(t < 5e-7 ? 1e-13 : 1e-14).scale(0));
    }
}

TEST_CASE("quantiles, on the side that holds the digits") {
  const auto c = stages(3);
  const nines::passage_time<> time(c, nines::state_set(4, {3}), nines::point_mass<double>(4, 0));
  const boost::math::gamma_distribution<double> dist(3);
  for (const double p : {1e-30, 1e-6, 0.5}) {
    CHECK(time.quantile(nines::probability<>::from_value(p)) ==
          doctest::Approx(boost::math::quantile(dist, p)).epsilon(1e-13).scale(0));
    CHECK(time.quantile(nines::probability<>::from_complement(p)) ==
          doctest::Approx(boost::math::quantile(boost::math::complement(dist, p)))
              .epsilon(1e-13)
              .scale(0));
  }
  CHECK(time.quantile(nines::probability<>::never()) == 0);
  CHECK(std::isinf(time.quantile(nines::probability<>::always())));
}

TEST_CASE("a target that may be missed") {
  const auto c = nines::chain_builder<>().add("start", "hit", 1).add("start", "lost", 3).build();
  const nines::passage_time<> time(c, nines::state_set(3, {1}), nines::point_mass<double>(3, 0));
  CHECK(time.cdf(2.0).value() == doctest::Approx(-0.25 * std::expm1(-8)).epsilon(1e-14).scale(0));
  CHECK(time.cdf(2.0).complement() ==
        doctest::Approx(0.75 + 0.25 * std::exp(-8)).epsilon(1e-14).scale(0));
  CHECK(time.cdf(std::numeric_limits<double>::infinity()).value() == 0.25);
  CHECK(std::isinf(time.quantile(nines::probability<>::from_value(0.3))));
  CHECK(time.quantile(nines::probability<>::from_value(0.2)) ==
        doctest::Approx(-std::log1p(-0.8) / 4).epsilon(1e-13).scale(0));
}

TEST_CASE("given that it has survived, the hazard tends to the quasi-stationary rate") {
  const auto c = duplex(1e-7);
  const nines::state_set failed(3, {2});
  const nines::passage_time<> time(c, failed, nines::point_mass<double>(3, 0));
  const double rate = nines::quasi_stationary(c, !failed).rate;
  CHECK(time.hazard(1e3) == doctest::Approx(rate).epsilon(1e-14).scale(0));
  const auto aged = time.after(1e3);
  CHECK(aged.hazard(0) == doctest::Approx(rate).epsilon(1e-14).scale(0));
  CHECK(aged.cdf(1e15).complement() ==
        doctest::Approx(std::exp(-rate * 1e15)).epsilon(1e-13).scale(0));
  CHECK(aged.cdf(1e-3).value() == doctest::Approx(rate * 1e-3).epsilon(1e-13).scale(0));
  CHECK(time.cdf(1e9).value() > time.cdf(1e6).value());
}

TEST_CASE("the mean is the integral of survival") {
  const auto c = duplex(2);
  const nines::state_set target(3, {2});
  const nines::passage_time<> time(c, target, nines::point_mass<double>(3, 0));
  constexpr double h = 0.025;  // Simpson's rule, up to where 1e-12 is left
  double integral = h / 3;
  for (int i = 1; i <= 800; ++i)
    integral += (i % 2 == 1 ? 4 : 2) * h / 3 * time.cdf(h * i).complement();
  CHECK(integral ==
        doctest::Approx(nines::first_passage<>(c, target).mean_times()[0]).epsilon(1e-5));
}

TEST_CASE("passage times: bad input") {
  const auto c = stages(2);
  const auto start = nines::point_mass<double>(3, 0);
  CHECK_THROWS_AS(nines::passage_time<>(c, nines::state_set(3), start), nines::domain_error);
  CHECK_THROWS_AS(nines::passage_time<>(c, nines::state_set(2, {1}), start), nines::domain_error);
  CHECK_THROWS_AS(nines::passage_time<>(c, nines::state_set(3, {2}), std::vector<double>{1, 0}),
                  nines::domain_error);
  const nines::passage_time<> time(c, nines::state_set(3, {2}), start);
  CHECK_THROWS_AS((void)time.cdf(-1.0), nines::domain_error);
  CHECK_THROWS_WITH_AS((void)time.hazard(1e6), doctest::Contains("survival"), nines::domain_error);
  CHECK_THROWS_AS((void)time.after(1e6), nines::domain_error);
  // A start in the target has arrived.
  const nines::passage_time<> there(c, nines::state_set(3, {0}), start);
  CHECK(there.cdf(0).value() == 1);
  CHECK(there.cdf(3.0).complement() == 0);
}
