// SPDX-License-Identifier: BSL-1.0
// How much risk a canary carries: a plan, the traffic, what may be wrong, and the rule that judges.
#include <iostream>
#include <nines/detection/tests/sprt.hpp>
#include <nines/probability.hpp>
#include <nines/rollout/plan/strategies.hpp>
#include <nines/rollout/risk/assess.hpp>

int main() {
  using namespace nines;
  using namespace std::chrono_literals;
  const auto plan =
      canary({.stages = {{1_percent, 30min, 3}, {10_percent, 30min, 3}, {50_percent, 30min, 3}},
              .lag = reaction_lag(2min)});
  const release change({.good = 0.05_percent, .bad = 0.2_percent, .prior_bad = 5_percent});
  const auto risk = assess(plan, request_rate(100, 1s), change,
                           sprt(0.05_percent, 0.2_percent, {1_percent, 5_percent}));

  std::cout << "a bad release is found        " << risk.detection() << "\n"
            << "a bad one reaches everyone    " << risk.bad_reaches_everyone() << "\n"
            << "a good one is rolled back     " << risk.false_rollback() << "\n"
            << "bad requests of a bad one     " << risk.excess_errors_if_bad() << "\n"
            << "what passed is bad            " << risk.bad_given_passed() << "\n";
}

// It prints:
//   a bad release is found        99.9999846828%
//   a bad one reaches everyone    0.0000153172%
//   a good one is rolled back     0.202078%
//   bad requests of a bad one     14.0971
//   what passed is bad            0.000000807799%
