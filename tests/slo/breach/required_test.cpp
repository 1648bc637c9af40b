// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <nines/probability/literals.hpp>
#include <nines/slo/breach/required.hpp>

#include "slo/slo_test.hpp"
#include "support/message.hpp"

using nines::breach_probability;
using nines::error_budget;
using nines::initial_condition;
using nines::month_30d;
using nines::required_mttf;
using nines::required_mttr;
using nines::unit_downtime;
using nines_test::hours;
using nines_test::message_of;
using nines_test::promise;
using nines_test::starts;
using nines_test::within;
using namespace nines::literals;
using namespace std::chrono_literals;

TEST_CASE("the required times go back to their probability") {
  for (const auto start : starts)
    for (const auto& breach :
         {30_percent, 5_percent, nines::probability<>::from_value(1e-12), 99.9_percent}) {
      CAPTURE(breach.value());
      if (start != initial_condition::down || breach.value() < 0.99) {
        const auto mttr = required_mttr(promise, breach, month_30d, start);
        if (std::isfinite(mttr.count())) {
          const unit_downtime dist(hours(720), mttr, hours(720), start);
          CHECK(breach_probability(dist, promise).value() == within(breach.value(), 1e-12));
        } else {
          CHECK(1 - std::exp(-(720 - 0.36) / 720) < breach.value());
        }
      }
      if (start == initial_condition::up || breach.value() > 0.3) {
        const auto mttf = required_mttf(promise, breach, 5min, start);
        CHECK(breach_probability(unit_downtime(mttf, hours(1.0 / 12), hours(720), start), promise)
                  .value() == within(breach.value(), 1e-12));
      }
    }
}

TEST_CASE("required times where any will do, or none") {
  // An outage is expected in 1 - exp(-1) of the months, of whatever length.
  CHECK(std::isinf(required_mttr(promise, 70_percent, month_30d).count()));
  const error_budget perfect(100_percent, month_30d);
  CHECK(message_of([&] { return required_mttr(perfect, 10_percent, month_30d); }) ==
        "nines::required_mttr: no MTTR is short enough: failures alone break the agreement too "
        "often");
  CHECK(
      message_of([&] { return required_mttf(promise, 10_percent, 1h, initial_condition::down); }) ==
      "nines::required_mttf: no MTTF is long enough: the first repair alone breaks the agreement "
      "too often");
  const error_budget none(nines::probability<>::never(), month_30d);
  CHECK(required_mttf(none, 10_percent, 1h).count() == 0);
}

TEST_CASE("bad input is named") {
  CHECK(message_of([] { return required_mttr(promise, 0_percent, 1h); }) ==
        "nines::required_mttr: breach is 0, but must be more than 0 and less than 1");
  CHECK(message_of([] { return required_mttf(promise, 100_percent, 1h); }) ==
        "nines::required_mttf: breach is 1, but must be more than 0 and less than 1");
  CHECK(message_of([] { return required_mttr(promise, 5_percent, 0h); }) ==
        "nines::required_mttr: mttf is 0, but must be more than 0");
  CHECK(message_of([] { return required_mttf(promise, 5_percent, -1h); }) ==
        "nines::required_mttf: mttr is -1, but must be more than 0");
}
