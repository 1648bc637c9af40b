// SPDX-License-Identifier: BSL-1.0
// Distributions of times made from, and asked with, zero, infinity, NaN, the smallest and the
// largest numbers.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nines/distribution.hpp>
#include <nines/distribution/boost.hpp>
#include <nines/distribution/hypoexponential.hpp>
#include <nines/distribution/pert.hpp>
#include <nines/distribution/uniform_sum.hpp>
#include <string>
#include <support/edge_inputs.hpp>
#include <support/message.hpp>
#include <vector>

using namespace nines;

namespace {

using nines_test::check_edge_answer;
using nines_test::edge_source;
using nines_test::is_answered;
using in_seconds = seconds_in<double>;

/// No time, density or hazard is below 0.
void check_size(double x) {
  check_edge_answer(x);
  CHECK(x >= 0);
}
template <class Period>
void check_size(std::chrono::duration<double, Period> d) {
  check_size(d.count());
}

/// Whether there is a size, or an error of ours.
template <class Call>
void try_size(const Call& call) {
  is_answered(call, [](const auto& answer) { check_size(answer); });
}

template <class Dist>
void try_measures(const Dist& dist, edge_source& draw) {
  const auto t = draw.duration<in_seconds>();
  const auto more = draw.duration<in_seconds>();
  const auto p = draw.probability();
  CAPTURE(t.count());
  CAPTURE(more.count());
  CAPTURE(p.value());
  CAPTURE(p.complement());
  is_answered([&] { return cdf(dist, t); });
  is_answered([&] { return survival(dist, t); });
  is_answered([&] { return completion_probability(dist); });
  is_answered([&] { return conditional_survival(dist, t, more); });
  try_size([&] { return pdf(dist, t, in_seconds(1)); });
  try_size([&] { return hazard(dist, t, in_seconds(1)); });
  try_size([&] { return quantile(dist, p); });
  try_size([&] { return mean(dist); });
  try_size([&] { return variance(dist); });
  try_size([&] { return standard_deviation(dist); });
  is_answered([&] {
    const auto ends = support(dist);
    check_size(ends.first);
    CHECK(ends.second >= ends.first);
    return 0;
  });
}

/// Asks what make() makes, unless that is refused.
template <class Make>
void try_distribution(const std::string& name, edge_source& draw, const Make& make) {
  CAPTURE(name);
  is_answered([&] {
    const auto dist = make();
    for (int i = 0; i < 3; ++i) try_measures(dist, draw);
    return 0;
  });
}

/// Three durations, of which every other time each is at least the one before.
std::vector<in_seconds> three(edge_source& draw) {
  std::vector<in_seconds> times;
  for (int i = 0; i < 3; ++i) times.push_back(draw.duration<in_seconds>());
  const bool has_nan =
      std::any_of(times.begin(), times.end(), [](const auto& t) { return std::isnan(t.count()); });
  if (!has_nan && draw.coin()) std::sort(times.begin(), times.end());
  return times;
}

void try_elementary(edge_source& draw) {
  const auto times = three(draw);
  const auto &a = times[0], &b = times[1], &c = times[2];
  CAPTURE(a.count());
  CAPTURE(b.count());
  CAPTURE(c.count());
  try_distribution("fixed_time", draw, [&] { return fixed_time<>(a); });
  try_distribution("exponential_time", draw, [&] { return exponential_time<>(a); });
  try_distribution("uniform_time", draw, [&] { return uniform_time<>(a, b); });
  try_distribution("triangular_time", draw, [&] { return triangular_time<>(a, b, c); });
  try_distribution("pert_time", draw, [&] { return pert_time<>(a, b, c); });
  try_distribution("empirical_time", draw, [&] { return empirical_time<>(times); });
  try_distribution("hypoexponential_time", draw, [&] { return hypoexponential_time<>(times); });
  try_distribution("uniform_sum", draw,
                   [&] { return uniform_sum<>(a, std::vector{b.count(), c.count()}); });
}

void try_boost(edge_source& draw) {
  const double shape = draw.number();
  const auto scale = draw.duration<in_seconds>();
  const auto later = draw.duration<in_seconds>();
  const auto p = draw.probability();
  const std::size_t phases = draw.count();
  CAPTURE(shape);
  CAPTURE(scale.count());
  CAPTURE(later.count());
  CAPTURE(p.value());
  CAPTURE(phases);
  try_distribution("lognormal_time", draw, [&] { return lognormal_time<>(scale, shape); });
  try_distribution("lognormal_time", draw,
                   [&] { return lognormal_time<>::from_median(scale, p, later); });
  try_distribution("weibull_time", draw, [&] { return weibull_time<>(shape, scale); });
  try_distribution("gamma_time", draw, [&] { return gamma_time<>(shape, scale); });
  try_distribution("erlang_time", draw, [&] { return erlang_time(phases, scale); });
}

}  // namespace

TEST_CASE("no distribution of a time answers NaN, whatever it is made from and asked") {
  edge_source draw(20261130);
  for (int trial = 0; trial < nines_test::trials(1000); ++trial) {
    CAPTURE(trial);
    try_elementary(draw);
    try_boost(draw);
  }
}

TEST_CASE("what edges had answered wrongly: times have the right answer, or are refused by name") {
  const auto p = cdf(triangular_time<>(in_seconds(0), in_seconds(0), in_seconds(1.75e308)),
                     in_seconds(1));  // the squares of the sides are no numbers
  CHECK(p.value() == doctest::Approx(2 / 1.75e308).epsilon(1e-9));
  CHECK(p.complement() == 1);
  const uniform_sum<> unlike(in_seconds(0.5), std::vector{1.0, 1e200});
  CHECK(cdf(unlike, in_seconds(1)).value() == doctest::Approx(1.25e-201).epsilon(1e-12));
  CHECK(cdf(unlike, in_seconds(1)).complement() == 1);
  const uniform_sum<> short_and_long(in_seconds(0), std::vector{1e-180, 1e-180, 3e-180});
  CHECK(cdf(short_and_long, in_seconds(2.5e-180)).value() == doctest::Approx(0.5));
  CHECK(nines_test::message_of([] {
          return uniform_sum<>(in_seconds(0), std::vector{1e-200, 1e200});
        }) == "nines::uniform_sum: width (s) is 1e-200, but must be 1e-280 of all of them or more");
  CHECK(nines_test::message_of([] {
          return uniform_sum<>(in_seconds(1e308), std::vector{1e308});
        }) == "nines::uniform_sum: longest time (s) is inf, but must be finite");
}
