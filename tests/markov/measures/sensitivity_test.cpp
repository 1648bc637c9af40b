// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <boost/math/differentiation/autodiff.hpp>
#include <cmath>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/measures/sensitivity.hpp>

#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/within.hpp"

using doctest::Approx;
using nines_test::message_of;
using nines_test::mp;
using nines_test::within_epsilons;

namespace {

struct transition {
  std::size_t from, to;
  double rate;
};
/// A chain whose first states are up, and how it is built with one rate changed by a factor.
struct model {
  std::size_t states, up;
  std::vector<transition> transitions;

  template <class T>
  [[nodiscard]] nines::chain<T> with(std::size_t changed, const T& factor) const {
    nines::chain_builder<T> b(states);
    for (std::size_t k = 0; k < transitions.size(); ++k) {
      const auto& t = transitions[k];
      b.add(t.from, t.to, k == changed ? T(T(t.rate) * factor) : T(t.rate));
    }
    return b.label("up", nines::state_set::where(states, [&](auto i) { return i < up; })).build();
  }
  [[nodiscard]] nines::chain<> build() const { return with<double>(0, 1); }
};

model three_of_five(double failure, double repair) {
  model m{6, 3, {}};
  for (std::size_t i = 0; i < 5; ++i) {
    m.transitions.push_back({i, i + 1, static_cast<double>(5 - i) * failure});
    m.transitions.push_back({i + 1, i, static_cast<double>(i + 1) * repair});
  }
  return m;
}
model random_model(nines_test::random_source& random, double least, double most) {
  model m{random.between(3, 9), 0, {}};
  m.up = random.between(1, m.states - 1);
  for (std::size_t i = 0; i < m.states; ++i)
    for (const std::size_t j : {(i + 1) % m.states, random.below(m.states)})
      if (i != j && std::none_of(m.transitions.begin(), m.transitions.end(),
                                 [&](const auto& t) { return t.from == i && t.to == j; }))
        m.transitions.push_back({i, j, random.log_uniform(least, most)});
  return m;
}

template <class T>
using values = std::array<T, 3>;  // unavailability, failure frequency, MTTF

template <class T>
values<T> measure(const nines::chain<T>& c) {
  const auto part = nines::as_repairable(c);
  return {part.availability().complement(), part.failures_per_hour(), nines::mttf(c, 0).count()};
}
/// Elasticities by central differences in 100 digits.
values<mp> differences(const model& m, std::size_t changed) {
  const mp step("1e-30");
  const auto more = measure(m.with<mp>(changed, 1 + step));
  const auto less = measure(m.with<mp>(changed, 1 - step));
  values<mp> result;
  for (std::size_t k = 0; k < 3; ++k) result[k] = (more[k] - less[k]) / step / (more[k] + less[k]);
  return result;
}
std::array<nines::sensitivities<double>, 3> all_sensitivities(const nines::chain<>& c) {
  return {nines::unavailability_sensitivity(c), nines::failure_frequency_sensitivity(c),
          nines::mttf_sensitivity(c, 0)};
}

}  // namespace

TEST_CASE("one unit in closed form") {
  const double l = 1e-3;
  const double m = 0.5;
  const auto c = nines::chain_builder<>()
                     .add("up", "down", l)
                     .add("down", "up", m)
                     .label("up", {"up"})
                     .build();
  const auto u = nines::unavailability_sensitivity(c);
  CHECK(u.value() == within_epsilons(l / (l + m)));
  CHECK(u.derivative(0, 1) == within_epsilons(m / (l + m) / (l + m)));
  CHECK(u.derivative(1, 0) == within_epsilons(-l / (l + m) / (l + m)));
  const auto f = nines::failure_frequency_sensitivity(c);
  CHECK(f.value() == within_epsilons(l * m / (l + m)));
  CHECK(f.derivative(0, 1) == within_epsilons(m * m / (l + m) / (l + m)));
  CHECK(f.derivative(1, 0) == within_epsilons(l * l / (l + m) / (l + m)));
  const auto mttf = nines::mttf_sensitivity(c, 0);
  CHECK(mttf.value() == within_epsilons(1 / l));
  CHECK(mttf.derivative(0, 1) == within_epsilons(-1 / l / l));
  CHECK(mttf.derivative(1, 0) == 0);
  const std::vector<double> cost{3, 7};  // per hour: the mean is (3 m + 7 l) / (l + m)
  const auto reward = nines::reward_sensitivity(c, cost);
  CHECK(reward.value() == within_epsilons((3 * m + 7 * l) / (l + m)));
  CHECK(reward.derivative(0, 1) == within_epsilons(4 * m / (l + m) / (l + m)));
}

TEST_CASE("rare failures keep the digits of their sensitivities") {
  const model m = three_of_five(1e-7, 1);
  const auto got = all_sensitivities(m.build());
  for (std::size_t k = 0; k < m.transitions.size(); ++k) {
    const auto expected = differences(m, k);
    for (std::size_t which = 0; which < 3; ++which) {
      const double e = got[which].elasticity(m.transitions[k].from, m.transitions[k].to);
      CAPTURE(which);
      CAPTURE(k);
      CHECK(std::abs(static_cast<double>(mp(e) - expected[which])) < 1e-15);
    }
    // The unavailability depends on each rate in one direction: all digits, down to 1e-15.
    const double u = got[0].elasticity(m.transitions[k].from, m.transitions[k].to);
    CHECK(u == within_epsilons(static_cast<double>(expected[0])));
  }
}

TEST_CASE("random chains against differences in 100 digits") {
  nines_test::random_source random(23);
  double worst = 0;
  for (int trial = 0; trial < nines_test::trials(100, 20); ++trial) {
    const model m = random_model(random, 1e-3, 1e3);
    const auto got = all_sensitivities(m.build());
    for (std::size_t k = 0; k < m.transitions.size(); ++k) {
      const auto expected = differences(m, k);
      for (std::size_t which = 0; which < 3; ++which) {
        const double e = got[which].elasticity(m.transitions[k].from, m.transitions[k].to);
        worst = std::max(worst, static_cast<double>(abs(mp(e) - expected[which])));
      }
    }
  }
  CHECK(worst < 1e-11);
  MESSAGE("largest absolute error of an elasticity: " << worst);
}

TEST_CASE("the distributions of scale") {
  // All rates doubled is the same system twice as fast: U stays, f doubles, MTTF halves.
  nines_test::random_source random(29);
  for (int trial = 0; trial < 50; ++trial) {
    const auto c = random_model(random, 1e-6, 1).build();
    const auto all = nines::scales("speed", c, [](auto, auto) { return true; });
    const auto got = all_sensitivities(c);
    const double expected[3] = {0, 1, -1};
    for (std::size_t which = 0; which < 3; ++which)
      CHECK(std::abs(got[which].elasticity(all) - expected[which]) < 1e-11);
    const auto table = got[0].ranked();
    for (std::size_t k = 1; k < table.size(); ++k)
      CHECK(std::abs(table[k - 1].elasticity) >= std::abs(table[k].elasticity));
    CHECK(table.size() == c.transitions());
  }
}

TEST_CASE("parameters that drive several rates") {
  // A pair with coverage: unavailability by coverage, failure and repair, from the derivatives of
  // the same model as an autodiff number.
  using boost::math::differentiation::make_fvar;
  const auto unavailability = [](const auto& coverage, const auto& failure, const auto& repair) {
    // Balance: both (fails covered) -> one -> down; both (uncovered) -> down; down -> one -> both.
    const auto one_to_both = 2 * failure / repair;
    const auto uncovered = 2 * failure * (1 - coverage);
    const auto down_to_both = (uncovered + one_to_both * failure) / repair;
    return down_to_both / (1 + one_to_both + down_to_both);
  };
  const double coverage = 0.95;
  const double failure = 1e-3;
  const double repair = 0.25;
  const auto c = nines::chain_builder<>()
                     .add("both", "one", 2 * failure * coverage)
                     .add("both", "down", 2 * failure * (1 - coverage))
                     .add("one", "both", repair)
                     .add("one", "down", failure)
                     .add("down", "one", repair)
                     .label("up", {"both", "one"})
                     .build();
  const std::vector<nines::rate_parameter<double>> parameters{
      {"coverage", {{0, 1, 2 * failure * coverage}, {0, 2, -2 * failure * coverage}}},
      nines::scales("failure", c, [](auto i, auto j) { return j > i; }),
      nines::scales("repair", c, [](auto i, auto j) { return j < i; })};
  const auto table = nines::unavailability_sensitivity(c);
  const auto value = unavailability(coverage, failure, repair);
  CHECK(table.value() == within_epsilons(value));
  const auto slope = [&](const auto& u, double at) { return u.derivative(1) * at / value; };
  const double by_coverage =
      slope(unavailability(make_fvar<double, 1>(coverage), failure, repair), coverage);
  const double by_failure =
      slope(unavailability(coverage, make_fvar<double, 1>(failure), repair), failure);
  const double by_repair =
      slope(unavailability(coverage, failure, make_fvar<double, 1>(repair)), repair);
  CHECK(table.elasticity(parameters[0]) == within_epsilons(by_coverage, 100));
  CHECK(table.elasticity(parameters[1]) == within_epsilons(by_failure, 100));
  CHECK(table.elasticity(parameters[2]) == within_epsilons(by_repair, 100));
  const auto ranked = table.ranked(parameters);
  CHECK(ranked[0].name == "coverage");
}

TEST_CASE("a start that is spread, and states that are passed through") {
  // A burn-in state is left for good: nothing in the long run depends on it, the MTTF does.
  model m{4, 3, {{0, 1, 0.1}, {0, 3, 0.01}, {1, 2, 0.5}, {2, 1, 3}, {2, 3, 0.2}, {3, 1, 1}}};
  const auto c = m.build();
  CHECK(nines::unavailability_sensitivity(c).elasticity(0, 1) == 0);
  const std::vector<double> from{0.5, 0.25, 0.25, 0};
  const auto got = nines::mttf_sensitivity(c, from);
  for (std::size_t k = 0; k < m.transitions.size(); ++k) {
    const mp step("1e-30");
    const std::vector<mp> start(from.begin(), from.end());
    const mp more = nines::mttf(m.with<mp>(k, 1 + step), start).count();
    const mp less = nines::mttf(m.with<mp>(k, 1 - step), start).count();
    const double e = got.elasticity(m.transitions[k].from, m.transitions[k].to);
    CHECK(std::abs(e - static_cast<double>((more - less) / step / (more + less))) < 1e-14);
  }
}

TEST_CASE("what has no sensitivity") {
  const auto c = three_of_five(1e-3, 1).build();
  const auto table = nines::unavailability_sensitivity(c);
  CHECK(message_of([&] { return table.elasticity(0, 2); }) ==
        "nines::sensitivities: there is no transition from state 0 to state 2");
  CHECK(message_of([&] { return table.derivative(9, 0); }) ==
        "nines::sensitivities: there is no transition from state 9 to state 0");
  const auto immortal =
      nines::chain_builder<>().add("a", "b", 1).add("b", "a", 1).label("up", {"a", "b"}).build();
  CHECK(message_of([&] { return nines::unavailability_sensitivity(immortal); }) ==
        "nines::unavailability_sensitivity: the system is never down in the long run");
  CHECK(message_of([&] { return nines::failure_frequency_sensitivity(immortal); }) ==
        "nines::failure_frequency_sensitivity: there are no failures in the long run");
  CHECK(message_of([&] { return nines::mttf_sensitivity(immortal, 0); }) ==
        "nines::mttf_sensitivity: the MTTF is infinite: no failure is reached from a");
  CHECK(message_of([&] { return nines::mttf_sensitivity(c, 5); }) ==
        "nines::mttf_sensitivity: the start is down: its MTTF is 0");
  const std::vector<double> nothing(6, 0.0);
  CHECK(message_of([&] { return nines::reward_sensitivity(c, nothing); }) ==
        "nines::reward_sensitivity: the reward earns nothing in the long run");
  CHECK(message_of([&] { return nines::reward_sensitivity(c, std::vector<double>{1}); }) ==
        "nines::reward_sensitivity: size of reward is 1, but must be 6");
  const auto fork =
      nines::chain_builder<>().add("s", "a", 1).add("s", "b", 1).label("up", {"s", "a"}).build();
  CHECK_THROWS_WITH_AS((void)nines::unavailability_sensitivity(fork),
                       doctest::Contains("different closed classes"), nines::domain_error);
}

TEST_CASE("rates of any spread: what cancels is found by differences alone") {
  using transitions = std::vector<transition>;
  const auto of = [](std::size_t states, std::size_t up, const transitions& t) {
    return model{states, up, t}.build();
  };
  // The figures are exact derivatives by solutions in 420 digits.
  const auto a = of(3, 2, {{0, 1, 1e-8}, {1, 2, 1e4}, {2, 0, 1e-7}, {2, 1, 1e5}});
  CHECK(nines::unavailability_sensitivity(a).elasticity(1, 2) == Approx(0.476190476).epsilon(1e-9));
  CHECK(nines::failure_frequency_sensitivity(a).elasticity(2, 1) ==
        Approx(0.52380952381).epsilon(1e-11));
  const auto b = of(4, 3, {{0, 1, 1e-9}, {0, 2, 1e3}, {2, 3, 300}, {1, 3, 1e-14}, {3, 0, 1}});
  CHECK(nines::unavailability_sensitivity(b).elasticity(2, 3) ==
        Approx(3.30018844e-05).epsilon(1e-9));
  CHECK(nines::failure_frequency_sensitivity(b).elasticity(2, 3) ==
        Approx(3.30018844e-05).epsilon(1e-9));
  CHECK(nines::mttf_sensitivity(b, 0).elasticity(0, 2) == Approx(-0.999966668).epsilon(1e-9));
  const auto c = of(4, 3, {{0, 1, 1e-13}, {0, 2, 4e5}, {2, 3, 300}, {1, 3, 1e-18}, {3, 0, 1}});
  CHECK(nines::mttf_sensitivity(c, 0).elasticity(0, 2) == Approx(-0.986842235).epsilon(1e-9));
  const auto d = of(4, 2,
                    {{0, 1, 6e28},
                     {1, 2, 1e27},
                     {2, 0, 1e22},
                     {2, 1, 2e19},
                     {2, 3, 3e-8},
                     {3, 0, 7e-14},
                     {3, 2, 7e-14}});
  CHECK(nines::failure_frequency_sensitivity(d).elasticity(2, 0) ==
        Approx(0.998003992).epsilon(1e-9));
}

TEST_CASE("the bound of each elasticity holds, for rates from 1e-15 to 1e15") {
  nines_test::random_source random(15);
  for (int trial = 0; trial < nines_test::trials(60); ++trial) {
    const model m = random_model(random, 1e-15, 1e15);
    const auto got = all_sensitivities(m.build());
    for (std::size_t k = 0; k < m.transitions.size(); ++k) {
      const auto expected = differences(m, k);
      for (std::size_t which = 0; which < 3; ++which) {
        const auto [from, to, rate] = m.transitions[k];
        const mp error = abs(mp(got[which].elasticity(from, to)) - expected[which]);
        CAPTURE(trial);
        CHECK(error <= mp(got[which].error(from, to)) + mp("1e-25"));  // the differences' own
        CHECK(got[which].error(from, to) <=
              std::max(1e-9 * std::abs(got[which].elasticity(from, to)), 1e-12));
      }
    }
  }
}

TEST_CASE("more states: those that exchange fast, seen from far away") {
  // A ring of 60 states at rates around 1e12, entered at 1e-6 from a state where all time is spent.
  nines_test::random_source random(60);
  nines::chain_builder<> b(62);
  nines::chain_builder<mp> precise(62);
  const auto add = [&](std::size_t from, std::size_t to, double rate) {
    b.add(from, to, rate);
    precise.add(from, to, mp(rate));
  };
  add(60, 0, 1e-6);
  add(61, 60, 1);
  for (std::size_t i = 0; i < 60; ++i) {
    add(i, (i + 1) % 60, random.log_uniform(1e11, 1e13));
    add((i + 1) % 60, i, random.log_uniform(1e11, 1e13));
    add(i, i % 2 == 0 ? 60 : 61, random.log_uniform(1e-6, 1e-3));
  }
  const auto up = nines::state_set::where(62, [](auto i) { return i != 61; });
  const auto c = b.label("up", up).build();
  const auto got = nines::unavailability_sensitivity(c);
  const auto expected = nines::unavailability_sensitivity(precise.label("up", up).build());
  for (const auto& rate : got.ranked()) {
    const mp e = expected.elasticity(rate.from, rate.to);
    CHECK(static_cast<double>(abs(mp(rate.elasticity) - e)) <=
          std::min(got.error(rate.from, rate.to), 1e-12));
  }
}
