// SPDX-License-Identifier: BSL-1.0
// probability<T>: factories, comparison, nines(), and what must not compile.
#include <doctest/doctest.h>

#include <cmath>
#include <concepts>
#include <limits>
#include <nines/lanes/scalar.hpp>
#include <nines/probability.hpp>

#include "support/message.hpp"
#include "support/not_a_number.hpp"
#include "support/precise.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

using p = probability<double>;
constexpr double infinite = std::numeric_limits<double>::infinity();

template <class A, class B>
concept can_add = requires(A a, B b) { a + b; } || requires(A a, B b) { b + a; };
template <class A, class B>
concept can_subtract = requires(A a, B b) { a - b; } || requires(A a, B b) { b - a; };
template <class A, class B>
concept can_multiply = requires(A a, B b) { a* b; } || requires(A a, B b) { b* a; };
template <class A, class B>
concept can_divide = requires(A a, B b) { a / b; } || requires(A a, B b) { b / a; };
template <class A, class B>
concept can_compare = requires(A a, B b) { a < b; } || requires(A a, B b) { a == b; };
template <class A, class B>
concept has_arithmetic =
    can_add<A, B> || can_subtract<A, B> || can_multiply<A, B> || can_divide<A, B>;
template <class T, class U>
concept converts_neither_way = !std::convertible_to<T, U> && !std::convertible_to<U, T>;

static_assert(!has_arithmetic<p, p>);
static_assert(!has_arithmetic<p, double>);
static_assert(!has_arithmetic<p, int>);
static_assert(converts_neither_way<p, double>);
static_assert(!std::constructible_from<p, double>);
static_assert(!std::constructible_from<p, double, double>);
static_assert(!std::constructible_from<double, p>);
static_assert(!std::constructible_from<bool, p>);
static_assert(can_compare<p, p>);
static_assert(!can_compare<p, double>);
static_assert(!can_compare<p, int>);
static_assert(!can_compare<p, probability<float>>);
static_assert(converts_neither_way<p, probability<float>>);
static_assert(std::constructible_from<p, probability<float>>);
static_assert(std::constructible_from<probability<float>, p>);
using laned = probability<lanes<4>>;
static_assert(!can_compare<laned, laned>);
static_assert(!has_arithmetic<laned, laned>);
static_assert(!converts_neither_way<p, p>);
static_assert(std::regular<p>);
static_assert(sizeof(p) == 2 * sizeof(double));
static_assert(std::is_trivially_copyable_v<p>);

bool has_sides(const p& x, double value, double complement) {
  return x.value() == value && x.complement() == complement;
}

}  // namespace

TEST_CASE("always, never, and the default") {
  CHECK(has_sides(p::always(), 1, 0));
  CHECK(has_sides(p::never(), 0, 1));
  CHECK(has_sides(p(), 0, 1));
  CHECK(has_sides(!p::always(), 0, 1));
}

TEST_CASE("from_value and from_complement keep the side that is given") {
  CHECK(has_sides(p::from_value(0.25), 0.25, 0.75));
  CHECK(has_sides(p::from_complement(0.25), 0.75, 0.25));
  CHECK(has_sides(p::from_complement(1e-300), 1, 1e-300));
  CHECK(has_sides(p::from_value(5e-324), 5e-324, 1));
  CHECK(has_sides(p::from_value(0), 0, 1));
  CHECK(has_sides(p::from_value(1), 1, 0));
  CHECK(has_sides(p::from_value(-0.0), 0, 1));
}

TEST_CASE("from_sides takes both as they are, unless they have drifted apart") {
  CHECK(has_sides(p::from_sides(0.9, 0.1), 0.9, 0.1));
  CHECK(has_sides(p::from_sides(1, 1e-20), 1, 1e-20));
  CHECK(has_sides(p::from_sides(0.9 - 4e-16, 0.1), 0.9 - 4e-16, 0.1));
  CHECK(has_sides(p::from_sides(0.9 - 1e-9, 0.1), 0.9, 0.1));  // a long computation drifts
  CHECK(has_sides(p::from_sides(0.25, 0.75 + 1e-9), 0.25, 0.75));
}

TEST_CASE("from_computed_sides: the larger side follows the smaller one") {
  CHECK(has_sides(p::from_computed_sides(1.0000000000000833, 8.7e-117), 1, 8.7e-117));
  CHECK(has_sides(p::from_computed_sides(1e-20, 0.99), 1e-20, 1));
  CHECK(has_sides(p::from_computed_sides(0.25, 0.7500000001), 0.25, 0.75));
  CHECK(has_sides(p::from_computed_sides(0, 0.9999), 0, 1));
  static_assert(p::from_computed_sides(1.5, 0.0) == p::always());
  using two = probability<lanes<2>>;
  const auto in_lanes = two::from_computed_sides({1.0000000000000833, 0.25}, {8.7e-117, 0.8});
  CHECK(in_lanes.value()[0] == 1);
  CHECK(in_lanes.complement()[0] == 8.7e-117);
  CHECK(in_lanes.value()[1] == 0.25);
  CHECK(in_lanes.complement()[1] == 0.75);
  CHECK(message_of([] { return p::from_computed_sides(not_a_number, 0.5); }) ==
        "nines::probability::from_computed_sides: value is nan, but must be 0 or more");
  CHECK(message_of([] { return p::from_computed_sides(0.5, -1e-300); }) ==
        "nines::probability::from_computed_sides: complement is -1e-300, but must be 0 or more");
}

TEST_CASE("nines in 100 digits and by autodiff's series are not taken from 1 - x") {
  const auto tiny = probability<mp>::from_nines(mp("1e-120"));
  CHECK(abs(tiny.value() / mp("2.302585092994045684017991454684364207601e-120") - 1) < 1e-39);
  CHECK(abs(nines::number_of_nines(tiny) / mp("1e-120") - 1) < 1e-99);
  for (const double x : {-0.7, -0.5, -0.3, -1e-9, 1e-20, 0.2, 0.45, 0.9}) {
    CHECK(epsilons_apart(nines::expm1_by_series(x), std::expm1(x)) <= 2);
    CHECK(epsilons_apart(nines::log1p_by_series(x), std::log1p(x)) <= 4);
  }
}

TEST_CASE("another precision does not make certain what is not") {
  const auto nearly = p::from_complement(1e-60);
  CHECK(message_of([&] { return probability<float>(nearly); }) ==
        "nines::probability: complement is 1e-60, closer to 0 than the number type can hold");
  CHECK(message_of([&] { return probability<float>(!nearly); }) ==
        "nines::probability: value is 1e-60, closer to 0 than the number type can hold");
  CHECK(probability<float>(p::always()).complement() == 0);
  CHECK(probability<long double>(nearly).complement() == 1e-60);
}

TEST_CASE("from_odds, and back") {
  CHECK(p::from_odds(999) == 99.9_percent);
  CHECK(has_sides(p::from_odds(0), 0, 1));
  CHECK(has_sides(p::from_odds(infinite), 1, 0));
  CHECK(has_sides(p::from_odds(1), 0.5, 0.5));
  CHECK(p::always().odds() == infinite);
  CHECK(p::never().odds() == 0);
  for (int trial = 0; trial < trials(1000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const double odds = random.log_uniform(1e-300, 1e300);
    const auto chance = p::from_odds(odds);
    const mp exact = mp(odds) / (1 + mp(odds));
    CAPTURE(trial);
    CHECK(error_in_epsilons(chance.value(), exact) <= 1);
    CHECK(error_in_epsilons(chance.complement(), mp(1) / (1 + mp(odds))) <= 1);
    CHECK(epsilons_apart(chance.odds(), odds) <= 2);
  }
}

TEST_CASE("from_nines: 10^-k, right to 4 epsilon times the conditioning 1 + k") {
  double worst = 0;
  for (int trial = 0; trial < trials(2000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const double k = random.one_in(2) ? random.log_uniform(1e-12, 1) : random.uniform(0, 300);
    const mp exact = pow(mp(10), -mp(k));
    const auto chance = p::from_nines(k);
    CAPTURE(trial);
    CHECK(error_in_epsilons(chance.value(), mp(1) - exact) <= 4);
    CHECK(error_in_epsilons(chance.complement(), exact) <= 4 * (1 + k));
    worst = std::max(worst, error_in_epsilons(chance.complement(), exact));
  }
  MESSAGE("largest error of the complement " << worst << " epsilon");
  CHECK(has_sides(p::from_nines(0), 0, 1));
}

TEST_CASE("from_nines is the inverse of nines") {
  for (const double k : {1e-9, 0.3, 1.0, 3.5, 16.0, 25.0, 250.0}) {
    CAPTURE(k);
    CHECK(epsilons_apart(nines::number_of_nines(p::from_nines(k)), k) <= 4);
  }
}

TEST_CASE("nines: 3.301 of 99.95 %, 4 of 99.99 %, 25.3 of 4.8828125e-26") {
  CHECK(epsilons_apart(nines::number_of_nines(99.95_percent), 3.3010299956639811952) <= 1);
  CHECK(nines::number_of_nines(99.99_percent) == 4);
  const auto ten_spares = p::from_complement(4.8828125e-26);
  CHECK(epsilons_apart(nines::number_of_nines(ten_spares), 25.311329952303793147) <= 1);
}

TEST_CASE("nines at the ends") {
  CHECK(nines::number_of_nines(p::always()) == infinite);
  CHECK(nines::number_of_nines(p::never()) == 0);
  CHECK_FALSE(std::signbit(nines::number_of_nines(p::never())));
  // A nearly dead part has value / ln 10 nines, to every digit.
  CHECK(epsilons_apart(nines::number_of_nines(p::from_value(1e-20)),
                       1e-20 * 0.43429448190325182765) <= 2);
  for (int trial = 0; trial < trials(2000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto part = random_part(random, 1e-300, 0.5, 2);
    const auto exact_part = precise_by_small_side(part);
    const mp exact = part.value() < part.complement() ? -log1p(-exact_part.value()) / log(mp(10))
                                                      : -log10(exact_part.complement());
    CAPTURE(trial);
    CHECK(error_in_epsilons(nines::number_of_nines(part), exact) <= 4);
  }
}

TEST_CASE("comparison by the side that holds the digits") {
  static_assert(p::from_complement(1e-20) > p::from_complement(1e-19));
  static_assert(p::from_value(1e-20) < p::from_value(1e-19));
  static_assert(p::always() > p::from_complement(1e-300));
  static_assert(p::never() < p::from_value(1e-300));
  static_assert(p::from_value(0.25) < p::from_complement(1e-20));
  static_assert(p::from_value(0.5) == p::from_complement(0.5));
  static_assert(p::from_complement(1e-20) != p::always());
  CHECK(p::from_complement(1e-20).value() == p::always().value());
}

TEST_CASE("comparison agrees with exact numbers") {
  for (int trial = 0; trial < trials(5000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const auto a = random_part(random, 1e-300, 0.5, 2);
    const auto b = random.one_in(4) ? a : random_part(random, 1e-300, 0.5, 2);
    const auto x = precise_by_small_side(a);
    const auto y = precise_by_small_side(b);
    CAPTURE(trial);
    CHECK((a < b) == (x.value() < y.value() || x.complement() > y.complement()));
    CHECK((a == b) == (x.value() == y.value() && x.complement() == y.complement()));
  }
}

TEST_CASE("another precision: each side is converted") {
  const auto exact = probability<long double>(parse("99.9999%"));
  CHECK(exact.complement() == static_cast<long double>(1e-6));
  const probability<float> narrow(parse("99.9999%"));
  CHECK(narrow.complement() == 1e-6F);
  CHECK(narrow.value() == 0.999999F);
}

TEST_CASE("factories refuse what is no probability") {
  const auto of_value = [](double x) { return message_of([x] { return p::from_value(x); }); };
  CHECK(of_value(1.5) == "nines::probability::from_value: value is 1.5, but must be in [0, 1]");
  CHECK(of_value(-0.25) == "nines::probability::from_value: value is -0.25, but must be in [0, 1]");
  CHECK(of_value(not_a_number) ==
        "nines::probability::from_value: value is nan, but must be in [0, 1]");
  CHECK(of_value(infinite) ==
        "nines::probability::from_value: value is inf, but must be in [0, 1]");
  CHECK(message_of([] { return p::from_complement(-1e-300); }) ==
        "nines::probability::from_complement: complement is -1e-300, but must be in [0, 1]");
  CHECK(message_of([] { return p::from_complement(not_a_number); }) ==
        "nines::probability::from_complement: complement is nan, but must be in [0, 1]");
}

TEST_CASE("from_sides refuses sides that do not belong together") {
  CHECK(message_of([] { return p::from_sides(0.9, 0.2); }) ==
        "nines::probability::from_sides: value + complement is 1.1, but must be 1");
  CHECK(message_of([] { return p::from_sides(0.5, 0.25); }) ==
        "nines::probability::from_sides: value + complement is 0.75, but must be 1");
  CHECK(message_of([] { return p::from_sides(0.5, 0.5 + 0x1p-20); }) ==
        "nines::probability::from_sides: value + complement is 1.0000009536743164, but must be 1");
  CHECK(message_of([] { return p::from_sides(1.5, -0.5); }) ==
        "nines::probability::from_sides: value is 1.5, but must be in [0, 1]");
  CHECK(message_of([] { return p::from_sides(0.5, not_a_number); }) ==
        "nines::probability::from_sides: complement is nan, but must be in [0, 1]");
}

TEST_CASE("from_odds and from_nines refuse negative numbers and NaN") {
  CHECK(message_of([] { return p::from_odds(-1); }) ==
        "nines::probability::from_odds: odds is -1, but must be 0 or more");
  CHECK(message_of([] { return p::from_odds(not_a_number); }) ==
        "nines::probability::from_odds: odds is nan, but must be 0 or more");
  CHECK(message_of([] { return p::from_nines(-0.5); }) ==
        "nines::probability::from_nines: nines is -0.5, but must be 0 or more");
  CHECK(message_of([] { return p::from_nines(not_a_number); }) ==
        "nines::probability::from_nines: nines is nan, but must be 0 or more");
  CHECK(message_of([] { return p::from_nines(400); }) ==
        "nines::probability::from_nines: nines is 400, but must be few enough for 10^-nines to be "
        "held");
}
