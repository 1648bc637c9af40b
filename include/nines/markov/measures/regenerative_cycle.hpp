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
#include <nines/markov/measures/deviations.hpp>
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

/// Elasticities of all rates of a chain, with bounds of their absolute errors.
template <class T>
struct elasticity_table {
  rate_matrix<T> value, error;

  /// Whether one may be believed: to 1e-9 of itself, or to 1e-12.
  [[nodiscard]] static bool is_known(const T& value, const T& error) {
    return error <= constant<T>(1e-9) * magnitude(value) || error <= constant<T>(1e-12);
  }
  [[nodiscard]] bool is_known() const {
    for (Eigen::Index k = 0; k < value.nonZeros(); ++k)
      if (!is_known(value.valuePtr()[k], error.valuePtr()[k])) return false;
    return true;
  }
  /// Whether each has digits of its own, however small it is.
  [[nodiscard]] bool is_precise() const {
    for (Eigen::Index k = 0; k < value.nonZeros(); ++k)
      if (!(error.valuePtr()[k] <= constant<T>(1e-9) * magnitude(value.valuePtr()[k])))
        return false;
    return true;
  }
  /// Throws convergence_error unless all may be believed.
  void check(const chain<T>& c) const {
    for (Eigen::Index i = 0; i < value.outerSize(); ++i) {
      typename rate_matrix<T>::InnerIterator bound(error, i);
      for (typename rate_matrix<T>::InnerIterator to(value, i); to; ++to, ++bound)
        if (!is_known(to.value(), bound.value()))
          give_up("sensitivities", "the elasticity of the rate from " +
                                       c.name(static_cast<std::size_t>(i)) + " to " +
                                       c.name(static_cast<std::size_t>(to.col())) +
                                       " is only known as " + describe(to.value()) + " +- " +
                                       describe(bound.value()) + "; take a wider scalar type");
    }
  }
};

/// The better of two ways to the elasticities of n states: `by_root()`, and where it cannot be
/// believed (of few states: lacks digits anywhere) `by_pairs()`.
template <class T, class ByRoot, class ByPairs>
elasticity_table<T> believable(const chain<T>& c, std::size_t n, const ByRoot& by_root,
                               const ByPairs& by_pairs) {
  constexpr std::size_t few = 32;
  elasticity_table<T> table = by_root();
  const bool is_good = n <= few ? table.is_precise() : table.is_known();
  if (!is_good && n <= deviations<T>::most_states) table = by_pairs();
  table.check(c);
  return table;
}

/// The elasticities of the part of a chain, put in their places among those of the whole, all
/// others being 0: value(i, j, rate) for the transitions of the part.
template <class T, class Value>
elasticity_table<T> elasticities_of(const chain<T>& c, const std::vector<int>& states,
                                    const Value& value) {
  elasticity_table<T> result{c.rates(), {}};
  for (Eigen::Index k = 0; k < result.value.nonZeros(); ++k) result.value.valuePtr()[k] = zero<T>();
  result.error = result.value;
  std::vector<int> number(c.size(), -1);
  for (std::size_t k = 0; k < states.size(); ++k)
    number[static_cast<std::size_t>(states[k])] = static_cast<int>(k);
  for (std::size_t k = 0; k < states.size(); ++k) {
    typename rate_matrix<T>::InnerIterator rate(c.rates(), states[k]);
    typename rate_matrix<T>::InnerIterator error(result.error, states[k]);
    for (typename rate_matrix<T>::InnerIterator to(result.value, states[k]); to;
         ++to, ++rate, ++error) {
      const bounded<T> found = value(k, number[static_cast<std::size_t>(to.col())],
                                     static_cast<std::size_t>(to.col()), rate.value());
      to.valueRef() = found.value;
      error.valueRef() = found.error;
    }
  }
  return result;
}

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

/// The way to the first failure, by visits to the up state where most time is spent.
template <class T>
class way_to_failure {
 public:
  way_to_failure(const chain<T>& c, const state_set& up, const std::vector<T>& initial,
                 double memory_limit)
      : c_(c), way_(restrict_to(c.rates(), reached(c, up, initial))), memory_limit_(memory_limit) {
    for (const int s : way_.states) start_.push_back(initial[static_cast<std::size_t>(s)]);
    const auto likely = std::max_element(start_.begin(), start_.end()) - start_.begin();
    solve(static_cast<std::size_t>(likely));
    const auto most =
        static_cast<std::size_t>(std::max_element(time_.begin(), time_.end()) - time_.begin());
    if (time_[walk_->root()] * constant<T>(4) < time_[most]) solve(most);
  }
  [[nodiscard]] T mean_time() const {
    T sum = zero<T>();
    for (const T& y : time_) sum += y;
    return sum;
  }
  /// *Throws* convergence_error where one cannot be believed.
  [[nodiscard]] elasticity_table<T> elasticities() const {
    return believable(c_, time_.size(), [&] { return by_root(); }, [&] { return by_pairs(); });
  }

 private:
  [[nodiscard]] elasticity_table<T> by_root() const {
    const T mean = mean_time();
    const T small = elimination_error<T>(time_.size());
    return elasticities_of(c_, way_.states, [&](std::size_t i, int k, std::size_t, const T& rate) {
      const T weight = rate * (time_[i] / mean);
      const auto j = static_cast<std::size_t>(std::max(k, 0));
      const T more = k < 0 ? zero<T>() : T(to_end_[j] + fails_[i] * root_mean_);
      const T less =
          k < 0 ? T(to_end_[i] + back_[i] * root_mean_) : T(to_end_[i] + fails_[j] * root_mean_);
      // Both are right to rounding; their difference has either sign, and a bound.
      return bounded<T>{T(weight * (more - less)), T(weight * (small * (more + less)))};
    });
  }
  [[nodiscard]] elasticity_table<T> by_pairs() const {
    const std::size_t n = time_.size();
    const T mean = mean_time();
    const deviations<T> later(way_.rates, way_.exits, std::vector<T>(n, one<T>()),
                              std::vector<T>(n, zero<T>()));
    const T small = elimination_error<T>(n);
    return elasticities_of(c_, way_.states, [&](std::size_t i, int k, std::size_t, const T& rate) {
      const T weight = rate * (time_[i] / mean);
      const bounded<T> d =
          k < 0 ? later.until_left(i) : later.between(i, static_cast<std::size_t>(k));
      return bounded<T>{T(-(weight * d.value)), T(weight * (d.error + small * magnitude(d.value)))};
    });
  }
  static state_set reached(const chain<T>& c, const state_set& up, const std::vector<T>& initial) {
    state_set from(c.size());
    for (const std::size_t i : up.states())
      if (initial[i] > zero<T>()) from.insert(i);
    if (from.empty()) fail("mttf_sensitivity", "the start is down: its MTTF is 0");
    rate_matrix<T> among_up = c.rates();
    among_up.prune([&](Eigen::Index i, Eigen::Index j, const T&) {
      return up.contains(static_cast<std::size_t>(i)) && up.contains(static_cast<std::size_t>(j));
    });
    state_set result = reachable_from(among_up, from);
    for (const std::size_t i : (result & !reaching(c.rates(), !up)).states())
      fail("mttf_sensitivity", "the MTTF is infinite: no failure is reached from " + c.name(i));
    return result;
  }
  void solve(std::size_t root) {
    walk_.emplace(way_.rates, std::span<const T>(way_.exits), root, memory_limit_);
    const std::vector<T> ones(start_.size(), one<T>());
    to_end_ = walk_->earned(ones);
    fails_ = walk_->earned(way_.exits);
    std::vector<T> returning = walk_->to_root();
    back_ = walk_->earned(returning);
    back_[root] = one<T>();
    const std::vector<T> leaving = walk_->from_root();
    T cycle =
        one<T>();  // the time from visit to visit, and the failures, per unit of time at the root
    T failing = way_.exits[root];
    for (std::size_t j = 0; j < leaving.size(); ++j) {
      cycle += leaving[j] * to_end_[j];
      failing += leaving[j] * fails_[j];
    }
    root_mean_ = cycle / failing;
    time_ = walk_->spent(start_);
    const std::vector<T> per_visit = walk_->spent(leaving);
    T visits = start_[root];
    for (std::size_t i = 0; i < time_.size(); ++i) visits += time_[i] * returning[i];
    for (std::size_t i = 0; i < time_.size(); ++i) time_[i] += visits / failing * per_visit[i];
    time_[root] = visits / failing;
  }

  const chain<T>& c_;
  restricted_chain<T> way_;  // the up states that are reached
  double memory_limit_;
  std::optional<walk_to_root<T>> walk_;
  std::vector<T> start_, time_;           // at the start; in all, until the failure
  std::vector<T> to_end_, fails_, back_;  // h, f and 1 - f of the header
  T root_mean_ = zero<T>();
};

}  // namespace nines::detail
