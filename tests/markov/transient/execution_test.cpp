// SPDX-License-Identifier: BSL-1.0
// Through time under an execution policy: what it gives without one.
#include <doctest/doctest.h>

#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/transient/execution.hpp>

namespace {

/// A line of states, up at 2 and down at 1, whose ends are n apart; with an exit in the middle.
nines::chain<> line(std::size_t n) {
  nines::chain_builder<> b(n + 1);
  for (std::size_t i = 0; i + 1 < n; ++i) b.add(i, i + 1, 2).add(i + 1, i, 1);
  return b.add(n / 2, n, 1e-3).build();
}

}  // namespace

TEST_CASE("each row is worked on once") {
  for (const std::size_t tuples : {0u, 1u, 1023u, 1024u, 1025u, 5000u}) {
    std::vector<int> times(tuples, 0);
    const nines::detail::shared_out share{std::execution::par};
    share(tuples, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) ++times[i];
    });
    CHECK(times == std::vector<int>(tuples, 1));
  }
}

TEST_CASE("the answer does not depend on the policy") {
  const auto c = line(40);
  const auto start = nines::point_mass<double>(41, 19);
  std::vector<double> reward(41, 0.0);
  reward[22] = 1;
  reward[40] = 2;
  const double t = 3;
  const auto same = [&](const auto& policy) {
    CHECK(nines::transient(policy, c, start, t).mass == nines::transient(c, start, t).mass);
    CHECK(nines::accumulated(policy, c, start, t).time == nines::accumulated(c, start, t).time);
    CHECK(nines::expected_reward(policy, c, reward, t).value ==
          nines::expected_reward(c, reward, t).value);
    CHECK(nines::accumulated_reward(policy, c, reward, t).value ==
          nines::accumulated_reward(c, reward, t).value);
  };
  same(std::execution::seq);
  same(std::execution::par);
  CHECK(nines::transient(c, start, t).mass[40] > 0);
}

TEST_CASE("the answer does not depend on the policy when rows are shared out") {
  const auto c = line(4200);  // more than four runs, the last one short
  const auto start = nines::point_mass<double>(c.size(), 2090);
  CHECK(nines::accumulated(std::execution::par, c, start, 3).time ==
        nines::accumulated(c, start, 3).time);
}

TEST_CASE("errors under a policy name the function") {
  const auto c = line(3);
  CHECK_THROWS_WITH_AS(
      (void)nines::transient(std::execution::par, c, nines::point_mass<double>(4, 0), -1),
      doctest::Contains("transient: t is"), nines::domain_error);
}
