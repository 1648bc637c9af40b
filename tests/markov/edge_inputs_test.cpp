// SPDX-License-Identifier: BSL-1.0
// Small chains with rates, times and units of zero, infinity, NaN, the smallest and the largest
// numbers.
#include <doctest/doctest.h>

#include <cmath>
#include <nines/distribution/properties.hpp>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/measures/availability_over_time.hpp>
#include <nines/markov/measures/failure_causes.hpp>
#include <nines/markov/measures/sensitivity.hpp>
#include <nines/markov/models/proof_test.hpp>
#include <nines/markov/occupation/downtime_distribution.hpp>
#include <nines/markov/passage/phase_type.hpp>
#include <nines/markov/passage/phase_type_time.hpp>
#include <string>
#include <support/edge_inputs.hpp>
#include <vector>

using namespace nines;

namespace {

using nines_test::check_edge_answer;
using nines_test::edge_source;
using nines_test::is_answered;

/// No time, frequency or number is below 0.
void check_size(double x) {
  check_edge_answer(x);
  CHECK(x >= 0);
}
void check_size(hours_in<double> t) { check_size(t.count()); }
template <class Call>
void try_size(const Call& call) {
  is_answered(call, [](const auto& answer) { check_size(answer); });
}

/// Little work: what takes more is refused.
const transient_options cheap{.max_steps = 1e4, .max_products = 1e6};

void try_measures(const chain<>& c, edge_source& draw) {
  const auto t = draw.duration();
  const std::size_t from = draw.below(c.size());
  CAPTURE(t.count());
  CAPTURE(from);
  is_answered([&] { return steady_availability(c); });
  try_size([&] { return mttf(c, from); });
  try_size([&] { return mttr(c, from); });
  is_answered([&] { return point_availability(c, from, t, {}, cheap); });
  is_answered([&] { return interval_availability(c, from, t, {}, cheap); });
  try_size([&] { return expected_failures(c, from, t, {}, cheap); });
  is_answered([&] {
    const downtime_distribution<> down(c, from, t, {}, {.max_products = 1e6});
    check_size(down.mean());
    check_size(down.standard_deviation());
    return down.cdf(t / 2);
  });
  is_answered([&] { return long_run_failures(c).share_from(from); });
  is_answered([&] {
    const auto found = unavailability_sensitivity(c);
    for (std::size_t i = 0; i < c.size(); ++i)
      for (std::size_t j = 0; j < c.size(); ++j)
        if (i != j) check_edge_answer(found.elasticity(i, j));
    return 0;
  });
}

void try_chain(edge_source& draw) {
  const std::size_t n = 2 + draw.below(3);
  is_answered([&] {
    chain_builder<> builder;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        const double rate = draw.number();
        if (i == j || (j != (i + 1) % n && draw.coin())) continue;
        CAPTURE(rate);
        builder.add(std::to_string(i), std::to_string(j), rate);
      }
    const auto c = builder.label("up", {"0"}).build();
    for (int k = 0; k < 2; ++k) try_measures(c, draw);
    return 0;
  });
}

void try_phases(edge_source& draw) {
  const double rate = draw.number();
  const double other = draw.number();
  const double share = draw.probability().value();
  const auto t = draw.duration();
  CAPTURE(rate);
  CAPTURE(other);
  CAPTURE(share);
  CAPTURE(t.count());
  is_answered([&] {
    const std::vector<double> shares{share, 1 - share}, rates{rate, other};
    const auto phases = phase_type<>::hyperexponential(shares, rates);
    is_answered([&] { return cdf(phases, t); });
    try_size([&] { return mean(phases).count(); });
    try_size([&] { return hazard(phases, t); });
    return 0;
  });
}

void try_units(edge_source& draw) {
  const std::size_t units = draw.count();
  const std::size_t needed = draw.count();
  const auto life = draw.duration();
  const auto interval = draw.duration();
  CAPTURE(units);
  CAPTURE(needed);
  CAPTURE(life.count());
  CAPTURE(interval.count());
  if (units > 1000) return;  // of more the terms take seconds
  is_answered([&] {
    return pfd_avg(
        tested_units<>{.units = units, .needed = needed, .mttf = life, .interval = interval});
  });
}

}  // namespace

TEST_CASE("no chain answers NaN, whatever its rates are and however long it is asked for") {
  edge_source draw(20261130);
  for (int trial = 0; trial < nines_test::trials(300); ++trial) {
    CAPTURE(trial);
    try_chain(draw);
    try_phases(draw);
    try_units(draw);
  }
}
