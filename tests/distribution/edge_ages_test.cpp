// SPDX-License-Identifier: BSL-1.0
// Every measure of lives of many distributions, at every edge of age: an answer or an error of
// ours; never NaN, two sides that do not agree, or an exception of Boost.Math.
#include <doctest/doctest.h>

#include <boost/math/distributions.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <nines/combine.hpp>
#include <nines/distribution.hpp>
#include <nines/probability.hpp>
#include <string>
#include <vector>

using namespace nines;
using in_hours = hours_in<double>;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
const std::vector<double> ages = {0,
                                  5e-324,
                                  2.3e-308,
                                  1e-9,
                                  0.5,
                                  1,
                                  2,
                                  10,
                                  800,
                                  1e5,
                                  1e20,
                                  1e300,
                                  infinite,
                                  -1,
                                  std::numeric_limits<double>::max(),
                                  std::numeric_limits<double>::quiet_NaN()};

void check_answer(double x) { CHECK(x >= 0); }
void check_answer(const probability<>& p) {
  CHECK(nines::is_in_unit_interval(p.value()));
  CHECK(nines::is_in_unit_interval(p.complement()));
  CHECK(std::abs(p.value() + p.complement() - 1) <= std::numeric_limits<double>::epsilon());
}
void check_answer(const in_hours& d) { check_answer(d.count()); }

/// An answer, or an error of ours.
template <class Call>
void try_it(const Call& call) {
  try {
    check_answer(call());
  } catch (const nines::domain_error& error) {
    CHECK(std::string(error.what()).find("nines::") == 0);
  } catch (const nines::convergence_error& error) {
    CHECK(std::string(error.what()).find("nines::") == 0);
  }
}

/// Any life behind one type, so that the measures are compiled once.
using any_life = lifetime<std::function<reliability_at<double>(double)>>;
template <class Life>
any_life erased(const Life& life) {
  return any_life([life](double t) { return life.at(in_hours(t)); });
}

void try_life(const std::string& name, const any_life& life) {
  CAPTURE(name);
  for (const double age : ages) {
    CAPTURE(age);
    try_it([&] { return survival(life, in_hours(age)); });
    try_it([&] { return hazard(life, in_hours(age)); });
    for (const double t : {0.0, 1e-9, 1.0, 1e5, infinite, ages.back()}) {
      CAPTURE(t);
      try_it([&] { return conditional_survival(life, in_hours(age), in_hours(t)); });
    }
  }
  try_it([&] { return mttf(life); });
  for (const double share : {1e-300, 1e-40, 1e-9, 0.05, 0.5, 0.95})
    for (const auto& p : {probability<>::from_value(share), probability<>::from_complement(share)})
      try_it([&] { return bx_life(life, p); });
}

template <class Distribution>
void try_distribution(const std::string& name, const Distribution& d) {
  const lifetime life(d);
  CAPTURE(name);
  for (const double age : ages) try_it([&] { return hazard(life, in_hours(age)); });
  try_life(name, erased(life));
  try_life(name + " in series", erased(series(life, life)));
}

}  // namespace

TEST_CASE("lives of Boost.Math's distributions at every edge") {
  using namespace boost::math;
  try_distribution("exponential", exponential(1));
  try_distribution("weibull 0.5", weibull(0.5, 1000));
  try_distribution("weibull 3", weibull(3, 10));
  try_distribution("gamma 0.5", gamma_distribution<>(0.5, 2));
  try_distribution("gamma 3", gamma_distribution<>(3, 2));
  try_distribution("lognormal", lognormal(1, 2));
  try_distribution("uniform", uniform(1, 10));
  try_distribution("pareto", pareto(100, 2));
}

TEST_CASE("lives of stranger distributions at every edge") {
  using namespace boost::math;
  try_distribution("normal", normal(100, 10));
  try_distribution("beta", beta_distribution<>(0.5, 0.5));
  try_distribution("chi squared", chi_squared(1));
  try_distribution("inverse gaussian", inverse_gaussian(10, 3));
  try_distribution("inverse gamma", inverse_gamma_distribution<>(3, 2));
  try_distribution("triangular", triangular(0, 1, 3));
  try_distribution("rayleigh", rayleigh(5));
  try_distribution("fisher f", fisher_f(1, 3));
}

TEST_CASE("lives of callables at every edge") {
  const auto by_value = [](double up) { return probability<>::from_value(up); };
  try_life("never fails", erased(lifetime([&](double) { return by_value(1); })));
  try_life("dead on arrival", erased(lifetime([&](double) { return by_value(0); })));
  try_life("half dead, half for ever", erased(lifetime([&](double) { return by_value(0.5); })));
  try_life("a step", erased(lifetime([&](double t) { return by_value(t < 3 ? 1 : 0); })));
  try_life("some dead, some for ever",
           erased(lifetime([&](double t) { return by_value(0.2 + 0.5 * std::exp(-t)); })));
  try_life("no number", erased(lifetime([](double) {
             const double nan = std::numeric_limits<double>::quiet_NaN();
             return probability<>(nines::unchecked, nan, nan);
           })));
  try_life("a negative density", erased(lifetime([](double t) {
             return reliability_at<double>{probability<>::from_value(std::exp(-t)), -1};
           })));
}
