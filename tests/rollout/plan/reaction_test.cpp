// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/distribution/elementary.hpp>
#include <nines/probability/literals.hpp>
#include <nines/rollout/plan/reaction.hpp>
#include <nines/rollout/risk/trace.hpp>
#include <nines/rollout/risk/trajectory.hpp>
#include <nines/timing/mixture.hpp>

#include "support/message.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within;
using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;

namespace {

const reaction_distributions uniform_distributions{.lag = uniform_time(60s, 120s),
                                                   .rollback = uniform_time(0s, 60s),
                                                   .shape = rollback_shape::linear};

/// The exposure of a release that a single stage finds, or not, with this reaction.
double exposed(const reaction_lag& lag, const rollback_path& rollback) {
  const rollout_plan plan(
      {.stages = {{.share = 20_percent, .bake = 30min}}, .lag = lag, .rollback = rollback});
  return trace(plan, {stopping_probabilities<>{{0.7}, {0}, {0.3}}}).exposed().count();
}

}  // namespace

TEST_CASE("lag and way back at their means, and at a quantile") {
  const auto usual = reaction_at_mean(uniform_distributions);
  CHECK(usual.lag.time().count() == within(90 / 3600.0, 1e-12));
  CHECK(usual.rollback.time.count() == within(30 / 3600.0, 1e-12));
  CHECK(usual.rollback.shape == rollback_shape::linear);
  const auto slow = reaction_at(uniform_distributions, 95_percent);
  CHECK(slow.lag.time().count() == within(117 / 3600.0, 1e-12));
  CHECK(slow.rollback.time.count() == within(57 / 3600.0, 1e-12));
}

TEST_CASE("the mean exposure is that at the mean times, for each shape") {
  for (const auto shape :
       {rollback_shape::at_the_end, rollback_shape::linear, rollback_shape::mirrored}) {
    auto dists = uniform_distributions;
    dists.shape = shape;
    const auto usual = reaction_at_mean(dists);
    double sum = 0;  // both times at the midpoints of 50 equal parts
    for (int i = 0; i < 50; ++i)
      for (int j = 0; j < 50; ++j)
        sum += exposed(reaction_lag(seconds_in<double>(60 + 60 * (i + 0.5) / 50)),
                       {seconds_in<double>(60 * (j + 0.5) / 50), shape});
    CHECK(exposed(usual.lag, usual.rollback) == within(sum / 2500, 1e-12));
  }
}

TEST_CASE("gone after the verdict: both one after the other") {
  // P(U(60, 120) + U(0, 60) <= 90) = (30^2 / 2) / 60^2
  CHECK(gone_within(uniform_distributions, 90s).value() == within(0.125, 1e-12));
  CHECK(gone_within(uniform_distributions, 150s).complement() == within(0.125, 1e-12));
}

TEST_CASE("reactions that never end are refused") {
  auto dists = uniform_distributions;
  dists.rollback = never();
  CHECK(message_of([&] { return reaction_at_mean(dists); }) ==
        "nines::reaction_at_mean: rollback (in s) is inf, but must be sure to end");
  CHECK(message_of([&] { return reaction_at(dists, 95_percent); }) ==
        "nines::reaction_at: rollback (in s) is inf, but must be over with this probability");
  dists = uniform_distributions;
  dists.lag = never();
  CHECK(message_of([&] { return reaction_at_mean(dists); }) ==
        "nines::reaction_lag: lag (in hours) is inf, but must be more than 0, and finite; nobody "
        "reacts at once");
  dists.lag = fixed_time(0s);
  CHECK(message_of([&] { return reaction_at_mean(dists); }) ==
        "nines::reaction_lag: lag (in hours) is 0, but must be more than 0, and finite; nobody "
        "reacts at once");
  CHECK(message_of([] { return reaction_at(uniform_distributions, 100_percent); }) ==
        "nines::quantile: probability is 1, but must be more than 0 and less than 1");
}
