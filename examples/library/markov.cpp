// SPDX-License-Identifier: BSL-1.0
// A system with states: a pair of servers, whose failures are not always survived.
#include <iostream>
#include <nines/duration.hpp>
#include <nines/markov/chain/chain_builder.hpp>
#include <nines/markov/measures/availability.hpp>
#include <nines/markov/measures/availability_over_time.hpp>
#include <nines/probability.hpp>

int main() {
  using namespace nines;
  chain_builder<> b;  // rates per hour; states are numbered as they come
  b.add("both", "one", 2e-4 * 0.98).add("both", "none", 2e-4 * 0.02);
  b.add("one", "none", 1e-4).add("one", "both", 0.5).add("none", "one", 2);
  b.label("up", {"both", "one"});
  const chain<> pair = b.build();

  const repairable<> service = as_repairable(pair);  // its long run, a part like any other
  std::cout << "availability     " << service.availability() << "\n"
            << "failures a year  " << service.failure_frequency(year_365) << "\n"
            << "MTTF from both   " << mttf(pair, 0).count() << " h\n"
            << "R(1 year)        " << reliability(pair, 0, year_365) << "\n"
            << "A(1 hour)        " << point_availability(pair, 2, hours_in<double>(1))
            << " after a failure\n";
}

// It prints:
//   availability     99.999798081%
//   failures a year  0.0353762
//   MTTF from both   247671 h
//   R(1 year)        96.52488%
//   A(1 hour)        86.4641% after a failure
