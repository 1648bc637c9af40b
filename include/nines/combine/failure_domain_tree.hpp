// SPDX-License-Identifier: BSL-1.0
// Hosts in failure domains: what fails as a whole, and what stands in it.
//
// A domain (a region, a zone, a rack) holds groups of like hosts and further domains. How much
// capacity is up: at_least_capacity, failure_domain.hpp.
#pragma once

#include <cstddef>
#include <nines/probability/two_sided.hpp>
#include <vector>

namespace nines {

/// `count` independent, identical hosts of `capacity` units each.
template <scalar T = double>
struct host_group {
  std::size_t count = 1;     ///< how many hosts
  probability<T> host;       ///< the probability that one of them is up
  std::size_t capacity = 1;  ///< what each gives while it is up, in units of your choice
};

/// What fails as a whole, with what is in it. The default `self` never fails.
template <scalar T = double>
struct failure_domain {
  probability<T> self = probability<T>::always();  ///< the probability that the domain itself is up
  std::vector<host_group<T>> hosts = {};           ///< groups that fail with the domain
  std::vector<failure_domain> domains = {};        ///< domains inside, which fail with it
  std::size_t count = 1;                           ///< of like domains, which fail independently

  // GCC 12 crashes on nested braces, {.domains = {{.self = p}}}, unless it has met the constructors
  // behind both `= {}` before, and forgets to emit them unless no_capacity() uses them.
  static_assert(noexcept(std::vector<host_group<T>>()) && noexcept(std::vector<failure_domain>()));

  /// The capacity with everything up, of all `count` of them. *Throws* domain_error if that is 2^64
  /// or more.
  [[nodiscard]] std::size_t capacity() const {
    std::size_t sum = no_capacity();
    for (const auto& group : hosts) sum = plus(sum, times(group.count, group.capacity));
    for (const auto& domain : domains) sum = plus(sum, domain.capacity());
    return times(sum, count);
  }

 private:
  static std::size_t no_capacity() {
    return std::vector<host_group<T>>().size() + std::vector<failure_domain>().size();
  }
  static std::size_t plus(std::size_t a, std::size_t b) {
    if (a + b < a) too_large();
    return a + b;
  }
  static std::size_t times(std::size_t a, std::size_t b) {
    if (a != 0 && a * b / a != b) too_large();
    return a * b;
  }
  [[noreturn]] static void too_large() {
    fail("failure_domain::capacity", "the capacities add up to 2^64 or more");
  }
};

}  // namespace nines
