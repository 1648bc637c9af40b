// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/distributions/binomial.hpp>
#include <nines/combine/at_least.hpp>
#include <nines/discrete/poisson_binomial.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using namespace nines;
using nines_test::mp;
using nines_test::within;

namespace {

std::vector<probability<>> random_parts(nines_test::random_source& random, std::size_t n) {
  std::vector<probability<>> parts;
  for (std::size_t i = 0; i < n; ++i) parts.push_back(nines_test::random_part(random, 1e-12, 0.5));
  return parts;
}

/// Masses by the number of failures, part by part in 100 digits, from the sides as they are.
std::vector<mp> masses_in_100_digits(const std::vector<probability<>>& parts) {
  std::vector<mp> mass = {1};
  for (const auto& part : parts) {
    mass.push_back(0);
    for (std::size_t k = mass.size(); k-- > 0;)
      mass[k] = mass[k] * part.value() + (k > 0 ? mass[k - 1] * part.complement() : mp(0));
  }
  return mass;
}

mp sum(const std::vector<mp>& mass, std::size_t begin, std::size_t end) {
  mp all = 0;
  for (std::size_t k = begin; k < end; ++k) all += mass[k];
  return all;
}

/// In epsilons; of what is below 1e-280, where masses that were dropped show, only the size counts.
double error(double computed, const mp& exact) {
  if (exact < 1e-280) return computed <= 1e-279 ? 0 : 1e99;
  return nines_test::error_in_epsilons(computed, exact);
}
/// The error of the smaller side; the larger one follows it.
double error(const probability<>& p, const mp& value, const mp& complement) {
  return p.value() < p.complement() ? error(p.value(), value) : error(p.complement(), complement);
}

bool agree(double a, double b) { return std::abs(a - b) <= 1e-13 * b + 1e-290; }
bool agree(const probability<>& a, const probability<>& b) {
  return agree(a.value(), b.value()) && agree(a.complement(), b.complement());
}

/// The availability profile of a fleet: 0.99 to 0.9999.
std::vector<probability<>> fleet(std::size_t n) {
  std::vector<probability<>> parts;
  for (std::size_t i = 0; i < n; ++i) {
    const double u = std::fmod(static_cast<double>(i + 1) * 0.6180339887498949, 1.0);
    parts.push_back(probability<>::from_value(0.99 + 0.0099 * u));
  }
  return parts;
}

}  // namespace

TEST_CASE("masses and both tails of unlike parts are those of 100 digits") {
  nines_test::random_source random(12);
  for (const std::size_t n : {1u, 2u, 7u, 8u, 9u, 24u, 25u, 31u, 64u, 100u, 257u}) {
    CAPTURE(n);
    const auto parts = random_parts(random, n);
    const auto exact = masses_in_100_digits(parts);
    const auto d = poisson_binomial(parts);
    double worst = 0;
    for (std::size_t k = 0; k <= n; ++k) {
      const mp within_limit = sum(exact, 0, k + 1), over = sum(exact, k + 1, n + 1);
      worst = std::max({worst, error(pdf(d, k), exact[k]), error(cdf(d, k), within_limit, over),
                        error(at_most_failures(k, parts), within_limit, over)});
    }
    CHECK(worst < 48);
  }
}

TEST_CASE("it agrees with k of n, and has the mean of its parts") {
  nines_test::random_source random(13);
  const auto parts = random_parts(random, 60);
  const auto d = poisson_binomial(parts);
  double expected = 0;
  for (const auto& part : parts) expected += part.complement();
  CHECK(mean(d) == within(expected, 1e-13));
  for (const std::size_t k : {0u, 1u, 20u, 45u, 59u})
    CHECK(agree(cdf(d, k), at_least(60 - k, parts)));
}

TEST_CASE("groups of identical parts are binomial, and counted together") {
  const auto good = 99.9_percent, bad = 90_percent;
  const auto one = poisson_binomial(std::vector<identical_parts<>>{{5000, good}});
  const boost::math::binomial_distribution<double> exact(5000, good.complement());
  for (const unsigned k : {0u, 1u, 5u, 20u, 60u})
    CHECK(pdf(one, k) == within(boost::math::pdf(exact, k), 1e-10));
  const auto both =
      poisson_binomial(std::vector<identical_parts<>>{{40, good}, {25, bad}, {0, bad}});
  std::vector<probability<>> list(40, good);
  list.insert(list.end(), 25, bad);
  const auto same = poisson_binomial(list);
  for (std::size_t k = 0; k <= 65; ++k) {
    CHECK(agree(pdf(both, k), pdf(same, k)));
    CHECK(agree(cdf(both, k), cdf(same, k)));
  }
}

TEST_CASE("a fleet of 1000 that tolerates 50 or 200 failures") {  // in 100 digits, as above
  const auto parts = fleet(1000);
  const auto exact = masses_in_100_digits(parts);
  for (const std::size_t j : {50u, 200u}) {
    const auto r = at_most_failures(j, parts);
    CHECK(nines_test::error_in_epsilons(r.complement(), sum(exact, j + 1, 1001)) < 64);
    CHECK(nines_test::error_in_epsilons(cdf(poisson_binomial(parts), j).complement(),
                                        sum(exact, j + 1, 1001)) < 64);
  }
  CHECK(at_most_failures(50, parts).complement() == within(8.338256e-34, 1e-6));
  CHECK(at_most_failures(200, parts).complement() == within(1.436868e-250, 1e-6));
}

TEST_CASE("a limit far below the mean does not underflow on the way") {
  const std::vector<probability<>> parts(20000, 50_percent);
  CHECK(at_most_failures(7500, parts).value() ==
        within(at_least(12500, copies(20000, 50_percent)).value(), 1e-11));
  CHECK(at_most_failures(7500, parts).value() < 1e-250);
  CHECK(at_most_failures(10, parts).value() == 0);
  CHECK(at_most_failures(10, parts).complement() == 1);
}

TEST_CASE("no parts, perfect parts, dead parts, all tolerated") {
  const std::vector<probability<>> none;
  CHECK(at_most_failures(0, none).complement() == 0);
  CHECK(pdf(poisson_binomial(none), 0) == 1);
  std::vector<probability<>> parts(10, probability<>::always());
  parts.insert(parts.end(), 30, probability<>::never());
  const auto d = poisson_binomial(parts);
  CHECK(pdf(d, 30) == 1);
  CHECK(pdf(d, 29) == 0);
  CHECK(pdf(d, 41) == 0);
  CHECK(cdf(d, 29).value() == 0);
  CHECK(cdf(d, 30).complement() == 0);
  CHECK(at_most_failures(29, parts).value() == 0);
  CHECK(at_most_failures(30, parts).complement() == 0);
  CHECK(at_most_failures(40, parts).complement() == 0);
  CHECK(at_most_failures(1000, parts).complement() == 0);
}

TEST_CASE("too many products are refused") {
  const std::vector<probability<>> parts(500000, 50_percent);
  CHECK(
      nines_test::message_of([&] {
        return at_most_failures(300000, parts);
      }).starts_with("nines::at_most_failures: takes more than 2e+10 products; take fewer parts"));
}

TEST_CASE("the limit on products is of the whole question, and the caller's") {
  const std::vector<probability<>> parts(5000, 50_percent);
  const auto refused = [](const auto& ask) {
    const std::string said = nines_test::message_of(ask);
    return said.find("takes more than") != std::string::npos &&
           said.ends_with("or more max_products");
  };
  CHECK(refused([&] { return at_most_failures(100, parts, {.max_products = 1e4}); }));
  CHECK(refused([&] { return poisson_binomial(parts, {.max_products = 1e5}); }));
  const std::vector<identical_parts<>> groups{{2500, 50_percent}, {2500, 60_percent}};
  CHECK(refused([&] { return poisson_binomial(groups, {.max_products = 1e4}); }));  // both groups
  CHECK_THROWS_AS((void)poisson_binomial(parts, {.max_products = -1}), domain_error);
  CHECK(at_most_failures(100, parts, {.max_products = 1e6}).complement() > 0);
}
