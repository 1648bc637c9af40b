// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/combine/series.hpp>
#include <nines/probability/literals.hpp>
#include <nines/slo/budget/objectives.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"

using nines::by_occurrences;
using nines::by_ratio_timeslices;
using nines::by_timeslices;
using nines::composite_occurrences;
using nines::composite_ratio_timeslices;
using nines::composite_timeslices;
using nines_test::exactly;
using nines_test::message_of;
using namespace nines::literals;
using slices = std::vector<nines::request_count<double>>;
using services = std::vector<slices>;
using probabilities = std::vector<nines::probability<double>>;

// AWS, Availability and Beyond, "Measuring availability".
TEST_CASE("three ways to measure one service") {
  const slices apis{{1000, 1e6}, {50, 100}};
  CHECK(by_occurrences(apis).value() == exactly(0.9989501049895010499));
  CHECK(by_ratio_timeslices(apis).value() == exactly(0.7495));
  slices year(105120, {0, 1000});  // slices of five minutes
  for (std::size_t i = 0; i < 27; ++i) year[1000 * i] = {900, 1000};
  CHECK(by_timeslices(year, 99_percent).value() == exactly(0.99974315068493150685));
  CHECK(by_timeslices(year, 99_percent).complement() == exactly(27.0 / 105120));
  CHECK(by_occurrences(year).complement() == exactly(27 * 0.9 / 105120));
}

TEST_CASE("a slice of which nearly all fails keeps its digits") {
  CHECK(by_ratio_timeslices(slices{{999999, 1e6}}).value() == exactly(1e-6));
  CHECK(by_ratio_timeslices(slices{{999999, 1e6}}) == by_occurrences(slices{{999999, 1e6}}));
  CHECK(by_ratio_timeslices(slices{{1e15 - 1, 1e15}}).value() == exactly(1e-15));
  CHECK(by_ratio_timeslices(slices{{1e15 - 1, 1e15}, {3, 4}}).value() == exactly(0.125));
  CHECK(by_ratio_timeslices(slices{{1, 1e15}, {0, 1e15}}).complement() == exactly(0.5e-15));
  // The worse of two services leaves 2e-9, the other takes 1e-9 of it.
  const services two{{{1, 1e9}}, {{1e9 - 2, 1e9}}};
  CHECK(by_ratio_timeslices(two).value() == exactly(1e-9));
  CHECK(by_ratio_timeslices(two).complement() == exactly(1 - 1e-9));
}

TEST_CASE("slices without requests are good, and their ratio is 1") {
  CHECK(by_ratio_timeslices(slices{{0, 0}}) == nines::probability<>::always());
  CHECK(by_ratio_timeslices(services{{{0, 0}}, {{1, 4}}}).value() == 0.75);
  const slices night{{0, 0}, {1, 4}};
  CHECK(by_timeslices(night, 99_percent).value() == 0.5);
  CHECK(by_ratio_timeslices(night).value() == 0.875);
  CHECK(by_occurrences(night).value() == 0.75);
}

TEST_CASE("several services in the three conventions") {
  const services two{{{0, 100}, {5, 100}, {0, 100}, {50, 100}},
                     {{0, 300}, {0, 300}, {30, 300}, {210, 300}}};
  CHECK(by_occurrences(two).complement() == exactly((55 + 240) / 1600.0));
  CHECK(by_timeslices(two, 99_percent).value() == 0.25);
  CHECK(by_timeslices(two, 94_percent).value() == 0.5);
  CHECK(by_ratio_timeslices(two).complement() == exactly((0.05 + 0.1 + 1) / 4));
  CHECK(by_ratio_timeslices(two).value() == exactly((1 + 0.95 + 0.9 + 0) / 4));
}

TEST_CASE("objectives alone") {
  const probabilities two{95_percent, 95_percent};
  CHECK(composite_ratio_timeslices(two).value() == exactly(0.9));
  CHECK(composite_ratio_timeslices(two).complement() == exactly(0.1));
  CHECK(composite_occurrences(two, {1.0, 3.0}).value() == exactly(0.95));
  const probabilities three{99.9_percent, 99.99_percent, 99.5_percent};
  const auto bounds = composite_timeslices(three);
  CHECK(bounds.lower.complement() == exactly(0.0061));
  CHECK(bounds.upper == 99.5_percent);
  CHECK(bounds.contains(nines::series(three)));
  CHECK((!bounds).contains(!nines::series(three)));
  CHECK(!bounds.contains(99.9_percent));
  CHECK(composite_occurrences(three, {0.0, 1.0, 1.0}).complement() == exactly(0.00255));
  CHECK(composite_ratio_timeslices(probabilities{30_percent, 40_percent}).value() == 0);
}

TEST_CASE("bad input is named") {
  CHECK(message_of([] { return by_occurrences(slices{}); }) ==
        "nines::by_occurrences: there are no slices");
  CHECK(message_of([] { return by_occurrences(slices{{0, 0}}); }) ==
        "nines::availability_from_requests: total is 0, but must be more than 0");
  CHECK(message_of([] { return by_timeslices(slices{{2, 1}}, 99_percent); }) ==
        "nines::by_timeslices: slices[0].failed is 2, but must be from 0 to the total");
  CHECK(message_of([] { return by_ratio_timeslices(slices{{0, 1}, {0, std::nan("")}}); }) ==
        "nines::by_ratio_timeslices: slices[1].total is nan, but must be 0 or more, and finite");
  CHECK(message_of([] { return by_ratio_timeslices(services{}); }) ==
        "nines::by_ratio_timeslices: there are no services");
  CHECK(message_of([] {
          return by_timeslices(services{{{0, 1}}, {{0, 1}, {0, 1}}}, 99_percent);
        }) == "nines::by_timeslices: number of slices is 2, but must be the same for each service");
  CHECK(message_of([] { return composite_timeslices(probabilities{}); }) ==
        "nines::composite_timeslices: there are no objectives");
  CHECK(message_of([] { return composite_ratio_timeslices(probabilities{}); }) ==
        "nines::composite_ratio_timeslices: there are no objectives");
  CHECK(message_of([] { return composite_occurrences(probabilities{1_percent}, {}); }) ==
        "nines::composite_occurrences: number of weights is 0, but must be that of the objectives");
  CHECK(message_of([] { return composite_occurrences(probabilities{1_percent}, {-1.0}); }) ==
        "nines::composite_occurrences: weights[0] is -1, but must be 0 or more, and finite");
  CHECK(message_of([] { return composite_occurrences(probabilities{1_percent}, {0.0}); }) ==
        "nines::composite_occurrences: sum of weights is 0, but must be more than 0");
}
