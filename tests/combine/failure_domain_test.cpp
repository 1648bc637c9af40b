// SPDX-License-Identifier: BSL-1.0
// Failure domains: enumeration of small trees, 100 digits, and a large tree by another algorithm.
#include <doctest/doctest.h>

#include <boost/math/distributions/binomial.hpp>
#include <nines/combine.hpp>
#include <nines/probability.hpp>

#include "support/enumerate.hpp"
#include "support/message.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using domain = failure_domain<double>;

/// A random tree of at most `budget` things that can fail (domains and hosts).
domain random_domain(random_source& random, std::size_t& budget, int depth) {
  domain tree;
  if (budget > 0 && !random.one_in(3)) {
    tree.self = random_part(random, 1e-12, 0.5);
    --budget;
  }
  for (std::size_t group = random.below(3); group > 0 && budget > 0; --group) {
    const std::size_t count = random.between(1, std::min<std::size_t>(budget, 3));
    tree.hosts.push_back({count, random_part(random, 1e-12, 0.5), random.below(4)});
    budget -= count;
  }
  for (std::size_t inner = depth > 0 ? random.below(4) : 0; inner > 0 && budget > 0; --inner)
    tree.domains.push_back(random_domain(random, budget, depth - 1));
  return tree;
}

/// All that can fail, in the order in which capacity_up() meets it.
void list_parts(const domain& tree, std::vector<probability<double>>& parts) {
  parts.push_back(tree.self);
  for (const auto& group : tree.hosts)
    for (std::size_t i = 0; i < group.count; ++i) parts.push_back(group.host);
  for (const auto& inner : tree.domains) list_parts(inner, parts);
}

std::size_t capacity_up(const domain& tree, state s, std::size_t& at, bool holder_is_up = true) {
  const bool alive = is_up(s, at++) && holder_is_up;
  std::size_t sum = 0;
  for (const auto& group : tree.hosts)
    for (std::size_t i = 0; i < group.count; ++i)
      sum += is_up(s, at++) && alive ? group.capacity : 0;
  for (const auto& inner : tree.domains) sum += capacity_up(inner, s, at, alive);
  return sum;
}

/// The same tree in 100 digits.
failure_domain<mp> precise_tree(const domain& tree) {
  failure_domain<mp> result;
  result.self = nines_test::precise(tree.self);
  for (const auto& group : tree.hosts)
    result.hosts.push_back({group.count, nines_test::precise(group.host), group.capacity});
  for (const auto& inner : tree.domains) result.domains.push_back(precise_tree(inner));
  return result;
}

/// `zones` zones of `hosts` hosts; both sides of at least `need` up, by conditioning on how many
/// zones are up and the incomplete beta function.
probability<long double> by_zones_up(std::size_t zones, std::size_t hosts, std::size_t need,
                                     long double zone_down, long double host_down) {
  using boost::math::binomial_distribution;
  using boost::math::complement;
  const binomial_distribution<long double> zones_down(static_cast<long double>(zones), zone_down);
  long double sides[2] = {0, 0};
  for (std::size_t down = 0; down <= zones; ++down) {
    const std::size_t left = (zones - down) * hosts;
    const long double weight = pdf(zones_down, down);
    if (left < need) {
      sides[1] += weight;
      continue;
    }
    const binomial_distribution<long double> hosts_down(static_cast<long double>(left), host_down);
    sides[0] += weight * cdf(hosts_down, left - need);
    sides[1] += weight * cdf(complement(hosts_down, left - need));
  }
  return {nines::unchecked, sides[0], sides[1]};
}

}  // namespace

TEST_CASE("small trees against all states: unequal zones, nested, capacities 0 to 3") {
  double worst = 0;
  for (int trial = 0; trial < trials(300, 20); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    std::size_t budget = is_optimised ? 10 : 7;
    const domain tree = random_domain(random, budget, 2);
    std::vector<probability<double>> parts;
    list_parts(tree, parts);
    if (parts.size() > 16) continue;  // many domains that never fail
    const std::size_t need = random.between(0, tree.capacity());
    const auto exact = enumerate(precise_list(parts, nines_test::precise), [&](state s) {
      std::size_t at = 0;
      return capacity_up(tree, s, at) >= need;
    });
    CAPTURE(trial);
    const double error = error_in_epsilons(at_least_capacity(need, tree), exact);
    CHECK(error <= 8);
    worst = std::max(worst, error);
  }
  MESSAGE("largest error " << worst << " epsilon");
}

TEST_CASE("large random trees against 100 digits") {
  double worst = 0;
  for (int trial = 0; trial < trials(100, 20); ++trial) {
    random_source random(1000 + static_cast<std::uint64_t>(trial));
    std::size_t budget = 300;
    domain tree{.self = 99.99_percent};
    while (budget > 30) tree.domains.push_back(random_domain(random, budget, 3));
    const std::size_t capacity = tree.capacity();
    const std::size_t need = random.between(capacity / 4, capacity);
    const auto exact = at_least_capacity(need, precise_tree(tree));
    CAPTURE(trial);
    const double error = error_in_epsilons(at_least_capacity(need, tree), exact);
    CHECK(error <= 32);
    worst = std::max(worst, error);
  }
  MESSAGE("largest error " << worst << " epsilon");
}

TEST_CASE("120 000 hosts in three zones against the incomplete beta function") {
  const std::size_t hosts = is_optimised ? 40000 : 4000;
  const domain zone{.self = 99.9_percent, .hosts = {{hosts, 99_percent}}};
  const domain all{.domains = std::vector(3, zone)};
  const std::size_t expected_down = hosts / 100;
  for (const std::size_t spare : {3 * expected_down, hosts, hosts + 2 * expected_down,
                                  hosts + 3 * expected_down, 2 * hosts + expected_down}) {
    const std::size_t need = 3 * hosts - spare;
    const auto exact = by_zones_up(3, hosts, need, 0.001L, 0.01L);
    const auto computed = at_least_capacity(need, all);
    CAPTURE(spare);
    const probability<long double> widened(computed);
    CHECK(std::abs(widened.value() / exact.value() - 1) <= 1e-11L);
    CHECK(std::abs(widened.complement() / exact.complement() - 1) <= 1e-11L);
  }
}

TEST_CASE("domains that never fail do not matter: it is at_least") {
  const probability<double> host = 99_percent;
  const domain flat{.hosts = {{15, host}}};
  const domain racks{.domains = std::vector(3, domain{.hosts = {{5, host}}})};
  for (std::size_t need = 0; need <= 15; ++need) {
    const auto expected = nines_test::precise(at_least(need, copies(15, host)));
    CHECK(error_in_epsilons(at_least_capacity(need, flat), expected) <= 8);
    CHECK(error_in_epsilons(at_least_capacity(need, racks), expected) <= 8);
  }
}

TEST_CASE("dead and perfect hosts and domains") {
  const auto always = probability<double>::always();
  const auto never = probability<double>::never();
  const domain perfect{.self = always, .hosts = {{4, always}}};
  const domain dead{.self = never, .hosts = {{4, always}}};
  const domain dead_hosts{.hosts = {{4, never}}};
  CHECK(at_least_capacity(4, perfect) == always);
  CHECK(at_least_capacity(1, dead) == never);
  CHECK(at_least_capacity(1, dead_hosts) == never);
  CHECK(at_least_capacity(4, domain{.domains = {perfect, dead}}) == always);
  CHECK(at_least_capacity(5, domain{.domains = {perfect, dead, dead_hosts}}) == never);
  CHECK(at_least_capacity(0, domain{}) == always);
  CHECK(at_least_capacity(0, dead) == always);
}

TEST_CASE("capacity counts what is in a tree") {
  const domain inner{.hosts = {{3, 99_percent, 4}, {2, 99_percent}}};
  CHECK(domain{}.capacity() == 0);
  CHECK(inner.capacity() == 14);
  CHECK(domain{.hosts = {{1, 99_percent, 5}}, .domains = {inner, inner}}.capacity() == 33);
}

TEST_CASE("capacities in bytes: counted in their common unit, and refused where there is none") {
  const std::size_t terabyte = 1'000'000'000'000;
  const domain zone{.hosts = {{3, 90_percent, terabyte}}};
  const auto two_of_three = at_least(2, copies(3, 90_percent));
  CHECK(at_least_capacity(2 * terabyte, zone) == two_of_three);
  CHECK(at_least_capacity(2 * terabyte - 1, zone) == two_of_three);
  CHECK(at_least_capacity(terabyte + 1, zone) == two_of_three);
  const domain odd{.hosts = {{3, 90_percent, terabyte}, {1, 90_percent, terabyte + 1}}};
  CHECK(message_of([&] { return at_least_capacity(2 * terabyte, odd); })
            .starts_with(
                "nines::at_least_capacity: the distribution of 2000000000001 units that may be "
                "lost needs "));
  const domain small{.hosts = {{1000, 90_percent, 7}, {1000, 90_percent, 5}}};
  CHECK(message_of([&] {
          return at_least_capacity(9000, small, 1e4);
        }).starts_with("nines::at_least_capacity: the distribution of 3000 units"));
}

TEST_CASE("a capacity of 2^64 is refused") {
  const std::string message =
      "nines::failure_domain::capacity: the capacities add up to 2^64 or more";
  CHECK(message_of([] {
          return domain{.hosts = {{2, 90_percent, SIZE_MAX / 2 + 1}}}.capacity();
        }) == message);
  const domain half{.hosts = {{1, 90_percent, SIZE_MAX / 2 + 1}}};
  CHECK(message_of([&] { return at_least_capacity(1, domain{.domains = {half, half}}); }) ==
        message);
}

TEST_CASE("need beyond the capacity is refused") {
  const domain zone{.hosts = {{5, 99_percent}}};
  CHECK(message_of([&] { return at_least_capacity(6, zone); }) ==
        "nines::at_least_capacity: need is 6, but must be at most the capacity, 5");
  CHECK(message_of([] { return at_least_capacity(1, domain{}); }) ==
        "nines::at_least_capacity: need is 1, but must be at most the capacity, 0");
}

TEST_CASE("domains within domains may be written as one nested initialiser") {
  const domain one_zone{.domains = {{.self = 3_nines}}};
  CHECK(one_zone.capacity() == 0);
  const auto zone = [](std::size_t count) {
    return failure_domain<>{
        .domains = {{.self = 3_nines, .hosts = {{.count = 2, .host = 2_nines}}, .count = count}}};
  };
  CHECK(zone(3).capacity() == 6);
  const failure_domain<float> nested{
      .domains = {{.self = probability<float>(3_nines), .domains = {{.self = {}}, {.count = 2}}}}};
  CHECK(nested.capacity() == 0);
  const auto up = probability<double>::from_complement(1e-3);
  CHECK(error_in_epsilons(at_least_capacity(1, zone(1)),
                          precise(series(up, parallel(copies(2, 2_nines))))) <= 4);
}
