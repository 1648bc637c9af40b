// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/windows/failure_counter.hpp>

using nines::detail::failure_counter;

namespace {
constexpr auto unlimited = static_cast<std::size_t>(-1);  // limits nothing
}

TEST_CASE("failures in all and in a row") {
  const failure_counter both(3, 1, 10);
  CHECK(both.size() == 8);
  const auto one = both.after_failure(0);
  CHECK(both.after_failure(one) == both.size());  // two in a row
  auto state = both.after_success(one);
  CHECK(state != 0);
  for (int i = 0; i < 2; ++i) state = both.after_success(both.after_failure(state));
  CHECK(both.after_failure(state) == both.size());  // the fourth in all
  CHECK(failure_counter(0, unlimited, 10).size() == 1);
  CHECK(failure_counter(0, unlimited, 10).after_failure(0) == 1);
  const failure_counter row(unlimited, 2, 10);
  CHECK(row.size() == 3);
  CHECK(row.after_success(2) == 0);
  const failure_counter none(10, unlimited, 10);  // cannot bind
  CHECK(none.after_failure(0) == 0);
}
