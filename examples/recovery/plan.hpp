// SPDX-License-Identifier: BSL-1.0
// A plan of recovery and its objectives, as a file describes them.
#pragma once

#include <nines/density/random_time.hpp>
#include <nines/recovery/plan.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/cursor.hpp"
#include "common/report.hpp"

namespace availability {
class surroundings;
}  // namespace availability

namespace recovery {

using namespace calculator;
using dist = nines::random_time<>;
using step = nines::recovery_step<double>;

using objective = nines::recovery_objective<double>;

struct plan {
  std::string title = "A plan of recovery";
  std::vector<step> steps = {};  ///< until service is back
  std::optional<dist> loss = {};
  std::optional<objective> rto = {};
  std::optional<objective> rpo = {};
  std::optional<double> failures_per_year = {};
  std::optional<double> writes_per_second = {};
  std::vector<taken_figure> taken = {};  ///< from elsewhere in the file
};

/// An entry of the section "recovery" of a file.
plan read_plan(const std::string& name, const cursor& c, const availability::surroundings& around);

/// "4 min in 99 %": a limit and the probability to keep it; 95 % if left out. Throws
/// std::invalid_argument.
objective parse_objective(const std::string& text);
/// The same of a loss, which may be 0.
objective parse_loss_objective(const std::string& text);
/// The objective of a key, by one of them; none where the file has no such key.
std::optional<objective> read_objective(const fields& given, const std::string& key,
                                        objective (*parse)(const std::string&));

}  // namespace recovery
