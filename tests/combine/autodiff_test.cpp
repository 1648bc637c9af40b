// SPDX-License-Identifier: BSL-1.0
// T = autodiff: the derivative of a system by a part is Birnbaum's importance, for free.
#include <doctest/doctest.h>

#include <boost/math/differentiation/autodiff.hpp>  // before any other Boost.Math header
#include <cmath>
#include <nines/combine.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <vector>

#include "support/enumerate.hpp"
#include "support/every_verb.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using dual = boost::math::differentiation::autodiff_fvar<double, 1>;

dual variable(double x) { return boost::math::differentiation::make_fvar<double, 1>(x); }

/// The parts, of which one is the variable: value x, complement 1 - x.
probabilities<dual> by_part(const probabilities<double>& parts, std::size_t which) {
  probabilities<dual> result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double p = parts[i].value();
    const double q = parts[i].complement();
    if (i == which)
      result.emplace_back(nines::unchecked, variable(p), q + (p - variable(p)));
    else
      result.emplace_back(nines::unchecked, dual(p), dual(q));
  }
  return result;
}

/// Checks the derivatives of both sides. One of them is a sum of products, right to every digit;
/// the terms of the other one may cancel, so it is right to some ulps of one.
void check_slope(const probability<dual>& derived, const mp& exact) {
  const mp by_value = abs(derived.value().derivative(1) - exact);
  const mp by_complement = abs(derived.complement().derivative(1) + exact);
  const double epsilon = std::numeric_limits<double>::epsilon();
  CHECK(std::max(by_value, by_complement) <= 32 * epsilon * std::max(mp(1), exact));
  CHECK(std::min(by_value, by_complement) <= 64 * epsilon * exact);
}

/// Checks a system of which `up(state)` is the structure: its derivative by each part is A(part up)
/// - A(part down), which enumeration gives in 100 digits.
template <class System, class Up>
void check_importance(const probabilities<double>& parts, const System& system, const Up& up) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto exact = precise_list(parts, precise);
    exact[i] = probability<mp>::always();
    const mp if_up = enumerate(exact, up).value();
    exact[i] = probability<mp>::never();
    const mp importance = if_up - enumerate(exact, up).value();
    const auto derived = system(by_part(parts, i));
    CAPTURE(i);
    check_slope(derived, importance);
  }
}

/// By q, of the probability that more than m of n parts are down: n C(n-1, m) q^m p^(n-m-1), and
/// the derivative of that.
mp binomial_slope(std::size_t n, std::size_t m, const mp& q) {
  mp product = static_cast<double>(n);
  for (std::size_t i = 1; i <= m; ++i)
    product = product * static_cast<double>(n - i) / static_cast<double>(i);
  const mp p = 1 - q;
  return product * pow(q, static_cast<int>(m)) * pow(p, static_cast<int>(n - m - 1));
}
mp binomial_curvature(std::size_t n, std::size_t m, const mp& q) {
  const mp gain = m > 0 ? binomial_slope(n - 1, m - 1, q) : mp(0);
  const mp loss = m + 1 < n ? binomial_slope(n - 1, m, q) : mp(0);
  return static_cast<double>(n) * (gain - loss);
}

/// Checks k of n identical parts, perfect and nearly so, by q; and the mirror image.
void check_both_derivatives(std::size_t k, std::size_t n) {
  using curved = boost::math::differentiation::autodiff_fvar<double, 2>;
  const auto size = static_cast<double>(n);
  const double bound = 64 * std::numeric_limits<double>::epsilon() * size * size;
  CAPTURE(k);
  CAPTURE(n);
  for (const double q : {0.0, 1e-100, 1e-20, 1e-5}) {
    const curved x = boost::math::differentiation::make_fvar<double, 2>(q);
    const probability<curved> part(nines::unchecked, 1 - x, x);
    const mp slope = binomial_slope(n, n - k, q);
    const mp curvature = binomial_curvature(n, n - k, q);
    CAPTURE(q);
    const auto check = [&](const curved& down, const curved& up) {
      CHECK(abs(down.derivative(1) - slope) <= bound);
      CHECK(abs(up.derivative(1) + slope) <= bound);
      CHECK(abs(down.derivative(2) - curvature) <= bound * size);
      CHECK(abs(up.derivative(2) + curvature) <= bound * size);
    };
    const auto system = at_least(k, copies(n, part));
    check(system.complement(), system.value());
    const auto mirrored = at_least(n - k + 1, copies(n, !part));
    check(mirrored.value(), mirrored.complement());
  }
}

}  // namespace

TEST_CASE("the derivative is Birnbaum's importance") {
  const auto parts = seven_parts();
  check_importance(
      parts, [](const auto& v) { return series(v); }, [](state s) { return count_up(s) == 7; });
  check_importance(
      parts, [](const auto& v) { return parallel(v); }, [](state s) { return count_up(s) > 0; });
  for (std::size_t k = 1; k <= 7; ++k)
    check_importance(
        parts, [k](const auto& v) { return at_least(k, v); },
        [k](state s) { return count_up(s) >= k; });
}

TEST_CASE("the derivative of a bridge is Birnbaum's importance") {
  const auto seven = seven_parts();
  const probabilities<double> parts(seven.begin(), seven.begin() + 5);
  check_importance(
      parts, [](const auto& v) { return bridge(v[0], v[1], v[2], v[3], v[4]); },
      [](state s) {
        const bool a = is_up(s, 0), b = is_up(s, 1), c = is_up(s, 2), d = is_up(s, 3);
        return (a && c) || (b && d) || (is_up(s, 4) && ((a && d) || (b && c)));
      });
}

TEST_CASE("identical parts: the derivative of k of n, in closed form") {
  for (std::size_t n = 1; n <= 9; ++n)
    for (std::size_t k = 1; k <= n; ++k)
      for (const double p : {0.9, 0.5, 0.01}) {
        const probability<dual> part(nines::unchecked, variable(p), 1 - variable(p));
        double expected = static_cast<double>(k);  // k C(n, k) p^(k-1) q^(n-k)
        for (std::size_t i = 0; i < k; ++i)
          expected *= static_cast<double>(n - i) / static_cast<double>(i + 1);
        expected *=
            std::pow(p, static_cast<double>(k) - 1) * std::pow(1 - p, static_cast<double>(n - k));
        CAPTURE(n);
        CAPTURE(k);
        CAPTURE(p);
        check_slope(at_least(k, copies(n, part)), expected);
        check_slope(at_least(k, std::vector(n, part)), expected);
      }
}

TEST_CASE("perfect and dead parts have derivatives, too") {
  const probability<dual> perfect(nines::unchecked, variable(1), 1 - variable(1));
  const probability<dual> dead(nines::unchecked, variable(0), 1 - variable(0));
  CHECK(at_least(2, std::vector(2, perfect)).value().derivative(1) == 2);
  CHECK(at_least(2, copies(2, perfect)).value().derivative(1) == 2);
  CHECK(at_least(1, copies(2, dead)).value().derivative(1) == 2);
  CHECK(series(copies(3, perfect)).value().derivative(1) == 3);
  CHECK(parallel(copies(3, dead)).value().derivative(1) == 3);
}

TEST_CASE("k of n perfect, dead or nearly such parts: both derivatives, in closed form") {
  for (std::size_t n = 1; n <= 8; ++n)
    for (std::size_t k = 1; k <= n; ++k) check_both_derivatives(k, n);
  for (const std::size_t k : {1U, 2U, 600U, 1199U, 1200U}) check_both_derivatives(k, 1200);
}

TEST_CASE("every verb keeps its value, and the slope of its two sides is opposite") {
  const auto parts = seven_parts();
  const auto expected = every_verb(parts);
  const auto computed = every_verb(by_part(parts, 0));
  for (std::size_t i = 0; i + 3 < expected.size(); ++i) {  // the last make parts of bare numbers
    CAPTURE(i);
    CHECK(epsilons_apart(static_cast<double>(computed[i].value()), expected[i].value()) <= 8);
    CHECK(epsilons_apart(static_cast<double>(computed[i].complement()), expected[i].complement()) <=
          8);
    const double rise = computed[i].value().derivative(1);
    CHECK(std::abs(rise + computed[i].complement().derivative(1)) <= 1e-14 * (1 + std::abs(rise)));
  }
}

TEST_CASE("the verbs that do more than add, multiply and divide, by finite difference") {
  const auto parts = seven_parts();
  const double h = 1e-6;
  auto above = parts;
  auto below = parts;
  above[0] = probability<double>::from_complement(parts[0].complement() - h);
  below[0] = probability<double>::from_complement(parts[0].complement() + h);
  const auto computed = other_verbs(by_part(parts, 0));
  const auto more = other_verbs(above);
  const auto less = other_verbs(below);
  for (std::size_t i = 0; i < computed.size(); ++i) {
    CAPTURE(i);
    const double slope = (less[i].complement() - more[i].complement()) / (2 * h);
    CHECK(std::abs(computed[i].value().derivative(1) - slope) <= 1e-7 * (1 + std::abs(slope)));
  }
}

TEST_CASE("how the failure frequency answers to an MTTR") {
  const auto times = [](double x) { return dual(x); };
  auto parts = repairables<dual>(times);
  parts[0] = repairable<dual>::from_hours(dual(100), variable(1));
  const auto at = [](double mttr) {
    auto v = repairables<double>([](double x) { return x; });
    v[0] = repairable<double>::from_hours(100, mttr);
    return every_repairable(v);
  };
  const double h = 1e-5;
  const auto more = at(1 + h);
  const auto less = at(1 - h);
  const auto computed = every_repairable(parts);
  for (std::size_t i = 0; i < computed.size(); ++i) {
    CAPTURE(i);
    const double slope = (more[i].failures_per_hour() - less[i].failures_per_hour()) / (2 * h);
    CHECK(std::abs(computed[i].failures_per_hour().derivative(1) - slope) <=
          1e-6 * more[i].failures_per_hour());
  }
}
