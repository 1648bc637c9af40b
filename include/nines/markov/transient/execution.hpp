// SPDX-License-Identifier: BSL-1.0
// transient(), accumulated() and the rewards with a std::execution policy: the rows of each step
// are shared out among threads.
//
//   #include <nines/markov/transient/execution.hpp>             // link TBB, as libstdc++ asks for
//   transient(std::execution::par, chain, initial, t);
//
// It pays for chains of some ten thousand states and more: a step of a smaller one has ended before
// a thread wakes up. In a header of its own, which no other includes, because <execution> makes
// every includer link TBB.
#pragma once

#include <algorithm>
#include <execution>
#include <nines/markov/transient/transient.hpp>

namespace nines {
namespace detail {

/// Shares out the rows of a step in runs of some 1000.
template <class Policy>
class shared_out {
 public:
  explicit shared_out(Policy policy) : policy_(policy) {}
  template <class Work>
  void operator()(std::size_t tuples, const Work& work) const {
    constexpr std::size_t run = 256;
    if (tuples < 4 * run) return work(std::size_t{0}, tuples);
    std::vector<std::size_t> first((tuples + run - 1) / run);
    for (std::size_t i = 0; i < first.size(); ++i) first[i] = i * run;
    std::for_each(policy_, first.begin(), first.end(),
                  [&](std::size_t from) { work(from, std::min(from + run, tuples)); });
  }

 private:
  Policy policy_;
};

template <class Policy>
concept execution_policy = std::is_execution_policy_v<std::remove_cvref_t<Policy>>;

}  // namespace detail

/// As transient(chain, initial, t, options), by a policy. The answer does not depend on the policy.
template <detail::execution_policy Policy, class T>
[[nodiscard]] solved_distribution<T> transient(Policy&& policy, const chain<T>& c,
                                               std::type_identity_t<std::span<const T>> initial,
                                               const std::type_identity_t<T>& t,
                                               const transient_options& options = {}) {
  return detail::transient_by(detail::shared_out(policy), c, initial, t, options);
}
/// As accumulated(chain, initial, t, options).
template <detail::execution_policy Policy, class T>
[[nodiscard]] accumulated_time<T> accumulated(Policy&& policy, const chain<T>& c,
                                              std::type_identity_t<std::span<const T>> initial,
                                              const std::type_identity_t<T>& t,
                                              const transient_options& options = {}) {
  return detail::accumulated_by(detail::shared_out(policy), c, initial, t, options);
}
/// As expected_reward(chain, reward, t, options).
template <detail::execution_policy Policy, class T>
[[nodiscard]] solved_values<T> expected_reward(Policy&& policy, const chain<T>& c,
                                               std::type_identity_t<std::span<const T>> reward,
                                               const std::type_identity_t<T>& t,
                                               const transient_options& options = {}) {
  return detail::expected_reward_by(detail::shared_out(policy), c, reward, t, options);
}
/// As accumulated_reward(chain, reward, t, options).
template <detail::execution_policy Policy, class T>
[[nodiscard]] solved_values<T> accumulated_reward(Policy&& policy, const chain<T>& c,
                                                  std::type_identity_t<std::span<const T>> reward,
                                                  const std::type_identity_t<T>& t,
                                                  const transient_options& options = {}) {
  return detail::accumulated_reward_by(detail::shared_out(policy), c, reward, t, options);
}

}  // namespace nines
