// SPDX-License-Identifier: BSL-1.0
// Independent chains side by side, without the chain of all their combinations.
//
//   const auto both = nines::independent(database, network);
//   series(as_repairable(database, up), as_repairable(network, fine))   // where the algebra serves
//   both.steady_state().in([&](auto s) { return up.contains(s[0]) || fine.contains(s[1]); })
//   both.build()                                                        // the explicit chain
//
// The generator is a Kronecker sum, and exp((Q1 (+) Q2) t) = exp(Q1 t) (x) exp(Q2 t): whatever the
// distribution of each chain, now or in the long run, the joint one is their product. So is any
// measure of series and parallel systems (repairable.hpp, from as_repairable). What is no product,
// a mean time to failure for instance, is a question to the explicit chain.
// Index: Kronecker sum.
#pragma once

#include <algorithm>
#include <nines/markov/chain/explore.hpp>
#include <nines/markov/steady/steady_state.hpp>
#include <optional>

namespace nines {

/// A state of each chain.
using joint_state = std::vector<int>;

/// The joint distribution of independent chains: products, made when asked for.
template <class T = double>
class independent_distribution {
 public:
  /// From the distribution of each chain, at the same instant.
  explicit independent_distribution(std::vector<std::vector<T>> parts) : parts_(std::move(parts)) {
    if (parts_.empty()) fail("independent_distribution", "there is no chain");
    for (auto& p : parts_)
      p = detail::distribution_of("independent_distribution", "part", std::span<const T>(p),
                                  p.size());
  }
  /// of each chain, over its own states
  [[nodiscard]] const std::vector<std::vector<T>>& parts() const { return parts_; }

  /// The probability of a joint state.
  [[nodiscard]] T mass(const joint_state& state) const {
    if (state.size() != parts_.size())
      fail("independent_distribution::mass", "size of state", state.size(),
           std::to_string(parts_.size()));
    T product = one<T>();
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      if (!(state[k] >= 0 && static_cast<std::size_t>(state[k]) < parts_[k].size()))
        fail("independent_distribution::mass", "state[" + std::to_string(k) + "]", state[k],
             "a state of that chain");
      product = product * parts_[k][static_cast<std::size_t>(state[k])];
    }
    return product;
  }
  /// The probability of the joint states for which a predicate holds; both sides are sums. *Cost*:
  /// one call for each joint state that has a probability. *Throws* convergence_error, before it
  /// begins, where these are more than most_states.
  template <std::predicate<const joint_state&> Predicate>
  [[nodiscard]] probability<T> in(Predicate&& holds, double most_states = 1e9) const {
    check_cost(most_states);
    T sides[2] = {zero<T>(), zero<T>()};
    joint_state state(parts_.size(), -1);
    std::vector<T> product(parts_.size() + 1, one<T>());  // of the states up to each chain
    for (std::size_t k = 0;;) {
      if (!find_next(parts_[k], state[k])) {
        if (k == 0) break;
        state[k--] = -1;
        continue;
      }
      product[k + 1] = product[k] * parts_[k][static_cast<std::size_t>(state[k])];
      if (k + 1 < parts_.size())
        ++k;
      else
        sides[holds(std::as_const(state)) ? 1 : 0] += product[k + 1];
    }
    return both_sides("independent_distribution::in", sides[1], sides[0]);
  }

 private:
  /// Refuses more joint states than can be gone through.
  void check_cost(double most_states) const {
    require_nonnegative("independent_distribution::in", "most_states", most_states);
    double joint = 1;
    for (const auto& part : parts_)
      joint *= static_cast<double>(
          std::count_if(part.begin(), part.end(), [](const T& x) { return x > zero<T>(); }));
    if (!(joint <= most_states))
      give_up("independent_distribution::in", "there are " + describe(joint) +
                                                  " joint states, but most_states is " +
                                                  describe(most_states));
  }
  /// Goes on to the next state of a chain that has a probability; false when there is none.
  [[nodiscard]] static bool find_next(const std::vector<T>& part, int& state) {
    const auto size = static_cast<int>(part.size());
    do {
      ++state;
    } while (state < size && !(part[static_cast<std::size_t>(state)] > zero<T>()));
    return state < size;
  }

  std::vector<std::vector<T>> parts_;
};

/// Chains that know nothing of each other. It is the rule of the joint chain as well: an argument
/// of explore().
template <class T = double>
class independent_chains {
 public:
  /// *Throws* domain_error for no chains and for chains with different units of time.
  explicit independent_chains(std::vector<chain<T>> parts) : parts_(std::move(parts)) {
    if (parts_.empty()) fail("independent", "there is no chain");
    for (const chain<T>& c : parts_)
      if (c.unit() != parts_.front().unit())
        fail("independent", "unit of a chain, in hours,", c.unit().count(),
             "that of the first one, " + describe(parts_.front().unit().count()));
  }
  /// the chains, in the order given
  [[nodiscard]] const std::vector<chain<T>>& parts() const { return parts_; }
  /// How many joint states there are; infinite if too many for a number.
  [[nodiscard]] double size() const {
    double product = 1;
    for (const chain<T>& c : parts_) product *= static_cast<double>(c.size());
    return product;
  }

  /// The long run of each chain. *Throws* as steady_state of each.
  [[nodiscard]] independent_distribution<T> steady_state(const steady_options& options = {}) const {
    std::vector<std::vector<T>> masses;
    for (const chain<T>& c : parts_) masses.push_back(nines::steady_state(c, options).mass);
    return independent_distribution<T>(std::move(masses));
  }

  /// The transitions of a joint state: one chain moves, the others stay.
  template <class Emit>
  void operator()(const joint_state& state, Emit& emit) const {
    for (std::size_t k = 0; k < parts_.size(); ++k)
      for (const auto [to, rate] : row_of(parts_[k].rates(), state[k])) {
        joint_state next = state;
        next[k] = static_cast<int>(to);
        emit(std::move(next), rate);
      }
  }
  /// The explicit chain of the joint states reached from a start; all chains in state 0, if none is
  /// given. *Throws* domain_error for a start that is no joint state, and as explore().
  [[nodiscard]] explored<joint_state, T> build(const std::optional<joint_state>& start = {},
                                               double memory_limit = default_memory_limit) const {
    joint_state from = start.value_or(joint_state(parts_.size(), 0));
    if (from.size() != parts_.size())
      fail("independent_chains::build", "size of start", from.size(),
           std::to_string(parts_.size()));
    for (std::size_t k = 0; k < parts_.size(); ++k)
      if (!(from[k] >= 0 && static_cast<std::size_t>(from[k]) < parts_[k].size()))
        fail("independent_chains::build", "start[" + std::to_string(k) + "]", from[k],
             "a state of that chain, 0 to " + std::to_string(parts_[k].size() - 1));
    return explore<T>(std::move(from), *this,
                      {.memory_limit = memory_limit, .rates_per = parts_.front().unit()});
  }

 private:
  std::vector<chain<T>> parts_;
};

/// Chains that know nothing of each other.
template <class T, std::same_as<chain<T>>... Others>
[[nodiscard]] independent_chains<T> independent(const chain<T>& first, const Others&... others) {
  return independent_chains<T>({first, others...});
}

}  // namespace nines
