// SPDX-License-Identifier: BSL-1.0
// The rewards of a chain while it is built: what states earn per unit of time, and what transitions
// earn each time that they are taken (impulses), which counts at their rates.
#pragma once

#include <map>
#include <nines/error.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace nines::detail {

/// Amounts by the name of a reward; those of one name add up.
template <class T>
class reward_list {
 public:
  /// *Throws* domain_error unless the amount is 0 or more, and finite.
  static void check(std::string_view name, const T& amount) {
    if (!(amount >= zero<T>()) || !is_finite(amount))
      fail("chain_builder", "reward '" + std::string(name) + "'", amount, "0 or more, and finite");
  }
  void add(std::string_view name, std::size_t state, const T& per_time) {
    per_time_[std::string(name)].emplace_back(state, per_time);
  }
  void add_impulse(std::string_view name, std::size_t from, std::size_t to, const T& amount) {
    impulses_[std::string(name)].emplace_back(from, to, amount);
  }

  /// What each reward earns per unit of time in each state, where rate_of(from, to) is the rate of
  /// a transition and describe(state) is for messages. *Throws* domain_error for an impulse on a
  /// transition that does not exist, and for a sum that is not finite.
  template <class RateOf, class Describe>
  [[nodiscard]] std::map<std::string, std::vector<T>, std::less<>> build(
      std::size_t states, const RateOf& rate_of, const Describe& describe) const {
    std::map<std::string, std::vector<T>, std::less<>> rewards;
    const auto of = [&](const std::string& name) -> std::vector<T>& {
      return rewards.try_emplace(name, states, zero<T>()).first->second;
    };
    for (const auto& [name, entries] : per_time_)
      for (const auto& [state, per_time] : entries) of(name)[state] += per_time;
    for (const auto& [name, entries] : impulses_)
      for (const auto& [from, to, amount] : entries) {
        const T rate = rate_of(from, to);
        if (!(rate > zero<T>()))
          fail("chain_builder::build", "impulse '" + name + "' is on the transition from " +
                                           describe(from) + " to " + describe(to) +
                                           ", which does not exist");
        of(name)[from] += rate * amount;
      }
    for (const auto& [name, amounts] : rewards)
      for (std::size_t i = 0; i < states; ++i)
        if (!is_finite(amounts[i]))
          fail("chain_builder::build", "reward '" + name + "' of " + describe(i), amounts[i],
               "finite");
    return rewards;
  }

 private:
  std::map<std::string, std::vector<std::pair<std::size_t, T>>> per_time_;
  std::map<std::string, std::vector<std::tuple<std::size_t, std::size_t, T>>> impulses_;
};

}  // namespace nines::detail
