// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/markov/chain/semi_markov.hpp>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/passage/phase_type_time.hpp>
#include <nines/markov/steady/steady_state.hpp>

#include "support/message.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using nines_test::message_of;
using nines_test::within_epsilons;
using dist = nines::phase_type<>;

namespace {

/// Fails over with coverage 0.98, else is repaired by hand.
nines::semi_markov<> failover() {
  nines::semi_markov<> s;
  s.add("up", "failover", 0.98).add("up", "down", 0.02).lasts("up", dist::exponential(2e-4));
  s.add("failover", "up", 1).lasts("failover", dist::fit(0.05, 0.2));
  s.add("down", "up", 1).lasts("down", dist::fit(4.0, 1.5));
  return s.label("up", {"up"});
}

}  // namespace

TEST_CASE("in the long run only the means count") {
  nines::semi_markov<> means;
  means.add("up", "failover", 0.98).add("up", "down", 0.02).lasts("up", 5000);
  means.add("failover", "up", 1).lasts("failover", 0.05);
  means.add("down", "up", 1).lasts("down", 4.0).label("up", {"up"});
  const auto whole = nines::as_repairable(means.long_run());
  const double down = 0.98 * 0.05 + 0.02 * 4;
  CHECK(whole.availability().complement() == within_epsilons(down / (5000 + down), 10));
  CHECK(whole.failures_per_hour() == within_epsilons(1 / (5000 + down), 10));
  CHECK(whole.mean_down_time().count() == within_epsilons(down, 20));
}

TEST_CASE(
    "distributions with the same means have the same long run, as the chain of their phases has") {
  const auto s = failover();
  const auto whole = nines::as_repairable(s.long_run());
  const auto phases = s.expanded();
  CHECK(phases.size() == 1 + 25 + 2);
  CHECK(phases.name(0) == "up");
  CHECK(phases.name(1) == "failover phase 0");
  CHECK(phases.states("down").count() == 2);
  const auto expanded = nines::as_repairable(phases);
  CHECK(expanded.availability().complement() ==
        within_epsilons(whole.availability().complement(), 1000));
  CHECK(expanded.failures_per_hour() == within_epsilons(whole.failures_per_hour(), 1000));
}

TEST_CASE("random processes: long run by means, and by phases") {
  nines_test::random_source random(20260108);
  for (int trial = 0; trial < nines_test::trials(60); ++trial) {
    const std::size_t n = random.between(2, 5);
    const auto name = [](std::size_t i) { return "s" + std::to_string(i); };
    nines::semi_markov<> s;
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<double> probabilities(n);
      double sum = 0;
      for (std::size_t j = 0; j < n; ++j)  // to itself too: the sojourn begins again
        sum += probabilities[j] = j == (i + 1) % n || random.one_in(2) ? random.unit() : 0;
      for (std::size_t j = 0; j < n; ++j) s.add(name(i), name(j), probabilities[j] / sum);
      s.lasts(name(i), dist::fit(random.log_uniform(1e-3, 1e3), random.uniform(0.3, 3)));
    }
    const auto means = s.long_run();
    const auto phases = s.expanded();
    const auto pi = nines::steady_state(means);
    const auto expanded = nines::steady_state(phases);
    for (std::size_t i = 0; i < n; ++i)
      REQUIRE(expanded.in(phases.states(name(i))).value() ==
              doctest::Approx(pi.mass[i]).epsilon(1e-12).scale(0));
    // The mean time to a state, whatever the distributions.
    const auto from = s.entry(name(1));
    CHECK(nines::first_passage<>(phases, phases.states(name(0))).mean_time(from) ==
          doctest::Approx(nines::first_passage<>(means, nines::state_set(n, {0})).mean_times()[1])
              .epsilon(1e-12)
              .scale(0));
  }
}

TEST_CASE("the distribution of a passage is that of the phases") {
  // Two Erlang sojourns in a row are one.
  nines::semi_markov<> s;
  s.add("a", "b", 1).lasts("a", dist::erlang(2, 3.0));
  s.add("b", "c", 1).lasts("b", dist::erlang(3, 3.0));
  const auto c = s.expanded();
  CHECK(c.size() == 6);
  CHECK(c.states("c").states() == std::vector<std::size_t>{5});
  CHECK(s.long_run().exit_rates()[2] == 0);  // never left
  const auto start = s.entry("a");
  const auto mass = nines::detail::distribution_of_chain<double>(c).at(1.7, start);
  CHECK(mass[5] ==
        within_epsilons(cdf(dist::erlang(5, 3.0), nines::hours_in<double>(1.7)).value(), 100));
}

TEST_CASE("what is wrong is named") {
  using process = nines::semi_markov<>;
  CHECK(message_of([] { return process().add("a", "b", 1.5); }) ==
        "nines::semi_markov::add: probability from 'a' to 'b' is 1.5, but must be in [0, 1]");
  CHECK(message_of([] { return process().add("a", "b", 0.5).lasts("a", 1).long_run(); }) ==
        "nines::semi_markov: sum of the probabilities from 'a' is 0.5, but must be 1");
  CHECK(message_of([] { return process().add("a", "b", 1).long_run(); }) ==
        "nines::semi_markov: how long 'a' lasts is not given");
  CHECK(message_of([] { return process().lasts("a", 0); }) ==
        "nines::semi_markov::lasts: mean of 'a' is 0, but must be more than 0, and finite");
  CHECK(message_of([] {
          return process().lasts("a", std::numeric_limits<double>::quiet_NaN());
        }).find("mean of 'a' is nan") != std::string::npos);
  CHECK(message_of([] { return process().add("a", "b", 1).lasts("a", 2).expanded(); }) ==
        "nines::semi_markov::expanded: 'a' has a mean, but no distribution");
  CHECK(message_of([] { return process().add("a", "b", 1).label("up", {"x"}); }) ==
        "nines::semi_markov::label: there is no state 'x'");
  CHECK(message_of([] { return process().add("a", "b", 1).entry("x"); }) ==
        "nines::semi_markov::entry: there is no state 'x'");
}
