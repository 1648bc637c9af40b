// SPDX-License-Identifier: BSL-1.0
// Rules of detection as files describe them: {ratio_above: 0.1%}, {sprt: {missed: 5%}}.
#pragma once

#include <functional>
#include <nines/detection/failed_checks.hpp>
#include <nines/detection/rule.hpp>
#include <optional>
#include <string>

#include "common/cursor.hpp"

namespace rollout {

using namespace calculator;

/// Any rule of the library, as a value.
struct rule {
  std::string name;
  std::function<nines::verdict(const nines::evidence&)> judge;
  bool is_beside = false;  ///< it compares with a baseline that is observed, too
  /// Of a check that is not of counts, but of measurements.
  std::optional<nines::check_failure_probabilities> fails = {};
  std::string hint = {};             ///< what may be meant, where it never acts
  std::optional<chance> limit = {};  ///< on the share of requests that fail

  nines::verdict operator()(const nines::evidence& seen) const { return judge(seen); }
};

/// The rates that rules are set up for.
struct known_rates {
  chance good, bad;
};

rule read_rule(const cursor& c, const known_rates& rates);

}  // namespace rollout
