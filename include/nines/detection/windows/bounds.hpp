// SPDX-License-Identifier: BSL-1.0
// The stopping distribution of checks of a sliding window: exact, or between certain bounds.
//
// Example:
//   const sliding_window_checks rule(ratio_above(0.01), {.allowed = 2}, 5);
//   const checked_intervals seen{even_analyses(5400, 45)};
//   bound_stopping(rule, seen, 0.7_percent).roll_back();   // lower and upper, certain
//   stopping_distribution(rule, seen.requests, 0.7_percent).roll_back();   // where they agree
//
// Two walks (window_walk.hpp), one that never rolls back more often than the rule, and one that
// never less often; what they leave out is rarer than a cut. The cut goes down from 1e-2 until both
// agree to 1e-11 relative on both sides, or the budget does not cover a deeper one. So few errors,
// or windows of two or three intervals, are exact; for 45 checks of windows of five, with 1 to 50
// errors in each interval, the bounds are 1e-6 apart within the default budget. What a cut costs is
// analyses x (width of one count)^(intervals - 1), about, where checks are in doubt, and next to
// nothing where they are not.
// Where no walk is within the budget: simulation.hpp.
#pragma once

#include <nines/detection/windows/deeper_cuts.hpp>
#include <nines/detection/windows/window_walk.hpp>
#include <nines/probability/bounds.hpp>
#include <optional>

namespace nines {

namespace detail {

/// The largest distance of two distributions of a time, by their masses.
template <class T>
T largest_distance(const std::vector<T>& earlier, const std::vector<T>& later) {
  T most = zero<T>();
  T low = zero<T>();
  T high = zero<T>();
  for (std::size_t j = 0; j < earlier.size(); ++j) {
    low += later[j];
    high += earlier[j];
    most = std::max(most, T(high - low));  // absolute: of sums known to epsilon
  }
  return most;
}

/// Whether two numbers are alike to 1e-11 relative, or both below 1e-280.
template <class T>
bool are_alike(const T& a, const T& b) {
  const T more = std::max(a, b);
  return more <= std::min(a, b) * constant<T>(1 + 1e-11) || more < constant<T>(1e-280);
}

}  // namespace detail

/// Certain bounds of a stopping distribution. Entry j is of check j + 1.
template <class T = double>
struct stopping_bounds {
  stopping_probabilities<T>
      lower;  ///< by each check it has rolled back no more often than the rule
  stopping_probabilities<T> upper;  ///< by each check it has rolled back no less often

  /// Of the probability of being rolled back.
  [[nodiscard]] bounds<T> roll_back() const { return {lower.roll_back(), upper.roll_back()}; }
  /// The largest distance of both, over all checks.
  [[nodiscard]] T width() const {
    return detail::largest_distance(upper.rolled_back, lower.rolled_back);
  }
  /// Whether both sides of the probability of being rolled back are known to 1e-11 relative, or are
  /// below 1e-280.
  [[nodiscard]] bool is_exact() const {
    const auto all = roll_back();
    return detail::are_alike(all.lower.value(), all.upper.value()) &&
           detail::are_alike(all.lower.complement(), all.upper.complement());
  }
  /// The one whose smaller side is not understated.
  [[nodiscard]] const stopping_probabilities<T>& cautious() const {
    const auto all = lower.roll_back();
    return all.value() < all.complement() ? upper : lower;
  }
};

namespace detail {

template <class T, stopping_rule Check>
stopping_probabilities<T> bound_of_windows(const sliding_window_checks<Check>& rule,
                                           const checked_intervals& seen, const event_rate& rate,
                                           const pending_sums& sums, double memory_limit,
                                           work_budget& budget) {
  constexpr double not_followed = 1e-5;  // of the cut: found best by measurement
  const failure_counter failures(rule.limits().allowed, rule.limits().consecutive_allowed,
                                 seen.checks());
  window_walk<T> walk(failures, sums.before(0), sums.cut() * not_followed, memory_limit, budget);
  std::vector<count_mass<T>> counts;
  stopping_probabilities<T> dist;
  auto restart = seen.restarts.begin();
  for (std::size_t j = 0; j < seen.requests.size(); ++j) {
    for (; restart != seen.restarts.end() && *restart <= j; ++restart) walk.forget_failures();
    if (j == 0 || seen.requests[j] != seen.requests[j - 1])
      counts = likely_masses<T>(rate, seen.requests[j], sums.cut(), sums.side());
    const auto masses = walk.step(counts, sums.before(j + 1), sums.side());
    if (j >= seen.unchecked) record(dist, masses);
  }
  return dist;
}

template <class T, stopping_rule Check>
stopping_bounds<T> bounds_at_cut(const sliding_window_checks<Check>& rule,
                                 const checked_intervals& seen, const event_rate& rate, double cut,
                                 double memory_limit, work_budget& budget) {
  const auto levels = failing_sums(rule, seen, rate);
  std::vector<double> means;
  means.reserve(seen.requests.size());
  for (const std::size_t n : seen.requests) means.push_back(rate.mean() * static_cast<double>(n));
  const auto bound = [&](bound_side side) {
    const pending_sums sums(levels, means, rule.intervals(), cut, side);
    return bound_of_windows<T>(rule, seen, rate, sums, memory_limit, budget);
  };
  return {bound(bound_side::lower), bound(bound_side::upper)};
}

/// Whether the bounds are as good as any; or good enough where to know the probability of each
/// check, or a smaller side below 1e-15, would take more than a thousandth of the budget.
template <class T>
bool is_enough(const stopping_bounds<T>& found, double spent, double left) {
  const auto alike = [](const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(),
                      [](const T& x, const T& y) { return are_alike(x, y); });
  };
  if (alike(found.lower.rolled_back, found.upper.rolled_back) &&
      alike(found.lower.continuing, found.upper.continuing))
    return true;
  if (!(spent > left / 1000)) return false;
  const auto sides = found.cautious().roll_back();
  return found.is_exact() || std::min(sides.value(), sides.complement()) < constant<T>(1e-15);
}

/// The best bounds that the budget allows; none where it does not allow the first.
template <class T, stopping_rule Check>
std::optional<stopping_bounds<T>> best_bounds(const sliding_window_checks<Check>& rule,
                                              const checked_intervals& seen, const event_rate& rate,
                                              const stopping_options& options,
                                              work_budget& budget) {
  std::optional<stopping_bounds<T>> best;
  deeper_cuts cuts;
  bool goes_on = true;
  while (goes_on) {  // the cuts end: each is deeper, or takes half of what is left
    const double most = budget.left() / 2;  // a larger question needs the rest
    work_budget part("bound_stopping", most, "products", "take simulate_stopping");
    try {
      best = bounds_at_cut<T>(rule, seen, rate, cuts.cut(), options.memory_limit, part);
      goes_on = !is_enough(*best, part.spent(), budget.left()) &&
                cuts.inconclusive(part.spent(), budget.left() / 4);
    } catch (const convergence_error&) {
      goes_on = cuts.go_back();
    }
    budget.spend(std::min(part.spent(), most));
  }
  return best;
}

template <class T, stopping_rule Check>
stopping_bounds<T> some_bounds(const sliding_window_checks<Check>& rule,
                               const checked_intervals& seen, const event_rate& rate,
                               const stopping_options& options) {
  constexpr auto function = "bound_stopping";
  check_intervals(function, seen);
  auto budget = budget_of(function, options);
  auto best = best_bounds<T>(rule, seen, rate, options, budget);
  if (!best)
    give_up(function,
            "the sums of a window have too many values to follow; take simulate_stopping, or more "
            "max_products");
  return *std::move(best);
}

}  // namespace detail

/// Certain bounds, as near to each other as `max_products` allows. *Throws* domain_error where
/// there is no check or no request; convergence_error where not even wide bounds are within the
/// options.
template <class T = double, stopping_rule Check>
[[nodiscard]] stopping_bounds<T> bound_stopping(const sliding_window_checks<Check>& rule,
                                                const checked_intervals& seen,
                                                const event_rate& rate,
                                                const stopping_options& options = {}) {
  return detail::some_bounds<T>(rule, seen, rate, options);
}

/// As for other rules: stopping_distribution and operating_characteristic take it, where the bounds
/// are 1e-5 apart or less. The smaller side is an upper bound where it is not exact.
template <class T, stopping_rule Check>
[[nodiscard]] stopping_probabilities<T> stopping_distribution(
    const sliding_window_checks<Check>& rule, const std::vector<std::size_t>& requests,
    const event_rate& rate, const stopping_options& options, work_budget& budget) {
  const checked_intervals seen{requests};
  detail::check_intervals("stopping_distribution", seen);
  const auto best = detail::best_bounds<T>(rule, seen, rate, options, budget);
  if (!best || !(best->width() <= constant<T>(1e-5)))
    give_up("stopping_distribution",
            "checks of a sliding window are known " +
                (best ? "only to " + describe(static_cast<double>(best->width()))
                      : std::string("not at all")) +
                " within this budget; take bound_stopping, simulate_stopping, or more "
                "max_products");
  return best->cautious();
}

}  // namespace nines
