// SPDX-License-Identifier: BSL-1.0
// Stopping distributions of one rule and rate for growing bake times, each from that of a shorter
// one.
//
//   incremental_analysis grows(rule, rate);
//   grows.distribution(even_analyses(600, 10)), grows.distribution(even_analyses(660, 11)), ...
//
// A longer bake time mostly repeats the analyses of a shorter one: as many requests before each,
// and the same limits, but for the last analysis, at which a rule may ask for more. So the
// recursion is kept as it stands before the last analysis, and goes on from there where all
// analyses before it are the same, which four questions an analysis to the rule confirm. Else it
// begins anew. The distributions are those of operating_characteristic.hpp to the last bit.
#pragma once

#include <nines/detection/failed_checks.hpp>

namespace nines::detail {

/// Whether a rule's limits at an analysis are these.
template <stopping_rule Rule>
bool has_limits(const Rule& rule, evidence seen, std::size_t most, const analysis_limits& limits) {
  const auto at = [&](std::size_t errors) {
    seen.errors = static_cast<double>(errors);
    return rule(seen);
  };
  const auto [low, high] = limits;
  if (low > 0 && at(low - 1) >= verdict::inconclusive) return false;
  if (low <= most && at(low) < verdict::inconclusive) return false;
  if (high == no_error_limit) return at(most) < verdict::roll_back;
  return at(high) >= verdict::roll_back && (high == 0 || at(high - 1) < verdict::roll_back);
}

}  // namespace nines::detail

namespace nines {

/// Stopping distributions of any rule, each by itself; all of them share one budget.
template <class Rule>
class incremental_analysis {
 public:
  /// Refers to the rule, which must outlive it. All distributions share the budget of
  /// `options`. *Throws* domain_error if an option is out of its range.
  incremental_analysis(const Rule& rule, const event_rate& rate,
                       const stopping_options& options = {})
      : rule_(rule),
        rate_(rate),
        options_(options),
        budget_(budget_of("stopping_distribution", options)) {}
  /// The stopping distribution, of the requests before each analysis. *Throws* as
  /// stopping_distribution() does.
  [[nodiscard]] stopping_probabilities<> dist(const std::vector<std::size_t>& requests) {
    return stopping_distribution<double>(rule_, requests, rate_, options_, budget_);
  }

 private:
  const Rule& rule_;
  event_rate rate_;
  stopping_options options_;
  work_budget budget_;
};

/// Those of a rule of one evidence, each from the analyses that it shares with those before.
template <stopping_rule Rule>
class incremental_analysis<Rule> {
 public:
  incremental_analysis(const Rule& rule, const event_rate& rate,
                       const stopping_options& options = {})
      : rule_(rule),
        rate_(rate),
        options_(options),
        budget_(budget_of("stopping_distribution", options)),
        kept_(rate, options, budget_) {}
  incremental_analysis(const incremental_analysis&) = delete;  // kept_ has the budget's address
  incremental_analysis& operator=(const incremental_analysis&) = delete;

  [[nodiscard]] stopping_probabilities<> dist(const std::vector<std::size_t>& requests) {
    detail::check_analyses("stopping_distribution", requests);
    const std::size_t analyses = requests.size();
    if (!goes_on_to(requests))
      return stopping_distribution<double>(rule_, requests, rate_, options_, budget_);
    while (made_.size() + 1 < analyses) {
      const std::size_t added = requests[made_.size()];
      const auto limits = kept_.analysis(rule_, added, analyses);
      made_.push_back({added, kept_.seen(), kept_.max(), limits});
    }
    auto whole = kept_;
    (void)whole.analysis(rule_, requests.back(), analyses);
    return whole.dist();
  }

 private:
  struct analysis_made {
    std::size_t requests;
    evidence seen;
    std::size_t most;
    detail::analysis_limits limits;
  };
  [[nodiscard]] bool goes_on_to(const std::vector<std::size_t>& requests) const {
    if (made_.size() >= requests.size()) return false;
    for (std::size_t j = 0; j < made_.size(); ++j) {
      const analysis_made& made = made_[j];
      evidence seen = made.seen;
      seen.analyses = requests.size();
      if (made.requests != requests[j] || !detail::has_limits(rule_, seen, made.most, made.limits))
        return false;
    }
    return true;
  }

  const Rule& rule_;
  event_rate rate_;
  stopping_options options_;
  work_budget budget_;
  detail::stopping_so_far<double> kept_;
  std::vector<analysis_made> made_;
};

}  // namespace nines
