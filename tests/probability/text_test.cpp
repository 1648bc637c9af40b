// SPDX-License-Identifier: BSL-1.0
// Text to probability and back: correct rounding against exact integers, round trips, bad text.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <nines/probability.hpp>
#include <sstream>
#include <string>

#include "support/exact.hpp"
#include "support/message.hpp"
#include "support/random.hpp"
#include "support/relative.hpp"

using namespace nines;
using namespace nines_test;

namespace {

cpp_int ten_to(int exponent) { return pow(cpp_int(10), static_cast<unsigned>(exponent)); }

/// A decimal fraction digits / 10^places, as text.
struct decimal_text {
  cpp_int digits;
  int places;

  /// "0.00012", "12e-5", "1.2E-4": one of the ways to write it, `moved` places to the left.
  [[nodiscard]] std::string write(random_source& random, int moved) const {
    const std::string text = digits.str();
    const int exponent = moved - places;
    if (random.one_in(2)) return text + (random.one_in(2) ? "e" : "E") + std::to_string(exponent);
    if (exponent >= 0) return text + std::string(static_cast<std::size_t>(exponent), '0');
    const auto point = static_cast<std::size_t>(-exponent);
    const std::string padded =
        text.size() > point ? text : std::string(point + 1 - text.size(), '0') + text;
    return padded.substr(0, padded.size() - point) + "." + padded.substr(padded.size() - point);
  }
};

/// Up to 40 digits, most of them near 0 or near 1.
decimal_text random_decimal(random_source& random, int most_places) {
  const int places = static_cast<int>(random.between(1, static_cast<std::size_t>(most_places)));
  cpp_int digits = 0;
  for (std::size_t i = random.between(1, 40); i > 0; --i) digits = 10 * digits + random.below(10);
  digits %= ten_to(places) + 1;
  if (random.one_in(2)) digits = ten_to(places) - digits;
  return {digits, places};
}

template <class T>
void check_rounding(const decimal_text& d, const std::string& text) {
  const cpp_int one = ten_to(d.places);
  const T value = nearest<T>(d.digits, one);
  const T complement = nearest<T>(one - d.digits, one);
  if ((value == 0) != (d.digits == 0) || (complement == 0) != (d.digits == one)) {
    CHECK(message_of([&] { return parse<T>(text); }).find("closer to 0 or 1") != std::string::npos);
    return;
  }
  const auto read = parse<T>(text);
  if (read.value() == value && read.complement() == complement) return;
  CAPTURE(text);
  CHECK(read.value() == value);
  CHECK(read.complement() == complement);
}

template <class T>
void check_all_forms(random_source& random, const decimal_text& d) {
  check_rounding<T>(d, d.write(random, 0));
  check_rounding<T>(d, d.write(random, 2) + (random.one_in(2) ? "%" : " %"));
  const decimal_text other{ten_to(d.places) - d.digits, d.places};
  check_rounding<T>(d, "1-" + other.write(random, 0));
  check_rounding<T>(d, " 1 - " + other.write(random, 2) + "% ");
}

/// The decimal that lies exactly halfway between x and its neighbour above, and those beside it.
template <class T>
void check_halfway(T x) {
  const T next = std::nextafter(x, T(1));
  int exponent = 0;
  const T mantissa = std::frexp(x, &exponent);
  const int bits = std::numeric_limits<T>::digits;
  const cpp_int m(std::ldexp(mantissa, bits));
  const int places = bits - exponent + 1;  // x + half an ulp = (2m + 1) / 2^places, if x is normal
  REQUIRE(next > x);
  const cpp_int halfway = (2 * m + 1) * pow(cpp_int(5), static_cast<unsigned>(places));
  const std::string end = "e-" + std::to_string(places + 1);
  const T even = m % 2 == 0 ? x : next;
  CAPTURE(x);
  CHECK(parse<T>(cpp_int(halfway * 10).str() + end).value() == even);
  CHECK(parse<T>(cpp_int(halfway * 10 - 1).str() + end).value() == x);
  CHECK(parse<T>(cpp_int(halfway * 10 + 1).str() + end).value() == next);
}

template <class T>
bool same(const probability<T>& a, const probability<T>& b) {
  return a.value() == b.value() && a.complement() == b.complement();
}

template <class T>
void check_round_trip(const probability<T>& p) {
  const std::string text = to_string(p);
  const auto back = parse<T>(text);
  if (same(p, back)) return;
  CAPTURE(text);
  CHECK(back.value() == p.value());
  CHECK(back.complement() == p.complement());
}

/// A two-sided number whose sides are up to two ulps off those of any one decimal.
template <class T>
probability<T> random_sides(random_source& random, double least) {
  const T small = static_cast<T>(random.log_uniform(least, 0.5));
  T large = 1 - small;
  for (std::size_t i = random.below(3); i > 0; --i)
    large = std::nextafter(large, T(random.below(2)));
  const probability<T> p(nines::unchecked, std::min(large, T(1)), small);
  return random.one_in(2) ? p : !p;
}

template <class T>
void check_round_trips(double least) {
  for (int trial = 0; trial < trials(100000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    CAPTURE(trial);
    check_round_trip(random_sides<T>(random, least));
  }
}

std::string reading(const std::string& text) {
  return message_of([&] { return parse(text); });
}

}  // namespace

TEST_CASE("99.9999999999995% has the complement 5e-15 and not 4.99600361e-15") {
  constexpr auto p = parse("99.9999999999995%");
  static_assert(p.complement() == 5e-15);
  static_assert(p.value() == 0.999999999999995);
}

TEST_CASE("the forms of the header") {
  CHECK(same(parse("99.95%"), probability<double>::from_sides(0.9995, 0.0005)));
  CHECK(same(parse("0.9995"), parse("99.95%")));
  CHECK(same(parse("1e-9"), probability<double>::from_value(1e-9)));
  CHECK(same(parse("1-4.8828125e-26"), probability<double>::from_complement(4.8828125e-26)));
  CHECK(same(parse("1 - 0.05%"), parse("99.95%")));
  CHECK(same(parse("0.9995|0.0005"), parse("99.95%")));
  CHECK(same(parse(" 99.95% | 0.05% "), parse("99.95%")));
  CHECK(same(parse("  99.95 %\t"), parse("99.95%")));
  CHECK(same(parse("3 nines"), parse("99.9%")));
  CHECK(same(parse("1 nine"), parse("90%")));
  CHECK(same(parse("0 nines"), probability<double>::never()));
  CHECK(epsilons_apart(parse("3.5 nines").complement(), 3.1622776601683793e-4) <= 4);
  CHECK(same(parse("100%"), probability<double>::always()));
  CHECK(same(parse("0%"), probability<double>::never()));
  CHECK(same(parse("1"), probability<double>::always()));
  CHECK(same(parse("1e0"), probability<double>::always()));
  CHECK(same(parse(".5"), parse("5e-1")));
  CHECK(same(parse("1."), parse("1.000")));
  CHECK(same(parse("0e5"), probability<double>::never()));
}

TEST_CASE("100 000 random decimals are correctly rounded on both sides") {
  for (int trial = 0; trial < trials(25000, 25); ++trial) {  // four forms each
    random_source random(static_cast<std::uint64_t>(trial));
    const auto d = random_decimal(random, random.one_in(10) ? 340 : 40);
    CAPTURE(trial);
    check_all_forms<float>(random, d);
    check_all_forms<double>(random, d);
    check_all_forms<long double>(random, d);
  }
}

TEST_CASE("halfway between two numbers: to the even one, and a digit more decides") {
  for (int trial = 0; trial < trials(300); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const double x = random.log_uniform(1e-12, 1);
    check_halfway(static_cast<float>(x));
    check_halfway(x);
    check_halfway(static_cast<long double>(x));
  }
}

TEST_CASE("subnormal sides are correctly rounded, and what underflows is refused") {
  for (int trial = 0; trial < trials(2000); ++trial) {
    random_source random(static_cast<std::uint64_t>(trial));
    const decimal_text d{random.bits(), 326 + static_cast<int>(random.below(18))};
    CAPTURE(trial);
    check_rounding<double>(d, d.write(random, 0));
    const decimal_text f{random.bits(), 45 + static_cast<int>(random.below(20))};
    check_rounding<float>(f, f.write(random, 0));
  }
  CHECK(parse("5e-324").value() == 5e-324);
  CHECK(parse("3e-324").value() == 5e-324);
  CHECK(parse<long double>("1e-1190").value() == 1e-1190L);
}

TEST_CASE("k nines is 10^-k, correctly rounded") {
  for (int k = 0; k <= 323; ++k) {
    const cpp_int one = ten_to(k);
    const auto read = parse(std::to_string(k) + " nines");
    CAPTURE(k);
    CHECK(read.complement() == nearest<double>(1, one));
    CHECK(read.value() == nearest<double>(one - 1, one));
  }
}

TEST_CASE("literals are read at compile time, digit by digit") {
  static_assert((99.95_percent).value() == 0.9995 && (99.95_percent).complement() == 0.0005);
  static_assert((99.9999999999995_percent).complement() == 5e-15);
  static_assert((0.9995_probability).complement() == 0.0005);
  static_assert((1e-20_probability).value() == 1e-20);
  static_assert((4_nines).complement() == 1e-4 && (4_nines).value() == 0.9999);
  static_assert((25_nines).complement() == 1e-25 && (25_nines).value() == 1);
  static_assert(100_percent == probability<double>::always());
  static_assert(0_percent == probability<double>::never());
  static_assert(99.95_percent == 0.9995_probability);
  CHECK(epsilons_apart((3.5_nines).complement(), 3.1622776601683793e-4) <= 4);
}

TEST_CASE("to_string writes what a person would") {
  CHECK(to_string(99.95_percent) == "99.95%");
  CHECK(to_string(4_nines) == "99.99%");
  CHECK(to_string(99.9999999999995_percent) == "99.9999999999995%");
  CHECK(to_string(0.5_percent) == "0.5%");
  CHECK(to_string(100_percent) == "100%");
  CHECK(to_string(0_percent) == "0%");
  CHECK(to_string(50_percent) == "50%");
  CHECK(to_string(probability<double>::from_complement(4.8828125e-26)) == "1-4.8828125e-26");
  CHECK(to_string(probability<double>::from_value(1e-30)) == "1e-30");
}

TEST_CASE("a stream gets what to_string gives") {
  std::ostringstream out;
  out << 99.95_percent << ' ' << probability<float>::from_value(0.25F);
  CHECK(out.str() == "99.95% 25%");
}

TEST_CASE("to_string round-trips both sides of 100 000 numbers, bit by bit") {
  SUBCASE("float") { check_round_trips<float>(1e-40); }
  SUBCASE("double") { check_round_trips<double>(1e-320); }
  SUBCASE("long double") { check_round_trips<long double>(1e-300); }
}

TEST_CASE("to_string round-trips the smallest sides") {
  check_round_trip(probability<double>::from_value(5e-324));
  check_round_trip(probability<double>::from_complement(5e-324));
  check_round_trip(probability<float>::from_complement(1e-45F));
  check_round_trip(probability<long double>::from_value(1e-2000L));
  check_round_trip(
      probability<long double>::from_complement(std::numeric_limits<long double>::denorm_min()));
}

TEST_CASE("to_string round-trips sides that are some epsilon off; beyond, the larger one follows") {
  const double rounding = std::numeric_limits<double>::epsilon();
  for (const double drift : {rounding, 2 * rounding, 3 * rounding}) {
    check_round_trip(probability<double>(nines::unchecked, 0.6 + drift, 0.4));
    check_round_trip(probability<double>(nines::unchecked, 0.6 - drift, 0.4));
    check_round_trip(probability<double>(nines::unchecked, 1 - drift, 0));
    check_round_trip(probability<double>(nines::unchecked, 0, 1 - drift));
  }
  const probability<double> drifted(nines::unchecked, 0.6 + 50 * rounding, 0.4);
  CHECK(parse(to_string(drifted)).value() == 0.6);
  CHECK(parse(to_string(drifted)).complement() == 0.4);
}

TEST_CASE("bad text is refused with its words") {
  CHECK(reading("") == "nines::parse: \"\" is not a number");
  CHECK(reading("%") == "nines::parse: \"%\" is not a number");
  CHECK(reading("nines") == "nines::parse: \"nines\" is not a number");
  CHECK(reading("abc") == "nines::parse: \"abc\" is not a number");
  CHECK(reading(".") == "nines::parse: \".\" is not a number");
  CHECK(reading("nan") == "nines::parse: \"nan\" is not a number");
  CHECK(reading("inf%") == "nines::parse: \"inf%\" is not a number");
  CHECK(reading("-0.5") == "nines::parse: \"-0.5\" is negative");
  CHECK(reading("-3 nines") == "nines::parse: \"-3 nines\" is negative");
  CHECK(reading("1.5") == "nines::parse: \"1.5\" is more than 1");
  CHECK(reading("100.0000001%") == "nines::parse: \"100.0000001%\" is more than 1");
  CHECK(reading("1-1.5") == "nines::parse: \"1-1.5\" is more than 1");
  CHECK(reading("0.5x") == "nines::parse: \"0.5x\" has characters after the number");
  CHECK(reading("99,95%") == "nines::parse: \"99,95%\" has characters after the number");
  CHECK(reading("0.5.5") == "nines::parse: \"0.5.5\" has characters after the number");
  CHECK(reading("1e-x") == "nines::parse: \"1e-x\" has characters after the number");
  CHECK(reading("1e") == "nines::parse: \"1e\" has an empty exponent");
  CHECK(reading("1e-") == "nines::parse: \"1e-\" has an empty exponent");
}

TEST_CASE("text beyond what a number can hold is refused") {
  const std::string end = " is closer to 0 or 1 than the number type can hold";
  CHECK(reading("1e-400") == "nines::parse: \"1e-400\"" + end);
  CHECK(reading("2e-324") == "nines::parse: \"2e-324\"" + end);
  CHECK(reading("1-1e-400") == "nines::parse: \"1-1e-400\"" + end);
  CHECK(reading("400 nines") == "nines::parse: \"400 nines\"" + end);
  CHECK(reading("1e-99999999999") ==
        "nines::parse: \"1e-99999999999\" has more than 5000 decimal places");
  CHECK(reading("1e99999999999") == "nines::parse: \"1e99999999999\" is too large");
  const std::string long_one = "0." + std::string(5002, '3');
  CHECK(reading(long_one) ==
        "nines::parse: \"" + long_one.substr(0, 100) + "...\" has more than 5000 digits");
}

TEST_CASE("text of 5000 digits on both sides of the point does not overrun the reader") {
  const std::string text = std::string(5000, '1') + "." + std::string(5000, '3');
  CHECK(reading(text) != "no error");
  CHECK(reading(std::string(2500, '0') + "." + std::string(2500, '0')) == "no error");
}

TEST_CASE("two sides that do not belong together are refused") {
  CHECK(reading("0.9|0.2") ==
        "nines::probability::from_sides: value + complement is 1.1, but must be 1");
  CHECK(reading("0.9|") == "nines::parse: \"0.9|\" is not a number");
  CHECK(reading("0.8|0.1|0.1") == "nines::parse: \"0.8|0.1|0.1\" has characters after the number");
}
