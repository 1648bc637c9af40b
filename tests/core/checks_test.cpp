// SPDX-License-Identifier: BSL-1.0
// The vocabulary of checks: what each admits at its ends, what it refuses, and in which words.
#include <doctest/doctest.h>

#include <limits>
#include <nines/duration/hours.hpp>
#include <nines/error.hpp>
#include <nines/lanes/scalar.hpp>
#include <nines/probability.hpp>
#include <string>

#include "support/message.hpp"

using namespace nines;
using nines_test::message_of;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();
constexpr double least = std::numeric_limits<double>::denorm_min();

/// What `check` says of x, after "nines::f: x is ".
template <class Check>
std::string refused(const Check& check) {
  const std::string text = message_of([&] { return check(), 0; });
  const std::string head = "nines::f: x is ";
  return text.starts_with(head) ? text.substr(head.size()) : text;
}

}  // namespace

TEST_CASE("intervals: their ends, and what is outside") {
  const auto unit = [](double x) { return refused([x] { require_unit_interval("f", "x", x); }); };
  CHECK(unit(0) == "no error");
  CHECK(unit(1) == "no error");
  CHECK(unit(1.5) == "1.5, but must be in [0, 1]");
  CHECK(unit(-least) == "-5e-324, but must be in [0, 1]");
  CHECK(unit(no_number) == "nan, but must be in [0, 1]");
  const auto open = [](auto x) { return refused([x] { require_open_interval("f", "x", x); }); };
  CHECK(open(least) == "no error");
  CHECK(open(0.0) == "0, but must be more than 0, and less than 1");
  CHECK(open(1.0) == "1, but must be more than 0, and less than 1");
  CHECK(open(no_number) == "nan, but must be more than 0, and less than 1");
  CHECK(open(probability<double>::from_complement(1e-300)) == "no error");
  CHECK(open(probability<double>::always()) == "1, but must be more than 0, and less than 1");
}

TEST_CASE("signs and ends of a number") {
  const auto nonnegative = [](auto x) {
    return refused([x] { require_nonnegative("f", "x", x); });
  };
  CHECK(nonnegative(0.0) == "no error");
  CHECK(nonnegative(endless) == "no error");
  CHECK(nonnegative(-1) == "-1, but must be 0 or more");
  CHECK(nonnegative(no_number) == "nan, but must be 0 or more");
  const auto positive = [](auto x) { return refused([x] { require_positive("f", "x", x); }); };
  CHECK(positive(least) == "no error");
  CHECK(positive(0) == "0, but must be more than 0");
  CHECK(positive(no_number) == "nan, but must be more than 0");
  const auto finite = [](double x) { return refused([x] { require_finite("f", "x", x); }); };
  CHECK(finite(-1e308) == "no error");
  CHECK(finite(endless) == "inf, but must be finite");
  CHECK(finite(no_number) == "nan, but must be finite");
  const auto both = [](double x) {
    return refused([x] { require_nonnegative_finite("f", "x", x); });
  };
  CHECK(both(0) == "no error");
  CHECK(both(-1) == "-1, but must be 0 or more, and finite");
  CHECK(both(endless) == "inf, but must be 0 or more, and finite");
  const auto more = [](double x) { return refused([x] { require_positive_finite("f", "x", x); }); };
  CHECK(more(least) == "no error");
  CHECK(more(0) == "0, but must be more than 0, and finite");
  CHECK(more(endless) == "inf, but must be more than 0, and finite");
}

TEST_CASE("limits, and whole numbers") {
  CHECK(refused([] { require_at_most("f", "x", 2.0, 2.0, "at most y"); }) == "no error");
  CHECK(refused([] { require_at_most("f", "x", 2.5, 2.0, "at most y"); }) ==
        "2.5, but must be at most y");
  CHECK(refused([] { require_less("f", "x", 2.0, 2.0, "less than y"); }) ==
        "2, but must be less than y");
  CHECK(refused([] { require_less("f", "x", no_number, 2.0, "less than y"); }) ==
        "nan, but must be less than y");
  const auto whole = [](double x, double most) {
    return refused([&] { require_whole("f", "x", x, most); });
  };
  CHECK(whole(0, 7) == "no error");
  CHECK(whole(7, 7) == "no error");
  CHECK(whole(0x1p53, endless) == "no error");
  for (const double x : {-1.0, 0.5, 8.0, endless, no_number})
    CHECK(whole(x, 7) == nines::describe(x) + ", but must be a whole number from 0 to 7");
}

TEST_CASE("durations") {
  using std::chrono::hours;
  using real_hours = hours_in<double>;
  const auto finite = [](auto d) { return refused([d] { require_finite_duration("f", "x", d); }); };
  CHECK(finite(hours(0)) == "no error");
  CHECK(finite(hours(-1)) == "-1, but must be 0 or more, and finite");
  CHECK(finite(real_hours(endless)) == "inf, but must be 0 or more, and finite");
  const auto positive = [](auto d) {
    return refused([d] { require_positive_finite_duration("f", "x", d); });
  };
  CHECK(positive(hours(1)) == "no error");
  CHECK(positive(hours(0)) == "0, but must be more than 0, and finite");
  CHECK(positive(real_hours(no_number)) == "nan, but must be more than 0, and finite");
  CHECK(refused([] { require_duration("f", "x", real_hours(endless)); }) == "no error");
  CHECK(refused([] { require_positive_duration("f", "x", hours(0)); }) ==
        "0, but must be more than 0");
}

TEST_CASE("of lanes the first that is wrong is named") {
  using three = lanes<3>;
  const three x(0.5, 1, -2);
  CHECK(message_of([&] { return require_nonnegative("f", "x", x), 0; }) ==
        "nines::f: x in lane 2 is -2, but must be 0 or more");
  CHECK(message_of([&] { return require_open_interval("f", "x", x), 0; }) ==
        "nines::f: x in lane 1 is 1, but must be more than 0, and less than 1");
  CHECK(message_of([&] { return require_less("f", "x", x, three(1, 1, 1), "less"), 0; }) ==
        "nines::f: x in lane 1 is 1, but must be less");
}
