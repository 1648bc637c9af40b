// SPDX-License-Identifier: BSL-1.0
// Parts of several states in a structure: a zone at 0, 50 or 100 % of its capacity.
//
// A part of levels 0 ... n is a chain of parts of two states: that it reaches level j, given that
// it reaches level j - 1. So it is at level j or better if the first j of them are up, and any gate
// may ask for that. With p_j the probability of level j:
//
//   P(j or better | j - 1 or better) = (p_j + ... + p_n) / (p_j-1 + ... + p_n)
//
// Both sides are quotients of sums of positive numbers.
// Index: multi-state system.
#pragma once

#include <algorithm>
#include <nines/probability/two_sided_sum.hpp>
#include <nines/structure/model.hpp>

namespace nines {

/// The parts that a part of several states has been expanded to, and what gates may ask of it.
template <class T>
struct multi_state_part {
  std::vector<literal> at_least;  ///< entry j: it is at level j or better; entry 0 is always true
  std::vector<std::pair<std::string, probability<T>>> values;  ///< of the parts of two states
};

namespace detail {
template <class T>
void require_levels(const std::vector<T>& levels) {
  if (levels.size() < 2) fail("add_multi_state_part", "a part has two levels or more");
  two_sided_sum<T> sum;
  for (const T& each : levels) require_unit_interval("add_multi_state_part", "probability", each);
  for (const T& each : levels) sum.add_value(each);
  if (!(sum.value() > constant<T>(1 - 1e-9) && sum.value() < constant<T>(1 + 1e-9)))
    fail("add_multi_state_part", "the sum over all levels", sum.value(), "1");
}
/// A level is reached, or one stops short of it, with those masses; of no mass it is not reached.
template <class T>
probability<T> reached(const T& beyond, const T& short_of_it) {
  if (!(beyond + short_of_it > zero<T>())) return probability<T>::never();
  return two_sided_sum<T>(beyond, short_of_it).normalised();
}
}  // namespace detail

/// Adds a part that is at level j with probability levels[j]. Its parts of two states are named
/// "name >= 1" and so on. *Throws* domain_error unless there are two levels or more, whose
/// probabilities add up to 1 (to 1e-9). In failure logic use the opposite of a level.
template <class T>
[[nodiscard]] multi_state_part<T> add_multi_state_part(structure_builder& to,
                                                       const std::string& name,
                                                       const std::vector<T>& levels) {
  detail::require_levels(levels);
  multi_state_part<T> made;
  made.at_least = {always_true};
  T beyond = levels.back();
  for (std::size_t j = levels.size() - 1; j > 0; --j) {  // from the top: small masses first
    made.values.emplace_back(name + " >= " + std::to_string(j),
                             detail::reached(beyond, levels[j - 1]));
    beyond = beyond + levels[j - 1];
  }
  std::reverse(made.values.begin(), made.values.end());
  std::vector<literal> chain;
  for (const auto& each : made.values) {
    chain.push_back(to.part(each.first));
    made.at_least.push_back(to.all_of(chain));
  }
  return made;
}

}  // namespace nines
