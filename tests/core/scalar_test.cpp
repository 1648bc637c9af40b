// SPDX-License-Identifier: BSL-1.0
// What the library asks of a scalar: constants, checks that NaN fails, elementary functions.
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>
#include <nines/combine.hpp>
#include <nines/lanes/scalar.hpp>
#include <nines/repairable.hpp>
#include <nines/scalar.hpp>
#include <nines/simd.hpp>
#include <string>

using namespace nines;
using mp = boost::multiprecision::cpp_bin_float_100;

namespace {

template <class T>
T nan_as() {
  return std::numeric_limits<T>::quiet_NaN();
}
template <class T>
T infinite() {
  return std::numeric_limits<T>::infinity();
}

}  // namespace

namespace {

template <class T>
concept takes_probability = requires { typename nines::probability<T>; };
template <class T>
concept takes_repairable = requires { typename nines::repairable<T>; };
template <class T>
concept takes_vote = requires { typename nines::weighted_part<T>; };
template <class T>
concept takes_failure_domain = requires { typename nines::failure_domain<T>; };
template <class T>
constexpr bool taken_everywhere =
    takes_probability<T> && takes_repairable<T> && takes_vote<T> && takes_failure_domain<T>;
template <class T>
constexpr bool taken_somewhere =
    takes_probability<T> || takes_repairable<T> || takes_vote<T> || takes_failure_domain<T>;
template <class T>
using two_lanes = Eigen::Array<T, 2, 1>;

}  // namespace

// An integer would be a scalar whose 997 / 1000 is 0: it does not compile, nor in lanes.
static_assert(taken_everywhere<float> && taken_everywhere<double> && taken_everywhere<long double>);
static_assert(taken_everywhere<mp> && taken_everywhere<boost::multiprecision::cpp_rational>);
static_assert(taken_everywhere<nines::lanes<2>> && taken_everywhere<two_lanes<float>>);
static_assert(taken_everywhere<nines::simd<2>>);
static_assert(!taken_somewhere<int> && !taken_somewhere<unsigned long long>);
static_assert(!taken_somewhere<bool> && !taken_somewhere<char> && !taken_somewhere<const double>);
static_assert(!taken_somewhere<boost::multiprecision::cpp_int> && !taken_somewhere<two_lanes<int>>);
static_assert(!taken_somewhere<std::string> && !taken_somewhere<double*>);

TEST_CASE_TEMPLATE("checks hold for numbers and fail for NaN", T, float, double, long double, mp) {
  CHECK(is_nonnegative(T(0)));
  CHECK(is_nonnegative(infinite<T>()));
  CHECK_FALSE(is_nonnegative(T(-1)));
  CHECK_FALSE(is_nonnegative(nan_as<T>()));
  CHECK(is_in_unit_interval(T(0)));
  CHECK(is_in_unit_interval(T(1)));
  CHECK_FALSE(is_in_unit_interval(T(1) + std::numeric_limits<T>::epsilon()));
  CHECK_FALSE(is_in_unit_interval(nan_as<T>()));
  CHECK(is_finite(T(5)));
  CHECK_FALSE(is_finite(infinite<T>()));
  CHECK_FALSE(is_finite(nan_as<T>()));
}

TEST_CASE_TEMPLATE("constants", T, float, double, long double, mp) {
  CHECK(zero<T>() == T(0));
  CHECK(one<T>() == T(1));
  CHECK(constant<T>(0.25) == T(0.25));
  using std::abs;
  CHECK(abs(exp_of(ln10<T>()) - 10) <= 256 * std::numeric_limits<T>::epsilon());
}

TEST_CASE_TEMPLATE("elementary functions are those of <cmath>", T, float, double, long double) {
  const T x = T(0.3);
  CHECK(exp_of(x) == std::exp(x));
  CHECK(log_of(x) == std::log(x));
  CHECK(log10_of(x) == std::log10(x));
  CHECK(sqrt_of(x) == std::sqrt(x));
  CHECK(expm1_of(x) == std::expm1(x));
  CHECK(log1p_of(x) == std::log1p(x));
  CHECK(pow_of(x, T(2.5)) == std::pow(x, T(2.5)));
}

TEST_CASE("elementary functions of another scalar are found by its namespace") {
  const mp x = mp(3) / 10;
  CHECK(exp_of(x) == exp(x));
  CHECK(log_of(x) == log(x));
  CHECK(sqrt_of(x) == sqrt(x));
}
