// SPDX-License-Identifier: BSL-1.0
// The exceptions, and how a message is worded.
#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <limits>
#include <nines/error.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "support/message.hpp"

using nines::describe;
using nines_test::message_of;

static_assert(std::is_base_of_v<std::domain_error, nines::domain_error>);
static_assert(std::is_base_of_v<std::runtime_error, nines::convergence_error>);
static_assert(!std::is_base_of_v<nines::domain_error, nines::convergence_error>);

TEST_CASE("a message names the function, the argument, its value and what it must be") {
  CHECK(message_of([]() -> int {
          nines::fail("at_least", "k", 4, "at most the number of parts, 3");
        }) == "nines::at_least: k is 4, but must be at most the number of parts, 3");
  CHECK(message_of([]() -> int { nines::fail("parse", "\"x\" is no number"); }) ==
        "nines::parse: \"x\" is no number");
}

TEST_CASE("numbers in messages are the shortest that read back") {
  CHECK(describe(0.1) == "0.1");
  CHECK(describe(0.1F) == "0.1");
  CHECK(describe(0.1L) == "0.1");
  CHECK(describe(1.5) == "1.5");
  CHECK(describe(-2.0) == "-2");
  CHECK(describe(1e-300) == "1e-300");
  CHECK(describe(1.0 / 3) == "0.3333333333333333");
  CHECK(describe(400.0) == "400");
  CHECK(describe(8760.0) == "8760");
  CHECK(describe(7) == "7");
  CHECK(describe(std::size_t{18446744073709551615U}) == "18446744073709551615");
  CHECK(describe(boost::multiprecision::cpp_bin_float_100(0.25)) == "0.25");
}

TEST_CASE("what is no number has a name without a sign") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(describe(nan) == "nan");
  CHECK(describe(-nan) == "nan");
  CHECK(describe(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(describe(-std::numeric_limits<double>::infinity()) == "-inf");
}
