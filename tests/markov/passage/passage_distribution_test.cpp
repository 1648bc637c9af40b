// SPDX-License-Identifier: BSL-1.0
// First passages as random times: closed forms, a start in the target, a target that is missed.
#include <doctest/doctest.h>

#include <boost/math/distributions/gamma.hpp>
#include <cmath>
#include <nines/markov/passage/passage_distribution.hpp>
#include <nines/probability/literals.hpp>

#include "support/within.hpp"

using namespace nines;
using namespace nines::literals;
using namespace std::chrono_literals;
using nines_test::within;

static_assert(random_time_like<passage_time<>>);
static_assert(!random_time_like<first_passage<>>);

namespace {

/// Three stages of the mean of a minute, in a chain that counts in minutes.
passage_time<> three_minutes(const std::vector<double>& start = {1, 0, 0, 0}) {
  chain_builder<> b(4);
  for (std::size_t i = 0; i < 3; ++i) b.add(i, i + 1, 1.0);
  return {b.rates_per(1min).build(), state_set(4, {3}), start};
}

}  // namespace

TEST_CASE("a passage asked like any other random time, in durations") {
  const boost::math::gamma_distribution<> dist(3);  // of minutes
  const auto passage = three_minutes();
  for (const double t : {1e-3, 1.0, 30.0}) {
    CAPTURE(t);
    const auto p = cdf(passage, minutes_in<double>(t));
    CHECK(p.value() == within(cdf(dist, t), 1e-12));
    CHECK(p.complement() == within(cdf(boost::math::complement(dist, t)), 1e-12));
    CHECK(pdf(passage, minutes_in<double>(t), 1min) == within(pdf(dist, t), 1e-12));
    CHECK(hazard(passage, minutes_in<double>(t), 1min) == within(hazard(dist, t), 1e-12));
  }
  for (const auto& p : {1_percent, 50_percent, 99.99_percent})
    CHECK(quantile(passage, p).count() == within(60 * quantile(dist, p.value()), 1e-11));
  CHECK(mean(passage).count() == within(180, 1e-13));
  CHECK(variance(passage) == within(3 * 3600, 1e-13));
  CHECK(completion_probability(passage) == probability<>::always());
}

TEST_CASE("a start in the target is a time of 0") {
  const auto passage = three_minutes({0.5, 0, 0, 0.5});
  CHECK(cdf(passage, 0s).value() == within(0.5, 1e-15));
  CHECK(mean(passage).count() == within(90, 1e-13));
  CHECK(quantile(passage, 40_percent).count() == 0);
  CHECK(mean(three_minutes({0, 0, 0, 1})).count() == 0);
  CHECK(cdf(three_minutes({0, 0, 0, 1}), 0s) == probability<>::always());
}

TEST_CASE("a target that may be missed is a time that may never end") {
  const auto c = chain_builder<>().add("start", "hit", 1).add("start", "lost", 3).build();
  const passage_time<> passage(c, state_set(3, {1}), point_mass<double>(3, 0));
  CHECK(completion_probability(passage).value() == within(0.25, 1e-15));
  CHECK(std::isinf(mean(passage).count()));
  CHECK(std::isinf(variance(passage)));
  CHECK(std::isinf(quantile(passage, 30_percent).count()));
  CHECK(quantile(passage, 20_percent).count() == within(-std::log1p(-0.8) / 4 * 3600, 1e-12));
}
