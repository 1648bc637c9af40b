// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <nines/detection/windows/rule.hpp>
#include <nines/probability/literals.hpp>

#include "support/message.hpp"

using nines_test::message_of;
using namespace nines;
using namespace nines::literals;

TEST_CASE("a window has two intervals or more") {
  const auto of = [](std::size_t intervals) {
    return message_of([&] { (void)sliding_window_checks(ratio_above(0.1), {}, intervals); });
  };
  CHECK(of(1) ==
        "nines::sliding_window_checks: intervals is 1, but must be from 2 to 1000; failed_checks "
        "is of one");
  CHECK(of(1001).find("intervals is 1001") != std::string::npos);
  CHECK(of(2) == "no error");
}

TEST_CASE("the sums at which windows fail: of the intervals that there are") {
  const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 3);
  const checked_intervals seen{{100, 100, 100, 300, 300}};
  // 1 %: more than 1 of 100, 2 of 200, 3 of 300, 5 of 500, 7 of 700.
  CHECK(detail::failing_sums(rule, seen, 1_percent) == std::vector<std::size_t>{2, 3, 4, 6, 8});
  const checked_intervals later{seen.requests, 2};
  CHECK(later.checks() == 3);
  CHECK(detail::failing_sums(rule, later, 1_percent) ==
        std::vector<std::size_t>{no_error_limit, no_error_limit, 4, 6, 8});
  // Requests that all fail are not above 1; of events there may be more than requests.
  const sliding_window_checks never(ratio_above(1), {}, 2);
  CHECK(detail::failing_sums(never, {{5}}, 1_percent).front() == no_error_limit);
  CHECK(detail::failing_sums(never, {{5}}, event_rate::per_request(0.1)).front() == 6);
}

TEST_CASE("there must be a check, and a request") {
  const auto of = [](const checked_intervals& seen) {
    return message_of([&] { detail::check_intervals("f", seen); });
  };
  CHECK(of({{}}).find("the number of analyses is 0") != std::string::npos);
  CHECK(of({{0, 0}}).find("no request") != std::string::npos);
  CHECK(of({{5, 5}, 2}).find("the number of checks is 0") != std::string::npos);
  CHECK(of({{5, 5}, 3}).find("the number of checks is 0") != std::string::npos);
  CHECK(of({{5, 5}, 0, {2}}).find("counted anew is 2, but must be less than") != std::string::npos);
  CHECK(of({{5, 5}, 1, {1}}) == "no error");
}
