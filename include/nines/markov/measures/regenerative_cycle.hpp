// SPDX-License-Identifier: BSL-1.0
// Regenerative cycles: a chain from visit to visit of one root state, the engine of
// sensitivity.hpp.
//
// All other states are eliminated once. Then, for each state, what is earned and how much time is
// spent before the root (or an exit) is reached are solutions on the same factors, all positive.
// They stay small when the root is where the chain is most of the time, and so do their
// differences' errors: a root that turns out to be rarely visited is replaced once. Each elasticity
// has a bound of its error; where some cannot be believed, all are found by differences alone
// (deviations.hpp), and where this does not do either, it is said.
// Index: renewal-reward theorem.
#pragma once

#include <algorithm>
#include <nines/markov/elimination.hpp>
#include <nines/markov/measures/elasticity_table.hpp>
#include <optional>

namespace nines::detail {

/// The states of a chain other than a root among those kept, ready to be walked through.
template <class T>
class walk_to_root {
 public:
  walk_to_root(const rate_matrix<T>& rates, std::span<const T> exits, std::size_t root,
               double memory_limit)
      : root_(root),
        rates_(rates),
        others_(
            restrict_to(rates, state_set::where(exits.size(), [&](auto i) { return i != root; }))),
        solver_(others_.rates, with(others_.exits, exits), elimination_plan(others_.rates),
                memory_limit) {}

  [[nodiscard]] std::size_t root() const { return root_; }
  /// What is earned from each state before the root or an exit is reached; 0 at the root.
  [[nodiscard]] std::vector<T> earned(const std::vector<T>& reward) const {
    std::vector<T> x = inner(reward);
    solver_.solve(x);
    return outer(x);
  }
  /// The time spent in each state before that, for a start with that mass; 0 at the root.
  [[nodiscard]] std::vector<T> spent(const std::vector<T>& mass) const {
    std::vector<T> x = inner(mass);
    solver_.solve_transposed(x);
    return outer(x);
  }
  /// The rates from the root, and those to it.
  [[nodiscard]] std::vector<T> from_root() const {
    std::vector<T> rate(rates(), zero<T>());
    for (const auto [to, value] : row_of(rates_, root_)) rate[to] = value;
    return rate;
  }
  [[nodiscard]] std::vector<T> to_root() const { return outer(others_.exits); }

 private:
  [[nodiscard]] std::size_t rates() const { return static_cast<std::size_t>(rates_.rows()); }
  std::vector<T> with(std::vector<T> to_root, std::span<const T> exits) const {
    for (std::size_t i = 0; i < to_root.size(); ++i)
      to_root[i] += exits[static_cast<std::size_t>(others_.states[i])];
    return to_root;
  }
  std::vector<T> inner(const std::vector<T>& all) const {
    std::vector<T> x;
    for (const int s : others_.states) x.push_back(all[static_cast<std::size_t>(s)]);
    return x;
  }
  std::vector<T> outer(const std::vector<T>& x) const {
    std::vector<T> all(rates(), zero<T>());
    for (std::size_t i = 0; i < x.size(); ++i)
      all[static_cast<std::size_t>(others_.states[i])] = x[i];
    return all;
  }

  std::size_t root_;
  const rate_matrix<T>& rates_;
  restricted_chain<T> others_;
  elimination<T> solver_;
};

/// What is earned in the long run per unit of time, and per visit.
template <class T>
class long_run_cycle {
 public:
  long_run_cycle(const chain<T>& c, double memory_limit)
      : c_(c), part_(closed_part(c)), no_exits_(part_.states.size(), zero<T>()) {
    walk_.emplace(part_.rates, std::span<const T>(no_exits_), 0, memory_limit);
    find_stationary();
    const auto most = std::max_element(pi_.begin(), pi_.end());
    if (pi_[0] * constant<T>(4) < *most) {  // a root that is rarely visited: distances cancel
      walk_.emplace(part_.rates, std::span<const T>(no_exits_),
                    static_cast<std::size_t>(most - pi_.begin()), memory_limit);
      find_stationary();
    }
  }
  /// What of a vector over the chain is in the closed part.
  [[nodiscard]] std::vector<T> within(std::span<const T> all) const {
    std::vector<T> x;
    for (const int s : part_.states) x.push_back(all[static_cast<std::size_t>(s)]);
    return x;
  }
  [[nodiscard]] T mean(const std::vector<T>& reward) const {
    T sum = zero<T>();
    for (std::size_t i = 0; i < pi_.size(); ++i) sum += pi_[i] * reward[i];
    return sum;
  }
  /// The elasticity of scale * ln(a / b), where `gains(state, state)` marks the transitions whose
  /// rate is itself what a earns. *Throws* convergence_error where one cannot be believed.
  template <class Gains>
  [[nodiscard]] elasticity_table<T> elasticities(const std::vector<T>& a, const std::vector<T>& b,
                                                 const T& scale, const Gains& gains) const {
    const auto gain = [&](std::size_t i, std::size_t to) {
      return gains(static_cast<std::size_t>(part_.states[i]), to) ? one<T>() : zero<T>();
    };
    return believable(
        c_, pi_.size(), [&] { return by_root(a, b, scale, gain); },
        [&] { return by_pairs(a, b, scale, gain); });
  }

 private:
  template <class Gain>
  [[nodiscard]] elasticity_table<T> by_root(const std::vector<T>& a, const std::vector<T>& b,
                                            const T& scale, const Gain& gain) const {
    const T mean_a = mean(a);
    const T mean_b = mean(b);
    const std::vector<T> ga = walk_->earned(a);
    const std::vector<T> gb = walk_->earned(b);
    const T small = elimination_error<T>(pi_.size());
    return elasticities_of(
        c_, part_.states, [&](std::size_t i, int k, std::size_t to, const T& rate) {
          const auto j = static_cast<std::size_t>(k);  // a closed class has no way out
          const T more = (ga[j] + gain(i, to)) / mean_a + gb[i] / mean_b;
          const T less = ga[i] / mean_a + gb[j] / mean_b;
          const T weight = scale * rate * pi_[i];
          // Both are right to rounding; their difference has either sign, and a bound.
          return bounded<T>{T(weight * (more - less)), T(weight * (small * (more + less)))};
        });
  }
  template <class Gain>
  [[nodiscard]] elasticity_table<T> by_pairs(std::vector<T> a, std::vector<T> b, const T& scale,
                                             const Gain& gain) const {
    const T mean_a = mean(a);
    const T mean_b = mean(b);
    for (T& x : a) x = x / mean_a;
    for (T& x : b) x = x / mean_b;
    const deviations<T> more(part_.rates, no_exits_, std::move(a), std::move(b));
    const T small = elimination_error<T>(pi_.size());
    return elasticities_of(
        c_, part_.states, [&](std::size_t i, int k, std::size_t to, const T& rate) {
          const T weight = scale * rate * pi_[i];
          const bounded<T> d = more.between(static_cast<std::size_t>(k), i);
          const T extra = gain(i, to) / mean_a;
          const T change = d.value + extra;  // of either sign; the bound says what is left
          return bounded<T>{T(weight * change),
                            T(weight * (d.error + small * (magnitude(d.value) + extra)))};
        });
  }

  static restricted_chain<T> closed_part(const chain<T>& c) {
    const state_classes classes = communicating_classes(c);
    const auto first_of = [&](std::size_t k) {
      return classes.members[static_cast<std::size_t>(classes.closed[k])].front();
    };
    if (classes.closed.size() > 1)
      fail("sensitivities",
           "the long run depends on the start: " + c.name(static_cast<std::size_t>(first_of(0))) +
               " and " + c.name(static_cast<std::size_t>(first_of(1))) +
               " lie in different closed classes");
    state_set kept(c.size());
    for (const int s : classes.members[static_cast<std::size_t>(classes.closed[0])])
      kept.insert(static_cast<std::size_t>(s));
    return restrict_to(c.rates(), kept);
  }
  void find_stationary() {
    pi_ = walk_->spent(walk_->from_root());
    pi_[walk_->root()] = one<T>();
    T sum = zero<T>();
    for (const T& p : pi_) sum += p;
    for (T& p : pi_) p = p / sum;
  }

  const chain<T>& c_;
  restricted_chain<T> part_;
  std::vector<T> no_exits_;
  std::optional<walk_to_root<T>> walk_;
  std::vector<T> pi_;
};

}  // namespace nines::detail
