// SPDX-License-Identifier: BSL-1.0
// Random chains of 2 to 40 states, with rates over 16 orders of magnitude and halves that hardly
// meet, against the same templates in 100 digits: every component of the steady state, of the mean
// times and rewards to a set, and of transients. NINES_CHAINS in the environment sets how many;
// bench/NOTES.md has the worst of 10,000.
#include <doctest/doctest.h>

#include <boost/multiprecision/eigen.hpp>
#include <cstdlib>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/markov/transient/transient.hpp>

#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

struct transition {
  std::size_t from, to;
  double rate;
};
using transitions = std::vector<transition>;

/// A ring, so that each state reaches each other one, and what probability adds.
transitions random_chain(std::size_t n, random_source& random) {
  const double density = random.unit();
  const bool decoupled = random.one_in(3);
  transitions list;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || (j != (i + 1) % n && random.unit() > density)) continue;
      const bool crosses = decoupled && (i < n / 2) != (j < n / 2);
      list.push_back({i, j, random.log_uniform(1e-8, 1e8) * (crosses ? 1e-12 : 1)});
    }
  return list;
}

template <class T>
chain<T> make(std::size_t n, const transitions& list) {
  chain_builder<T> b(n);
  for (const auto& t : list) b.add(t.from, t.to, T(t.rate));
  return b.build();
}

/// The largest error of an entry, in epsilons.
double worst(const std::vector<double>& computed, const std::vector<mp>& exact) {
  double largest = 0;
  for (std::size_t i = 0; i < exact.size(); ++i)
    largest = std::max(largest, error_in_epsilons(computed[i], exact[i]));
  return largest;
}

int chains(int usual) {
  const char* asked = std::getenv("NINES_CHAINS");
  return asked != nullptr ? std::atoi(asked) : trials(usual);
}

/// Rewards and an initial distribution, the same in both precisions.
template <class T>
std::vector<T> convert(const std::vector<double>& v) {
  return {v.begin(), v.end()};
}

}  // namespace

TEST_CASE("steady state, mean times, moments and rewards of random chains") {
  double steady = 0, times = 0, rewards = 0, visits = 0;
  const int count = chains(500);
  for (int k = 0; k < count; ++k) {
    random_source random(static_cast<std::uint64_t>(k));
    const std::size_t n = random.between(2, 40);
    const transitions list = random_chain(n, random);
    const auto c = make<double>(n, list);
    const auto exact = make<mp>(n, list);
    steady = std::max(steady, worst(steady_state(c).mass, steady_state(exact).mass));
    std::vector<double> reward(n), initial(n, 0);
    for (double& r : reward) r = random.log_uniform(1e-6, 1e6);
    initial[random.below(n)] = 1;
    state_set target(n);
    target.insert(random.below(n));
    const first_passage<double> passage(c, target);
    const first_passage<mp> exact_passage(exact, target);
    times = std::max(times, worst(passage.moments(2), exact_passage.moments(2)));
    rewards = std::max(rewards,
                       worst(passage.rewards(reward), exact_passage.rewards(convert<mp>(reward))));
    visits = std::max(
        visits, worst(passage.sojourns(initial), exact_passage.sojourns(convert<mp>(initial))));
  }
  MESSAGE(count << " chains; epsilons at most: steady state " << steady << ", second moments "
                << times << ", rewards " << rewards << ", sojourns " << visits);
  CHECK(steady < 1000);
  CHECK(times < 1000);
  CHECK(rewards < 1000);
  CHECK(visits < 1000);
}

TEST_CASE("transients of random chains") {
  double at_end = 0, over_time = 0;
  const int count = chains(60);
  for (int k = 0; k < count; ++k) {
    random_source random(1'000'000 + static_cast<std::uint64_t>(k));
    const std::size_t n = random.one_in(8) ? random.between(2, 40) : random.between(2, 10);
    const transitions list = random_chain(n, random);
    const auto c = make<double>(n, list);
    const auto exact = make<mp>(n, list);
    const double t = random.log_uniform(1e-9, 1e12);
    const auto initial = point_mass<double>(n, random.below(n));
    at_end = std::max(at_end, worst(transient(c, initial, t).mass,
                                    transient(exact, convert<mp>(initial), mp(t)).mass));
    over_time = std::max(over_time, worst(accumulated(c, initial, t).time,
                                          accumulated(exact, convert<mp>(initial), mp(t)).time));
  }
  MESSAGE(count << " chains; epsilons at most: transient " << at_end << ", accumulated "
                << over_time);
  CHECK(at_end < 1000);
  CHECK(over_time < 1000);
}
