// SPDX-License-Identifier: BSL-1.0
#include "common/scalars.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "what_of.hpp"

using namespace calculator;

namespace {

double minutes(const std::string& text) { return parse_duration(text).count() * 60; }
double days(const std::string& text) { return parse_duration(text).count() / 24; }
std::string refusal(const std::string& text) {
  return nines_test::what_of<std::invalid_argument>([&] { (void)parse_duration(text); });
}

}  // namespace

TEST_CASE("durations as people write them") {
  CHECK(minutes("5m") == 5);
  CHECK(minutes("5 min") == 5);
  CHECK(minutes("5 minutes") == 5);
  CHECK(minutes("1 minute") == 1);
  CHECK(minutes("1h30m") == 90);
  CHECK(minutes("2 h 30 min") == 150);
  CHECK(minutes("90s") == 1.5);
  CHECK(minutes("1d12h") == 36 * 60);
  CHECK(minutes("1 Hour") == 60);
  CHECK(minutes("1.5h") == 90);
  CHECK(minutes("5\u00A0min") == 5);  // a blank that does not break
  CHECK(days("4w") == 28);
  CHECK(days("1 year") == 365);
  CHECK(parse_duration("250 ms").count() == 0.25 / 3600);
  CHECK(parse_duration("3 µs").count() == 3e-6 / 3600);
}

TEST_CASE("months") {
  CHECK(days("month") == 30.436875);
  CHECK(days("1 month") == 30.436875);
  CHECK(days("12 months") == 365.2425);
  CHECK(days("2027-02") == 28);
  CHECK(days("2028-02") == 29);
  CHECK(days("2100-02") == 28);
  CHECK(days("2000-02") == 29);
  CHECK(days("February 2027") == 28);
  CHECK(days("Feb 2028") == 29);
  CHECK(days("April") == 30);
  CHECK(days("may") == 31);
  CHECK(refusal("February") == "\"February\" has 28 or 29 days: name the year, as in 2027-02");
  CHECK(refusal("2027-13") == "\"2027-13\" is no month");
  CHECK(refusal("calendar month") ==
        "\"calendar month\" has from 28 to 31 days: name it, as in 2027-02, or write \"30 d\", or "
        "\"month\" (the mean one, 30.436875 d)");
  CHECK(is_calendar_month("1 Calendar month"));
  CHECK(!is_calendar_month("month"));
}

TEST_CASE("durations that are none say how to write one") {
  CHECK(refusal("5") == "\"5\" needs a unit: ms, s, min, h, d, w or y (365 d), as in \"15 min\"");
  CHECK(refusal("5 parsecs").find("needs a unit") != std::string::npos);
  CHECK(refusal("1h30").find("needs a unit") != std::string::npos);
  CHECK(refusal("1M").find("\"month\" (the mean one, 30.436875 d)") != std::string::npos);
  CHECK(refusal("30m1h") == "\"30m1h\" is not clear: the longest unit comes first, each once");
  CHECK(refusal("1h 2h") == "\"1h 2h\" is not clear: the longest unit comes first, each once");
  CHECK(refusal("1h-5m") == "\"1h-5m\" has a sign within");
  CHECK(refusal("175,000 h") ==
        "\"175,000 h\" has a comma: write 175000 h, or 175.000 h if it is a decimal comma");
  CHECK(refusal("1,5 h") == "\"1,5 h\" has a decimal comma: write 1.5 h");
  CHECK(refusal("1.234,5 h") == "\"1.234,5 h\" has a decimal comma: write 1234.5 h");
  CHECK(refusal("1,234,567 h") == "\"1,234,567 h\" has commas: write 1234567 h");
  CHECK(refusal("1,234.5 h") == "\"1,234.5 h\" has commas: write 1234.5 h");
  CHECK(refusal("175 000 h") == "\"175 000 h\" has digits apart: write 175000 h");
  CHECK(refusal("175'000 h") == "\"175'000 h\" has digits apart: write 175000 h");
  CHECK(refusal("nan h") == "\"nan h\" is not a number");
  CHECK(refusal("inf h") == "\"inf h\" is not a number");
  CHECK(refusal("") == "\"\" is not a number");
  CHECK(refusal("0 s") == "\"0 s\" must be more than zero");
  CHECK(refusal("-3 d") == "\"-3 d\" must be more than zero");
  CHECK(refusal("1e300 y").find("longer than 30 million years") != std::string::npos);
  CHECK(parse_duration_or_zero("0 s").count() == 0);
  CHECK_THROWS_AS((void)parse_duration_or_zero("-1 s"), std::invalid_argument);
}

TEST_CASE("mean times as rates") {
  CHECK(parse_mean_time("175000 h").count() == 175000);
  CHECK(parse_mean_time("500 FIT").count() == 2e6);
  CHECK(parse_mean_time("500FIT").count() == 2e6);
  CHECK(parse_mean_time("1e-6/h").count() == doctest::Approx(1e6).epsilon(1e-15));
  CHECK(parse_mean_time("1e-6 / h").count() == doctest::Approx(1e6).epsilon(1e-15));
  CHECK(parse_mean_time("1e-6 per hour").count() == doctest::Approx(1e6).epsilon(1e-15));
  CHECK(parse_mean_time("3 per year").count() == 2920);
  CHECK(parse_mean_time("3 failures a year").count() == 2920);
  CHECK(parse_mean_time("3 times a year").count() == 2920);
  CHECK(parse_mean_time("1 / 30 d").count() == 720);
  CHECK(parse_mean_time("2 per month").count() == doctest::Approx(30.436875 * 12).epsilon(1e-15));
  for (const char* text : {"0 FIT", "0 per year", "-1/h", "3 per", "3 per moon", "per year",
                           "3 apples a year", "1,000 FIT", "FIT", "1e-6/h/h"}) {
    CAPTURE(text);
    CHECK_THROWS_AS((void)parse_mean_time(text), std::invalid_argument);
  }
}

TEST_CASE("probabilities, counts and amounts with separators") {
  const auto why = [](auto parse) {
    return nines_test::what_of<std::invalid_argument>([&] { (void)parse(); });
  };
  CHECK(parse_probability("99.75 %").complement() == 0.0025);
  CHECK(parse_probability("99.75\u202F%").complement() == 0.0025);
  CHECK(why([] { return parse_probability("99,75%"); }) ==
        "\"99,75%\" has a decimal comma: write 99.75%");
  CHECK(why([] { return parse_probability("99.75"); }) ==
        "\"99.75\" is more than 1 (100%); did you mean 99.75%?");
  CHECK(why([] { return parse_count("1,000", 0, 5000); }) ==
        "\"1,000\" has a comma: write 1000, or 1.000 if it is a decimal comma");
  CHECK(why([] { return parse_amount("12,50"); }) == "\"12,50\" has a decimal comma: write 12.50");
}

TEST_CASE("a message has no name of a C++ function") {
  CHECK(without_functions("nines::at_least: k is 4") == "k is 4");
  CHECK(without_functions("f:1:2: key: nines::chain::states: no label 'up'") ==
        "f:1:2: key: no label 'up'");
  CHECK(without_functions("nines::a: nines::b: wrong") == "wrong");
  CHECK(without_functions("nines:: and nines::x") == "nines:: and nines::x");
  CHECK(std::string(input_error("--good: nines::sprt: bad").what()) == "--good: bad");
}

TEST_CASE("a message has no name of a C++ option, nor hours that nobody wrote") {
  CHECK(without_functions("a: nines::f: long_window (in hours) is 1440, but must be shorter") ==
        "a: long window is 60 d, but must be shorter");
  CHECK(without_functions("nines::f: rollback (in s) is inf, but must be sure to end") ==
        "rollback is for ever, but must be sure to end");
  CHECK(without_functions("nines::f: takes more than 1e9 products; raise max_products, take a "
                          "shorter window or merge fast states") ==
        "takes more than 1e9 products; take a shorter window or merge fast states");
  CHECK(
      without_functions("nines::f: too much; take fewer, mann_whitney_estimate, or more work_x") ==
      "too much; take fewer");
  CHECK(without_functions("nines::f: too much; raise work, or take the certain bracket of g_h") ==
        "too much");
  CHECK(without_functions("nines::f: 3 states need 8 GiB, but memory_limit is 1 GiB") ==
        "3 states need 8 GiB, but memory limit is 1 GiB");
  // What a user wrote stays as it is.
  CHECK(without_functions("a_b: nines::f: rate from 'c_d' to \"e_f\" is the unit's in_all") ==
        "a_b: rate from 'c_d' to \"e_f\" is the unit's in all");
  CHECK(without_functions("requests_per_hour: is missing; state requests_per_hour") ==
        "requests_per_hour: is missing; state requests_per_hour");
}
