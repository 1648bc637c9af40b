// SPDX-License-Identifier: BSL-1.0
// What the headers of health checks and of routing say of their accuracy, against 100 digits.
#include <doctest/doctest.h>

#include <algorithm>
#include <nines/recovery/copy_cost.hpp>
#include <nines/recovery/health_check.hpp>
#include <nines/recovery/routing.hpp>
#include <vector>

#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines_test;

TEST_CASE("the mean number of checks: 2 epsilon per failure in a row") {
  random_source random(20261206);
  for (int trial = 0; trial < trials(1000); ++trial) {
    const std::size_t threshold = random.between(1, 60);
    const double failing = random.log_uniform(1e-4, 1);
    mp exact = 0;
    for (std::size_t i = 0; i < threshold; ++i) exact = (1 + exact) / mp(failing);
    const double computed =
        nines::mean_checks_to_detect(threshold, nines::probability<>::from_value(failing));
    CHECK(error_in_epsilons(computed, exact) <= 2 * static_cast<double>(threshold));
  }
}

TEST_CASE("a run of checks: an epsilon per check, both sides") {
  random_source random(20261207);
  for (int trial = 0; trial < trials(30); ++trial) {
    const std::size_t threshold = random.between(1, 8);
    const auto failing = nines::probability<>::from_value(random.log_uniform(1e-2, 0.999));
    nines::detail::run_of_failures<double> run(threshold, failing);
    nines::detail::run_of_failures<mp> exact(threshold, precise(failing));
    for (int check = 1; check < 300 && exact.continuing() > 1e-250; ++check) {
      CHECK(error_in_epsilons(run.step(), exact.step()) <= check);
      CHECK(error_in_epsilons(run.continuing(), exact.continuing()) <= check);
    }
  }
}

TEST_CASE("two times to live: 4 epsilon, both sides") {
  random_source random(20261208);
  for (int trial = 0; trial < trials(1000); ++trial) {
    const double share = random.uniform(0.01, 0.99);
    const double first = random.log_uniform(1, 1e3), second = random.log_uniform(1, 1e4);
    const auto dist = nines::dns_cutover(std::vector<nines::ttl_share<double>>{
        {share, nines::seconds_in<double>(first)}, {1 - share, nines::seconds_in<double>(second)}});
    const double t = random.uniform(0, std::max(first, second));
    const auto over = [t](double life) { return t < life ? mp(t) / mp(life) : mp(1); };
    const mp all = mp(share) + mp(1 - share);
    const mp value = (mp(share) * over(first) + mp(1 - share) * over(second)) / all;
    const auto computed = dist.cdf(nines::seconds_in<double>(t));
    CHECK(error_in_epsilons(computed.value(), value) <= 4);
    CHECK(error_in_epsilons(computed.complement(), mp(1 - value)) <= 4);
  }
}

TEST_CASE("the cost of copies: 2 log2(n) + 8 epsilon, outages and what one more saves") {
  random_source random(20261209);
  for (int trial = 0; trial < trials(1000); ++trial) {
    const auto part = nines::probability<>::from_complement(random.log_uniform(1e-9, 0.999));
    const auto beta = nines::probability<>::from_value(random.log_uniform(1e-12, 1));
    const std::size_t n = random.between(1, 30);
    const double copy = random.log_uniform(1, 1e6);
    const double hour = random.log_uniform(1, 1e9);
    const nines::cost_of_copies<> cost({copy, hour}, part, beta);
    const nines::cost_of_copies<mp> exact({mp(copy), mp(hour)}, precise(part), precise(beta));
    if (!(exact.saved_by_next(n) > mp(1e-290))) continue;
    const double most = 2 * std::log2(static_cast<double>(n)) + 8;
    CAPTURE(n);
    CHECK(error_in_epsilons(cost.total(n), exact.total(n)) <= most);
    CHECK(error_in_epsilons(cost.outages(n), exact.outages(n)) <= most);
    CHECK(error_in_epsilons(cost.saved_by_next(n), exact.saved_by_next(n)) <= most);
    CHECK(error_in_epsilons(cost.floor(), exact.floor()) <= 8);
  }
}
