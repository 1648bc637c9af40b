// SPDX-License-Identifier: BSL-1.0
// Compiled structures against all 2^n states, in 100 digits.
#include <doctest/doctest.h>

#include <nines/combine.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

probability<mp> by_enumeration(const random_structure& drawn,
                               const std::vector<probability<double>>& parts) {
  return enumerate(precise_list(parts, precise_by_small_side),
                   [&](state s) { return drawn.is_system_up(s); });
}

compiled_structure two_of_three() {
  structure_builder b;
  return compile(b.build(b.at_least(2, b.parts({"a", "b", "c"}))));
}

}  // namespace

TEST_CASE("random structures of all gates have the probability of their states, on both sides") {
  random_source random(1301);
  double worst = 0;
  for (int run = 0; run < trials(2000); ++run) {
    const auto drawn = draw_structure(random, run % 20 == 0 ? 12 : 7, run % 3 == 0);
    const auto compiled = compile(drawn.build());
    const auto parts = draw_parts(random, drawn.parts);
    const auto found = evaluate(compiled, parts);
    const auto exact = by_enumeration(drawn, parts);
    worst = std::max(worst, error_in_epsilons(found, exact));
  }
  CHECK(worst <= 64);
}

TEST_CASE("another scalar, and bounds, go through the same pass") {
  random_source random(1302);
  for (int run = 0; run < 100; ++run) {
    const auto drawn = draw_structure(random, 6, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    const auto parts = draw_parts(random, drawn.parts);
    const auto exact = by_enumeration(drawn, parts);
    const auto precisely = evaluate(compiled, precise_list(parts, precise_by_small_side));
    CHECK(abs(precisely.value() - exact.value()) < mp(1e-90));
    std::vector<bounds<double>> wide;
    for (const auto& each : parts)
      wide.push_back(random.one_in(2) ? bounds<double>{each, each}
                                      : bounds<double>{pivot(each, each, probability<>::never()),
                                                       pivot(each, probability<>::always(), each)});
    const auto found = evaluate(compiled, wide);
    CHECK(precise_by_small_side(found.lower) <= precisely);
    CHECK(precisely <= precise_by_small_side(found.upper));
  }
}

TEST_CASE("a ring of 24 brokers with all partitions writable") {
  structure_builder b;
  std::vector<literal> partitions;
  for (int i = 0; i < 24; ++i) {
    std::vector<literal> replicas;
    for (int j = 0; j < 3; ++j) replicas.push_back(b.part("b" + std::to_string((i + j) % 24)));
    partitions.push_back(b.at_least(2, replicas));
  }
  const auto ring = compile(b.build(b.all_of(partitions)));
  const std::vector<probability<double>> brokers(24, 99.5_percent);
  CHECK(evaluate(ring, brokers).complement() == doctest::Approx(1.18459180e-3).epsilon(1e-8));
}

TEST_CASE("a chain of a million gates is no deeper than others") {
  structure_builder b;
  literal chain = b.part("p0");
  for (int i = 1; i <= 1000000; ++i) {
    const literal next = b.part("p" + std::to_string(i % 1000));
    chain = i % 2 == 0 ? b.all_of({chain, next}) : b.any_of({chain, next});
  }
  const auto compiled = compile(b.build(chain));
  CHECK(compiled.part_count() == 1000);
  const std::vector<probability<double>> parts(1000, 50_percent);
  CHECK(evaluate(compiled, parts).value() == doctest::Approx(1.0 / 3));
}

TEST_CASE("parts by name, and what is known of them") {
  const auto system = two_of_three();
  const auto parts = values_by_name<probability<double>>(
      system.part_names(), {{"c", 70_percent}, {"a", 90_percent}, {"b", 80_percent}});
  CHECK(evaluate(system, parts).value() ==
        doctest::Approx(0.9 * 0.8 + 0.9 * 0.2 * 0.7 + 0.1 * 0.56));
  const auto without = given_states(system, parts, {.up = {"b"}, .down = {"a"}});
  CHECK(evaluate(system, without).value() == doctest::Approx(0.7));
  using list = std::vector<std::pair<std::string, probability<double>>>;
  const auto by_name = [&](const list& given) {
    return values_by_name<probability<double>>(system.part_names(), given);
  };
  CHECK_THROWS_AS(by_name({{"a", {}}, {"b", {}}}), domain_error);
  CHECK_THROWS_AS(by_name({{"a", {}}, {"b", {}}, {"c", {}}, {"d", {}}}), domain_error);
  CHECK_THROWS_AS(by_name({{"a", {}}, {"b", {}}, {"c", {}}, {"c", {}}}), domain_error);
  CHECK_THROWS_AS((void)given_states(system, parts, {.up = {"z"}}), domain_error);
  CHECK_THROWS_AS((void)evaluate(system, std::vector<probability<double>>(2)), domain_error);
}
