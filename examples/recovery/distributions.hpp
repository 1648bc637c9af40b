// SPDX-License-Identifier: BSL-1.0
// Distributions of durations as files describe them: "90 s", {between: [1 min, 2 min]},
// {health_check: ...}.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/recovery/plan.hpp>
#include <vector>

#include "common/cursor.hpp"

namespace recovery {

using namespace calculator;
using dist = nines::random_time<>;
using step = nines::recovery_step<double>;

/// Reads distributions, of which a document may hold so many, and counts them.
class distribution_reader {
 public:
  [[nodiscard]] dist read(const cursor& c);
  /// A list of steps with one name each: [{detect: 30 s}, {promote: {between: [1 min, 2 min]}}].
  [[nodiscard]] std::vector<step> read_steps(const cursor& c);
  [[nodiscard]] std::vector<dist> read_distributions(const cursor& c);

 private:
  int left_ = 200;
};

/// A duration, or 0.
hours read_time(const cursor& c);

}  // namespace recovery
