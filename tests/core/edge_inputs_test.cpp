// SPDX-License-Identifier: BSL-1.0
// Every function of the ground floors on zero, infinity, NaN, the smallest and the largest numbers,
// alone and in a lane: an answer or an error of ours, never NaN; two sides that agree.
#include "support/edge_inputs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/combine.hpp>
#include <nines/combine/binomial_polynomial.hpp>
#include <nines/duration.hpp>
#include <nines/lanes/scalar.hpp>
#include <nines/probability.hpp>
#include <nines/repairable.hpp>
#include <string>
#include <vector>

using namespace nines;

namespace {

template <class T>
using number_of = typename scalar_traits<T>::lane_type;

/// A scalar that is x, or lanes of which one is an everyday number and the other x.
template <class T>
T with(number_of<T> x) {
  if constexpr (scalar_traits<T>::is_lanes)
    return T(number_of<T>(0.25), x);
  else
    return x;
}

template <class T>
std::vector<T> edges() {
  using number = number_of<T>;
  using limits = std::numeric_limits<number>;
  std::vector<T> list;
  for (const number x :
       {number(0), limits::denorm_min(), limits::min(), limits::epsilon(), number(0.5),
        1 - limits::epsilon(), number(1), 1 + limits::epsilon(), number(3), limits::max() / 2,
        limits::max(), limits::infinity(), limits::quiet_NaN(), number(-1), number(-0.0)})
    list.push_back(with<T>(x));
  return list;
}

/// Each edge that is a probability, from both sides.
template <class T>
std::vector<probability<T>> probabilities() {
  std::vector<probability<T>> list;
  for (const T& x : edges<T>()) {
    if (!nines::is_in_unit_interval(x)) continue;
    list.push_back(probability<T>::from_value(x));
    list.push_back(probability<T>::from_complement(x));
  }
  return list;
}

template <class T>
  requires scalar<T>
void check_answer(const T& x) {
  CHECK(scalar_traits<T>::all(x == x));
}
template <class T>
void check_answer(const probability<T>& p) {
  check_answer(p.value());
  check_answer(p.complement());
  CHECK(nines::is_in_unit_interval(p.value()));
  CHECK(nines::is_in_unit_interval(p.complement()));
  const T sum = p.value() + p.complement();
  const T epsilon =
      nines::constant<T>(static_cast<double>(std::numeric_limits<number_of<T>>::epsilon()));
  CHECK(scalar_traits<T>::all(sum <= T(nines::one<T>() + epsilon)));
  CHECK(scalar_traits<T>::all(T(sum + epsilon) >= nines::one<T>()));
}
template <class T>
void check_answer(const hours_in<T>& d) {
  check_answer(d.count());
}
template <class T>
void check_answer(const repairable<T>& r) {
  check_answer(r.availability());
  check_answer(r.failures_per_hour());
  check_answer(r.mean_up_time());
  check_answer(r.mean_down_time());
  check_answer(r.mtbf());
}

/// An answer, or an error of ours; returns whether there was an answer.
template <class Call>
bool answered(const Call& call) {
  return nines_test::is_answered(call, [](const auto& answer) { check_answer(answer); });
}

template <class T>
void try_probability(const T& x, const T& y) {
  using chance = probability<T>;
  answered([&] { return chance::from_value(x); });
  answered([&] { return chance::from_complement(x); });
  answered([&] { return chance::from_sides(x, y); });
  answered([&] { return chance::from_computed_sides(x, T(nines::one<T>() - x)); });
  answered([&] { return chance::from_odds(x); });
  answered([&] { return chance::from_nines(x); });
  answered([&] { return availability_from_requests(x, y); });
  answered([&] {
    return availability_from_downtime<T>(hours_in<T>(x), std::chrono::duration<T, std::milli>(y));
  });
}

template <class T>
void try_numbers(const probability<T>& p, const T& x) {
  answered([&] { return p.odds(); });
  answered([&] { return nines::number_of_nines(p); });
  answered([&] { return !p; });
  answered([&] { return downtime(p, hours_in<T>(x)); });
  answered([&] { return required_mttr(p, hours_in<T>(x)); });
  answered([&] { return required_mttf(p, hours_in<T>(x)); });
  answered([&] { return repairable<T>(p, x); });
  for (const std::size_t n : {0U, 1U, 3U, 70U}) {
    answered([&] { return series(copies(n, p)); });
    answered([&] { return parallel(copies(n, p)); });
    answered([&] { return at_least(n / 2, copies(n, p)); });
    answered([&] { return retried_dependency(p, n); });
    answered([&] { return expected_attempts(p, n); });
  }
}

template <class T>
void try_pairs(const probability<T>& a, const probability<T>& b) {
  answered([&] { return series(a, b, a); });
  answered([&] { return parallel(a, b, a); });
  answered([&] { return at_least(2, a, b, a); });
  answered([&] { return bridge(a, b, b, a, b); });
  answered([&] { return pivot(a, b, !b); });
  answered([&] { return soft_dependency(a, b); });
  answered([&] { return cached_dependency(a, b); });
  answered([&] { return retried_dependency(a, 2, b); });
  answered([&] { return beta_factor(1, copies(3, a), b); });
  answered([&] { return beta_factor_rare_event(1, copies(3, a), b); });
  answered([&] { return split_common_cause(a, b).common; });
  answered([&] { return split_common_cause(a, b).independent; });
  answered([&] { return correlated_at_least(2, copies(3, a), b); });
  answered([&] { return required_own_availability(a, b); });
  answered([&] { return weighted_vote<T>(3, {{2, a}, {1, b}, {SIZE_MAX, a}}); });
  answered(
      [&] { return at_least_capacity(4, failure_domain<T>{.self = a, .hosts = {{3, b, 2}}}); });
  if constexpr (std::same_as<number_of<T>, double>)
    answered([&] { return identical_at_least(2, 5)(pivot(a, b, a)); });
}

template <class T>
void try_repairable(const T& x, const T& y) {
  using unit = repairable<T>;
  answered([&] { return unit::from_mtbf(hours_in<T>(x), hours_in<T>(y)); });
  if (!answered([&] { return unit::from_hours(x, y); })) return;
  const unit part = unit::from_hours(x, y);
  const unit other = unit::from_hours(with<T>(100), with<T>(1));
  answered([&] { return part.failure_frequency(hours_in<T>(x)); });
  for (const T& z : edges<T>()) {
    answered([&] { return part.failure_frequency(hours_in<T>(z)); });
    answered([&] { return part.with_mttf(hours_in<T>(z)); });
    answered([&] { return part.with_mttr(hours_in<T>(z)); });
  }
  answered([&] { return series(part, other, part); });
  answered([&] { return parallel(part, other, part); });
  answered([&] { return at_least(2, part, other, part); });
  answered([&] { return at_least(2, copies(5, part)); });
  answered([&] { return series(copies(5, part)); });
  answered([&] { return parallel(copies(5, part)); });
  answered([&] { return bridge(part, other, part, other, part); });
}

}  // namespace

TEST_CASE_TEMPLATE("no function answers NaN, whatever it is asked", T, float, double, long double,
                   lanes<2>) {
  for (const T& x : edges<T>()) {
    for (const T& y : edges<T>()) {
      CAPTURE(nines::describe(x));
      CAPTURE(nines::describe(y));
      try_probability<T>(x, y);
      try_repairable<T>(x, y);
    }
    for (const auto& p : probabilities<T>()) {
      CAPTURE(nines::describe(p.value()));
      CAPTURE(nines::describe(p.complement()));
      CAPTURE(nines::describe(x));
      try_numbers<T>(p, x);
    }
  }
}

TEST_CASE_TEMPLATE("no composition answers NaN, or two sides that do not agree", T, float, double,
                   long double, lanes<2>) {
  for (const auto& a : probabilities<T>())
    for (const auto& b : probabilities<T>()) {
      CAPTURE(nines::describe(a.value()));
      CAPTURE(nines::describe(a.complement()));
      CAPTURE(nines::describe(b.value()));
      CAPTURE(nines::describe(b.complement()));
      try_pairs<T>(a, b);
    }
}

TEST_CASE_TEMPLATE("text of every edge reads back, or says why not", T, float, double,
                   long double) {
  for (const auto& p : probabilities<T>()) {
    const std::string text = to_string(p);
    CAPTURE(text);
    CHECK(parse<T>(text).value() == p.value());
    CHECK(parse<T>(text).complement() == p.complement());
    CHECK_FALSE(to_string(p, 6).empty());
  }
  const T nan = std::numeric_limits<T>::quiet_NaN();
  const probability<T> unknown(nines::unchecked, nan, nan);  // only a bug makes one
  CHECK(to_string(unknown) == "nan");
  CHECK(to_string(unknown, 6) == "nan");
}
