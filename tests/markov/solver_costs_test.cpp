// SPDX-License-Identifier: BSL-1.0
// What comments say that the solvers of chains cost: counted in operations.
#include <doctest/doctest.h>

#include <nines/markov/measures/availability.hpp>
#include <nines/markov/measures/deviations.hpp>
#include <nines/markov/measures/failure_causes.hpp>
#include <nines/markov/measures/sensitivity.hpp>
#include <nines/markov/passage/phase_type.hpp>
#include <nines/markov/steady/aggregation.hpp>
#include <nines/markov/transient/quasi_stationary.hpp>

#include "markov/cost_chains.hpp"

using namespace markov_cost_test;

namespace {

/// Operations of one elimination of some states, and of as many solutions.
double elimination_work(const nines::rate_matrix<counted>& rates, const std::vector<counted>& exits,
                        int solutions) {
  return work_of([&] {
           const nines::elimination<counted> solver(rates, exits);
           for (int k = 0; k < solutions; ++k) {
             std::vector<counted> x(exits.size(), 1);
             solver.solve(x);
           }
           return 0;
         })
      .all();
}
double long_run_work(const nines::chain<counted>& c) {
  return work_of([&] { return nines::steady_state(c); }).all();
}
double passage_work(const nines::chain<counted>& c, const nines::state_set& target) {
  return work_of([&] { return nines::first_passage<counted>(c, target).mean_times(); }).all();
}

}  // namespace

TEST_CASE("a mean passage is one elimination of the states outside the target") {
  for (const std::size_t n : {60U, 240U}) {
    const auto c = counted_ring(n, 4);
    const auto states = nines::restrict_to(c.rates(), c.states("up"));
    const double once = elimination_work(states.rates, states.exits, 2);
    CHECK(passage_work(c, !c.states("up")) <= 1.1 * once);
  }
}

TEST_CASE("measures of availability are one long run, and a passage each way") {
  for (const std::size_t n : {60U, 240U}) {
    const auto c = counted_ring(n, 4);
    const auto up = c.states("up");
    const double m = real(c.transitions() + n);
    const double steady = long_run_work(c);
    const double up_down = passage_work(c, !up);
    const double down_up = passage_work(c, up);
    CHECK(work_of([&] { return as_repairable(c); }).all() <= steady + 2 * m);
    CHECK(work_of([&] { return nines::report_availability<counted>(c, 0); }).all() <=
          1.1 * (steady + up_down + down_up) + 5 * m);
    CHECK(work_of([&] { return nines::long_run_failures(c); }).all() <= steady + down_up + 12 * m);
    CHECK(work_of([&] { return nines::first_failure<counted>(c, 0); }).all() <=
          1.1 * (up_down + down_up) + 12 * m);
  }
}

TEST_CASE("sensitivities are two eliminations at most, and four solutions") {
  for (const std::size_t n : {60U, 240U}) {
    const auto c = counted_ring(n, 4);
    const double steady = long_run_work(c);
    const double whole = elimination_work(c.rates(), std::vector<counted>(n, 1), 4) -
                         elimination_work(c.rates(), std::vector<counted>(n, 1), 0);
    const auto work = work_of([&] { return nines::unavailability_sensitivity(c); });
    CHECK(work.all() <= 2 * steady + whole + 20 * real(c.transitions()));
  }
}

TEST_CASE("differences of what states earn are found in the cube of their number") {
  for (const std::size_t n : {8U, 16U, 32U, 64U})
    for (const auto& c : {counted_ring(n, 4), full_chain(n)}) {
      const std::vector<counted> exits(n, 0.5), gains(n, 1), losses(n, 1);
      const auto work = work_of(
          [&] { return nines::detail::deviations<counted>(c.rates(), exits, gains, losses); });
      CAPTURE(n);
      CHECK(work.products() <= 1.5 * cube(real(n)) + 4 * square(real(n)));
    }
}

TEST_CASE("a correction by groups is ten sweeps, and an elimination of 64 at most") {
  for (const std::size_t n : {100U, 500U, 2000U})
    for (const auto& c : {counted_ring(n, 4), row_of_states(n)}) {
      const std::vector<counted> exits(c.exit_rates().begin(), c.exit_rates().end());
      const auto columns = nines::detail::jump_columns_of(c.rates(), exits);
      std::vector<counted> z(n, 1);
      const std::vector<counted> stays(n, 1);
      nines::detail::aggregation<counted> groups(columns, z, stays);
      const auto sweeps = work_of([&] { return nines::detail::sweep_up_and_down(columns, z); });
      const auto work = work_of([&] {
        groups.correct(columns, z);
        return 0;
      });
      CAPTURE(n);
      CHECK(work.all() <= 5 * sweeps.all() + 2. / 3 * cube(64) + 3 * square(64));
    }
}

TEST_CASE(
    "a quasi-stationary distribution is one elimination, and a solution for each of its rounds") {
  for (const std::size_t n : {60U, 240U}) {
    const auto c = counted_ring(n, 4);
    const auto states = nines::restrict_to(c.rates(), c.states("up"));
    const auto dist = nines::quasi_stationary(c, c.states("up"));
    const double rounds = real(dist.report.iterations);
    CHECK(rounds <= 60);
    const double once = elimination_work(states.rates, states.exits, 0);
    const nines::elimination<counted> solver(states.rates, states.exits);
    std::vector<counted> x(states.exits.size(), 1);
    const double solution = work_of([&] {
                              solver.solve_transposed(x);
                              return 0;
                            }).all();
    const auto work = work_of([&] { return nines::quasi_stationary(c, c.states("up")); });
    CHECK(work.all() <= once + (rounds + 2) * (solution + 6 * real(n)) + 4 * real(n));
  }
}

TEST_CASE("moments of a phase type take the cube of its phases") {
  for (const std::size_t n : {8U, 16U, 32U}) {
    nines::detail::phase_parts<counted> parts(n);
    for (std::size_t i = 0; i < n; ++i) {
      parts.initial[i] = 1 / real(n);
      parts.exits[i] = 1;
      for (std::size_t j = 0; j < n; ++j)
        if (j != i) parts.add(i, j, counted(1 + real(i * j % 7)));
    }
    const auto dist = nines::phase_type<counted>::from(parts);
    CHECK(work_of([&] { return dist.mean(); }).products() <= cube(real(n)));
    CHECK(work_of([&] { return dist.variance(); }).products() <= 1.5 * cube(real(n)));
  }
}

TEST_CASE("by sweeps a question about passages takes some hundred of them") {
  for (const std::size_t n : {50U, 200U, 800U})
    for (const auto& c : {counted_ring(n, 4), counted_ring(n, 2)}) {
      const double sweep = 2 * real(c.transitions() + n);
      const nines::first_passage<counted> passage(c, !c.states("up"),
                                                  {.method = nines::passage_method::gauss_seidel});
      CAPTURE(n);
      CHECK(work_of([&] { return passage.mean_times(); }).all() <= 150 * sweep);
    }
}
