// SPDX-License-Identifier: BSL-1.0
// Sampled top events against closed forms and exact moments.
#include <doctest/doctest.h>

#include <nines/structure/compile.hpp>
#include <nines/structure/uncertainty/moments.hpp>
#include <nines/structure/uncertainty/sample_top_event.hpp>

#include "structure/random_structures.hpp"

using namespace nines;
using namespace nines_test;

namespace {

compiled_structure all_of(std::size_t parts) {
  structure_builder b;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < parts; ++i) names.push_back("p" + std::to_string(i));
  return compile(b.build(b.all_of(b.parts(names)), logic::failure));
}

}  // namespace

TEST_CASE("parts of one uniform probability p fail together with p^n, so with 1 / (n + 1)") {
  constexpr std::size_t parts = 3;
  shared_inputs inputs({uniform_input(0, 1)}, parts);
  for (std::size_t i = 0; i < parts; ++i) inputs.part_fails_by(i, 0);
  const auto top = sample_top_event(all_of(parts), inputs, {.samples = 40000, .seed = 5});
  CHECK(std::abs(top.mean().value() - 0.25) < 4 * top.standard_error());
  CHECK(top.variance() == doctest::Approx(1.0 / 7 - 1.0 / 16).epsilon(0.03));
  CHECK(top.quantile(0.5).value() == doctest::Approx(0.125).epsilon(0.05));
  CHECK(top.quantile(0.9).value() == doctest::Approx(0.729).epsilon(0.02));
}

TEST_CASE("the same parts of inputs of their own fail together with p^n at the mean") {
  constexpr std::size_t parts = 3;
  shared_inputs inputs({uniform_input(0, 1), uniform_input(0, 1), uniform_input(0, 1)}, parts);
  for (std::size_t i = 0; i < parts; ++i) inputs.part_fails_by(i, i);
  const auto top = sample_top_event(all_of(parts), inputs, {.samples = 40000, .seed = 5});
  CHECK(std::abs(top.mean().value() - 0.125) < 4 * top.standard_error());
}

TEST_CASE("mean and variance of random structures are those of the exact moments") {
  random_source random(1431);
  for (int run = 0; run < 30; ++run) {
    const auto drawn = draw_structure(random, 6, run % 2 == 0);
    const auto compiled = compile(drawn.build());
    std::vector<uncertain_input> list;
    std::vector<probability_moments<double>> exact;
    for (std::size_t i = 0; i < drawn.parts; ++i) {
      list.push_back(beta_input(random.uniform(0.5, 4), random.uniform(0.5, 4)));
      exact.push_back(
          {probability<double>::from_sides(mean(list[i]).complement, mean(list[i]).value),
           variance(list[i])});
    }
    shared_inputs inputs(list, drawn.parts);
    for (std::size_t i = 0; i < drawn.parts; ++i) inputs.part_fails_by(i, i);
    const auto top = sample_top_event(compiled, inputs, {.samples = 4000, .seed = 11});
    const auto moments = top_event_moments(compiled, exact);
    CHECK(std::abs(top.mean().value() - moments.mean.value()) <= 5 * top.standard_error() + 1e-12);
    CHECK(std::abs(top.variance() - moments.variance) <= 0.25 * moments.variance + 1e-12);
  }
}

TEST_CASE("a result depends on the seed alone, and known parts keep their value") {
  shared_inputs inputs({lognormal_input::from_mean(0.01, 3)}, 2);
  inputs.part_fails_by(0, 0);
  inputs.part_is(1, probability<double>::from_complement(0.5));
  const auto of = all_of(2);
  const auto once = sample_top_event(of, inputs, {.samples = 1000, .seed = 2});
  const auto again = sample_top_event(of, inputs, {.samples = 1000, .seed = 2});
  const auto other = sample_top_event(of, inputs, {.samples = 1000, .seed = 3});
  CHECK(once.mean() == again.mean());
  CHECK(once.mean() != other.mean());
  CHECK(std::abs(once.mean().value() - 0.005) < 5 * once.standard_error());
}

TEST_CASE("draws that are no probabilities are counted, and moved") {
  shared_inputs inputs({normal_input(1, 0.1)}, 1);
  inputs.part_fails_by(0, 0);
  const auto top = sample_top_event(all_of(1), inputs, {.samples = 1000, .seed = 2});
  CHECK(inputs.moved() > 400);
  CHECK(inputs.moved() < 600);
  CHECK(top.quantile(1) == probability<double>::always());
}

TEST_CASE("any callable may say what the parts are") {
  const auto ageing = [](random_stream& random, std::span<probability<double>> parts) {
    const double rate = 0.1 * random.uniform();
    for (auto& each : parts) each = probability<double>::from_value(exp_of(-rate));
  };
  const auto top = sample_top_event(all_of(2), ageing, {.samples = 20000, .seed = 4});
  const double exact = 1 - 20 * (1 - std::exp(-0.1)) + 5 * (1 - std::exp(-0.2));
  CHECK(std::abs(top.mean().value() - exact) < 4 * top.standard_error());
}

TEST_CASE("refused") {
  shared_inputs inputs({uniform_input(0, 1)}, 2);
  CHECK_THROWS_AS(inputs.part_fails_by(2, 0), domain_error);
  CHECK_THROWS_AS(inputs.part_fails_by(0, 1), domain_error);
  CHECK_THROWS_AS(inputs.part_is(2, probability<double>::always()), domain_error);
  CHECK_THROWS_WITH_AS((void)sample_top_event(all_of(3), inputs), doctest::Contains("parts"),
                       domain_error);
  CHECK_THROWS_AS((void)sample_top_event(all_of(2), inputs, {.samples = 1}), domain_error);
  CHECK_THROWS_AS((void)sample_top_event(all_of(2), inputs, {.samples = std::size_t{1} << 40U}),
                  convergence_error);
  CHECK_THROWS_AS((void)shared_inputs({}, 0), domain_error);
}
