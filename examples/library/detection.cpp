// SPDX-License-Identifier: BSL-1.0
// What a rule that rolls releases back really does: how often it is wrong, and in which way.
#include <iostream>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/sample_size.hpp>
#include <nines/detection/tests/sprt.hpp>
#include <nines/probability.hpp>

int main() {
  using namespace nines;
  const rate_pair rates{.good = 0.05_percent, .bad = 0.2_percent};
  const auto analyses = even_analyses(18000, 30);  // 10 requests a second, asked each minute
  const auto say = [&](const char* name, const auto& rule) {
    const auto oc = operating_characteristic(rule, analyses, rates);
    std::cout << name << "finds a bad release " << oc.detection() << ", rolls back a good one "
              << oc.false_rollback() << "\n";
  };
  say("errors above 0.1 %:  ", ratio_above(0.001));
  say("only at the end:     ", at_the_end(ratio_above(0.001)));
  say("sequential (SPRT):   ", sprt(0.05_percent, 0.2_percent, {1_percent, 5_percent}));

  const auto test = fixed_sample_test(rates, {.false_rollback = 1_percent, .missed = 5_percent});
  std::cout << "one look needs " << test.requests << " requests, and rolls back from "
            << test.roll_back_from << " errors on\n";
}

// It prints:
//   errors above 0.1 %:  finds a bad release 99.99334148%, rolls back a good one 39.9253%
//   only at the end:     finds a bad release 99.9292666%, rolls back a good one 0.24199%
//   sequential (SPRT):   finds a bad release 96.36416%, rolls back a good one 0.437102%
//   one look needs 7850 requests, and rolls back from 10 errors on
