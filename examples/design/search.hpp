// SPDX-License-Identifier: BSL-1.0
// What does the next nine cost? All designs that the choices of a file make, each evaluated: the
// cheapest that meets all objectives, those that no other beats in cost and availability, and what
// each option buys by itself.
#pragma once

#include <functional>

#include "common/report.hpp"
#include "service/service_file.hpp"

namespace design {

using namespace calculator;

/// More designs are refused.
inline constexpr std::size_t most_designs = 20000;

/// How many designs that meet the objectives of all paths are looked at for the other objectives of
/// the file.
inline constexpr std::size_t most_reports = 50;

/// The objectives of a file that are missed, as "dr region: the region is lost".
using missed_objectives = std::function<std::vector<std::string>(const service_file&)>;

/// Throws input_error where the file has no choices, and for an option that makes no sense.
report analyse(const service_file& f, const missed_objectives& missed);

}  // namespace design
