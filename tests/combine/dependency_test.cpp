// SPDX-License-Identifier: BSL-1.0
// Soft, cached and retried dependencies, and the budget that is left for our own part.
#include <doctest/doctest.h>

#include <nines/combine.hpp>
#include <nines/probability.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

TEST_CASE("soft: only the requests that need the dependency lose by it") {
  CHECK(epsilons_apart(soft_dependency(25_percent, 99_percent).complement(), 0.0025) <= 2);
  CHECK(soft_dependency(probability<double>::always(), 99_percent) == 99_percent);
  CHECK(soft_dependency(probability<double>::never(), 99_percent) == probability<double>::always());
}

TEST_CASE("cached: a cache of 90 % leaves a tenth of the failures") {
  CHECK(epsilons_apart(cached_dependency(90_percent, 99_percent).complement(), 0.001) <= 2);
  CHECK(cached_dependency(probability<double>::never(), 99_percent) == 99_percent);
}

TEST_CASE("soft and cached are each other's mirror image, right to 3 epsilon") {
  for (int trial = 0; trial < trials(500); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto share = random_part(random, 1e-12, 0.5);
    const auto part = random_part(random, 1e-12, 0.5);
    const mp up = precise(share).complement() + precise(share).value() * precise(part).value();
    const probability<mp> exact(nines::unchecked, up,
                                precise(share).value() * precise(part).complement());
    CAPTURE(trial);
    CHECK(error_in_epsilons(soft_dependency(share, part), exact) <= 3);
    CHECK(error_in_epsilons(cached_dependency(!share, part), exact) <= 3);
  }
}

TEST_CASE("retried: independent failures vanish, an outage stays") {
  const auto attempt = 99_percent;
  CHECK(retried_dependency(attempt, 0) == attempt);
  CHECK(epsilons_apart(retried_dependency(attempt, 2).complement(), 1e-6) <= 4);
  CHECK(epsilons_apart(retried_dependency(attempt, 5, probability<double>::always()).complement(),
                       0.01) <= 2);
  // A tenth of the failures persists: 0.001; without it an attempt fails with 0.009 / 0.999.
  const double once = 0.009 / 0.999;
  CHECK(epsilons_apart(retried_dependency(attempt, 2, 10_percent).complement(),
                       0.001 + 0.999 * once * once * once) <= 4);
}

TEST_CASE("retried not at all is the attempt; retried without end, what does not last") {
  for (const auto attempt : {50_percent, 90_percent, 99_percent, 1_percent})
    for (const auto share :
         {probability<double>::never(), 50_percent, 99_percent, probability<double>::always()}) {
      CHECK(retried_dependency(attempt, 0, share).complement() == attempt.complement());
      CHECK(epsilons_apart(retried_dependency(attempt, SIZE_MAX, share).complement(),
                           attempt.complement() * share.value()) <= 4);
    }
  const auto dead = probability<double>::never();
  CHECK(retried_dependency(dead, 3, probability<double>::always()) == dead);
  CHECK(retried_dependency(dead, 3, 50_percent) == dead);
}

TEST_CASE("retried, and the share of outages in what is lost, in 100 digits at any scale") {
  for (int trial = 0; trial < trials(3000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const bool usual = random.one_in(3);
    const auto attempt = random.one_in(3) ? probability<double>::from_complement(random.unit())
                                          : random_part(random, usual ? 1e-12 : 1e-250, 0.5);
    const auto share = random_part(random, usual ? 1e-6 : 1e-250, 0.5);
    const std::size_t retries = random.one_in(2)
                                    ? random.between(1, 6)
                                    : static_cast<std::size_t>(random.log_uniform(1, 1e6));
    const mp p = precise_by_small_side(attempt).value();
    const mp q = precise_by_small_side(attempt).complement();
    const mp lasting = precise_by_small_side(share).value() * q;
    const mp others = precise_by_small_side(share).complement() * q;
    const mp log_t = others < p ? mp(log(others / (p + others))) : mp(log1p(-p / (p + others)));
    const mp logarithm = retries * log_t;
    const mp luck = exp(logarithm + log_t);
    const mp recovered = -expm1(logarithm + log_t);
    const mp down = lasting + (p + others) * luck;
    const mp up = (p + others) * recovered;
    const mp outages = lasting * recovered;
    const mp all = outages + luck;
    const double more = 2 * std::min(700.0, static_cast<double>(-logarithm));
    CAPTURE(trial);
    CHECK(error_in_epsilons(retried_dependency(attempt, retries, share),
                            probability<mp>(nines::unchecked, up, down)) <= 8 + more);
    CHECK(error_in_epsilons(share_of_outages(attempt, retries, share),
                            probability<mp>(nines::unchecked, outages / all, luck / all)) <=
          10 + more);
  }
}

TEST_CASE("the share of outages where products of small numbers underflow, and their ratio not") {
  const auto attempt = probability<double>::from_complement(1e-168);
  const auto share = probability<double>::from_value(1e-248);
  // s q = 1e-416 and q^2 = 1e-336: one in 1e80 of what is lost is an outage.
  CHECK(epsilons_apart(share_of_outages(attempt, 1, share).value(), 1e-80) <= 10);
  CHECK(epsilons_apart(share_of_outages(attempt, 2, share).complement(), 1e-88) <= 10);
  CHECK(epsilons_apart(share_of_outages(attempt, 3, share).complement(), 1e-256) <= 10);
  CHECK(share_of_outages(attempt, 9, share) == probability<double>::always());
  CHECK(share_of_outages(attempt, SIZE_MAX, share) == probability<double>::always());
  CHECK(share_of_outages(attempt, 9) == probability<double>::never());  // as without underflow
}

TEST_CASE("all that is lost without retries is outages, and none where no failure lasts") {
  const auto always = probability<double>::always();
  const auto never = probability<double>::never();
  CHECK(share_of_outages(99_percent, 0, 10_percent) == always);
  CHECK(share_of_outages(99_percent, 3, never) == never);
  CHECK(share_of_outages(99_percent, 3, always) == always);
  CHECK(share_of_outages(always, 3, 10_percent) == always);
  CHECK(share_of_outages(never, 3, 10_percent) == never);  // no attempt ever succeeds
  CHECK(share_of_outages(never, 3, always) == always);
}

TEST_CASE("expected_attempts: the geometric sum") {
  CHECK(expected_attempts(99_percent, 0) == 1);
  CHECK(expected_attempts(50_percent, 3) == 1.875);
  CHECK(expected_attempts(probability<double>::never(), 3) == 4);
  CHECK(expected_attempts(probability<double>::always(), 3) == 1);
  CHECK(expected_attempts(probability<double>::never(), SIZE_MAX) == std::ldexp(1.0, 64));
  CHECK(expected_attempts(50_percent, SIZE_MAX) == 2);
}

TEST_CASE(
    "expected_attempts where an attempt hardly ever succeeds: 6 epsilon, not as many as may") {
  // 1 - 1e-18 is 1 as a double; in 1e19 attempts one succeeds all the same, after 1e18 of them.
  CHECK(epsilons_apart(
            expected_attempts(probability<double>::from_value(1e-18), std::size_t{1} << 63),
            (1 - std::exp(-9.223372036854775808)) * 1e18) <= 6);
  for (int trial = 0; trial < trials(1000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto attempt = random.one_in(2) ? probability<double>::from_complement(random.unit())
                                          : random_part(random, 1e-30, 0.5);
    const auto retries = static_cast<std::size_t>(random.log_uniform(1, 1.8e19));
    CAPTURE(trial);
    CHECK(error_in_epsilons(expected_attempts(attempt, retries),
                            expected_attempts(precise_by_small_side(attempt), retries)) <= 6);
  }
}

TEST_CASE("required_own_availability of things that are mostly down has its digits, too") {
  const auto own = required_own_availability(probability<double>::from_value(1e-10),
                                             probability<double>::from_value(2e-10));
  CHECK(own.value() == 0.5);
  CHECK(own.complement() == 0.5);
}

TEST_CASE("required_own_availability in series with the dependencies meets the objective") {
  for (int trial = 0; trial < trials(500); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto dependencies = probability<double>::from_complement(random.log_uniform(1e-9, 0.1));
    const double objective = dependencies.complement() * random.uniform(1.5, 5);
    const auto target = probability<double>::from_complement(objective);
    const auto own = required_own_availability(target, dependencies);
    CAPTURE(trial);
    const mp left =
        (mp(objective) - mp(dependencies.complement())) / (1 - mp(dependencies.complement()));
    CHECK(error_in_epsilons(own.complement(), left) <= 2);
    CHECK(error_in_epsilons(own.value(), 1 - left) <= 2);
    CHECK(error_in_epsilons(series(own, dependencies), precise(target)) <= 8);
  }
}

TEST_CASE("required_own_availability: nothing is left, or nothing is asked") {
  const auto target = 99.9_percent;
  CHECK(required_own_availability(target, target) == probability<double>::always());
  CHECK(required_own_availability(target, probability<double>::always()) == target);
  const auto never = probability<double>::never();
  CHECK(required_own_availability(never, never) == probability<double>::always());
  CHECK(required_own_availability(never, 99_percent) == never);
}

TEST_CASE("required_own_availability: dependencies that alone miss the objective are refused") {
  CHECK(message_of([] { return required_own_availability(99.9_percent, 99_percent); }) ==
        "nines::required_own_availability: complement of the dependencies is 0.01, but must be at "
        "most that of "
        "the objective, 0.001");
}
