// SPDX-License-Identifier: BSL-1.0
// Counts in a window, in double.
#pragma once

#include <nines/slo/budget/window_failures.hpp>
#include <nines/slo/budget/window_tails.hpp>

namespace nines::detail {

NINES_INLINE double double_tails::poisson(double k, double mean) {
  return boost_tails<double>::poisson(k, mean);
}
NINES_INLINE probability<double> double_tails::poisson_at_least(double k, double mean) {
  return boost_tails<double>::poisson_at_least(k, mean);
}
NINES_INLINE double double_tails::binomial(double k, double n, double p) {
  return boost_tails<double>::binomial(k, n, p);
}
NINES_INLINE probability<double> double_tails::binomial_at_least(double k, double n, double p) {
  return boost_tails<double>::binomial_at_least(k, n, p);
}

}  // namespace nines::detail
