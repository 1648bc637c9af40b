// SPDX-License-Identifier: BSL-1.0
// A ready model beside its closed form, in double and in 100 digits.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <nines/markov/passage/first_passage.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <nines/repairable.hpp>

#include "support/precise.hpp"
#include "support/random.hpp"

namespace nines_test {

/// Hours of a T, so that one aggregate can be written for every T.
template <class T>
nines::hours_in<T> hours_of(double count) {
  return nines::hours_in<T>(T(count));
}
/// A probability of a T by its complement, which is exact.
template <class T>
nines::probability<T> all_but(double complement) {
  return nines::probability<T>::from_complement(T(complement));
}

/// The long run of a chain by elimination, and not by a closed form.
template <class T>
nines::repairable<T> long_run(const nines::chain<T>& c, const nines::state_set& up) {
  const auto pi = nines::steady_state(c);
  T failures = 0;
  for (const std::size_t s : up.states())
    for (typename nines::rate_matrix<T>::InnerIterator to(c.rates(), static_cast<int>(s)); to; ++to)
      if (!up.contains(static_cast<std::size_t>(to.col()))) failures += pi.mass[s] * to.value();
  return {pi.in(up), failures};
}
template <class T>
nines::repairable<T> long_run(const nines::chain<T>& c) {
  return long_run(c, c.states("up"));
}
/// The mean time from state 0 to the states outside `up`.
template <class T>
T time_to_failure(const nines::chain<T>& c, const nines::state_set& up) {
  return nines::first_passage<T>(c, !up).mean_times()[0];
}

/// The larger error of availability, unavailability and frequency.
template <class T, class Exact>
double error_in_epsilons(const nines::repairable<T>& computed,
                         const nines::repairable<Exact>& exact) {
  return std::max(error_in_epsilons(computed.availability(), exact.availability()),
                  error_in_epsilons(computed.failures_per_hour(), exact.failures_per_hour()));
}

/// Checks that the long run in closed form is that of the chain: in 100 digits to 1e4 of their
/// epsilons, which only the right formula is; and that both keep their digits in double.
/// `make.template operator()<T>()` returns the aggregate, `chain_of` its chain.
template <class Make, class ChainOf>
void check_long_run(const Make& make, const ChainOf& chain_of, double epsilons) {
  const auto exact = as_repairable(make.template operator()<mp>());
  CHECK(error_in_epsilons(long_run(chain_of(make.template operator()<mp>())), exact) < 1e4);
  CHECK(error_in_epsilons(as_repairable(make.template operator()<double>()), exact) <= epsilons);
  CHECK(error_in_epsilons(long_run(chain_of(make.template operator()<double>())), exact) <=
        epsilons);
}
/// The same of the time to the first failure.
template <class Make, class ChainOf>
void check_mttf(const Make& make, const ChainOf& chain_of, double epsilons) {
  const mp exact = mttf(make.template operator()<mp>()).count();
  const auto precise = chain_of(make.template operator()<mp>());
  CHECK(error_in_epsilons(time_to_failure(precise, precise.states("up")), exact) < 1e4);
  CHECK(error_in_epsilons(mttf(make.template operator()<double>()).count(), exact) <= epsilons);
}

/// Checks that one group is up at least as much as another.
template <class Group>
void check_no_worse(const Group& better, const Group& worse) {
  const auto b = as_repairable(better).availability();
  const auto w = as_repairable(worse).availability();
  CHECK(b.complement() <= w.complement() * (1 + 1e-13));
}

/// A mean time for rates from 1e-12 to 1e3 per hour.
inline double mean_time(random_source& random) { return random.log_uniform(1e-3, 1e12); }

}  // namespace nines_test
