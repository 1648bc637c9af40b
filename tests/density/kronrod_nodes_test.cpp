// SPDX-License-Identifier: BSL-1.0
// The nodes of quadrature: exact for polynomials, those of Boost.Math, and the table that of the
// computation.
#include <doctest/doctest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <nines/density/kronrod_nodes.hpp>

#include "support/precise.hpp"

using namespace nines_test;

namespace {

using nines::detail::kronrod_computation;
using nines::detail::kronrod_nodes;
using nines::detail::nodes_of_kronrod;

/// How far the integral of x^power over [-1, 1] is off, by Kronrod's weights and by Gauss's.
template <class T>
std::pair<T, T> errors_of_power(const kronrod_nodes<T>& rule, int power) {
  using std::abs, std::pow;
  T fine = power == 0 ? rule.weights[0] : T(0);
  T coarse = T(0);
  for (std::size_t i = 1; i < rule.places.size(); ++i) {
    const T height = pow(rule.places[i], power);
    fine += 2 * rule.weights[i] * height;
    if (i % 2 == 1) coarse += 2 * rule.gauss[i / 2] * height;
  }
  const T exact = T(2) / (power + 1);
  return {abs(fine - exact), abs(coarse - exact)};
}

template <class T>
void check_polynomials(const kronrod_nodes<T>& rule, double tolerance) {
  for (int power = 0; power <= 30; power += 2) {
    CAPTURE(power);
    const auto [fine, coarse] = errors_of_power(rule, power);
    CHECK(fine < tolerance);
    if (power <= 18) CHECK(coarse < tolerance);
  }
  CHECK(errors_of_power(rule, 32).first > 1e-12);
  CHECK(errors_of_power(rule, 20).second > 1e-7);
}

}  // namespace

TEST_CASE("21 nodes are exact up to the degree 31, 10 of them up to 19") {
  check_polynomials(nodes_of_kronrod<double>(), 1e-15);
  check_polynomials(nodes_of_kronrod<long double>(), 1e-18);
  check_polynomials(nodes_of_kronrod<mp>(), 1e-97);
}

TEST_CASE("nodes and weights are those of Boost.Math") {
  using fine = boost::math::quadrature::gauss_kronrod<double, 21>;
  using coarse = boost::math::quadrature::gauss<double, 10>;
  const auto rule = nodes_of_kronrod<double>();
  for (std::size_t i = 0; i < rule.places.size(); ++i) {
    CAPTURE(i);
    CHECK(rule.places[i] == fine::abscissa()[i]);
    CHECK(rule.weights[i] == fine::weights()[i]);
    if (i % 2 == 1) CHECK(rule.gauss[i / 2] == coarse::weights()[i / 2]);
  }
}

TEST_CASE("the table is what the computation gives") {
  const auto table = nodes_of_kronrod<double>();
  const auto computed = kronrod_computation<mp>().nodes();
  for (std::size_t i = 0; i < table.places.size(); ++i) {
    CAPTURE(i);
    CHECK(table.places[i] == static_cast<double>(computed.places[i]));
    CHECK(table.weights[i] == static_cast<double>(computed.weights[i]));
    if (i % 2 == 1) CHECK(table.gauss[i / 2] == static_cast<double>(computed.gauss[i / 2]));
  }
}
