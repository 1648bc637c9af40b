// SPDX-License-Identifier: BSL-1.0
// What the tests of distributions share: comparison on both sides, and the plan of twelve mixed
// steps.
#pragma once

#include <doctest/doctest.h>

#include <nines/probability.hpp>
#include <nines/timing.hpp>

#include "support/message.hpp"

namespace nines_test {

using namespace nines;
using namespace std::chrono_literals;
using seconds = seconds_in<double>;

inline doctest::Approx near(double expected, double relative) {
  return doctest::Approx(expected).epsilon(relative).scale(0);
}
inline probability<double> tail(double p) { return probability<double>::from_complement(p); }

/// Both sides, each relative to itself.
inline void check_sides(const probability<double>& computed, double value, double complement,
                        double relative) {
  CHECK(computed.value() == near(value, relative));
  CHECK(computed.complement() == near(complement, relative));
}

/// A failover: detect, decide, elect, promote, warm up ...
inline std::vector<random_time<>> twelve_steps() {
  return {uniform_time(60s, 90s),
          fixed_time(30s),
          lognormal_time(120s, 0.5),
          weibull_time(1.5, 60s),
          gamma_time(2.5, 20s),
          triangular_time(10s, 20s, 60s),
          pert_time(30s, 60s, 300s),
          exponential_time(45s),
          erlang_time(3, 60s),
          uniform_time(0s, 60s),
          all_of(exponential_time(30s), uniform_time(10s, 50s)),
          weibull_time(0.7, 20s)};
}

}  // namespace nines_test
