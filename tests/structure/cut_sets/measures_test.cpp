// SPDX-License-Identifier: BSL-1.0
// Counts and sums over minimal sets against lists of them.
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <nines/structure/compile.hpp>
#include <nines/structure/cut_sets/measures.hpp>

#include "structure/cut_sets/minimal_states.hpp"

using namespace nines;
using namespace nines_test;

namespace {

mp product_of(state set, const std::vector<probability<mp>>& parts) {
  mp product(1);
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (is_up(set, i)) product *= parts[i].complement();
  return product;
}
/// `groups` gates in series, each of which `n` parts of two are enough for: n^2 / 2 sets in each.
minimal_sets paths_of_pairs(std::size_t groups, std::size_t n) {
  structure_builder b;
  std::vector<literal> gates;
  for (std::size_t g = 0; g < groups; ++g) {
    std::vector<literal> parts;
    for (std::size_t i = 0; i < n; ++i)
      parts.push_back(b.part(std::to_string(g) + "." + std::to_string(i)));
    gates.push_back(b.at_least(2, parts));
  }
  return minimal_path_sets(compile(b.build(b.all_of(gates))));
}

}  // namespace

TEST_CASE("counts, sums and shares are those of all sets") {
  random_source random(1321);
  for (int run = 0; run < trials(600); ++run) {
    const auto drawn = draw_structure(random, 7, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    const auto family = minimal_cut_sets(compiled);
    const auto sets = minimal_states(drawn, true);
    const auto parts = draw_parts(random, drawn.parts);
    const auto exactly = precise_list(parts, precise);
    CHECK(count(family) == sets.size());
    std::vector<std::uint64_t> orders;
    mp sum(0);
    mp none(1);
    std::vector<mp> with(drawn.parts, mp(0));
    for (const state s : sets) {
      orders.resize(std::max(orders.size(), count_up(s) + 1));
      ++orders[count_up(s)];
      const mp product = product_of(s, exactly);
      sum += product;
      none *= 1 - product;
      for (std::size_t i = 0; i < drawn.parts; ++i)
        if (is_up(s, i)) with[i] += product;
    }
    CHECK(count_by_order(family) == orders);
    CHECK(error_in_epsilons(rare_event_approximation(family, parts), sum) <= 64);
    if (sets.empty()) continue;
    const auto shares = cut_set_fussell_vesely(family, parts);
    for (std::size_t i = 0; i < drawn.parts; ++i)
      CHECK(error_in_epsilons(shares[i], mp(with[i] / sum)) <= 128);
    if (!(none > 0.05)) continue;
    const auto bound = min_cut_upper_bound(family, parts);
    CHECK(error_in_epsilons(bound.value(), mp(1 - none)) <= 256);
    CHECK(error_in_epsilons(bound.complement(), none) <= 1024);
  }
}

TEST_CASE("the bounds of a coherent system are in their order") {
  random_source random(1322);
  for (int run = 0; run < trials(300); ++run) {
    const auto drawn = draw_structure(random, 7, true);
    const auto compiled = compile(drawn.build());
    const auto family = minimal_cut_sets(compiled);
    std::vector<probability<double>> parts;
    for (std::size_t i = 0; i < drawn.parts; ++i)
      parts.push_back(probability<double>::from_complement(random.uniform(0.01, 0.4)));
    const double down = evaluate(compiled, parts).complement();
    const double upper = min_cut_upper_bound(family, parts).value();
    CHECK(down <= upper * (1 + 1e-12));
    CHECK(upper <= rare_event_approximation(family, parts) * (1 + 1e-12));
  }
}

TEST_CASE("large counts are exact") {
  CHECK(count(paths_of_pairs(5, 101)) == std::uint64_t{5050} * 5050 * 5050 * 5050 * 5050);
  const auto many = paths_of_pairs(20, 101);
  CHECK_THROWS_AS((void)count(many), convergence_error);
  using integer = boost::multiprecision::cpp_int;
  CHECK(count<integer>(many) == pow(integer(5050), 20));
  const auto orders = count_by_order<integer>(many);
  CHECK(orders.size() == 41);
  CHECK(orders.back() == pow(integer(5050), 20));
}

TEST_CASE("values for other parts are refused") {
  const auto family = paths_of_pairs(1, 3);
  const std::vector<probability<double>> two(2);
  CHECK_THROWS_AS((void)rare_event_approximation(family, two), domain_error);
  CHECK_THROWS_AS((void)min_cut_upper_bound(family, two), domain_error);
  CHECK_THROWS_AS((void)cut_set_fussell_vesely(family, two), domain_error);
}
