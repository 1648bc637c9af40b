// SPDX-License-Identifier: BSL-1.0
// What comments say that building, joining and lumping chains costs, and the closed forms of
// models: counted in operations.
#include <doctest/doctest.h>

#include <nines/markov/chain/discrete_chain.hpp>
#include <nines/markov/chain/independent.hpp>
#include <nines/markov/chain/sort_states.hpp>
#include <nines/markov/chain/vanishing.hpp>
#include <nines/markov/lumping/coarsest_lumping.hpp>
#include <nines/markov/models/birth_death.hpp>
#include <nines/markov/models/common_cause_shocks.hpp>
#include <nines/markov/models/proof_test.hpp>
#include <nines/markov/models/zones.hpp>
#include <numeric>
#include <string>

#include "markov/cost_chains.hpp"

using namespace markov_cost_test;

namespace {

nines::model_duration<counted> counted_hours(double count) {
  return nines::hours_in<counted>(counted(count));
}

double lumping_additions(const nines::chain<counted>& c) {
  return real(work_of([&] { return nines::coarsest_lumping(c); }).additions);
}

}  // namespace

TEST_CASE("building a chain is linear in its transitions") {
  for (const std::size_t n : {100U, 400U}) {
    const double m = real(counted_ring(n, 4).transitions());
    CHECK(work_of([&] { return counted_ring(n, 4); }).all() <= 3 * (m + real(n)));
  }
}

TEST_CASE("a check of a lumping is linear in the transitions, a search takes m log n") {
  for (const std::size_t n : {128U, 512U, 2048U})
    for (const auto& c : {counted_ring(n, 4), row_of_states(n)}) {
      const double m = real(c.transitions());
      std::vector<std::size_t> alone(n);
      std::iota(alone.begin(), alone.end(), std::size_t{0});
      CAPTURE(n);
      const auto lumped = work_of([&] { return nines::lump<counted>(c, alone); });
      CHECK(lumped.all() <= 12 * (m + real(n)));
      CHECK(lumping_additions(c) <= 2 * m * std::log2(real(n)));
    }
}

TEST_CASE("sorting states takes n log n comparisons") {
  for (const int n : {100, 400, 1600}) {
    const auto model = nines::explore(0, [n](int s, auto& emit) {
      emit((s * 7 + 1) % n, 1.0);
      emit((s + 1) % n, 1.0);
    });
    std::size_t comparisons = 0;
    const auto sorted = nines::sort_states(model, [&](int a, int b) {
      ++comparisons;
      return a < b;
    });
    CHECK(sorted.size() == model.size());
    CHECK(real(comparisons) <= 2 * n * std::log2(n));
  }
}

TEST_CASE("a vanishing state takes what leads to it times what it leads to") {
  for (const std::size_t in : {4U, 8U, 16U}) {
    const std::size_t out = 2 * in;
    nines::vanishing_builder<counted> b;
    for (std::size_t i = 0; i < in; ++i) b.add("s" + std::to_string(i), "v", counted(1));
    for (std::size_t j = 0; j < out; ++j) {
      b.immediate("v", "t" + std::to_string(j), counted(1));
      b.add("t" + std::to_string(j), "s0", counted(1));
    }
    CHECK(work_of([&] { return b.build(); }).products() == real(in * out));
  }
}

TEST_CASE("joint states that have a probability are asked for once each") {
  const nines::independent_distribution<> joint({{0.5, 0.5, 0}, {0.25, 0.25, 0.5}, {0, 1}});
  int calls = 0;
  CHECK(joint.in([&](const auto&) { return ++calls > 0; }).value() == 1);
  CHECK(calls == 2 * 3 * 1);
}

TEST_CASE("steps of a discrete chain: about the lesser of one by one, and of squares") {
  for (const std::size_t n : {8U, 16U, 32U}) {
    const auto c = counted_ring(n, 4);
    const auto d = nines::discrete_chain<counted>::jumps_of(c);
    const auto initial = starting_at_first(n);
    for (const std::size_t steps : {10U, 100U, 1000U, 100000U}) {
      CAPTURE(n);
      CAPTURE(steps);
      const double one_by_one = real(steps * (c.transitions() + n));
      const double squares = cube(real(n)) * (std::log2(real(steps)) + 1);
      const auto work = work_of([&] { return d.after(steps, initial); });
      CHECK(work.products() <= 2 * std::min(one_by_one, squares));
    }
  }
}

TEST_CASE("a birth-death process is solved in its number of steps") {
  for (const std::size_t n : {16U, 64U, 256U}) {
    const nines::birth_death<counted> p(std::vector<counted>(n, 1.5), std::vector<counted>(n, 2.5));
    CHECK(work_of([&] { return p.stationary(); }).all() <= 7 * real(n) + 7);
    CHECK(work_of([&] { return p.mean_time(0, n); }).all() <= 6 * real(n));
    CHECK(work_of([&] { return p.mean_time(n, 0); }).all() <= 6 * real(n));
    CHECK(work_of([&] { return p.as_repairable(3); }).all() <= 9 * real(n));
    CHECK(work_of([&] { return p.mttf(n); }).all() <= 6 * real(n));
  }
}

TEST_CASE("units under shocks are solved in their number") {
  for (const std::size_t n : {16U, 64U, 256U}) {
    const nines::common_cause_units<counted> g{
        .units = n,
        .needed = n / 2,
        .mttf = counted_hours(1000),
        .mttr = counted_hours(2),
        .beta = nines::probability<counted>::from_value(counted(0.1))};
    CHECK(work_of([&] { return as_repairable(g); }).all() <= 20 * real(n));
    CHECK(work_of([&] { return mttf(g); }).all() <= 20 * real(n));
  }
}

TEST_CASE("zones are added up in the square of the number of instances") {
  const auto work = [](std::size_t zones, std::size_t instances) {
    return work_of([&] {
             return as_repairable(nines::zoned_instances<counted>{.zones = zones,
                                                                  .instances = instances,
                                                                  .needed = zones * instances / 2,
                                                                  .mttf = counted_hours(1000),
                                                                  .mttr = counted_hours(2)});
           })
        .all();
  };
  for (const std::size_t k : {8U, 16U, 32U}) {
    CHECK(work(4, k) <= 2 * square(4 * real(k)));
    CHECK(work(k, 4) <= 2 * square(4 * real(k)));
  }
}

TEST_CASE("units tested now and then take the square of their number, and a series") {
  for (const std::size_t n : {4U, 10U, 20U, 40U})
    for (const double x : {0.001, 0.05, 0.5, 2.0, 3.4, 4.0, 5.3, 8.0, 64.0}) {
      const auto work = work_of([&] {
        return nines::pfd_avg(
            nines::tested_units<counted>{n, n / 2, counted_hours(1000), counted_hours(1000 * x)});
      });
      const double terms = 40 * std::exp(std::min(x, 1.25 * std::log(real(n)) + 1));
      CAPTURE(n);
      CAPTURE(x);
      CHECK(work.products() <= 3 * square(real(n)) + 10 + terms);
    }
}
