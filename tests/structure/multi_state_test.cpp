// SPDX-License-Identifier: BSL-1.0
// Parts of several states against enumeration of their levels.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/evaluate.hpp>
#include <nines/structure/multi_state.hpp>

using namespace nines;

TEST_CASE("the capacity of two zones of three levels each") {
  const std::vector<double> first = {1e-9, 0.01, 1 - 0.01 - 1e-9};
  const std::vector<double> second = {0.002, 0.098, 0.9};
  for (std::size_t demand = 1; demand <= 4; ++demand) {
    structure_builder b;
    const auto one = add_multi_state_part(b, "one", first);
    const auto other = add_multi_state_part(b, "other", second);
    std::vector<literal> ways;  // level i of one zone, and what is missing of the other
    for (std::size_t i = 0; i <= 2; ++i)
      if (demand <= i + 2)
        ways.push_back(b.all_of({one.at_least[i], other.at_least[demand < i ? 0 : demand - i]}));
    const auto compiled = compile(b.build(b.any_of(ways)));
    auto values = one.values;
    values.insert(values.end(), other.values.begin(), other.values.end());
    double expected[2] = {0, 0};
    for (std::size_t i = 0; i <= 2; ++i)
      for (std::size_t j = 0; j <= 2; ++j)
        expected[i + j >= demand ? 1 : 0] += first[i] * second[j];
    const auto found = evaluate(compiled, values_by_name(compiled.part_names(), values));
    CHECK(found.value() == doctest::Approx(expected[1]).epsilon(1e-14));
    CHECK(found.complement() == doctest::Approx(expected[0]).epsilon(1e-13));
  }
}

TEST_CASE("levels that cannot be, and those that are none") {
  structure_builder b;
  const auto part = add_multi_state_part<double>(b, "x", {1, 0, 0});
  CHECK(part.values[0].second.value() == 0);
  CHECK(part.values[1].second.value() == 0);
  CHECK(part.at_least.size() == 3);
  CHECK_THROWS_AS((void)add_multi_state_part<double>(b, "y", {1}), domain_error);
  CHECK_THROWS_AS((void)add_multi_state_part<double>(b, "y", {0.5, 0.4}), domain_error);
  CHECK_THROWS_AS((void)add_multi_state_part<double>(b, "y", {1.5, -0.5}), domain_error);
}
