// SPDX-License-Identifier: BSL-1.0
#include "common/format.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <nines/probability.hpp>

#include "common/report.hpp"

using namespace calculator;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a share below 1 is not 100%, one above 0 not 0%") {
  CHECK(percent(1.0, 3) == "100%");
  CHECK(percent(1 - 1e-15, 3) == "100%");  // a sum's last bits
  CHECK(percent(0.9999742, 3) == "99.997%");
  CHECK(percent(0.999999999, 3) == "99.9999999%");
  CHECK(percent(1.00001, 3) == "100.001%");
  CHECK(percent(0.262, 3) == "26.2%");
  CHECK(percent(3.4, 3) == "340%");
  CHECK(percent(0.0, 3) == "0%");
  CHECK(percent(1e-12, 3) == "1e-10%");
  CHECK(percent(undefined, 3) == "undefined");
  CHECK(percent(infinite, 3) == "unbounded");
}

TEST_CASE("a chance below 1 is not 100%") {
  CHECK(percent(chance::from_complement(3.7e-6), 4) == "99.99963%");
  CHECK(percent(chance::from_complement(1e-5), 2) == "99.999%");
  CHECK(percent(chance::from_complement(1e-40), 4) == "1-1e-40");
  CHECK(percent(chance::always(), 4) == "100%");
  CHECK(percent(chance::never(), 4) == "0%");
  CHECK(percent(chance::from_value(1e-300), 4) == "1e-298%");
  CHECK(percent(chance::from_value(0.2621), 4) == "26.21%");
  CHECK(risk_cell(chance::from_complement(3.7e-6)).text == "99.99963%");
}

TEST_CASE("what is undefined is not 0") {
  CHECK(human_time(hours(undefined)) == "undefined");
  CHECK(human_time(hours(infinite)) == "for ever");
  CHECK(human_time(hours(0)) == "0");
  CHECK(number_cell(undefined, 3).text == "undefined");
  CHECK(share_cell(undefined).text == "undefined");
}

TEST_CASE("texts in pictures for Graphviz keep their quotation marks and backslashes") {
  CHECK(dot_escaped("plain, even {so}") == "plain, even {so}");
  CHECK(dot_escaped(R"(the "hot" one in C:\)") == R"(the \"hot\" one in C:\\)");
}

TEST_CASE("what no simulated run had is not 0%, and what all had is not 100%") {
  CHECK(risk_cell(chance::always(), 1e6).text == "above 99.9997%");
  CHECK(risk_cell(chance::never(), 1e6).text == "below 3e-04%");
  CHECK(probability_cell(chance::always(), 1e6).text == "above 99.9997%");
  CHECK(probability_cell(chance::from_value(0.25), 1e6).text == "25%");
  CHECK(probability_cell(chance::always(), 0).text == "100%");  // it is no share of runs
  CHECK(probability_cell(chance::never(), 4).text == "-");      // four runs say nothing
  CHECK(risk_cell(chance::never(), 1e6).value == 0);
}

TEST_CASE("what is known between bounds is written with both ends") {
  CHECK(bracket("74.41%", "74.49%") == "74.41% to 74.49%");
  CHECK(bracket("99.9%", "99.9%") == "99.9%");
}
