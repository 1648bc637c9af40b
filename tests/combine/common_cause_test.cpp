// SPDX-License-Identifier: BSL-1.0
// Beta factor, the beta that explains an observation, and correlated parts.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine.hpp>
#include <nines/probability.hpp>

#include "support/exact.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

constexpr auto common_zone = 99.5_percent;

/// P(at least k of n up) of the beta-binomial distribution by its product formula, in 100 digits:
/// P(d down) = C(n, d) * prod_{i<d} (q(1-r) + i r) prod_{i<n-d} (p(1-r) + i r) / prod_{i<n} (1-r +
/// i r)
probability<mp> beta_binomial(std::size_t k, std::size_t n, const mp& q, const mp& rho) {
  mp sums[2] = {0, 0};
  mp choose = 1;
  for (std::size_t down = 0; down <= n; ++down) {
    mp term = choose;
    for (std::size_t i = 0; i < down; ++i) term *= q * (1 - rho) + i * rho;
    for (std::size_t i = 0; i < n - down; ++i) term *= (1 - q) * (1 - rho) + i * rho;
    for (std::size_t i = 0; i < n; ++i) term /= 1 - rho + i * rho;
    sums[n - down >= k ? 0 : 1] += term;
    choose = choose * (n - down) / (down + 1);
  }
  return {nines::unchecked, sums[0], sums[1]};
}

}  // namespace

TEST_CASE("two zones: 99.9975 % computed, 99.99 % observed, a share of 1.515 % reconciles them") {
  CHECK(parallel(common_zone, common_zone) == 99.9975_percent);
  const double beta = beta_for(copies(2, common_zone), 1e-4);
  CHECK(epsilons_apart(beta, 0.015150355892506719) <= 4);
  const auto share = probability<double>::from_value(beta);
  CHECK(epsilons_apart(beta_factor_rare_event(1, copies(2, common_zone), share), 1e-4) <= 4);
}

TEST_CASE("beta factor: no share is independence, the whole share is one part") {
  const auto three = copies(3, common_zone);
  for (const std::size_t k : {1U, 2U, 3U}) {
    CHECK(beta_factor(k, three, probability<double>::never()) == at_least(k, three));
    CHECK(beta_factor(k, three, probability<double>::always()) == common_zone);
    CHECK(beta_factor_rare_event(k, three, probability<double>::always()) ==
          common_zone.complement());
  }
  CHECK(beta_factor(0, three, 5_percent) == probability<double>::always());
  CHECK(beta_factor_rare_event(0, three, 5_percent) == 0);
}

TEST_CASE("beta factor: both forms against their formulas in 100 digits") {
  for (int trial = 0; trial < trials(500); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto part = probability<double>::from_complement(random.log_uniform(1e-9, 0.5));
    const auto beta = probability<double>::from_value(random.log_uniform(1e-4, 0.5));
    const std::size_t n = random.between(2, 12);
    const std::size_t k = random.between(1, n);
    const mp q = part.complement();
    const mp common = mp(beta.value()) * q;
    const auto own = probability<mp>::from_complement(q - common);
    const auto independent = at_least(k, copies(n, own));
    const mp exact = common + (1 - common) * independent.complement();
    CAPTURE(trial);
    CHECK(error_in_epsilons(beta_factor(k, copies(n, part), beta).complement(), exact) <= 16);
    CHECK(error_in_epsilons(beta_factor(k, copies(n, part), beta).value(), 1 - exact) <= 16);
    CHECK(error_in_epsilons(beta_factor_rare_event(k, copies(n, part), beta),
                            common + independent.complement()) <= 16);
  }
}

TEST_CASE("the rare-event form is an upper bound of the exact union") {
  for (const double q : {0.9, 0.5, 0.1, 1e-3}) {
    const auto parts = copies(3, probability<double>::from_complement(q));
    const auto exact = beta_factor(2, parts, 20_percent);
    CHECK(beta_factor_rare_event(2, parts, 20_percent) >= exact.complement());
  }
}

TEST_CASE("beta_for is the inverse of the rare-event form") {
  for (int trial = 0; trial < trials(500); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const std::size_t n = random.between(2, 6);
    const double q = random.log_uniform(1e-6, 0.9 / static_cast<double>(n));
    const auto parts = copies(n, probability<double>::from_complement(q));
    const auto beta = probability<double>::from_value(random.log_uniform(1e-3, 1));
    const double observed = beta_factor_rare_event(1, parts, beta);
    CAPTURE(trial);
    // The share left by the independent failures is as precise as the sum: its conditioning.
    const double share = observed / (beta.value() * q);
    CHECK(epsilons_apart(beta_for(parts, observed), beta.value()) <= 4 * share);
  }
}

TEST_CASE("beta_for at its ends") {
  CHECK(beta_for(copies(2, common_zone), 0.005) == 1);
  const auto quarter = probability<double>::from_complement(0.25);
  CHECK(beta_for(copies(2, quarter), 0.0625) == 0);
  CHECK(epsilons_apart(beta_for(copies(2, quarter), 0.25), 1.0) <= 4);
}

TEST_CASE("beta_for is right to 4 epsilon, however near the unavailability is to q^n") {
  const auto part = 90_percent;
  CHECK(epsilons_apart(beta_for(copies(3, part), 1.000000001e-3), 1.0309276807083570336e-11) <= 4);
  CHECK(epsilons_apart(beta_for(copies(3, part), 1.0000000000001e-3), 1.0290486961977468931e-15) <=
        4);
  double worst = 0;
  for (int trial = 0; trial < trials(300); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const std::size_t n = random.between(2, 20);
    const double q = random.log_uniform(1e-9, 0.99 / static_cast<double>(n));
    const auto parts = copies(n, probability<double>::from_complement(q));
    const mp independent = pow(mp(q), static_cast<int>(n));
    const double above = random.log_uniform(1e-15, 1);
    const auto observed = std::min(q, static_cast<double>(independent * (1 + mp(above))));
    if (!(mp(observed) > independent) || observed < 1e-270) continue;
    // The residual of the equation, by its slope: without a difference of numbers near one.
    const mp beta = beta_for(parts, observed);
    const int count = static_cast<int>(n);
    const mp rise = beta * q + independent * expm1(n * log1p(-beta));
    const mp slope = q - n * independent * pow(1 - beta, count - 1);
    const mp off = abs(rise - (mp(observed) - independent)) / (slope * beta);
    const double error = static_cast<double>(off) / std::numeric_limits<double>::epsilon();
    CAPTURE(trial);
    CHECK(error <= 4);
    worst = std::max(worst, error);
  }
  MESSAGE("largest error " << worst << " epsilon");
}

TEST_CASE("beta factor: a part alone is down as it is, whatever the share") {
  CHECK(beta_factor(1, copies(1, 50_percent), 50_percent) == 50_percent);
  // Several: the union of beta q and (1 - beta) q, as the standard has it.
  CHECK(epsilons_apart(beta_factor(1, copies(3, 90_percent), 50_percent).complement(),
                       0.05 + 0.95 * 0.05 * 0.05 * 0.05) <= 4);
}

TEST_CASE("correlation: what would take minutes is refused") {
  CHECK(
      message_of([] { return correlated_at_least(1, copies(1000000, common_zone), 5_percent); }) ==
      "nines::correlated_at_least: 1000000 copies take n^2 steps, and more than 2e9 would take "
      "minutes");
}

TEST_CASE("correlation: two parts, q^2 + rho q (1 - q)") {
  const auto part = probability<double>::from_complement(0.25);
  const auto both_down = [&](const auto& rho) {
    return correlated_at_least(1, copies(2, part), rho).complement();
  };
  CHECK(both_down(50_percent) == 0.0625 + 0.5 * 0.1875);
  CHECK(both_down(probability<double>::never()) == 0.0625);
  CHECK(both_down(probability<double>::always()) == 0.25);
}

TEST_CASE("correlation: none is at_least, full is one part, no part needed is certain") {
  const auto parts = copies(7, common_zone);
  for (std::size_t k = 1; k <= 7; ++k) {
    const auto independent = correlated_at_least(k, parts, probability<double>::never());
    CHECK(error_in_epsilons(independent, precise(at_least(k, parts))) <= 16);
    CHECK(correlated_at_least(k, parts, probability<double>::always()) == common_zone);
  }
  CHECK(correlated_at_least(0, parts, 5_percent) == probability<double>::always());
}

TEST_CASE("correlation against the product formula in 100 digits: 3 n epsilon") {
  double worst = 0;
  for (int trial = 0; trial < trials(200, 20); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const std::size_t n = random.between(1, 25);
    const std::size_t k = random.between(1, n);
    const auto part = probability<double>::from_complement(random.log_uniform(1e-9, 0.5));
    const auto rho = probability<double>::from_value(random.log_uniform(1e-6, 0.5));
    const auto exact = beta_binomial(k, n, part.complement(), rho.value());
    const double error = error_in_epsilons(correlated_at_least(k, copies(n, part), rho), exact);
    CAPTURE(trial);
    CHECK(error <= 3 * static_cast<double>(n));
    worst = std::max(worst, error / static_cast<double>(n));
  }
  MESSAGE("largest error " << worst << " n epsilon");
}

TEST_CASE("common cause: bad input") {
  CHECK(message_of([] { return beta_factor(3, copies(2, common_zone), 5_percent); }) ==
        "nines::at_least: k is 3, but must be at most the number of parts, 2");
  CHECK(message_of([] { return beta_factor_rare_event(3, copies(2, common_zone), 5_percent); }) ==
        "nines::at_least: k is 3, but must be at most the number of parts, 2");
  CHECK(message_of([] { return correlated_at_least(3, copies(2, common_zone), 5_percent); }) ==
        "nines::at_least: k is 3, but must be at most the number of parts, 2");
  CHECK(message_of([] { return beta_for(copies(1, common_zone), 1e-4); }) ==
        "nines::beta_for: count is 1, but must be at least 2");
  CHECK(message_of([] { return beta_for(copies(2, 50_percent), 0.3); }) ==
        "nines::beta_for: unavailability of a part is 0.5, but must be less than 1 / count");
  for (const std::string bad : {"0.5", "1e-06", "nan", "-1"})
    CHECK(message_of([&] { return beta_for(copies(2, common_zone), std::stod(bad)); }) ==
          "nines::beta_for: unavailability is " + bad +
              ", but must be from 2.5e-05 (beta = 0) to 0.005");
}
