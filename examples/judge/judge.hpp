// SPDX-License-Identifier: BSL-1.0
// Counts in, verdict out. What a control plane would embed is the loop of judge_counts; the rest is
// to show the evidence.
#pragma once

#include <functional>
#include <nines/detection/judge.hpp>
#include <nines/detection/tests/split_e_process.hpp>
#include <nines/detection/tests/sprt.hpp>

#include "common/report.hpp"
#include "counts.hpp"

namespace judge {

/// What the release is judged by: two known rates, or a baseline beside it.
struct settings {
  std::optional<chance> good = {};
  std::optional<chance> bad = {};
  nines::error_probabilities errors = {};
  chance prior_bad = chance::from_value(0.05);
  std::optional<chance> share = {};  ///< that the release should have of the requests of both
  double prior = 1;  ///< errors as if seen before: at the good rate, or of each at equal traffic

  [[nodiscard]] bool is_beside() const { return !good; }
  /// What is believed of a rate, and of a release beside a baseline, before the counts.
  [[nodiscard]] nines::rate_prior of_rate() const { return {prior, prior / good->value()}; }
  [[nodiscard]] nines::split_prior of_split() const { return {prior, prior}; }
};

/// Judges all counts, or those up to the first verdict. `show` sees the evidence after each of
/// them.
template <class Rule, class Show>
nines::verdict judge_counts(counts_reader& in, const Rule& rule, const Show& show) {
  nines::rollout_judge judge(rule);
  while (const auto now = in.next()) {
    judge.observe(now->errors, now->requests, now->baseline_errors, now->baseline_requests);
    show(*now, judge);
    if (judge.decided() != nines::verdict::inconclusive) break;
  }
  return judge.decided();
}

/// The report without rows; each row is given to `show` as it comes.
struct outcome {
  nines::verdict verdict = nines::verdict::inconclusive;
  section summary;
};
section settings_section(const settings& s);
section evidence_section(const settings& s);
outcome judge(counts_reader& in, const settings& s,
              const std::function<void(std::vector<cell>)>& show);

}  // namespace judge
