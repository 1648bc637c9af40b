// SPDX-License-Identifier: BSL-1.0
// The way to the first failure by regenerative cycles: the engine of the sensitivity of an MTTF.
//
// From visit to visit of the up state where most time is spent: h is the time until the root or a
// failure, f the probability that it is a failure. All are solutions on the same factors.
#pragma once

#include <nines/markov/measures/regenerative_cycle.hpp>

namespace nines::detail {

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
