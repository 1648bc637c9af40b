// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/network/estimate.hpp>
#include <nines/network/generators.hpp>
#include <nines/probability/literals.hpp>
#include <ostream>

#include "network/brute_force.hpp"
#include "support/message.hpp"

using namespace nines;

namespace {

bool contains(const bounds<double>& interval, const probability<>& exact) {
  const auto ordered = [](const probability<>& a, const probability<>& b) {
    return a.value() <= b.value() * (1 + 1e-13) && b.complement() <= a.complement() * (1 + 1e-13);
  };
  return ordered(interval.lower, exact) && ordered(exact, interval.upper);
}

/// In how many of so many seeds the interval has the exact value in it, and the mean of
/// (estimate - exact) / standard error, and of its square.
struct coverage {
  double covered = 0, mean = 0, square = 0, simulated = 0;
};
template <class Net>
coverage coverage_of(const Net& net, const std::vector<std::size_t>& terminals, int seeds,
                     network_estimate_options options) {
  const auto exact = network_reliability(net, terminals);
  coverage c;
  for (int i = 0; i < seeds; ++i) {
    options.seed = static_cast<std::uint64_t>(i);
    const auto e = network_reliability_estimate(net, terminals, options);
    CHECK(contains(e.certain, exact));
    c.covered += contains(e.interval, exact) ? 1.0 / seeds : 0.0;
    c.simulated += e.trials > 0 ? 1.0 / seeds : 0.0;
    if (e.standard_error == 0) continue;
    const double error = (exact.complement() - e.reliability.complement()) / e.standard_error;
    c.mean += error / seeds;
    c.square += error * error / seeds;
  }
  return c;
}

}  // namespace

TEST_CASE("intervals have the exact value in them as often as they say, over 1000 seeds") {
  const int seeds = nines_test::trials(1000);
  const auto check = [&](const network<>& net, const std::vector<std::size_t>& terminals,
                         const network_estimate_options& options) {
    const auto c = coverage_of(net, terminals, seeds, options);
    CHECK(c.simulated > 0.99);
    // Four standard deviations of what 1000 seeds may show.
    const double missed = options.confidence.complement();
    CHECK(c.covered >= 1 - missed - 4 * std::sqrt(missed * (1 - missed) / seeds));
    CHECK(std::abs(c.mean) < 5 / std::sqrt(seeds));
    CHECK(c.square > 0.6);
    CHECK(c.square < 1.6);
  };
  const auto at = [](double confidence) { return probability<>::from_value(confidence); };
  check(complete(8, {40_percent}), {0, 1},
        {.relative_error = 0.1, .confidence = at(0.8), .work_limit = 5e4});
  check(torus(4, 4, {60_percent, 95_percent}), {0, 7, 10},
        {.relative_error = 0.1, .confidence = at(0.5), .work_limit = 5e4});
}

TEST_CASE("an estimate is as good as asked, and certain where that is cheap") {
  // n nodes of 4 neighbours: cut are the links of one end, 2 q^4, and a little more.
  const auto net = random_regular(200, 4, 1, {99_percent});
  const auto e = two_terminal_reliability_estimate(net, "0", "1");
  CHECK(e.interval.lower.complement() < e.interval.upper.complement() * 1.02);
  CHECK(e.reliability.complement() == doctest::Approx(2.0009e-8).epsilon(0.02));
  CHECK(e.certain.lower <= e.interval.lower);
  CHECK(e.interval.upper <= e.certain.upper);
  CHECK(e.trials > 1000);

  const auto easy = two_terminal_reliability_estimate(grid(6, 6, {99_percent}), "0,0", "5,5");
  CHECK(easy.trials == 0);
  CHECK(easy.standard_error == 0);
  CHECK(contains(easy.interval, two_terminal_reliability(grid(6, 6, {99_percent}), "0,0", "5,5")));
}

TEST_CASE("the same seed gives the same estimate, and little work a wider interval") {
  const auto net = random_regular(60, 4, 1, {85_percent});
  const auto ask = [&](double work, std::uint64_t seed) {
    return two_terminal_reliability_estimate(net, "0", "30", {.seed = seed, .work_limit = work});
  };
  CHECK(ask(1e6, 7).reliability == ask(1e6, 7).reliability);
  CHECK(ask(1e6, 7).reliability != ask(1e6, 8).reliability);
  const auto width = [](const network_estimate<>& e) {
    return e.interval.lower.complement() - e.interval.upper.complement();
  };
  CHECK(width(ask(2e6, 7)) < width(ask(2e5, 7)));
  CHECK(width(ask(10, 7)) <= 1);
}

TEST_CASE("what is certain is not estimated, and what cannot be asked is refused") {
  network<> net;
  net.add_node("a");
  net.add_node("b");
  const auto never = two_terminal_reliability_estimate(net, "a", "b");
  CHECK(never.reliability.value() == 0);
  CHECK(never.interval.upper.value() == 0);
  net.add_link("a", "b", 90_percent);
  const auto one = all_terminal_reliability_estimate(net);
  CHECK(one.reliability == 90_percent);
  CHECK(one.trials == 0);
  const auto refused = [&](const network_estimate_options& options) {
    return nines_test::message_of(
        [&] { return two_terminal_reliability_estimate(net, "a", "b", options); });
  };
  CHECK(refused({.relative_error = 0}) ==
        "nines::two_terminal_reliability_estimate: relative_error is 0, but must be more than 0");
  CHECK(refused({.confidence = probability<>::always()}).find("confidence is 1") !=
        std::string::npos);
}
