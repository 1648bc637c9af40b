// SPDX-License-Identifier: BSL-1.0
// Rules that judge each interval by itself and count the failed ones, as Argo Rollouts and Flagger.
//
// Example:
//   const failed_checks argo(ratio_above(0.001), {.allowed = 3});           // failureLimit: 3
//   const failed_checks flagger(ratio_above(0.001), {.allowed = 10 - 1});   // threshold: 10
//   operate(argo, even_looks(18000, 30), {.good = 0.05_percent, .bad = 0.2_percent});
//
// Argo fails when failed > failureLimit (analysis.go; the sentence "after three failed" in its
// documentation is one off); Flagger rolls back when failed >= threshold, at the check after that
// one, and holds the step at each failed check (held_steps.hpp). Both count failures of the whole
// stage, and a success takes none away; failures in a row can be limited besides. Argo's
// consecutiveErrorLimit is of measurements that could not be taken: see measurements.hpp for it and
// all its keys.
//
// The chance that a check fails is exact, too: a tail of the counts of its interval. The walk then
// is over (failures, run of failures), each as far as it is limited. Cost: looks x allowed x
// consecutive, of which a limit that cannot bind is 1.
// Index: failure limit.
#pragma once

#include <nines/detection/event_counts.hpp>
#include <nines/detection/operating_characteristic.hpp>

namespace nines {

/// How many failed checks are borne; one more rolls back.
struct failure_limits {
  std::size_t allowed = 0;                             ///< in all
  std::size_t consecutive_allowed = detail::no_limit;  ///< one after the other
};

/// A rule for each interval by itself, and how many intervals may fail it. The interval's evidence
/// has the counts of that interval alone.
template <class Check>
class failed_checks {
 public:
  failed_checks(Check check, failure_limits limits) : check_(std::move(check)), limits_(limits) {}
  [[nodiscard]] const Check& check() const { return check_; }
  [[nodiscard]] const failure_limits& limits() const { return limits_; }
  /// The least number of intervals after which it can roll back.
  [[nodiscard]] std::size_t least_looks() const {
    return std::min(limits_.allowed, limits_.consecutive_allowed) + 1;
  }

 private:
  Check check_;
  failure_limits limits_;
};

namespace detail {

/// The products in one of two masses; more where they are by counts.
template <class T>
double products_of(const T& /*a*/, const T& /*b*/) {
  return 1;
}
template <class T>
double bytes_of(const T& /*a*/) {
  return sizeof(T);
}
inline double bytes_of(const count_series& a) {
  return sizeof(a) + sizeof(double) * static_cast<double>(a.masses().size());
}
inline double products_of(const count_series& a, const count_series& b) {
  return static_cast<double>(a.masses().size()) * static_cast<double>(b.masses().size());
}

/// Masses by (failures so far, failures in a row at the end); of these only what a limit asks for.
template <class T>
class failure_walk {
 public:
  failure_walk(const failure_limits& limits, std::size_t looks)
      : counts_(limits.allowed < looks ? 1 : 0),
        most_(counts_ > 0 ? limits.allowed : 0),
        runs_(limits.consecutive_allowed < (counts_ > 0 ? most_ : looks) ? 1 : 0),
        most_in_a_row_(runs_ > 0 ? limits.consecutive_allowed : 0),
        mass_((most_ + 1) * (most_in_a_row_ + 1), zero<T>()) {
    mass_[0] = one<T>();
  }
  /// The products that a step takes.
  [[nodiscard]] double products(const probability<T>& fails) const {
    double sum = 0;
    for (const T& m : mass_)
      sum += products_of(m, fails.value()) + products_of(m, fails.complement());
    return sum;
  }
  /// The bytes that the masses take before and after a step; those by counts grow.
  [[nodiscard]] double bytes(const probability<T>& fails) const {
    const double step = bytes_of(fails.value()) + bytes_of(fails.complement());
    double sum = 0;
    for (const T& m : mass_) sum += 3 * bytes_of(m) + step;
    return sum;
  }
  look_masses<T> step(const probability<T>& fails) {
    look_masses<T> out{zero<T>(), zero<T>(), zero<T>()};
    std::vector<T> next(mass_.size(), zero<T>());
    for (std::size_t f = 0; f <= most_; ++f)
      for (std::size_t run = 0; run <= most_in_a_row_; ++run) {
        const T m = mass_[place(f, run)];
        T& good = next[place(f, 0)];
        good = good + m * fails.complement();
        const bool borne = (counts_ == 0 || f < most_) && (runs_ == 0 || run < most_in_a_row_);
        T& bad = borne ? next[place(f + counts_, run + runs_)] : out.rolled_back;
        bad = bad + m * fails.value();
      }
    mass_.swap(next);
    for (const T& m : mass_) out.going_on = out.going_on + m;
    return out;
  }

 private:
  [[nodiscard]] std::size_t place(std::size_t failures, std::size_t run) const {
    return failures * (most_in_a_row_ + 1) + run;
  }
  std::size_t counts_, most_;         // 1 if failures in all are limited, else 0
  std::size_t runs_, most_in_a_row_;  // the same of those in a row
  std::vector<T> mass_;
};

}  // namespace detail

namespace detail {

/// The states of a walk over failures, and of all its steps.
inline double failure_states(const failure_limits& limits, std::size_t looks) {
  const auto kinds = [looks](std::size_t allowed) {
    return allowed < looks ? static_cast<double>(allowed) + 1 : 1;
  };
  return kinds(limits.allowed) * kinds(limits.consecutive_allowed);
}

template <class T>
watch_law<T> watch_checks_within(const std::vector<probability<T>>& fails,
                                 const failure_limits& limits, double memory_limit,
                                 work_budget& budget) {
  if (fails.empty()) fail("watch_checks", "the number of checks", 0, "1 or more");
  const double states = failure_states(limits, fails.size());
  const double least = states * static_cast<double>(fails.size());
  if (!std::is_same_v<T, count_series> && !budget.allows(least)) budget.spend(least);
  require_memory("watch_checks", "the walk over failures", 2 * sizeof(T) * states, memory_limit);
  failure_walk<T> walk(limits, fails.size());
  watch_law<T> law;
  for (const auto& each : fails) {
    budget.spend(walk.products(each));
    require_memory("watch_checks", "the walk over failures", walk.bytes(each), memory_limit);
    record(law, walk.step(each));
  }
  return law;
}

}  // namespace detail

/// How a watch ends of which check j fails with chance fails[j], independently of the others.
/// *Throws* domain_error where there is no check; convergence_error for more work than
/// `max_products`.
template <class T>
[[nodiscard]] watch_law<T> watch_checks(const std::vector<probability<T>>& fails,
                                        const failure_limits& limits,
                                        const watch_options& options = {}) {
  auto budget = detail::budget_of("watch_checks", options);
  return detail::watch_checks_within(fails, limits, options.memory_limit, budget);
}

/// The chance that a check of one interval fails: that its rule rolls back on the counts of the
/// interval alone.
template <class T = double, watch_rule Rule>
[[nodiscard]] probability<T> chance_to_fail(const Rule& check, std::size_t requests,
                                            const event_rate& rate) {
  if (requests == 0) detail::fail("chance_to_fail", "requests", 0, "1 or more");
  const auto law = detail::counts_of<T>(rate, requests);
  const evidence seen{.requests = static_cast<double>(requests)};
  const std::size_t from = detail::least_errors(check, seen, law.last(), verdict::roll_back);
  if (from == detail::no_limit) return probability<T>::never();
  return probability<T>::from_computed_sides(law.at_least(from), law.less_than(from));
}

namespace detail {

/// As for rules of one evidence: `watch` and `operate` take either.
template <class T, watch_rule Check>
watch_law<T> watch_within(const failed_checks<Check>& rule,
                          const std::vector<std::size_t>& requests, const event_rate& rate,
                          const watch_options& options, work_budget& budget) {
  check_looks("watch", requests);
  std::vector<probability<T>> fails;
  fails.reserve(requests.size());
  for (std::size_t j = 0; j < requests.size(); ++j) {
    const bool is_known = j > 0 && requests[j] == requests[j - 1];
    if (!is_known)
      budget.spend(8 * count_law<T>::most_masses(rate.mean() * static_cast<double>(requests[j])));
    fails.push_back(is_known ? fails.back() : chance_to_fail<T>(rule.check(), requests[j], rate));
  }
  return watch_checks_within(fails, rule.limits(), options.memory_limit, budget);
}

}  // namespace detail
}  // namespace nines
