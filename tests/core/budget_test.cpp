// SPDX-License-Identifier: BSL-1.0
// Limits on work and memory: what is refused, and what the refusal says.
#include <doctest/doctest.h>

#include <limits>
#include <nines/error.hpp>

#include "support/message.hpp"
#include "support/not_a_number.hpp"

using nines::require_memory;
using nines::work_budget;
using nines_test::message_of;
using nines_test::not_a_number;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("memory is granted up to the limit, and refused by name above it") {
  CHECK(message_of([] { require_memory("f", "the table", 0x1p30); }) == "no error");
  CHECK(message_of([] { require_memory("f", "the table", 0x1p31); }) ==
        "nines::f: the table needs 2 GiB, but memory_limit is 1 GiB");
  CHECK(message_of([] { require_memory("f", "it", 7, 8); }) == "no error");
  CHECK(message_of([] { require_memory("f", "it", 9, 8); }) != "no error");
  CHECK(message_of([] { require_memory("f", "it", not_a_number); }) != "no error");
  CHECK(message_of([] { require_memory("f", "it", inf); }) != "no error");
}

TEST_CASE("a budget of work is spent, and what runs out says the way out") {
  work_budget budget("f", 10, "steps", "ask for less");
  budget.spend(4);
  CHECK(budget.allows(6));
  CHECK_FALSE(budget.allows(7));
  CHECK(budget.spent() == 4);
  budget.spend(6);
  CHECK(budget.left() == 0);
  CHECK(message_of([&] { budget.spend(1); }) == "nines::f: takes more than 10 steps; ask for less");
  CHECK(message_of([&] { budget.spend(0); }) != "no error");  // it stays empty
}

TEST_CASE("no amount that is not a number passes") {
  work_budget budget("f", 10, "steps", "ask for less");
  CHECK_FALSE(budget.allows(not_a_number));
  CHECK_FALSE(budget.allows(inf));
  CHECK(message_of([&] { budget.spend(not_a_number); }) != "no error");
}
