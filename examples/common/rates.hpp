// SPDX-License-Identifier: BSL-1.0
// Rates as they were read. "0.2" is 20%, "0.999%" is less than one in a hundred: a report says
// first what it read, and warns where a sign is likely to be missing, or one too many.
//
//   report r{...};
//   r.rates = {{"good", good, "0.05"}, {"bad", bad, "0.2"}};   // As read: good 5%, bad 20%.
//   add_doubt(r.warnings, r.rates[0], rate_of::failures);  // Warning: good: "0.05" is read as ...
#pragma once

#include <string>
#include <vector>

#include "input.hpp"

namespace calculator {

struct rate {
  std::string name;  ///< the key or the option, as the user knows it
  chance read;
  std::string written = {};  ///< by the user; empty of a default, which is never doubted
};

/// What a rate is of: requests that fail, which are few, or those that succeed, which are many.
enum class rate_of { failures, successes };

/// Adds a warning where what was written is likely to mean something else: failures of 1% and more
/// without a sign ("0.05"), successes of at most 1 with one ("0.999%").
void add_doubt(std::vector<std::string>& warnings, const rate& r, rate_of what);

/// Whether an objective is met, but for the last bits: one that is stated as the very figure holds.
/// One of 100% is met by certainty alone.
bool reaches(const chance& figure, const chance& objective);

/// "5%", "99.99%", "1e-12%": every digit that was written (12 at most).
std::string percent_as_read(const chance& p);

}  // namespace calculator
