// SPDX-License-Identifier: BSL-1.0
// Distributions of counts, asked with zero, infinity, NaN, the smallest and the largest numbers.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/discrete.hpp>
#include <support/edge_inputs.hpp>
#include <support/message.hpp>
#include <vector>

using namespace nines;

namespace {

using nines_test::check_edge_answer;
using nines_test::edge_source;
using nines_test::is_answered;

void check_tails(const count_distribution<double>& dist, std::size_t k) {
  check_edge_answer(dist.at(k));
  CHECK(dist.at_least(k) >= 0);
  CHECK(dist.less_than(k) >= 0);
  CHECK(std::abs(dist.at_least(k) + dist.less_than(k) - 1) < 1e-12);
}

void try_counts(edge_source& draw) {
  const std::size_t n = draw.count();
  const auto p = draw.probability(n < 1000);  // of more the terms take seconds
  const std::size_t k = draw.count();
  const double x = draw.number();
  const double least = draw.coin() ? draw.number() : count_distribution<double>::negligible;
  CAPTURE(p.value());
  CAPTURE(n);
  CAPTURE(k);
  CAPTURE(x);
  CAPTURE(least);
  is_answered([&] { return binomial_term(n, k, p); });
  is_answered([&] {
    check_tails(count_distribution<double>::binomial(p, n, least), k);
    return 0;
  });
  is_answered([&] {
    check_tails(count_distribution<double>::poisson(x, least), k);
    return 0;
  });
  is_answered([&] {
    const poisson_weights<double> weights(x);
    check_edge_answer(weights.at(k));
    check_edge_answer(weights.excess(k));
    return weights.above(k);
  });
}

void try_comparison(edge_source& draw) {
  const double x = draw.number();
  const double y = draw.number();
  CAPTURE(x);
  CAPTURE(y);
  is_answered([&] {
    const auto counts = compare_counts(x, y);
    check_edge_answer(counts.one_fewer);
    check_edge_answer(counts.one_more);
    for (const double mass : {counts.fewer, counts.equal, counts.more}) CHECK(mass >= 0);
    CHECK(counts.fewer + counts.equal + counts.more == doctest::Approx(1));
    return 0;
  });
}

void try_unlike_parts(edge_source& draw) {
  const std::vector<probability<>> parts{draw.probability(), draw.probability(),
                                         draw.probability()};
  std::vector<identical_parts<>> groups;
  for (int i = 0; i < 2; ++i) {
    const std::size_t n = draw.count();
    groups.push_back({n, draw.probability(n < 1000)});
  }
  const std::size_t k = draw.count();
  CAPTURE(parts[0].value());
  CAPTURE(parts[1].value());
  CAPTURE(parts[2].value());
  CAPTURE(groups[0].count);
  CAPTURE(groups[1].count);
  CAPTURE(k);
  is_answered([&] { return at_most_failures(k, parts); });
  is_answered([&] { return cdf(poisson_binomial(parts), k); });
  is_answered([&] {
    const auto failures = poisson_binomial(groups);
    check_edge_answer(pdf(failures, k));
    check_edge_answer(mean(failures));
    return cdf(failures, k);
  });
}

void try_series(edge_source& draw) {
  const std::size_t first = draw.count();
  const double mass = draw.number();
  const auto p = draw.probability();
  CAPTURE(first);
  CAPTURE(mass);
  CAPTURE(p.value());
  is_answered([&] {
    const count_series one(first % 1000, {mass, mass / 2});
    const auto sum = one + one.thinned(p) * one.at_least(1);
    for (const double m : sum.masses()) check_edge_answer(m);
    return 0;
  });
}

}  // namespace

TEST_CASE("no distribution of counts answers NaN, whatever it is asked") {
  edge_source draw(20261130);
  for (int trial = 0; trial < nines_test::trials(1000); ++trial) {
    try_counts(draw);
    try_comparison(draw);
    try_unlike_parts(draw);
    try_series(draw);
  }
}

TEST_CASE("what edges had answered wrongly: counts have the right answer, or are refused by name") {
  const auto p = probability<>::from_value(0.9);
  CHECK(binomial_term(3, 4, p) == 0);
  CHECK(binomial_term(0, 1, p) == 0);
  CHECK(binomial_term(0, 0, p) == 1);
  CHECK(nines_test::message_of([] { return count_distribution<double>::poisson(-1); }) ==
        "nines::count_distribution::poisson: mean is -1, but must be 0 or more, and finite");
  CHECK(nines_test::message_of([] { return poisson_weights<double>(-1); }) ==
        "nines::poisson_weights: mean is -1, but must be 0 or more, and finite");
  CHECK(nines_test::message_of([] { return compare_counts(1.0, -1.0).equal; }) ==
        "nines::compare_counts: second is -1, but must be 0 or more, and finite");
}
