// SPDX-License-Identifier: BSL-1.0
// The operating characteristic of a rule that observes release and baseline side by side.
//
//   stopping_distribution_with_baseline(rule, even_pairs(20000, 380000, 10),
//                                       {.release = bad, .baseline = good})
//
// The recursion is over pairs of counts: first the baseline takes a step, then the release, and for
// each count of the baseline the rule's limits are found by bisection. All terms are positive.
// Masses below a cut are dropped, and their sum is kept. Where that sum matters in the smaller side
// (the probability of a rollback, or of passing), the recursion begins anew with a deeper cut: down
// to 1e-290, as in operating_characteristic.hpp, or as far as `max_products` reaches. In the end
// the dropped mass counts as the smaller side. So both sides are right to 1e-11 relative, or the
// smaller is an upper bound: a probability that is too dear to compute is never understated. Cost:
// analyses x (width of one count) x (width of the other) x (sum of the widths of their steps); a
// convergence_error says where even the first cut is too much. The rule is asked some 6 times per
// analysis and count of the baseline.
// Index: A/B test, control group.
#pragma once

#include <cmath>
#include <nines/detection/event_counts.hpp>
#include <nines/detection/operating_characteristic.hpp>
#include <nines/detection/pair_walk.hpp>
#include <nines/inline.hpp>

namespace nines {

/// The requests of release and baseline before an analysis.
struct request_pair {
  std::size_t release = 0;   ///< of the release
  std::size_t baseline = 0;  ///< of the baseline
};

/// The rates of release and baseline.
struct rates_with_baseline {
  event_rate release;   ///< of the release
  event_rate baseline;  ///< of the baseline
};

/// What a stopping distribution beside a baseline may take.
struct stopping_with_baseline_options {
  double max_products = 1e9;  ///< multiplications of the whole question: a second or two
  double least_mass = 1e-30;  ///< the first cut: masses smaller than this are dropped
  double memory_limit = default_memory_limit;  ///< bytes
};

/// Requests of both, spread evenly over analyses; see even_analyses.
[[nodiscard]] std::vector<request_pair> even_pairs(double release, double baseline,
                                                   std::size_t analyses);

namespace detail {

/// A stopping distribution without the masses below a cut.
template <class T>
struct cut_stopping {
  stopping_probabilities<T> dist;
  std::vector<T> dropped;                       ///< by each analysis, all until then
  stopping_probabilities<count_series> counts;  ///< of the errors of the release, where asked for

  /// Whether what was dropped is no part of the smaller side that matters.
  [[nodiscard]] bool is_known() const {
    const auto sides = dist.roll_back();
    return dropped.back() <= std::min(sides.value(), sides.complement()) * constant<T>(1e-12);
  }
  /// Counts what was dropped as the smaller side.
  [[nodiscard]] stopping_probabilities<T> bounded() && {
    const auto sides = dist.roll_back();
    T before = zero<T>();
    for (std::size_t j = 0; j < dist.analyses(); ++j) {
      if (sides.value() < sides.complement())
        dist.rolled_back[j] = dist.rolled_back[j] + (dropped[j] - before);  // sums that grow
      else
        dist.continuing[j] = dist.continuing[j] + dropped[j];
      before = dropped[j];
    }
    return std::move(dist);
  }
};

template <class T, stopping_rule Rule>
cut_stopping<T> stopping_with_cut(const Rule& rule, const std::vector<request_pair>& requests,
                                  const rates_with_baseline& rates, double memory_limit, double cut,
                                  work_budget& budget, bool counts_errors = false) {
  pair_walk<T> walk(budget, memory_limit, cut);
  cut_stopping<T> out;
  evidence seen{.analyses = requests.size()};
  const double least = std::max(cut, count_distribution<T>::negligible);
  count_distribution<T> release;
  count_distribution<T> baseline;
  for (std::size_t j = 0; j < requests.size(); ++j) {
    if (j == 0 || requests[j].release != requests[j - 1].release)
      release = counts_of<T>(rates.release, requests[j].release, least, budget);
    if (j == 0 || requests[j].baseline != requests[j - 1].baseline)
      baseline = counts_of<T>(rates.baseline, requests[j].baseline, least, budget);
    seen.analysis = j + 1;
    seen.requests += static_cast<double>(requests[j].release);
    seen.baseline_requests += static_cast<double>(requests[j].baseline);
    analysis_limits last{0, 0};  // of the row before
    const auto limits = [&](std::size_t baseline_errors, std::size_t most) {
      evidence at = seen;
      at.baseline_errors = static_cast<double>(baseline_errors);
      return last = limits_at(rule, at, most, last);
    };
    analysis_masses<count_series> counts;
    record(out.dist, walk.step(release, baseline, limits, counts_errors ? &counts : nullptr));
    if (counts_errors) record(out.counts, counts);
    out.dropped.push_back(walk.dropped());
  }
  return out;
}

void check_with_baseline(const std::vector<request_pair>& requests,
                         const stopping_with_baseline_options& options);

}  // namespace detail

/// A budget of products for pairs of counts; `function` is named where it is spent.
work_budget budget_of_pairs(const char* function, double max_products);

/// The stopping distribution of a release beside a baseline, within what the budget of a larger
/// question has left. *Accuracy*: both sides to 1e-11 relative, or the smaller one is an upper
/// bound; see the top. *Throws* domain_error where there is no analysis, or an analysis without a
/// request on either side; convergence_error for too much work.
template <class T = double, stopping_rule Rule>
[[nodiscard]] stopping_probabilities<T> stopping_distribution_with_baseline(
    const Rule& rule, const std::vector<request_pair>& requests, const rates_with_baseline& rates,
    const stopping_with_baseline_options& options, work_budget& budget) {
  detail::check_with_baseline(requests, options);
  constexpr double deepest = 1e-290;
  double cut = std::max(options.least_mass, deepest);
  double before = budget.left();
  auto found =
      detail::stopping_with_cut<T>(rule, requests, rates, options.memory_limit, cut, budget);
  while (!found.is_known()) {
    if (!(cut > deepest)) return found.dist;
    // The widths grow as the square root of ln(cut), and there are three of them.
    constexpr double deeper = 2.5;
    const double spent = before - budget.left();  // it falls
    if (!budget.allows(spent * std::pow(deeper, 1.5))) break;
    cut = std::max(std::pow(cut, deeper), deepest);
    before = budget.left();
    auto half = budget_of_pairs("stopping_distribution_with_baseline",
                                before / 2);  // the rest of the question needs some
    try {
      found = detail::stopping_with_cut<T>(rule, requests, rates, options.memory_limit, cut, half);
    } catch (const convergence_error&) {
      budget.spend(before / 2);
      break;  // the bound by the cut before stands
    }
    budget.spend(half.spent());
  }
  return std::move(found).bounded();
}
/// The same with a budget of its own, of `max_products`.
template <class T = double, stopping_rule Rule>
[[nodiscard]] stopping_probabilities<T> stopping_distribution_with_baseline(
    const Rule& rule, const std::vector<request_pair>& requests, const rates_with_baseline& rates,
    const stopping_with_baseline_options& options = {}) {
  auto budget = budget_of_pairs("stopping_distribution_with_baseline", options.max_products);
  return stopping_distribution_with_baseline<T>(rule, requests, rates, options, budget);
}

}  // namespace nines

#ifndef NINES_COMPILED
#include <nines/detection/impl/with_baseline.hpp>
#endif
